//! How wide a text is, and where it breaks. Widths are those of Source Sans 3 with an eighth to spare, so that
//! Segoe UI and Arial fit too, which a browser takes where it lacks that face.

use super::look::{INK, MUTED};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) fill: &'static str,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// A white edge keeps lines behind the text away from it.
    pub(super) edged: bool,
}

/// Names of rows and series, and figures beside marks.
pub(super) const LABEL: Type = Type { size: 13.0, fill: INK, bold: false, italic: false, edged: true };
/// Names of groups.
pub(super) const GROUP: Type = Type { bold: true, ..LABEL };
/// What stands where a figure is withheld.
pub(super) const WITHHELD: Type = Type { fill: MUTED, italic: true, ..LABEL };
/// Numbers along an axis, its unit and explanations.
pub(super) const TICK: Type = Type { size: 12.0, fill: MUTED, ..LABEL };

impl Type {
    /// The same in another size.
    pub(super) const fn sized(self, size: f64) -> Self {
        Self { size, ..self }
    }

    /// From one line of text to the next.
    pub(super) fn leading(&self) -> f64 {
        self.size * 1.2
    }

    /// How wide a text on one line is, at most.
    pub(super) fn width(&self, text: &str) -> f64 {
        let units: u32 = text.chars().map(|letter| u32::from(advance(letter))).sum();
        f64::from(units) / 1000.0 * self.size * if self.bold { 1.16 } else { 1.12 }
    }

    /// The width of the widest line.
    pub(super) fn widest(&self, lines: &[String]) -> f64 {
        lines.iter().map(|line| self.width(line)).fold(0.0, f64::max)
    }

    /// Whether a text can be broken into lines of a width without breaking a word.
    pub(super) fn breaks_into(&self, text: &str, width: f64) -> bool {
        words(text).flat_map(parts).all(|part| self.width(part.trim_end()) <= width)
    }

    /// The text in lines of at most `width`; a word that is wider is broken at its dashes, or with a hyphen.
    pub(super) fn wrap(&self, text: &str, width: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in words(text) {
            if self.width(word.trim_end()) <= width {
                self.add(word, width, &mut lines);
            } else {
                parts(word).for_each(|part| self.add(part, width, &mut lines));
            }
        }
        lines.iter().map(|line| line.trim_end().to_owned()).collect()
    }

    fn add(&self, part: &str, width: f64, lines: &mut Vec<String>) {
        let line = lines.last_mut().expect("there is always a line");
        if self.width(&format!("{line}{}", part.trim_end())) <= width {
            return line.push_str(part);
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        let fits = self.width(part.trim_end()) <= width;
        for letter in part.chars() {
            let line = lines.last_mut().expect("there is always a line");
            let full = !line.is_empty() && self.width(&format!("{line}{letter}-")) > width;
            if !fits && full && letter != ' ' {
                line.push('-');
                lines.push(letter.to_string());
            } else {
                line.push(letter);
            }
        }
    }
}

/// Words with the space after them; a hard space is none, and a per cent sign stays with its number.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let breaks = rest.match_indices([' ', '\n', '\t']).map(|(at, _)| at + 1);
        let end = breaks.into_iter().find(|at| !rest[*at..].starts_with(['%', ' '])).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

/// The parts of a word that has no room on a line.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive([' ', '–', '/']).filter(|part| !part.trim().is_empty())
}

/// Thousandths of the size.
fn advance(letter: char) -> u16 {
    match letter {
        ' '..='~' => ADVANCES[usize::from(u8::try_from(letter).expect("it is ASCII")) - 32],
        '\u{a0}' => 200,
        'å' | 'ä' | 'à' | 'á' => 504,
        'ö' | 'ø' | 'ó' | 'ü' => 544,
        'é' | 'è' => 496,
        'Å' | 'Ä' => 544,
        'Ö' | 'Ø' | 'Ü' => 664,
        '–' | '−' | '·' | '”' | '’' | '§' | '≥' | '≤' | '×' => 497,
        '…' | '—' | '½' => 948,
        '\u{1100}'.. if !('\u{2000}'..'\u{2600}').contains(&letter) => 1000,
        _ => 664,
    }
}

/// Source Sans 3 Regular, from the space to the tilde.
#[rustfmt::skip]
const ADVANCES: [u16; 95] = [
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497, 497,
    497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727, 647, 664,
    566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555, 496, 292, 504,
    544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_breaks_between_words_and_a_long_word_gets_a_hyphen() {
        let label = "Enhet för säkerhet, beredskap och systemförvaltning";
        let lines = LABEL.wrap(label, 195.0);
        assert_eq!(lines.join(" "), label);
        assert!(lines.len() == 2 && LABEL.widest(&lines) <= 195.0, "{lines:?}");

        let lines = LABEL.wrap("försörjningsstödshandläggarenheten", 90.0);
        assert!(lines.len() > 1 && LABEL.widest(&lines) <= 90.0, "{lines:?}");
        assert_eq!(lines.concat().replace('-', ""), "försörjningsstödshandläggarenheten");
    }

    #[test]
    fn a_figure_breaks_before_its_interval_and_at_its_dash_only_where_it_must() {
        assert_eq!(LABEL.wrap("30 % (24–38)", 60.0), ["30 %", "(24–38)"]);
        assert_eq!(LABEL.wrap("24–26 %", 40.0), ["24–26", "%"]);
        assert_eq!(LABEL.wrap("24–26 %", 32.0), ["24–", "26 %"]);
    }

    #[test]
    fn a_hard_space_is_no_place_to_break() {
        assert_eq!(LABEL.wrap("1\u{a0}200 personer", 45.0)[0], "1\u{a0}200");
        assert!(!LABEL.breaks_into("24\u{a0}%\u{a0}av\u{a0}alla", 30.0));
    }
}
