//! Two limits.

/// The lower and the upper limit of a figure, in the figure's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval<T> {
    pub low: T,
    pub high: T,
}

impl<T> Interval<T> {
    pub(super) fn new(low: T, high: T) -> Self {
        Self { low, high }
    }
}

impl Interval<f64> {
    /// An interval that has shrunk to one value: everybody answered.
    pub(super) fn point(value: f64) -> Self {
        Self::new(value, value)
    }
}

impl Interval<u32> {
    /// Persons as shares of the group they belong to.
    pub(super) fn shares_of(self, population: u32) -> Interval<f64> {
        let share = |persons: u32| f64::from(persons) / f64::from(population);
        Interval::new(share(self.low), share(self.high))
    }
}
