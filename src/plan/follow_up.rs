//! The follow-up (uppföljning): the plan as it stands on a day, each measure with its deadlines and what has come of its
//! indicators. Status is worked out from the indicators where they decide it, and is otherwise what was said.

use jiff::civil::Date;
use serde::Serialize;

use super::{ActionPlan, Declared, Indicator, IndicatorKind, Measure, Outcome, Value, Version, When};

/// The plan on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FollowUp {
    pub on: Date,
    pub version: u32,
    pub measures: Vec<Followed>,
}

impl FollowUp {
    /// How many measures stand so.
    pub fn count(&self, status: Status) -> usize {
        self.measures.iter().filter(|followed| followed.status == status).count()
    }
}

/// One measure on that day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Followed {
    pub measure: Measure,
    /// Klar senast as it was first decided.
    pub original_due: Option<When>,
    /// Every change of it: the version that made it, and what it became.
    pub history: Vec<(u32, Option<When>)>,
    pub status: Status,
    /// One for each indicator.
    pub indicators: Vec<Reached>,
    /// What was said of the whole measure.
    pub said: Option<Outcome>,
}

/// One indicator on that day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reached {
    pub indicator: Indicator,
    /// The latest outcome by that day.
    pub outcome: Option<Outcome>,
    /// Whether it is reached; nothing where a number decides nothing by itself.
    pub reached: Option<bool>,
}

/// How far a measure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    NotStarted,
    Ongoing,
    /// Not done although the last day has passed.
    Late,
    Done,
    Dropped,
}

impl Status {
    /// As it is printed.
    pub fn swedish(self) -> &'static str {
        match self {
            Self::NotStarted => "Ej påbörjad",
            Self::Ongoing => "Pågår",
            Self::Late => "Försenad",
            Self::Done => "Genomförd",
            Self::Dropped => "Genomförs inte",
        }
    }
}

impl ActionPlan {
    /// The plan as it stands on a day; nothing before its first version holds. `units` are the codes of all units.
    pub fn follow_up(&self, on: Date, units: &[String]) -> Option<FollowUp> {
        let version = self.version_on(on)?;
        let measures = version.measures.iter().map(|measure| self.followed(version, measure, on, units));
        Some(FollowUp { on, version: version.number, measures: measures.collect() })
    }

    fn followed(&self, version: &Version, measure: &Measure, on: Date, units: &[String]) -> Followed {
        let history = self.deadlines(version, &measure.number);
        let reached: Vec<_> =
            measure.indicators.iter().map(|indicator| self.reached(measure, indicator, on, units)).collect();
        let said = self.latest(on, |outcome| outcome.measure == measure.number && outcome.indicator.is_none());
        let status = status(measure, &reached, said, on);
        Followed {
            measure: measure.clone(),
            original_due: history.first().and_then(|(_, due)| *due),
            history,
            status,
            said: said.cloned(),
            indicators: reached,
        }
    }

    /// The deadline in the first version that has the measure, and every change up to `version`.
    pub(super) fn deadlines(&self, version: &Version, measure: &str) -> Vec<(u32, Option<When>)> {
        let until = self.versions.iter().filter(|other| other.number <= version.number);
        let mut dues: Vec<_> = until.filter_map(|other| Some((other.number, other.measure(measure)?.due))).collect();
        dues.dedup_by_key(|(_, due)| *due);
        dues
    }

    fn reached(&self, measure: &Measure, indicator: &Indicator, on: Date, units: &[String]) -> Reached {
        // An indicator is known by its words: its place may be another in another version.
        let is_of = |outcome: &Outcome| {
            let version = self.version_on(outcome.on).or(self.versions.first());
            let then = version.and_then(|version| version.measure(&outcome.measure));
            let meant = then.and_then(|then| then.indicators.get(outcome.indicator?));
            outcome.measure == measure.number && meant.is_some_and(|meant| meant.text == indicator.text)
        };
        let outcome = self.latest(on, is_of);
        let value = outcome.map(|outcome| &outcome.value);
        let reached = match (indicator.kind, value) {
            (IndicatorKind::Milestone, value) => {
                Some(matches!(value, Some(Value::Milestone { on: day, .. }) if *day <= on))
            }
            (IndicatorKind::Units, Some(Value::Units(parts))) => {
                let took_part = |code: &String| parts.get(code).is_some_and(|part| part.took_part(on));
                Some(!units.is_empty() && units.iter().all(took_part))
            }
            (IndicatorKind::Units, _) => Some(false),
            (IndicatorKind::Share, Some(Value::Share { part, whole })) => Some(part >= whole),
            (IndicatorKind::Share, _) => Some(false),
            (IndicatorKind::Survey | IndicatorKind::Change | IndicatorKind::Own, _) => None,
        };
        Reached { indicator: indicator.clone(), outcome: outcome.cloned(), reached }
    }

    fn latest(&self, on: Date, passes: impl Fn(&Outcome) -> bool) -> Option<&Outcome> {
        let by_then = self.outcomes.iter().filter(|outcome| outcome.on <= on && passes(outcome));
        by_then.max_by_key(|outcome| outcome.on)
    }
}

fn status(measure: &Measure, reached: &[Reached], said: Option<&Outcome>, on: Date) -> Status {
    let said = said.map(|outcome| &outcome.value);
    let decides: Vec<_> = reached.iter().filter_map(|reached| reached.reached).collect();
    let is_done = !decides.is_empty() && decides.iter().all(|reached| *reached);
    let is_begun = measure.start.is_some_and(|start| start.first() <= on)
        || reached.iter().any(|reached| reached.outcome.is_some())
        || said.is_some();
    match said {
        Some(Value::Status(Declared::Dropped)) => Status::Dropped,
        Some(Value::Status(Declared::Done)) if decides.is_empty() => Status::Done,
        _ if is_done => Status::Done,
        _ if measure.due.is_some_and(|due| due.last() < on) => Status::Late,
        _ if is_begun => Status::Ongoing,
        _ => Status::NotStarted,
    }
}

/// How many of the units have taken part, of those there are.
pub fn taken_part(value: &Value, units: &[String], on: Date) -> Option<(usize, usize)> {
    let Value::Units(parts) = value else { return None };
    let took_part = |code: &&String| parts.get(*code).is_some_and(|part| part.took_part(on));
    Some((units.iter().filter(took_part).count(), units.len()))
}
