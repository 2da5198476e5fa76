//! The incident figures: the whole organisation per closed tertial, and each förvaltning of at least 150 employees with
//! noise. Never a unit.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    counted::Counted,
    gate::{self, Draft, Hidden, Progress, Refusal, Source, Verdict},
    handled,
    layout::{Layout, Plan, plans, total, totals, undue_total},
};
use crate::{
    form::Form,
    org::{Node, NodeKind},
    statistics::disclosure::{
        Cell, Content, Figure, Ledger, PublishError, Released, Role, Row, Rules, Sheet, System, Table, about, below,
        publish,
    },
    urn::Period,
};

/// Counts below five are protected, also against somebody who knows, or has himself made up, four of them.
pub(super) const RULES: Rules = Rules { threshold: 5, coalition: 4 };
/// A förvaltning of fewer employees has no figure of its own.
const EMPLOYEES: i64 = 150;

pub(super) fn draft(
    sources: &[Source],
    nodes: &[Node],
    ledger: &Ledger,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Draft, Refusal> {
    let incidents = ledger.releases().iter().filter(|release| release.content.set == gate::INCIDENTS);
    let earlier: Vec<_> = incidents.flat_map(|release| &release.content.periods).collect();
    if let Some(source) = sources.iter().find(|source| earlier.contains(&&source.tally.period)) {
        return Err(Refusal::Published(source.tally.period.clone()));
    }
    if sources.iter().all(|source| source.tally.ballots == 0) {
        return Err(Refusal::Empty);
    }
    let mut gathered = Gathered::default();
    for (place, source) in sources.iter().enumerate() {
        let percent = |part: usize| (100 * (place * 8 + part) / (8 * sources.len())) as u8;
        period(source, nodes, &mut gathered, &|part| {
            progress(Progress { percent: percent(part), doing: "Tabellerna skyddas och granskas" });
        })?;
    }
    let periods: Vec<_> = sources.iter().map(|source| source.tally.period.clone()).collect();
    let content = Content {
        v: 1,
        set: gate::INCIDENTS.to_owned(),
        notes: notes(earlier.len() + periods.len()),
        periods,
        waves: Vec::new(),
        tables: gathered.tables,
        estimates: Vec::new(),
        findings: Vec::new(),
        erratum: None,
    };
    let verdict = Verdict {
        protected: gathered.protected,
        releases: ledger.releases().len(),
        adversaries: vec![
            "den som har läst allt som har publicerats".to_owned(),
            "den som dessutom känner till, eller själv har hittat på, upp till fyra av rapporterna i en tabell som summerar"
                .to_owned(),
        ],
    };
    Ok(Draft { content, hidden: gathered.hidden, verdict })
}

/// What is made so far.
#[derive(Default)]
pub(super) struct Gathered {
    tables: Vec<Table<Released>>,
    hidden: Vec<Hidden>,
    protected: usize,
}

impl Gathered {
    /// A line in the list of what is hidden, where a figure is no count.
    pub(super) fn note(&mut self, cell: &str, figure: &Released) {
        if !matches!(figure.figure(), Figure::Count(_)) {
            self.protected += 1;
            self.hide(cell, HIDDEN);
        }
    }

    fn hide(&mut self, cell: &str, reason: &str) {
        self.hidden.push(Hidden { cell: cell.to_owned(), reason: reason.to_owned() });
    }
}

/// One reason for all: which of the hidden counts are small themselves would tell more than what is published.
const HIDDEN: &str = "Antalet är litet, eller så skulle ett litet antal gå att räkna ut med hjälp av det.";
const NO_PURPOSE: &str = "Hur många som var otillåten påverkan visas inte, så tabellen gäller alla rapporter.";
const TOO_FEW: &str = "Färre än fem rapporter kom in under perioden, så inga tabeller visas.";
const UNPROTECTED: &str = "Går inte att skydda bredvid det som redan är publicerat.";

fn period(source: &Source, nodes: &[Node], gathered: &mut Gathered, done: &dyn Fn(usize)) -> Result<(), Refusal> {
    let (tally, name) = (&source.tally, source.tally.period.as_str());
    let counted = Counted::of(tally);
    let all = Cell { id: total(name), figure: below(tally.ballots, RULES.threshold as u64) };
    let is_shown = matches!(all.figure.figure(), Figure::Count(_));
    let mut cells = vec![all];
    let mut with_undue = false;
    if is_shown {
        let figures = figures(&totals(name), &counted.totals(), source, gathered, &undue_total(name))?;
        let undue = figures.get(&undue_total(name)).cloned().unwrap_or_else(Released::withheld);
        with_undue = matches!(undue.figure(), Figure::Count(_));
        cells.push(Cell { id: undue_total(name), figure: undue });
    } else {
        gathered.hide(&total(name), TOO_FEW);
        cells.push(Cell { id: undue_total(name), figure: Released::withheld() });
    }
    gathered.tables.push(Table {
        id: format!("{name}/reports"),
        period: name.to_owned(),
        title: "Inkomna rapporter".to_owned(),
        base: "Alla rapporter som kom in under perioden, i hela organisationen.".to_owned(),
        columns: columns(true),
        rows: vec![Row { label: "Hela organisationen".to_owned(), cells }],
    });
    done(1);
    if is_shown {
        gathered.tables.extend(departments(source, nodes));
        done(2);
        for (place, plan) in plans(name, with_undue).into_iter().enumerate() {
            let table = table(&plan, &counted, source, with_undue, gathered)?;
            gathered.tables.push(table);
            done(3 + place);
        }
        if !with_undue {
            gathered.hide(&undue_total(name), NO_PURPOSE);
        }
        let handled = handled::tables(source, gathered)?;
        gathered.tables.extend(handled);
    }
    Ok(())
}

fn columns(with_undue: bool) -> Vec<String> {
    let columns = ["Alla rapporter", "Otillåten påverkan"];
    columns[..1 + usize::from(with_undue)].iter().map(|&column| column.to_owned()).collect()
}

/// One question's table.
fn table(
    plan: &Plan,
    counted: &Counted,
    source: &Source,
    with_undue: bool,
    gathered: &mut Gathered,
) -> Result<Table<Released>, Refusal> {
    let question = Form::incident().position(&plan.question.id).expect("a question of the form");
    let one = plan.question.kind.is_one();
    let shown = match plan.layouts.as_slice() {
        [layout] if one => figures(layout, &counted.apart(question, &plan.rows), source, gathered, &plan.id)?,
        _ => overlapping(plan, question, counted, source, gathered)?,
    };
    let cell = |id: &String| Cell { id: id.clone(), figure: shown.get(id).cloned().unwrap_or_else(Released::withheld) };
    let rows = plan.rows.iter().map(|row| Row {
        label: row.label.clone(),
        cells: [Some(&row.all), row.undue.as_ref()].into_iter().flatten().map(cell).collect(),
    });
    let several = if one { "" } else { " En rapport kan ha flera svar." };
    Ok(Table {
        id: plan.id.clone(),
        period: source.tally.period.clone(),
        title: plan.question.text.sv.clone(),
        base: format!("Alla rapporter som kom in under perioden, i hela organisationen.{several}"),
        columns: columns(with_undue),
        rows: rows.collect(),
    })
}

/// The figures of a question with several answers, whose options add up to nothing.
fn overlapping(
    plan: &Plan,
    question: usize,
    counted: &Counted,
    source: &Source,
    gathered: &mut Gathered,
) -> Result<BTreeMap<String, Released>, Refusal> {
    let mut shown = BTreeMap::new();
    for row in &plan.rows {
        let figures = counted.told(question, row).and_then(|told| told.publish(RULES.threshold.unsigned_abs()));
        let (all, undue) = figures.ok_or_else(|| Refusal::Crooked(source.tally.period.clone()))?;
        for (id, figure) in [(Some(&row.all), all), (row.undue.as_ref(), undue)] {
            let Some(id) = id else { continue };
            if !matches!(figure.figure(), Figure::Count(_)) {
                gathered.protected += 1;
                gathered.hide(id, HIDDEN);
            }
            shown.insert(id.clone(), figure);
        }
    }
    Ok(shown)
}

/// The figures of one layout, by name; what cannot be protected is left out and said so.
pub(super) fn figures(
    layout: &Layout,
    atoms: &[i64],
    source: &Source,
    gathered: &mut Gathered,
    seed: &str,
) -> Result<BTreeMap<String, Released>, Refusal> {
    let cells: Vec<_> = layout.cells.iter().map(|cell| cell.atoms.clone()).collect();
    let system = System::new(atoms.to_vec(), cells).map_err(|_| Refusal::Crooked(source.tally.period.clone()))?;
    let sheet = Sheet { system, roles: layout.cells.iter().map(|cell| cell.role).collect() };
    let name = |cell: u32| layout.cells[cell as usize].name.clone().expect("what is printed has a name");
    let printed = || layout.cells.iter().filter(|cell| cell.role == Role::Printed).filter_map(|cell| cell.name.clone());
    match publish(&sheet, RULES, seed_of(source, seed)) {
        Ok(published) => {
            gathered.protected += published.protected;
            published.hidden.iter().for_each(|&cell| gathered.hide(&name(cell), HIDDEN));
            Ok(published.figures.into_iter().map(|(cell, figure)| (name(cell), figure)).collect())
        }
        Err(PublishError::Infeasible(_)) => {
            printed().for_each(|cell| gathered.hide(&cell, UNPROTECTED));
            Ok(BTreeMap::new())
        }
        Err(PublishError::Breach(cells)) => Err(Refusal::Breach {
            cells: cells.into_iter().filter_map(|cell| layout.cells[cell as usize].name.clone()).collect(),
            proposals: printed().map(|cell| format!("visa inte {cell}")).collect(),
        }),
        Err(PublishError::Unproved(_) | PublishError::Unaudited(_)) => Err(Refusal::Unproved(seed.to_owned())),
    }
}

fn seed_of(source: &Source, part: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"orubbad protection");
    hasher.update(source.secret);
    hasher.update(part);
    hasher.finalize().into()
}

