//! One act, one named transaction.

use std::{sync::Arc, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime, Timeouts, Transaction};
use tokio_postgres::{NoTls, error::SqlState};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::store;

mod shipped {
    refinery::embed_migrations!("migrations");
}

/// Every migration that was ever shipped, in order.
pub const MIGRATIONS: fn() -> refinery::Runner = shipped::migrations::runner;

/// Why the database could not do what it was asked. Never holds a parameter's value.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error("database: {}", without_values(.0))]
    Statement(#[from] tokio_postgres::Error),
    #[error("database pool: {0}")]
    Pool(String),
    #[error("migration: {0}")]
    Migration(String),
}

/// PostgreSQL's `detail` repeats the row that offended; only the code and the object's name are told.
fn without_values(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} {}", db.code().code(), db.constraint().or(db.table()).unwrap_or(db.severity())),
        None if error.is_closed() => "connection closed".into(),
        None => "connection or protocol failure".into(),
    }
}

impl DbError {
    /// The named constraint that was broken, if that is what happened.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Statement(error) => error.as_db_error()?.constraint(),
            _ => None,
        }
    }
}

/// A pool of connections, shared by clones.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
}

impl Database {
    /// A pool for the configured server; connects when first used.
    pub fn new(config: &crate::config::Database) -> Result<Self, DbError> {
        let mut server: tokio_postgres::Config = config.url.parse()?;
        server.application_name("orubbad").connect_timeout(Duration::from_secs(5));
        let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = if config.tls {
            server.ssl_mode(tokio_postgres::config::SslMode::Require);
            Manager::from_config(server, MakeRustlsConnect::new(trusted_roots()), manager)
        } else {
            Manager::from_config(server, NoTls, manager)
        };
        let wait = Some(Duration::from_secs(5));
        let pool = Pool::builder(manager)
            .max_size(config.connections)
            .runtime(Runtime::Tokio1)
            .timeouts(Timeouts { wait, create: wait, recycle: wait })
            .build()
            .map_err(|error| DbError::Pool(error.to_string()))?;
        Ok(Self { pool })
    }

    /// Runs `act` in one transaction called `name`; a deadlock or serialisation failure is tried again.
    /// When `act` answers with an error, nothing has happened.
    pub async fn run<T, E>(
        &self,
        name: &'static str,
        act: impl AsyncFn(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<DbError> + std::error::Error + 'static,
    {
        let (mut attempt, mut lost) = (1, 0);
        loop {
            let mut client = self.pool.get().await.map_err(|error| DbError::Pool(error.to_string()))?;
            let tx = match client.transaction().await {
                // A connection that died in the pool: nothing has happened on it, and the pool lets it go.
                Err(error) if lost < MOST_LOST && is_lost(&error) => {
                    lost += 1;
                    continue;
                }
                begun => begun.map_err(DbError::from)?,
            };
            let outcome = match act(&tx).await {
                Ok(value) => tx.commit().await.map(|()| value).map_err(|error| E::from(error.into())),
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) if attempt < 3 && is_transient(&error) => {
                    tracing::info!(transaction = name, attempt, "tried again");
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    /// Fills the current segment of the write-ahead log: the next checkpoint removes full segments alone.
    pub async fn fill_log(&self) -> Result<(), DbError> {
        let client = self.pool.get().await.map_err(|error| DbError::Pool(error.to_string()))?;
        client.execute(store::FILL_LOG, &[]).await?;
        Ok(())
    }

    /// Writes tables anew without their deleted rows, of which the old files keep the bytes, and moves the log on.
    pub async fn forget_deleted(&self) -> Result<(), DbError> {
        let client = self.pool.get().await.map_err(|error| DbError::Pool(error.to_string()))?;
        for rewrite in store::REWRITES {
            client.execute(rewrite, &[]).await?;
        }
        drop(client);
        self.fill_log().await
    }

    /// Brings the schema to the newest version.
    pub async fn migrate(&self) -> Result<(), DbError> {
        let mut client = self.pool.get().await.map_err(|error| DbError::Pool(error.to_string()))?;
        let client: &mut tokio_postgres::Client = &mut client;
        MIGRATIONS().run_async(client).await.map_err(|error| DbError::Migration(with_causes(&error)))?;
        Ok(())
    }
}

/// A migration holds no values, so its whole chain of causes may be told.
fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |told, cause| format!("{told}: {cause}"))
}

/// Dead connections that one act may meet before it gives up.
const MOST_LOST: u32 = 32;

fn is_lost(error: &tokio_postgres::Error) -> bool {
    error.is_closed() || error.code() == Some(&SqlState::ADMIN_SHUTDOWN)
}

fn is_transient(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let code = error.downcast_ref::<tokio_postgres::Error>().and_then(tokio_postgres::Error::code);
        if code
            .is_some_and(|code| [SqlState::T_R_DEADLOCK_DETECTED, SqlState::T_R_SERIALIZATION_FAILURE].contains(code))
        {
            return true;
        }
        next = error.source();
    }
    false
}

fn trusted_roots() -> rustls::ClientConfig {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.into() };
    rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring supports the default versions")
        .with_root_certificates(roots)
        .with_no_client_auth()
}
