//! One case: written by several, closed to one, and shown to another for a time.

use orubbad::{
    ids::{base64, unbase64},
    sealed::{FrameKind, PublicKey, seal},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{App, Officer, OpenInstance, Report, Reporter, To, current_key, holder, sealed},
    triage::only_case,
};

/// An open instance with one case.
async fn with_case(app: &App) -> (OpenInstance, String) {
    let instance = OpenInstance::of(app).await;
    Reporter::at(app).submits(&Report::to_be_read("Han väntade vid bilen.")).await.ok();
    app.night().await;
    instance.chief.sorts_everything().await;
    let case = only_case(&instance.chief).await;
    (instance, case)
}

/// Somebody outside the channel, signed in.
async fn outsider(app: &App, chief: &Officer) -> Officer {
    let link = chief.invites_outside(None).await;
    Officer::accepts(app, "jurist", &link).await
}

#[tokio::test]
async fn a_letter_is_sealed_to_its_case_alone_once_it_is_sorted() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    let whole = chief.case(&case).await;
    assert!(whole["letters"][0]["epoch"].is_null());
    assert!(chief.opens(FrameKind::Letter, &whole["head"]["epoch"], &whole["letters"][0]["frame"]).await.is_none());
    for officer in [&chief, &deputy] {
        let letters = officer.letters(&case).await;
        assert_eq!(letters[0].as_ref().expect("opens")["text"], "Han väntade vid bilen.");
    }
}

#[tokio::test]
async fn two_officers_who_write_at_the_same_time_lose_nothing_and_hear_of_each_other() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    let note = |text: &str| json!({ "v": 1, "kind": "note", "text": text });
    let (first, second) =
        (chief.entry(&case, note("Mitt"), json!({})).await, deputy.entry(&case, note("Ditt"), json!({})).await);
    let path = format!("/api/staff/cases/{case}/entries");
    let (one, other) = tokio::join!(chief.browser.post(&path, first), deputy.browser.post(&path, second));
    let mut codes = [one.code_or_empty(), other.code_or_empty()];
    codes.sort();
    assert_eq!(codes, ["".to_owned(), "seen".to_owned()], "one is written, the other is told");
    deputy.notes(&case, "Ditt, en gång till").await.ok();
    assert_eq!(chief.entries(&case).await.len(), 2);
}

