//! The urn: opened once, by its key, when the period is over; what comes out is counts, as triage amended them, and the rest is gone.

use age::x25519::Identity;
use orubbad::{db::DbError, org, sealed::FrameKind, urn::Opener};
use serde_json::json;
use uuid::Uuid;

use crate::support::{App, OpenInstance, Report, Reporter, plain_answers, sealed, sealing};

const CSV: &str = "kod;namn;typ;överordnad;antal;från;till;efterträdare\n\
    K;Kommunen;kommun;;;2024-01-01;;\nF;Förvaltningen;förvaltning;K;;2024-01-01;;\nE;Enheten;enhet;F;12;2024-01-01;;\n";

async fn unit(app: &App) -> Uuid {
    let chance = &app.services.chance;
    app.services
        .db
        .run::<_, org::ImportError>("test", async |tx| {
            let plan = org::preview(tx, CSV, chance).await?;
            org::apply(tx, &plan).await
        })
        .await
        .expect("the file holds");
    let nodes = app.run(async |tx| org::nodes(tx).await).await;
    nodes.into_iter().find(|node| node.code == "E").expect("imported").id
}

#[tokio::test]
async fn what_comes_out_is_the_counts_that_went_in_and_the_rest_is_destroyed() {
    let app = App::start().await;
    let unit = unit(&app).await;
    let OpenInstance { chief, urns, .. } = OpenInstance::of(&app).await;
    let (period, key) = &urns[0];
    assert_eq!(period, "2026-T3");
    for _ in 0..5 {
        Reporter::at(&app).submits(&Report { unit: Some(unit), ..Report::only_counted() }).await.ok();
    }
    let form = orubbad::form::Form::incident();
    let purpose = form.position("purpose_perceived").expect("asked");
    let mut without_purpose = plain_answers();
    without_purpose[purpose] = form.questions[purpose].mask("no").expect("an answer");
    Reporter::at(&app)
        .submits(&Report { unit: Some(unit), answers: without_purpose, ..Report::only_counted() })
        .await
        .ok();
    Reporter::at(&app).submits(&Report::only_counted()).await.ok();
    Reporter::at(&app).submits(&Report::follow_up("Mer")).await.ok();
    Reporter::at(&app).submits(&Report { unit: Some(Uuid::from_u128(7)), ..Report::only_counted() }).await.ok();
    Reporter::at(&app).submits(&Report { answers: vec![1, 2], ..Report::only_counted() }).await.ok();

    assert_eq!(chief.opens_urn(period, key).await.code(), "conflict", "the period is not over");
    app.set_time("2027-01-04T10:00:00Z");
    let chief = chief.signs_in(&app).await;
    assert_eq!(chief.opens_urn(period, key).await.code(), "conflict", "the last ballots are not mixed");
    app.night().await;
    assert_eq!(chief.opens_urn(period, &Identity::generate()).await.code(), "wrong_key");
    assert_eq!(app.count("ballot").await, 10, "the urn is untouched");
    chief.opens_urn(period, key).await.ok();

    assert_eq!((app.count("ballot").await, app.count("tally").await), (0, 1));
    assert_eq!(app.count("urn_key k JOIN urn u ON u.id = k.urn WHERE u.opened IS NOT NULL").await, 0);
    let tally = chief.reads_tally(period).await;
    assert_eq!((&tally["ballots"], &tally["dummies"], &tally["invalid"]), (&7.into(), &1.into(), &2.into()));
    let units = tally["units"].as_array().expect("a list");
    let counted = units.iter().find(|row| row["unit"] == unit.to_string()).expect("the unit is there");
    assert_eq!((&counted["ballots"], &counted["undue"], &counted["name"]), (&6.into(), &5.into(), &"Enheten".into()));
    let (forms, threat) = (form.position("forms").expect("asked"), 1);
    assert_eq!((&counted["counts"][forms][threat], &counted["undue_counts"][forms][threat]), (&6.into(), &5.into()));
    assert_eq!(chief.opens_urn(period, key).await.code(), "conflict", "never twice");
}

#[tokio::test]
async fn two_who_open_at_once_get_one_tally() {
    let app = App::start().await;
    let OpenInstance { chief, urns, .. } = OpenInstance::of(&app).await;
    for _ in 0..20 {
        Reporter::at(&app).submits(&Report::only_counted()).await.ok();
    }
    app.set_time("2027-01-04T10:00:00Z");
    app.night().await;
    let chief = chief.signs_in(&app).await;
    let (period, key) = &urns[0];
    let (first, second) = tokio::join!(chief.opens_urn(period, key), chief.opens_urn(period, key));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    assert_eq!(chief.reads_tally(period).await["ballots"], 20);
}

