//! Reading the organisation from a CSV file: shown first, then all of it or nothing.
//!
//! Columns (`;` or `,`): kod, namn, typ, överordnad, antal, från, till, efterträdare (several with `|`).
//! Nodes that stand in the database but not in the file are left as they are; a unit ends by its `till`.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    node::{Node, NodeKind},
    store,
};
use crate::{
    db::{DbError, Transaction},
    ids::Chance,
};

const COLUMNS: [&str; 8] = ["kod", "namn", "typ", "överordnad", "antal", "från", "till", "efterträdare"];

/// What is wrong on one line of the file; line 1 is the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    pub line: u64,
    pub message: String,
}

/// Why an import was refused.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("filen har {} fel", .0.len())]
    Lines(Vec<LineError>),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What an import would do to one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Added(String),
    /// The node and what changes about it, in words.
    Changed(String, Vec<String>),
}

impl Change {
    /// The change as a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Added(label) => format!("Ny: {label}"),
            Self::Changed(label, what) => format!("Ändras: {label} – {}", what.join(", ")),
        }
    }
}

/// A checked import, ready to be applied.
pub struct ImportPlan {
    pub changes: Vec<Change>,
    pub unchanged: usize,
    nodes: Vec<Node>,
    successors: BTreeMap<Uuid, Vec<Uuid>>,
}

struct Line {
    number: u64,
    code: String,
    name: String,
    kind: NodeKind,
    parent: Option<String>,
    head_count: Option<i32>,
    valid_from: Date,
    valid_to: Option<Date>,
    successors: Vec<String>,
}

/// Checks `csv` against what stands in the database and says what it would change.
pub async fn preview(tx: &Transaction<'_>, csv: &str, chance: &Chance) -> Result<ImportPlan, ImportError> {
    let lines = read(csv).map_err(ImportError::Lines)?;
    let standing = store::nodes(tx).await?;
    let standing_successors = store::successors(tx).await?;
    plan(lines, &standing, &standing_successors, chance).map_err(ImportError::Lines)
}

/// Writes a plan that [`preview`] made in the same transaction.
pub async fn apply(tx: &Transaction<'_>, plan: &ImportPlan) -> Result<(), ImportError> {
    for node in &plan.nodes {
        store::upsert(tx, node).await?;
    }
    for (node, successors) in &plan.successors {
        store::set_successors(tx, *node, successors).await?;
    }
    Ok(())
}

fn read(csv: &str) -> Result<Vec<Line>, Vec<LineError>> {
    // A browser sends a text field's lines with CRLF, which the reader would count twice.
    let csv = csv.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let header = csv.lines().next().unwrap_or_default();
    let delimiter = if header.contains(';') { b';' } else { b',' };
    let names: Vec<_> = header.split(char::from(delimiter)).map(|name| name.trim().to_lowercase()).collect();
    if names != COLUMNS {
        let expected = COLUMNS.join(";");
        return Err(vec![LineError { line: 1, message: format!("Rubrikraden ska vara: {expected}") }]);
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(csv.as_bytes());
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let number = record.position().map_or(0, csv::Position::line);
                match line(number, &record) {
                    Ok(line) => lines.push(line),
                    Err(message) => errors.push(LineError { line: number, message }),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                errors
                    .push(LineError {
                        line, message: "Raden kan inte läsas. Är filen sparad som CSV i UTF-8?".into()
                    });
            }
        }
    }
    if lines.is_empty() && errors.is_empty() {
        errors.push(LineError { line: 1, message: "Filen har inga rader under rubriken.".into() });
    }
    if errors.is_empty() { Ok(lines) } else { Err(errors) }
}

