//! Published figures as marks of a plot, alike on `/lagesbild` and in a briefing. What is withheld or not told exactly
//! enough becomes words.

use crate::{
    plot::{Mark, Row},
    statistics::disclosure::{Estimate, Figure},
};

/// As it is printed where a share is not shown.
pub const NOT_SHOWN: &str = "redovisas inte";

/// Of fewer no share is given in per cent (measurement.md §3.3).
const FEWEST: u64 = 20;

/// The three definitions of being exposed: the id of the figure, and its name beside a mark.
pub const LEVELS: [(&str, &str); 3] = [
    ("exposure/any", "A: utsatta"),
    ("exposure/purposive", "B: otillåten påverkan (SKR)"),
    ("exposure/labelled", "C: säger själva ja"),
];

/// Questions about competence and known guidelines that everybody is asked, in order.
pub const COMPETENCE: [&str; 5] =
    ["knows_what", "knows_how_to_report", "knows_what_follows", "can_handle", "guideline_known"];

/// Questions about the climate at work that everybody is asked, in order.
pub const CLIMATE: [&str; 4] = ["manager_takes_seriously", "open_talk", "dares_decide", "two_at_risk"];

/// A mark that says words and draws nothing.
pub fn words(said: impl Into<String>) -> Mark {
    Mark { said: said.into(), value: None, interval: None }
}

/// An estimate as a mark, in per cent of those who answered, with the interval in per cent of everybody asked.
pub fn share(estimate: Option<&Estimate>) -> Mark {
    let shown = estimate.and_then(|estimate| Some((estimate, estimate.percent()?)));
    let Some((estimate, (low, high))) = shown.filter(|(estimate, _)| estimate.grade() != NOT_SHOWN) else {
        return words(NOT_SHOWN);
    };
    let population = f64::from(estimate.base().0.max(1));
    let (from, to) = estimate.persons();
    let of_all = |persons: u32| 100.0 * f64::from(persons) / population;
    let said = if low == high { format!("{low}\u{a0}%") } else { format!("{low}–{high}\u{a0}%") };
    Mark { said, value: Some((f64::from(low), f64::from(high))), interval: Some((of_all(from), of_all(to))) }
}

/// A figure as a mark, said as it is printed.
pub fn count(said: &str, figure: &Figure) -> Mark {
    let (value, interval) = match *figure {
        Figure::Count(count) => (Some((count as f64, count as f64)), None),
        Figure::Between { from, to } => (Some((from as f64, to as f64)), None),
        Figure::About { value, from, to } => (Some((value as f64, value as f64)), Some((from as f64, to as f64))),
        Figure::Withheld => (None, None),
    };
    Mark { said: said.to_owned(), value, interval }
}

/// A figure beside its base as whole per cent; words where either is not shown exactly enough.
pub fn part(figure: &Figure, base: &Figure) -> Mark {
    let percent = |count: u64, base: u64| (100.0 * count as f64 / base.max(1) as f64).round();
    let (from, to) = match (figure, base) {
        (Figure::Count(count), Figure::Count(base)) if *base < FEWEST => return words(format!("{count} av {base}")),
        (_, Figure::Count(base)) if *base < FEWEST => return words(NOT_SHOWN),
        (Figure::Count(count), Figure::Count(base)) => (percent(*count, *base), percent(*count, *base)),
        (Figure::Between { from, to }, Figure::Count(base)) => (percent(*from, *base), percent(*to, *base)),
        _ => return words(NOT_SHOWN),
    };
    let is_range = matches!(figure, Figure::Between { .. });
    let said = if is_range { format!("{from}–{to}\u{a0}%") } else { format!("{from}\u{a0}%") };
    Mark { said, value: Some((from, to)), interval: None }
}

/// An act's words and its degree, which stands last in its label.
pub fn severity(label: &str) -> (String, Option<String>) {
    match label.strip_suffix(')').and_then(|label| label.rsplit_once(" (allvar ")) {
        Some((act, degree)) => (act.to_owned(), Some(format!("Allvar {degree}"))),
        None => (label.to_owned(), None),
    }
}

/// What somebody who does not see a plot is told: its rows in order.
pub fn told(what: &str, rows: &[Row]) -> String {
    let row = |row: &Row| {
        format!("{}: {}", row.label, row.marks.iter().map(|mark| mark.said.as_str()).collect::<Vec<_>>().join(", "))
    };
    format!("{what} {}.", rows.iter().map(row).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_figure_has_no_numbers_and_neither_has_a_part_of_it() {
        let withheld = count("visas inte", &Figure::Withheld);
        assert_eq!((withheld.value, withheld.interval), (None, None));
        assert_eq!(part(&Figure::Withheld, &Figure::Count(40)), words(NOT_SHOWN));
        assert_eq!(part(&Figure::Count(9), &Figure::Between { from: 0, to: 12 }), words(NOT_SHOWN));
    }

    #[test]
    fn a_range_stays_a_range_as_per_cent() {
        let mark = part(&Figure::Between { from: 0, to: 4 }, &Figure::Count(40));
        assert_eq!((mark.said.as_str(), mark.value), ("0–10\u{a0}%", Some((0.0, 10.0))));
    }

    #[test]
    fn an_act_is_told_without_its_degree_which_is_its_group() {
        assert_eq!(severity("Hot (allvar 2)"), ("Hot".to_owned(), Some("Allvar 2".to_owned())));
        assert_eq!(severity("Annat"), ("Annat".to_owned(), None));
    }
}
