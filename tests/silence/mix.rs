//! 6: the mix destroys order.

use std::collections::HashMap;

use crate::{
    program::Program,
    support::{Report, Reporter, open_frame},
};
use orubbad::{
    db::{Database, DbError},
    sealed::FrameKind,
};

/// More than the sixty first thought of: with 150 a random order passes 0.35 about once in 50,000 runs.
const DROPS: usize = 150;

#[tokio::test]
async fn check_6_no_order_is_left_after_the_mix() {
    let program = Program::start("mix").await;
    let db = Database::new(&program.database()).expect("the settings hold");
    let (epoch, urn) = crate::support::open_channel_in(&db).await;
    let client = reqwest::Client::new();
    let manifest = program.get("/api/v1/manifest").await.json();
    for number in 0..DROPS {
        let report =
            Report { unit: Some(uuid::Uuid::from_u128(number as u128)), ..Report::to_be_read(&number.to_string()) };
        let body = Reporter::alone().body_for(&manifest, &report);
        let answer =
            client.post(format!("{}/api/v1/drops", program.address)).body(body).send().await.expect("an answer");
        assert_eq!(answer.status(), 204);
    }
    program.mix().await;
    let orders = [
        ("letter", "ctid"),
        ("letter", "xmin::text::bigint, ctid"),
        ("letter", "id"),
        ("ballot", "ctid"),
        ("ballot", "xmin::text::bigint, ctid"),
        ("ballot", "id"),
    ];
    for (table, order) in orders {
        let text = format!("SELECT frame FROM {table} ORDER BY {order}");
        let frames: Vec<Vec<u8>> = db
            .run::<_, DbError>("test", async |tx| {
                Ok(tx.query(&text, &[]).await?.iter().map(|row| row.get(0)).collect())
            })
            .await
            .expect("the database answers");
        let numbers: Vec<f64> = frames.iter().map(|frame| number_of(table, frame, &epoch, &urn)).collect();
        weak(&numbers, &format!("{table} by {order}"));
    }
    // What a backup would hold, in its own order.
    let dump = String::from_utf8_lossy(&program.tool("pg_dump", &["--data-only", "--table=letter"])).into_owned();
    let place: HashMap<String, usize> = dump
        .lines()
        .filter(|line| line.contains("\\\\x"))
        .enumerate()
        .map(|(place, line)| (line.split('\t').nth(3).expect("a frame").to_owned(), place))
        .collect();
    assert_eq!(place.len(), DROPS);
    let mut rows: Vec<_> = place.into_iter().collect();
    rows.sort_by_key(|(_, place)| *place);
    let numbers: Vec<f64> = rows
        .iter()
        .map(|(hex, _)| {
            let hex = hex.trim_start_matches("\\\\x");
            let frame: Vec<u8> =
                (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).expect("hex")).collect();
            number_of("letter", &frame, &epoch, &urn)
        })
        .collect();
    weak(&numbers, "the dump");
    let xmins: i64 = db
        .run::<_, DbError>("test", async |tx| {
            Ok(tx.query_one("SELECT count(DISTINCT xmin::text) FROM letter", &[]).await?.get(0))
        })
        .await
        .expect("the database answers");
    assert_eq!(xmins, 1, "all letters came in one transaction");
}

fn number_of(table: &str, frame: &[u8], epoch: &age::x25519::Identity, urn: &age::x25519::Identity) -> f64 {
    let (kind, identity) = if table == "letter" { (FrameKind::Letter, epoch) } else { (FrameKind::Ballot, urn) };
    let content = open_frame(identity, kind, frame).expect("the test holds the key");
    let json: serde_json::Value = serde_json::from_slice(&content).expect("JSON");
    json["unit"].as_str().and_then(|unit| unit.parse::<uuid::Uuid>().ok()).expect("a number").as_u128() as f64
}

/// Spearman's rank correlation between the order of arrival and the order found must be weak.
fn weak(numbers: &[f64], what: &str) {
    assert_eq!(numbers.len(), DROPS, "{what}");
    let n = DROPS as f64;
    let squares: f64 = numbers.iter().enumerate().map(|(place, number)| (place as f64 - number).powi(2)).sum();
    let correlation = 1.0 - 6.0 * squares / (n * (n * n - 1.0));
    assert!(correlation.abs() < 0.35, "{what}: {correlation:.2}");
}
