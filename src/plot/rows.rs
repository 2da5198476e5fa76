//! What lying bars and dots share: labels to the left, marks along one axis, the figure as it is printed right of each
//! mark, with room kept so that none is cut.

use super::{
    Mark, Plot, Row,
    canvas::{Anchor, Canvas, LEFT, RIGHT},
    key,
    look::{AXIS, GRID, colour},
    mark::Drawn,
    scale::{Scale, printed},
    text::{GROUP, LABEL, TICK, WITHHELD},
};

const LABELS: f64 = 200.0;
/// The same where some label would else be a tower of lines.
const LONG_LABELS: f64 = 285.0;
const SAID: f64 = 200.0;
const AFTER: f64 = 8.0;

/// The axis on the sheet.
pub(super) struct Frame {
    pub(super) left: f64,
    width: f64,
    scale: Scale,
}

impl Frame {
    /// Where a value lies.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.left + self.scale.part(value) * self.width
    }
}

/// The place of one mark.
pub(super) struct Spot {
    pub(super) drawn: Drawn,
    pub(super) middle: f64,
    pub(super) series: usize,
    /// How many series there are.
    pub(super) all: usize,
}

struct Slot<'a> {
    mark: &'a Mark,
    said: Vec<String>,
    series: usize,
    middle: f64,
}

struct Layout<'a> {
    slots: Vec<Slot<'a>>,
    labels: Vec<(f64, Vec<String>)>,
    groups: Vec<(f64, Vec<String>)>,
    bottom: f64,
    /// So long that the axis is marked at both ends.
    is_long: bool,
}

/// The plot with each mark drawn by `draw`.
pub(super) fn svg(plot: &Plot, draw: fn(&mut Canvas, &Frame, &Spot)) -> String {
    let mut canvas = Canvas::default();
    let all = plot.breadth();
    let top = key::draw(&mut canvas, plot, 2.0);
    let room = labels(plot);
    let widest = plot.rows.iter().map(|row| LABEL.widest(&LABEL.wrap(&row.label, room))).fold(0.0, f64::max);
    let left = LEFT + widest + if all > 1 { 26.0 } else { 10.0 };
    let frame = frame(plot, left);
    let layout = layout(plot, top, room);
    axis(&mut canvas, plot, &frame, &layout, top);
    for (y, lines) in &layout.groups {
        canvas.text((LEFT, *y), Anchor::Start, &GROUP, lines);
    }
    for (y, lines) in &layout.labels {
        canvas.text((LEFT, *y), Anchor::Start, &LABEL, lines);
    }
    for Slot { mark, said, series, middle } in layout.slots {
        if all > 1 {
            canvas.shape(series, (frame.left - 13.0, middle), colour(series, all));
        }
        match mark.drawn() {
            Some(drawn) => {
                draw(&mut canvas, &frame, &Spot { drawn, middle, series, all });
                canvas.text((frame.x(drawn.reach()) + AFTER, middle), Anchor::Start, &LABEL, &said);
            }
            None => canvas.text((frame.left + AFTER, middle), Anchor::Start, &WITHHELD, &said),
        }
    }
    canvas.finish(plot, layout.bottom + if frame.scale.ticks.is_empty() { 8.0 } else { 26.0 })
}

/// As wide as leaves room for every figure right of its mark.
fn frame(plot: &Plot, left: f64) -> Frame {
    let scale = Scale::of(plot);
    let room = RIGHT - left;
    let last = scale.ticks.last().map_or(0.0, |tick| TICK.width(&printed(*tick)) / 2.0);
    let marks = plot.rows.iter().flat_map(|row| &row.marks);
    let fits = marks.filter_map(|mark| {
        let part = scale.part(mark.drawn()?.reach());
        let said = LABEL.widest(&LABEL.wrap(&mark.said, SAID));
        (part > 0.0).then_some((room - AFTER - said) / part)
    });
    let width = fits.fold(room - last, f64::min);
    Frame { left, width, scale }
}

/// The room of the labels.
fn labels(plot: &Plot) -> f64 {
    let is_tower = |row: &Row| LABEL.wrap(&row.label, LABELS).len() > 5;
    if plot.rows.iter().any(is_tower) { LONG_LABELS } else { LABELS }
}

fn layout(plot: &Plot, top: f64, room: f64) -> Layout<'_> {
    let several = plot.breadth() > 1;
    let (slot, gap) = if several { (17.0, 9.0) } else { (25.0, 0.0) };
    let is_long = plot.rows.iter().map(|row| row.marks.len()).sum::<usize>() > 24;
    let bottom = top + if is_long { 22.0 } else { 4.0 };
    let mut layout = Layout { slots: Vec::new(), labels: Vec::new(), groups: Vec::new(), bottom, is_long };
    for (place, (name, rows)) in plot.groups().into_iter().enumerate() {
        layout.bottom += if place > 0 { gap + 8.0 } else { 0.0 };
        if let Some(name) = name {
            let lines = GROUP.wrap(name, RIGHT - LEFT);
            let height = GROUP.leading() * count(&lines) + 6.0;
            layout.groups.push((layout.bottom + height / 2.0, lines));
            layout.bottom += height;
        }
        for row in rows {
            layout.row(row, (slot, gap), room);
        }
        layout.bottom -= gap;
    }
    layout
}

impl<'a> Layout<'a> {
    fn row(&mut self, row: &'a Row, (slot, gap): (f64, f64), room: f64) {
        let label = LABEL.wrap(&row.label, room);
        let said: Vec<_> = row.marks.iter().map(|mark| LABEL.wrap(&mark.said, SAID)).collect();
        let heights: Vec<_> = said.iter().map(|lines| (LABEL.leading() * count(lines) + 1.0).max(slot)).collect();
        let marks: f64 = heights.iter().sum();
        let height = marks.max(LABEL.leading() * count(&label) + 4.0);
        self.labels.push((self.bottom + height / 2.0, label));
        let mut y = self.bottom + (height - marks) / 2.0;
        for (series, ((mark, said), height)) in row.marks.iter().zip(said).zip(heights).enumerate() {
            self.slots.push(Slot { mark, said, series, middle: y + height / 2.0 });
            y += height;
        }
        self.bottom += height + gap;
    }
}

fn axis(canvas: &mut Canvas, plot: &Plot, frame: &Frame, layout: &Layout<'_>, top: f64) {
    let mut heights = vec![layout.bottom + 14.0];
    let from = if layout.is_long {
        heights.push(top + 8.0);
        top + 18.0
    } else {
        top
    };
    for tick in &frame.scale.ticks {
        let x = frame.x(*tick);
        canvas.line((x, from), (x, layout.bottom + 4.0), if *tick > 0.0 { GRID } else { AXIS });
        for y in &heights {
            canvas.text((x, *y), Anchor::Middle, &TICK, &[printed(*tick)]);
        }
    }
    if frame.scale.ticks.is_empty() {
        canvas.line((frame.left, from), (frame.left, layout.bottom + 4.0), AXIS);
    } else {
        for y in &heights {
            canvas.text((frame.left - AFTER, *y), Anchor::End, &TICK, &[plot.unit.named().to_owned()]);
        }
    }
}

/// How many lines, as a measure.
pub(super) fn count(lines: &[String]) -> f64 {
    f64::from(u32::try_from(lines.len()).expect("few lines"))
}
