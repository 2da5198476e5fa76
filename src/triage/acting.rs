//! Who acts in a case, and when.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{
    audit::{self, Act},
    db::{DbError, Transaction},
    http::Services,
    ids::Chance,
};

/// A member of staff at work.
pub struct Acting<'a> {
    pub by: Uuid,
    pub today: Date,
    pub now: Timestamp,
    pub chance: &'a Chance,
}

impl<'a> Acting<'a> {
    /// The member of staff with this identity, now.
    pub fn new(by: Uuid, services: &'a Services) -> Self {
        let (clock, chance) = (&services.clock, &services.chance);
        Self { by, today: clock.today(), now: clock.now(), chance }
    }

    /// One line in the log about a case and somebody or something else.
    pub(super) async fn record_of(
        &self,
        tx: &Transaction<'_>,
        word: &str,
        case: Uuid,
        other: Uuid,
    ) -> Result<(), DbError> {
        let object = format!("{case} {other}");
        audit::record(tx, self.now, Act { actor: Some(self.by), word, object: &object }).await
    }

    /// One line in the log.
    pub(super) async fn record(&self, tx: &Transaction<'_>, word: &str, object: Uuid) -> Result<(), DbError> {
        let object = object.to_string();
        audit::record(tx, self.now, Act { actor: Some(self.by), word, object: &object }).await
    }
}
