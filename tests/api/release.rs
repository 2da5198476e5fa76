//! From an opened urn to `/lagesbild`: two custodians, one gate, a ledger that is only ever added to.

use std::{
    collections::BTreeSet,
    io::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use orubbad::{
    db::DbError,
    form::Form,
    ids::base64,
    org,
    release::{self, Given},
    urn::{Tally, UnitTally},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{App, Officer, OpenInstance, Report, Reporter, app::Answer, lay_tally, postgres};

const UNIT_NAME: &str = "Kanarieenheten";

/// An instance with two custodians, and somebody who is none.
struct Scene {
    app: App,
    first: Officer,
    second: Officer,
    outsider: Officer,
    urns: Vec<(String, age::x25519::Identity)>,
}

async fn scene() -> Scene {
    let app = App::start().await;
    let csv = format!(
        "kod;namn;typ;överordnad;antal;från;till;efterträdare\nK;Kommunen;kommun;;;2024-01-01;;\n\
         F;Förvaltningen;förvaltning;K;;2024-01-01;;\nE;{UNIT_NAME};enhet;F;12;2024-01-01;;\n"
    );
    let chance = &app.services.chance;
    let imported = app.services.db.run::<_, org::ImportError>("test", async |tx| {
        let plan = org::preview(tx, &csv, chance).await?;
        org::apply(tx, &plan).await
    });
    imported.await.expect("the file holds");
    let OpenInstance { chief, deputy, urns, .. } = OpenInstance::of(&app).await;
    let link = chief.invites(false, true).await;
    let second = Officer::accepts(&app, "forvarare", &link).await;
    Scene { app, first: chief, second, outsider: deputy, urns }
}

impl Scene {
    /// An opened urn of `period` with these ballots in its one unit.
    async fn urn(&self, period: &str, ballots: u64, undue: u64) -> Uuid {
        let nodes = self.app.run(async |tx| org::nodes(tx).await).await;
        let unit = nodes.iter().find(|node| node.code == "E").expect("imported");
        let zeros = || Form::incident().questions.iter().map(|question| vec![0; question.options.len()]).collect();
        let counted = UnitTally {
            unit: Some(unit.id),
            name: unit.name.clone(),
            department: "Förvaltningen".into(),
            ballots,
            undue,
            counts: zeros(),
            undue_counts: zeros(),
        };
        let elsewhere = UnitTally {
            unit: None,
            name: String::new(),
            department: String::new(),
            ballots: 900,
            undue: 400,
            counts: zeros(),
            undue_counts: zeros(),
        };
        let tally = Tally {
            v: 2,
            form: Form::incident().version,
            period: period.into(),
            ballots: ballots + 900,
            dummies: 3,
            invalid: 1,
            handled: Default::default(),
            units: vec![elsewhere, counted],
            secret: base64(&self.app.services.chance.bytes::<32>()),
        };
        lay_tally(&self.app, &[&self.first, &self.second], &tally).await
    }

    /// A release of one urn, approved by both.
    async fn published(&self, period: &str) -> Uuid {
        let urn = self.urn(period, 120, 80).await;
        let draft = self.first.drafts(&[urn]).await;
        self.first.approves(&draft, &[urn]).await.ok();
        self.second.approves(&draft, &[urn]).await.ok();
        urn
    }

    async fn public(&self, path: &str) -> Answer {
        self.app.browser().get(path).await
    }

    async fn statement(&self, text: &str) -> Result<(), DbError> {
        let text = text.to_owned();
        self.app.services.db.run("test", async |tx| Ok(tx.batch_execute(&text).await?)).await
    }
}

fn sv(answer: &Answer) -> String {
    answer.json()["sv"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_urn_becomes_public_when_two_custodians_have_approved_and_not_before() {
    let mut scene = scene().await;
    let (period, key) = scene.urns.remove(0);
    for _ in 0..9 {
        Reporter::at(&scene.app).submits(&Report::only_counted()).await.ok();
    }
    scene.app.set_time("2027-01-04T10:00:00Z");
    scene.app.night().await;
    let (first, second) = (scene.first.signs_in(&scene.app).await, scene.second.signs_in(&scene.app).await);
    first.opens_urn(&period, &key).await.ok();
    let urn: Uuid = first.urn(&period).await["id"].as_str().expect("an id").parse().expect("an id");
    let visitor = scene.app.browser();
    assert!(visitor.get("/lagesbild").await.ok().text().contains("Ingen redovisning har publicerats än."));

    let draft = first.drafts(&[urn]).await;
    let shown = first.releases().await["drafts"][0].clone();
    assert_eq!((&shown["content"]["periods"][0], &shown["stale"]), (&json!(period), &json!(false)));
    assert_eq!(first.approves(&draft, &[urn]).await.ok().json()["published"], Value::Null);
    assert_eq!(first.approves(&draft, &[urn]).await.code(), "conflict", "one person is one person");
    assert_eq!((scene.app.count("release").await, scene.app.count("draft").await), (0, 1));
    assert_eq!(visitor.get("/lagesbild/1").await.status, 404);
    assert_eq!(second.approves(&draft, &[urn]).await.ok().json()["published"], 1);

    let page = visitor.get("/lagesbild").await.ok().text();
    for words in
        ["Tertial 3, 2026", "inte hur vanligt otillåten påverkan är", "Redovisning Nr 1, publicerad 4 januari 2027"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!((scene.app.count("release").await, scene.app.count("draft").await), (1, 0));
    assert_eq!(first.asks_for_draft(&[urn]).await.code(), "conflict", "an urn is released once");
    let acts = "audit_line WHERE act IN ('release.draft', 'release.approve', 'release.publish')";
    assert_eq!(scene.app.count(acts).await, 4);
}

#[tokio::test]
async fn every_download_says_the_same_and_the_dictionary_describes_it_all() {
    let scene = scene().await;
    scene.published("2026-T1").await;
    let csv = scene.public("/lagesbild/1.csv").await.ok();
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let csv = csv.text();
    assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"), "as a Swedish Excel reads it");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let columns: BTreeSet<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("as long as the head")).collect();
    let json = scene.public("/lagesbild/1.json").await.ok().json();
    let mut cells = Vec::new();
    for table in json["content"]["tables"].as_array().expect("a list") {
        for row in table["rows"].as_array().expect("a list") {
            cells.extend(row["cells"].as_array().expect("a list").clone());
        }
    }
    assert_eq!(rows.len(), cells.len());
    for (row, cell) in rows.iter().zip(&cells) {
        assert_eq!((row.get(0), row.get(8)), (Some("1"), cell["id"].as_str()));
        if let Some(count) = cell["figure"]["count"].as_u64() {
            assert_eq!((row.get(9), row.get(10)), (Some("antal"), Some(count.to_string().as_str())));
        }
    }
    let dictionary = scene.public("/lagesbild/data-dictionary.json").await.ok().json();
    let described = |kind: &str, name: &str| -> BTreeSet<String> {
        dictionary[kind][name].as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(columns, described("csv", "kolumner"));
    assert_described(&json, &described("json", "fält"));
}

pub(super) fn assert_described(json: &Value, fields: &BTreeSet<String>) {
    let mut missing = Vec::new();
    undescribed(json, "", fields, &mut missing);
    assert_eq!(missing, Vec::<String>::new(), "fields without a description");
}

/// Collects the paths of a document that the dictionary does not have.
fn undescribed(value: &Value, path: &str, fields: &BTreeSet<String>, missing: &mut Vec<String>) {
    // Described where they first occur: the parts of a figure, and an erratum's fields.
    let inside_figure =
        [".figure.", ".corrections[].", "content.erratum.", ".frames."].iter().any(|inside| path.contains(inside));
    if !path.is_empty() && !fields.contains(path) && !inside_figure {
        missing.push(path.to_owned());
    }
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let path = if value.is_array() { format!("{path}[]") } else { path };
                undescribed(value, &path, fields, missing);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| undescribed(value, path, fields, missing)),
        _ => {}
    }
}

#[tokio::test]
async fn the_ledger_is_a_chain_that_the_database_only_adds_to() {
    let scene = scene().await;
    scene.published("2026-T1").await;
    scene.published("2026-T2").await;
    let ledger = scene.public("/lagesbild/ledger.json").await.ok().json();
    assert_eq!((&ledger[0]["number"], &ledger[1]["number"]), (&json!(1), &json!(2)));
    assert_eq!(ledger[0]["previous"], "0".repeat(64));
    assert_eq!(ledger[1]["previous"], ledger[0]["hash"]);
    let entries = serde_json::from_value(ledger).expect("links");
    let verified = orubbad::statistics::disclosure::Ledger::verify(entries).expect("anybody can check it");
    assert_eq!(verified.releases().len(), 2);
    for text in [
        "UPDATE release SET published = published + 1",
        "DELETE FROM release WHERE number = 2",
        "TRUNCATE release CASCADE",
        "UPDATE release_urn SET release = 1",
        "DELETE FROM release_urn",
    ] {
        assert!(scene.statement(text).await.is_err(), "{text}");
    }
    assert_eq!((scene.app.count("release").await, scene.app.count("release_urn").await), (2, 2));
}

#[tokio::test]
async fn a_ledger_with_one_altered_byte_is_shown_to_nobody() {
    let scene = scene().await;
    scene.published("2026-T1").await;
    scene.published("2026-T2").await;
    let alter = "ALTER TABLE release DISABLE TRIGGER only_added_to;
        UPDATE release SET content = overlay(content PLACING '3' FROM position('2' IN content)) WHERE number = 1;
        ALTER TABLE release ENABLE TRIGGER only_added_to";
    scene.statement(alter).await.expect("a superuser can");
    let paths = ["/lagesbild", "/lagesbild/2", "/lagesbild/2.csv", "/lagesbild/2.json", "/lagesbild/ledger.json"];
    for path in paths {
        let answer = scene.public(path).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "ledger_damaged"), "{path}");
        assert!(sv(&answer).contains("nr 1 är ändrad"), "{}", sv(&answer));
    }
    let answer = scene.first.browser.get("/api/staff/releases").await;
    assert_eq!((answer.status.as_u16(), sv(&answer).contains("nr 1")), (503, true));
    let urn = scene.urn("2025-T3", 50, 40).await;
    assert_eq!(scene.first.asks_for_draft(&[urn]).await.code(), "ledger_damaged", "nothing is built on it");
}

#[tokio::test]
async fn who_is_no_custodian_sees_no_releases_in_the_making() {
    let scene = scene().await;
    let urn = scene.urn("2026-T2", 50, 40).await;
    let draft = scene.first.drafts(&[urn]).await;
    let outsider = &scene.outsider.browser;
    assert_eq!(outsider.get("/api/staff/releases").await.status, 404);
    let body = json!({ "set": "incidents", "urns": scene.first.brings(&[urn]).await });
    assert_eq!(outsider.post("/api/staff/releases/drafts", body.clone()).await.status, 404);
    for verb in ["approve", "discard"] {
        let path = format!("/api/staff/releases/drafts/{draft}/{verb}");
        assert_eq!(outsider.post(&path, body.clone()).await.status, 404);
        assert_eq!(scene.app.browser().post(&path, body.clone()).await.status, 401);
    }
    assert_eq!((scene.app.count("draft").await, scene.app.count("draft_approval").await), (1, 0));
}

#[tokio::test]
async fn counts_altered_on_the_way_are_refused_and_so_is_a_tally_that_nothing_binds() {
    let scene = scene().await;
    let (urn, other) = (scene.urn("2026-T2", 50, 40).await, scene.urn("2026-T1", 60, 50).await);
    let mut altered: Value = serde_json::from_slice(&scene.first.unseals(urn).await).expect("JSON");
    altered["ballots"] = json!(951);
    let rewritten = |tally: &Value| base64(&serde_json::to_vec(tally).expect("JSON"));
    let body = |id: Uuid, tally: &str| json!({ "set": "incidents", "urns": [{ "id": id, "tally": tally }] });
    let ask = async |body: Value| scene.first.browser.post("/api/staff/releases/drafts", body).await;
    let answer = ask(body(urn, &rewritten(&altered))).await;
    assert_eq!(answer.code(), "altered");
    assert!(sv(&answer).contains("2026-T2"));
    let of_other = base64(&scene.first.unseals(other).await);
    assert_eq!(ask(body(urn, &of_other)).await.code(), "altered", "a tally of another urn");
    assert_eq!(ask(body(urn, "inte base64!")).await.code(), "bad_input");
    assert_eq!(ask(body(Uuid::from_u128(7), &of_other)).await.code(), "no_urn");
    assert_eq!(ask(json!({ "set": "incidents", "urns": [] })).await.code(), "bad_input");

    let draft = scene.first.drafts(&[urn]).await;
    let approve = format!("/api/staff/releases/drafts/{draft}/approve");
    let body = json!({ "urns": [{ "id": urn, "tally": rewritten(&altered) }] });
    assert_eq!(scene.first.browser.post(&approve, body).await.code(), "altered");
    assert_eq!(scene.first.approves(&draft, &[other]).await.code(), "differs");
    assert_eq!(scene.app.count("draft_approval").await, 0);

    scene.statement("UPDATE tally SET commitment = NULL").await.expect("a superuser can");
    assert_eq!(scene.first.asks_for_draft(&[other]).await.code(), "unbound");
    let urns = scene.first.releases().await["urns"].clone();
    assert!(urns.as_array().expect("a list").iter().all(|urn| urn["bound"] == false));
}

#[tokio::test]
async fn a_draft_altered_in_the_database_is_not_approved() {
    let scene = scene().await;
    let urn = scene.urn("2026-T2", 50, 40).await;
    let draft = scene.first.drafts(&[urn]).await;
    scene.first.approves(&draft, &[urn]).await.ok();
    scene.statement("UPDATE draft SET content = replace(content, '2026-T2', '2026-T1')").await.expect("it can");
    assert_eq!(scene.second.approves(&draft, &[urn]).await.code(), "differs");
    let shown = scene.second.releases().await["drafts"][0].clone();
    assert_eq!(shown["approvals"], json!([]), "what was approved was something else");
    assert_eq!(scene.app.count("release").await, 0);
}

#[tokio::test]
async fn a_draft_is_stale_when_another_release_came_between_and_can_be_thrown_away() {
    let scene = scene().await;
    let (urn, other) = (scene.urn("2026-T1", 50, 40).await, scene.urn("2026-T2", 60, 50).await);
    let (draft, between) = (scene.first.drafts(&[urn]).await, scene.second.drafts(&[other]).await);
    scene.first.approves(&draft, &[urn]).await.ok();
    scene.first.approves(&between, &[other]).await.ok();
    scene.second.approves(&between, &[other]).await.ok();
    let late = scene.second.approves(&draft, &[urn]).await;
    assert!(late.code() == "conflict" && sv(&late).contains("En annan redovisning"), "{}", late.text());
    assert_eq!(scene.first.releases().await["drafts"][0]["stale"], true);
    assert_eq!(scene.first.asks_for_draft(&[urn]).await.code(), "conflict", "one draft of an urn at a time");
    scene.second.browser.post(&format!("/api/staff/releases/drafts/{draft}/discard"), json!({})).await.ok();
    let again = scene.first.drafts(&[urn]).await;
    scene.first.approves(&again, &[urn]).await.ok();
    assert_eq!(scene.second.approves(&again, &[urn]).await.ok().json()["published"], 2);
    assert_eq!(scene.app.count("audit_line WHERE act = 'release.discard'").await, 1);
}

#[tokio::test]
async fn one_of_two_who_draft_the_same_urn_at_once_is_told_so() {
    let scene = scene().await;
    let urn = scene.urn("2026-T2", 50, 40).await;
    let urns = [urn];
    let (one, other) = tokio::join!(scene.first.asks_for_draft(&urns), scene.second.asks_for_draft(&urns));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 409]);
}

