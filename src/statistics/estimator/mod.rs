//! How common it is: from the answers of one group or many to a share, its uncertainty and the words for it.
//!
//! Everyone is invited, so a group is a census with non-response. The intervals rest on one assumption, that those who
//! answered are like a random draw within their group; only the bounds do without it.

mod bounds;
mod change;
mod flags;
mod funnel;
mod grade;
mod group;
mod hypergeometric;
mod interval;
mod quantile;
mod ratio;
mod strata;
mod vignette;
mod wilson;
mod wording;

pub use bounds::bounds;
pub use change::{Change, Verdict};
pub use flags::{Flags, benjamini_hochberg};
pub use funnel::{Funnel, FunnelError};
pub use grade::{Grade, Reason};
pub use group::{CountsError, Group};
pub use hypergeometric::exposed_persons;
pub use interval::Interval;
pub use ratio::ReportingRatio;
pub use strata::{Intervals, RollUp, Strata, StrataError, Uncertainty, Unknown};
pub use vignette::c_scale;
pub use wilson::{wilson, wilson_finite};
pub use wording::{percent, roll_up_sentence, sentence};
