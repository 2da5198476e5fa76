//! What every handler may ask for.

use std::sync::Arc;

use crate::{clock::Clock, config::Config, db::Database, ids::Chance};

/// The database, the time, chance and the configuration.
#[derive(Clone)]
pub struct Services {
    pub db: Database,
    pub clock: Clock,
    pub chance: Chance,
    pub config: Arc<Config>,
    /// Whether this is the demonstration, which says so on every page.
    pub demo: bool,
}
