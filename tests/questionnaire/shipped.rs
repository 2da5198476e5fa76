//! The three questionnaires that come with the product.

use std::collections::BTreeSet;

use orubbad::questionnaire::{Item, Page, Population, Questionnaire, Role, Wording};

use crate::ballots::{Said, answers};

const ALL: [Population; 3] = [Population::Staff, Population::Manager, Population::Elected];

/// Number and id of every question to staff.
const STAFF: [(&str, &str); 44] = [
    ("1", "client_contact"),
    ("2", "tenure"),
    ("3", "decides"),
    ("4a", "vignette_applicant_degree"),
    ("4b", "vignette_applicant_report"),
    ("5a", "vignette_association_degree"),
    ("5b", "vignette_association_report"),
    ("6a", "vignette_colleague_degree"),
    ("6b", "vignette_colleague_report"),
    ("7a", "act_contacts"),
    ("7b", "act_insults"),
    ("7c", "act_hints"),
    ("7d", "act_exposed_online"),
    ("7e", "act_self_harm"),
    ("7f", "act_threat"),
    ("7g", "act_threat_relative"),
    ("7h", "act_violence"),
    ("7i", "act_damage"),
    ("7j", "act_offer"),
    ("7k", "act_relation"),
    ("7l", "act_inside"),
    ("8", "purpose_perceived"),
    ("9", "purposes"),
    ("10", "matter"),
    ("11", "actor"),
    ("12", "channel"),
    ("13", "consequence"),
    ("14", "told"),
    ("14b", "why_not"),
    ("14c", "support"),
    ("15", "witness"),
    ("16", "self_label"),
    ("17a", "knows_what"),
    ("17b", "knows_how_to_report"),
    ("17c", "knows_what_follows"),
    ("17d", "can_handle"),
    ("17e", "guideline_known"),
    ("18a", "manager_takes_seriously"),
    ("18b", "open_talk"),
    ("18c", "dares_decide"),
    ("18d", "two_at_risk"),
    ("19", "training"),
    ("20", "retrospective"),
    ("21", "knowledge"),
];

fn ids(population: Population) -> Vec<&'static str> {
    Questionnaire::shipped(population).items().map(|item| &*item.id).collect()
}

/// The numbers of the questions asked after these answers, and how many pages they are on.
fn path(population: Population, wave: u32, said: Said<'_>) -> (String, usize) {
    let questionnaire = Questionnaire::shipped(population);
    let asked = questionnaire.asked(&answers(questionnaire, said), wave);
    let numbers: Vec<_> =
        questionnaire.items().zip(&asked).filter(|(_, asked)| **asked).map(|(item, _)| &*item.number).collect();
    let mut asked = asked.into_iter();
    let open = |page: &&Page| page.items.iter().filter(|_| asked.next() == Some(true)).count() > 0;
    let pages = questionnaire.pages().iter().filter(open).count();
    println!("{population:?}, wave {wave}: {pages} pages, {} questions", numbers.len());
    (numbers.join(" "), pages)
}

#[test]
fn the_staff_questionnaire_has_every_question_in_its_place() {
    let items = Questionnaire::shipped(Population::Staff).items();
    let found: Vec<_> = items.map(|item| (&*item.number, &*item.id)).collect();
    assert_eq!(found, STAFF);
}

#[test]
fn managers_get_the_same_competence_and_climate_word_for_word_and_the_five_of_their_own() {
    let staff = Questionnaire::shipped(Population::Staff);
    let manager = Questionnaire::shipped(Population::Manager);
    let same = |role| {
        let of = |form: &'static Questionnaire| {
            let items = form.by_role(role).into_iter().map(|(_, item)| Item { number: String::new(), ..item.clone() });
            items.collect::<Vec<_>>()
        };
        assert_eq!(of(staff), of(manager));
        assert!(!of(staff).is_empty());
    };
    [Role::Competence, Role::GuidelineKnown, Role::Climate, Role::Training].into_iter().for_each(same);
    let own = ["prevention", "routine", "routine_ensured", "events", "event_forms", "events_handled", "missing"];
    let about = ["discussed", "risk_known", "police_decision", "own_pressure"];
    let ids = ids(Population::Manager);
    for id in own.iter().chain(&about) {
        assert!(ids.contains(id), "{id} is missing");
    }
}

#[test]
fn elected_representatives_get_questions_seven_to_sixteen_in_the_same_order() {
    let seven_to_sixteen = STAFF[9..32].iter().map(|(_, id)| *id).collect::<Vec<_>>();
    assert_eq!(ids(Population::Elected), seven_to_sixteen);
    let json = Questionnaire::shipped(Population::Elected).json();
    for word in ["i arbetet", "din chef", "kollega", "jobbet", "your work", "your job", "your manager"] {
        assert!(!json.to_lowercase().contains(word), "“{word}” is a word for staff");
    }
}

