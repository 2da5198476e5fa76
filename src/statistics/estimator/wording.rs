//! A figure in Swedish, no finer than its counts bear.

use super::{grade::Grade, group::Group, hypergeometric::exposed_persons, interval::Interval, strata::RollUp};

/// Fewer respondents than this get counts, not per cent.
const FEWEST_FOR_PERCENT: u64 = 20;

/// A share (0–1) in whole per cent, such as "30 %"; what is not quite nobody or everybody is not said to be.
pub fn percent(share: f64) -> String {
    match (100.0 * share).round() {
        0.0 if share > 0.0 => "under 1 %".to_owned(),
        100.0 if share < 1.0 => "över 99 %".to_owned(),
        whole => format!("{whole} %"),
    }
}

/// One group's figure as it may be printed, such as "30 % (12 av 40 svarande; 95 % intervall 14–24 av 60)".
pub fn sentence(group: Group) -> String {
    let limits = exposed_persons(group);
    Figure {
        exposed: group.exposed().into(),
        respondents: group.respondents().into(),
        population: group.population().into(),
        share: group.share(),
        weighting: "",
        limits: Some(Interval::new(limits.low.into(), limits.high.into())),
    }
    .said(Grade::of(group))
}

/// The figure of many groups as it may be printed; the interval is `beta`, in persons rounded outwards.
pub fn roll_up_sentence(figure: &RollUp) -> String {
    let persons = |limits: Interval<f64>| {
        let all = figure.population as f64;
        Interval::new((limits.low * all).floor() as u64, (limits.high * all).ceil() as u64)
    };
    Figure {
        exposed: figure.exposed,
        respondents: figure.respondents,
        population: figure.population,
        share: figure.share,
        weighting: ", vägt efter gruppernas storlek",
        limits: figure.uncertainty.as_ref().ok().map(|known| persons(known.intervals.beta)),
    }
    .said(Grade::of_roll_up(figure))
}

struct Figure {
    exposed: u64,
    respondents: u64,
    population: u64,
    share: f64,
    weighting: &'static str,
    limits: Option<Interval<u64>>,
}

impl Figure {
    fn said(self, grade: Grade) -> String {
        let Self { exposed, respondents, population, share, weighting, limits } = self;
        let certainty = match (grade, limits) {
            (Grade::NotShown(reason), _) => return format!("redovisas inte: {}", reason.swedish()),
            (Grade::IndicationOnly, _) | (_, None) => {
                return format!("{exposed} av {respondents} svarande; säger inget om de övriga");
            }
            _ if respondents == population => "alla har svarat".to_owned(),
            (_, Some(limits)) => format!("95 % intervall {}–{} av {population}", limits.low, limits.high),
        };
        let counts = format!("{exposed} av {respondents} svarande");
        if respondents < FEWEST_FOR_PERCENT {
            format!("{counts} ({certainty})")
        } else {
            format!("{} ({counts}{weighting}; {certainty})", percent(share))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::strata::Strata, *};

    #[test]
    fn a_figure_says_no_more_than_its_counts_bear() {
        let said = |counts: (u32, u32, u32)| sentence(Group::new(counts.0, counts.1, counts.2).expect("good"));
        assert_eq!(said((60, 40, 12)), "30 % (12 av 40 svarande; 95 % intervall 14–24 av 60)");
        assert_eq!(said((24, 18, 5)), "5 av 18 svarande (95 % intervall 5–10 av 24)");
        assert_eq!(said((40, 40, 12)), "30 % (12 av 40 svarande; alla har svarat)");
        assert_eq!(said((18, 18, 5)), "5 av 18 svarande (alla har svarat)");
        assert_eq!(said((700, 280, 84)), "84 av 280 svarande; säger inget om de övriga");
        assert_eq!(said((12, 8, 2)), "redovisas inte: färre än 10 svarande");
    }

    #[test]
    fn many_groups_say_that_they_are_weighted_and_without_an_interval_tell_of_those_who_answered_only() {
        let said = |counts: &[(u32, u32, u32)]| {
            let groups = counts.iter().map(|counts| Group::new(counts.0, counts.1, counts.2).expect("good"));
            roll_up_sentence(&Strata::new(groups.collect()).expect("there are groups").roll_up())
        };
        assert_eq!(
            said(&[(44, 34, 9), (7, 3, 0), (11, 6, 2)]),
            "25 % (11 av 43 svarande, vägt efter gruppernas storlek; 95 % intervall 11–21 av 62)"
        );
        assert_eq!(said(&[(20, 15, 0), (20, 15, 0)]), "0 av 30 svarande; säger inget om de övriga");
    }

    #[test]
    fn per_cent_are_whole_and_never_round_to_nobody_or_everybody() {
        let said = [0.0, 0.004, 0.006, 0.305, 0.996, 1.0].map(percent);
        assert_eq!(said, ["0 %", "under 1 %", "1 %", "31 %", "över 99 %", "100 %"]);
    }
}
