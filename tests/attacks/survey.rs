//! Attacks on survey figures: A08–A12. Why they fail is tried in `closure`.

use std::collections::BTreeSet;

use orubbad::statistics::{
    disclosure::{Figure, Leaf, Union, below, ratio, tells_of_parts},
    estimator::{Group, Interval, ReportingRatio, exposed_persons},
};

const K: u32 = 5;

/// The reader who knows how everything is worked out: of all worlds those that would have printed the same as the truth.
fn possible<W: PartialEq, P: PartialEq>(
    worlds: impl IntoIterator<Item = W>,
    truth: &W,
    print: impl Fn(&W) -> P,
) -> Vec<W> {
    let printed = print(truth);
    let possible: Vec<_> = worlds.into_iter().filter(|world| print(world) == printed).collect();
    assert!(possible.contains(truth), "the truth is possible");
    possible
}

fn group(population: u32, respondents: u32, exposed: u32) -> Group {
    Group::new(population, respondents, exposed).expect("a group")
}

fn leaf(population: u32, respondents: u32, exposed: u32) -> Leaf {
    Leaf::publish(group(population, respondents, exposed), K)
}

/// Everything that is published of a group by itself.
fn published(population: u32, respondents: u32, exposed: u32) -> (Leaf, Union) {
    let leaf = leaf(population, respondents, exposed);
    (leaf, Union::of(&[leaf]))
}

/// A share in so many tenths of a per cent.
fn tenths(share: f64) -> u32 {
    (1000.0 * share).round() as u32
}

/// A08.
#[test]
fn per_cent_with_a_decimal_give_the_respondents_and_every_count_but_whole_ones_of_published_counts_do_not() {
    let (population, respondents, items) = (24, 17, [1, 3, 5, 7, 12]);
    let printed = items.map(|exposed| tenths(f64::from(exposed) / f64::from(respondents)));
    // For every number of respondents, the counts that give these per cent.
    let explained: Vec<_> =
        (1..=population).filter(|&n| printed.iter().all(|share| all_tenths(n).contains(share))).collect();
    assert_eq!(explained, [respondents], "only so many can have answered");
    for exposed in items {
        let counts = possible(0..=respondents, &exposed, |count| tenths(f64::from(*count) / f64::from(respondents)));
        assert_eq!(counts, [exposed]);
    }

    for (population, respondents) in [(24, 17), (40, 27)] {
        for exposed in [1, 3, 0, respondents, respondents - 2] {
            let counts = possible(0..=respondents, &exposed, |count| published(population, respondents, *count));
            assert_eq!(counts.len(), 5, "{exposed} of {respondents} could be {counts:?}");
        }
    }
    assert_eq!(published(24, 17, 7).1.percent, None, "17 answers bear no per cent");
}

/// Every share that so many respondents can give.
fn all_tenths(respondents: u32) -> BTreeSet<u32> {
    (0..=respondents).map(|exposed| tenths(f64::from(exposed) / f64::from(respondents))).collect()
}

/// A09.
#[test]
fn a_weighted_share_with_decimals_is_a_hash_of_the_hidden_counts_but_one_of_bands_is_not() {
    let units = [(31, 11), (47, 13), (29, 12)];
    let truth = [1, 7, 3];
    let counts = |place: usize| 0..=units[place].1;
    let worlds = || counts(0).flat_map(move |a| counts(1).flat_map(move |b| counts(2).map(move |c| [a, b, c])));
    let share = |world: &[u32; 3]| {
        let weighted = units.iter().zip(world).map(|(unit, exposed)| f64::from(unit.0 * exposed) / f64::from(unit.1));
        weighted.sum::<f64>() / 107.0
    };
    let total = |world: &[u32; 3]| world.iter().sum::<u32>();
    let of_the_sum = possible(worlds(), &truth, total).len();
    let whole = possible(worlds(), &truth, |world| (total(world), (100.0 * share(world)).round() as u32)).len();
    let naive = possible(worlds(), &truth, |world| (total(world), (100_000.0 * share(world)).round() as u32));
    assert!(of_the_sum > 70 && whole > 5, "{of_the_sum} worlds have the sum, {whole} the whole per cent too");
    assert_eq!(naive, [truth], "with three decimals the sum is hardly needed");

    let leaves = |world: &[u32; 3]| [0, 1, 2].map(|place| leaf(units[place].0, units[place].1, world[place]));
    let through = possible(worlds(), &truth, |world| (leaves(world), Union::of(&leaves(world))));
    assert_eq!(through.len(), 25, "both hidden counts have their whole bands");
}

/// A10.
#[test]
fn an_interval_without_its_count_gives_the_count_but_one_from_end_to_end_of_the_band_does_not() {
    let (population, respondents) = (24, 14);
    for exposed in 0..K {
        let counts =
            possible(0..=respondents, &exposed, |count| exposed_persons(group(population, respondents, *count)));
        assert_eq!(counts, [exposed]);

        let counts = possible(0..=respondents, &exposed, |count| published(population, respondents, *count));
        assert_eq!(counts, [0, 1, 2, 3, 4]);
        let Interval { low, high } = published(population, respondents, exposed).1.persons;
        let around = |count| exposed_persons(group(population, respondents, count));
        assert_eq!((low, high), (around(0).low, around(4).high), "it covers whatever the count is");
    }
}

