//! 5: no time finer than a day. No type that tells one, and no value that decodes to one.

use jiff::Timestamp;
use orubbad::db::{Database, DbError};

use crate::{
    program::Program,
    support::{Report, Reporter},
};

/// Tables that hold what reporters and respondents send, and what is kept of their codes.
const REPORTERS_SIDE: [&str; 12] = [
    "intake",
    "letter",
    "ballot",
    "reply",
    "case_file",
    "wave_code",
    "traded_code",
    "cast_ballot",
    "spent_token",
    "mixing_code",
    "mixing_token",
    "label_key",
];

/// Opens a channel of a program's database without browsers.
pub async fn open_channel(program: &Program) {
    crate::support::open_channel_in(&Database::new(&program.database()).expect("the settings hold")).await;
}

#[tokio::test]
async fn check_5_no_column_and_no_value_on_the_reporters_side_tells_a_time() {
    let program = Program::start("time").await;
    open_channel(&program).await;
    let before = now();
    let client = reqwest::Client::new();
    for number in 0..40 {
        let manifest = program.get("/api/v1/manifest").await.json();
        let report = if number % 3 == 0 { Report::only_counted() } else { Report::to_be_read("Hej") };
        let report = Report { at_once: number % 10 == 1, ..report };
        let body = Reporter::alone().body_for(&manifest, &report);
        let answer =
            client.post(format!("{}/api/v1/drops", program.address)).body(body).send().await.expect("an answer");
        assert_eq!(answer.status(), 204);
    }
    let midway = stored(&program).await;
    program.mix().await;
    let after = stored(&program).await;
    assert!(midway.len() > 100 && after.len() > 100, "there is something to look at");
    for (table, value) in midway.iter().chain(&after) {
        assert!(!tells_a_time(value, before, now()), "{table}: {value}");
    }
}

#[expect(clippy::disallowed_methods, reason = "the check compares with the machine's own clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Every value of the reporter's side but the sealed frames, as text.
pub async fn stored(program: &Program) -> Vec<(String, String)> {
    let db = Database::new(&program.database()).expect("the settings hold");
    db.run::<_, DbError>("test", async |tx| {
        let mut found = Vec::new();
        for table in REPORTERS_SIDE {
            let columns = tx
                .query(
                    "SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_name = $1",
                    &[&table],
                )
                .await?;
            for column in &columns {
                let (name, kind): (String, String) = (column.get(0), column.get(1));
                assert!(!kind.contains("time"), "{table}.{name} is a {kind}");
                let text = match kind.as_str() {
                    "bytea" => format!("SELECT encode({name}, 'hex') FROM {table} WHERE length({name}) < 200"),
                    _ => format!("SELECT {name}::text FROM {table} WHERE {name} IS NOT NULL"),
                };
                let rows = tx.query(&text, &[]).await?;
                found.extend(rows.iter().map(|row| (format!("{table}.{name}"), row.get(0))));
            }
        }
        Ok(found)
    })
    .await
    .expect("the database answers")
}

/// Whether a value is, or begins as, a moment between `from` and `to`: ISO time, epoch in s, ms or µs (decimal, or in the first
/// bytes of something longer), UUID of version 1, 6 or 7, ULID.
pub fn tells_a_time(value: &str, from: Timestamp, to: Timestamp) -> bool {
    let within = |microseconds: i128| {
        let slack = 2_000_000;
        (i128::from(from.as_microsecond()) - slack..=i128::from(to.as_microsecond()) + slack).contains(&microseconds)
    };
    if value.contains(':') {
        return true;
    }
    if let Ok(number) = value.parse::<i128>() {
        return [1_000_000, 1_000, 1].iter().any(|unit| within(number * unit));
    }
    if let Ok(uuid) = uuid::Uuid::parse_str(value)
        && value.contains('-')
    {
        return uuid.get_version_num() != 4;
    }
    let hex: String = value.chars().take_while(char::is_ascii_hexdigit).collect();
    let first = |digits: usize| hex.get(..digits).and_then(|head| i128::from_str_radix(head, 16).ok());
    first(8).is_some_and(|seconds| within(seconds * 1_000_000))
        || first(12).is_some_and(|milliseconds| within(milliseconds * 1_000))
        || first(16).is_some_and(within)
}

#[test]
fn the_check_recognises_every_spelling_of_a_time() {
    let at: Timestamp = "2026-11-23T10:00:00Z".parse().expect("a time");
    let (from, to) = (at - jiff::SignedDuration::from_secs(5), at + jiff::SignedDuration::from_secs(5));
    let v7 =
        uuid::Uuid::from_u128((u128::try_from(at.as_millisecond()).expect("positive") << 80) | (7 << 76) | (2 << 62));
    for text in [
        "2026-11-23T10:00:00Z".to_owned(),
        at.as_second().to_string(),
        at.as_millisecond().to_string(),
        at.as_microsecond().to_string(),
        v7.to_string(),
        format!("{:08x}aabbccdd", at.as_second()),
    ] {
        assert!(tells_a_time(&text, from, to), "{text}");
    }
    for text in ["2026-11-23", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "false", "new"] {
        assert!(!tells_a_time(text, from, to), "{text}");
    }
}
