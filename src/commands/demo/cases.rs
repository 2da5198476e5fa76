//! Invented cases with their histories, sealed as officers' browsers would have sealed them: what a desk looks like after a while.

use jiff::{ToSpan, civil::Date};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    auth, channel,
    commands::{Failure, new_identity},
    db::Transaction,
    form::Form,
    http::Services,
    ids::base64,
    intake,
    sealed::{Frame, FrameKind, PublicKey, seal},
    triage::{self, Acting, Change, NewCase, NewKey, Share, ShareTo, Sorted, Sorting, Status, Writing},
    urn::Ballot,
};

const LOOKED: &str = "-- demo::looked
    UPDATE case_file SET looked = $2, acknowledged = $2 WHERE id = $1";

/// One invented case: how long ago it began, what was reported, and what officers wrote.
struct Story {
    days_ago: i64,
    forms: &'static [&'static str],
    danger: bool,
    text: &'static str,
    title: &'static str,
    entries: Vec<(i64, Value, Option<Change>)>,
}

fn assessment(severity: u8, crime: &str, insider: &str, danger: &str) -> Value {
    json!({ "v": 1, "kind": "assessment", "severity": severity, "crime": crime, "insider": insider, "danger": danger, "forms": null, "text": "" })
}

fn status(to: &str) -> Value {
    json!({ "v": 1, "kind": "status", "to": to, "text": "" })
}

fn note(text: &str) -> Value {
    json!({ "v": 1, "kind": "note", "text": text })
}

fn stories(today: Date) -> Vec<Story> {
    let day = |ago: i64| today.saturating_sub(ago.days()).to_string();
    vec![
        Story {
            days_ago: 1,
            forms: &["threat"],
            danger: true,
            text: "Påhittat exempel: En man väntade vid min bil efter mötet. Han sa att han vet var jag bor och att beslutet måste ändras.",
            title: "",
            entries: vec![],
        },
        Story {
            days_ago: 5,
            forms: &["improper_offer"],
            danger: false,
            text: "Påhittat exempel: Ett företag erbjöd en kollega en resa strax innan upphandlingen skulle avgöras.",
            title: "Erbjudande under upphandling",
            entries: vec![
                (4, assessment(2, "yes", "yes", "no"), Some(Change::Status(Status::Assessed))),
                (4, json!({ "v": 1, "kind": "title", "title": "Erbjudande under upphandling" }), None),
                (4, note("Chefen för enheten är bjuden på samma resa. Koppla inte in chefen än."), None),
            ],
        },
        Story {
            days_ago: 12,
            forms: &["harassment"],
            danger: false,
            text: "Påhittat exempel: En sökande ringer flera gånger om dagen och skriver om mig med namn i sociala medier.",
            title: "Upprepade samtal och inlägg",
            entries: vec![
                (11, assessment(2, "unclear", "no", "no"), Some(Change::Status(Status::Assessed))),
                (11, json!({ "v": 1, "kind": "title", "title": "Upprepade samtal och inlägg" }), None),
                (
                    11,
                    json!({ "v": 1, "kind": "police", "decision": "not_yet", "ground": null, "crime": null, "against": null,
                    "role": "Säkerhetschef", "day": day(11), "number": "", "text": "Underlaget räcker inte än." }),
                    None,
                ),
            ],
        },
        Story {
            days_ago: 40,
            forms: &["threat"],
            danger: false,
            text: "Påhittat exempel: Hot i ett mejl efter ett avslag på bygglov.",
            title: "Hot efter avslag",
            entries: vec![
                (39, assessment(3, "yes", "no", "no"), Some(Change::Status(Status::Assessed))),
                (39, json!({ "v": 1, "kind": "title", "title": "Hot efter avslag" }), None),
                (
                    39,
                    json!({ "v": 1, "kind": "police", "decision": "report", "ground": null, "crime": "threat_to_official",
                    "against": "operations", "role": "Säkerhetschef", "day": day(39), "number": "5000-K000000-26",
                    "text": "Anmält på 114 14." }),
                    None,
                ),
                (
                    38,
                    json!({ "v": 1, "kind": "measure", "measure": "two_handle", "due": day(30), "done": day(31), "text": "" }),
                    Some(Change::Status(Status::Action)),
                ),
            ],
        },
        Story {
            days_ago: 120,
            forms: &["vandalism"],
            danger: false,
            text: "Påhittat exempel: Tjänstebilen var repad dagen efter en tillsyn.",
            title: "Skadegörelse efter tillsyn",
            entries: vec![
                (119, assessment(2, "yes", "no", "no"), Some(Change::Status(Status::Assessed))),
                (119, json!({ "v": 1, "kind": "title", "title": "Skadegörelse efter tillsyn" }), None),
                (
                    118,
                    json!({ "v": 1, "kind": "police", "decision": "report", "ground": null, "crime": "damage",
                    "against": "operations", "role": "Säkerhetschef", "day": day(118), "number": "5000-K000001-26", "text": "" }),
                    None,
                ),
                (
                    90,
                    json!({ "v": 1, "kind": "feedback", "text": "Berättat att anmälan är gjord och att larm är monterat." }),
                    Some(Change::Feedback),
                ),
                (90, status("closed"), Some(Change::Status(Status::Closed))),
            ],
        },
    ]
}

