//! What must hold in a plan before it is kept; every fault in the words of whoever wrote it.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::{ActionPlan, Head, IndicatorKind, Outcome, Value as Outcomes, Version};

/// So long may a text of a plan be, in characters.
const LONGEST: usize = 4_000;
/// More than any plan has.
const MOST_MEASURES: usize = 300;
/// So much may a whole plan hold, in bytes of JSON.
const LARGEST: usize = 1_000_000;
/// So many indicators fit in one cell of a table.
const MOST_INDICATORS: usize = 8;
/// So long may an indicator, a note or a figure be.
const LONGEST_NOTE: usize = 1_000;

/// Whether every text can be kept and printed: no control characters but line ends and tabs.
pub fn is_writable(value: &impl Serialize) -> bool {
    fn holds(value: &Value) -> bool {
        match value {
            Value::String(text) => !text.chars().any(|sign| sign.is_control() && !['\n', '\r', '\t'].contains(&sign)),
            Value::Array(values) => values.iter().all(holds),
            Value::Object(fields) => {
                fields.iter().all(|(name, value)| !name.chars().any(char::is_control) && holds(value))
            }
            _ => true,
        }
    }
    serde_json::to_value(value).is_ok_and(|value| holds(&value))
}

impl ActionPlan {
    /// Every fault, in Swedish; none when the plan can be kept.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.head.faults();
        if !is_writable(self) {
            faults.push("Planen innehåller tecken som inte kan skrivas.".to_owned());
        }
        if serde_json::to_string(self).map_or(true, |text| text.len() > LARGEST) {
            faults.push("Planen är för stor.".to_owned());
        }
        if self.versions.is_empty() {
            faults.push("Planen har ingen version.".to_owned());
        }
        for (place, version) in self.versions.iter().enumerate() {
            if version.number as usize != place + 1 {
                faults.push(format!(
                    "Versionerna ska numreras 1, 2, 3 …; nummer {} står på plats {}.",
                    version.number,
                    place + 1
                ));
            }
            faults.extend(version.faults());
        }
        for pair in self.versions.windows(2) {
            // Only the first one may be without a day when another has followed: it holds from the beginning.
            if pair[0].decided.is_none() && pair[0].number > 1 {
                faults.push(format!(
                    "Version {} är inte beslutad. Besluta eller ändra den innan nästa görs.",
                    pair[0].number
                ));
            }
            if let (Some(before), Some(after)) = (pair[0].decided, pair[1].decided)
                && after < before
            {
                faults.push(format!("Version {} är beslutad före version {}.", pair[1].number, pair[0].number));
            }
        }
        faults.extend(self.outcomes.iter().filter_map(|outcome| self.outcome_fault(outcome)));
        faults
    }

    /// Why an outcome cannot be noted.
    pub fn outcome_fault(&self, outcome: &Outcome) -> Option<String> {
        let texts = [outcome.note.as_deref(), own_figure(&outcome.value)];
        if texts.into_iter().flatten().any(|text| text.chars().count() > LONGEST_NOTE) {
            return Some(format!("Ett utfall för åtgärd {} är för långt.", outcome.measure));
        }
        if !is_writable(outcome) {
            return Some("Utfallet innehåller tecken som inte kan skrivas.".to_owned());
        }
        let version = self.version_on(outcome.on).or(self.versions.first())?;
        let Some(measure) = version.measure(&outcome.measure) else {
            return Some(format!("Det finns ingen åtgärd {} den {}.", outcome.measure, outcome.on));
        };
        let fits = match outcome.indicator {
            None => matches!(outcome.value, Outcomes::Status(_)),
            Some(place) => match (measure.indicators.get(place).map(|indicator| indicator.kind), &outcome.value) {
                (Some(IndicatorKind::Milestone), Outcomes::Milestone { .. })
                | (Some(IndicatorKind::Units), Outcomes::Units(_))
                | (Some(IndicatorKind::Own), Outcomes::Own { .. }) => true,
                (Some(IndicatorKind::Share), Outcomes::Share { part, whole }) => part <= whole && *whole > 0,
                _ => false,
            },
        };
        (!fits).then(|| format!("Utfallet passar inte indikatorn för åtgärd {}.", outcome.measure))
    }
}

