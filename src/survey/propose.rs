//! Planning a wave: frame, questionnaire, days, gallringsbeslut and an urn of its own, in one transaction. Reporting groups
//! are fixed here, before anybody can have answered.

use std::collections::{BTreeSet, HashMap};

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    groups::{GroupPlan, plan_hash},
    store,
    wave::{FrameUnit, Wave, wave_code},
};
use crate::{
    audit::{self, Act},
    auth,
    db::{Database, DbError},
    ids::Chance,
    org::{self, Node, NodeKind},
    questionnaire::{Fault, Population, Questionnaire, Role},
    sealed::PublicKey,
    urn,
};

/// What a custodian asks for.
pub struct Proposal {
    pub title: String,
    pub population: Population,
    pub opens: Date,
    /// The last day on which one can answer.
    pub closes: Date,
    pub reference: (Date, Date),
    pub disposal: String,
    /// A definition of the municipality's own; nothing for the one that comes with the service.
    pub definition: Option<String>,
    pub frame: Vec<Framed>,
    pub recipient: PublicKey,
    /// The urn's identity sealed to each holder (nothing: the paper key).
    pub keys: Vec<(Option<Uuid>, Vec<u8>)>,
}

/// How many are asked in one unit.
pub struct Framed {
    pub node: Uuid,
    pub population: i32,
    /// Per tenure band, where it is known.
    pub tenure: Option<Vec<i32>>,
}

