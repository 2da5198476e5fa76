//! The one error a visitor meets: what to do, in Swedish and English. The cause goes to the log once, never to the page.

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use serde::Serialize;

use crate::db::DbError;

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wording {
    pub sv: String,
    pub en: String,
}

/// An answer that is not a success.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    wording: Wording,
    difficulty: Option<u8>,
    retry_after: Option<u64>,
}

#[derive(Serialize)]
struct Body<'a> {
    code: &'a str,
    sv: &'a str,
    en: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    difficulty: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_seconds: Option<u64>,
}

impl Problem {
    /// A problem the visitor can do something about.
    pub fn new(status: StatusCode, code: &'static str, sv: &str, en: &str) -> Self {
        let wording = Wording { sv: sv.into(), en: en.into() };
        Self { status, code, wording, difficulty: None, retry_after: None }
    }

    /// Tells how much proof of work is asked for.
    pub fn with_difficulty(mut self, bits: u8) -> Self {
        self.difficulty = Some(bits);
        self
    }

    /// Tells how long to wait.
    pub fn with_wait(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What may not be seen does not exist.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "Sidan finns inte.", "There is no such page.")
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "signed_out",
            "Du är utloggad. Logga in igen; det du har skrivit står kvar.",
            "You are signed out. Sign in again; what you have written is still there.",
        )
    }

    /// Somebody else was first, or the page is old.
    pub fn conflict(sv: &str, en: &str) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", sv, en)
    }

    /// Input that no page of ours sends.
    pub fn bad_input(sv: &str, en: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_input", sv, en)
    }

    /// A fault of ours: logged here, with its place, and told without its cause.
    pub fn fault(place: &'static str, cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(place, cause = %cause, "fault");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Tjänsten kan inte svara just nu. Försök igen om en stund; det du har skrivit står kvar.",
            "The service cannot answer right now. Try again in a while; what you have written is still there.",
        )
    }

    /// The sentence the visitor gets.
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// The stable word for what happened.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        Self::fault("database", &error)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if let Some(seconds) = self.retry_after {
            response.insert_header(("retry-after", seconds));
        }
        response.json(Body {
            code: self.code,
            sv: &self.wording.sv,
            en: &self.wording.en,
            difficulty: self.difficulty,
            wait_seconds: self.retry_after,
        })
    }
}