#[tokio::test]
async fn what_the_gate_refuses_is_told_also_later() {
    let scene = scene().await;
    let urn = scene.published("2026-T2").await;
    // Another urn with the same period is something the service never makes; the gate refuses it all the same.
    scene.statement(&format!("UPDATE urn SET period = 'annan' WHERE id = '{urn}'")).await.expect("a superuser can");
    let again = scene.urn("2026-T2", 70, 60).await;
    scene.first.asks_for_draft(&[again]).await.ok();
    let refused = async {
        loop {
            let jobs = scene.second.releases().await["jobs"].clone();
            if jobs[0]["state"] == "refused" {
                return jobs[0]["reason"].as_str().expect("a reason").to_owned();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let reason = tokio::time::timeout(Duration::from_secs(20), refused).await.expect("the gate refuses");
    assert!(reason.contains("2026-T2"), "{reason}");
    assert_eq!(scene.app.count("draft").await, 0);
}

#[tokio::test]
async fn an_erratum_stands_beside_what_it_corrects_and_changes_none_of_it() {
    let scene = scene().await;
    scene.published("2026-T1").await;
    let before = scene.public("/lagesbild/ledger.json").await.ok().json()[0].clone();
    let cell = scene.first.releases().await["releases"][0]["cells"][0]["id"].clone();
    let ask = async |text: &str, cell: &Value| {
        let body = json!({ "of": 1, "text": text, "withdrawn": [cell], "corrections": [] });
        scene.first.browser.post("/api/staff/releases/errata", body).await
    };
    assert_eq!(ask("Rätt tal är 48611.", &cell).await.code(), "text", "figures stand where the audit sees them");
    assert_eq!(ask("Fel <b>kolumn</b>.", &cell).await.code(), "text");
    assert_eq!(ask("Fel kolumn.", &json!("finns/inte")).await.code(), "refused");
    ask("Kolumnen räknades fel i Nr 1.", &cell).await.ok();
    let draft = scene.first.releases().await["drafts"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(scene.first.approves(&draft, &[]).await.ok().json()["published"], Value::Null);
    assert!(!scene.public("/lagesbild").await.ok().text().contains("Rättelse"));
    assert_eq!(scene.second.approves(&draft, &[]).await.ok().json()["published"], 2);

    let page = scene.public("/lagesbild").await.ok().text();
    assert!(page.contains("Redovisning Nr 1,") && page.contains("Kolumnen räknades fel i Nr 1."), "{page}");
    assert!(page.contains("används inte, se rättelse Nr&nbsp;2"));
    assert!(scene.public("/lagesbild/2").await.ok().text().contains("Rättelse Nr 2"));
    assert_eq!(scene.public("/lagesbild/ledger.json").await.ok().json()[0], before, "the first stands as it was");
    let json = scene.public("/lagesbild/1.json").await.ok().json();
    assert_eq!(json["errata"][0]["erratum"]["withdrawn"][0], cell);
    let dictionary = scene.public("/lagesbild/data-dictionary.json").await.ok().json();
    let fields = dictionary["json"]["fält"].as_object().expect("an object").keys().cloned().collect();
    assert_described(&json, &fields);
    assert_described(&scene.public("/lagesbild/2.json").await.ok().json(), &fields);
    assert!(scene.public("/lagesbild/1.csv").await.ok().text().lines().any(|line| line.ends_with(";2")));
    assert!(scene.public("/lagesbild/2.csv").await.ok().text().contains("anvands_inte"));
}

#[tokio::test]
async fn cut_off_anywhere_there_is_a_draft_or_a_release_and_never_something_between() {
    let scene = scene().await;
    let (db, clock) = (&scene.app.services.db, &scene.app.services.clock);
    let urn = scene.urn("2026-T2", 50, 40).await;
    let bytes = scene.first.unseals(urn).await;
    let given = || vec![Given { urn, tally: bytes.clone().into() }];
    let (today, now, id) = (clock.today(), clock.now(), Uuid::from_u128(7));
    let counts = async || {
        let mut counts = Vec::new();
        for table in
            ["draft", "draft_urn", "audit_line WHERE act = 'release.draft'", "draft_approval", "release", "release_urn"]
        {
            counts.push(scene.app.count(table).await);
        }
        counts
    };
    let mut drafted = false;
    for step in 0..400 {
        let begun = release::begin(db, &given()).await.expect("it begins");
        let make = release::finish(db, begun, id, scene.first.id, today, now, |_| ());
        let made = tokio::time::timeout(Duration::from_micros(step * 250), make).await;
        let whole = counts().await[0] == 1;
        assert_eq!(counts().await, if whole { [1, 1, 1, 0, 0, 0] } else { [0; 6] }, "step {step}: {made:?}");
        drafted = whole;
        if drafted {
            break;
        }
    }
    assert!(drafted, "it comes to an end");
    scene.first.approves(&id.to_string(), &[urn]).await.ok();
    for step in 0..400 {
        let brought = given();
        let approve = release::approve(db, id, &brought, scene.second.id, today, now);
        let _ = tokio::time::timeout(Duration::from_micros(step * 250), approve).await;
        let published = scene.app.count("release").await == 1;
        assert_eq!(counts().await, if published { [0, 0, 1, 0, 1, 1] } else { [1, 1, 1, 1, 0, 0] }, "step {step}");
        if published {
            return;
        }
    }
    panic!("it comes to an end");
}

/// Catches whatever the program says, at its most talkative.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panics here").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn raw_counts_and_units_are_found_nowhere_but_under_their_seal() {
    let said = Said::default();
    let writer = said.clone();
    // The driver's own talk holds parameters; the program holds it at warnings whatever is asked for (tests/silence).
    let filter = tracing_subscriber::EnvFilter::new("warn,orubbad=trace");
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || writer.clone()).try_init();
    tracing::info!(target: "orubbad", "the log is caught");
    let scene = scene().await;
    let urn = scene.urn("2026-T2", 486_117_309, 313_370_217).await;
    let mut altered = scene.first.unseals(urn).await;
    let text = String::from_utf8(altered.clone()).expect("JSON");
    let secret = serde_json::from_str::<Value>(&text).expect("JSON")["secret"].as_str().expect("there").to_owned();
    altered.push(b' ');
    let body = json!({ "set": "incidents", "urns": [{ "id": urn, "tally": base64(&altered) }] });
    let refused = scene.first.browser.post("/api/staff/releases/drafts", body).await.text();
    let draft = scene.first.drafts(&[urn]).await;
    scene.first.approves(&draft, &[urn]).await.ok();
    let in_the_making = dump(&scene.app);
    scene.second.approves(&draft, &[urn]).await.ok();
    let mut sinks = vec![("an error".to_owned(), refused), ("the draft".to_owned(), in_the_making)];
    sinks.push(("the database".to_owned(), dump(&scene.app)));
    sinks.push((
        "the log".to_owned(),
        String::from_utf8_lossy(&said.0.lock().expect("nobody panics here")).into_owned(),
    ));
    for route in orubbad::server::routes().into_iter().filter(|route| route.method == actix_web::http::Method::GET) {
        let path = ["{release}", "{urn}"].iter().zip(["1".to_owned(), urn.to_string()]);
        let path = path.fold(route.path.to_owned(), |path, (name, with)| path.replace(name, &with));
        for browser in [&scene.outsider.browser, &scene.app.browser()] {
            sinks.push((path.clone(), browser.get(&path).await.text()));
        }
    }
    assert!(sinks[3].1.contains("the log is caught"), "the log is searched too");
    for (place, text) in &sinks {
        // The organisation's own names stand in the tree and where a reporter chooses; never in what is published.
        let names = place.starts_with("/lagesbild") || ["the draft", "the log"].contains(&place.as_str());
        for canary in ["486117309", "486\u{a0}117\u{a0}309", "313370217", "313\u{a0}370\u{a0}217", secret.as_str()] {
            assert!(!text.contains(canary), "{canary} in {place}");
        }
        let text = if place == "the draft" { table_of(text, "draft") } else { text.clone() };
        assert!(!names || !text.contains(UNIT_NAME), "{UNIT_NAME} in {place}");
    }
    assert!(sinks.iter().any(|(place, text)| place == "/lagesbild" && text.contains("Tertial 2, 2026")));
}

/// A dump of the whole database as text.
fn dump(app: &App) -> String {
    let mut command = std::process::Command::new(postgres().programs().join("pg_dump"));
    command.arg("-h").arg(postgres().directory()).args(["-U", "orubbad", "-d", &app.database]);
    let output = command.output().expect("pg_dump runs");
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The rows of one table of a dump.
fn table_of(dump: &str, table: &str) -> String {
    let from = dump.split(&format!("COPY public.{table} (")).nth(1).expect("the table is there");
    from.split("\n\\.").next().expect("it ends").to_owned()
}
