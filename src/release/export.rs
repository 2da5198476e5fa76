//! Downloads: a release as CSV and JSON, and the dictionary that describes every column and field of both.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::wording::{self, NOT_PREVALENCE, OF_THOSE_WHO_ANSWERED};
use crate::statistics::disclosure::{Content, Erratum, Figure, Release, Released};

/// A release with what has corrected it since.
#[derive(Serialize)]
pub(super) struct Export<'a> {
    number: u64,
    published: &'a str,
    hash: &'a str,
    reading: &'static str,
    content: &'a Content<Released>,
    errata: Vec<Correction<'a>>,
}

#[derive(Serialize)]
struct Correction<'a> {
    number: u64,
    published: &'a str,
    erratum: &'a Erratum<Released>,
}

/// The release as it is downloaded in JSON.
pub(super) fn json<'a>(release: &'a Release, errata: &[&'a Release]) -> Export<'a> {
    let correction = |by: &&'a Release| {
        let erratum = by.content.erratum.as_ref()?;
        Some(Correction { number: by.number, published: &by.published, erratum })
    };
    Export {
        number: release.number,
        published: &release.published,
        hash: &release.hash,
        reading: wording::reading(&release.content.set),
        content: &release.content,
        errata: errata.iter().filter_map(correction).collect(),
    }
}

const COLUMNS: [(&str, &str); 14] = [
    ("redovisning", "Redovisningens nummer i liggaren."),
    ("publicerad", "Dagen då redovisningen publicerades (år-månad-dag)."),
    ("period", "Den avslutade period som talet gäller, till exempel 2026-T2 för tertial 2, maj till augusti 2026."),
    ("tabell", "Tabellens beteckning; densamma i alla redovisningar."),
    ("rubrik", "Tabellens rubrik."),
    ("grund", "Vad som räknas och bland vilka."),
    ("rad", "Radens namn i tabellen."),
    ("kolumn", "Kolumnens namn i tabellen."),
    ("uppgift", "Uppgiftens beteckning; en rättelse hänvisar till den."),
    (
        "form",
        "antal: exakt antal. mellan: antalet är något av talen från och med fran till och med till. \
         cirka: ett slumptal är tillagt en gång för alla. visas_inte: uppgiften är skyddad. \
         intervall (i tabellen skattning): fran och till är de personer av alla tillfrågade som det kan gälla, grund säger \
         hela talet i ord. text (i tabellen slutsats): grund är slutsatsen. \
         anvands_inte (i en rättelse): uppgiften i den rättade redovisningen ska inte användas.",
    ),
    ("antal", "Antalet, när formen är antal eller cirka."),
    (
        "fran",
        "Det minsta antal det kan vara (mellan), eller den nedre gränsen för det intervall som täcker i 95 fall \
         av 100 (cirka).",
    ),
    (
        "till",
        "Det största antal det kan vara (mellan), eller den övre gränsen för det intervall som täcker i 95 fall \
         av 100 (cirka).",
    ),
    ("rattelse", "Numret på den rättelse som gäller uppgiften, om det finns en: uppgiften ska då inte användas."),
];

