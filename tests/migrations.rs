//! From empty to the newest version; what was shipped never changes; every column says what it is for.

#[path = "support/mod.rs"]
mod support;

use std::fs;

use orubbad::ids::base64;
use sha2::{Digest, Sha256};

/// Digests of shipped migrations. A new file adds a line; a line never changes.
const SHIPPED: &str = include_str!("../migrations/SHIPPED");

#[test]
fn shipped_migrations_are_unchanged() {
    let mut files: Vec<_> = fs::read_dir("migrations")
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .collect();
    files.sort();
    let listed: Vec<_> = files
        .iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            format!("{name} {}", base64(&Sha256::digest(fs::read(path).expect("a file"))))
        })
        .collect();
    assert_eq!(listed, SHIPPED.lines().collect::<Vec<_>>(), "migrations/SHIPPED");
}

#[tokio::test]
async fn every_column_has_a_comment_and_the_reporters_side_has_no_time() {
    let database = support::database().await;
    let (client, connection) =
        tokio_postgres::connect(&support::postgres().url(&database), tokio_postgres::NoTls).await.expect("it answers");
    tokio::spawn(connection);
    let silent = client
        .query(
            "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
               AND c.relname <> 'refinery_schema_history' AND col_description(c.oid, a.attnum) IS NULL",
            &[],
        )
        .await
        .expect("the catalogue answers");
    let silent: Vec<String> = silent.iter().map(|row| row.get(0)).collect();
    assert_eq!(silent, Vec::<String>::new(), "columns without a comment");
    let timed = client
        .query(
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_name IN ('intake', 'letter', 'ballot', 'reply', 'case_file', 'wave_code', 'traded_code', 'cast_ballot',
                'spent_token', 'mixing_code', 'mixing_token', 'label_key')
               AND (data_type LIKE 'time%' OR data_type = 'interval' OR is_identity = 'YES' OR column_default LIKE 'nextval%')",
            &[],
        )
        .await
        .expect("the catalogue answers");
    let timed: Vec<String> = timed.iter().map(|row| row.get(0)).collect();
    assert_eq!(timed, Vec::<String>::new(), "columns that tell a time or an order");
}
