//! The real thing for tests: one PostgreSQL a test binary, an own database a test, a real server on a free port,
//! a mail server that keeps what it gets, a clock that stands still until it is moved.
#![allow(dead_code, unused_imports, reason = "every test binary uses its own part of the support")]

pub mod app;
pub mod case;
pub mod custodian;
pub mod instance;
pub mod keys;
pub mod officer;
pub mod reporter;
pub mod respondent;
pub mod sealing;
pub mod wave;

pub use app::{Answer, App, Browser, database, postgres};
pub use case::{To, case_key, current_key, holder, opened, sealed};
pub use custodian::lay_tally;
pub use instance::{OpenInstance, open_channel_in};
pub use keys::{open, open_frame, secret};
pub use officer::Officer;
pub use reporter::{Report, Reporter, plain_answers, prove, prove_attachment};
pub use respondent::{Respondent, SurveyScene};
pub use wave::{PlannedUnit, PlannedWave, plan_wave_in};
