//! How the figures of a period hang together: which cells are sums of which, the same for drawing a table up and for
//! auditing a correction of it.

use crate::{
    form::{Form, Question},
    statistics::disclosure::{AtomId, Role},
};

/// The questions that are published, in order.
const PUBLISHED: [&str; 5] = ["forms", "actors", "matter", "consequences", "already_reported"];
/// What those who chose nothing are counted as.
const UNANSWERED: &str = "unanswered";

/// Cells over atoms, without counts. Atoms come in pairs: those with a perceived purpose, and the rest.
pub(super) struct Layout {
    pub atoms: usize,
    pub cells: Vec<Planned>,
}

/// One cell: of which atoms, and what for. Printed cells have a name.
pub(super) struct Planned {
    pub name: Option<String>,
    pub atoms: Vec<AtomId>,
    pub role: Role,
}

/// A published table: its question, its rows, and the layouts that hold its cells together.
pub(super) struct Plan {
    pub id: String,
    pub question: &'static Question,
    pub rows: Vec<PlannedRow>,
    pub layouts: Vec<Layout>,
}

/// One row: an option of the question, or those who chose none.
pub(super) struct PlannedRow {
    pub option: Option<usize>,
    pub label: String,
    pub all: String,
    /// Where the perceived purpose is shown.
    pub undue: Option<String>,
}

/// Names of the two totals of a period.
pub(super) fn total(period: &str) -> String {
    format!("{period}/reports/all")
}

/// Of them, those with a perceived purpose.
pub(super) fn undue_total(period: &str) -> String {
    format!("{period}/reports/undue")
}

/// The layout of the two totals.
pub(super) fn totals(period: &str) -> Layout {
    Layout {
        atoms: 2,
        cells: vec![
            known(vec![0, 1], Some(total(period))),
            Planned { name: Some(undue_total(period)), atoms: vec![0], role: Role::Printed },
            implied(vec![1]),
        ],
    }
}

/// The tables of a period, as far as its totals are shown.
pub(super) fn plans(period: &str, with_undue: bool) -> Vec<Plan> {
    PUBLISHED.iter().map(|id| plan(period, id, with_undue)).collect()
}

fn plan(period: &str, question: &str, with_undue: bool) -> Plan {
    let form = Form::incident();
    let question = &form.questions[form.position(question).expect("the form asks what is published")];
    let id = format!("{period}/{}", question.id);
    let row = |option: Option<usize>, code: &str, label: &str| PlannedRow {
        option,
        label: label.to_owned(),
        all: format!("{id}/{code}/all"),
        undue: with_undue.then(|| format!("{id}/{code}/undue")),
    };
    let options = question.options.iter().enumerate();
    let mut rows: Vec<_> = options.map(|(place, option)| row(Some(place), &option.code, &option.text.sv)).collect();
    let layouts = if question.kind.is_one() {
        rows.push(row(None, UNANSWERED, "Inget svar"));
        vec![apart(period, &rows, with_undue)]
    } else {
        rows.iter().map(|row| overlapping(period, row, with_undue)).collect()
    };
    Plan { id, question, rows, layouts }
}

/// One answer each: the rows divide the reports between them.
fn apart(period: &str, rows: &[PlannedRow], with_undue: bool) -> Layout {
    let atoms = 2 * rows.len();
    let of = |rest: AtomId| (0..rows.len() as AtomId).map(move |row| 2 * row + rest);
    let mut cells = known_totals(period, (of(0).collect(), of(1).collect()), with_undue);
    for (place, row) in rows.iter().enumerate() {
        let pair = [2 * place as AtomId, 2 * place as AtomId + 1];
        cells.extend(pair_of(row, pair));
        cells.push(implied((0..atoms as AtomId).filter(|atom| !pair.contains(atom)).collect()));
    }
    Layout { atoms, cells }
}

/// Several answers each: a row divides the reports into those that name it and those that do not.
fn overlapping(period: &str, row: &PlannedRow, with_undue: bool) -> Layout {
    let mut cells = known_totals(period, (vec![0, 2], vec![1, 3]), with_undue);
    cells.extend(pair_of(row, [0, 1]));
    cells.push(implied(vec![2, 3]));
    if with_undue {
        cells.extend([implied(vec![2]), implied(vec![3])]);
    }
    Layout { atoms: 4, cells }
}

/// All reports of a period, which everybody knows.
pub(super) fn known_total(period: &str, atoms: Vec<AtomId>) -> Planned {
    known(atoms, Some(total(period)))
}

fn known_totals(period: &str, (undue, rest): (Vec<AtomId>, Vec<AtomId>), with_undue: bool) -> Vec<Planned> {
    let all = known(undue.iter().chain(&rest).copied().collect(), Some(total(period)));
    match with_undue {
        true => vec![all, known(undue, Some(undue_total(period))), known(rest, None)],
        false => vec![all],
    }
}

fn pair_of(row: &PlannedRow, [undue, rest]: [AtomId; 2]) -> Vec<Planned> {
    let printed = |name: &String, atoms| Planned { name: Some(name.clone()), atoms, role: Role::Printed };
    let mut cells = vec![printed(&row.all, vec![undue, rest])];
    if let Some(name) = &row.undue {
        cells.extend([printed(name, vec![undue]), implied(vec![rest])]);
    }
    cells
}

fn known(atoms: Vec<AtomId>, name: Option<String>) -> Planned {
    Planned { name, atoms, role: Role::Known }
}

fn implied(atoms: Vec<AtomId>) -> Planned {
    Planned { name: None, atoms, role: Role::Implied }
}
