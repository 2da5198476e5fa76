//! Counts of reports that add up to nothing else, as bands below the threshold (METHODS, decisions): what is hidden hangs
//! on the band alone, and every count in the band is possible.

use super::released::{Figure, Released};

/// A count, or the band of everything below the threshold.
pub fn below(count: u64, threshold: u64) -> Released {
    Released::new(if count < threshold { between(0, threshold - 1) } else { Figure::Count(count) })
}

/// How many reports of `whole` say something, and how many of them are among the `part` (both shown).
#[derive(Clone, Copy)]
pub struct Told {
    pub whole: u64,
    pub part: u64,
    pub all: u64,
    pub of_part: u64,
}

impl Told {
    /// The two figures: of all, and of the part. Neither a count, nor those left of it in the part or beside it, is shown
    /// or left to be worked out where it is below the threshold. Nothing for counts that cannot be.
    pub fn publish(self, threshold: u64) -> Option<(Released, Released)> {
        let Self { whole, part, all, of_part } = self;
        let (beside, rest) = (whole.checked_sub(part)?, all.checked_sub(of_part)?);
        let (unsaid, part_unsaid, rest_unsaid) =
            (whole.checked_sub(all)?, part.checked_sub(of_part)?, beside.checked_sub(rest)?);
        let (low, high) = match () {
            () if all < threshold => (0, (threshold - 1).min(whole)),
            () if unsaid < threshold => ((whole + 1).saturating_sub(threshold), whole),
            () => (all, all),
        };
        // Of the part, what anybody can work out: no more than say it, no fewer than find no room beside.
        let ends = between(low.saturating_sub(beside), high.min(part));
        let is_safe = low == high && [of_part, rest, part_unsaid, rest_unsaid].iter().all(|&count| count >= threshold);
        let of_part = if is_safe { Figure::Count(of_part) } else { ends };
        let all = if low == high { Figure::Count(all) } else { between(low, high) };
        Some((Released::new(all), Released::new(of_part)))
    }
}

fn between(from: u64, to: u64) -> Figure {
    Figure::Between { from, to }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const K: u64 = 5;

    fn told(all: u64, of_part: u64) -> (Figure, Figure) {
        let (all, of_part) = Told { whole: 30, part: 12, all, of_part }.publish(K).expect("possible");
        (all.figure().clone(), of_part.figure().clone())
    }

    #[test]
    fn large_counts_are_told_and_small_ones_are_not_even_as_a_difference() {
        assert_eq!(told(15, 6), (Figure::Count(15), Figure::Count(6)));
        assert_eq!(told(4, 2), (between(0, 4), between(0, 4)));
        assert_eq!(told(15, 12), (Figure::Count(15), between(0, 12)), "all of the part say it");
        assert_eq!(told(9, 6), (Figure::Count(9), between(0, 9)), "three beside the part");
        assert_eq!(told(27, 10), (between(26, 30), between(8, 12)));
        assert!(Told { whole: 30, part: 12, all: 5, of_part: 6 }.publish(K).is_none());
    }

    #[test]
    fn whoever_knows_the_rule_finds_no_count_of_few_certain() {
        for (whole, part) in [(30_u64, 12_u64), (12, 5), (11, 6), (60, 40)] {
            let mut worlds: BTreeMap<String, Vec<[u64; 4]>> = BTreeMap::new();
            for all in 0..=whole {
                for of_part in all.saturating_sub(whole - part)..=all.min(part) {
                    let figures = Told { whole, part, all, of_part }.publish(K).expect("possible");
                    let rest = all - of_part;
                    let counts = [all, of_part, rest, part - of_part];
                    worlds.entry(format!("{figures:?}")).or_default().push(counts);
                }
            }
            for (figures, worlds) in worlds {
                for place in 0..4 {
                    let counts: Vec<_> = worlds.iter().map(|world| world[place]).collect();
                    let (low, high) = (*counts.iter().min().expect("one"), *counts.iter().max().expect("one"));
                    let told = format!("{figures}: {low}–{high} of {whole}, {part}");
                    assert!(low >= K || high - low >= K - 1, "narrow: {told}");
                    assert!(high > 0, "nobody is certain: {told}");
                    // That some of many reports had a purpose, or had none, may follow from the totals.
                    assert!(place > 0 || low >= K || low == 0, "somebody is certain: {told}");
                }
            }
        }
    }
}