const FIELDS: [(&str, &str); 57] = [
    ("number", "Redovisningens nummer i liggaren."),
    ("published", "Dagen då redovisningen publicerades."),
    ("hash", "Kontrollsumma (SHA-256, hexadecimalt) som binder redovisningen och alla före den."),
    ("reading", "Hur talen ska läsas."),
    ("content", "Redovisningens innehåll, så som det står i liggaren."),
    ("content.v", "Formatets version."),
    ("content.set", "Vilken fast uppsättning tabeller det är; erratum för en rättelse."),
    ("content.periods[]", "De avslutade perioder som redovisas."),
    ("content.waves[]", "Hur varje mätning var planerad; bara i redovisningar av mätningar."),
    ("content.waves[].code", "Mätningens beteckning, en av perioderna."),
    (
        "content.waves[].population",
        "Vilka som tillfrågades: staff (medarbetare), manager (chefer) eller elected (förtroendevalda).",
    ),
    ("content.waves[].questionnaire", "Kontrollsumma (SHA-256) för frågorna; olika frågor jämförs inte."),
    (
        "content.waves[].frames",
        "Kontrollsumma (SHA-256) för enheterna som tillfrågades: alla (tomt namn) och varje förvaltning; olika ramar \
         jämförs inte.",
    ),
    ("content.waves[].frames.*", "Kontrollsumman för en förvaltning."),
    (
        "content.waves[].plan",
        "Kontrollsumma (SHA-256) för redovisningsgrupperna, som bestämdes innan mätningen öppnade.",
    ),
    ("content.tables[]", "Tabellerna."),
    ("content.tables[].id", "Tabellens beteckning."),
    ("content.tables[].period", "Perioden som tabellen gäller."),
    ("content.tables[].title", "Tabellens rubrik."),
    ("content.tables[].base", "Vad som räknas och bland vilka."),
    ("content.tables[].columns[]", "Kolumnernas namn."),
    ("content.tables[].rows[]", "Raderna."),
    ("content.tables[].rows[].label", "Radens namn."),
    ("content.tables[].rows[].cells[]", "Radens uppgifter, en för varje kolumn."),
    ("content.tables[].rows[].cells[].id", "Uppgiftens beteckning."),
    ("content.tables[].rows[].cells[].figure", "Uppgiften i en av fyra former; withheld betyder att den är skyddad."),
    ("content.tables[].rows[].cells[].figure.count", "Exakt antal."),
    ("content.tables[].rows[].cells[].figure.between", "Antalet är något av talen from till to."),
    (
        "content.tables[].rows[].cells[].figure.about",
        "value är antalet med ett slumptal tillagt en gång för alla; det rätta ligger mellan from och to i \
         95 fall av 100.",
    ),
    ("content.estimates[]", "Vad de publicerade talen säger om alla tillfrågade; bara i redovisningar av mätningar."),
    ("content.estimates[].id", "Skattningens beteckning."),
    ("content.estimates[].measure", "Vad som skattas."),
    ("content.estimates[].group", "Vilka det gäller."),
    ("content.estimates[].population", "Antal tillfrågade."),
    ("content.estimates[].respondents", "Antal svarande."),
    ("content.estimates[].low", "Av de svarande, minst så många."),
    ("content.estimates[].high", "Av de svarande, högst så många."),
    (
        "content.estimates[].percent[]",
        "Hela procent av de svarande, minst och högst, vägt efter gruppernas storlek; null under 20 svarande.",
    ),
    ("content.estimates[].persons[]", "Personer av alla tillfrågade: 95-procentigt intervall, nedre och övre gräns."),
    (
        "content.estimates[].bounds[]",
        "Personer av alla tillfrågade, minst och högst, vad de som inte svarade än skulle ha sagt.",
    ),
    (
        "content.estimates[].grade",
        "Hur mycket talet bär: tillförlitlig, osäker, endast indikation eller redovisas inte.",
    ),
    ("content.estimates[].reading", "Hela talet på en rad."),
    ("content.findings[]", "Jämförelser och kvoter som talen tillåter; bara i redovisningar av mätningar."),
    ("content.findings[].id", "Slutsatsens beteckning."),
    ("content.findings[].title", "Vad slutsatsen gäller."),
    ("content.findings[].text", "Slutsatsen."),
    ("content.notes[]", "Metod och kvalitet."),
    (
        "content.erratum",
        "Rättelsen, när redovisningen är en sådan: fälten är desamma som under errata[].erratum. Annars null.",
    ),
    ("errata[]", "Rättelser som har publicerats senare."),
    ("errata[].number", "Rättelsens nummer i liggaren."),
    ("errata[].published", "Dagen då rättelsen publicerades."),
    ("errata[].erratum", "Rättelsen."),
    ("errata[].erratum.of", "Numret på den redovisning som rättas."),
    ("errata[].erratum.text", "Vad som var fel."),
    ("errata[].erratum.withdrawn[]", "Beteckningar på uppgifter som inte ska användas."),
    ("errata[].erratum.corrections[]", "Rättade uppgifter."),
    (
        "errata[].erratum.corrections[].*",
        "id är beteckningen på den uppgift som rättas; figure är den rätta, i samma former som i tabellerna.",
    ),
];

/// The dictionary, as it is downloaded.
pub(super) fn dictionary() -> Value {
    let mut files = described(&COLUMNS, &FIELDS);
    files["läsning"] = json!({ "rapporter": NOT_PREVALENCE, "mätningar": OF_THOSE_WHO_ANSWERED });
    files
}

