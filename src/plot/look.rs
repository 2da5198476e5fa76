//! Colours, shapes and hatching. Colours differ in lightness too, so that they hold in grey; text has at least 4.5:1
//! and every mark 3:1 against white. A shape, or a dash, says the same as a colour.

use super::canvas::{Area, Canvas, number};

/// Text and whiskers.
pub(super) const INK: &str = "#1d2733";
/// Text of less weight.
pub(super) const MUTED: &str = "#55606d";
/// The line an axis starts from.
pub(super) const AXIS: &str = "#6b7683";
/// Lines to read an axis by.
pub(super) const GRID: &str = "#dde2e8";
/// Ground of what says nothing by its shade.
pub(super) const PALE: &str = "#eef1f4";

/// Where there is but one series.
const ONE: &str = "#2a6496";
const SEVERAL: [&str; 6] = ["#17406d", "#c77700", "#0f7a72", "#7a3b7a", "#6b7683", "#1d2733"];
const DASHES: [&str; 6] = ["", "7 4", "2 3", "10 3 2 3", "4 2", "1 2"];
/// From the few to the many.
const SHADES: [&str; 6] = ["#e9f0f7", "#c6d9ea", "#94bad9", "#5a93c0", "#2c6a9e", "#123a63"];

/// The colour of a series among `all`.
pub(super) fn colour(series: usize, all: usize) -> &'static str {
    if all < 2 { ONE } else { SEVERAL[series % SEVERAL.len()] }
}

/// The dash of the line of a series.
pub(super) fn dash(series: usize) -> &'static str {
    DASHES[series % DASHES.len()]
}

/// The shade of a class among `all`, and the colour of text on it.
pub(super) fn shade(class: usize, all: usize) -> (&'static str, &'static str) {
    let last = SHADES.len() - 1;
    let place = if all < 2 { 1 } else { (class.min(all - 1) * last + (all - 1) / 2) / (all - 1) };
    (SHADES[place.min(last)], if place < 4 { INK } else { "#ffffff" })
}

impl Canvas {
    /// The shape of a series, as large as a dot of radius 5.
    pub(super) fn shape(&mut self, series: usize, (x, y): (f64, f64), colour: &str) {
        let corners: &[(f64, f64)] = match series % 6 {
            0 => {
                return self.element(&format!(
                    r##"<circle cx="{}" cy="{}" r="5" fill="{colour}" stroke="#ffffff"/>"##,
                    number(x),
                    number(y)
                ));
            }
            1 => &[(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)],
            2 => &[(0.0, -5.8), (5.8, 4.6), (-5.8, 4.6)],
            3 => &[(0.0, -6.2), (6.2, 0.0), (0.0, 6.2), (-6.2, 0.0)],
            4 => &[(0.0, 5.8), (5.8, -4.6), (-5.8, -4.6)],
            _ => &[(-6.0, -3.0), (6.0, -3.0), (6.0, 3.0), (-6.0, 3.0)],
        };
        let points: Vec<_> = corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        self.polygon(&points, &format!(r##"fill="{colour}" stroke="#ffffff""##));
    }

    /// An area filled with slanting lines, each ended at its edge: a pattern would need a name, and not every reader
    /// of SVG draws one.
    pub(super) fn hatched(&mut self, area: Area, colour: &str) {
        self.rect(area, "#ffffff");
        self.slanted(area, colour);
        self.outline(area, colour);
    }

    /// The slanting lines alone.
    pub(super) fn slanted(&mut self, area: Area, colour: &str) {
        let Area { x, y, width, height } = area;
        let mut lines = String::new();
        let mut start = 4.0;
        while start < width + height {
            let (right, left) = (start.min(width), (start - height).max(0.0));
            let ends = [x + right, y + start - right, x + left, y + start - left].map(number);
            lines.push_str(&format!("M{} {}L{} {}", ends[0], ends[1], ends[2], ends[3]));
            start += 5.0;
        }
        if !lines.is_empty() {
            self.element(&format!(r#"<path d="{lines}" stroke="{colour}" stroke-width="1.6" fill="none"/>"#));
        }
    }

    /// A whisker with caps; it lies along the axis of lying rows, or stands if `upright`.
    pub(super) fn whisker(&mut self, (from, to): (f64, f64), across: f64, cap: f64, upright: bool) {
        let at = |along: f64, off: f64| {
            let (x, y) = if upright { (across + off, along) } else { (along, across + off) };
            format!("{} {}", number(x), number(y))
        };
        let mut path = format!("M{}L{}", at(from, 0.0), at(to, 0.0));
        for end in [from, to] {
            path.push_str(&format!("M{}L{}", at(end, -cap), at(end, cap)));
        }
        // The white edge keeps it apart from a dark bar below.
        for (stroke, width) in [("#ffffff", 3.0), (INK, 1.4)] {
            self.element(&format!(r#"<path d="{path}" stroke="{stroke}" stroke-width="{width}" fill="none"/>"#));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hex")) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn text_and_marks_stand_out_from_white() {
        assert!([INK, MUTED].iter().all(|text| contrast(text, "#ffffff") >= 4.5));
        assert!(contrast(MUTED, PALE) >= 4.5);
        assert!(SEVERAL.iter().chain([&ONE, &AXIS]).all(|mark| contrast(mark, "#ffffff") >= 3.0));
    }

    #[test]
    fn text_can_be_read_on_every_shade_and_more_is_darker() {
        for all in 1..=6 {
            for class in 0..all {
                let (ground, text) = shade(class, all);
                assert!(contrast(ground, text) >= 4.5, "{class} of {all}");
                assert!(class == 0 || luminance(ground) < luminance(shade(class - 1, all).0));
            }
        }
    }

    #[test]
    fn the_first_three_series_differ_in_grey() {
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            assert!(contrast(SEVERAL[one], SEVERAL[other]) >= 1.4, "{one} and {other}");
        }
    }
}