/// Lays the invented cases, and `more` that are all alike, for measuring with.
pub(super) async fn lay(tx: &Transaction<'_>, services: &Services, more: u32) -> Result<(), Failure> {
    let Some(channel) = channel::all(tx).await?.into_iter().next() else { return Ok(()) };
    let epoch = channel::epochs(tx, channel.id).await?.into_iter().find(|epoch| epoch.current);
    let epoch = epoch.ok_or("the channel has just been opened")?;
    let to = PublicKey::parse(&epoch.recipient).ok_or("a fresh recipient")?;
    let officers = auth::custodians(tx).await?;
    let units = crate::org::offered(&crate::org::nodes(tx).await?, services.clock.today());
    let units: Vec<Uuid> = units.iter().flat_map(|department| &department.units).map(|unit| unit.id).collect();
    let desk = Desk { services, channel: channel.id, epoch: epoch.id, to, by: officers[0].id, units };
    for story in stories(services.clock.today()) {
        desk.lay(tx, &story).await?;
    }
    for number in 0..more {
        let days_ago = i64::from(number % 700) + 2;
        let mut entries = vec![(days_ago - 1, assessment(2, "no", "no", "no"), Some(Change::Status(Status::Assessed)))];
        entries.extend(
            (1..20).map(|line| (days_ago - 1, note(&format!("Anteckning {line} i provärende {number}.")), None)),
        );
        let text = "Påhittat exempel: ett av många ärenden, för att pröva hur arbetsbordet bär.";
        desk.lay(tx, &Story { days_ago, forms: &["harassment"], danger: false, text, title: "Provärende", entries })
            .await?;
    }
    Ok(())
}

struct Desk<'a> {
    services: &'a Services,
    channel: Uuid,
    epoch: Uuid,
    to: PublicKey,
    by: Uuid,
    units: Vec<Uuid>,
}

