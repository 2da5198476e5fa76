//! A wave from its plan to its tally: one code a person, one token a code, one ballot a token; what comes out is what went in.

use age::x25519::Identity;
use orubbad::{
    db::DbError,
    ids::{base64, unbase64},
    survey::{Code, recount, wave_of},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::support::{
    App, Officer, OpenInstance, Respondent, SurveyScene,
    app::Answer,
    open,
    respondent::{UNITS, organisation},
    secret,
};

async fn instance() -> (App, Officer) {
    let app = App::start().await;
    organisation(&app).await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    (app, chief)
}

async fn open_wave() -> (App, Officer, SurveyScene) {
    let (app, chief) = instance().await;
    let scene = chief.plans_wave(&app).await;
    (app, chief, scene)
}

const EXPOSED: [(&str, &[&str]); 6] = [
    ("client_contact", &["weekly"]),
    ("tenure", &["over_10"]),
    ("act_threat", &["once"]),
    ("purpose_perceived", &["yes"]),
    ("told", &["manager"]),
    ("self_label", &["no"]),
];

#[tokio::test]
async fn every_answer_is_counted_in_its_unit_and_what_gave_it_is_destroyed() {
    let (app, chief, scene) = open_wave().await;
    for (unit, answers) in [(0, 7), (1, 3)] {
        for code in &scene.codes[unit][..answers] {
            Respondent::with(&app, code).await.answers(&app, &[("client_contact", &["no"])]).await.ok();
        }
    }
    let odd = Respondent::with(&app, &scene.codes[2][0]).await;
    let token = odd.gets_token().await;
    odd.casts(&odd.body(&app, &token, b"no ballot at all")).await.ok();

    assert_eq!(chief.counts_wave(&app, &scene).await.ok().status, 204);
    for table in ["ballot", "wave_code", "label_key", "cast_ballot", "traded_code", "mixing_code", "mixing_token"] {
        assert_eq!(app.count(table).await, 0, "{table}");
    }
    assert_eq!(app.count("wave_unit WHERE private_key IS NOT NULL").await, 0);
    assert_eq!(app.count(&format!("urn_key WHERE urn = '{}'", scene.wave)).await, 0);
    let sealed = chief.browser.get(&format!("/api/staff/urns/{}/tally", scene.wave)).await.ok().json();
    let sealed = unbase64(sealed["sealed"].as_str().expect("sealed")).expect("base64");
    let tally: Value = serde_json::from_slice(&open(&chief.identity, &sealed).expect("sealed to her")).expect("JSON");
    assert_eq!((&tally["ballots"], &tally["invalid"]), (&json!(11), &json!(1)));
    let counted: Vec<_> =
        tally["units"].as_array().expect("a list").iter().map(|unit| unit["counts"]["ballots"].clone()).collect();
    assert_eq!(counted, [json!(7), json!(3), json!(0)]);

    let protocol = chief.wave(scene.wave).await["protocol"].clone();
    assert_eq!((&protocol["ballots"], &protocol["disposal"]), (&json!(11), &json!("SN 2026/118 § 44")));
    assert_eq!((&protocol["units"][0]["answered"], &protocol["units"][0]["codes"]), (&json!(7), &json!(90)));
    let count = format!("/api/staff/waves/{}/count", scene.wave);
    let again = chief.browser.post(&count, json!({ "identity": secret(&scene.key) })).await;
    assert_eq!(again.code(), "conflict", "never twice");
}

#[tokio::test]
async fn check_17_one_code_is_one_token_is_one_ballot_however_it_is_tried() {
    let (app, chief, scene) = open_wave().await;
    let somebody = Respondent::with(&app, &scene.codes[0][0]).await;
    let token = somebody.gets_token().await;
    assert_eq!(somebody.gets_token().await.signature, token.signature, "a lost token can be had again");
    let mut other = [1; 256];
    other[0] = 0;
    assert_eq!(somebody.trades(&other).await.code(), "used_code", "but no second one");

    // A hundred at once, each with a blinding of its own: one of them is signed.
    let rival = Respondent::with(&app, &scene.codes[0][1]).await;
    let tries = (2..102_u8).map(|number| {
        let mut blinded = [number; 256];
        blinded[0] = 0;
        let rival = &rival;
        async move { rival.trades(&blinded).await.status.as_u16() }
    });
    let statuses = futures_util::future::join_all(tries).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
    assert_eq!(app.count("traded_code").await, 2);

    let body = somebody.body(&app, &token, &somebody.ballot(&EXPOSED));
    let replays = (0..40).map(|_| somebody.casts(&body));
    let answers = futures_util::future::join_all(replays).await;
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status != 204).map(Answer::code).collect();
    assert_eq!(refused, Vec::<String>::new(), "the same bytes are the same ballot");
    assert_eq!(app.count("cast_ballot").await, 1);
    let another = somebody.body(&app, &token, &somebody.ballot(&[("client_contact", &["no"])]));
    assert_eq!(somebody.casts(&another).await.code(), "already_answered");

    let neighbour = Respondent::with(&app, &scene.codes[0][2]).await;
    let mut copied = body.clone();
    let own = neighbour.gets_token().await;
    copied[17..49].copy_from_slice(&own.nonce);
    copied[49..305].copy_from_slice(&own.signature);
    assert_eq!(neighbour.casts(&copied).await.code(), "bad_frame", "nobody casts another's ballot");

    app.night().await;
    assert_eq!(neighbour.casts(&copied).await.code(), "bad_frame");
    assert_eq!(somebody.casts(&body).await.status, 204, "the same bytes, also after the mix");
    assert_eq!(somebody.casts(&another).await.code(), "already_answered");
    assert_eq!(somebody.gets_token().await.signature, token.signature);
    assert_eq!(rival.trades(&other).await.code(), "used_code", "what was traded is remembered after the mix");
    assert_eq!((app.count("ballot").await, app.count("spent_token").await), (1, 1));

    for (tamper, why) in [(17_usize, "the message"), (60, "the signature"), (5, "the unit")] {
        let mut body = somebody.body(&app, &token, b"");
        body[tamper] ^= 1;
        assert_eq!(somebody.casts(&body).await.code(), "bad_token", "{why}");
    }
    let mut elsewhere = token.clone();
    elsewhere.unit = scene.units[1]["id"].as_str().expect("an id").parse().expect("an id");
    assert_eq!(somebody.casts(&somebody.body(&app, &elsewhere, b"")).await.code(), "bad_token", "another unit's key");

    chief.counts_wave(&app, &scene).await.ok();
    assert_eq!(somebody.casts(&body).await.code(), "wave_closed");
}

