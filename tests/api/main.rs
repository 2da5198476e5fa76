//! The product over HTTP: a real server, a real database a test, a real mail dialogue.

#[path = "../support/mod.rs"]
mod support;

mod alerts;
mod attachments;
mod audit;
mod briefing;
mod case;
mod intake;
mod keyring;
mod organisation;
mod plan;
mod release;
mod retention;
mod routes;
mod sign_in;
mod start;
mod survey;
mod survey_release;
mod triage;
mod urn;
