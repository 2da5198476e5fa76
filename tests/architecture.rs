//! The floors: a room names rooms below its own, never above or beside; and the four arrows that must not be.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Rooms by floor, the ground floor first. `intake` and `board` stand above `auth` and yet may never name it:
/// that arrow is the promise itself, and has a test of its own.
const FLOORS: [&[&str]; 13] = [
    &["calendar", "clock", "config", "form", "ids", "plot", "questionnaire", "statistics"],
    &["sealed"],
    &["db"],
    &["audit", "channel", "http", "org", "outbox"],
    &["auth"],
    &["board", "intake"],
    &["urn"],
    &["admin", "alerts", "plan", "triage"],
    &["retention", "survey"],
    &["release"],
    &["briefing", "worker"],
    &["server"],
    &["commands"],
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let here = files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    here.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

/// The product's lines of a file: no comments, no tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a file of text");
    let product = text.split("#[cfg(test)]").next().expect("there is a beginning");
    product.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("below src");
    let first = inside.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms a text names, through `crate::room` or inside `use crate::{…}`.
fn named_rooms(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for after in text.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => named.insert(word(after)),
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (place, letter) in group.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        _ if start && letter.is_alphabetic() => {
                            named.insert(word(&group[place..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
                true
            }
        };
    }
    named
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn floors() -> BTreeMap<&'static str, usize> {
    FLOORS.iter().enumerate().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, floor))).collect()
}