#[tokio::test]
async fn an_interrupted_ceremony_has_not_happened() {
    let app = App::start().await;
    let OpenInstance { chief, urns, .. } = OpenInstance::of(&app).await;
    let chance = &app.services.chance;
    let urn = chief.urn("2026-T3").await;
    let recipient = urn["recipient"].as_str().expect("a recipient").to_owned();
    let id: Uuid = urn["id"].as_str().expect("an id").parse().expect("an id");
    app.run(async |tx| {
        for _ in 0..3000 {
            let frame = sealing::frame(FrameKind::Ballot, &recipient, b"", chance);
            orubbad::urn::insert_ballot(tx, chance.uuid(), id, frame.bytes()).await?;
        }
        Ok(())
    })
    .await;
    app.set_time("2027-01-04T10:00:00Z");
    let opener = Opener::parse(&crate::support::secret(&urns[0].1)).expect("an identity");
    let (db, today, now) = (app.services.db.clone(), app.services.clock.today(), app.services.clock.now());
    let ceremony = orubbad::urn::open(&db, id, &opener, None, today, now, chance);
    // Every connection but our own is cut while the ballots stream.
    let cut = async {
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        app.cuts_connections().await;
    };
    let (outcome, ()) = tokio::join!(ceremony, cut);
    if outcome.is_err() {
        assert_eq!((app.count("ballot").await, app.count("tally").await), (3000, 0));
        orubbad::urn::open(&db, id, &opener, None, today, now, chance).await.expect("a second try succeeds");
    }
    assert_eq!((app.count("ballot").await, app.count("tally").await), (0, 1));
    let opened = app.run(async |tx| Ok::<_, DbError>(orubbad::urn::urn(tx, id).await?.expect("there").opened)).await;
    assert!(opened.is_some());
}

#[tokio::test]
async fn connections_that_died_in_the_pool_are_not_noticed_by_the_next_act() {
    let app = App::start().await;
    for _ in 0..5 {
        // Several connections at a time, so that the pool holds more than one.
        let pause = async || app.run(async |tx| Ok(tx.batch_execute("SELECT pg_sleep(0.02)").await?)).await;
        tokio::join!(pause(), pause(), pause());
        app.cuts_connections().await;
        assert_eq!(app.count("tally").await, 0);
    }
}

#[tokio::test]
async fn the_urn_hears_of_tests_duplicates_and_other_forms_and_never_of_the_purpose() {
    let app = App::start().await;
    let OpenInstance { chief, urns, .. } = OpenInstance::of(&app).await;
    for text in ["Prov", "Hot", "Orörd"] {
        Reporter::at(&app).submits(&Report::to_be_read(text)).await.ok();
    }
    app.night().await;
    chief.sorts_everything().await;
    let form = orubbad::form::Form::incident();
    let forms = form.position("forms").expect("asked");
    let violence = form.questions[forms].mask("violence").expect("a form");
    let improper = form.questions[forms].mask("improper_offer").expect("a form");
    let desk = chief.desk().await;
    for row in desk["cases"].as_array().expect("a list") {
        let case = row["id"].as_str().expect("an id");
        let letter = chief.letters(case).await.remove(0).expect("opens");
        let mut amendment = json!({
            "v": 1, "nonce": letter["nonce"], "number": 1, "mark": null, "forms": violence, "severity": 3, "crime": "yes",
            "police": "report", "further": [improper],
        });
        match letter["text"].as_str().expect("a text") {
            "Prov" => amendment["mark"] = json!("test"),
            "Hot" => {}
            // Whatever would overrule the reporter makes the whole of it void.
            _ => amendment["purpose_perceived"] = json!("no"),
        }
        let whole = chief.case(case).await;
        let urn =
            whole["urns"].as_array().expect("a list").iter().find(|urn| urn["id"] == letter["urn"]).expect("open");
        let frame = sealed(FrameKind::Ballot, urn["recipient"].as_str().expect("a recipient"), &amendment);
        let note = json!({ "v": 1, "kind": "note", "text": "" });
        chief.writes(case, note, json!({ "amendment": { "urn": letter["urn"], "frame": frame } })).await.ok();
    }
    assert_eq!(app.count("amendment").await, 3);
    let (period, key) = &urns[0];
    app.set_time("2027-01-04T10:00:00Z");
    let chief = chief.signs_in(&app).await;
    app.night().await;
    chief.opens_urn(period, key).await.ok();
    let tally = chief.reads_tally(period).await;
    let unit = &tally["units"][0];
    let count = |code: &str| {
        unit["counts"][forms][form.questions[forms].options.iter().position(|o| o.code == code).expect("there")].clone()
    };
    assert_eq!(
        (tally["ballots"].clone(), unit["undue"].clone()),
        (json!(3), json!(3)),
        "test out, one further event in, purpose as it was"
    );
    assert_eq!((count("violence"), count("improper_offer"), count("threat")), (json!(1), json!(1), json!(1)));
    let handled = &tally["handled"];
    assert_eq!(
        (&handled["tests"], &handled["further"], &handled["crimes_reported"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(app.count("amendment").await, 0, "destroyed with the ballots");
}
