//! Orubbad: a service through which staff of a Swedish municipality report otillåten påverkan without saying who they are.
//!
//! The one rule that decides between two designs: the server at rest knows nothing but what is published.
//! Rooms stand on floors; a room names rooms below its own, never above or beside (`tests/architecture.rs`).

pub mod calendar;
pub mod clock;
pub mod config;
pub mod form;
pub mod ids;
pub mod plot;
pub mod questionnaire;
pub mod sealed;
pub mod statistics;

pub mod db;

pub mod audit;
pub mod channel;
pub mod http;
pub mod org;
pub mod outbox;

pub mod auth;

pub mod board;
pub mod intake;

pub mod urn;

pub mod admin;
pub mod alerts;
pub mod plan;
pub mod triage;

pub mod retention;
pub mod survey;

pub mod release;

pub mod briefing;
pub mod worker;

pub mod server;

pub mod commands;
