//! Single ballots: the frame of the plaintext, and what wiping and joining leave.

use orubbad::questionnaire::{Ballot, Counts, Population, Questionnaire};
use zeroize::Zeroize;

/// Items and the codes chosen in them.
pub type Said<'a> = &'a [(&'a str, &'a [&'a str])];

/// Answers by item and code, as masks.
pub fn answers(questionnaire: &Questionnaire, said: Said<'_>) -> Vec<u16> {
    let mut masks = vec![0; questionnaire.items().count()];
    for (id, codes) in said {
        let place = questionnaire.position(id).unwrap_or_else(|| panic!("{id} is not there"));
        let item = questionnaire.items().nth(place).expect("it has a place");
        for code in *codes {
            masks[place] |= item.mask(code).unwrap_or_else(|| panic!("{id} has no {code}"));
        }
    }
    masks
}

fn staff() -> &'static Questionnaire {
    Questionnaire::shipped(Population::Staff)
}

fn taken(said: Said<'_>) -> bool {
    Ballot::of(answers(staff(), said), staff(), 1).is_some()
}

const CLIENT: (&str, &[&str]) = ("client_contact", &["weekly"]);
const THREAT: (&str, &[&str]) = ("act_threat", &["once"]);

#[test]
fn a_ballot_that_answers_what_is_asked_is_valid() {
    assert!(taken(&[CLIENT, THREAT, ("purposes", &["benefit", "revenge"]), ("told", &["nobody"])]));
    assert!(taken(&[("client_contact", &["na"])]), "even the first question can be declined");
}

#[test]
fn a_ballot_that_answers_what_is_not_asked_is_invalid() {
    assert!(!taken(&[("client_contact", &["no"]), ("tenure", &["under_2"])]));
    assert!(!taken(&[CLIENT, ("purpose_perceived", &["yes"])]), "nothing has happened to them");
    assert!(!taken(&[CLIENT, THREAT, ("told", &["nobody"]), ("support", &["5"])]));
    assert!(!taken(&[CLIENT, ("retrospective", &["5"])]), "not before the second wave");
    let second = answers(staff(), &[CLIENT, ("retrospective", &["5"])]);
    assert!(Ballot::of(second, staff(), 2).is_some());
}

#[test]
fn a_ballot_that_leaves_the_required_question_blank_is_invalid() {
    assert!(!taken(&[]));
    assert!(!taken(&[("training", &["yes"])]));
}

#[test]
fn a_ballot_with_two_answers_to_one_or_with_too_many_is_invalid() {
    assert!(!taken(&[CLIENT, ("tenure", &["under_2", "2_5"])]));
    let because = ("told", &["nobody"][..]);
    assert!(taken(&[CLIENT, THREAT, because, ("why_not", &["no_time", "secrecy", "not_serious"])]));
    assert!(!taken(&[CLIENT, THREAT, because, ("why_not", &["no_time", "secrecy", "not_serious", "part_of_job"])]));
}

#[test]
fn a_ballot_that_sets_an_answer_that_stands_alone_beside_others_is_invalid() {
    assert!(!taken(&[CLIENT, THREAT, ("told", &["nobody", "police"])]));
    assert!(!taken(&[CLIENT, THREAT, ("told", &["na", "police"])]));
}

#[test]
fn every_byte_of_the_head_and_every_other_length_is_noticed() {
    let masks = answers(staff(), &[CLIENT, THREAT]);
    let plain = Ballot::of(masks, staff(), 1).expect("valid").bytes();
    assert!(Ballot::read(&plain, staff(), 1).is_some());
    assert_eq!(plain.len(), 10 + 2 * 44);
    for place in 0..10 {
        let mut changed = plain.clone();
        changed[place] ^= 1;
        assert!(Ballot::read(&changed, staff(), 1).is_none(), "byte {place}");
    }
    for length in 0..plain.len() {
        assert!(Ballot::read(&plain[..length], staff(), 1).is_none(), "{length} bytes");
    }
    for more in [&[0][..], &[0, 0]] {
        assert!(Ballot::read(&[&plain, more].concat(), staff(), 1).is_none());
    }
    let mut fewer = plain.clone();
    fewer[9] -= 1;
    fewer.truncate(plain.len() - 2);
    assert!(Ballot::read(&fewer, staff(), 1).is_none(), "whole, but one item short");
    assert!(Ballot::read(&plain, Questionnaire::shipped(Population::Elected), 1).is_none());
}

#[test]
fn the_longest_ballot_fits_into_a_frame() {
    for population in [Population::Staff, Population::Manager, Population::Elected] {
        assert!(10 + 2 * Questionnaire::shipped(population).items().count() + 4 <= 256);
    }
}

#[test]
fn the_base_needs_ten_of_the_twelve_acts() {
    let acts: Vec<_> = staff().items().filter(|item| item.id.starts_with("act_")).map(|item| &*item.id).collect();
    for (answered, base) in [(9, 0), (10, 1), (12, 1)] {
        let mut said = vec![CLIENT];
        said.extend(acts[..answered].iter().map(|id| (*id, &["never"][..])));
        said.extend(acts[answered..].iter().take(1).map(|id| (*id, &["na"][..])));
        let mut counts = Counts::empty(staff());
        counts.add(&Ballot::of(answers(staff(), &said), staff(), 1).expect("valid"), staff());
        assert_eq!((counts.base, counts.any), (base, 0), "{answered} answered");
    }
}

#[test]
fn wiped_counts_are_empty_and_stored_counts_come_back() {
    let mut said =
        vec![CLIENT, ("tenure", &["2_5"]), ("vignette_colleague_report", &["yes"]), ("matter", &["housing"])];
    said.extend([("purpose_perceived", &["yes"][..]), ("self_label", &["yes_once"])]);
    said.extend(staff().items().filter(|item| item.id.starts_with("act_")).map(|item| (&*item.id, &["few"][..])));
    let mut counts = Counts::empty(staff());
    counts.add(&Ballot::of(answers(staff(), &said), staff(), 1).expect("valid"), staff());
    assert_eq!((counts.purposive, counts.labelled, counts.severity), (1, 1, [1; 3]), "every kind of sum is there");
    let stored = serde_json::to_string(&counts).expect("numbers");
    assert!(serde_json::from_str::<Counts>(&stored).expect("what was stored") == counts);
    assert!(counts != Counts::empty(staff()));
    counts.zeroize();
    assert!(counts == Counts::empty(staff()));
}
