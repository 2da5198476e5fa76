//! A grid of shades, with each figure printed in its cell. A cell whose figure is a range is shaded by where the range
//! starts, and its corner by where it ends; a withheld cell is hatched, and the key says what its sign stands for.

use super::{
    Mark, Plot, Row,
    canvas::{Anchor, Area, Canvas, LEFT, RIGHT},
    look::{GRID, PALE, shade},
    rows::count,
    scale::{Scale, printed},
    text::{GROUP, LABEL, TICK, Type, WITHHELD},
};

const HEAD: f64 = 170.0;
const CORNER: f64 = 7.0;

struct Grid<'a> {
    scale: Scale,
    left: f64,
    cell: f64,
    labels: f64,
    kind: Type,
    /// What is withheld in words that no cell has room for, each with its sign.
    signs: Vec<(&'a str, String)>,
}

/// The plot.
pub(super) fn svg(plot: &Plot) -> String {
    let mut canvas = Canvas::default();
    let grid = Grid::of(plot);
    let mut bottom = grid.heads(&mut canvas, plot, 2.0);
    for (name, rows) in plot.groups() {
        if let Some(name) = name {
            let lines = GROUP.wrap(name, RIGHT - LEFT);
            let deep = GROUP.leading() * count(&lines) + 10.0;
            canvas.text((LEFT, bottom + deep / 2.0), Anchor::Start, &GROUP, &lines);
            bottom += deep;
        }
        for row in rows {
            bottom += grid.row(&mut canvas, row, bottom);
        }
    }
    bottom = grid.key(&mut canvas, plot, bottom + 12.0);
    canvas.finish(plot, bottom)
}

impl<'a> Grid<'a> {
    fn of(plot: &'a Plot) -> Self {
        let columns = plot.breadth().max(plot.series.len());
        let columns = f64::from(u32::try_from(columns).expect("few columns"));
        let labels = if columns > 8.0 { 150.0 } else { 190.0 };
        let widest = plot.rows.iter().map(|row| LABEL.widest(&LABEL.wrap(&row.label, labels))).fold(0.0, f64::max);
        let left = LEFT + widest + 8.0;
        let cell = ((RIGHT - left) / columns).min(120.0);
        let marks = || plot.rows.iter().flat_map(|row| &row.marks);
        let told = || marks().filter(|mark| mark.drawn().is_some()).map(|mark| mark.said.as_str());
        let sizes = [12.0, 11.5, 11.0, 10.5, 10.0].map(|size| Type { edged: false, ..LABEL }.sized(size));
        let line = sizes.iter().find(|kind| told().all(|said| kind.width(said) <= cell - 3.0));
        let broken = || sizes.iter().find(|kind| told().all(|said| kind.breaks_into(said, cell - 3.0)));
        let kind = *line.or_else(broken).unwrap_or(&sizes[4]);

        let mut long: Vec<&str> = Vec::new();
        for mark in marks().filter(|mark| mark.drawn().is_none()) {
            let said = mark.said.as_str();
            if !long.contains(&said) && !untold_kind(&kind).breaks_into(said, cell - 6.0) {
                long.push(said);
            }
        }
        let one = long.len() == 1;
        let sign = |place: u8| if one { "..".to_owned() } else { format!("..{}", char::from(b'a' + place % 26)) };
        let signs = long.into_iter().zip((0..=u8::MAX).map(sign)).collect();
        Self { scale: Scale::close(plot), left, cell, labels, kind, signs }
    }

    fn x(&self, column: usize) -> f64 {
        self.left + self.cell * f64::from(u32::try_from(column).expect("few columns"))
    }

    /// Names of the columns: lying if their words have room, else read upwards.
    fn heads(&self, canvas: &mut Canvas, plot: &Plot, top: f64) -> f64 {
        let kind = LABEL.sized(12.0);
        if plot.series.iter().all(|name| name.trim().is_empty()) {
            return top;
        }
        let lying: Vec<_> = plot.series.iter().map(|name| kind.wrap(name, self.cell - 6.0)).collect();
        let whole = plot.series.iter().all(|name| kind.breaks_into(name, self.cell - 6.0));
        if whole && lying.iter().all(|lines| lines.len() < 4) {
            let height = lying.iter().map(|lines| count(lines) * kind.leading()).fold(0.0, f64::max) + 8.0;
            for (column, lines) in lying.iter().enumerate() {
                let middle = top + height - 5.0 - count(lines) * kind.leading() / 2.0;
                canvas.text((self.x(column) + self.cell / 2.0, middle), Anchor::Middle, &kind, lines);
            }
            return top + height;
        }
        let room = (self.cell / kind.leading()).floor().max(1.0);
        let fits = |width: &f64| {
            plot.series.iter().all(|name| kind.breaks_into(name, *width) && count(&kind.wrap(name, *width)) <= room)
        };
        let width = [80.0, 100.0, 120.0, 140.0, HEAD, 220.0, 300.0].into_iter().find(fits).unwrap_or(HEAD);
        let turned: Vec<_> = plot.series.iter().map(|name| kind.wrap(name, width)).collect();
        let height = turned.iter().map(|lines| kind.widest(lines)).fold(0.0, f64::max) + 8.0;
        for (column, lines) in turned.iter().enumerate() {
            let point = (self.x(column) + self.cell / 2.0, top + height - 5.0);
            canvas.upward(point, Anchor::Start, &kind, lines);
        }
        top + height
    }

