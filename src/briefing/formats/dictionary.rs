//! The dictionary of the downloads: every column of the CSV file and every field of the JSON file in words.

use serde_json::Value;

use super::csv::COLUMNS;
use crate::release;

const FIELDS: [(&str, &str); 61] = [
    ("format", "Alltid orubbad-briefing."),
    ("v", "Formatets version."),
    ("heading", "Det som står överst i dokumentet."),
    ("heading.title", "Dokumentets rubrik."),
    ("heading.instance", "Kommunen."),
    ("heading.committee", "Nämnden som dokumentet går till."),
    ("heading.reference", "Diarienummer; null när det inte är känt."),
    ("heading.day", "Dokumentets dag i ord."),
    ("heading.date", "Dokumentets dag (år-månad-dag)."),
    ("heading.period", "Vad talen gäller."),
    ("heading.invented", "true när alla tal är påhittade."),
    ("memo", "Tjänsteskrivelsen."),
    ("memo.proposal", "Förslag till beslut: det som står före punkterna."),
    ("memo.points[]", "Förslag till beslut: punkterna."),
    ("memo.summary[]", "Sammanfattning av ärendet, ett stycke i taget."),
    ("memo.matter[]", "Ärendet, ett stycke i taget."),
    ("memo.economy[]", "Ekonomiska konsekvenser, ett stycke i taget."),
    ("memo.children[]", "Konsekvenser för barn, ett stycke i taget."),
    ("memo.documents[]", "Handlingar i ärendet."),
    ("memo.signatures[]", "De som undertecknar."),
    ("memo.signatures[].name", "Namn."),
    ("memo.signatures[].title", "Titel."),
    ("memo.signatures[].function", "Funktion."),
    ("sections[]", "Bilagans avsnitt."),
    ("sections[].number", "Avsnittets nummer."),
    ("sections[].title", "Avsnittets rubrik."),
    (
        "sections[].blocks[]",
        "Det som avsnittet består av, i ordning; varje del har ett enda fält, som säger vad den är.",
    ),
    ("sections[].blocks[].paragraph", "Ett stycke."),
    ("sections[].blocks[].reading", "Raden att läsa först: vad talen säger, med sin osäkerhet."),
    ("sections[].blocks[].untold", "Vad som inte kan sägas, och varför."),
    ("sections[].blocks[].heading", "En underrubrik."),
    ("sections[].blocks[].list[]", "En punktlista."),
    ("sections[].blocks[].terms[]", "En ordlista."),
    ("sections[].blocks[].terms[][]", "Ordet och vad det betyder."),
    ("sections[].blocks[].table", "En tabell."),
    ("sections[].blocks[].table.number", "Tabellens nummer i bilagan."),
    ("sections[].blocks[].table.id", "Tabellens beteckning; densamma i alla dokument."),
    ("sections[].blocks[].table.title", "Tabellens rubrik."),
    ("sections[].blocks[].table.base", "Vad som räknas, bland vilka, i vilken period och hur stor andel som svarade."),
    ("sections[].blocks[].table.columns[]", "Kolumnernas namn; den första är radernas."),
    ("sections[].blocks[].table.rows[]", "Raderna."),
    ("sections[].blocks[].table.rows[].label", "Radens namn."),
    ("sections[].blocks[].table.rows[].cells[]", "Radens uppgifter, en för varje kolumn utom den första."),
    ("sections[].blocks[].table.rows[].cells[].said", "Uppgiften så som den står i dokumentet."),
    (
        "sections[].blocks[].table.rows[].cells[].value",
        "Uppgiften för en maskin: words är ord och inget mer, withheld en skyddad uppgift; annars ett av fälten nedan.",
    ),
    ("sections[].blocks[].table.rows[].cells[].value.count", "Exakt antal."),
    (
        "sections[].blocks[].table.rows[].cells[].value.between[]",
        "Antalet är något av talen från det första till det andra.",
    ),
    (
        "sections[].blocks[].table.rows[].cells[].value.about[]",
        "Antalet med ett slumptal tillagt en gång för alla, och det intervall som täcker det rätta i 95 fall av 100.",
    ),
    ("sections[].blocks[].table.notes[]", "Anmärkningar under tabellen."),
    ("sections[].blocks[].figure", "En figur och tabellen som den är ritad efter."),
    ("sections[].blocks[].figure.number", "Figurens nummer i bilagan."),
    (
        "sections[].blocks[].figure.plot.*",
        "Figuren: title är rubriken, alternative texten för den som inte ser den, kind slaget av figur, unit vad axeln \
         räknar (percent, persons eller reports), series namnen på det som ritas sida vid sida, rows raderna med label, \
         group och marks. En mark har said (så som den står vid märket), value (från och till, null när uppgiften är skyddad) \
         och interval (95 procent, null när det inte finns).",
    ),
    ("sections[].blocks[].figure.table.*", "Tabellen, med samma fält som under table."),
    ("provenance", "Vad dokumentet bygger på."),
    ("provenance.releases[]", "Redovisningarna som talen är hämtade ur."),
    ("provenance.releases[].number", "Redovisningens nummer i liggaren."),
    ("provenance.releases[].published", "Dagen då redovisningen publicerades."),
    ("provenance.releases[].covers", "Vad redovisningen gäller."),
    ("provenance.releases[].hash", "Redovisningens kontrollsumma (SHA-256, hexadecimalt)."),
    ("provenance.plan", "Handlingsplanens version; null när ingen plan är med."),
    (
        "provenance.audit_head",
        "Nummer och kontrollsumma (SHA-256) för granskningsloggens sista rad när dokumentet fastställdes; null i en \
         förhandsvisning.",
    ),
];

/// The dictionary, as it is downloaded.
pub fn dictionary() -> Value {
    release::described(&COLUMNS, &FIELDS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::briefing::{formats::json, sample};

    fn walk(at: &str, value: &Value, met: &mut BTreeSet<String>) {
        if !at.is_empty() && !value.is_array() {
            met.insert(at.to_owned());
        }
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    let below = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                    walk(&below, field, met);
                }
            }
            Value::Array(items) => {
                met.insert(format!("{at}[]"));
                items.iter().for_each(|item| walk(&format!("{at}[]"), item, met));
            }
            _ => {}
        }
    }

    #[test]
    fn every_field_is_described_and_every_described_field_occurs() {
        let whole = serde_json::from_str(&json::whole(&sample::document())).expect("JSON");
        let mut met = BTreeSet::new();
        walk("", &whole, &mut met);
        let covers = |name: &str, field: &str| match name.strip_suffix(".*") {
            Some(above) => field == above || field.strip_prefix(above).is_some_and(|rest| rest.starts_with('.')),
            None => field == name,
        };
        for field in &met {
            assert!(FIELDS.iter().any(|(name, _)| covers(name, field)), "{field} is not described");
        }
        for (name, _) in FIELDS {
            assert!(met.iter().any(|field| covers(name, field)), "{name} does not occur");
        }
    }
}
