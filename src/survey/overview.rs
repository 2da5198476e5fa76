//! What the custodian's pages show of waves: the list, the frame that can be asked, and one wave with its progress. Counts
//! of codes and ballots, never answers.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{
    groups::{EXPOSURE, Group, GroupPlan},
    issuer::TokenKey,
    store,
    wave::{FrameUnit, Phase, UnitProgress, Wave},
};
use crate::{
    db::{DbError, Transaction},
    ids::base64,
    org::{self, NodeKind},
    questionnaire::Population,
};

#[derive(Serialize)]
pub(super) struct Overview {
    today: Date,
    waves: Vec<WaveRow>,
    /// Units that can be asked, and the kommun or bolag for elected representatives.
    frame: Vec<FrameRow>,
}

#[derive(Serialize)]
struct WaveRow {
    id: Uuid,
    code: String,
    title: String,
    population: Population,
    number: u32,
    opens: Date,
    /// The last day.
    closes: Date,
    phase: Phase,
}

#[derive(Serialize)]
struct FrameRow {
    node: Uuid,
    kind: &'static str,
    name: String,
    department: String,
    head_count: Option<i32>,
}

impl WaveRow {
    fn of(wave: &Wave, today: Date) -> Self {
        Self {
            id: wave.id,
            code: wave.code.clone(),
            title: wave.title.clone(),
            population: wave.population,
            number: wave.number,
            opens: wave.opens,
            closes: wave.closed.unwrap_or_else(|| wave.ends.yesterday().unwrap_or(wave.ends)),
            phase: wave.phase(today),
        }
    }
}

/// Every wave, and whom the next one can ask.
pub(super) async fn overview(tx: &Transaction<'_>, today: Date) -> Result<Overview, DbError> {
    let waves = store::waves(tx).await?.iter().map(|wave| WaveRow::of(wave, today)).collect();
    Ok(Overview { today, waves, frame: frame(&org::nodes(tx).await?, today) })
}

fn frame(nodes: &[org::Node], today: Date) -> Vec<FrameRow> {
    let names: HashMap<_, _> = nodes.iter().map(|node| (node.id, node.name.as_str())).collect();
    let may = |kind| matches!(kind, NodeKind::Unit | NodeKind::Municipality | NodeKind::Company);
    let there = nodes.iter().filter(|node| may(node.kind) && node.exists_on(today));
    let mut rows: Vec<_> = there
        .map(|node| FrameRow {
            node: node.id,
            kind: node.kind.swedish(),
            name: node.name.clone(),
            department: node.parent.and_then(|above| names.get(&above)).map_or_else(String::new, ToString::to_string),
            head_count: node.head_count,
        })
        .collect();
    rows.sort_by(|a, b| (&a.department, &a.name).cmp(&(&b.department, &b.name)));
    rows
}

#[derive(Serialize)]
pub(super) struct WaveView {
    #[serde(flatten)]
    row: WaveRow,
    reference_from: Date,
    reference_to: Date,
    disposal: String,
    questionnaire: Box<RawValue>,
    questionnaire_hash: String,
    plan_hash: String,
    /// Groups by which exposure and response will be published.
    groups: Vec<GroupView>,
    units: Vec<UnitView>,
    /// Codes traded and ballots cast up to each mix, in the whole wave.
    days: Vec<DayView>,
    protocol: Option<Box<RawValue>>,
    /// Where respondents find the service, for slips and reminders.
    public_url: String,
}

#[derive(Serialize)]
struct GroupView {
    name: String,
    population: u32,
}

#[derive(Serialize)]
struct UnitView {
    id: Uuid,
    name: String,
    department: String,
    population: i32,
    /// The modulus of its key, once it has been made.
    key: Option<String>,
    #[serde(flatten)]
    progress: UnitProgress,
}

#[derive(Serialize)]
struct DayView {
    day: Date,
    traded: i32,
    answered: i32,
}

/// One wave; nothing where there is none.
pub(super) async fn wave_view(
    tx: &Transaction<'_>,
    wave: Uuid,
    today: Date,
    public_url: &str,
) -> Result<Option<WaveView>, DbError> {
    let Some(wave) = store::wave_of(tx, wave).await? else { return Ok(None) };
    let units = store::units(tx, wave.id).await?;
    let progress: HashMap<_, _> = store::units_progress(tx, wave.id).await?.into_iter().collect();
    let days = store::days(tx, wave.id).await?;
    let raw = |json: String| RawValue::from_string(json).expect("it was written as JSON");
    let plan: GroupPlan = serde_json::from_str(&wave.plan).expect("it was written as JSON");
    let group = |group: &Group| GroupView { name: group.name.clone(), population: group.population };
    let day = |(day, traded, answered)| DayView { day, traded, answered };
    Ok(Some(WaveView {
        row: WaveRow::of(&wave, today),
        reference_from: wave.reference.0,
        reference_to: wave.reference.1,
        disposal: wave.disposal,
        questionnaire: raw(wave.questionnaire),
        questionnaire_hash: wave.questionnaire_hash,
        plan_hash: wave.plan_hash,
        groups: plan.groups(EXPOSURE).iter().map(group).collect(),
        units: units.into_iter().map(|unit| UnitView::of(unit, &progress)).collect(),
        days: days.into_iter().map(day).collect(),
        protocol: wave.protocol.map(raw),
        public_url: public_url.trim_end_matches('/').to_owned(),
    }))
}

impl UnitView {
    fn of(unit: FrameUnit, progress: &HashMap<Uuid, UnitProgress>) -> Self {
        Self {
            progress: progress.get(&unit.id).copied().unwrap_or_default(),
            key: unit.public_key.as_deref().and_then(TokenKey::parse).map(|key| base64(&key.modulus())),
            id: unit.id,
            name: unit.name,
            department: unit.department,
            population: unit.population,
        }
    }
}