#[tokio::test]
async fn the_same_ballot_many_times_at_once_is_one_ballot_and_never_an_error() {
    let (app, _, scene) = open_wave().await;
    for (number, code) in (1..).zip(&scene.codes[0][..12]) {
        let somebody = Respondent::with(&app, code).await;
        let token = somebody.gets_token().await;
        let body = somebody.body(&app, &token, &somebody.ballot(&EXPOSED));
        let answers = futures_util::future::join_all((0..24).map(|_| somebody.casts(&body))).await;
        let refused: Vec<_> = answers.iter().filter(|answer| answer.status != 204).map(Answer::code).collect();
        assert_eq!(refused, Vec::<String>::new());
        assert_eq!(app.count("cast_ballot").await, number);
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_in_both_languages_and_nothing_is_stored() {
    let (app, chief, scene) = open_wave().await;
    let somebody = Respondent::with(&app, &scene.codes[0][0]).await;
    let foreign = Respondent::with(&app, &Code::new(&app.services.chance)).await;
    assert_eq!(
        (foreign.looks_up().await.status.as_u16(), foreign.looks_up().await.code()),
        (404, "unknown_code".into())
    );
    assert_eq!(foreign.trades(&[0; 256]).await.code(), "unknown_code");

    let digest = base64(&Sha256::digest(somebody.derived.ticket));
    let void = format!("/api/staff/waves/{}/void", scene.wave);
    chief.browser.post(&void, json!({ "digest": digest })).await.ok();
    let refused = somebody.looks_up().await;
    assert_eq!((refused.status.as_u16(), refused.code()), (410, "void_code".into()));
    assert_ne!(refused.json()["sv"], refused.json()["en"]);
    assert_eq!(chief.browser.post(&void, json!({ "digest": digest })).await.code(), "not_unused");

    let used = Respondent::with(&app, &scene.codes[0][1]).await;
    let token = used.gets_token().await;
    let digest = base64(&Sha256::digest(used.derived.ticket));
    assert_eq!(chief.browser.post(&void, json!({ "digest": digest })).await.code(), "not_unused", "a used one stays");
    assert_eq!(used.trades(&[255; 256]).await.code(), "used_code");
    let fresh = Respondent::with(&app, &scene.codes[0][2]).await;
    assert_eq!(fresh.trades(&[255; 256]).await.code(), "wrong_size", "no number below the modulus");

    for (path, body, code) in [
        ("/api/v1/codes", vec![0; 47], "wrong_size"),
        ("/api/v1/tokens", vec![0; 303], "wrong_size"),
        ("/api/v1/ballots", vec![1; 2352], "wrong_size"),
        ("/api/v1/ballots", vec![1; 2353], "bad_frame"),
    ] {
        assert_eq!(somebody.browser.post_bytes(path, body).await.code(), code, "{path}");
    }
    let mut stranger = used.body(&app, &token, b"");
    stranger[1..17].copy_from_slice(Uuid::from_u128(7).as_bytes());
    assert_eq!(used.casts(&stranger).await.code(), "bad_token");
    assert_eq!(app.count("cast_ballot").await, 0);

    chief.browser.post(&format!("/api/staff/waves/{}/close", scene.wave), json!({})).await.ok();
    assert_eq!(used.looks_up().await.code(), "wave_closed");
    assert_eq!(used.casts(&used.body(&app, &token, b"")).await.code(), "wave_closed");
    let offer = app.browser().get("/api/v1/waves").await.ok().json();
    assert_eq!(offer["waves"], json!([]));
}

#[tokio::test]
async fn there_are_never_more_codes_than_persons_and_a_lost_box_is_made_good() {
    let (app, chief, scene) = open_wave().await;
    let unit: Uuid = scene.units[2]["id"].as_str().expect("an id").parse().expect("an id");
    assert_eq!(scene.units[2]["population"], UNITS[2].1);
    let (_, one_too_many) = chief.registers_codes(&app, scene.wave, &[(unit, 1)]).await;
    assert_eq!(one_too_many.code(), "conflict");
    for code in &scene.codes[2][..3] {
        Respondent::with(&app, code).await.gets_token().await;
    }
    app.night().await;
    Respondent::with(&app, &scene.codes[2][3]).await.gets_token().await;
    let lost = format!("/api/staff/waves/{}/units/{unit}/void", scene.wave);
    assert_eq!(chief.browser.post(&lost, json!({})).await.ok().json()["room"], 8, "four of twelve were used");
    assert_eq!(Respondent::with(&app, &scene.codes[2][5]).await.looks_up().await.code(), "void_code");
    Respondent::with(&app, &scene.codes[2][3]).await.gets_token().await;
    let eight = [(unit, 8)];
    let (first, second) =
        tokio::join!(chief.registers_codes(&app, scene.wave, &eight), chief.registers_codes(&app, scene.wave, &eight),);
    let mut statuses = [first.1.status.as_u16(), second.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409], "two who make them at once");
    let progress = &chief.wave(scene.wave).await["units"][2];
    assert_eq!((&progress["codes"], &progress["void"], &progress["traded"]), (&json!(12), &json!(8), &json!(3)));
}

#[tokio::test]
async fn a_wave_that_cannot_be_is_refused_with_its_reason() {
    let (app, chief) = instance().await;
    let key = Identity::generate();
    let good = chief.proposal(&app, &key).await;
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let tenure = |tenure: Value| {
        let mut body = good.clone();
        body["units"][0]["tenure"] = tenure;
        body
    };
    for (body, says) in [
        (with("title", json!("  ")), "heter"),
        (with("disposal", json!("")), "gallringsbeslutet"),
        (with("opens", json!("2026-11-01")), "har varit"),
        (with("closes", json!("2026-11-22")), "stänga"),
        (with("closes", json!("2027-11-22")), "120"),
        (with("reference_to", json!("2024-11-22")), "slutar"),
        (with("units", json!([])), "minst en enhet"),
        (with("population", json!("elected")), "en enda rad"),
        (with("definition", json!("version = \"ett\"")), "rad 1"),
        (tenure(json!([1, 2, 3, 4])), "yrkeserfarenhet"),
        (with("keys", json!([{ "holder": null, "sealed": "AA" }])), "Förvararna"),
    ] {
        let answer = chief.browser.post("/api/staff/waves", body).await;
        let said = answer.json()["sv"].as_str().unwrap_or_default().to_owned();
        assert!(!answer.status.is_success() && said.contains(says), "{says}: {said}");
    }
    assert_eq!(app.count("wave").await, 0);
    chief.browser.post("/api/staff/waves", good).await.ok();
    let list = chief.browser.get("/api/staff/waves").await.ok().json();
    assert_eq!((&list["waves"][0]["code"], &list["waves"][0]["phase"]), (&json!("E2026-1"), &json!("open")));
}

#[tokio::test]
async fn whoever_recounts_finds_what_was_added_taken_away_or_forged() {
    let (app, chief, scene) = open_wave().await;
    for code in &scene.codes[0][..5] {
        Respondent::with(&app, code).await.answers(&app, &EXPOSED).await.ok();
    }
    app.night().await;
    let faults = async |statement: &'static str| {
        app.services
            .db
            .run::<Vec<String>, Undone>("test", async |tx| {
                tx.batch_execute(statement).await.map_err(DbError::from)?;
                let wave = wave_of(tx, scene.wave).await?.expect("it is there");
                // An error undoes what the statement did.
                Err(Undone::Found(recount(tx, &wave).await?.faults))
            })
            .await
            .expect_err("always undone")
    };
    let Undone::Found(none) = faults("SELECT 1").await else { panic!("the database answers") };
    assert_eq!(none, Vec::<String>::new());
    for (statement, says) in [
        ("DELETE FROM ballot WHERE id = (SELECT id FROM ballot WHERE label IS NOT NULL LIMIT 1)", "valsedlar"),
        ("DELETE FROM spent_token WHERE nonce = (SELECT nonce FROM spent_token LIMIT 1)", "valsedlar"),
        ("UPDATE spent_token SET nonce = sha256(nonce)", "signatur"),
        ("UPDATE wave_code SET blinded = NULL", "inlösta"),
        ("UPDATE wave_unit SET population = 3", "personer"),
    ] {
        let Undone::Found(found) = faults(statement).await else { panic!("the database answers") };
        assert!(found.iter().any(|fault| fault.contains(says)), "{statement}: {found:?}");
    }
    chief.counts_wave(&app, &scene).await.ok();
    let Undone::Found(none) = faults("SELECT 1").await else { panic!("the database answers") };
    assert_eq!(none, Vec::<String>::new(), "also when it has been counted");
    let Undone::Found(found) = faults("DELETE FROM spent_token").await else { panic!("the database answers") };
    assert!(!found.is_empty());
}

