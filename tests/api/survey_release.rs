//! From a counted wave to figures that everybody may see: what is printed, what is hidden, and what may be said.

use std::collections::{BTreeMap, BTreeSet};

use age::x25519::Identity;
use orubbad::{
    db::DbError,
    ids::Chance,
    questionnaire::{Ballot, Questionnaire},
    sealed::{FrameKind, PublicKey},
    survey::{LabelKey, units},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{App, Officer, OpenInstance, SurveyScene, respondent::organisation, sealing};

struct Scene {
    app: App,
    first: Officer,
    second: Officer,
}

async fn scene() -> Scene {
    let app = App::start().await;
    organisation(&app).await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    let link = chief.invites(false, true).await;
    let second = Officer::accepts(&app, "forvarare", &link).await;
    Scene { app, first: chief, second }
}

/// How the invented staff answer: shares in per cent.
#[derive(Clone, Copy)]
struct Mood {
    exposed: u32,
    purposive: u32,
    labelled: u32,
    competent: u32,
}

const BEFORE: Mood = Mood { exposed: 45, purposive: 80, labelled: 50, competent: 35 };

impl Scene {
    /// Lays `answers` ballots per unit in a wave's urn as the mix would have, with labels.
    async fn fill(&self, wave: &SurveyScene, answers: &[u32], mood: Mood, seed: u64) {
        let chance = Chance::seeded(seed);
        let key = LabelKey::new(&chance);
        let recipient = wave.key.to_public().to_string();
        let urn = PublicKey::parse(&recipient).expect("a recipient");
        self.app
            .run(async |tx| {
                let frame = units(tx, wave.wave).await?;
                let text = self.first.wave(wave.wave).await["questionnaire"].to_string();
                let questionnaire = Questionnaire::from_json(&stored(tx, wave.wave).await?).expect(&text);
                let sealed = key.sealed_to(&urn);
                tx.execute(
                    "INSERT INTO label_key (id, urn, sealed) VALUES (gen_random_uuid(), $1, $2)",
                    &[&wave.wave, &sealed],
                )
                .await?;
                for (unit, count) in frame.iter().zip(answers) {
                    for _ in 0..*count {
                        let ballot = invented(&questionnaire, mood, &chance);
                        let frame = sealing::frame(FrameKind::Ballot, &recipient, &ballot, &chance);
                        let label = key.label(unit.id, frame.bytes(), &chance);
                        let id = chance.uuid();
                        orubbad::urn::insert_labelled_ballot(tx, id, wave.wave, frame.bytes(), &label).await?;
                    }
                }
                Ok(())
            })
            .await;
    }

    /// Closes, counts, drafts, and has two approve; gives the release as it is downloaded.
    async fn publish(&self, waves: &[&SurveyScene]) -> Value {
        let mut urns = Vec::new();
        for wave in waves {
            self.first.counts_wave(&self.app, wave).await.ok();
            urns.push(wave.wave);
        }
        let draft = self.first.drafts(&urns).await;
        self.first.approves(&draft, &urns).await.ok();
        let number = self.second.approves(&draft, &urns).await.ok().json()["published"].clone();
        self.app.browser().get(&format!("/lagesbild/{number}.json")).await.ok().json()
    }
}

async fn stored(tx: &orubbad::db::Transaction<'_>, wave: Uuid) -> Result<String, DbError> {
    Ok(orubbad::survey::wave_of(tx, wave).await?.expect("it is there").questionnaire)
}

/// A ballot of somebody invented.
fn invented(questionnaire: &Questionnaire, mood: Mood, chance: &Chance) -> Vec<u8> {
    let happens = |per_cent: u32| chance.below(100) < per_cent;
    let exposed = happens(mood.exposed);
    let mut masks = Vec::new();
    for item in questionnaire.items() {
        let asked = |masks: &[u16]| {
            let mut whole = masks.to_vec();
            whole.resize(questionnaire.items().count(), 0);
            questionnaire.asked(&whole, 1)[masks.len()]
        };
        let code = |code: &str| item.mask(code).unwrap_or_else(|| panic!("no {code} in {}", item.id));
        let any = |options: &[&str]| code(options[chance.below(options.len() as u32) as usize]);
        let mask = match item.id.as_str() {
            _ if !asked(&masks) => 0,
            "client_contact" => code("weekly"),
            "purpose_perceived" => {
                if happens(mood.purposive) {
                    code("yes")
                } else {
                    code("no")
                }
            }
            "self_label" => {
                if exposed && happens(mood.labelled) {
                    code("yes_once")
                } else {
                    code("no")
                }
            }
            "act_contacts" => {
                if exposed {
                    any(&["once", "monthly"])
                } else {
                    code("never")
                }
            }
            id if id.starts_with("act_") => {
                if exposed && happens(25) {
                    code("once")
                } else {
                    code("never")
                }
            }
            "told" => {
                if happens(60) {
                    code("manager")
                } else {
                    code("nobody")
                }
            }
            _ if item.options.iter().any(|option| option.code == "5") => {
                if happens(mood.competent) {
                    code("4")
                } else {
                    code("2")
                }
            }
            _ => 1 << chance.below((item.options.len() - 1) as u32),
        };
        masks.push(mask);
    }
    Ballot::of(masks, questionnaire, 1).expect("these can be answered").bytes()
}

fn cells(release: &Value) -> BTreeMap<String, Value> {
    let tables = release["content"]["tables"].as_array().expect("tables");
    let rows = tables.iter().flat_map(|table| table["rows"].as_array().expect("rows"));
    let cells = rows.flat_map(|row| row["cells"].as_array().expect("cells"));
    cells.map(|cell| (cell["id"].as_str().expect("an id").to_owned(), cell["figure"].clone())).collect()
}

#[tokio::test]
async fn a_wave_becomes_public_figures_with_their_uncertainty_and_no_small_count() {
    let scene = scene().await;
    let wave = scene.first.plans_wave(&scene.app).await;
    scene.fill(&wave, &[70, 60, 9], BEFORE, 1).await;
    let release = scene.publish(&[&wave]).await;
    assert_eq!((&release["content"]["set"], &release["content"]["periods"]), (&json!("survey"), &json!(["E2026-1"])));
    let cells = cells(&release);
    assert_eq!(cells["E2026-1/exposure/0/respondents"], json!({ "count": 70 }));
    assert_eq!(cells["E2026-1/exposure/1/persons"], json!({ "count": 92 }), "the small unit publishes with another");
    let is_base = |id: &str| {
        ["persons", "respondents", "percent"].iter().any(|base| id.ends_with(base)) || id.contains("/quality/")
    };
    for (id, figure) in &cells {
        if let Some(count) = figure["count"].as_u64() {
            assert!(is_base(id) || count >= 5, "{id}: {count}");
        }
    }
    let ids: BTreeSet<_> = cells.keys().map(|id| id.split('/').nth(1).expect("a table")).collect();
    for table in ["exposure", "response", "acts", "told", "actor", "tenure", "quality", "knows_how_to_report"] {
        assert!(ids.contains(table), "{table}: {ids:?}");
    }
    let estimates = release["content"]["estimates"].as_array().expect("a list");
    let whole = estimates.iter().find(|one| one["id"] == "E2026-1/exposure/any/all").expect("the first figure");
    assert_eq!((&whole["population"], &whole["respondents"]), (&json!(182), &json!(139)));
    let reading = whole["reading"].as_str().expect("a text");
    assert!(reading.contains("av 139 svarande") && reading.contains("95 % intervall"), "{reading}");
    let findings = release["content"]["findings"].as_array().expect("a list");
    let said = |id: &str| {
        let found = findings.iter().find(|one| one["id"] == format!("E2026-1/{id}")).expect(id);
        found["text"].as_str().expect("a text").to_owned()
    };
    assert!(said("tolerance-gap/all").contains("Toleransgapet"));
    assert!(said("reporting-ratio").contains("kan inte räknas"));

    let page = scene.app.browser().get("/lagesbild/1").await.ok().text();
    for words in ["mätning", "Utsatta, bred definition (A)", "95 % intervall", "Toleransgap", "Mätning 1, 2026"] {
        assert!(page.contains(words), "{words}");
    }
    let dictionary = scene.app.browser().get("/lagesbild/data-dictionary.json").await.ok().json();
    let fields = dictionary["json"]["fält"].as_object().expect("an object").keys().cloned().collect();
    crate::release::assert_described(&release, &fields);
    let csv = scene.app.browser().get("/lagesbild/1.csv").await.ok().text();
    assert!(csv.contains("E2026-1/exposure/any/all") && csv.contains("slutsats"));
}

#[tokio::test]
async fn a_change_is_said_where_the_data_can_tell_and_else_that_it_cannot() {
    let scene = scene().await;
    let first = scene.first.plans_wave(&scene.app).await;
    scene.fill(&first, &[70, 60, 10], BEFORE, 1).await;
    scene.publish(&[&first]).await;
    let second = scene.first.plans_wave(&scene.app).await;
    let after = Mood { competent: 90, ..BEFORE };
    scene.fill(&second, &[70, 60, 10], after, 2).await;
    let release = scene.publish(&[&second]).await;
    let findings = release["content"]["findings"].as_array().expect("a list");
    let changes: Vec<_> = findings
        .iter()
        .filter(|one| one["id"].as_str().expect("an id").starts_with("E2026-2/change/"))
        .map(|one| one["text"].as_str().expect("a text"))
        .collect();
    assert!(changes.iter().any(|text| text.ends_with("Det har ökat.")), "{changes:?}");
    let exposure = findings.iter().find(|one| one["id"] == "E2026-2/change/exposure/any/all").expect("exposure");
    assert!(exposure["text"].as_str().expect("a text").ends_with("kan inte avgöras."));
    scene
        .app
        .run(async |tx| Ok(tx.batch_execute("UPDATE org_node SET valid_to = '2026-11-22' WHERE code = 'E2'").await?))
        .await;
    let third = scene.first.plans_wave(&scene.app).await;
    scene.fill(&third, &[50, 40], after, 3).await;
    let findings = scene.publish(&[&third]).await["content"]["findings"].clone();
    let changes: Vec<_> = findings
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["id"].as_str().expect("an id").starts_with("E2026-3/change"))
        .map(|one| one["text"].as_str().expect("a text").to_owned())
        .collect();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(changes[0].contains("gick till andra enheter"), "{changes:?}");
    let again = scene.first.asks_for_draft(&[second.wave]).await;
    assert!(!again.status.is_success(), "a wave is released once");
}

