//! The demonstration's waves: one that closed last spring, counted and published, and one that is open today. Planned,
//! traded, cast and counted by the verbs that any wave passes. Shares follow domain/measurement.md §2.3; all are made up.

use std::collections::BTreeMap;

use futures_util::{TryStreamExt, stream};
use jiff::{ToSpan, civil::Date};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::publish::{Earlier, release};
use crate::{
    commands::{Failure, new_identity},
    db::DbError,
    http::Services,
    ids::Chance,
    org::{self, NodeKind},
    questionnaire::{Ballot, Item, Kind, Population, Questionnaire, Role},
    sealed::{Frame, FrameKind, PublicKey, seal},
    survey::{self, By, Cast, Code, Derived, Framed, Labels, Phase, Proposal, Request, TokenKey},
    urn::Opener,
};

/// Per cent of those asked who have answered the earlier wave, and the open one so far.
const ANSWERED: u32 = 68;
const ANSWERED_SO_FAR: u32 = 22;
/// The open wave asks units of at least so many.
const LARGE: i32 = 20;
/// Answers on their way side by side.
const AT_A_TIME: usize = 6;
/// Förvaltningar whose units are asked.
const ASKED: [&str; 1] = ["SOC"];

/// Lays the wave that is over, and publishes it.
pub(super) async fn lay_earlier_wave(services: &Services, earlier: &Earlier) -> Result<(), Failure> {
    let today = services.clock.today();
    let before = today.checked_sub(7.months())?;
    let (wave, secret) = plan(services, earlier, before, 1).await?;
    answer(services, wave, before, ANSWERED).await?;
    survey::mix(&services.db, before).await?;
    let opener = Opener::parse(&secret).ok_or("a fresh identity")?;
    let (day, now) = (before.checked_add(28.days())?, services.clock.now());
    survey::count(&services.db, wave, &opener, Some(earlier.custodians[0].0), day, now, &services.chance).await?;
    release(services, earlier, wave, day).await
}

/// Lays the wave that is open.
pub(super) async fn lay_open_wave(services: &Services, earlier: &Earlier) -> Result<(), Failure> {
    let today = services.clock.today();
    let (wave, _) = plan(services, earlier, today, LARGE).await?;
    answer(services, wave, today, ANSWERED_SO_FAR).await?;
    Ok(survey::mix(&services.db, today).await?)
}

/// The code that is left for whoever tries the demonstration out: the same for the same place in the frame, always.
fn known_code(place: usize) -> Code {
    Code::new(&Chance::seeded(8_417 + place as u64))
}

/// A few codes that can be used, with the units they are of.
pub(super) async fn codes_to_try(services: &Services) -> Result<Vec<(String, String)>, DbError> {
    const SHOWN: usize = 4;
    let today = services.clock.today();
    services
        .db
        .run::<_, DbError>("demo::codes", async |tx| {
            let waves = survey::waves(tx).await?;
            let Some(open) = waves.iter().find(|wave| wave.phase(today) == Phase::Open) else { return Ok(Vec::new()) };
            let units = survey::units(tx, open.id).await?;
            let codes = units.iter().enumerate().map(|(place, unit)| (unit.name.clone(), known_code(place).printed()));
            Ok(codes.take(SHOWN).collect())
        })
        .await
}

/// Plans a wave to the units of some förvaltningar that have at least so many persons; gives it and its urn's secret.
async fn plan(services: &Services, earlier: &Earlier, opens: Date, least: i32) -> Result<(Uuid, String), Failure> {
    let (secret, recipient) = new_identity();
    let nodes = services.db.run::<_, DbError>("demo::nodes", async |tx| org::nodes(tx).await).await?;
    let asked = |code: &str| ASKED.contains(&code);
    let departments: Vec<_> = nodes.iter().filter(|node| asked(&node.code)).map(|node| node.id).collect();
    let units = nodes.iter().filter(|node| node.kind == NodeKind::Unit && node.exists_on(opens));
    let frame = units.filter(|node| node.parent.is_some_and(|above| departments.contains(&above)));
    let sealed = |key: &PublicKey| seal(std::slice::from_ref(key), secret.as_bytes());
    let mut keys: Vec<_> = earlier.custodians.iter().map(|(holder, key)| (Some(*holder), sealed(key))).collect();
    keys.push((None, sealed(&earlier.paper_key)));
    let month = opens.first_of_month();
    let proposal = Proposal {
        title: format!("Otillåten påverkan {} (påhittade siffror)", opens.year()),
        population: Population::Staff,
        opens,
        closes: opens.checked_add(20.days())?,
        reference: (month.checked_sub(12.months())?, month.yesterday()?),
        disposal: "SN 2026/118 § 44 (påhittat)".to_owned(),
        definition: None,
        frame: frame
            .filter_map(|node| {
                Some(Framed {
                    node: node.id,
                    population: node.head_count.filter(|count| *count >= least)?,
                    tenure: None,
                })
            })
            .collect(),
        recipient: PublicKey::parse(&recipient).ok_or("a fresh recipient")?,
        keys,
    };
    let (by, now) = (earlier.custodians[0].0, services.clock.now());
    let wave = survey::propose(&services.db, &proposal, by, opens, now, &services.chance).await?;
    survey::make_all(&services.db).await?;
    Ok((wave, secret))
}

