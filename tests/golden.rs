//! The estimator beside reference values computed elsewhere, and what its intervals cover.

use std::{collections::BTreeMap, path::Path};

use orubbad::statistics::estimator::{
    Change, Funnel, Group, Interval, ReportingRatio, Strata, bounds, c_scale, exposed_persons, wilson, wilson_finite,
};

/// The farthest a share may lie from its reference.
const TOLERANCE: f64 = 1e-8;

struct Row(BTreeMap<String, String>);

impl Row {
    fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column}")).trim()
    }

    fn count(&self, column: &str) -> u32 {
        self.text(column).parse().expect("a whole number")
    }

    fn counts(&self, columns: [&str; 3]) -> Group {
        let [population, respondents, exposed] = columns.map(|column| self.count(column));
        Group::new(population, respondents, exposed).expect("good counts")
    }

    fn is(&self, column: &str, found: f64) {
        let right: f64 = self.text(column).parse().expect("a number");
        let close = (found - right).abs() <= TOLERANCE;
        assert!(close, "{} {column}: {found}, and the reference {right}", self.text("id"));
    }

    fn has(&self, columns: [&str; 2], found: Interval<f64>) {
        self.is(columns[0], found.low);
        self.is(columns[1], found.high);
    }

    fn holds(&self, columns: [&str; 2], found: Interval<u32>) {
        let right = Interval { low: self.count(columns[0]), high: self.count(columns[1]) };
        assert_eq!(found, right, "{} {columns:?}", self.text("id"));
    }
}

/// The rows of a file; their number is told, so that none can be left out unseen.
fn rows(file: &str, number: usize) -> Vec<Row> {
    let path = Path::new("tests/statistics/golden").join(file);
    let mut reader = csv::Reader::from_path(path).expect("the file is there");
    let rows: Vec<_> = reader.deserialize().map(|row| Row(row.expect("a row"))).collect();
    assert_eq!(rows.len(), number, "{file}");
    rows
}

#[test]
fn one_group() {
    for row in rows("golden_public.csv", 27) {
        let group = row.counts(["N", "n", "x"]);
        row.is("p_hat", group.share());
        row.is("se_fpc", group.standard_error().expect("more than one answered"));
        let Interval { low, high } = bounds(group);
        let share = |persons: u32| f64::from(persons) / f64::from(group.population());
        row.has(["manski_lo", "manski_hi"], Interval { low: share(low), high: share(high) });
        row.has(["wilson_lo", "wilson_hi"], wilson(group));
        row.has(["wilson_fpc_lo", "wilson_fpc_hi"], wilson_finite(group));
        row.holds(["hyper_tail_Mlo", "hyper_tail_Mhi"], exposed_persons(group));
    }
}

#[test]
fn many_groups() {
    for row in rows("golden_strat_public.csv", 12) {
        let groups = row.text("strata").split(';').map(|group| {
            let counts: Vec<u32> = group.split(':').map(|count| count.parse().expect("a whole number")).collect();
            Group::new(counts[0], counts[1], counts[2]).expect("good counts")
        });
        let found = Strata::new(groups.collect()).expect("there are groups").roll_up();
        let known = found.uncertainty.ok().expect("a standard error");
        let sums = ["N", "n", "x", "df"].map(|column| u64::from(row.count(column)));
        assert_eq!(sums, [found.population, found.respondents, found.exposed, found.degrees]);
        row.is("p_unweighted", found.unweighted);
        row.is("p_poststrat", found.share);
        row.is("var", known.variance);
        row.is("se", known.standard_error);
        row.is("n_eff", known.effective_respondents.expect("some did not answer"));
        row.is("deff_fpc", known.design_effect.expect("some did not answer"));
        row.has(["beta_lo", "beta_hi"], known.intervals.beta);
        row.has(["logit_lo", "logit_hi"], known.intervals.logit);
        row.has(["xlogit_lo", "xlogit_hi"], known.intervals.logit);
        row.has(["wilson_t_lo", "wilson_t_hi"], known.intervals.wilson_t);
        row.has(["mean_lo", "mean_hi"], known.intervals.mean);
    }
}

