//! Figures, periods and days in words, for whoever reads what is published. Takes what passed the gate and
//! nothing else.

use crate::{
    calendar,
    statistics::disclosure::{Content, Figure, Released},
};

/// The set of tables of a survey, as `gate` names it.
pub const SURVEY: &str = "survey";

/// Stands beside every figure of reports.
pub(super) const NOT_PREVALENCE: &str =
    "Antalet rapporter visar hur många rapporter som kom in, inte hur vanligt otillåten påverkan är.";

/// How the figures of a set are to be read.
pub(super) fn reading(set: &str) -> &'static str {
    if set == SURVEY { OF_THOSE_WHO_ANSWERED } else { NOT_PREVALENCE }
}

/// A figure as it is printed.
pub fn figure(released: &Released) -> String {
    match released.figure() {
        Figure::Count(count) => grouped(*count),
        Figure::Between { from, to } => format!("{}–{}", grouped(*from), grouped(*to)),
        Figure::About { value, from, to } => format!("ca {} ({}–{})", grouped(*value), grouped(*from), grouped(*to)),
        Figure::Withheld => "visas inte".to_owned(),
    }
}

/// What the forms of the figures mean, of those that occur.
pub(super) fn legend(content: &Content<Released>) -> Vec<&'static str> {
    let mut meanings = Vec::new();
    for meaning in content.cells().filter_map(|cell| meaning(&cell.figure)) {
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    meanings
}

fn meaning(released: &Released) -> Option<&'static str> {
    match released.figure() {
        Figure::Count(_) => None,
        Figure::Between { .. } => Some(
            "Två tal med streck emellan, som 0–4: antalet är något av talen från det första till det sista. Det visas \
             inte exakt, för ett litet antal kan peka ut en person.",
        ),
        Figure::About { .. } => Some(
            "Ca och ett tal: ett slumptal har lagts till en gång för alla, så att ingen kan se om en enskild rapport är \
             med. Det rätta antalet ligger i intervallet inom parentes i 95 fall av 100.",
        ),
        Figure::Withheld => {
            Some("Visas inte: talet är litet, eller så skulle ett annat litet tal gå att räkna ut med hjälp av det.")
        }
    }
}

/// Stands above every figure of a survey.
pub(super) const OF_THOSE_WHO_ANSWERED: &str =
    "Siffrorna bygger på dem som svarade. Intervallen visar hur osäkra siffrorna är när alla inte har svarat.";

/// A period such as 2026-T2, with its months; or a wave such as E2026-1.
pub fn period(name: &str) -> String {
    if let Some((year, place)) = name.strip_prefix('E').and_then(|wave| wave.split_once('-')) {
        return format!("Mätning {place}, {year} ({name})");
    }
    let months = |tertial| ["januari–april", "maj–augusti", "september–december"].get(tertial);
    let read = |(year, tertial): (&str, &str)| {
        let months = months(tertial.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some(format!("Tertial {tertial}, {year} ({months})"))
    };
    name.split_once("-T").and_then(read).unwrap_or_else(|| name.to_owned())
}

/// Those asked, by the code of their population.
pub(super) fn population(code: &str) -> &'static str {
    match code {
        "manager" => "chefer",
        "elected" => "förtroendevalda",
        _ => "medarbetare",
    }
}

/// A day such as 2026-11-22.
pub fn day(date: &str) -> String {
    date.parse().map_or_else(|_| date.to_owned(), calendar::day)
}

/// Digits in groups of three, with spaces that do not break.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group)).collect();
    groups.join("\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_reader_expects() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(period("2026-T2"), "Tertial 2, 2026 (maj–augusti)");
        assert_eq!(period("2026-T0"), "2026-T0");
        assert_eq!(period("E2026-1"), "Mätning 1, 2026 (E2026-1)");
        assert_eq!(day("2026-11-02"), "2 november 2026");
    }
}
