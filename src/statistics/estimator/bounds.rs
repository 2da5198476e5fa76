//! What non-response could hide at worst.

use super::{group::Group, interval::Interval};

/// x … x+N−n, persons: nobody and everybody of those who did not answer was exposed (Manski 1989; divide by N for shares).
pub fn bounds(group: Group) -> Interval<u32> {
    Interval::new(group.exposed(), group.exposed() + group.population() - group.respondents())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_count_every_missing_person_once_as_spared_and_once_as_exposed() {
        let bounds = |counts: (u32, u32, u32)| bounds(Group::new(counts.0, counts.1, counts.2).expect("good"));
        assert_eq!(bounds((60, 40, 12)), Interval::new(12, 32));
        assert_eq!(bounds((20, 20, 5)), Interval::new(5, 5));
    }
}
