//! What of a mark may be drawn: a withheld one nothing, whatever else it holds.

use super::{Mark, Plot};

/// The numbers of a mark that is drawn, in order and not below nought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drawn {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) interval: Option<(f64, f64)>,
}

impl Drawn {
    /// Exact, so that it has one place on the axis.
    pub(super) fn is_exact(&self) -> bool {
        self.low >= self.high
    }

    /// How far along the axis it reaches, its interval included.
    pub(super) fn reach(&self) -> f64 {
        self.interval.map_or(self.high, |(_, to)| to.max(self.high))
    }
}

impl Mark {
    /// Its numbers, unless it is withheld.
    pub(super) fn drawn(&self) -> Option<Drawn> {
        let (low, high) = self.value.and_then(ordered)?;
        Some(Drawn { low, high, interval: self.interval.and_then(ordered) })
    }
}

impl Plot {
    /// The numbers of every mark that is not withheld.
    pub(super) fn drawn(&self) -> impl Iterator<Item = Drawn> {
        self.rows.iter().flat_map(|row| &row.marks).filter_map(Mark::drawn)
    }
}

fn ordered((one, other): (f64, f64)) -> Option<(f64, f64)> {
    (one.is_finite() && other.is_finite()).then(|| (one.min(other).max(0.0), one.max(other).max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_mark_has_no_numbers_even_if_it_carries_an_interval() {
        let mark = |value| Mark { said: String::new(), value, interval: Some((9.0, 3.0)) };
        assert_eq!(mark(None).drawn(), None);
        assert_eq!(mark(Some((f64::NAN, 1.0))).drawn(), None);
        let drawn = Drawn { low: 4.0, high: 5.0, interval: Some((3.0, 9.0)) };
        assert_eq!(mark(Some((5.0, 4.0))).drawn(), Some(drawn));
    }
}
