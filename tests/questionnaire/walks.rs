//! The product against the second implementation.

use std::{collections::BTreeMap, sync::LazyLock};

use orubbad::questionnaire::{Ballot, Counts, Population, Questionnaire, Role};
use proptest::prelude::*;

use crate::{
    drawn::Draws,
    naive::{Codes, Naive, Sums},
};

static FORMS: LazyLock<Vec<(Naive, &'static Questionnaire)>> = LazyLock::new(|| {
    let staff = include_str!("../../web/form/survey/staff.toml");
    let manager = include_str!("../../web/form/survey/manager.toml");
    let elected = include_str!("../../web/form/survey/elected.toml");
    vec![
        (Naive::read(staff), Questionnaire::shipped(Population::Staff)),
        (Naive::read(manager), Questionnaire::shipped(Population::Manager)),
        (Naive::read(elected), Questionnaire::shipped(Population::Elected)),
    ]
});

/// The masks that these codes stand for.
fn masks(chosen: &[Codes], form: &Naive) -> Vec<u16> {
    let mask = |codes: &Codes, known: &[String]| {
        (0..known.len()).filter(|&place| codes.contains(&known[place])).fold(0, |mask, place| mask | 1 << place)
    };
    chosen.iter().zip(&form.0).map(|(codes, item)| mask(codes, &item.codes)).collect()
}

/// The codes that these masks stand for; a bit beyond the options is a code nobody knows.
fn codes(masks: &[u16], form: &Naive) -> Vec<Codes> {
    let name = |known: &[String], place: usize| known.get(place).cloned().unwrap_or_else(|| format!("?{place}"));
    let each = masks.iter().zip(&form.0);
    each.map(|(mask, item)| (0..16).filter(|bit| mask >> bit & 1 == 1).map(|bit| name(&item.codes, bit)).collect())
        .collect()
}

/// The plaintext as the contract has it.
fn plaintext(masks: &[u16], questionnaire: &Questionnaire) -> Vec<u8> {
    let hash = questionnaire.hash();
    let mut bytes = vec![2];
    for place in 0..8 {
        bytes.push(u8::from_str_radix(&hash[2 * place..2 * place + 2], 16).expect("hex"));
    }
    bytes.push(u8::try_from(masks.len()).expect("few items"));
    for mask in masks {
        bytes.push(u8::try_from(mask / 256).expect("a byte"));
        bytes.push(u8::try_from(mask % 256).expect("a byte"));
    }
    bytes
}

/// The product's counts with names; zeros are left out.
fn named(counts: &Counts, questionnaire: &Questionnaire) -> Sums {
    let mut sums = BTreeMap::new();
    let mut put = |name: String, sum: u64| assert!(sum == 0 || sums.insert(name, sum).is_none());
    put("ballots".into(), counts.ballots);
    for (name, sum) in [("base", counts.base), ("any", counts.any), ("purposive", counts.purposive)] {
        put(name.into(), sum);
    }
    put("labelled".into(), counts.labelled);
    for tier in 0..3 {
        put(format!("severity/{}", tier + 1), counts.severity[tier]);
    }
    for (place, item) in questionnaire.items().enumerate() {
        put(format!("asked/{}", item.id), counts.asked[place]);
        put(format!("blank/{}", item.id), counts.blank[place]);
        for (number, option) in item.options.iter().enumerate() {
            let (id, code) = (&item.id, &option.code);
            put(format!("all/{id}/{code}"), counts.counts[place][number]);
            put(format!("of_base/{id}/{code}"), counts.of_base[place][number]);
            put(format!("of_any/{id}/{code}"), counts.of_any[place][number]);
            put(format!("of_purposive/{id}/{code}"), counts.of_purposive[place][number]);
        }
    }
    let tenures = questionnaire.by_role(Role::Tenure);
    let mut names: Vec<_> = tenures.iter().flat_map(|(_, item)| &item.options).map(|option| &*option.code).collect();
    names.pop();
    names.push("unknown");
    assert_eq!(counts.tenure.len(), names.len());
    for (name, tenure) in names.iter().zip(&counts.tenure) {
        let groups = [("base", tenure.base), ("any", tenure.any), ("purposive", tenure.purposive)];
        for (group, sum) in groups.into_iter().chain([("labelled", tenure.labelled)]) {
            put(format!("tenure/{name}/{group}"), sum);
        }
        for (number, [answered, yes]) in tenure.vignettes.iter().enumerate() {
            put(format!("tenure/{name}/vignette {number} answered"), *answered);
            put(format!("tenure/{name}/vignette {number} yes"), *yes);
        }
    }
    let matters = questionnaire.by_role(Role::Matter);
    for (row, (_, act)) in counts.matters.iter().zip(questionnaire.by_role(Role::Act)) {
        for (sum, option) in row.iter().zip(matters.iter().flat_map(|(_, item)| &item.options)) {
            put(format!("matters/{}/{}", act.id, option.code), *sum);
        }
    }
    sums
}