#[derive(Debug, thiserror::Error)]
enum Undone {
    #[error("found")]
    Found(Vec<String>),
    #[error(transparent)]
    Db(#[from] DbError),
}

#[tokio::test]
async fn an_interrupted_trade_or_cast_has_happened_once_or_not_at_all() {
    let (app, chief, scene) = open_wave().await;
    let mut bodies = Vec::new();
    for code in &scene.codes[0][..30] {
        let respondent = Respondent::with(&app, code).await;
        let token = respondent.gets_token().await;
        let body = respondent.body(&app, &token, &respondent.ballot(&EXPOSED));
        bodies.push((respondent, body));
    }
    // Every connection is cut while thirty ballots are on their way; whoever was not answered sends the same bytes again.
    let cut = async {
        for _ in 0..3 {
            app.cuts_connections().await;
            tokio::time::sleep(std::time::Duration::from_millis(15)).await;
        }
    };
    let sends = futures_util::future::join_all(bodies.iter().map(|(respondent, body)| respondent.casts(body)));
    let (answers, ()) = tokio::join!(sends, cut);
    for ((respondent, body), answer) in bodies.iter().zip(answers) {
        if answer.status != 204 {
            assert_eq!(answer.code(), "unavailable");
            assert_eq!(respondent.casts(body).await.status, 204, "another try succeeds");
        }
    }
    assert_eq!(app.count("cast_ballot").await, 30);
    chief.counts_wave(&app, &scene).await.ok();
    assert_eq!(chief.wave(scene.wave).await["protocol"]["ballots"], 30);
}

#[tokio::test]
async fn a_token_of_an_earlier_wave_is_good_for_nothing_in_the_next() {
    let (app, chief, scene) = open_wave().await;
    let code = &scene.codes[0][0];
    let before = Respondent::with(&app, code).await;
    let token = before.gets_token().await;
    chief.counts_wave(&app, &scene).await.ok();
    let next = chief.plans_wave(&app).await;
    let after = Respondent::with(&app, code).await;
    assert_eq!(after.wave, next.wave);
    assert_eq!(after.looks_up().await.code(), "unknown_code");
    let mut moved = token;
    moved.unit = next.units[0]["id"].as_str().expect("an id").parse().expect("an id");
    assert_eq!(after.casts(&after.body(&app, &moved, b"")).await.code(), "bad_token");
    assert_eq!(chief.wave(next.wave).await["number"], 2);
}
