//! A wave's tally as sums over groups of units.

use std::collections::HashMap;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    super::gate::{Refusal, WaveSource},
    K,
};
use crate::{
    questionnaire::{Counts, Questionnaire},
    statistics::{disclosure::Leaf, estimator::Group as Persons},
    survey::{Group, GroupPlan},
};

pub(super) struct Counted<'a> {
    pub source: &'a WaveSource,
    pub questionnaire: Questionnaire,
    pub plan: GroupPlan,
    units: HashMap<Uuid, &'a Counts>,
}

impl<'a> Counted<'a> {
    /// The counts of a wave, if they are of its questionnaire and its plan can be read.
    pub(super) fn of(source: &'a WaveSource) -> Result<Self, Refusal> {
        let crooked = || Refusal::Crooked(source.wave.code.clone());
        let questionnaire = source.wave.questions();
        let plan = serde_json::from_str(&source.wave.plan).map_err(|_| crooked())?;
        let shape = Counts::empty(&questionnaire);
        let fits = |counts: &Counts| {
            let widths = |table: &[Vec<u64>]| table.iter().map(Vec::len).collect::<Vec<_>>();
            [&counts.counts, &counts.of_base, &counts.of_any, &counts.of_purposive]
                .iter()
                .all(|table| widths(table) == widths(&shape.counts))
                && widths(&counts.matters) == widths(&shape.matters)
                && counts.tenure.len() == shape.tenure.len()
                && counts.asked.len() == shape.asked.len()
                && counts.blank.len() == shape.blank.len()
        };
        if source.tally.questionnaire != source.wave.questionnaire_hash
            || !source.tally.units.iter().all(|unit| fits(&unit.counts))
        {
            return Err(crooked());
        }
        let units = source.tally.units.iter().map(|unit| (unit.unit, &unit.counts)).collect();
        Ok(Self { source, questionnaire, plan, units })
    }

    /// Such as E2026-1.
    pub(super) fn code(&self) -> &str {
        &self.source.wave.code
    }

    /// The band of experience that most belong to.
    pub(super) fn largest_band(&self) -> usize {
        let bands = self.units.values().next().map_or(0, |counts| counts.tenure.len().saturating_sub(1));
        let size = |band: &usize| self.whole(|counts| counts.tenure[*band].base);
        (0..bands).max_by_key(size).unwrap_or_default()
    }

    /// A text of the questionnaire with the reference period in place.
    pub(super) fn said(&self, text: &str) -> String {
        let said = text.replace("{period}", &period(self.source.wave.reference));
        let mut letters = said.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    pub(super) fn invalid(&self) -> u64 {
        self.source.tally.invalid
    }

    /// The sum over some units.
    pub(super) fn sum(&self, units: &[Uuid], part: impl Fn(&Counts) -> u64) -> u64 {
        units.iter().filter_map(|unit| self.units.get(unit)).map(|counts| part(counts)).sum()
    }

    /// The sum over all units.
    pub(super) fn whole(&self, part: impl Fn(&Counts) -> u64) -> u64 {
        self.units.values().map(|counts| part(counts)).sum()
    }

    /// What a group publishes: of those who answered, those it holds for.
    pub(super) fn leaf(&self, group: &Group, answered: u64, holds: u64) -> Result<Leaf, Refusal> {
        let crooked = || Refusal::Crooked(self.source.wave.code.clone());
        let [answered, holds] = [answered, holds].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        if answered == 0 {
            return Ok(Leaf::silent(group.population));
        }
        Ok(Leaf::publish(Persons::new(group.population, answered, holds).map_err(|_| crooked())?, K))
    }

    /// By what the protection of one part draws lots.
    pub(super) fn seed(&self, part: &str) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"orubbad survey protection");
        hasher.update(self.source.secret);
        hasher.update(part);
        hasher.finalize().into()
    }
}

/// A reference period as the questions say it, without its year where it is the last twelve months, so that waves are
/// titled alike.
fn period((from, to): (Date, Date)) -> String {
    let months =
        to.tomorrow().map_or(0, |after| 12 * (after.year() - from.year()) + i16::from(after.month() - from.month()));
    let is_year =
        from.month() == 1 && from.day() == 1 && to.month() == 12 && to.day() == 31 && from.year() == to.year();
    match () {
        () if is_year => format!("under {}", from.year()),
        () if from.day() == 1 && months == 12 => "de senaste 12 månaderna".to_owned(),
        () => format!("från {from} till {to}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_is_said_as_in_the_questions() {
        assert_eq!(period((date(2025, 11, 1), date(2026, 10, 31))), "de senaste 12 månaderna");
        assert_eq!(period((date(2025, 1, 1), date(2025, 12, 31))), "under 2025");
        assert_eq!(period((date(2025, 11, 3), date(2026, 10, 31))), "från 2025-11-03 till 2026-10-31");
    }
}