/// Large förvaltningar, each with noise of its own.
fn departments(source: &Source, nodes: &[Node]) -> Option<Table<Released>> {
    let tally = &source.tally;
    let last = Period::parse(&tally.period)?.ends().yesterday().ok()?;
    let rows: Vec<_> = nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Department && node.exists_on(last))
        .filter_map(|department| {
            let belongs = |node: &&Node| node.id == department.id || node.parent == Some(department.id);
            let own: Vec<&Node> = nodes.iter().filter(belongs).collect();
            let there = own.iter().filter(|node| node.exists_on(last));
            let employees: i64 = there.filter_map(|node| node.head_count).map(i64::from).sum();
            let units: Vec<Uuid> = own.iter().map(|node| node.id).collect();
            let reports = tally.units.iter().filter(|unit| unit.unit.is_some_and(|unit| units.contains(&unit)));
            let id = format!("{}/departments/{}", tally.period, department.code);
            let figure = about(reports.map(|unit| unit.ballots).sum(), &source.secret, &id);
            (employees >= EMPLOYEES).then(|| Row { label: department.name.clone(), cells: vec![Cell { id, figure }] })
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        id: format!("{}/departments", tally.period),
        period: tally.period.clone(),
        title: "Inkomna rapporter per förvaltning".to_owned(),
        base: format!("Förvaltningar med minst {EMPLOYEES} medarbetare med klient- eller medborgarkontakt."),
        columns: columns(false),
        rows,
    })
}