/// Why a wave was not planned.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    #[error("{0}")]
    Rule(&'static str),
    #[error("Frågeformuläret kan inte användas: {}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("; "))]
    Definition(Vec<Fault>),
    #[error("Enheten {0} finns inte den dag mätningen öppnar.")]
    NoSuchUnit(String),
    #[error("Förvararna har ändrats sedan sidan öppnades. Ladda om och försök igen.")]
    Stale,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// How long a wave may be open, days.
const LONGEST: i32 = 120;
const MOST_UNITS: usize = 5_000;
const MOST_PERSONS: i32 = 100_000;

/// Plans a wave; gives its identity.
pub async fn propose(
    db: &Database,
    proposal: &Proposal,
    by: Uuid,
    today: Date,
    now: Timestamp,
    chance: &Chance,
) -> Result<Uuid, ProposeError> {
    let questionnaire = questionnaire(proposal)?;
    holds(proposal, &questionnaire, today)?;
    let id = chance.uuid();
    db.run("survey::propose", async |tx| {
        store::lock_waves(tx).await?;
        let custodians: BTreeSet<_> = auth::custodians(tx).await?.into_iter().map(|staff| Some(staff.id)).collect();
        let given: BTreeSet<_> = proposal.keys.iter().map(|(holder, _)| *holder).filter(Option::is_some).collect();
        if custodians != given {
            return Err(ProposeError::Stale);
        }
        let waves = store::waves(tx).await?;
        let frame = frame(&org::nodes(tx).await?, proposal, chance)?;
        let plan = GroupPlan::of(&questionnaire, &frame).json();
        let same_year = waves.iter().filter(|wave| wave.opens.year() == proposal.opens.year()).count();
        let wave = Wave {
            id,
            code: wave_code(proposal.opens, same_year + 1),
            title: proposal.title.trim().to_owned(),
            population: proposal.population,
            number: waves.iter().filter(|wave| wave.population == proposal.population).count() as u32 + 1,
            questionnaire: questionnaire.json(),
            questionnaire_hash: questionnaire.hash(),
            reference: proposal.reference,
            disposal: proposal.disposal.trim().to_owned(),
            plan_hash: plan_hash(&plan),
            plan,
            opens: proposal.opens,
            ends: proposal.closes.tomorrow().unwrap_or(proposal.closes),
            recipient: proposal.recipient.to_string(),
            counted: None,
            closed: None,
            protocol: None,
        };
        urn::insert_survey(tx, id, &wave.code, (wave.opens, wave.ends), &wave.recipient).await?;
        for (holder, sealed) in &proposal.keys {
            urn::put_key(tx, id, *holder, sealed).await?;
        }
        store::insert_wave(tx, &wave, today).await?;
        for unit in &frame {
            store::insert_unit(tx, id, unit).await?;
        }
        Ok(audit::record(tx, now, Act { actor: Some(by), word: "survey.plan", object: &id.to_string() }).await?)
    })
    .await?;
    Ok(id)
}

/// The questionnaire of a proposal, which must be for the population that is asked.
fn questionnaire(proposal: &Proposal) -> Result<Questionnaire, ProposeError> {
    let Some(definition) = &proposal.definition else {
        return Ok(Questionnaire::shipped(proposal.population).clone());
    };
    let questionnaire = Questionnaire::parse(definition).map_err(ProposeError::Definition)?;
    if questionnaire.population() != proposal.population {
        return Err(ProposeError::Rule("Frågeformuläret är skrivet för en annan grupp än den som tillfrågas."));
    }
    Ok(questionnaire)
}

fn holds(proposal: &Proposal, questionnaire: &Questionnaire, today: Date) -> Result<(), ProposeError> {
    let refuse = |why| Err(ProposeError::Rule(why));
    let Proposal { opens, closes, reference, frame, .. } = proposal;
    let open_days = opens.until(*closes).map_or(i32::MAX, |span| span.get_days());
    let tenure = questionnaire.by_role(Role::Tenure);
    // The last option is to decline.
    let bands = tenure.first().map_or(0, |(_, item)| item.options.len() - 1);
    match () {
        () if proposal.title.trim().is_empty() => refuse("Skriv vad mätningen heter."),
        () if proposal.disposal.trim().is_empty() => {
            refuse("Ange gallringsbeslutet: valsedlarna kommer att förstöras.")
        }
        () if *opens < today => refuse("Mätningen kan inte öppna en dag som har varit."),
        () if closes < opens => refuse("Mätningen kan inte stänga innan den har öppnat."),
        () if open_days > LONGEST => refuse("En mätning kan vara öppen i högst 120 dagar."),
        () if reference.1 < reference.0 => refuse("Perioden som frågorna gäller slutar innan den börjar."),
        () if frame.is_empty() => refuse("Välj minst en enhet att fråga."),
        () if frame.len() > MOST_UNITS => refuse("För många enheter i en mätning."),
        () if frame.iter().any(|unit| !(1..=MOST_PERSONS).contains(&unit.population)) => {
            refuse("Varje enhet som är med ska ha minst en person.")
        }
        () if frame.iter().any(|unit| unit.tenure.as_ref().is_some_and(|tenure| !adds_up(tenure, unit, bands))) => {
            refuse(
                "Antalen per yrkeserfarenhet ska vara ett för varje svarsalternativ och tillsammans bli hela enheten.",
            )
        }
        () if proposal.population == Population::Elected && frame.len() > 1 => {
            refuse("Förtroendevalda redovisas bara för hela kommunen, så ramen är en enda rad.")
        }
        () => Ok(()),
    }
}

fn adds_up(tenure: &[i32], unit: &Framed, bands: usize) -> bool {
    tenure.len() == bands && tenure.iter().all(|&count| count >= 0) && tenure.iter().sum::<i32>() == unit.population
}

/// The frame with the names of today: what is reorganised later keeps its history.
fn frame(nodes: &[Node], proposal: &Proposal, chance: &Chance) -> Result<Vec<FrameUnit>, ProposeError> {
    let by_id: HashMap<_, _> = nodes.iter().map(|node| (node.id, node)).collect();
    let mut seen = BTreeSet::new();
    let mut units = Vec::new();
    for framed in &proposal.frame {
        let node = by_id.get(&framed.node).filter(|node| node.exists_on(proposal.opens));
        let node = node.ok_or_else(|| ProposeError::NoSuchUnit(framed.node.to_string()))?;
        if !seen.insert(node.id) {
            return Err(ProposeError::Rule("En enhet står två gånger i ramen."));
        }
        let above = |kind: NodeKind| {
            let ancestors = std::iter::successors(Some(*node), |below| by_id.get(&below.parent?).copied());
            let mut found = ancestors.filter(|node| node.kind == kind);
            found.next().map_or_else(String::new, |node| node.name.clone())
        };
        units.push(FrameUnit {
            id: chance.uuid(),
            node: node.id,
            name: node.name.clone(),
            department: above(NodeKind::Department),
            committee: above(NodeKind::Committee),
            population: framed.population,
            tenure: framed.tenure.clone(),
            public_key: None,
        });
    }
    Ok(units)
}
