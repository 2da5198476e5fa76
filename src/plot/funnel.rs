//! Steps from the many to the few: bars with a common middle. A withheld step has the same dashed box whatever it hides.

use super::{
    Mark, Plot, Unit,
    canvas::{Anchor, Area, Canvas, LEFT, RIGHT},
    key,
    look::{PALE, colour},
    mark::Drawn,
    rows::count,
    text::{GROUP, LABEL, TICK, Type, WITHHELD},
};

const LABELS: f64 = 190.0;
const SAID: f64 = 180.0;
const AFTER: f64 = 9.0;
/// How wide the box of a withheld step is: fixed, so that it tells nothing.
const UNTOLD: f64 = 120.0;

struct Frame {
    /// Where the shapes of the series stand.
    signs: f64,
    centre: f64,
    width: f64,
    top: f64,
}

impl Frame {
    /// Half of the width of a value's bar.
    fn half(&self, value: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0) * self.width / 2.0
    }
}

/// The plot.
pub(super) fn svg(plot: &Plot) -> String {
    let mut canvas = Canvas::default();
    let all = plot.breadth();
    let (height, gap) = if all > 1 { (20.0, 4.0) } else { (30.0, 16.0) };
    let frame = frame(plot);
    let mut bottom = key::draw(&mut canvas, plot, 2.0);
    let mut above: Option<(f64, Drawn)> = None;
    for (name, rows) in plot.groups() {
        if let Some(name) = name {
            let lines = GROUP.wrap(name, RIGHT - LEFT);
            let deep = GROUP.leading() * count(&lines) + 10.0;
            canvas.text((LEFT, bottom + deep / 2.0), Anchor::Start, &GROUP, &lines);
            bottom += deep;
            above = None;
        }
        for row in rows {
            let label = LABEL.wrap(&row.label, LABELS);
            let said = row.marks.iter().map(|mark| LABEL.leading() * count(&LABEL.wrap(&mark.said, SAID)));
            let slots: Vec<_> = said.map(|said| said.max(height)).collect();
            let marks: f64 = slots.iter().sum();
            let deep = marks.max(LABEL.leading() * count(&label));
            canvas.text((LEFT, bottom + deep / 2.0), Anchor::Start, &LABEL, &label);
            let mut y = bottom + (deep - marks) / 2.0;
            for (series, (mark, slot)) in row.marks.iter().zip(slots).enumerate() {
                let middle = y + slot / 2.0;
                let area = Area {
                    x: 0.0,
                    y: middle - height / 2.0,
                    width: 0.0,
                    height: height - if all > 1 { 3.0 } else { 0.0 },
                };
                if all > 1 {
                    canvas.shape(series, (frame.signs, area.y + area.height / 2.0), colour(series, all));
                } else {
                    above = joined(&mut canvas, &frame, above, mark.drawn(), area);
                }
                step(&mut canvas, &frame, mark, area, (series, all));
                y += slot;
            }
            bottom += deep + gap;
        }
    }
    if plot.drawn().next().is_some() {
        let words = match plot.unit {
            Unit::Percent => "Bredden visar andelen i procent.".to_owned(),
            unit => format!("Bredden visar antalet {}.", unit.named()),
        };
        canvas.text((frame.centre, bottom + 2.0), Anchor::Middle, &TICK, &[words]);
        bottom += 12.0;
    }
    canvas.finish(plot, bottom + 4.0)
}

/// As wide as leaves room for every figure right of its bar.
fn frame(plot: &Plot) -> Frame {
    let widest = plot.rows.iter().map(|row| LABEL.widest(&LABEL.wrap(&row.label, LABELS))).fold(0.0, f64::max);
    let left = LEFT + widest + if plot.breadth() > 1 { 30.0 } else { 14.0 };
    let room = RIGHT - left;
    let top = plot.drawn().map(|drawn| drawn.reach()).fold(0.0, f64::max).max(1.0);
    let width = plot.rows.iter().flat_map(|row| &row.marks).fold(room, |width, mark| {
        let said = AFTER + kind(mark).widest(&LABEL.wrap(&mark.said, SAID));
        width.min(match mark.drawn() {
            Some(drawn) => 2.0 * (room - said) / (1.0 + drawn.reach() / top),
            None => 2.0 * (room - said - UNTOLD / 2.0),
        })
    });
    Frame { signs: LEFT + widest + 14.0, centre: left + width / 2.0, width, top }
}

fn step(canvas: &mut Canvas, frame: &Frame, mark: &Mark, area: Area, (series, all): (usize, usize)) {
    let middle = area.y + area.height / 2.0;
    let said = LABEL.wrap(&mark.said, SAID);
    let centred = |half: f64| Area { x: frame.centre - half, width: 2.0 * half, ..area };
    let end = match mark.drawn() {
        None => {
            canvas.dashed(centred(UNTOLD / 2.0));
            UNTOLD / 2.0
        }
        Some(drawn) => {
            let colour = colour(series, all);
            let (low, high) = (frame.half(drawn.low), frame.half(drawn.high));
            if !drawn.is_exact() {
                canvas.hatched(centred(high), colour);
            }
            if low > 0.0 || drawn.is_exact() {
                canvas.rect(centred(low.max(1.0)), colour);
            }
            if let Some((from, to)) = drawn.interval {
                for side in [-1.0, 1.0] {
                    let ends = [from, to].map(|value| frame.centre + side * frame.half(value));
                    canvas.whisker((ends[0], ends[1]), middle, 5.0, false);
                }
            }
            frame.half(drawn.reach())
        }
    };
    canvas.text((frame.centre + end + AFTER, middle), Anchor::Start, kind(mark), &said);
}

/// A pale ground from the step above to this one, where both are told.
fn joined(
    canvas: &mut Canvas,
    frame: &Frame,
    above: Option<(f64, Drawn)>,
    here: Option<Drawn>,
    area: Area,
) -> Option<(f64, Drawn)> {
    let here = here?;
    if let Some((from, before)) = above {
        let (wide, narrow) = (frame.half(before.high), frame.half(here.high));
        let x = frame.centre;
        let points = [(x - wide, from), (x + wide, from), (x + narrow, area.y), (x - narrow, area.y)];
        canvas.polygon(&points, &format!(r#"fill="{PALE}""#));
    }
    Some((area.y + area.height, here))
}

fn kind(mark: &Mark) -> &'static Type {
    if mark.drawn().is_some() { &LABEL } else { &WITHHELD }
}
