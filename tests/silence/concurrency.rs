//! 18: 64 at a time, 2,000 in all, the process killed in the middle: every 204 is stored exactly once.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use orubbad::{
    db::{Database, DbError},
    ids::Chance,
    intake::Drop,
    sealed::{FrameKind, dummy},
};

use crate::{program::Program, support::prove};

const DROPS: usize = 2_000;
const CLIENTS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_18_every_204_is_stored_exactly_once_also_when_the_process_is_killed() {
    let mut program = Program::start("crowd").await;
    crate::time::open_channel(&program).await;
    let chance = Chance::system();
    let id = |value: &serde_json::Value| value.as_str().expect("an id").parse::<uuid::Uuid>().expect("an id");
    let make = |manifest: &serde_json::Value| {
        let (letter, ballot) = (dummy(FrameKind::Letter, &chance), dummy(FrameKind::Ballot, &chance));
        let channel = &manifest["channels"][0];
        let body =
            Drop::body(id(&channel["id"]), id(&channel["epoch"]), id(&manifest["urn"]["id"]), false, &letter, &ballot);
        prove(body, manifest)
    };
    let answered: Arc<Mutex<BTreeSet<Vec<u8>>>> = Arc::default();
    let manifest = program.get("/api/v1/manifest").await.json();
    let first: Vec<_> = (0..DROPS / 2).map(|_| make(&manifest)).collect();
    let killed = Arc::new(AtomicBool::new(false));
    let crowd = tokio::spawn(post_all(program.address.clone(), first, Arc::clone(&answered), Arc::clone(&killed)));
    while answered.lock().expect("nobody panics").len() < DROPS / 5 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    killed.store(true, Ordering::Relaxed);
    program.kill();
    crowd.await.expect("the crowd does not panic");
    let before = answered.lock().expect("nobody panics").len();
    assert!((DROPS / 5..DROPS / 2).contains(&before), "killed in the middle, after {before}");

    program.restart();
    let manifest = program.get("/api/v1/manifest").await.json();
    let second: Vec<_> = (0..DROPS - before).map(|_| make(&manifest)).collect();
    post_all(program.address.clone(), second, Arc::clone(&answered), Arc::new(AtomicBool::new(false))).await;
    let answered = answered.lock().expect("nobody panics").clone();
    assert_eq!(answered.len(), DROPS);

    let db = Database::new(&program.database()).expect("the settings hold");
    let stored: Vec<Vec<u8>> = db
        .run::<_, DbError>("test", async |tx| {
            let rows = tx.query("SELECT digest FROM intake", &[]).await?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
        .await
        .expect("the database answers");
    let distinct: BTreeSet<_> = stored.iter().cloned().collect();
    assert_eq!(distinct.len(), stored.len(), "nothing twice");
    assert_eq!(answered.difference(&distinct).count(), 0, "no 204 is lost");
    program.mix().await;
    let letters =
        String::from_utf8_lossy(&program.tool("psql", &["-qAt", "-c", "SELECT count(*) FROM letter"])).into_owned();
    assert_eq!(letters.trim(), stored.len().to_string());
}

/// Posts every body from 64 connections and notes those that were answered 204; a connection that is cut gives up its body.
async fn post_all(
    address: String,
    bodies: Vec<Vec<u8>>,
    answered: Arc<Mutex<BTreeSet<Vec<u8>>>>,
    killed: Arc<AtomicBool>,
) {
    let (bodies, next) = (Arc::new(bodies), Arc::new(AtomicUsize::new(0)));
    let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().expect("a client");
    let crowd = (0..CLIENTS).map(|_| {
        let (client, address, bodies) = (client.clone(), address.clone(), Arc::clone(&bodies));
        let (next, answered, killed) = (Arc::clone(&next), Arc::clone(&answered), Arc::clone(&killed));
        tokio::spawn(async move {
            while let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
                match client.post(format!("{address}/api/v1/drops")).body(body.clone()).send().await {
                    Ok(answer) => {
                        assert_eq!(answer.status(), 204);
                        let digest = Drop::parse(body).ok().expect("a drop").digest();
                        answered.lock().expect("nobody panics").insert(digest);
                    }
                    Err(error) => assert!(killed.load(Ordering::Relaxed), "{error}"),
                }
            }
        })
    });
    for client in crowd.collect::<Vec<_>>() {
        client.await.expect("a client does not panic");
    }
}