#[test]
fn every_room_stands_on_a_floor_and_names_only_rooms_below() {
    let floors = floors();
    let mut wrong = Vec::new();
    for path in rust_files(Path::new("src")) {
        let room = room_of(&path);
        if ["lib", "main"].contains(&room.as_str()) {
            continue;
        }
        let Some(floor) = floors.get(room.as_str()) else {
            wrong.push(format!("{}: the room {room} stands on no floor", path.display()));
            continue;
        };
        for named in named_rooms(&code(&path)) {
            match floors.get(named.as_str()) {
                Some(below) if below < floor || named == room => {}
                Some(_) => wrong.push(format!("{} names {named}, which is above or beside {room}", path.display())),
                None => wrong.push(format!("{} names crate::{named}, which is no room", path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reporters_side_never_names_who_staff_are() {
    for path in rust_files(Path::new("src/intake")).into_iter().chain(rust_files(Path::new("src/board"))) {
        assert!(!named_rooms(&code(&path)).contains("auth"), "{} names auth", path.display());
    }
    for path in rust_files(Path::new("src")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("reporter_") || name.starts_with("respondent_") || name.starts_with("public_") {
            assert!(!named_rooms(&code(&path)).contains("auth"), "{} names auth", path.display());
        }
    }
}

#[test]
fn statistics_name_nothing_of_ours() {
    for path in rust_files(Path::new("src/statistics")) {
        let foreign: Vec<_> = named_rooms(&code(&path)).into_iter().filter(|room| room != "statistics").collect();
        assert!(foreign.is_empty(), "{} names {foreign:?}", path.display());
    }
}

#[test]
fn an_age_identity_is_named_only_in_the_ceremony_and_the_key_tools() {
    let allowed = ["src/urn/opener.rs", "src/commands/keys.rs"];
    for path in rust_files(Path::new("src")) {
        let names = code(&path).contains("x25519::Identity") || code(&path).contains("age::Identity");
        let may = allowed.contains(&path.to_str().expect("plain names"));
        assert!(!names || may, "{} names an age identity", path.display());
    }
}

#[test]
fn a_notice_never_names_what_is_sealed() {
    for path in rust_files(Path::new("src/alerts")).into_iter().chain(rust_files(Path::new("src/outbox"))) {
        assert!(!named_rooms(&code(&path)).contains("sealed"), "{} names sealed", path.display());
    }
}

#[test]
fn what_formats_a_release_can_be_handed_nothing_raw() {
    let may_hold_counts = ["counted.rs", "gate.rs", "incidents.rs", "draft.rs"];
    let formats = ["public_pages.rs", "export.rs", "wording.rs"];
    let mut seen = 0;
    for path in rust_files(Path::new("src/release")) {
        let (name, text) = (path.file_name().expect("a name").to_string_lossy().into_owned(), code(&path));
        assert!(may_hold_counts.contains(&name.as_str()) || !text.contains("Tally"), "{name} names a tally");
        if formats.contains(&name.as_str()) {
            seen += 1;
            for room in ["urn", "auth", "org"] {
                assert!(!named_rooms(&text).contains(room), "{name} names {room}");
            }
            for neighbour in ["gate", "draft", "store"] {
                assert!(!text.contains(&format!("{neighbour}::")), "{name} names {neighbour}");
            }
        }
    }
    assert_eq!(seen, formats.len(), "every file that formats is there");
}

#[test]
fn the_ledger_has_one_way_in_and_the_gate_stands_in_it() {
    for path in rust_files(Path::new("src")) {
        let (text, place) = (code(&path), path.to_str().expect("plain names"));
        let inserts = text.contains("INSERT INTO release ");
        assert_eq!(inserts, place == "src/release/store.rs", "{place} writes to the ledger, or no longer does");
        let appends = text.matches("store::append(").count();
        assert_eq!(appends, usize::from(place == "src/release/approve.rs"), "{place} appends to the ledger");
    }
    let approve = code(Path::new("src/release/approve.rs"));
    let (audits, writes) = (approve.find("anew(tx"), approve.find("store::append("));
    assert!(audits.is_some() && audits < writes, "what is appended has been worked out anew");
    assert!(approve.contains("sources.draft(") && approve.contains("gate::erratum("));
}

#[test]
fn a_released_figure_comes_out_of_the_disclosure_control_alone() {
    let released = code(Path::new("src/statistics/disclosure/released.rs"));
    assert!(released.contains("pub struct Released(Figure);"), "its inside is private");
    assert!(!released.contains("for Released {"), "nothing is turned into one");
    let declared = released.split("pub struct Released(").next().expect("a beginning");
    let derived = declared.rsplit("#[derive(").next().expect("it derives something");
    assert!(!derived.contains("Deserialize") && !derived.contains("Default"), "it is read from nowhere");
    let own =
        released.split("impl Released {").nth(1).and_then(|rest| rest.split("\n}").next()).expect("it has methods");
    for line in own.lines().filter(|line| line.contains("pub fn")) {
        let empty = line.contains("pub fn withheld() -> Self");
        assert!(empty || !line.contains("Self"), "a constructor that anybody can call: {line}");
    }
}

#[test]
fn counts_become_figures_only_where_the_gate_calls_for_it() {
    let gates = ["src/release/incidents.rs", "src/release/handled.rs", "src/release/errata.rs"];
    let waves = "src/release/survey/";
    let ways = ["publish(", "below(", "about(", "corrected("];
    for path in rust_files(Path::new("src")) {
        let (text, place) = (code(&path), path.to_str().expect("plain names"));
        let names = text.contains("statistics::disclosure") && ways.iter().any(|way| names_function(&text, way));
        let tells = place.starts_with("src/commands/figures") || place.starts_with("src/commands/bench");
        assert!(
            !names || tells || gates.contains(&place) || place.starts_with(waves),
            "{place} makes figures of counts"
        );
    }
}

/// Whether `text` calls a function of this very name.
fn names_function(text: &str, call: &str) -> bool {
    let before = |place: usize| text[..place].chars().next_back();
    text.match_indices(call)
        .any(|(place, _)| !before(place).is_some_and(|letter| letter.is_alphanumeric() || letter == '_'))
}

#[test]
fn statements_live_in_stores_and_mod_files_hold_no_logic() {
    for path in rust_files(Path::new("src")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = code(&path);
        let speaks_sql = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "UPDATE "].iter().any(|verb| text.contains(verb));
        let may = name == "store.rs" || path.starts_with("src/commands");
        assert!(!speaks_sql || may, "{} holds a statement", path.display());
    }
}
