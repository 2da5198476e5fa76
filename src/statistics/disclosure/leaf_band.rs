//! Leaf-band closure (METHODS §3.3): survey figures. One partition of the staff into reporting groups is fixed before the
//! wave opens; each group publishes a count or a band, and everything above is worked out from what was published. What
//! is hidden is a function of the published value alone, so that no sum, share, change or ratio can tell more.

use super::released::{Figure, Released};
use crate::statistics::estimator::{Change, Group, Interval, Verdict, exposed_persons};

/// Fewer respondents than this get no figure.
const FEWEST: u32 = 10;
/// Fewer respondents than this get no share.
const FEWEST_FOR_SHARE: u32 = 20;

/// What one reporting group publishes for one item: of `respondents`, between `low` and `high` were exposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    population: u32,
    respondents: u32,
    low: u32,
    high: u32,
}

impl Leaf {
    /// The count where it is at least `k` from none and from all, else the band below; nothing where too few answered.
    pub fn publish(group: Group, k: u32) -> Self {
        let (population, respondents, exposed) = (group.population(), group.respondents(), group.exposed());
        let band = k.saturating_sub(1);
        let (low, high) = match () {
            () if respondents < FEWEST.max(2 * k) => (0, respondents),
            () if exposed < k => (0, band),
            () if exposed > respondents - k => (respondents - band, respondents),
            () => (exposed, exposed),
        };
        Self { population, respondents, low, high }
    }

    /// A group where nobody answered.
    pub fn silent(population: u32) -> Self {
        Self { population, respondents: 0, low: 0, high: 0 }
    }

    /// What a release says of a group: of `respondents`, between `low` and `high`.
    pub fn published(population: u32, respondents: u32, low: u32, high: u32) -> Self {
        Self { population, respondents, low, high }
    }

    /// The groups together, as what they published makes them.
    pub fn joined(leaves: &[Self]) -> Self {
        let sum = |part: fn(&Self) -> u32| leaves.iter().map(part).sum();
        Self {
            population: sum(Self::population),
            respondents: sum(Self::respondents),
            low: sum(Self::low),
            high: sum(Self::high),
        }
    }

    /// Of those in this figure, `part`: a count where it is at least `k` from none and from all of them, else a band that
    /// hangs on this figure and on nothing hidden.
    pub fn within(&self, part: u32, k: u32) -> Self {
        let band = k.saturating_sub(1);
        let (low, high) = match () {
            () if !self.enough() => (0, self.respondents),
            () if self.low < 2 * k => (0, self.high),
            () if part < k => (0, band),
            () if part + k > self.low => (self.low - band, self.high),
            () => (part, part),
        };
        Self { low, high, ..*self }
    }

    /// As it is printed.
    pub fn figure(&self) -> Released {
        Released::new(match (self.enough(), self.is_exact()) {
            (false, _) => Figure::Withheld,
            (true, true) => Figure::Count(self.low.into()),
            (true, false) => Figure::Between { from: self.low.into(), to: self.high.into() },
        })
    }

    /// How many answered, as it is printed.
    pub fn respondents_figure(&self) -> Released {
        Released::new(Figure::Count(self.respondents.into()))
    }

    /// How many per cent of those asked sent an answer, to the nearest five.
    pub fn response_figure(&self, answered: u32) -> Released {
        let percent = 100.0 * f64::from(answered) / f64::from(self.population.max(1));
        Released::new(Figure::Count((5.0 * (percent / 5.0).round()) as u64))
    }

    /// How many were asked: known to everybody from the frame.
    pub fn population_figure(&self) -> Released {
        Released::new(Figure::Count(self.population.into()))
    }

    /// N, persons.
    pub fn population(&self) -> u32 {
        self.population
    }

    /// n, persons.
    pub fn respondents(&self) -> u32 {
        self.respondents
    }

    /// The fewest that can have been exposed, of those who answered.
    pub fn low(&self) -> u32 {
        self.low
    }

    /// The most that can have been exposed, of those who answered.
    pub fn high(&self) -> u32 {
        self.high
    }

    /// Whether the count itself is published.
    pub fn is_exact(&self) -> bool {
        self.low == self.high && self.respondents > 0
    }

    /// Whether enough answered for anything to be said ("för få svar").
    pub fn enough(&self) -> bool {
        self.low > 0 || self.high < self.respondents
    }
}

/// Whether a figure for "any of these" gives its parts away: whoever met with any met with one of them. The
/// answer is yes from well before a hidden part would be certain, so that not to show the parts tells nothing of any; and
/// also where they would tell more of a band for "any" than it says itself.
pub fn tells_of_parts(any: Leaf, parts: &[Leaf]) -> bool {
    let most = parts.iter().map(Leaf::high).sum::<u32>();
    let widest = parts.iter().map(|part| part.high - part.low).max().unwrap_or_default();
    (widest > 0 && any.low + 2 * widest > most) || (any.low < any.high && most < any.high)
}

