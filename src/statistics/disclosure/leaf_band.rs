//! Leaf-band closure.

use super::released::{Erratum, Figure, Released};

/// A count, or the band of what is below `k`.
pub fn banded(count: u64, k: u64) -> Released {
    Released::new(if count < k { Figure::Between { from: 0, to: k - 1 } } else { Figure::Count(count) })
}

/// A correction as it may be shown.
pub fn corrected(erratum: Erratum<Figure>) -> Erratum<Released> {
    erratum.map(Released::new)
}