fn own_figure(value: &Outcomes) -> Option<&str> {
    match value {
        Outcomes::Own { figure, .. } => Some(figure),
        _ => None,
    }
}

impl Head {
    /// Every fault of what holds for all versions.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (what, text) in
            [("namn", &self.name), ("kommun", &self.municipality), ("beslutande nämnd", &self.decided_by)]
        {
            if text.trim().is_empty() || text.chars().count() > LONGEST {
                faults.push(format!("Planens {what} saknas eller är för lång."));
            }
        }
        let codes: BTreeSet<_> = self.occasions.iter().map(|occasion| &occasion.code).collect();
        if codes.len() < self.occasions.len() {
            faults.push("Två rapporttillfällen har samma beteckning.".to_owned());
        }
        faults
    }
}

impl Version {
    /// Every fault of one version.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |text: String| faults.push(format!("Version {}: {text}", self.number));
        if self.measures.is_empty() || self.measures.len() > MOST_MEASURES {
            fault(format!("planen ska ha 1 till {MOST_MEASURES} åtgärder."));
        }
        let numbers: BTreeSet<_> = self.measures.iter().map(|measure| measure.number.as_str()).collect();
        if numbers.len() < self.measures.len() {
            fault("två åtgärder har samma nummer.".to_owned());
        }
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && to.last() < from.first()
        {
            fault("giltigheten slutar innan den börjar.".to_owned());
        }
        for measure in &self.measures {
            let number = &measure.number;
            if number.trim().is_empty() || measure.title.trim().is_empty() {
                fault(format!("åtgärd ”{number}” saknar nummer eller namn."));
            }
            if !self.areas.iter().any(|area| area.number == measure.area) {
                fault(format!("åtgärd {number} hör till ”{}”, som inte finns.", measure.area));
            }
            if measure.owners.iter().all(|owner| owner.trim().is_empty()) {
                fault(format!("åtgärd {number} saknar ansvarig."));
            }
            if let (Some(start), Some(due)) = (measure.start, measure.due)
                && due.last() < start.first()
            {
                fault(format!("åtgärd {number} ska vara klar innan den börjar."));
            }
            let texts = [Some(&measure.title), measure.description.as_ref(), measure.cost.as_ref()];
            let indicators = measure.indicators.iter().map(|indicator| &indicator.text);
            if texts.into_iter().flatten().chain(indicators).any(|text| text.chars().count() > LONGEST) {
                fault(format!("en text i åtgärd {number} är för lång."));
            }
            if measure.indicators.len() > MOST_INDICATORS {
                fault(format!("åtgärd {number} har fler än {MOST_INDICATORS} indikatorer."));
            }
            for indicator in &measure.indicators {
                if indicator.text.chars().count() > LONGEST_NOTE {
                    fault(format!("en indikator i åtgärd {number} är för lång."));
                }
                let is_bound = matches!(indicator.kind, IndicatorKind::Survey | IndicatorKind::Change);
                if is_bound != indicator.figure.is_some() {
                    fault(format!(
                        "indikatorn ”{}” i åtgärd {number} ska bindas till en fråga i mätningen om den mäts så, annars inte.",
                        indicator.text
                    ));
                }
            }
        }
        faults
    }

    /// What does not hold together in time (N12): said, not forbidden.
    pub fn warnings(&self, head: &Head) -> Vec<String> {
        let Some(end) = self.valid_to else { return Vec::new() };
        let late = self.measures.iter().filter(|measure| measure.due.is_some_and(|due| due.first() > end.last()));
        let measures = late.map(|measure| {
            format!("Åtgärd {} ska vara klar efter att planen har slutat gälla ({}).", measure.number, end.swedish())
        });
        let occasions = head
            .occasions
            .iter()
            .filter(|occasion| occasion.every_years.is_none() && occasion.date.first() > end.last());
        let reports = occasions.map(|occasion| {
            format!(
                "{} infaller {}, efter att planen har slutat gälla ({}).",
                occasion.title,
                occasion.date.swedish(),
                end.swedish()
            )
        });
        measures.chain(reports).collect()
    }
}