/// Any union of published groups, such as a förvaltning or the kommun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    pub population: u32,
    pub respondents: u32,
    /// Exposed among those who answered, at least and at most.
    pub low: u32,
    pub high: u32,
    /// Whole per cent of those who answered, at least and at most, each group weighted by its head count.
    pub percent: Option<(u32, u32)>,
    /// Exposed persons of the population: the 95 % interval at the lowest possible count to that at the highest.
    pub persons: Interval<u32>,
    /// The same without any assumption about those who did not answer.
    pub bounds: Interval<u32>,
}

impl Union {
    /// Works out the union of groups from what they published, and from nothing else.
    pub fn of(leaves: &[Leaf]) -> Self {
        let sum = |part: fn(&Leaf) -> u32| leaves.iter().map(part).sum::<u32>();
        let (population, respondents) = (sum(Leaf::population), sum(Leaf::respondents));
        let (low, high) = (sum(Leaf::low), sum(Leaf::high));
        let ends = |exposed| Group::new(population, respondents, exposed).ok().map(exposed_persons);
        let persons = match (ends(low), ends(high)) {
            (Some(least), Some(most)) => Interval { low: least.low, high: most.high },
            _ => Interval { low: 0, high: population },
        };
        Self {
            population,
            respondents,
            low,
            high,
            percent: (respondents >= FEWEST_FOR_SHARE)
                .then(|| (percent(leaves, Leaf::low), percent(leaves, Leaf::high))),
            persons,
            bounds: Interval { low, high: high + population - respondents },
        }
    }

    fn group(&self, exposed: u32) -> Option<Group> {
        Group::new(self.population, self.respondents, exposed).ok()
    }
}

/// Σ W_g x_g/n_g over the groups that answered, in whole per cent.
fn percent(leaves: &[Leaf], exposed: fn(&Leaf) -> u32) -> u32 {
    let answered = leaves.iter().filter(|leaf| leaf.respondents > 0);
    let population: f64 = answered.clone().map(|leaf| f64::from(leaf.population)).sum();
    let share = |leaf: &Leaf| f64::from(leaf.population) * f64::from(exposed(leaf)) / f64::from(leaf.respondents);
    (100.0 * answered.map(share).sum::<f64>() / population).round() as u32
}

/// What may be said of a change between two waves of the same groups: only what holds for every count that the
/// published ones leave possible (Newcombe 1998, without finite-population correction).
pub fn change(before: &Union, after: &Union) -> Verdict {
    let verdict = |first, second| match (before.group(first), after.group(second)) {
        (Some(before), Some(after)) => Change::between(before, after).verdict,
        _ => Verdict::Undecidable,
    };
    match (verdict(before.high, after.low), verdict(before.low, after.high)) {
        (Verdict::Increased, _) => Verdict::Increased,
        (_, Verdict::Decreased) => Verdict::Decreased,
        _ => Verdict::Undecidable,
    }
}