#[test]
fn change() {
    for row in rows("golden_change_public.csv", 12) {
        let change = Change::between(row.counts(["N1", "n1", "x1"]), row.counts(["N2", "n2", "x2"]));
        row.is("diff", change.difference);
        row.has(["mover_wilsonfpc_lo", "mover_wilsonfpc_hi"], change.mover_wilson_finite);
        row.has(["mover_hyper_lo", "mover_hyper_hi"], change.mover_exact);
    }
}

#[test]
fn reporting_ratio() {
    for row in rows("golden_ratio_public.csv", 8) {
        let found = ReportingRatio::new(row.counts(["N", "n", "x"]), row.count("R"));
        row.is("M_hat", found.exposed_estimate);
        row.holds(["M_lo", "M_hi"], found.exposed);
        row.is("ratio", found.ratio.expect("somebody is exposed"));
        let (low, high) = found.low.zip(found.high).expect("somebody is exposed");
        row.has(["ratio_lo", "ratio_hi"], Interval { low, high });
    }
}

#[test]
fn funnel() {
    for row in rows("golden_funnel_public.csv", 8) {
        let parent = row.text("p0").parse().expect("a share");
        let funnel = Funnel::around(row.count("N"), row.count("n"), parent).expect("good counts");
        assert_eq!(funnel.expected(), row.count("M0"));
        row.holds(["x_lo95", "x_hi95"], funnel.within_95);
        row.holds(["x_lo998", "x_hi998"], funnel.within_998);
    }
}

#[test]
fn vignettes() {
    for row in rows("golden_vignette_public.csv", 14) {
        let place = |column: &str| row.text(column).parse::<u8>().expect("a place");
        let found = c_scale(place("self"), &["v1", "v2", "v3"].map(place));
        row.holds(["Cs", "Ce"], Interval { low: found.low as u32, high: found.high as u32 });
    }
}

/// C(n, 0), C(n, 1) … C(n, n).
fn binomials(n: u32) -> Vec<f64> {
    let next = |row: Vec<f64>, _| {
        let inside = row.windows(2).map(|pair| pair[0] + pair[1]);
        std::iter::once(1.0).chain(inside).chain([1.0]).collect()
    };
    (0..n).fold(vec![1.0], next)
}

/// The least probability, over all groups of at most 30 and all truths, that the limits hold the truth.
fn worst_coverage(covers: impl Fn(Group, u32) -> bool) -> f64 {
    let mut worst: f64 = 1.0;
    for population in 1..=30_u32 {
        for respondents in [40, 60, 80, 100].map(|response| (population * response).div_ceil(100)) {
            for truth in 0..=population {
                let exposed = respondents.saturating_sub(population - truth)..=respondents.min(truth);
                let (marked, unmarked) = (binomials(truth), binomials(population - truth));
                let probability = |x: u32| marked[x as usize] * unmarked[(respondents - x) as usize];
                let covering = exposed.filter(|&x| {
                    let group = Group::new(population, respondents, x).expect("good counts");
                    covers(group, truth)
                });
                let covered: f64 = covering.map(probability).sum();
                worst = worst.min(covered / binomials(population)[respondents as usize]);
            }
        }
    }
    worst
}

#[test]
fn the_exact_interval_never_covers_less_than_95_per_cent_and_wilsons_with_correction_does() {
    let exact = worst_coverage(|group, truth| {
        let limits = exposed_persons(group);
        (limits.low..=limits.high).contains(&truth)
    });
    assert!((0.95..1.0).contains(&exact), "{exact}");
    let corrected = worst_coverage(|group, truth| {
        let limits = wilson_finite(group);
        let share = f64::from(truth) / f64::from(group.population());
        (limits.low - 1e-12..=limits.high + 1e-12).contains(&share)
    });
    assert!(corrected < 0.85, "{corrected}");
}
