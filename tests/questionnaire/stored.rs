//! The copy that is stored with a wave: the same bytes for good.

use std::fmt::Write;

use orubbad::questionnaire::{Population, Questionnaire};
use sha2::{Digest, Sha256};

const ALL: [Population; 3] = [Population::Staff, Population::Manager, Population::Elected];

#[test]
fn a_stored_copy_gives_the_same_bytes_and_the_same_hash() {
    for population in ALL {
        let json = Questionnaire::shipped(population).json();
        let read = Questionnaire::from_json(&json).unwrap_or_else(|faults| panic!("{}", faults[0]));
        assert!(read.json() == json);
        assert_eq!(read.hash(), Questionnaire::shipped(population).hash());
        assert_eq!(read.population(), population);
    }
}

#[test]
fn the_hash_is_over_exactly_the_bytes_that_browsers_get() {
    for population in ALL {
        let shipped = Questionnaire::shipped(population);
        let mut hex = String::new();
        for byte in Sha256::digest(shipped.json().as_bytes()) {
            write!(hex, "{byte:02x}").expect("a string");
        }
        assert_eq!(shipped.hash(), hex);
    }
}

#[test]
fn the_json_has_the_fields_of_the_contract_in_their_order() {
    let json = Questionnaire::shipped(Population::Staff).json();
    assert!(json.starts_with(r#"{"version":1,"id":"staff","population":"staff","title":{"sv":""#));
    let item = json.find(r#"{"id":"act_threat""#).expect("the item");
    let mut rest = &json[item..];
    for field in [
        "id",
        "number",
        "text",
        "help",
        "kind",
        "required",
        "most",
        "from_wave",
        "when",
        "items",
        "any_of",
        "none_of",
        "options",
        "code",
        "text",
        "alone",
        "role",
        "severity",
        "share",
        "prior",
    ] {
        let at = rest.find(&format!("\"{field}\":")).unwrap_or_else(|| panic!("{field} is missing or out of order"));
        rest = &rest[at + 1..];
    }
    let whole = r#""role":"act","severity":3,"share":["once","few","monthly","weekly"],"prior":0.14}"#;
    assert!(json[item..].contains(whole));
    let na = r#"{"code":"na","text":{"sv":"Vill inte svara","en":"Prefer not to say"},"alone":true}]"#;
    assert_eq!(json.matches(na).count(), 44);
    assert!(json.contains(r#""most":3,"#) && json.contains(r#""help":null,"kind":"one""#));
}

#[test]
fn a_copy_that_was_changed_is_refused() {
    let json = Questionnaire::shipped(Population::Staff).json();
    for (old, new) in [
        ("{\"version\":1", "{ \"version\":1"),
        ("\"prior\":0.14", "\"prior\":0.140"),
        ("\"prior\":0.14", "\"prior\":1.14"),
        ("\"items\":[\"client_contact\"]", "\"items\":[\"knowledge\"]"),
        ("\"population\":\"staff\"", "\"population\":\"all\""),
        ("\"required\":true,", ""),
        ("\"code\":\"na\"", "\"code\":\"nej\""),
        ("\"severity\":1", "\"severity\":4"),
    ] {
        let changed = json.replacen(old, new, 1);
        assert_ne!(changed, json, "{old} is not there");
        assert!(Questionnaire::from_json(&changed).is_err(), "{new} was taken");
    }
}