#[tokio::test]
async fn a_disqualified_member_is_handed_nothing_and_opens_nothing_new() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, paper, .. }, case) = with_case(&app).await;
    chief.notes(&case, "Före jävet").await.ok();
    let before = deputy.case_keys(&deputy.case(&case).await).await;
    assert_eq!(before.len(), 1, "the deputy could read");
    chief.disqualifies(&case, deputy.id).await.ok();
    chief.notes(&case, "Efter jävet").await.ok();

    assert_eq!(deputy.browser.get(&format!("/api/staff/cases/{case}")).await.status, 404);
    let row = deputy.desk().await["cases"][0].clone();
    assert_eq!(row["kept_out"], json!([deputy.id.to_string()]));
    assert!(row["summary"].is_null() && row["key"]["share"].is_null(), "the desk hands over neither");
    assert_eq!(
        (&row["version"], &row["officer"], &row["status"]),
        (&json!(0), &Value::Null, &json!("new")),
        "nor how it goes"
    );
    let path = format!("/api/staff/channels/{}/texts", deputy.channel().await);
    assert_eq!(deputy.browser.get(&path).await.ok().json()["cases"], json!([]), "nor does the search");
    // Also with every byte of the database, what the deputy holds opens no new entry: neither directly nor through a share.
    let whole = chief.case(&case).await;
    let opened = |entry| crate::support::opened(&before, entry).map(|entry| entry["text"].clone());
    let found: Vec<_> = whole["entries"].as_array().expect("a list").iter().filter_map(opened).collect();
    assert_eq!(found, [json!("Före jävet")], "what was read before was read, and nothing more");
    let shares: Vec<Vec<u8>> = app
        .run(async |tx| {
            let key: Uuid = current_key(&whole)["id"].as_str().expect("an id").parse().expect("a UUID");
            let rows = tx.query("SELECT sealed FROM case_share WHERE case_key = $1", &[&key]).await?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
        .await;
    let epochs = deputy.epochs().await;
    let held: Vec<_> = epochs.iter().map(|(_, identity)| identity).chain([&deputy.identity]).collect();
    assert!(
        !shares.is_empty()
            && shares.iter().all(|share| held.iter().all(|key| crate::support::open(key, share).is_none()))
    );
    assert!(shares.iter().any(|share| crate::support::open(&paper, share).is_some()), "the paper key still does");
    assert_eq!(chief.entries(&case).await.iter().flatten().count(), 2);
}

#[tokio::test]
async fn a_follow_up_reaches_a_case_through_somebody_who_may_not_read_it() {
    let app = App::start().await;
    let instance = OpenInstance::of(&app).await;
    let OpenInstance { chief, deputy, .. } = &instance;
    let reporter = Reporter::at(&app);
    reporter.submits(&Report::to_be_read("Det gäller ersättaren.")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let case = only_case(chief).await;
    chief.disqualifies(&case, deputy.id).await.ok();
    reporter.submits(&Report::follow_up("Mer om ersättaren.")).await.ok();
    app.night().await;
    let (letter, content) = deputy.new_letters().await.remove(0);
    let key = deputy.desk().await["cases"][0]["key"].clone();
    let frame = sealed(FrameKind::Letter, key["recipient"].as_str().expect("public"), &content);
    let attach = json!([{ "letter": letter["id"], "case": case, "key": key["id"], "frame": frame }]);
    deputy.sorts(json!({ "discard": [], "attach": attach, "open": [] })).await.ok();
    assert_eq!(chief.letters(&case).await.iter().flatten().count(), 2);
}

#[tokio::test]
async fn nothing_is_sealed_to_a_key_that_has_been_in_the_wrong_hands() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    let late = chief.entry(&case, json!({ "v": 1, "kind": "note", "text": "Sent" }), json!({})).await;
    chief.disqualifies(&case, deputy.id).await.ok();
    let path = format!("/api/staff/cases/{case}/entries");
    assert_eq!(chief.browser.post(&path, late).await.code(), "stale_key", "the key was changed in between");
    // The chief lets the deputy in again; the key of the others alone is no longer right.
    let qualify = format!("/api/staff/cases/{case}/qualify");
    assert_eq!(chief.browser.post(&qualify, json!({ "person": deputy.id })).await.status, 204);
    assert_eq!(chief.notes(&case, "Till alla igen").await.code(), "stale_key");
    let epoch = chief.current_epoch().await;
    chief.rekeys(&case, &[To::Epoch(&epoch)]).await.ok();
    chief.notes(&case, "Till alla igen").await.ok();
    assert_eq!(deputy.entries(&case).await.iter().flatten().count(), 1);
    // A new epoch, as when a member leaves, makes every case key stale.
    let me = (Some(chief.id), chief.identity.to_public().to_string());
    let keyring = chief.keyring().await;
    let paper = keyring["recovery_recipient"].as_str().expect("printed").to_owned();
    chief.starts_epoch(&[me, (None, paper)], Some(deputy.id)).await.ok();
    assert_eq!(chief.notes(&case, "Efter avgången").await.code(), "stale_key");
}

#[tokio::test]
async fn a_key_goes_to_exactly_those_who_may_read() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    let outsider = outsider(&app, &chief).await;
    let stranger = To::Holder(outsider.id, outsider.identity.to_public().to_string());
    let epoch = chief.current_epoch().await;
    assert_eq!(
        chief.rekeys(&case, &[To::Epoch(&epoch)]).await.code(),
        "conflict",
        "not while the key is as it should be"
    );
    let paper = chief.keyring().await["recovery_recipient"].as_str().expect("printed").to_owned();
    let both = [&chief, &deputy].map(|member| (Some(member.id), member.identity.to_public().to_string()));
    chief.starts_epoch(&[&both[..], &[(None, paper)]].concat(), None).await.ok();
    let epoch = chief.current_epoch().await;
    assert_eq!(chief.rekeys(&case, &[To::Epoch(&epoch), stranger]).await.code(), "conflict");
    assert_eq!(chief.rekeys(&case, &[]).await.code(), "conflict", "nobody could read");
    let whole = chief.case(&case).await;
    let members: Vec<_> = whole["members"].as_array().expect("a list").iter().map(holder).collect();
    assert_eq!(chief.rekeys(&case, &members).await.code(), "conflict", "the epoch is enough where nobody is kept out");
    chief.rekeys(&case, &[To::Epoch(&epoch)]).await.ok();
    // Whoever says a colleague is disqualified cannot leave out a third on the way.
    assert_eq!(chief.disqualifies(&case, Uuid::from_u128(7)).await.code(), "conflict");
    assert_eq!(deputy.browser.get(&format!("/api/staff/cases/{case}")).await.status, 200);
}

