//! What the columns of a table are: which ones hold figures, and how wide each has to be.

use crate::briefing::document::{Table, Value};

/// Shorter texts look torn when they are broken, such as `ca 600 (590–610)`.
const SHORT: usize = 18;

/// Whether a column holds figures, which stand to the right; the first one is 0 and never does. Words with something withheld
/// among them are still words.
pub(super) fn has_figures(table: &Table, column: usize) -> bool {
    let Some(at) = column.checked_sub(1) else { return false };
    let values = || table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| &cell.value);
    values().any(|value| matches!(value, Value::Count(_) | Value::Between(..) | Value::About(..)))
        || (values().next().is_some() && values().all(|value| *value == Value::Withheld))
}

/// What a column needs, in thousandths of the size of its letters.
pub(super) struct Need {
    /// Its longest word.
    pub(super) word: usize,
    /// Its longest word or short text.
    pub(super) short: usize,
    /// Its longest line.
    pub(super) line: usize,
}

/// What each column needs.
pub(super) fn needs(table: &Table) -> Vec<Need> {
    let need = |(column, head): (usize, &String)| {
        let said = table.rows.iter().filter_map(|row| match column {
            0 => Some(&row.label),
            _ => row.cells.get(column - 1).map(|cell| &cell.said),
        });
        let said: Vec<_> = said.flat_map(|said| said.lines()).collect();
        let head: Vec<_> = head.split_whitespace().collect();
        // A head is bold.
        let word = longest(said.iter().flat_map(|line| line.split(' '))).max(longest(head.into_iter()) * 11 / 10);
        let short = longest(said.iter().copied().filter(|line| line.chars().count() <= SHORT)).max(word);
        Need { word, short, line: longest(said.into_iter()).max(word) }
    };
    table.columns.iter().enumerate().map(need).collect()
}

fn longest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(width).max().unwrap_or(0)
}

/// How wide a text is in Arial, or a little more.
pub(super) fn width(text: &str) -> usize {
    let sign = |sign: char| match sign {
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'f' | 't' | 'I' => 280,
        '(' | ')' | '[' | ']' | '/' | '-' | 'r' => 340,
        'm' | 'w' | 'M' | '%' | '@' | '…' | 'W' | '—' => 890,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500,
        'A'..='Z' | 'Å' | 'Ä' | 'Ö' | '&' => 730,
        _ => 560,
    };
    text.chars().map(sign).sum()
}

/// The width of a figure, by which spreadsheets count.
pub(super) const FIGURE: usize = 556;

/// The room shared among columns: each gets the least it needs, and what is left goes where most is wanted.
pub(super) fn shared(room: usize, least: &[usize], wanted: &[usize]) -> Vec<usize> {
    let all_least = least.iter().sum::<usize>();
    let Some(left) = room.checked_sub(all_least) else {
        // Too narrow even so: everything shrinks alike.
        return least.iter().map(|width| width * room / all_least).collect();
    };
    let more: Vec<_> = least.iter().zip(wanted).map(|(least, wanted)| wanted.saturating_sub(*least)).collect();
    let all_more = more.iter().sum::<usize>().max(1);
    least.iter().zip(more).map(|(least, more)| least + left * more / all_more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::sample;

    #[test]
    fn words_with_something_withheld_among_them_are_words() {
        let document = sample::document();
        let table = document.tables().next().expect("a table");
        let figures: Vec<_> = (0..table.columns.len()).map(|column| has_figures(table, column)).collect();
        assert_eq!(figures, [false, true, true, false, false]);
    }

    #[test]
    fn letters_are_as_wide_as_they_are() {
        assert!(width("illi") < width("1234") && width("1234") < width("mmWW"));
        assert_eq!(width("2024"), 4 * 560);
    }

    #[test]
    fn the_longest_text_gets_most_and_nobody_less_than_it_needs() {
        assert_eq!(shared(100, &[10, 20, 10], &[10, 40, 60]), [10, 37, 52]);
        assert_eq!(shared(20, &[10, 20, 10], &[10, 40, 60]), [5, 10, 5]);
        assert_eq!(shared(50, &[], &[]), [0; 0]);
    }
}