fn numbers() -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(any::<u16>(), 97..300)
}

/// Several people answer; what is asked, taken and counted is the same in both implementations.
fn same_counts(form: &Naive, questionnaire: &Questionnaire, draws: &mut Draws) {
    let mut sums = Sums::new();
    let mut counts = [Counts::empty(questionnaire), Counts::empty(questionnaire)];
    for person in 0..8 {
        let (chosen, wave) = draws.walk(form);
        let masks = masks(&chosen, form);
        assert_eq!(questionnaire.asked(&masks, wave), form.asked(&chosen, wave));
        let plain = plaintext(&masks, questionnaire);
        let ballot = Ballot::read(&plain, questionnaire, wave).expect("a way that the pages allow");
        assert_eq!(ballot.bytes(), plain);
        assert_eq!(ballot.masks(), masks);
        form.add(&chosen, wave, &mut sums);
        counts[person % 2].add(&ballot, questionnaire);
    }
    let [mut counts, other] = counts;
    counts.join(&other);
    assert_eq!(named(&counts, questionnaire), sums);
}

/// What was changed in the post is taken exactly when the pages could have given that too.
fn same_refusals(form: &Naive, questionnaire: &Questionnaire, draws: &mut Draws) -> usize {
    let (chosen, wave) = draws.walk(form);
    let mut masks = masks(&chosen, form);
    let mut refused = 0;
    for _ in 0..6 {
        let place = draws.below(masks.len());
        masks[place] = match draws.below(4) {
            0 => 0,
            1 => masks[place] ^ 1 << draws.below(16),
            2 => 1 << draws.below(form.0[place].codes.len()),
            _ => u16::try_from(draws.below(1 << 16)).expect("16 bits"),
        };
        let taken = form.takes(&codes(&masks, form), wave);
        assert_eq!(Ballot::read(&plaintext(&masks, questionnaire), questionnaire, wave).is_some(), taken);
        assert_eq!(questionnaire.asked(&masks, wave), form.asked(&codes(&masks, form), wave));
        refused += usize::from(!taken);
    }
    refused
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn random_ways_through_the_shipped_questionnaires_are_counted_as_words_are_counted(
        which in 0..3_usize,
        numbers in numbers(),
    ) {
        let (form, questionnaire) = &FORMS[which];
        same_counts(form, questionnaire, &mut Draws::new(numbers));
    }

    #[test]
    fn changed_answers_to_the_shipped_questionnaires_are_refused_exactly_when_no_page_gives_them(
        which in 0..3_usize,
        numbers in numbers(),
    ) {
        let (form, questionnaire) = &FORMS[which];
        same_refusals(form, questionnaire, &mut Draws::new(numbers));
    }

    #[test]
    fn questionnaires_that_nobody_wrote_are_asked_taken_and_counted_the_same(numbers in numbers()) {
        let mut draws = Draws::new(numbers);
        let definition = draws.definition();
        let questionnaire = Questionnaire::parse(&definition)
            .unwrap_or_else(|faults| panic!("{definition}\n{}", faults[0]));
        let form = Naive::read(&definition);
        same_counts(&form, &questionnaire, &mut draws);
        same_refusals(&form, &questionnaire, &mut draws);
    }
}

#[test]
fn the_walks_reach_every_question_every_group_and_refusals_too() {
    let (form, questionnaire) = &FORMS[0];
    let mut counts = Counts::empty(questionnaire);
    let mut sums = Sums::new();
    let mut refused = 0;
    let mut state = 7_u64;
    for _ in 0..600 {
        let numbers = (0..97).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u16::try_from(state >> 48).expect("16 bits")
        });
        let mut draws = Draws::new(numbers.collect());
        let (chosen, wave) = draws.walk(form);
        let ballot = Ballot::of(masks(&chosen, form), questionnaire, wave).expect("a way that the pages allow");
        counts.add(&ballot, questionnaire);
        form.add(&chosen, wave, &mut sums);
        refused += same_refusals(form, questionnaire, &mut draws);
    }
    assert_eq!(named(&counts, questionnaire), sums);
    assert!(refused > 200, "only {refused} refusals");
    for (place, item) in questionnaire.items().enumerate() {
        let least = *counts.counts[place].iter().min().expect("options");
        assert!(least > 0, "{}: an option that no walk has chosen", item.id);
        assert!(item.required || counts.blank[place] > 0, "{} was never left blank", item.id);
    }
    for group in [counts.base, counts.any, counts.purposive, counts.labelled] {
        assert!((20..600).contains(&group), "a group that the walks do not tell from others: {group}");
    }
}