#[tokio::test]
async fn somebody_consulted_reads_one_case_for_a_time_and_only_that() {
    let app = App::start().await;
    let (OpenInstance { chief, .. }, case) = with_case(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Ett annat ärende")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let cases = chief.desk().await["cases"].clone();
    let other = cases.as_array().expect("a list").iter().find(|row| row["id"] != case).expect("two")["id"].clone();
    let lawyer = outsider(&app, &chief).await;
    let read = |case: &str| format!("/api/staff/cases/{case}");
    assert_eq!(lawyer.browser.get(&read(&case)).await.status, 404);

    chief
        .writes(
            &case,
            json!({ "v": 1, "kind": "protective", "ground": "", "text": "Larm" }),
            json!({ "restricted": true }),
        )
        .await
        .ok();
    chief.consults(&case, &lawyer, "2026-11-25").await.ok();
    let whole = lawyer.case(&case).await;
    assert_eq!(
        (&whole["standing"], &whole["head"], &whole["entries"]),
        (&json!("consulted"), &Value::Null, &json!([]))
    );
    assert_eq!((&whole["consulted"], &whole["disqualified"]), (&json!([]), &json!([])), "nor who else may read");
    assert_eq!(lawyer.letters(&case).await[0].as_ref().expect("opens")["text"], "Han väntade vid bilen.");
    lawyer.notes(&case, "Brottet kräver uppsåt.").await.ok();
    assert_eq!(chief.entries(&case).await.iter().flatten().count(), 2);
    let closing = json!({ "v": 1, "kind": "status", "to": "closed", "text": "" });
    let change = json!({ "change": { "status": "closed" } });
    assert_eq!(lawyer.writes(&case, closing, change).await.status, 404, "reads and notes, nothing else");
    assert_eq!(lawyer.browser.get(&read(other.as_str().expect("an id"))).await.status, 404, "one case");
    assert_eq!(lawyer.browser.get("/api/staff/consultations").await.ok().json()[0]["id"], case);

    app.set_time("2026-11-26T12:00:00Z");
    let lawyer = lawyer.signs_in(&app).await;
    assert_eq!(lawyer.browser.get(&read(&case)).await.status, 404, "the time is over");
    let chief = chief.signs_in(&app).await;
    app.night().await;
    assert_eq!(chief.notes(&case, "Efter rådet").await.code(), "stale_key", "and the next entry gets a new key");
}

#[tokio::test]
async fn a_legal_hold_is_lifted_by_the_chief_alone() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    let hold = |held: bool| {
        (json!({ "v": 1, "kind": "hold", "held": held, "text": "" }), json!({ "change": { "held": held } }))
    };
    let (entry, change) = hold(true);
    deputy.writes(&case, entry, change).await.ok();
    let (entry, change) = hold(false);
    assert_eq!(deputy.writes(&case, entry.clone(), change.clone()).await.code(), "conflict");
    chief.writes(&case, entry, change).await.ok();
    assert_eq!(chief.case(&case).await["held"], false);
}

#[tokio::test]
async fn a_case_is_handed_over_to_a_member_who_may_read_it_and_laid_down_with_jav() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    let assigned = json!({ "v": 1, "kind": "assigned", "to": "", "text": "" });
    let lawyer = outsider(&app, &chief).await;
    let to = |person: Uuid| json!({ "change": { "officer": person } });
    assert_eq!(chief.writes(&case, assigned.clone(), to(lawyer.id)).await.code(), "conflict");
    chief.writes(&case, assigned, to(deputy.id)).await.ok();
    assert_eq!(chief.case(&case).await["officer"]["id"], deputy.id.to_string());
    chief.disqualifies(&case, deputy.id).await.ok();
    assert!(chief.case(&case).await["officer"].is_null());
}