fn line(number: u64, record: &csv::StringRecord) -> Result<Line, String> {
    if record.len() != COLUMNS.len() {
        return Err(format!("Raden har {} fält; {} väntas.", record.len(), COLUMNS.len()));
    }
    let field = |place: usize| Some(record[place].to_owned()).filter(|text| !text.is_empty());
    let code = field(0).ok_or("Kod saknas.")?;
    let name = field(1).ok_or("Namn saknas.")?;
    for (column, text) in [("Koden", &code), ("Namnet", &name)] {
        if text.chars().count() > 120 || text.chars().any(char::is_control) || text.starts_with(['=', '+', '@', '-']) {
            return Err(format!("{column} får ha högst 120 tecken, inga styrtecken och inte börja med = + @ eller -."));
        }
    }
    let kind = NodeKind::parse(&record[2]).ok_or_else(|| {
        format!("Typen ”{}” finns inte; kommun, bolag, nämnd, förvaltning eller enhet.", shortened(&record[2]))
    })?;
    let head_count = match (kind, field(4)) {
        (NodeKind::Unit, Some(text)) => Some(
            text.parse::<i32>()
                .ok()
                .filter(|count| (0..=100_000).contains(count))
                .ok_or_else(|| format!("Antalet ”{}” är inte ett heltal mellan 0 och 100000.", shortened(&text)))?,
        ),
        (NodeKind::Unit, None) => return Err("En enhet ska ha antal medarbetare med klientkontakt.".into()),
        (_, Some(_)) => return Err("Bara enheter har antal; summan räknas ut.".into()),
        (_, None) => None,
    };
    let valid_from = field(5).ok_or("Från-datum saknas.").and_then(|text| date(&text))?;
    let valid_to = field(6).map(|text| date(&text)).transpose()?;
    if valid_to.is_some_and(|last| last < valid_from) {
        return Err("Till-datum ligger före från-datum.".into());
    }
    let successors: Vec<_> = field(7)
        .iter()
        .flat_map(|text| text.split('|'))
        .map(|code| code.trim().to_owned())
        .filter(|code| !code.is_empty())
        .collect();
    if !successors.is_empty() && valid_to.is_none() {
        return Err("En efterträdare förutsätter ett till-datum.".into());
    }
    Ok(Line { number, code, name, kind, parent: field(3), head_count, valid_from, valid_to, successors })
}

fn date(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "Datum skrivs ÅÅÅÅ-MM-DD.")
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(30).collect()
}

fn plan(
    lines: Vec<Line>,
    standing: &[Node],
    standing_successors: &[(Uuid, Uuid)],
    chance: &Chance,
) -> Result<ImportPlan, Vec<LineError>> {
    let mut errors = Vec::new();
    let mut complain = |line: &Line, message: String| errors.push(LineError { line: line.number, message });
    let by_code: HashMap<_, _> = standing.iter().map(|node| (node.code.as_str(), node)).collect();
    let mut known: HashMap<String, (Uuid, NodeKind)> =
        standing.iter().map(|node| (node.code.clone(), (node.id, node.kind))).collect();
    let mut seen: HashMap<&str, u64> = HashMap::new();
    for line in &lines {
        if let Some(first) = seen.insert(&line.code, line.number) {
            complain(line, format!("Koden ”{}” står redan på rad {first}.", line.code));
        }
        match by_code.get(line.code.as_str()) {
            Some(node) if node.kind != line.kind => {
                complain(line, format!("”{}” är redan {}; en typ kan inte ändras.", line.code, node.kind.swedish()));
            }
            Some(_) => {}
            None => {
                known.insert(line.code.clone(), (chance.uuid(), line.kind));
            }
        }
    }
    let mut nodes = Vec::new();
    let mut successors = BTreeMap::new();
    for line in &lines {
        let parent = match &line.parent {
            None => None,
            Some(code) => match known.get(code) {
                Some(parent) => Some(*parent),
                None => {
                    complain(line, format!("Överordnad ”{code}” finns varken i filen eller sedan tidigare."));
                    continue;
                }
            },
        };
        if !line.kind.fits_under(parent.map(|(_, kind)| kind)) {
            let place = parent.map_or("överst", |(_, kind)| kind.swedish());
            complain(line, format!("En {} kan inte ligga under {place}.", line.kind.swedish()));
        }
        let mut followers = Vec::new();
        for code in &line.successors {
            match known.get(code) {
                Some((id, kind)) if *kind == line.kind && *code != line.code => followers.push(*id),
                Some(_) => complain(line, format!("Efterträdaren ”{code}” är inte en annan {}.", line.kind.swedish())),
                None => complain(line, format!("Efterträdaren ”{code}” finns varken i filen eller sedan tidigare.")),
            }
        }
        let id = known[&line.code].0;
        followers.sort();
        followers.dedup();
        successors.insert(id, followers);
        nodes.push(Node {
            id,
            code: line.code.clone(),
            kind: line.kind,
            name: line.name.clone(),
            parent: parent.map(|(id, _)| id),
            head_count: line.head_count,
            valid_from: line.valid_from,
            valid_to: line.valid_to,
        });
    }
    if !errors.is_empty() {
        errors.sort_by_key(|error| error.line);
        return Err(errors);
    }
    // Parents before children, so that every row finds the one it refers to.
    nodes.sort_by_key(|node| node.kind as u8);
    Ok(weigh(nodes, successors, standing, standing_successors))
}

