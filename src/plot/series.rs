//! Points in time from left to right, a line for each series, broken where a figure is withheld. What is printed stands
//! at the points of a single series where there is room, else in a row for each series below the periods.

use super::{
    Mark, Plot,
    canvas::{Anchor, Area, Canvas, LEFT, RIGHT},
    key,
    look::{AXIS, GRID, colour},
    mark::Drawn,
    rows::count,
    scale::{Scale, printed},
    text::{GROUP, LABEL, TICK, Type, WITHHELD},
};

struct Frame {
    scale: Scale,
    left: f64,
    column: f64,
    top: f64,
    height: f64,
    /// How far apart the marks of one period stand.
    apart: f64,
    all: usize,
}

impl Frame {
    fn middle(&self, period: usize) -> f64 {
        self.left + self.column * (place(period) + 0.5)
    }

    fn x(&self, period: usize, series: usize) -> f64 {
        self.middle(period) + (place(series) - (place(self.all) - 1.0) / 2.0) * self.apart
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom() - self.scale.part(value) * self.height
    }

    fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// The plot.
pub(super) fn svg(plot: &Plot) -> String {
    let mut canvas = Canvas::default();
    let top = key::draw(&mut canvas, plot, 2.0) + 24.0;
    let (frame, beside) = frame(plot, top);
    axis(&mut canvas, plot, &frame);
    for series in 0..frame.all {
        line(&mut canvas, plot, &frame, series);
    }
    for (period, row) in plot.rows.iter().enumerate() {
        for (series, mark) in row.marks.iter().enumerate() {
            if let Some(drawn) = mark.drawn() {
                point(&mut canvas, &frame, (frame.x(period, series), series), drawn);
            }
        }
    }
    let mut bottom = periods(&mut canvas, plot, &frame);
    if beside {
        at_points(&mut canvas, plot, &frame);
    } else {
        bottom = below(&mut canvas, plot, &frame, bottom);
    }
    canvas.finish(plot, bottom + 2.0)
}

/// The frame, and whether every figure has room at its point.
fn frame(plot: &Plot, top: f64) -> (Frame, bool) {
    let scale = Scale::of(plot);
    let (all, periods) = (plot.breadth(), place(plot.rows.len()));
    let ticks = scale.ticks.iter().map(|tick| TICK.width(&printed(*tick))).fold(0.0, f64::max);
    let marks = || plot.rows.iter().flat_map(|row| &row.marks);
    let widest = marks().map(|mark| kind(mark).width(&mark.said)).fold(0.0, f64::max);

    // A point alone has no course to show.
    let height = if plot.rows.len() < 2 { 130.0 } else { 230.0 };
    let left = LEFT + ticks + 10.0;
    let column = (RIGHT - left) / periods;
    if all == 1 && widest + 10.0 <= column {
        return (Frame { scale, left, column, top, height, apart: 0.0, all }, true);
    }
    let left = left.max(LEFT + if all > 1 { 24.0 } else { 0.0 });
    let column = (RIGHT - left) / periods;
    let apart = (column / (place(all) + 1.0)).min(16.0);
    (Frame { scale, left, column, top, height, apart, all }, false)
}

fn axis(canvas: &mut Canvas, plot: &Plot, frame: &Frame) {
    for tick in &frame.scale.ticks {
        let y = frame.y(*tick);
        canvas.line((frame.left, y), (RIGHT, y), if *tick > 0.0 { GRID } else { AXIS });
        canvas.text((frame.left - 6.0, y), Anchor::End, &TICK, &[printed(*tick)]);
    }
    if frame.scale.ticks.is_empty() {
        canvas.line((frame.left, frame.bottom()), (RIGHT, frame.bottom()), AXIS);
    } else {
        canvas.text((LEFT, frame.top - 16.0), Anchor::Start, &TICK, &[plot.unit.named().to_owned()]);
    }
}

/// From each told point to the next, unless one between them is withheld; where figures are ranges, between both ends.
fn line(canvas: &mut Canvas, plot: &Plot, frame: &Frame, series: usize) {
    let colour = colour(series, frame.all);
    let told: Vec<Option<Drawn>> = plot.rows.iter().map(|row| row.marks.get(series).and_then(Mark::drawn)).collect();
    for (period, pair) in told.windows(2).enumerate() {
        let &[Some(one), Some(next)] = pair else { continue };
        let (from, to) = (frame.x(period, series), frame.x(period + 1, series));
        let low = [(from, frame.y(one.low)), (to, frame.y(next.low))];
        let high = [(from, frame.y(one.high)), (to, frame.y(next.high))];
        if !(one.is_exact() && next.is_exact()) {
            let ground = [low[0], low[1], high[1], high[0]];
            canvas.polygon(&ground, &format!(r#"fill="{colour}" fill-opacity="0.15""#));
            key::rule(canvas, series, high, colour);
        }
        key::rule(canvas, series, low, colour);
    }
}

fn point(canvas: &mut Canvas, frame: &Frame, (x, series): (f64, usize), drawn: Drawn) {
    let colour = colour(series, frame.all);
    if let Some((from, to)) = drawn.interval {
        canvas.whisker((frame.y(from), frame.y(to)), x, 4.5, true);
    }
    let (low, high) = (frame.y(drawn.low), frame.y(drawn.high));
    if drawn.is_exact() {
        canvas.shape(series, (x, low), colour);
    } else {
        canvas.rect(Area { x: x - 3.5, y: high, width: 7.0, height: low - high }, colour);
    }
}

/// Names of the periods, and below them those of their groups.
fn periods(canvas: &mut Canvas, plot: &Plot, frame: &Frame) -> f64 {
    let names: Vec<_> = plot.rows.iter().map(|row| LABEL.wrap(&row.label, frame.column - 6.0)).collect();
    let whole = plot.rows.iter().all(|row| LABEL.breaks_into(&row.label, frame.column - 6.0));
    let mut bottom = frame.bottom() + 6.0;
    if whole {
        let height = names.iter().map(|lines| count(lines) * LABEL.leading()).fold(0.0, f64::max);
        for (period, lines) in names.iter().enumerate() {
            let middle = bottom + count(lines) * LABEL.leading() / 2.0;
            canvas.text((frame.middle(period), middle), Anchor::Middle, &LABEL, lines);
        }
        bottom += height;
    } else {
        bottom += upward(canvas, frame, bottom, plot.rows.iter().map(|row| (row.label.as_str(), &LABEL)));
    }
    let mut start = 0;
    for rows in plot.rows.chunk_by(|one, other| one.group == other.group) {
        if let Some(name) = &rows[0].group {
            let middle = (frame.middle(start) + frame.middle(start + rows.len() - 1)) / 2.0;
            let lines = GROUP.wrap(name, frame.column * place(rows.len()) - 6.0);
            canvas.text((middle, bottom + count(&lines) * GROUP.leading() / 2.0), Anchor::Middle, &GROUP, &lines);
        }
        start += rows.len();
    }
    let groups = plot.rows.chunk_by(|one, other| one.group == other.group).filter_map(|rows| {
        let lines = GROUP.wrap(rows[0].group.as_ref()?, frame.column * place(rows.len()) - 6.0);
        Some(count(&lines) * GROUP.leading())
    });
    bottom + groups.fold(0.0, f64::max) + 4.0
}

/// What is printed, above each point; for a withheld one just above the axis.
fn at_points(canvas: &mut Canvas, plot: &Plot, frame: &Frame) {
    for (period, row) in plot.rows.iter().enumerate() {
        for (series, mark) in row.marks.iter().enumerate() {
            let y = mark.drawn().map_or(frame.bottom() - 1.0, |drawn| frame.y(drawn.reach()) - 4.0);
            let said = std::slice::from_ref(&mark.said);
            canvas.text((frame.x(period, series), y - 9.0), Anchor::Middle, kind(mark), said);
        }
    }
}

/// What is printed, in a row for each series below its periods.
fn below(canvas: &mut Canvas, plot: &Plot, frame: &Frame, top: f64) -> f64 {
    let mut bottom = top + 4.0;
    for series in 0..frame.all {
        canvas.line((LEFT, bottom), (RIGHT, bottom), GRID);
        let told = || plot.rows.iter().map(|row| row.marks.get(series));
        let width = frame.column - 4.0;
        let height = if told().flatten().all(|mark| kind(mark).sized(12.0).breaks_into(&mark.said, width)) {
            let lines: Vec<_> = told()
                .map(|mark| mark.map(|mark| (kind(mark).sized(12.0), LABEL.sized(12.0).wrap(&mark.said, width))))
                .collect();
            let height =
                lines.iter().flatten().map(|(kind, lines)| count(lines) * kind.leading()).fold(0.0, f64::max) + 8.0;
            for (period, (kind, lines)) in
                lines.iter().enumerate().filter_map(|(period, cell)| Some((period, cell.as_ref()?)))
            {
                canvas.text((frame.middle(period), bottom + height / 2.0), Anchor::Middle, kind, lines);
            }
            height
        } else {
            let said = told().map(|mark| mark.map_or(("", &LABEL), |mark| (mark.said.as_str(), kind(mark))));
            upward(canvas, frame, bottom + 4.0, said) + 8.0
        };
        if frame.all > 1 {
            canvas.shape(series, (LEFT + 7.0, bottom + height / 2.0), colour(series, frame.all));
        }
        bottom += height;
    }
    bottom
}

/// Words read upwards below the columns, and how deep they reach.
fn upward<'a>(canvas: &mut Canvas, frame: &Frame, top: f64, words: impl Iterator<Item = (&'a str, &'a Type)>) -> f64 {
    let words: Vec<_> = words.map(|(words, kind)| (kind.sized(12.0), kind.wrap(words, 150.0))).collect();
    let height = words.iter().map(|(kind, lines)| kind.widest(lines)).fold(0.0, f64::max);
    for (period, (kind, lines)) in words.iter().enumerate() {
        canvas.upward((frame.middle(period), top), Anchor::End, kind, lines);
    }
    height
}

fn kind(mark: &Mark) -> &'static Type {
    if mark.drawn().is_some() { &LABEL } else { &WITHHELD }
}

fn place(place: usize) -> f64 {
    f64::from(u32::try_from(place).expect("few marks"))
}
