//! The sheet a plot is drawn on: writes SVG with presentation attributes only, for a page allows no styles inline.

use super::{
    Plot,
    look::AXIS,
    text::{LABEL, Type},
};

/// How wide every plot is, in user units.
pub(super) const WIDTH: f64 = 640.0;
/// As far right as anything is drawn.
pub(super) const RIGHT: f64 = WIDTH - 3.0;
/// As far left as anything is drawn.
pub(super) const LEFT: f64 = 2.0;

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Which point of a text is held at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What has been drawn so far.
#[derive(Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    /// An element as it is written.
    pub(super) fn element(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, area: Area, fill: &str) {
        self.element(&format!(r#"<rect {} fill="{fill}"/>"#, sides(area)));
    }

    /// The edge of a rectangle.
    pub(super) fn outline(&mut self, area: Area, stroke: &str) {
        self.element(&format!(r#"<rect {} fill="none" stroke="{stroke}"/>"#, sides(area)));
    }

    /// A rectangle that stands for what is not told.
    pub(super) fn dashed(&mut self, area: Area) {
        let sides = sides(area);
        self.element(&format!(
            r#"<rect {sides} fill="none" stroke="{AXIS}" stroke-width="1.5" stroke-dasharray="5 4"/>"#
        ));
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str) {
        let [x, y, to_x, to_y] = [from.0, from.1, to.0, to.1].map(number);
        self.element(&format!(r#"<path d="M{x} {y}L{to_x} {to_y}" stroke="{stroke}" fill="none"/>"#));
    }

    /// A closed shape, with its paint as attributes.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], paint: &str) {
        let points: Vec<_> = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
        self.element(&format!(r#"<polygon points="{}" {paint}/>"#, points.join(" ")));
    }

    /// Lines of text one below another, the block with its middle at the height of the point.
    pub(super) fn text(&mut self, point: (f64, f64), anchor: Anchor, kind: &Type, lines: &[String]) {
        self.written(point, anchor, kind, lines, "");
    }

    /// Lines of text that are read upwards, with the middle of the block over the point and the anchor at its height.
    pub(super) fn upward(&mut self, (x, y): (f64, f64), anchor: Anchor, kind: &Type, lines: &[String]) {
        let turn = format!(r#" transform="rotate(-90 {} {})""#, number(x), number(y));
        self.written((x, y), anchor, kind, lines, &turn);
    }

    fn written(&mut self, (x, y): (f64, f64), anchor: Anchor, kind: &Type, lines: &[String], turn: &str) {
        let mut attributes = format!(r#"font-size="{}" fill="{}""#, number(kind.size), kind.fill);
        attributes.push_str(match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        });
        if kind.bold {
            attributes.push_str(r#" font-weight="600""#);
        }
        if kind.italic {
            attributes.push_str(r#" font-style="italic""#);
        }
        if kind.edged {
            attributes.push_str(r##" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##);
        }
        // The baseline of the first line: letters reach about 0.66 of the size above it.
        let last = f64::from(u32::try_from(lines.len().saturating_sub(1)).expect("a label of few lines"));
        let first = y + 0.33 * kind.size - last * kind.leading() / 2.0;
        let mut baseline = first;
        let mut inner = String::new();
        for line in lines {
            let (x, y, line) = (number(x), number(baseline), escaped(line));
            inner.push_str(&format!(r#"<tspan x="{x}" y="{y}">{line}</tspan>"#));
            baseline += kind.leading();
        }
        self.element(&format!("<text {attributes}{turn}>{inner}</text>"));
    }

    /// The whole document, with the plot's title and alternative for those who do not see it.
    pub(super) fn finish(self, plot: &Plot, height: f64) -> String {
        let (title, alternative) = (escaped(&plot.title), escaped(&plot.alternative));
        let id = name(&[&plot.title, &plot.alternative]);
        let (width, height) = (number(WIDTH), number(height.ceil()));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             font-family=\"'Source Sans 3', 'Segoe UI', Arial, sans-serif\">\n<title id=\"{id}-title\">{title}</title>\n\
             <desc id=\"{id}-desc\">{alternative}</desc>\n{}</svg>\n",
            self.body
        )
    }
}

/// A plot of nothing.
pub(super) fn blank(plot: &Plot) -> String {
    let mut canvas = Canvas::default();
    canvas.text((LEFT, 20.0), Anchor::Start, &LABEL, &["Inga tal att visa.".to_owned()]);
    canvas.finish(plot, 40.0)
}

/// A number with at most one decimal.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // Adding nought turns a negative nought into nought.
    format!("{}", rounded + 0.0)
}

fn sides(area: Area) -> String {
    let [x, y, width, height] = [area.x, area.y, area.width.max(0.0), area.height.max(0.0)].map(number);
    format!(r#"x="{x}" y="{y}" width="{width}" height="{height}""#)
}

/// Text as it may stand in XML; what XML cannot hold becomes a space.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            _ if letter.is_control() => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A name that differs between plots on one page: FNV-1a over what tells them apart.
fn name(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("plot-{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("<a href='x'>&\"\u{1}\n"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;  ");
    }

    #[test]
    fn numbers_are_short_and_never_minus_nought() {
        assert_eq!([0.04, -0.04, 12.0, 3.25].map(number), ["0", "0", "12", "3.3"]);
    }

    #[test]
    fn two_titles_have_two_names() {
        assert_ne!(name(&["a", "b"]), name(&["ab", ""]));
    }
}
