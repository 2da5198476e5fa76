//! Tables as PC-Axis files (PX 2013, as Statistics Sweden describes it) for PxWeb and programs that read such files.
//! Only exact counts and counts with noise are numbers: what lies between two numbers is a dot with a note, and what is
//! withheld is two dots.

mod cube;
mod syntax;
#[cfg(test)]
mod tests;

use self::{
    cube::Cube,
    syntax::{divided, entry, list, plain, quoted},
};
use super::wording;
use crate::briefing::document::{Cell, Document, Table, Value};

/// A file for each table with figures, each with its name.
pub fn files(document: &Document) -> Vec<(String, String)> {
    let with_figures = document.tables().filter_map(|table| Cube::of(table).map(|cube| (table, cube)));
    with_figures.map(|(table, cube)| (format!("tabell-{}.px", table.number), file(document, table, &cube))).collect()
}

fn file(document: &Document, table: &Table, cube: &Cube<'_>) -> String {
    let heading = &document.heading;
    let mut text = String::new();
    let mut say = |line: String| {
        text.push_str(&line);
        text.push_str("\r\n");
    };
    // Readers take the bytes from CODEPAGE; CHARSET only says that they are not of the time before Windows.
    say("CHARSET=\"ANSI\";".to_owned());
    say("AXIS-VERSION=\"2013\";".to_owned());
    say("CODEPAGE=\"utf-8\";".to_owned());
    say("LANGUAGE=\"sv\";".to_owned());
    say(entry("CREATION-DATE", &format!("{} 00:00", heading.date.replace('-', ""))));
    say("DECIMALS=0;".to_owned());
    say("SHOWDECIMALS=0;".to_owned());
    say(entry("MATRIX", &format!("TABELL{}", table.number)));
    say("AGGREGALLOWED=NO;".to_owned());
    say("SUBJECT-CODE=\"OP\";".to_owned());
    say("SUBJECT-AREA=\"Otillåten påverkan\";".to_owned());
    say(entry("TITLE", &table.title));
    say(entry("CONTENTS", &table.title));
    say(entry("UNITS", cube.unit));
    say(format!("STUB={};", quoted(&cube.stub)));
    say(format!("HEADING={};", quoted(&cube.heading)));
    say(list(&format!("VALUES({})", quoted(&cube.stub)), &cube.rows));
    say(list(&format!("VALUES({})", quoted(&cube.heading)), &cube.columns));
    say(entry("SOURCE", &format!("{}, {}, {}", heading.instance, heading.title, heading.day)));
    say(divided("NOTE", &note(document, table)));
    for (variable, short, whole) in &cube.cut {
        say(entry(&format!("VALUENOTE({},{})", quoted(variable), quoted(short)), whole));
    }
    for (row, cells) in cube.rows.iter().zip(&cube.cells) {
        for (column, cell) in cube.columns.iter().zip(cells) {
            if matches!(cell.value, Value::Between(..) | Value::About(..) | Value::Words) {
                say(entry(&format!("CELLNOTE({},{})", quoted(row), quoted(column)), &cell.said));
            }
        }
    }
    say("DATASYMBOL1=\"ett av flera tal, se fotnoten\";".to_owned());
    say("DATASYMBOL2=\"uppgiften visas inte\";".to_owned());
    say("DATASYMBOL3=\"i ord, se fotnoten\";".to_owned());
    say("DATA=".to_owned());
    for row in &cube.cells {
        // Each line of data ends with a space, by the format.
        say(row.iter().map(|cell| datum(cell) + " ").collect());
    }
    say(";".to_owned());
    text
}

fn note(document: &Document, table: &Table) -> String {
    let mut lines = vec![table.base.clone()];
    lines.extend(table.notes.iter().cloned());
    if document.heading.invented {
        lines.push(wording::INVENTED.to_owned());
    }
    let has_noise = table.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell.value, Value::About(..)));
    if has_noise {
        lines.push("Ett tal vars fotnot visar ett intervall har ett slumptal tillagt.".to_owned());
    }
    let lines: Vec<_> = lines.iter().map(|line| plain(line)).filter(|line| !line.is_empty()).collect();
    lines.join("#")
}

fn datum(cell: &Cell) -> String {
    match cell.value {
        Value::Count(count) | Value::About(count, ..) => count.to_string(),
        Value::Between(..) => "\".\"".to_owned(),
        Value::Withheld => "\"..\"".to_owned(),
        Value::Words => "\"...\"".to_owned(),
    }
}