fn weigh(
    nodes: Vec<Node>,
    successors: BTreeMap<Uuid, Vec<Uuid>>,
    standing: &[Node],
    standing_successors: &[(Uuid, Uuid)],
) -> ImportPlan {
    let (mut changes, mut unchanged) = (Vec::new(), 0);
    for node in &nodes {
        let label = format!("{} {} ({})", node.kind.swedish(), node.name, node.code);
        let Some(old) = standing.iter().find(|old| old.id == node.id) else {
            changes.push(Change::Added(label));
            continue;
        };
        let followers: Vec<_> =
            standing_successors.iter().filter(|(from, _)| *from == node.id).map(|(_, to)| *to).collect();
        let mut what = differences(old, node);
        if followers != successors[&node.id] {
            what.push("efterträdare".into());
        }
        if what.is_empty() {
            unchanged += 1;
        } else {
            changes.push(Change::Changed(label, what));
        }
    }
    ImportPlan { changes, unchanged, nodes, successors }
}

fn differences(old: &Node, new: &Node) -> Vec<String> {
    let count = |count: Option<i32>| count.map_or("–".into(), |count| count.to_string());
    let day = |day: Option<Date>| day.map_or("tills vidare".into(), |day| day.to_string());
    let mut what = Vec::new();
    if old.name != new.name {
        what.push(format!("namn: {} → {}", old.name, new.name));
    }
    if old.parent != new.parent {
        what.push("överordnad".into());
    }
    if old.head_count != new.head_count {
        what.push(format!("antal: {} → {}", count(old.head_count), count(new.head_count)));
    }
    if old.valid_from != new.valid_from {
        what.push(format!("från: {} → {}", old.valid_from, new.valid_from));
    }
    if old.valid_to != new.valid_to {
        what.push(format!("till: {} → {}", day(old.valid_to), day(new.valid_to)));
    }
    what
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "kod;namn;typ;överordnad;antal;från;till;efterträdare\n";

    fn errors(rows: &str) -> Vec<String> {
        let read = read(&format!("{HEADER}{rows}"));
        let outcome = read.and_then(|lines| plan(lines, &[], &[], &Chance::seeded(1)));
        outcome
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|error| format!("{}: {}", error.line, error.message))
            .collect()
    }

    #[test]
    fn a_small_tree_is_planned_parents_first() {
        let rows = "E1;Enhet ett;enhet;F;12;2024-01-01;;\nF;Förvaltningen;förvaltning;K;;2024-01-01;;\nK;Kommunen;kommun;;;2024-01-01;;\n";
        let plan =
            plan(read(&format!("{HEADER}{rows}")).expect("reads"), &[], &[], &Chance::seeded(1)).ok().expect("fits");
        assert_eq!(plan.nodes.iter().map(|node| node.code.as_str()).collect::<Vec<_>>(), ["K", "F", "E1"]);
        assert_eq!(plan.changes.len(), 3);
    }

    #[test]
    fn every_error_names_its_line() {
        let found = errors(
            "K;Kommunen;kommun;;;2024-01-01;;\nE;Enhet;enhet;X;12;2024-01-01;;\nE2;Enhet två;enhet;K;tolv;2024-01-01;;\n",
        );
        assert_eq!(found, ["4: Antalet ”tolv” är inte ett heltal mellan 0 och 100000."]);
        let found =
            errors("K;Kommunen;kommun;;;2024-01-01;;\nE;Enhet;enhet;X;12;2024-01-01;;\nK;Igen;kommun;;;2024-01-01;;\n");
        assert_eq!(
            found,
            ["3: Överordnad ”X” finns varken i filen eller sedan tidigare.", "4: Koden ”K” står redan på rad 2."]
        );
    }

    #[test]
    fn lines_are_numbered_the_same_whatever_ends_them() {
        let rows = "K;Kommunen;kommun;;;2024-01-01;;\nE;Enhet;enhet;K;tolv;2024-01-01;;\n";
        assert_eq!(errors(&rows.replace('\n', "\r\n")), errors(rows));
    }

    #[test]
    fn hostile_cells_are_refused() {
        for row in [
            "K;=HYPERLINK(\"x\");kommun;;;2024-01-01;;",
            "K;Kommunen;kommun;;99;2024-01-01;;",
            "K;Kommunen;kommun;;;2024-13-01;;",
            "K;Kommunen;kommun;;;2024-01-01;2023-01-01;",
            "K;Kommunen;kommun;K;;2024-01-01;;",
            "K;Kommunen;stat;;;2024-01-01;;",
            "K;Kommunen",
        ] {
            assert_eq!(errors(row).len(), 1, "{row}");
        }
        assert_eq!(errors("").len(), 1);
    }
}
