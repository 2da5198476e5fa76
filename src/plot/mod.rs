//! Plots as SVG: one look for paper, screen and spreadsheet, readable in grey and by people who tell few colours apart.
//! A plot is handed what is printed anyway and draws nothing else; what is withheld is drawn as words.

mod bars;
mod canvas;
mod dots;
mod funnel;
mod heat;
mod key;
mod look;
mod mark;
mod rows;
mod scale;
mod series;
#[cfg(test)]
mod tests;
mod text;

use serde::Serialize;

/// One plot: rows of marks, drawn by its kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plot {
    /// What it shows, on one line.
    pub title: String,
    /// The text alternative: what somebody who does not see it needs, in one to three sentences.
    pub alternative: String,
    pub kind: Kind,
    pub unit: Unit,
    /// What is drawn side by side in each row, such as A, B and C; one without a name needs no key.
    pub series: Vec<String>,
    pub rows: Vec<Row>,
}

/// How a plot is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Lying bars, each with its interval as a whisker.
    Bars,
    /// Dots with whiskers on one line for each row.
    Dots,
    /// Steps from the many to the few, each centred below the one before.
    Funnel,
    /// Rows and series as a grid of shades.
    Heat,
    /// Rows as points in time from left to right, one line for each series.
    Series,
}

/// What is counted along the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 0–100.
    Percent,
    Persons,
    Reports,
}

/// One row: a label, and a mark for each series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    pub label: String,
    /// Rows with the same group stand together under its name, such as a degree of severity.
    pub group: Option<String>,
    pub marks: Vec<Mark>,
}

/// One figure as it is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// As it is printed beside the mark: `24–26 %`, `0–4`, `redovisas inte`.
    pub said: String,
    /// From and to, in the unit of the axis; the same twice where it is exact; nothing where it is withheld.
    pub value: Option<(f64, f64)>,
    /// The 95 % interval.
    pub interval: Option<(f64, f64)>,
}

impl Plot {
    /// The plot as an SVG document of its own, 640 units wide. The title is not drawn: whoever prints the plot prints it.
    pub fn svg(&self) -> String {
        if self.breadth() == 0 {
            return canvas::blank(self);
        }
        match self.kind {
            Kind::Bars => rows::svg(self, bars::draw),
            Kind::Dots => rows::svg(self, dots::draw),
            Kind::Funnel => funnel::svg(self),
            Kind::Heat => heat::svg(self),
            Kind::Series => series::svg(self),
        }
    }

    /// How many marks the fullest row holds.
    fn breadth(&self) -> usize {
        self.rows.iter().map(|row| row.marks.len()).max().unwrap_or(0)
    }

    /// Rows under the name of their group, groups in the order of their first rows.
    fn groups(&self) -> Vec<(Option<&str>, Vec<&Row>)> {
        let mut groups: Vec<(Option<&str>, Vec<&Row>)> = Vec::new();
        for row in &self.rows {
            let name = row.group.as_deref();
            match groups.iter_mut().find(|(other, _)| *other == name) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((name, vec![row])),
            }
        }
        groups
    }
}
