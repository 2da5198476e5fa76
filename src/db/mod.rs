//! The pool, named transactions and the migrations.

mod connect;

pub use connect::{Database, DbError, MIGRATIONS};
pub use deadpool_postgres::Transaction;
pub use tokio_postgres::Row;