#[tokio::test]
async fn cases_of_one_event_are_worked_on_in_one_and_taken_apart_again() {
    let app = App::start().await;
    let (OpenInstance { chief, .. }, first) = with_case(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Samma händelse, annan rapportör")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let cases = chief.desk().await["cases"].clone();
    let second = cases.as_array().expect("a list").iter().find(|row| row["id"] != first).expect("two")["id"].clone();
    let second = second.as_str().expect("an id");
    let merged = json!({ "v": 1, "kind": "merged", "into": first, "text": "" });
    chief.writes(second, merged.clone(), json!({ "change": { "merged": first } })).await.ok();
    assert_eq!(chief.case(&first).await["merged"], json!([second]));
    assert_eq!(chief.case(second).await["status"], "closed");
    assert_eq!(
        chief.writes(&first, merged.clone(), json!({ "change": { "merged": second } })).await.code(),
        "conflict",
        "no circle"
    );
    chief.replies(second, "Vi arbetar med det i ett annat ärende.").await.ok();
    chief.writes(second, merged, json!({ "change": { "merged": null } })).await.ok();
    assert_eq!(chief.case(second).await["status"], "new");
}

#[tokio::test]
async fn a_letter_of_two_events_gives_a_second_case_with_a_copy() {
    let app = App::start().await;
    let (OpenInstance { chief, .. }, case) = with_case(&app).await;
    let whole = chief.case(&case).await;
    let content = chief.letters(&case).await.remove(0).expect("opens");
    let new = chief.new_case(&whole["letters"][0], &content).await;
    let second = app.services.chance.uuid().to_string();
    let entry = json!({ "v": 1, "kind": "split", "into": second, "forms": 4, "text": "" });
    let body = chief.entry(&case, entry, json!({ "id": second, "new": new })).await;
    let path = format!("/api/staff/cases/{case}/split");
    chief.browser.post(&path, body.clone()).await.ok();
    assert_eq!(chief.browser.post(&path, body).await.code(), "seen", "a second press finds that it has been done");
    assert_eq!(chief.letters(&second).await[0].as_ref().expect("opens")["text"], content["text"]);
    assert_eq!((app.count("letter").await, app.count("case_file").await), (2, 2));
}

#[tokio::test]
async fn who_is_kept_out_of_a_case_is_kept_out_of_what_it_is_split_into_and_merged_with() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    chief.disqualifies(&case, deputy.id).await.ok();
    let whole = chief.case(&case).await;
    let content = chief.letters(&case).await.remove(0).expect("opens");
    let mut new = chief.new_case(&whole["letters"][0], &content).await;
    let second = app.services.chance.uuid().to_string();
    let entry = json!({ "v": 1, "kind": "split", "into": second, "forms": 4, "text": "" });
    let path = format!("/api/staff/cases/{case}/split");
    let body = chief.entry(&case, entry.clone(), json!({ "id": second, "new": new })).await;
    assert_eq!(chief.browser.post(&path, body).await.code(), "conflict", "a key for everybody is refused");
    let members = whole["members"].as_array().expect("a list").iter();
    let mut to: Vec<To<'_>> = members.filter(|member| member["id"] != deputy.id.to_string()).map(holder).collect();
    to.push(To::Paper(whole["recovery_recipient"].as_str().expect("printed").to_owned()));
    new["key"] = crate::support::case_key(&to).1;
    let body = chief.entry(&case, entry, json!({ "id": second, "new": new })).await;
    chief.browser.post(&path, body).await.ok();
    assert_eq!(deputy.browser.get(&format!("/api/staff/cases/{second}")).await.status, 404);

    Reporter::at(&app).submits(&Report::to_be_read("Samma händelse")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let desk = chief.desk().await;
    let open =
        desk["cases"].as_array().expect("a list").iter().find(|row| row["kept_out"] == json!([])).expect("the new one");
    let open = open["id"].as_str().expect("an id");
    let merged = json!({ "v": 1, "kind": "merged", "into": open, "text": "" });
    assert_eq!(chief.writes(&case, merged, json!({ "change": { "merged": open } })).await.code(), "conflict");
}

#[tokio::test]
async fn a_draft_is_its_writers_own() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, .. }, case) = with_case(&app).await;
    let frame = sealed(FrameKind::Letter, &chief.identity.to_public().to_string(), &json!({ "note": "Halvskrivet" }));
    let path = format!("/api/staff/cases/{case}/draft");
    chief.browser.post(&path, json!({ "frame": frame })).await.ok();
    assert_eq!(chief.case(&case).await["draft"], frame);
    assert!(deputy.case(&case).await["draft"].is_null());
    chief.browser.post(&path, json!({ "frame": null })).await.ok();
    assert!(chief.case(&case).await["draft"].is_null());
}

#[tokio::test]
async fn whoever_recovers_with_the_paper_key_reads_also_a_case_that_was_closed_to_one() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, paper, .. }, case) = with_case(&app).await;
    chief.disqualifies(&case, deputy.id).await.ok();
    chief.notes(&case, "Utan ersättaren").await.ok();
    let new = Officer::accepts(&app, "nyanst", &chief.invites(true, false).await).await;
    chief.gives_keys(new.id, &new.identity.to_public().to_string()).await.ok();
    let channel = new.channel().await;
    let found = new.browser.get(&format!("/api/staff/channels/{channel}/paper-shares")).await.ok().json();
    assert_eq!(found.as_array().expect("a list").len(), 1);
    let kept_out = deputy.browser.get(&format!("/api/staff/channels/{channel}/paper-shares")).await.ok().json();
    assert_eq!(kept_out, json!([]), "not to whoever is kept out");
    let share = unbase64(found[0]["sealed"].as_str().expect("sealed")).expect("base64");
    let identity = crate::support::open(&paper, &share).expect("sealed to the paper key");
    let me = PublicKey::parse(&new.identity.to_public().to_string()).expect("a recipient");
    let shares = json!([{ "key": found[0]["key"], "sealed": base64(&seal(&[me], &identity)) }]);
    let body = json!({ "person": new.id, "shares": shares });
    new.browser.post(&format!("/api/staff/cases/{case}/shares"), body).await.ok();
    assert_eq!(new.entries(&case).await[0].as_ref().expect("opens")["text"], "Utan ersättaren");
}
