//! The action plan that a briefing follows up: versions with the history of their deadlines, indicators, outcomes, report
//! occasions and policy documents. All of it is public; nothing of it is about a person.

mod check;
mod combined;
mod example;
mod follow_up;
mod keep;
mod model;
mod occasions;
mod remind;
mod staff_pages;
mod store;
mod table;
mod units;
mod when;

pub use check::is_writable;
pub use combined::Combined;
pub use example::Example;
pub use follow_up::{FollowUp, Followed, Reached, Status, taken_part};
pub use keep::{By, KeepError, take_in};
pub use model::{
    ActionPlan, Area, Declared, Head, Indicator, IndicatorKind, Measure, Occasion, OccasionKind, Outcome,
    Participation, PolicyDocument, Value, Version,
};
pub use remind::remind;
pub use staff_pages::routes;
pub use store::{plan, plans};
pub use table::{TableError, from_csv, to_csv};
pub use when::When;