fn notes(periods: usize) -> Vec<String> {
    [
        "Antalet rapporter visar hur många rapporter som kom in, inte hur vanligt otillåten påverkan är.".to_owned(),
        "En händelse kan ha rapporterats av flera, och en person kan ha lämnat flera rapporter.".to_owned(),
        "Otillåten påverkan är det som rapportören uppfattade som ett försök att påverka arbetet eller ett beslut.".to_owned(),
        "Inga tal visas för enskilda enheter.".to_owned(),
        format!(
            "Till talen för förvaltningar har ett slumptal lagts en gång för alla (geometrisk fördelning, ε = 1 per period; \
             sammanlagt hittills ε = {periods})."
        ),
    ]
    .into()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        release::gate,
        urn::{Tally, UnitTally},
    };
    use jiff::civil::date;

    const UNIT: &str = "Mottagningen Vildvittran";

    fn node(code: &str, kind: NodeKind, parent: Option<Uuid>, head_count: Option<i32>) -> Node {
        let name = if kind == NodeKind::Unit { UNIT.to_owned() } else { format!("Förvaltning {code}") };
        let id = Uuid::from_u128(code.bytes().fold(0, |sum, byte| sum * 256 + u128::from(byte)));
        let valid_from = date(2020, 1, 1);
        Node { id, code: code.to_owned(), kind, name, parent, head_count, valid_from, valid_to: None }
    }

    pub(crate) fn organisation() -> Vec<Node> {
        let large = node("large", NodeKind::Department, None, None);
        let small = node("small", NodeKind::Department, None, None);
        let units = [
            node("a", NodeKind::Unit, Some(large.id), Some(150)),
            node("b", NodeKind::Unit, Some(small.id), Some(149)),
        ];
        [vec![large, small], units.to_vec()].concat()
    }

    /// `ballots` reports from one unit, of which `undue` with a purpose; all of them threats by a client,
    /// `violence` of them violence too, half of that with a purpose.
    pub(crate) fn source(ballots: u64, undue: u64, violence: u64) -> Source {
        let form = Form::incident();
        let counts = |all: u64, violence: u64| -> Vec<Vec<u64>> {
            let question = |question: &crate::form::Question| {
                let count = |code: &str| match (question.id.as_str(), code) {
                    ("forms", "threat") | ("actors", "client") | ("matter", "other") => all,
                    ("forms", "violence") => violence,
                    _ => 0,
                };
                question.options.iter().map(|option| count(&option.code)).collect()
            };
            form.questions.iter().map(question).collect()
        };
        let unit = UnitTally {
            unit: Some(organisation()[2].id),
            name: UNIT.to_owned(),
            department: "Förvaltning large".to_owned(),
            ballots,
            undue,
            counts: counts(ballots, violence),
            undue_counts: counts(undue, violence / 2),
        };
        let tally = Tally {
            v: 2,
            form: form.version,
            period: "2026-T1".to_owned(),
            ballots,
            dummies: 0,
            invalid: 0,
            handled: crate::urn::Handled::default(),
            units: vec![unit],
            secret: String::new(),
        };
        Source { tally, secret: [9; 32] }
    }

    fn draft(source: Source) -> Draft {
        gate::draft(&[source], &organisation(), &Ledger::default(), &|_| {}).expect("can be published")
    }

    fn figure(draft: &Draft, cell: &str) -> Figure {
        let id = format!("2026-T1/{cell}");
        let found = draft.content.cells().find(|cell| cell.id == id);
        found.unwrap_or_else(|| panic!("no cell {id}")).figure.figure().clone()
    }

    #[test]
    fn large_counts_are_shown_and_small_ones_and_their_complements_are_not() {
        let draft = draft(source(60, 30, 12));
        assert_eq!(figure(&draft, "reports/all"), Figure::Count(60));
        assert_eq!(figure(&draft, "reports/undue"), Figure::Count(30));
        assert_eq!(figure(&draft, "forms/violence/all"), Figure::Count(12));
        assert_eq!(figure(&draft, "forms/threat/all"), Figure::Between { from: 56, to: 60 });
        assert_eq!(figure(&draft, "forms/vandalism/all"), Figure::Between { from: 0, to: 4 });
        for cell in ["matter/other/all", "matter/housing/undue"] {
            let Figure::Between { from: 0..=55, to: 5.. } = figure(&draft, cell) else { panic!("{cell} is told") };
        }
        assert!(draft.hidden.iter().any(|hidden| hidden.cell == "2026-T1/forms/threat/all"));
    }

    #[test]
    fn one_person_between_two_columns_is_not_told_by_their_difference() {
        // Twelve reports of violence, of which eleven with a purpose: the twelfth stands between the columns.
        let mut source = source(60, 30, 12);
        let form = Form::incident();
        let forms = form.position("forms").expect("asked");
        let violence =
            form.questions[forms].options.iter().position(|option| option.code == "violence").expect("there");
        source.tally.units[0].undue_counts[forms][violence] = 11;
        let draft = draft(source);
        let shown = |column: &str| matches!(figure(&draft, &format!("forms/violence/{column}")), Figure::Count(_));
        assert!(!(shown("all") && shown("undue")));
    }

    #[test]
    fn few_reports_are_a_band_and_nothing_else() {
        for ballots in [1, 4] {
            let draft = draft(source(ballots, 1, 0));
            assert_eq!(figure(&draft, "reports/all"), Figure::Between { from: 0, to: 4 });
            assert_eq!(draft.content.tables.len(), 1);
        }
    }

    #[test]
    fn where_the_purpose_cannot_be_shown_the_tables_are_of_all_reports() {
        let draft = draft(source(60, 3, 6));
        let Figure::Between { from: 0, to: 60 } = figure(&draft, "reports/undue") else { panic!("told") };
        assert!(draft.content.cells().all(|cell| !cell.id.ends_with("/undue") || cell.id == "2026-T1/reports/undue"));
    }

    #[test]
    fn large_departments_get_noise_small_ones_and_units_nothing() {
        let draft = draft(source(60, 30, 12));
        let Figure::About { from, to, .. } = figure(&draft, "departments/large") else { panic!("no noise") };
        assert_eq!(to - from, 6);
        let said = serde_json::to_string(&draft.content).expect("plain data");
        assert!(!said.contains("departments/small") && !said.contains(UNIT));
    }

    #[test]
    fn drawn_again_it_is_the_same_and_another_secret_is_another_noise() {
        let json = |draft: &Draft| serde_json::to_string(&draft.content).expect("plain data");
        assert_eq!(json(&draft(source(60, 30, 12))), json(&draft(source(60, 30, 12))));
        let noises: std::collections::BTreeSet<_> = (0..20)
            .map(|secret| {
                let other = Source { secret: [secret; 32], ..source(60, 30, 12) };
                format!("{:?}", figure(&draft(other), "departments/large"))
            })
            .collect();
        assert!(noises.len() > 2, "{noises:?}");
    }

    #[test]
    fn parts_that_exceed_their_whole_are_refused() {
        let mut source = source(60, 30, 12);
        source.tally.units[0].ballots = 5;
        let refused = gate::draft(&[source], &organisation(), &Ledger::default(), &|_| {}).err();
        assert!(matches!(refused, Some(Refusal::Crooked(_))));
    }

    #[test]
    fn nothing_came_and_nothing_is_published() {
        let refused = gate::draft(&[source(0, 0, 0)], &organisation(), &Ledger::default(), &|_| {}).err();
        assert!(matches!(refused, Some(Refusal::Empty)));
    }
}