#[test]
fn acts_have_the_tiers_and_shares_of_the_method() {
    for population in [Population::Staff, Population::Elected] {
        let acts = Questionnaire::shipped(population).by_role(Role::Act);
        let tiers: Vec<_> = acts.iter().map(|(_, act)| act.severity).collect();
        // a b c d e f g h i j k l
        assert_eq!(tiers, [1, 1, 2, 1, 2, 3, 3, 3, 3, 2, 1, 2].map(Some));
        for (_, act) in acts {
            assert_eq!(act.share, ["once", "few", "monthly", "weekly"]);
            assert_eq!(act.options[0].code, "never");
        }
    }
}

#[test]
fn every_question_can_be_declined_and_only_the_first_to_staff_must_be_answered() {
    for population in ALL {
        for item in Questionnaire::shipped(population).items() {
            assert_ne!(item.na_mask(), 0, "{} cannot be declined", item.id);
            assert_eq!(item.required, item.id == "client_contact", "{}", item.id);
        }
    }
}

#[test]
fn both_languages_are_nowhere_empty_and_nowhere_the_same_sentence() {
    for population in ALL {
        let questionnaire = Questionnaire::shipped(population);
        let mut wordings = vec![questionnaire.title(), questionnaire.intro()];
        for page in questionnaire.pages() {
            wordings.extend([&page.title].into_iter().chain(&page.lead));
            for item in &page.items {
                wordings.extend([&item.text].into_iter().chain(&item.help));
                wordings.extend(item.options.iter().map(|option| &option.text));
            }
        }
        for Wording { sv, en } in wordings {
            assert!(!sv.trim().is_empty() && !en.trim().is_empty());
            assert!(sv != en || !sv.contains(' '), "not translated: {sv}");
            assert!(sv.trim() == sv && en.trim() == en && !sv.contains("  ") && !en.contains("  "), "{sv} / {en}");
        }
    }
}

#[test]
fn questions_about_a_time_name_the_time_of_the_wave() {
    for (population, least) in [(Population::Staff, 4), (Population::Manager, 4), (Population::Elected, 3)] {
        let json = Questionnaire::shipped(population).json();
        assert!(json.matches("{period}").count() >= 2 * least, "{population:?}");
        assert!(!json.contains("12 månaderna") && !json.contains("12 months"), "{population:?} has a time of its own");
    }
}

#[test]
fn the_intro_says_what_the_survey_is_and_what_is_a_right() {
    for population in ALL {
        let intro = Questionnaire::shipped(population).intro();
        for word in ["4–7 minuter", "kan inte kopplas till ditt svar", "är en rättighet", "Koden visar"] {
            assert!(intro.sv.contains(word), "{word}");
        }
        for word in ["4–7 minutes", "cannot be linked to your answer", "is a right"] {
            assert!(intro.en.contains(word), "{word}");
        }
    }
}

#[test]
fn titles_of_pages_and_codes_of_items_are_told_apart() {
    for population in ALL {
        let questionnaire = Questionnaire::shipped(population);
        let numbers: BTreeSet<_> = questionnaire.items().map(|item| &item.number).collect();
        assert_eq!(numbers.len(), questionnaire.items().count(), "{population:?}: a number stands twice");
    }
}

#[test]
fn the_skips_are_those_of_the_method() {
    let client = ("client_contact", &["weekly"][..]);
    let act = ("act_insults", &["few"][..]);
    let ways: [(Said<'_>, &str, usize); 6] = [
        (&[("client_contact", &["no"])], "1 17a 17b 17c 17d 17e 18a 18b 18c 18d 19 21", 5),
        (
            &[client, ("act_insults", &["never"])],
            "1 2 3 4a 4b 5a 5b 6a 6b 7a 7b 7c 7d 7e 7f 7g 7h 7i 7j 7k 7l 15 16 17a 17b 17c 17d 17e 18a 18b 18c 18d 19 21",
            12,
        ),
        (&[client, act, ("purpose_perceived", &["no"])], "8 11 12 13 14 14c 15", 18),
        (&[client, act, ("purpose_perceived", &["dont_know"])], "8 11 12 13 14 14c 15", 18),
        (&[client, act, ("purpose_perceived", &["yes"]), ("told", &["nobody"])], "8 9 10 11 12 13 14 14b 15", 20),
        (&[client, act, ("purpose_perceived", &["likely"]), ("told", &["police"])], "8 9 10 11 12 13 14 14c 15", 20),
    ];
    for (said, numbers, pages) in ways {
        let (asked, shown) = path(Population::Staff, 1, said);
        assert!(asked.contains(numbers), "{asked}");
        assert_eq!(shown, pages);
    }
}

#[test]
fn the_shortest_and_the_longest_way_are_a_few_minutes() {
    let exposed: Said<'_> = &[("client_contact", &["weekly"]), ("act_threat", &["once"])];
    assert_eq!(path(Population::Staff, 1, &[("client_contact", &["no"])]).1, 5);
    assert_eq!(path(Population::Staff, 2, exposed).1, 21);
    assert_eq!(path(Population::Manager, 1, &[("events", &["none"]), ("routine", &["no"])]).1, 11);
    assert_eq!(path(Population::Manager, 1, &[("events", &["1_2"]), ("routine", &["partly"])]).1, 14);
    assert_eq!(path(Population::Elected, 1, &[]).1, 3);
    assert_eq!(path(Population::Elected, 1, &exposed[1..]).1, 11);
}
