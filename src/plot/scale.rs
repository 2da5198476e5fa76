//! From a figure to its place on an axis. The axis follows from the marks that are drawn, never from a withheld one.

use super::{Plot, Unit, mark::Drawn};

/// An axis from nought.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    /// Where it ends.
    pub(super) top: f64,
    /// Where it is marked, from nought to the end; nothing where no figure tells how far it goes.
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// The axis of a plot: per cent to 100, or to 50 if nothing is above 40; else round numbers.
    pub(super) fn of(plot: &Plot) -> Self {
        match (reach(plot), plot.unit) {
            (Some(reach), Unit::Percent) if reach <= 40.0 => Self::steps(10.0, 5),
            (_, Unit::Percent) => Self::steps(20.0, 5),
            (Some(reach), _) => Self::round(reach),
            (None, _) => Self { top: 1.0, ticks: Vec::new() },
        }
    }

    /// An axis that ends near the largest value, whatever the unit; without the intervals.
    pub(super) fn close(plot: &Plot) -> Self {
        match plot.drawn().map(|drawn| drawn.high).reduce(f64::max) {
            Some(high) => Self::round(high),
            None => Self { top: 1.0, ticks: Vec::new() },
        }
    }

    /// The place of a value, from 0 to 1.
    pub(super) fn part(&self, value: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0)
    }

    /// Between which ticks a value lies, counted from 0; on a tick, in the class that starts there.
    pub(super) fn class(&self, value: f64) -> usize {
        let classes = self.ticks.len().saturating_sub(1);
        let passed = self.ticks.iter().skip(1).filter(|tick| value >= **tick).count();
        passed.min(classes.saturating_sub(1))
    }

    /// Whole steps of 1, 2 or 5 by tens, at most six of them.
    fn round(reach: f64) -> Self {
        let mut ten = 1.0;
        loop {
            for step in [1.0, 2.0, 5.0].map(|step| step * ten) {
                if reach <= 6.0 * step {
                    let count = (1..=6).find(|count| reach <= f64::from(*count) * step).unwrap_or(6);
                    return Self::steps(step, count);
                }
            }
            ten *= 10.0;
        }
    }

    fn steps(step: f64, count: u32) -> Self {
        let ticks: Vec<_> = (0..=count).map(|place| f64::from(place) * step).collect();
        Self { top: f64::from(count) * step, ticks }
    }
}

impl Unit {
    /// As it stands at the axis.
    pub(super) fn named(self) -> &'static str {
        match self {
            Self::Percent => "procent",
            Self::Persons => "personer",
            Self::Reports => "rapporter",
        }
    }
}

/// A tick in print, with a hard space between thousands.
pub(super) fn printed(tick: f64) -> String {
    let digits = format!("{tick:.0}");
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join("\u{a0}")
}

fn reach(plot: &Plot) -> Option<f64> {
    plot.drawn().map(|drawn| Drawn::reach(&drawn)).reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_on_a_round_number_above_everything() {
        for (reach, top) in
            [(0.0, 1.0), (1.0, 1.0), (6.0, 6.0), (7.0, 8.0), (52.0, 60.0), (300.0, 300.0), (301.0, 400.0)]
        {
            assert!((Scale::round(reach).top - top).abs() < 1e-9, "{reach}");
        }
        assert_eq!(printed(12_000.0), "12\u{a0}000");
    }

    #[test]
    fn a_value_on_a_tick_belongs_to_the_class_that_starts_there() {
        let scale = Scale::steps(10.0, 5);
        assert_eq!([0.0, 9.9, 10.0, 49.0, 50.0, 99.0].map(|value| scale.class(value)), [0, 0, 1, 4, 4, 4]);
    }
}
