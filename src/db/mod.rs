//! The pool, named transactions, the migrations, and the forgetting that a deletion alone does not bring.

mod connect;
mod store;

pub use connect::{Database, DbError, MIGRATIONS};
pub use deadpool_postgres::Transaction;
pub use tokio_postgres::Row;
