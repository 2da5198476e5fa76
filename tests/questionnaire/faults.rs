//! Every rule, broken once: the fault stands on the right line and says what to do.

use orubbad::questionnaire::Questionnaire;

const SOUND: &str = r#"version = 1
id = "trial"
population = "staff"
title = { sv = "Prov", en = "Trial" }
intro = { sv = "Hej", en = "Hello" }

[scales.often]
options = [
  { code = "never", text = { sv = "Aldrig", en = "Never" } },
  { code = "once", text = { sv = "En gång", en = "Once" } },
]

[conditions.seen]
items = ["act_push"]
any_of = ["once"]

[[pages]]
id = "first"
title = { sv = "Först", en = "First" }
lead = { sv = "Hur ofta {period}?", en = "How often {period}?" }

[[pages.items]]
id = "act_push"
number = "1"
text = { sv = "Knuff", en = "Push" }
kind = "one"
role = "act"
severity = 3
share = ["once"]
prior = 0.05
options = "often"

[[pages]]
id = "second"
title = { sv = "Sedan", en = "Then" }
when = ["seen"]

[[pages.items]]
id = "told"
number = "2"
text = { sv = "Vem vet?", en = "Who knows?" }
help = { sv = "Högst en.", en = "One at most." }
kind = "many"
most = 1
from_wave = 2
when = [{ items = ["act_push"], none_of = ["na"] }]
options = [
  { code = "police", text = { sv = "Polisen", en = "The police" } },
  { code = "nobody", text = { sv = "Ingen", en = "Nobody" }, alone = true },
]

[[pages.items]]
id = "reported"
number = "3"
text = { sv = "Anmält?", en = "Reported?" }
kind = "one"
options = "often"
"#;

/// The first line that holds `part`.
fn line(text: &str, part: &str) -> usize {
    1 + text.lines().position(|line| line.contains(part)).unwrap_or_else(|| panic!("no line has {part}"))
}