#[tokio::test]
async fn few_who_met_with_it_are_a_band_and_nothing_more_is_told_of_them() {
    let scene = scene().await;
    let wave = scene.first.plans_wave(&scene.app).await;
    scene.fill(&wave, &[70, 60, 10], Mood { exposed: 3, ..BEFORE }, 3).await;
    let release = scene.publish(&[&wave]).await;
    let cells = cells(&release);
    for group in 0..2 {
        assert_eq!(cells[&format!("E2026-1/exposure/{group}/any")], json!({ "between": { "from": 0, "to": 4 } }));
    }
    assert!(
        cells.keys().all(|id| !id.contains("/actor/") && !id.contains("/told/") && !id.starts_with("E2026-1/tenure"))
    );
}

#[tokio::test]
async fn a_tally_that_was_altered_or_is_of_another_kind_is_not_drafted() {
    let scene = scene().await;
    let wave = scene.first.plans_wave(&scene.app).await;
    scene.fill(&wave, &[20, 20, 5], BEFORE, 4).await;
    scene.first.counts_wave(&scene.app, &wave).await.ok();
    let mut bytes = scene.first.unseals(wave.wave).await;
    let place = bytes.windows(6).position(|part| part == b"\"any\":").expect("a count") + 6;
    bytes[place] = if bytes[place] == b'1' { b'2' } else { b'1' };
    let body = json!({ "urns": [{ "id": wave.wave, "tally": orubbad::ids::base64(&bytes) }] });
    let answer = scene.first.browser.post("/api/staff/releases/drafts", body).await;
    assert_eq!(answer.code(), "altered");
    let ceremony = format!("/api/staff/urns/{}/open", wave.wave);
    let body = json!({ "identity": crate::support::secret(&Identity::generate()) });
    let opened = scene.first.browser.post(&ceremony, body).await;
    assert_eq!(opened.status, 404, "the ceremony of reports knows no waves");
}
