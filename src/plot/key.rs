//! The key above a plot: what series look like, and what a whisker and a hatched part mean where they occur.

use super::{
    Kind, Plot,
    canvas::{Anchor, Area, Canvas, LEFT, RIGHT, number},
    look::{AXIS, colour, dash},
    text::{LABEL, TICK, Type},
};

const SYMBOL: f64 = 30.0;
const GAP: f64 = 18.0;

enum Symbol {
    Series(usize),
    Range,
    Whisker,
}

impl Plot {
    /// Whether its series need names.
    pub(super) fn has_several_names(&self) -> bool {
        self.series.iter().filter(|name| !name.trim().is_empty()).count() > 1
    }
}

/// Draws the key from `top` down, and says where it ends.
pub(super) fn draw(canvas: &mut Canvas, plot: &Plot, top: f64) -> f64 {
    let mut bottom = top;
    if plot.has_several_names() {
        let names = plot.series.iter().enumerate().filter(|(_, name)| !name.trim().is_empty());
        let entries: Vec<_> = names.map(|(place, name)| (Symbol::Series(place), name.as_str())).collect();
        bottom = flow(canvas, plot, &entries, &LABEL, bottom);
    }
    let mut entries = Vec::new();
    if plot.drawn().any(|drawn| !drawn.is_exact()) {
        let here = match plot.kind {
            Kind::Bars => "talet ligger inom det streckade",
            Kind::Funnel => "kanten ligger inom det streckade",
            _ => "talet ligger på det tjocka strecket",
        };
        entries.push((Symbol::Range, here));
    }
    if plot.drawn().any(|drawn| drawn.interval.is_some()) {
        entries.push((Symbol::Whisker, "osäkerhet (95 % intervall)"));
    }
    if !entries.is_empty() {
        bottom = flow(canvas, plot, &entries, &TICK, bottom);
    }
    if bottom > top { bottom + 8.0 } else { top }
}

fn flow(canvas: &mut Canvas, plot: &Plot, entries: &[(Symbol, &str)], kind: &Type, top: f64) -> f64 {
    let (mut x, mut y, mut deepest) = (LEFT, top, top);
    for (symbol, words) in entries {
        let lines = kind.wrap(words, RIGHT - LEFT - SYMBOL);
        let wide = SYMBOL + kind.widest(&lines);
        if x > LEFT && x + wide > RIGHT {
            (x, y) = (LEFT, deepest);
        }
        let height = kind.leading() * f64::from(u32::try_from(lines.len()).expect("few lines")) + 5.0;
        let middle = y + height / 2.0;
        sign(canvas, plot, symbol, (x, middle));
        canvas.text((x + SYMBOL, middle), Anchor::Start, kind, &lines);
        x += wide + GAP;
        deepest = deepest.max(y + height);
    }
    deepest
}

fn sign(canvas: &mut Canvas, plot: &Plot, symbol: &Symbol, (x, y): (f64, f64)) {
    let all = plot.breadth();
    let bars = matches!(plot.kind, Kind::Bars | Kind::Funnel);
    let bar = Area { x, y: y - 5.0, width: 23.0, height: 10.0 };
    // What holds for all series has the colour of none.
    let any = if all > 1 { AXIS } else { colour(0, all) };
    match symbol {
        Symbol::Series(series) if bars => {
            canvas.rect(Area { x: x + 12.0, width: 12.0, ..bar }, colour(*series, all));
            canvas.shape(*series, (x + 5.0, y), colour(*series, all));
        }
        Symbol::Series(series) => {
            let colour = colour(*series, all);
            if plot.kind == Kind::Series {
                rule(canvas, *series, [(x, y), (x + 24.0, y)], colour);
            }
            canvas.shape(*series, (x + 12.0, y), colour);
        }
        Symbol::Range if bars => canvas.hatched(bar, any),
        Symbol::Range => canvas.rect(Area { y: y - 3.5, height: 7.0, ..bar }, any),
        Symbol::Whisker => canvas.whisker((x + 1.0, x + 23.0), y, 4.0, false),
    }
}

/// The line of a series, with its dash.
pub(super) fn rule(canvas: &mut Canvas, series: usize, [from, to]: [(f64, f64); 2], colour: &str) {
    let [x, y, to_x, to_y] = [from.0, from.1, to.0, to.1].map(number);
    let dash = match dash(series) {
        "" => String::new(),
        dash => format!(r#" stroke-dasharray="{dash}""#),
    };
    let path = format!("M{x} {y}L{to_x} {to_y}");
    canvas.element(&format!(r#"<path d="{path}" stroke="{colour}" stroke-width="2" fill="none"{dash}/>"#));
}
