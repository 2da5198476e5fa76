//! Statements that make the database forget; none of them reads or changes a row.

pub(super) const FILL_LOG: &str = "-- db::fill_log
    SELECT pg_logical_emit_message(false, 'orubbad', repeat('0', pg_size_bytes(current_setting('wal_segment_size'))::int))";

/// The tables that hold what people said. Readers wait while one is rewritten: seconds, and longer the more attachments lie there.
pub(super) const REWRITES: [&str; 7] = [
    "VACUUM FULL letter",
    "VACUUM FULL case_entry",
    "VACUUM FULL case_file",
    "VACUUM FULL case_draft",
    "VACUUM FULL case_share",
    "VACUUM FULL attachment",
    "VACUUM FULL outbox",
];
