//! A version's measures as a table for a spreadsheet: one row for each indicator, the columns of the municipalities' own
//! plans (M15, Norrtälje). What is written is read back as it was.

use super::{ActionPlan, Area, Indicator, IndicatorKind, Measure, Version, When};

const COLUMNS: [&str; 12] = [
    "område",
    "nummer",
    "åtgärd",
    "beskrivning",
    "ansvarig",
    "start",
    "ursprungligen klar",
    "klar senast",
    "kostnad",
    "indikator",
    "mäts som",
    "fråga",
];
/// Between the offices that answer for a measure together.
const AND: &str = " | ";
const KINDS: [(IndicatorKind, &str); 6] = [
    (IndicatorKind::Milestone, "milstolpe"),
    (IndicatorKind::Units, "enheter"),
    (IndicatorKind::Share, "andel"),
    (IndicatorKind::Survey, "mätning"),
    (IndicatorKind::Change, "jämförelse"),
    (IndicatorKind::Own, "eget tal"),
];

/// Why a table cannot be read; lines count from 1, the heads included.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("Rad {0}: raden går inte att läsa. Spara filen som CSV med semikolon och UTF-8.")]
    Line(u64),
    #[error("Kolumnen ”{0}” saknas i första raden.")]
    Column(&'static str),
    #[error("Rad {0}: {1}.")]
    Field(u64, String),
}

impl IndicatorKind {
    /// As it is written in a table.
    pub fn swedish(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// The measures of a version, with the deadlines they had at first.
pub fn to_csv(plan: &ActionPlan, version: &Version) -> String {
    let mut out = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |fields: &[String]| out.write_record(fields).expect("memory takes every record of the same length");
    write(&COLUMNS.map(str::to_owned));
    for measure in &version.measures {
        let area = version.areas.iter().find(|area| area.number == measure.area);
        let first = plan.versions.iter().find_map(|version| version.measure(&measure.number));
        let when = |when: Option<When>| when.map_or_else(String::new, String::from);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let lead = [
            area.map_or_else(|| measure.area.clone(), |area| format!("{} {}", area.number, area.title)),
            measure.number.clone(),
            measure.title.clone(),
            text(&measure.description),
            measure.owners.join(AND),
            when(measure.start),
            when(first.and_then(|first| first.due)),
            when(measure.due),
            text(&measure.cost),
        ];
        let mut row = |indicator: [String; 3]| write(&lead.iter().chain(&indicator).map(plain).collect::<Vec<_>>());
        if measure.indicators.is_empty() {
            row(Default::default());
        }
        for Indicator { text, kind, figure } in &measure.indicators {
            row([text.clone(), kind.swedish().to_owned(), figure.clone().unwrap_or_default()]);
        }
    }
    let bytes = out.into_inner().expect("memory takes everything");
    format!("\u{feff}{}", String::from_utf8(bytes).expect("text was written"))
}

/// A field that a spreadsheet takes for text and never for a formula.
fn plain(field: &String) -> String {
    if field.starts_with(FORMULA) { format!("'{field}") } else { field.clone() }
}

/// The field as it was before [`plain`].
fn unquoted(field: &str) -> &str {
    let rest = field.strip_prefix('\'');
    rest.filter(|rest| rest.starts_with(FORMULA)).unwrap_or(field)
}

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Reads areas and measures.
pub fn from_csv(text: &str) -> Result<(Vec<Area>, Vec<Measure>), TableError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').trim(csv::Trim::Headers).flexible(true).from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|_| TableError::Line(1))?.clone();
    let place = |name: &'static str| heads.iter().position(|head| head.to_lowercase() == name);
    for needed in ["område", "nummer", "åtgärd", "ansvarig", "klar senast"] {
        place(needed).ok_or(TableError::Column(needed))?;
    }
    let (mut areas, mut measures): (Vec<Area>, Vec<Measure>) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| TableError::Line(error.position().map_or(0, csv::Position::line)))?;
        let line = record.position().map_or(0, csv::Position::line);
        let field = |name| {
            let text = place(name).and_then(|place| record.get(place)).unwrap_or_default();
            unquoted(text).trim().to_owned()
        };
        let optional = |name| Some(field(name)).filter(|text| !text.is_empty());
        let when =
            |name| optional(name).map(When::try_from).transpose().map_err(|fault| TableError::Field(line, fault));
        // A row without a number is one more indicator of the measure above.
        let above = measures.last().map(|last| last.number.clone());
        let number = Some(field("nummer")).filter(|number| !number.is_empty()).or(above).unwrap_or_default();
        if measures.last().is_none_or(|last| last.number != number) {
            let (area, title) = field("område").split_once(' ').map_or_else(
                || (field("område"), field("område")),
                |(number, title)| (number.to_owned(), title.to_owned()),
            );
            if !areas.iter().any(|known| known.number == area) {
                areas.push(Area { number: area.clone(), title });
            }
            measures.push(Measure {
                number,
                area,
                title: field("åtgärd"),
                description: optional("beskrivning"),
                owners: field("ansvarig").split(AND.trim()).map(|owner| owner.trim().to_owned()).collect(),
                start: when("start")?,
                due: when("klar senast")?,
                cost: optional("kostnad"),
                indicators: Vec::new(),
            });
        }
        if let (Some(text), Some(measure)) = (optional("indikator"), measures.last_mut()) {
            let said = field("mäts som").to_lowercase();
            let kind = KINDS.iter().find(|(_, name)| *name == said).map(|(kind, _)| *kind);
            let known = || KINDS.map(|(_, name)| name).join(", ");
            let kind = kind.ok_or_else(|| {
                TableError::Field(line, format!("”{said}” är inget sätt att mäta; välj något av {}", known()))
            })?;
            measure.indicators.push(Indicator { text, kind, figure: optional("fråga") });
        }
    }
    Ok((areas, measures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Example;

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        for example in Example::ALL {
            let plan = example.plan();
            for version in &plan.versions {
                let (areas, measures) = from_csv(&to_csv(&plan, version)).expect("our own table");
                assert_eq!((&areas, &measures), (&version.areas, &version.measures), "{}", plan.head.name);
            }
        }
    }

    #[test]
    fn a_table_that_cannot_be_read_says_where() {
        assert_eq!(from_csv("nummer;åtgärd\n"), Err(TableError::Column("område")));
        let heads = "område;nummer;åtgärd;ansvarig;klar senast;indikator;mäts som\n";
        let wrong = from_csv(&format!("{heads}1 A;1.1;Utbilda;HR;i höst;;\n")).expect_err("no date");
        assert!(wrong.to_string().starts_with("Rad 2: ”i höst” är inget datum"), "{wrong}");
        let wrong = from_csv(&format!("{heads}1 A;1.1;Utbilda;HR;2024-05;Klart;känsla\n")).expect_err("no way");
        assert!(wrong.to_string().contains("välj något av milstolpe"), "{wrong}");
    }
}