/// Makes the codes of a wave and lets some of the invented staff answer it. The first code of each unit stays unused.
async fn answer(services: &Services, wave: Uuid, day: Date, per_cent: u32) -> Result<(), Failure> {
    let (db, chance) = (&services.db, &services.chance);
    let (found, units) = db
        .run::<_, DbError>("demo::frame", async |tx| {
            Ok((survey::wave_of(tx, wave).await?, survey::units(tx, wave).await?))
        })
        .await?;
    let found = found.ok_or("just planned")?;
    let (questions, recipient) = (found.questions(), PublicKey::parse(&found.recipient).ok_or("a recipient")?);
    let sampler = AnswerSampler::new(&questions, found.number, chance);
    let labels = Labels::default();
    let mut answers = Vec::new();
    for (place, unit) in units.iter().enumerate() {
        let others = (1..unit.population).map(|_| Code::new(chance));
        let codes: Vec<_> = std::iter::once(known_code(place)).chain(others).collect();
        let derived = codes.iter().map(|code| code.derive(wave)).collect::<Result<Vec<_>, _>>()?;
        let digests = derived.iter().map(|derived| Sha256::digest(derived.ticket).to_vec()).collect();
        let by = By { staff: Uuid::nil(), now: services.clock.now(), today: day };
        survey::register(db, wave, &[(unit.id, digests)], by).await?;
        let key = unit.public_key.as_deref().and_then(TokenKey::parse).ok_or("its key has been made")?;
        let answering = derived.into_iter().skip(1).filter(|_| chance.below(100) < per_cent);
        answers.extend(answering.map(|derived| (unit.id, key.clone(), derived)));
    }
    let (labels, recipient, sampler) = (&labels, &recipient, &sampler);
    let answer = async |(unit, key, derived): (Uuid, TokenKey, Derived)| -> Result<(), Failure> {
        let request = Request::new(&key, &derived)?;
        let signed = survey::issue(db, wave, &derived.ticket, &request.blinded, day).await?;
        let (nonce, signature) = (derived.nonce, request.finish(&signed)?);
        let frame = Frame::seal(FrameKind::Ballot, recipient, &sampler.ballot(&unit)?, chance);
        Ok(survey::cast(db, labels, &Cast { unit, nonce, signature, frame }, day, chance).await?)
    };
    stream::iter(answers.into_iter().map(Ok)).try_for_each_concurrent(AT_A_TIME, answer).await
}

/// What an invented member of staff answers.
pub(in crate::commands) struct AnswerSampler<'a> {
    questions: &'a Questionnaire,
    number: u32,
    chance: &'a Chance,
}

/// Per cent of those who have met with any act who have met with this one (measurement.md §2.3).
const ACTS: [(&str, u32); 12] = [
    ("act_contacts", 58),
    ("act_insults", 44),
    ("act_hints", 22),
    ("act_exposed_online", 14),
    ("act_self_harm", 18),
    ("act_threat", 28),
    ("act_threat_relative", 8),
    ("act_violence", 9),
    ("act_damage", 6),
    ("act_offer", 11),
    ("act_relation", 23),
    ("act_inside", 17),
];

/// Per cent who choose an option of what is asked about the latest time; one that stands alone is drawn first.
const CHOICES: [(&str, &[(&str, u32)]); 7] = [
    (
        "purposes",
        &[
            ("unclear", 8),
            ("benefit", 62),
            ("disadvantage", 9),
            ("refrain", 27),
            ("no_police_report", 6),
            ("speed_or_delay", 31),
            ("information", 12),
            ("revenge", 17),
        ],
    ),
    (
        "matter",
        &[
            ("financial_assistance", 27),
            ("children_youth", 31),
            ("social_services_disability", 12),
            ("permits_supervision", 6),
            ("building_planning", 5),
            ("housing", 5),
            ("association_grants", 2),
            ("grades_school", 9),
            ("other", 3),
        ],
    ),
    (
        "actor",
        &[
            ("client", 52),
            ("relative", 21),
            ("representative", 5),
            ("company", 6),
            ("association", 2),
            ("criminal_network", 3),
            ("colleague", 3),
            ("manager", 4),
            ("elected_representative", 2),
            ("unknown", 2),
        ],
    ),
    (
        "channel",
        &[
            ("meeting", 38),
            ("field_visit", 14),
            ("phone", 52),
            ("email_letter", 34),
            ("text_chat", 21),
            ("social_media", 16),
            ("home_leisure", 7),
            ("via_other", 6),
            ("indirect", 12),
        ],
    ),
    (
        "consequence",
        &[
            ("none", 34),
            ("hesitated", 21),
            ("avoided", 15),
            ("changed_decision", 7),
            ("did_not_report", 11),
            ("changed_routine", 17),
            ("health", 24),
            ("private_life", 13),
            ("considered_leaving", 22),
            ("sick_leave", 6),
        ],
    ),
    (
        "told",
        &[
            ("nobody", 27),
            ("manager", 72),
            ("colleague", 58),
            ("work_environment_system", 31),
            ("security_function", 12),
            ("union", 9),
            ("police", 9),
            ("whistleblowing", 3),
        ],
    ),
    (
        "why_not",
        &[
            ("part_of_job", 41),
            ("not_serious", 38),
            ("leads_nowhere", 33),
            ("solved_myself", 30),
            ("no_time", 17),
            ("did_not_know_how", 14),
            ("afraid_of_actor", 9),
        ],
    ),
];

