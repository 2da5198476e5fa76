//! Anchoring vignettes: where somebody places the own situation among fixed ones.

use super::interval::Interval;

/// C = 1 if y < z₁, 2j if y = z_j, 2j+1 if z_j < y < z_{j+1}, 2J+1 if y > z_J; the least and the greatest that are true
/// (nonparametric C-scale, King et al. 2004). No unit: places 1 … 2J+1. A respondent who orders the vignettes otherwise
/// than they were meant gets a wide interval.
pub fn c_scale(own: u8, vignettes: &[u8]) -> Interval<usize> {
    let above_all = 2 * vignettes.len() + 1;
    let below = vignettes.first().is_none_or(|&lowest| own < lowest).then_some(1);
    let equal = vignettes.iter().enumerate().filter(|(_, place)| own == **place).map(|(at, _)| 2 * at + 2);
    let pairs = vignettes.windows(2).enumerate();
    let between = pairs.filter(|(_, pair)| pair[0] < own && own < pair[1]).map(|(at, _)| 2 * at + 3);
    let above = vignettes.last().is_some_and(|&highest| own > highest).then_some(above_all);
    let places = || below.into_iter().chain(equal.clone()).chain(between.clone()).chain(above);
    let proof = "an answer lies below, at, between or above";
    Interval::new(places().min().expect(proof), places().max().expect(proof))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_one_place_among_ordered_vignettes_and_several_among_tied_or_reversed_ones() {
        assert_eq!(c_scale(3, &[2, 4, 5]), Interval::new(3, 3));
        assert_eq!(c_scale(2, &[2, 2, 5]), Interval::new(2, 4));
        assert_eq!(c_scale(2, &[4, 3, 1]), Interval::new(1, 7));
        assert_eq!(c_scale(3, &[]), Interval::new(1, 1));
    }
}