fn faults(definition: &str) -> Vec<String> {
    let faults = Questionnaire::parse(definition).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

/// Changing `old` to `new` gives one fault, on the line that then holds `on`, and it says `says`.
fn breaks(old: &str, new: &str, on: &str, says: &str) {
    assert_eq!(SOUND.matches(old).count(), 1, "{old} must be in the definition once");
    let broken = SOUND.replace(old, new);
    let found = faults(&broken);
    let [fault] = &*found else { panic!("{new}: one fault and no other was expected, not {found:#?}") };
    let start = format!("rad {}: ", line(&broken, on));
    assert!(fault.starts_with(&start), "{fault}\nshould be on {start}");
    assert!(fault.contains(says), "{fault}\nshould say {says}");
}

#[test]
fn the_sound_definition_is_sound() {
    assert_eq!(faults(SOUND), [""; 0]);
}

#[test]
fn ids_are_plain() {
    breaks("id = \"trial\"", "id = \"Prov 1\"", "Prov 1", "\"Prov 1\" duger inte; skriv med små bokstäver");
    breaks("id = \"second\"", "id = \"två\"", "två", "\"två\" duger inte");
}

#[test]
fn a_page_or_a_question_may_not_stand_twice() {
    let twice = SOUND.replace("id = \"second\"", "id = \"first\" # again");
    assert_eq!(
        faults(&twice),
        [format!("rad {}: sidan first finns två gånger; ge den ena ett annat id", line(&twice, "again"))]
    );
    let twice = SOUND.replace("id = \"reported\"", "id = \"told\" # again");
    let fault = format!("rad {}: frågan told: id:t finns två gånger; ge den ena ett annat", line(&twice, "again"));
    assert_eq!(faults(&twice), [fault]);
}

#[test]
fn a_code_is_plain_and_stands_once() {
    breaks("code = \"police\"", "code = \"Polis\"", "Polis\"", "frågan told: \"Polis\" duger inte");
    breaks("code = \"police\"", "code = \"nobody\"", "Ingen", "koden \"nobody\" finns två gånger bland svaren");
}

#[test]
fn an_item_has_one_to_fifteen_options_and_na_is_not_written() {
    let many = |count: usize| {
        let option = |number| format!("{{ code = \"c{number}\", text = {{ sv = \"a\", en = \"b\" }} }}, ");
        format!("kind = \"one\"\noptions = [{}]", (0..count).map(option).collect::<String>())
    };
    let last = "kind = \"one\"\noptions = \"often\"\n";
    assert_eq!(faults(&SOUND.replace(last, &many(15))), [""; 0]);
    breaks(last, &many(16), "c15", "frågan har 16 svar; den ska ha 1 till 15");
    breaks(last, &many(0), "options = []", "frågan har 0 svar");
    let na = "{ code = \"na\", text = { sv = \"Nej\", en = \"No\" } },\n  { code = \"police\"";
    breaks("{ code = \"police\"", na, "\"na\", text", "svaret \"na\" läggs till av sig självt");
}

#[test]
fn a_condition_names_earlier_items_and_their_codes() {
    let told = "when = [{ items = [\"act_push\"]";
    breaks(
        told,
        "when = [{ items = [\"reported\"]",
        "[\"reported\"]",
        "villkoret nämner reported, som inte är en tidigare fråga",
    );
    breaks(told, "when = [{ items = [\"told\"]", "[\"told\"]", "frågan told: villkoret nämner told");
    breaks(
        "none_of = [\"na\"]",
        "none_of = [\"polis\"]",
        "polis\"]",
        "frågan told: koden \"polis\" finns inte bland svaren till act_push",
    );
    breaks("none_of = [\"na\"]", "none_of = []", "none_of = []", "minst en kod i any_of eller none_of");
    breaks(told, "when = [{ items = []", "items = []", "villkoret ska ha items");
    breaks(
        "when = [\"seen\"]",
        "when = [\"sen\"]",
        "\"sen\"",
        "villkoret \"sen\" finns inte; skriv det under [conditions.sen]",
    );
    breaks("when = [\"seen\"]", "when = \"seen\"", "when = \"seen\"", "when ska vara en lista");
    breaks("when = [\"seen\"]", "when = [3]", "when = [3]", "villkoret ska vara en tabell");
}

#[test]
fn a_named_condition_that_is_wrong_is_told_where_it_is_used() {
    let broken = SOUND.replace("any_of = [\"once\"]", "any_of = [\"often\"]");
    let used = line(&broken, "when = [\"seen\"]");
    let fault = |id| format!("rad {used}: frågan {id}: koden \"often\" finns inte bland svaren till act_push");
    assert_eq!(faults(&broken), [fault("reported"), fault("told")]);
}

#[test]
fn most_belongs_to_many_and_leaves_something_out() {
    breaks("most = 1", "most = 2", "most = 2", "most = 2 ska vara minst 1 och mindre än antalet svar, 2");
    breaks("most = 1", "most = 0", "most = 0", "ska vara minst 1");
    breaks("severity = 3", "severity = 3\nmost = 7", "most = 7", "most hör bara till kind = \"many\"");
}

#[test]
fn share_names_codes_of_a_question_with_one_answer() {
    breaks(
        "share = [\"once\"]",
        "share = [\"twice\"]",
        "twice",
        "frågan act_push: share: koden \"twice\" finns inte bland svaren",
    );
    breaks("share = [\"once\"]", "share = [\"once\", \"na\"]", "\"na\"]", "\"na\" kan inte räknas som ja");
    breaks("share = [\"once\"]", "share = [\"once\", \"once\"]", "share", "share: koden \"once\" står två gånger");
    breaks("most = 1", "most = 1\nshare = [\"police\"]", "share = [\"police\"]", "share hör bara till kind = \"one\"");
}

#[test]
fn a_prior_is_a_share_between_none_and_all() {
    for prior in ["0.0", "1.0", "1", "-0.1", "nan", "inf"] {
        let new = format!("prior = {prior}\n# after");
        let broken = SOUND.replace("prior = 0.05", &new);
        let line = line(&broken, "# after") - 1;
        let fault = format!("rad {line}: frågan act_push: prior ska vara större än 0 och mindre än 1");
        assert_eq!(faults(&broken), [fault], "{prior}");
    }
    breaks("most = 1", "most = 1\nprior = 0.4", "prior = 0.4", "prior är en väntad andel och kräver share");
    breaks("prior = 0.05", "prior = 0.05001", "0.05001", "prior har fler än fyra decimaler; avrunda");
    assert_eq!(faults(&SOUND.replace("prior = 0.05", "prior = 0.1234")), [""; 0]);
}

#[test]
fn severity_belongs_to_acts_and_every_act_has_one() {
    breaks("severity = 3", "severity = 4", "severity = 4", "ska ha severity = 1, 2 eller 3");
    breaks("severity = 3", "severity = 300", "severity = 300", "ska ha severity = 1, 2 eller 3");
    breaks("severity = 3\n", "", "role = \"act\"", "en handling (role = \"act\") ska ha severity");
    breaks("most = 1", "most = 1\nseverity = 2", "severity = 2", "severity hör bara till role = \"act\"");
}

#[test]
fn roles_have_needs() {
    let told = "most = 1\nfrom_wave";
    breaks(
        told,
        "role = \"matter\"\nmost = 1\nfrom_wave",
        "kind = \"many\"",
        "frågan told: rollen kräver kind = \"one\"",
    );
    breaks("share = [\"once\"]\nprior = 0.05\n", "", "role = \"act\"", "frågan act_push: rollen kräver share");
    let last = "text = { sv = \"Anmält?\", en = \"Reported?\" }\nkind = \"one\"";
    for role in [
        "vignette_degree",
        "vignette_report",
        "purpose_perceived",
        "self_label",
        "witness",
        "competence",
        "guideline_known",
        "climate",
        "support",
        "retrospective",
        "training",
        "knowledge",
        "routine",
    ] {
        let found = faults(&SOUND.replace(last, &format!("{last}\nrole = \"{role}\"")));
        assert!(
            found
                .iter()
                .any(|fault| fault.ends_with("frågan reported: rollen kräver share: vilka svar som räknas som ja"))
        );
    }
}

#[test]
fn a_single_role_stands_once() {
    let roled = |text: &str, id: &str, role: &str| {
        text.replace(&format!("id = \"{id}\"\n"), &format!("id = \"{id}\"\nrole = \"{role}\" # {id}\n"))
    };
    let twice = roled(&roled(SOUND, "told", "actor"), "reported", "actor")
        .replace("kind = \"many\"\nmost = 1", "kind = \"one\"");
    let fault = "frågan reported: rollen finns redan på en tidigare fråga; bara en fråga kan ha den";
    assert_eq!(faults(&twice), [format!("rad {}: {fault}", line(&twice, "# reported"))]);
}

#[test]
fn a_vignettes_degree_is_followed_by_its_report() {
    let last = "text = { sv = \"Anmält?\", en = \"Reported?\" }\n";
    for role in ["vignette_degree", "vignette_report"] {
        let new = format!("{last}share = [\"once\"]\nrole = \"{role}\"\n");
        breaks(last, &new, &format!("\"{role}\""), "varje vignette_degree ska följas direkt av en vignette_report");
    }
}

#[test]
fn a_questionnaire_has_one_to_a_hundred_and_twenty_items() {
    let item = |number| {
        let text = "text = { sv = \"a\", en = \"b\" }\nkind = \"one\"\noptions = \"often\"\n";
        format!("\n[[pages.items]]\nid = \"more_{number}\"\nnumber = \"{number}\"\n{text}")
    };
    let with = |more: usize| format!("{SOUND}{}", (0..more).map(item).collect::<String>());
    assert_eq!(faults(&with(117)), [""; 0]);
    let fault = format!("rad {}: formuläret har 121 frågor; det ska ha 1 till 120", line(SOUND, "[[pages]]"));
    assert_eq!(faults(&with(118)), [fault]);
    let none = &SOUND[..SOUND.find("[[pages]]").expect("pages")];
    assert_eq!(faults(none), ["rad 1: formuläret har 0 frågor; det ska ha 1 till 120"]);
}

#[test]
fn a_page_has_a_question() {
    let broken = SOUND.replace(
        "[[pages]]\nid = \"second\"",
        "[[pages]] # empty\nid = \"empty\"\ntitle = { sv = \"a\", en = \"b\" }\n\n[[pages]]\nid = \"second\"",
    );
    let fault = format!("rad {}: sidan empty har ingen fråga; ge den en eller ta bort den", line(&broken, "# empty"));
    assert_eq!(faults(&broken), [fault]);
}

#[test]
fn both_languages_are_written_everywhere() {
    for (old, on) in [
        ("en = \"Trial\"", "title"),
        ("en = \"Hello\"", "intro"),
        ("en = \"Then\"", "Sedan"),
        ("en = \"Push\"", "Knuff"),
        ("en = \"One at most.\"", "Högst"),
        ("en = \"The police\"", "Polisen"),
    ] {
        breaks(old, "en = \" \"", on, "en text är tom; den ska finnas på både svenska och engelska");
    }
    breaks(", en = \"Push\"", "", "Knuff", "text: en saknas");
    breaks("How often {period}?", "How often?", "Hur ofta", "{period} ska stå i båda språken eller i inget");
    breaks("How often {period}?", "How often {time}?", "Hur ofta", "klamrar används bara i {period}");
}

#[test]
fn versions_waves_and_numbers_are_given() {
    breaks("version = 1", "version = 2", "version", "version är filformatets och ska vara 1");
    breaks("from_wave = 2", "from_wave = 0", "from_wave", "from_wave ska vara minst 1");
    breaks("number = \"3\"", "number = \"\"", "number = \"\"", "number är tomt");
}

#[test]
fn a_wrong_type_is_told_with_its_line_and_what_it_should_be() {
    breaks("kind = \"many\"", "kind = \"several\"", "several", "kind = \"several\" finns inte; välj bland one, many");
    breaks("population = \"staff\"", "population = \"all\"", "\"all\"", "välj bland staff, manager, elected");
    breaks(
        "role = \"act\"\nseverity = 3",
        "role = \"deed\"",
        "deed",
        "frågan act_push: role = \"deed\" finns inte; välj bland client_contact, tenure",
    );
    breaks("number = \"2\"", "number = 2", "number = 2", "frågan told: number ska vara en text inom citattecken");
    breaks("most = 1", "most = \"1\"", "most = ", "most ska vara ett heltal");
    breaks("most = 1", "most = -1", "most = ", "most ska vara ett heltal utan minustecken");
    breaks("prior = 0.05", "prior = \"5 %\"", "5 %", "prior ska vara ett tal med punkt");
    breaks("alone = true", "alone = \"ja\"", "alone", "alone ska vara true eller false");
    breaks("title = { sv = \"Prov\", en = \"Trial\" }", "title = \"Prov\"", "Prov", "title ska vara en tabell");
    breaks("version = 1\n", "", "trial", "version saknas");
}

#[test]
fn what_is_missing_is_told_where_its_question_begins() {
    let broken = SOUND.replace("kind = \"many\"\n", "");
    let fault = format!("rad {}: frågan told: kind saknas; lägg till kind = …", line(&broken, "id = \"told\"") - 1);
    assert_eq!(faults(&broken), [fault]);
}

#[test]
fn what_is_not_known_is_told_and_what_could_have_been_meant() {
    breaks("from_wave = 2", "fromwave = 2", "fromwave", "frågan told: fromwave känns inte igen; välj bland from_wave");
    breaks("alone = true", "ensam = true", "ensam", "ensam känns inte igen; välj bland alone, code, text");
    breaks("version = 1", "version = 1\nauthor = \"x\"", "author", "author känns inte igen");
    let broken = SOUND.replace("kind = \"one\"\noptions = \"often\"\n", "kind = \"one\"\noptions = \"oft\"\n");
    let fault = "frågan reported: skalan \"oft\" finns inte; skriv den under [scales.oft]";
    assert_eq!(faults(&broken), [format!("rad {}: {fault}", line(&broken, "\"oft\""))]);
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    for (old, new, says) in [
        ("severity = 3", "severity 3", "skriv nyckel = värde"),
        ("number = \"2\"", "number = \"2", "en text är inte hel"),
        ("number = \"2\"", "number = \"2\"\nnumber = \"3\" #", "nyckeln står två gånger"),
        ("[conditions.seen]", "[conditions.seen", "en rubrik är inte hel"),
    ] {
        let broken = SOUND.replacen(old, new, 1);
        let found = faults(&broken);
        let at = line(&broken, new.lines().last().expect("a line"));
        assert!(found.iter().any(|fault| fault.starts_with(&format!("rad {at}: {says}"))), "{new}, {at}: {found:#?}");
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_lines() {
    let broken = SOUND
        .replace("severity = 3", "severity = 9")
        .replace("most = 1", "most = 9")
        .replace("number = \"3\"", "number = 3")
        .replace("id = \"trial\"", "id = \"\"");
    let found: Vec<_> = faults(&broken);
    let lines: Vec<_> =
        ["id = \"\"", "severity = 9", "most = 9", "number = 3"].iter().map(|part| line(&broken, part)).collect();
    assert_eq!(found.len(), 4, "{found:#?}");
    for (fault, line) in found.iter().zip(lines) {
        assert!(fault.starts_with(&format!("rad {line}: ")), "{fault} is not on {line}");
    }
}