/// What every column of a CSV file and every field of a JSON file means, and how the files are written.
pub fn described(columns: &[(&str, &str)], fields: &[(&str, &str)]) -> Value {
    let each = |entries: &[(&str, &str)]| {
        let each = entries.iter().map(|(name, words)| ((*name).to_owned(), Value::from(*words)));
        Value::Object(each.collect::<Map<_, _>>())
    };
    json!({
        "csv": {
            "format": "UTF-8 med BOM, semikolon mellan fälten, en rubrikrad och CRLF mellan raderna: \
                så läser Excel på svenska filen rätt utan inställningar.",
            "kolumner": each(columns),
        },
        "json": {
            "format": "UTF-8. [] betyder en lista av det som står efter.",
            "fält": each(fields),
        },
    })
}

/// The release as it is downloaded in CSV.
pub(super) fn csv(release: &Release, errata: &[&Release]) -> String {
    let (nothing, not_used) = (String::new(), ["anvands_inte", "", "", ""].map(str::to_owned));
    let mut lines = vec![COLUMNS.map(|(name, _)| name.to_owned()).to_vec()];
    let mut add = |place: [&String; 6], cell: &String, figure: [String; 4]| {
        let by = corrected_by(cell, errata).map_or_else(String::new, |number| number.to_string());
        let mut line = vec![release.number.to_string(), release.published.clone()];
        line.extend(place.into_iter().chain([cell]).cloned());
        line.extend(figure);
        line.push(by);
        lines.push(line);
    };
    for table in &release.content.tables {
        for row in &table.rows {
            for (head, cell) in table.columns.iter().zip(&row.cells) {
                let place = [&table.period, &table.id, &table.title, &table.base, &row.label, head];
                add(place, &cell.id, fields(&cell.figure));
            }
        }
    }
    for estimate in &release.content.estimates {
        let period = estimate.id().split('/').next().unwrap_or_default().to_owned();
        let [table, column] = ["skattning", "Personer, 95 % intervall"].map(str::to_owned);
        let texts = [estimate.measure(), estimate.reading(), estimate.group()].map(str::to_owned);
        let (low, high) = estimate.persons();
        let ends = ["intervall".to_owned(), String::new(), low.to_string(), high.to_string()];
        add([&period, &table, &texts[0], &texts[1], &texts[2], &column], &estimate.id().to_owned(), ends);
    }
    for finding in &release.content.findings {
        let period = finding.id.split('/').next().unwrap_or_default().to_owned();
        let table = "slutsats".to_owned();
        let none = ["text", "", "", ""].map(str::to_owned);
        add([&period, &table, &finding.title, &finding.text, &nothing, &nothing], &finding.id, none);
    }
    if let Some(erratum) = &release.content.erratum {
        erratum.withdrawn.iter().for_each(|cell| add([&nothing; 6], cell, not_used.clone()));
        erratum.corrections.iter().for_each(|right| add([&nothing; 6], &right.id, fields(&right.figure)));
    }
    let text = lines.iter().map(|line| line.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(";"));
    format!("\u{feff}{}\r\n", text.collect::<Vec<_>>().join("\r\n"))
}

/// Form, count, and the two ends.
fn fields(released: &Released) -> [String; 4] {
    let (form, value, ends) = match released.figure() {
        Figure::Count(count) => ("antal", Some(count), None),
        Figure::Between { from, to } => ("mellan", None, Some((from, to))),
        Figure::About { value, from, to } => ("cirka", Some(value), Some((from, to))),
        Figure::Withheld => ("visas_inte", None, None),
    };
    let number = |number: Option<&u64>| number.map_or_else(String::new, u64::to_string);
    [form.to_owned(), number(value), number(ends.map(|ends| ends.0)), number(ends.map(|ends| ends.1))]
}

/// The latest erratum that names a cell.
fn corrected_by(cell: &str, errata: &[&Release]) -> Option<u64> {
    let names = |erratum: &Erratum<Released>| {
        erratum.withdrawn.iter().any(|id| id == cell) || erratum.corrections.iter().any(|right| right.id == cell)
    };
    errata.iter().rev().find(|by| by.content.erratum.as_ref().is_some_and(names)).map(|by| by.number)
}

/// A field that a spreadsheet takes for text and never for a formula.
fn quoted(field: &str) -> String {
    let plain = if field.starts_with(['=', '+', '-', '@', '\t']) { format!("'{field}") } else { field.to_owned() };
    if plain.contains(['"', ';', '\n', '\r']) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}
