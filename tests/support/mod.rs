//! The real thing for tests: one PostgreSQL a test binary, an own database a test, a real server on a free port,
//! a mail server that keeps what it gets, a clock that stands still until it is moved.
#![allow(dead_code, unused_imports, reason = "every test binary uses its own part of the support")]

pub mod app;
pub mod custodian;
pub mod instance;
pub mod keys;
pub mod officer;
pub mod reporter;
pub mod respondent;
pub mod sealing;
pub mod wave;

pub use app::{App, database, postgres};
pub use custodian::lay_tally;
pub use instance::{OpenInstance, open_channel_in};
pub use keys::{open, open_frame, secret};
pub use officer::Officer;
pub use reporter::{Report, Reporter, plain_answers, prove};
pub use respondent::{Respondent, SurveyScene};
pub use wave::{PlannedUnit, PlannedWave, plan_wave_in};