/// Reports per exposed person, at least and at most; may exceed 1. Nothing where fewer than ten need have been exposed.
pub fn ratio(reports: u32, exposed: &Union) -> Option<(f64, f64)> {
    let Interval { low, high } = exposed.persons;
    (low >= 10).then(|| (f64::from(reports) / f64::from(high), f64::from(reports) / f64::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const K: u32 = 5;

    fn leaf(population: u32, respondents: u32, exposed: u32) -> Leaf {
        Leaf::publish(Group::new(population, respondents, exposed).expect("good"), K)
    }

    fn ends(leaf: Leaf) -> (u32, u32) {
        (leaf.low(), leaf.high())
    }

    #[test]
    fn small_counts_and_small_complements_become_bands() {
        assert_eq!(ends(leaf(60, 40, 4)), (0, 4));
        assert_eq!(ends(leaf(60, 40, 5)), (5, 5));
        assert_eq!(ends(leaf(60, 40, 35)), (35, 35));
        assert_eq!(ends(leaf(60, 40, 36)), (36, 40));
        assert_eq!(ends(leaf(60, 9, 5)), (0, 9));
        assert!(!leaf(60, 9, 5).enough() && leaf(60, 40, 4).enough());
    }

    #[test]
    fn every_count_of_a_band_publishes_the_same() {
        for (from, to) in [(0, 4), (36, 40)] {
            let first = leaf(60, 40, from);
            assert!(
                (from..=to).all(|exposed| leaf(60, 40, exposed) == first),
                "what is hidden hangs on the band alone"
            );
        }
    }

    #[test]
    fn a_union_tells_no_more_than_its_groups() {
        // Whatever the hidden counts are, the union is the same: it was never worked out from them.
        let unions: Vec<_> = (0..=4).map(|hidden| Union::of(&[leaf(60, 40, 12), leaf(50, 30, hidden)])).collect();
        assert!(unions.iter().all(|union| *union == unions[0]));
        assert_eq!((unions[0].low, unions[0].high), (12, 16));
        assert_eq!(unions[0].percent, Some((16, 22)));
    }

    #[test]
    fn a_change_is_said_only_if_no_hidden_count_could_undo_it() {
        let calm = Union::of(&[leaf(300, 200, 3), leaf(300, 200, 20)]);
        let worse = Union::of(&[leaf(300, 200, 60), leaf(300, 200, 70)]);
        assert_eq!(change(&calm, &worse), Verdict::Increased);
        assert_eq!(change(&worse, &calm), Verdict::Decreased);
        let near = Union::of(&[leaf(300, 200, 4), leaf(300, 200, 21)]);
        assert_eq!(change(&calm, &near), Verdict::Undecidable);
    }

    #[test]
    fn a_ratio_spans_all_that_is_possible_and_needs_ten_exposed() {
        assert_eq!(ratio(5, &Union::of(&[leaf(60, 40, 3)])), None);
        let exposed = Union::of(&[leaf(400, 300, 60)]);
        let (low, high) = ratio(12, &exposed).expect("enough exposed");
        assert!(low < 12.0 / 80.0 && high > 12.0 / 80.0 && low > 0.0);
    }

    #[test]
    fn a_part_is_hidden_by_what_is_shown_of_its_whole_and_by_nothing_else() {
        for whole in [(60, 40, 3), (60, 40, 7), (60, 40, 12), (60, 40, 30), (60, 40, 38), (12, 11, 8), (12, 9, 3)] {
            let shown = leaf(whole.0, whole.1, whole.2);
            let possible: Vec<u32> = (shown.low..=shown.high).collect();
            for &all in &possible {
                for part in 0..=all {
                    let figure = ends(shown.within(part, K));
                    assert!(figure.0 <= part && part <= figure.1, "{whole:?}: {part} is not in {figure:?}");
                    let same: Vec<_> =
                        (0..=shown.high).filter(|&other| ends(shown.within(other, K)) == figure).collect();
                    let (least, most) = (same[0], *same.last().expect("itself"));
                    let is_large = least == most && least >= K && shown.low - least >= K;
                    assert!(
                        is_large || most - least >= K.min(shown.high + 1) - 1,
                        "{whole:?}: {part} is {least}–{most}"
                    );
                }
            }
        }
    }

    #[test]
    fn many_who_met_with_any_and_few_with_each_tell_of_each() {
        let parts = [leaf(60, 40, 4), leaf(60, 40, 2), leaf(60, 40, 3)];
        assert!(tells_of_parts(leaf(60, 40, 9), &parts) && tells_of_parts(leaf(60, 40, 5), &parts));
        let overlapping = [leaf(60, 40, 20), leaf(60, 40, 15), leaf(60, 40, 2)];
        assert!(!tells_of_parts(leaf(60, 40, 22), &overlapping) && tells_of_parts(leaf(60, 40, 35), &overlapping));
        let band = Leaf::joined(&[leaf(60, 40, 10), leaf(60, 40, 3)]);
        assert!(tells_of_parts(band, &[leaf(80, 60, 12)]), "10–14 of which 12 have met with the only kind there is");
    }

    #[test]
    fn whether_parts_are_shown_hangs_on_no_hidden_one_being_there() {
        // All worlds of three kinds among few: for whatever is printed, a kind of which it may be none can be none.
        for any in 5..14_u32 {
            let whole = leaf(60, 40, any);
            let mut worlds = std::collections::BTreeMap::<_, Vec<[u32; 3]>>::new();
            let kinds =
                (0..=any).flat_map(|one| (0..=any).flat_map(move |two| (0..=any).map(move |three| [one, two, three])));
            for kinds in kinds.filter(|kinds| kinds.iter().sum::<u32>() >= any) {
                let parts = kinds.map(|part| whole.within(part, K));
                let printed = (!tells_of_parts(whole, &parts)).then(|| parts.map(ends));
                worlds.entry(printed).or_default().push(kinds);
            }
            for (printed, worlds) in worlds {
                for kind in 0..3 {
                    let may_be_none = printed.is_none_or(|parts| parts[kind].0 == 0);
                    let is_none_somewhere = worlds.iter().any(|kinds| kinds[kind] == 0);
                    assert!(is_none_somewhere || !may_be_none, "{any}: {printed:?}");
                }
            }
        }
    }

    #[test]
    fn nobody_answering_is_no_figure() {
        let union = Union::of(&[Leaf::silent(30)]);
        assert_eq!((union.percent, union.persons), (None, Interval { low: 0, high: 30 }));
    }
}