/// How many respondents chose each set of three types: threat, harassment, bribery. The place of a set is its bits.
type Patterns = [u32; 8];

/// How many chose a type, and how many any.
fn chose(patterns: &Patterns, one: usize) -> u32 {
    (0..8).filter(|set| set >> one & 1 == 1).map(|set| patterns[set]).sum()
}

fn chose_any(patterns: &Patterns) -> u32 {
    patterns[1..].iter().sum()
}

/// Every way for so many respondents to choose.
fn all_patterns(respondents: u32) -> Vec<Patterns> {
    fn fill(patterns: &mut Patterns, set: usize, left: u32, all: &mut Vec<Patterns>) {
        if set == 7 {
            patterns[7] = left;
            all.push(*patterns);
            return;
        }
        for count in 0..=left {
            patterns[set] = count;
            fill(patterns, set + 1, left - count, all);
        }
    }
    let mut all = Vec::new();
    fill(&mut [0; 8], 0, respondents, &mut all);
    all
}

/// Every number of the bribed in a world that prints the same.
fn bribed<P: PartialEq>(truth: Patterns, print: impl Fn(&Patterns) -> P) -> BTreeSet<u32> {
    possible(all_patterns(truth.iter().sum()), &truth, print).iter().map(|patterns| chose(patterns, 2)).collect()
}

/// What is printed of any exposure and of its types, as a release does.
fn printed(patterns: &Patterns) -> (Leaf, Option<[Leaf; 3]>) {
    let any = leaf(20, patterns.iter().sum(), chose_any(patterns));
    let types = [0, 1, 2].map(|one| any.within(chose(patterns, one), K));
    (any, (!tells_of_parts(any, &types)).then_some(types))
}

/// Whether nobody, and as many as the threshold, could have been bribed for all that is printed.
fn stays_open(truth: Patterns) -> bool {
    let found = bribed(truth, printed);
    (0..K).all(|count| found.contains(&count))
}

/// A11.
#[test]
fn any_exposure_with_its_types_and_their_mean_gives_the_bribed_but_without_a_mean_the_band_stays() {
    // Five were spared, three were threatened, two harassed, three both, and one both threatened and bribed.
    let truth = [5, 3, 2, 3, 0, 1, 0, 0];
    let mean = |patterns: &Patterns| {
        let types: u32 = (0..3).map(|one| chose(patterns, one)).sum();
        (types > 0).then(|| tenths(f64::from(types) / f64::from(chose_any(patterns))))
    };
    let naive = bribed(truth, |patterns| (chose_any(patterns), chose(patterns, 0), chose(patterns, 1), mean(patterns)));
    assert_eq!(naive, BTreeSet::from([1]));

    assert!(stays_open(truth));
}

/// A11, where the bands meet their sum.
#[test]
fn twelve_exposed_and_three_bands_do_not_tell_that_each_type_has_four() {
    // Five were spared, and four each met with one type and no other.
    let truth = [5, 4, 4, 0, 4, 0, 0, 0];
    assert!(stays_open(truth));
}

/// A12.
#[test]
fn a_ratio_gives_what_it_was_divided_by_and_what_was_divided_but_one_of_published_counts_does_not() {
    let (population, respondents, exposed, reports) = (300, 200, 3, 7);
    let divided = |count: &u32| ReportingRatio::new(group(population, respondents, *count), reports).ratio.map(tenths);
    assert_eq!(possible(0..=respondents, &exposed, divided), [exposed]);
    // And backwards: who knows the exposed reads the reports.
    let known = group(population, respondents, 60);
    let of_reports = |reports: &u32| ReportingRatio::new(known, *reports).ratio.map(tenths);
    assert_eq!(possible(0..50, &3, of_reports), [3]);

    // A group that hides its count, with one that does not: the ratio is there, and is the same for the whole band.
    let through = |count: &u32| {
        let both = Union::of(&[leaf(population, respondents, *count), leaf(300, 200, 60)]);
        ratio(reports, &both).expect("more than ten exposed")
    };
    assert_eq!(
        possible(0..=respondents, &exposed, |count| (leaf(population, respondents, *count), through(count))),
        [0, 1, 2, 3, 4]
    );
    assert_eq!(ratio(reports, &published(population, respondents, exposed).1), None);
    // Reports are divided only if they are shown.
    let shown = Union::of(&[leaf(300, 200, 60)]);
    let through = |reports: &u32| match *below((*reports).into(), K.into()).figure() {
        Figure::Count(count) => ratio(count as u32, &shown),
        _ => None,
    };
    assert_eq!(possible(0..50, &3, through), [0, 1, 2, 3, 4]);
}