impl<'a> AnswerSampler<'a> {
    /// Answers to one wave's questions.
    pub fn new(questions: &'a Questionnaire, number: u32, chance: &'a Chance) -> Self {
        Self { questions, number, chance }
    }

    /// One ballot, as it is cast.
    pub fn ballot(&self, unit: &Uuid) -> Result<Vec<u8>, Failure> {
        // Units differ: the first byte of their identity decides by how much.
        let exposed = self.happens(28 + u32::from(unit.as_bytes()[0]) % 24);
        let (mut masks, mut purposive) = (Vec::new(), false);
        for item in self.questions.items() {
            let mask = self.answer(item, exposed, purposive);
            purposive |= exposed && item.role == Some(Role::PurposePerceived) && mask & item.share_mask() != 0;
            masks.push(mask);
        }
        // What was not asked has no answer.
        let asked = self.questions.asked(&masks, self.number);
        masks.iter_mut().zip(asked).filter(|(_, asked)| !asked).for_each(|(mask, _)| *mask = 0);
        let ballot = Ballot::of(masks, self.questions, self.number);
        Ok(ballot.ok_or("only what is asked is answered")?.bytes())
    }

    fn answer(&self, item: &Item, exposed: bool, purposive: bool) -> u16 {
        let yes = |per_cent: u32| {
            if self.happens(per_cent) { self.one_of(item.share_mask()) } else { self.one_of(self.others(item)) }
        };
        let shares = BTreeMap::from([
            (Role::PurposePerceived, 66),
            (Role::Competence, 38),
            (Role::GuidelineKnown, 33),
            (Role::Climate, 47),
            (Role::Training, 29),
            (Role::Knowledge, 61),
            (Role::VignetteReport, 46),
            (Role::VignetteDegree, 70),
            (Role::Witness, 41),
        ]);
        match item.role {
            Some(Role::ClientContact) => 1 << self.chance.below(2),
            Some(Role::Act) if exposed => {
                yes(ACTS.iter().find(|(act, _)| *act == item.id).map_or(15, |(_, per_cent)| *per_cent))
            }
            Some(Role::Act) => item.mask("never").unwrap_or(0),
            Some(Role::SelfLabel) => yes(if purposive { 58 } else { 3 }),
            Some(role) if shares.contains_key(&role) && !item.share.is_empty() => yes(shares[&role]),
            _ => match CHOICES.iter().find(|(id, _)| *id == item.id) {
                Some((_, weights)) if item.kind == Kind::Many => self.several(item, weights),
                Some((_, weights)) => self.weighted(item, weights),
                None => self.one_of(self.others(item) | item.share_mask()),
            },
        }
    }

    /// Options that are drawn each for itself; at least one.
    fn several(&self, item: &Item, weights: &[(&str, u32)]) -> u16 {
        let mask = |code: &str| item.mask(code).unwrap_or(0);
        let alone = |code: &str| item.options.iter().any(|option| option.code == code && option.alone);
        let mut drawn = 0_u16;
        for (code, _) in weights.iter().filter(|(_, per_cent)| self.happens(*per_cent)) {
            match alone(code) {
                true => return mask(code),
                false if item.most.is_some_and(|most| drawn.count_ones() >= most) => {}
                false => drawn |= mask(code),
            }
        }
        if drawn == 0 { self.weighted(item, weights) } else { drawn }
    }

    /// One option, drawn by its weight.
    fn weighted(&self, item: &Item, weights: &[(&str, u32)]) -> u16 {
        let mut drawn = self.chance.below(weights.iter().map(|(_, weight)| weight).sum());
        for (code, weight) in weights {
            if drawn < *weight {
                return item.mask(code).unwrap_or(0);
            }
            drawn -= weight;
        }
        0
    }

    /// The options outside the share, but to decline.
    fn others(&self, item: &Item) -> u16 {
        let all = (1_u16 << (item.options.len() - 1)) - 1;
        all & !item.share_mask()
    }

    /// Whether something happens that does so for so many in a hundred.
    pub fn happens(&self, per_cent: u32) -> bool {
        self.chance.below(100) < per_cent
    }

    fn one_of(&self, mask: u16) -> u16 {
        let options: Vec<_> = (0..16).map(|place| 1 << place).filter(|option| mask & option != 0).collect();
        options.get(self.chance.below(options.len().max(1) as u32) as usize).copied().unwrap_or(0)
    }
}