    fn row(&self, canvas: &mut Canvas, row: &Row, top: f64) -> f64 {
        let label = LABEL.wrap(&row.label, self.labels);
        let cells: Vec<_> = row.marks.iter().map(|mark| self.said(mark)).collect();
        let said = cells.iter().map(|lines| count(lines) * self.kind.leading()).fold(0.0, f64::max);
        let height = (said + 8.0).max(count(&label) * LABEL.leading() + 4.0).max(26.0);
        canvas.text((LEFT, top + height / 2.0), Anchor::Start, &LABEL, &label);
        for (column, (mark, lines)) in row.marks.iter().zip(&cells).enumerate() {
            let area = Area { x: self.x(column), y: top, width: self.cell - 1.0, height: height - 1.0 };
            let kind = self.ground(canvas, mark, area);
            canvas.text((area.x + area.width / 2.0, top + area.height / 2.0), Anchor::Middle, &kind, lines);
        }
        height
    }

    fn said(&self, mark: &Mark) -> Vec<String> {
        match self.signs.iter().find(|(words, _)| mark.drawn().is_none() && *words == mark.said) {
            Some((_, sign)) => vec![sign.clone()],
            None if mark.drawn().is_none() => untold_kind(&self.kind).wrap(&mark.said, self.cell - 6.0),
            None => self.kind.wrap(&mark.said, self.cell - 3.0),
        }
    }

    /// Shades a cell, and says how to write on it.
    fn ground(&self, canvas: &mut Canvas, mark: &Mark, area: Area) -> Type {
        let Some(drawn) = mark.drawn() else {
            untold(canvas, area);
            return untold_kind(&self.kind);
        };
        let all = self.scale.ticks.len() - 1;
        let [low, high] = [drawn.low, drawn.high].map(|value| shade(self.scale.class(value), all));
        canvas.rect(area, low.0);
        if high != low {
            let (right, top) = (area.x + area.width, area.y);
            let corner = [(right - CORNER, top), (right, top), (right, top + CORNER)];
            canvas.polygon(&corner, &format!(r#"fill="{}""#, high.0));
        }
        Type { fill: low.1, ..self.kind }
    }

    fn key(&self, canvas: &mut Canvas, plot: &Plot, top: f64) -> f64 {
        let (mut x, mut y) = (self.left, top);
        let classes = self.scale.ticks.len().saturating_sub(1);
        for (class, ends) in self.scale.ticks.windows(2).enumerate() {
            canvas.rect(Area { x, y, width: 38.0, height: 12.0 }, shade(class, classes).0);
            canvas.text((x, y + 21.0), Anchor::Middle, &TICK, &[printed(ends[0])]);
            x += 38.0;
            if class + 1 == classes {
                canvas.text((x, y + 21.0), Anchor::Middle, &TICK, &[printed(ends[1])]);
                canvas.text((x + 14.0, y + 6.0), Anchor::Start, &TICK, &[plot.unit.named().to_owned()]);
            }
        }
        y += if classes > 0 { 42.0 } else { 4.0 };
        for (words, sign) in &self.signs {
            let area = Area { x: self.left, y: y - 8.0, width: 38.0, height: 17.0 };
            untold(canvas, area);
            canvas.text((area.x + 19.0, y), Anchor::Middle, &WITHHELD.sized(12.0), std::slice::from_ref(sign));
            let lines = TICK.wrap(words, RIGHT - self.left - 46.0);
            canvas.text((area.x + 46.0, y), Anchor::Start, &TICK, &lines);
            y += count(&lines) * TICK.leading() + 7.0;
        }
        let class = |value| self.scale.class(value);
        if plot.drawn().any(|drawn| class(drawn.low) != class(drawn.high)) {
            let words = "Fältet har färg efter det lägsta tal det kan vara, hörnet efter det högsta.";
            let lines = TICK.wrap(words, RIGHT - self.left);
            canvas.text((self.left, y + (count(&lines) - 1.0) * TICK.leading() / 2.0), Anchor::Start, &TICK, &lines);
            y += count(&lines) * TICK.leading() + 4.0;
        }
        y
    }
}

/// How words of withheld cells are set, beside figures set as `kind`.
fn untold_kind(kind: &Type) -> Type {
    WITHHELD.sized(kind.size.max(11.0))
}

fn untold(canvas: &mut Canvas, area: Area) {
    canvas.rect(area, PALE);
    canvas.slanted(area, GRID);
}