impl Desk<'_> {
    fn acting(&self, days_ago: i64, line: i64) -> Acting<'_> {
        let clock = &self.services.clock;
        // Noon, so that the day is the same in every zone; a second a line keeps their order.
        let day = clock.today().saturating_sub(days_ago.days());
        let noon = day.at(12, 0, 0, 0).to_zoned(clock.zone().clone()).map_or_else(|_| clock.now(), |at| at.timestamp());
        Acting { by: self.by, today: day, now: noon + line.seconds(), chance: &self.services.chance }
    }

    async fn lay(&self, tx: &Transaction<'_>, story: &Story) -> Result<(), Failure> {
        let chance = &self.services.chance;
        let acting = self.acting(story.days_ago, 0);
        let (letter, content) = (chance.uuid(), self.letter(story));
        let frame =
            |kind, to: &PublicKey, content: &Value| Frame::seal(kind, to, content.to_string().as_bytes(), chance);
        let posted = frame(FrameKind::Letter, &self.to, &content);
        intake::insert_mixed_letter(tx, letter, self.channel, self.epoch, &posted, acting.today).await?;
        let (secret, recipient) = new_identity();
        let key = PublicKey::parse(&recipient).ok_or("a fresh recipient")?;
        let share = seal(std::slice::from_ref(&self.to), secret.as_bytes());
        let head = json!({ "v": 1, "tag": content["tag"], "reply_to": content["reply_to"] });
        let summary = frame(FrameKind::Reply, &key, &self.summary(story, &content));
        let new = NewCase {
            sorted: Sorted { letter, frame: frame(FrameKind::Letter, &key, &content), attachments: Vec::new() },
            epoch: self.epoch,
            head: frame(FrameKind::Reply, &self.to, &head),
            summary: summary.clone(),
            key: NewKey {
                recipient: key.clone(),
                shares: vec![Share { to: ShareTo::Epoch(self.epoch), sealed: share }],
            },
        };
        let sorting = Sorting { discard: Vec::new(), attach: Vec::new(), open: vec![new] };
        triage::sort(tx, &acting, self.channel, &sorting).await?;
        let (case, key_id) = triage::by_recipient(tx, &recipient).await?.ok_or("the case has just been opened")?;
        for (line, (days_ago, entry, change)) in (0..).zip(&story.entries) {
            let writing = Writing {
                version: line,
                key: key_id,
                entry: frame(FrameKind::Reply, &key, entry),
                summary: Some(summary.clone()),
                restricted: false,
                change: *change,
                amendment: None,
            };
            triage::write(tx, &self.acting(*days_ago, line), case, &writing).await?;
        }
        if let Some((days_ago, ..)) = story.entries.first() {
            // Whoever wrote in a case has read it; that a reply was sent is invented with the rest.
            let day = self.acting(*days_ago, 0).today;
            tx.execute(LOOKED, &[&case, &day]).await?;
        }
        Ok(())
    }

    fn letter(&self, story: &Story) -> Value {
        let (form, chance) = (Form::incident(), &self.services.chance);
        let answers = form.questions.iter().map(|question| {
            let mask = |code: &str| question.mask(code).unwrap_or_default();
            match question.id.as_str() {
                "forms" => story.forms.iter().map(|code| mask(code)).sum(),
                "purpose_perceived" => mask("yes"),
                "serious_danger" if story.danger => mask("yes"),
                "actors" => mask("client"),
                _ => mask("na"),
            }
        });
        let place = chance.below(u32::try_from(self.units.len()).unwrap_or(1)) as usize;
        let ballot = Ballot {
            v: 1,
            form: form.version,
            nonce: base64(&chance.bytes::<16>()),
            unit: Some(self.units[place]),
            answers: answers.collect(),
        };
        json!({
            "v": 1, "kind": "report", "form": ballot.form, "nonce": ballot.nonce, "unit": ballot.unit, "answers": ballot.answers,
            "text": story.text, "reply_to": new_identity().1, "tag": base64(&chance.bytes::<16>()),
        })
    }

    /// The few lines that the desk shows, as the last browser that wrote in the case left them.
    fn summary(&self, story: &Story, letter: &Value) -> Value {
        let written = |kind: &str| story.entries.iter().map(|(_, entry, _)| entry).rfind(|entry| entry["kind"] == kind);
        let (assessed, police) = (written("assessment"), written("police"));
        let of = |entry: Option<&Value>, field: &str| entry.map_or(Value::Null, |entry| entry[field].clone());
        let forms = Form::incident().position("forms").expect("asked");
        let insider = of(assessed, "insider") == "yes";
        let mut undecided = Vec::new();
        if assessed.is_none() {
            undecided.push("assessment");
        }
        if assessed.is_some() && police.is_none() && of(assessed, "crime") != "no" {
            undecided.push("police");
        }
        if story.danger {
            undecided.push("work_environment");
        }
        if insider && written("consultation").is_none() {
            undecided.push("consultation");
        }
        json!({
            "v": 1, "title": story.title, "forms": letter["answers"][forms], "unit": letter["unit"],
            "severity": of(assessed, "severity"), "crime": of(assessed, "crime"), "police": of(police, "decision"),
            "danger": story.danger, "insider": insider, "atOnce": false, "waiting": null, "mark": null,
            "undecided": undecided, "measureDue": null, "text": story.text,
        })
    }
}
