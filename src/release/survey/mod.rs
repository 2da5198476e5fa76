//! The survey figures (METHODS §3.3): counts of reporting groups that were fixed before the wave opened, and what is worked
//! out from them. Nothing here looks at a count that is not published, but to decide by the published ones' rule.

mod counted;
mod exposure;
mod findings;
mod follow_ups;
mod matters;
mod quality;
mod shares;
mod sheets;
mod tenure;

use super::gate::{Draft, Hidden, Progress, Refusal, SURVEY, Verdict, WaveSource};
use crate::{
    org::Node,
    questionnaire::Population,
    statistics::disclosure::{Cell, Content, Estimate, Finding, Ledger, Released, Row, Rules, Surveyed, Table},
};
use counted::Counted;

/// Counts below five are protected, also against somebody who knows two of those counted.
const RULES: Rules = Rules { threshold: 5, coalition: 2 };
/// The same for the bands of reporting groups.
const K: u32 = 5;
/// So many must have met with something before more is told of what they met with (measurement.md §3.4, P2).
const FEWEST: u32 = 10;

pub(super) fn draft(
    waves: &[WaveSource],
    nodes: &[Node],
    ledger: &Ledger,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Draft, Refusal> {
    let published = ledger.releases().iter().flat_map(|release| &release.content.periods);
    if let Some(code) = published.into_iter().find(|code| waves.iter().any(|source| source.wave.code == **code)) {
        return Err(Refusal::Published(code.clone()));
    }
    if waves.iter().all(|source| source.tally.ballots == source.tally.invalid) {
        return Err(Refusal::Empty);
    }
    let mut gathered = Gathered::default();
    for (place, source) in waves.iter().enumerate() {
        let percent = |part: usize| (100 * (place * 6 + part) / (6 * waves.len())) as u8;
        let done = |part| progress(Progress { percent: percent(part), doing: "Tabellerna skyddas och granskas" });
        wave(source, &mut gathered, &done)?;
    }
    findings::compare(waves, nodes, ledger, &mut gathered);
    let content = Content {
        v: 2,
        set: SURVEY.to_owned(),
        periods: waves.iter().map(|source| source.wave.code.clone()).collect(),
        waves: waves.iter().map(surveyed).collect(),
        tables: gathered.tables,
        estimates: gathered.estimates,
        findings: gathered.findings,
        notes: waves.iter().flat_map(notes).collect(),
        erratum: None,
    };
    let adversaries = vec![
        "den som har läst allt som har publicerats".to_owned(),
        "den som dessutom känner till upp till två andras svar".to_owned(),
    ];
    let verdict = Verdict { protected: gathered.protected, releases: ledger.releases().len(), adversaries };
    Ok(Draft { content, hidden: gathered.hidden, verdict })
}

fn wave(source: &WaveSource, gathered: &mut Gathered, done: &dyn Fn(usize)) -> Result<(), Refusal> {
    let counted = Counted::of(source)?;
    if !counted.questionnaire.by_role(crate::questionnaire::Role::Act).is_empty() {
        let exposure = exposure::publish(&counted, gathered)?;
        done(1);
        follow_ups::publish(&counted, &exposure, gathered)?;
        done(2);
        if source.wave.population == Population::Staff {
            tenure::publish(&counted, &exposure, gathered)?;
            done(3);
            matters::publish(&counted, gathered)?;
        }
        done(4);
        findings::of_wave(&counted, &exposure, gathered);
    }
    shares::publish(&counted, gathered)?;
    done(5);
    quality::publish(&counted, gathered);
    Ok(())
}

fn surveyed(source: &WaveSource) -> Surveyed {
    let wave = &source.wave;
    Surveyed {
        code: wave.code.clone(),
        population: wave.population.code().to_owned(),
        questionnaire: wave.questionnaire_hash.clone(),
        frames: findings::frames(&source.frame),
        plan: wave.plan_hash.clone(),
    }
}

/// What is made so far.
#[derive(Default)]
struct Gathered {
    tables: Vec<Table<Released>>,
    estimates: Vec<Estimate>,
    findings: Vec<Finding>,
    hidden: Vec<Hidden>,
    protected: usize,
}

/// As everybody who was asked is called; who that is stands with the wave.
const EVERYBODY: &str = "Alla tillfrågade";
const HIDDEN: &str =
    "Antalet är litet, eller nästan alla, eller så skulle ett litet antal gå att räkna ut med hjälp av det.";
const TOO_FEW: &str = "Färre än tio har varit med om det, så inga tal visas.";
const UNPROTECTED: &str = "Går inte att skydda bredvid det som redan visas.";

impl Gathered {
    fn hide(&mut self, cell: &str, reason: &str) {
        self.hidden.push(Hidden { cell: cell.to_owned(), reason: reason.to_owned() });
    }

    /// A cell as its figure is, with a line in the log where it is no count.
    fn cell(&mut self, id: String, figure: Released) -> Cell<Released> {
        if !matches!(figure.figure(), crate::statistics::disclosure::Figure::Count(_)) {
            self.protected += 1;
            self.hide(&id, HIDDEN);
        }
        Cell { id, figure }
    }

    fn table(&mut self, table: Planned, rows: Vec<Row<Released>>) {
        let Planned { id, period, title, base, columns } = table;
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        self.tables.push(Table { id, period, title, base, columns, rows });
    }
}

/// A table without its rows.
struct Planned<'a> {
    id: String,
    period: String,
    title: String,
    base: String,
    columns: &'a [&'a str],
}

fn notes(source: &WaveSource) -> Vec<String> {
    let wave = &source.wave;
    [
        format!(
            "Mätningen {} gick till alla som ingår i ramen och var öppen {} till {}. Frågorna gäller {} till {}.",
            wave.code,
            wave.opens,
            wave.closed.unwrap_or_else(|| wave.ends.yesterday().unwrap_or(wave.ends)),
            wave.reference.0,
            wave.reference.1
        ),
        "Alla tillfrågades, så osäkerheten kommer av dem som inte svarade. Intervallet förutsätter att de som svarade \
         liknar de övriga i sin grupp; gränserna minst och högst gör inget antagande."
            .to_owned(),
        "A: minst en av händelserna. B: A, och ett uppfattat syfte att påverka (SKR:s definition). C: säger själv att det \
         var otillåten påverkan. Räknas gör de som har svarat på minst fem sjättedelar av händelserna; den som inte har \
         svarat på en följdfråga räknas inte som ja."
            .to_owned(),
        format!(
            "Redovisningsgrupperna bestämdes innan mätningen öppnade. Planens kontrollsumma: {}. Frågornas: {}.",
            wave.plan_hash, wave.questionnaire_hash
        ),
        format!("Valsedlarna och urnans nyckel är förstörda enligt gallringsbeslut {}.", wave.disposal),
        "Vi har aldrig publicerat något tal som, ensamt eller tillsammans med andra, avgör vad en person har svarat, ens \
         för den som känner till upp till två andras svar. Vi lovar inte att ingen kan gissa bättre än förut."
            .to_owned(),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        questionnaire::{Counts, Questionnaire},
        release::gate,
        statistics::disclosure::Figure,
        survey::{FrameUnit, GroupPlan, UnitCounts, Wave, WaveTally},
    };

    /// Persons asked, base, A, B and C of one unit.
    type Met = (i32, u64, u64, u64, u64);

    fn frame(units: &[Met]) -> Vec<FrameUnit> {
        let unit = |(place, met): (usize, &Met)| FrameUnit {
            id: Uuid::from_u128(place as u128 + 1),
            node: Uuid::from_u128(place as u128 + 1),
            name: format!("Enhet {place}"),
            department: if place < 3 { "Omsorg" } else { "Skola" }.to_owned(),
            committee: String::new(),
            population: met.0,
            tenure: None,
            public_key: None,
        };
        units.iter().enumerate().map(unit).collect()
    }

    fn source(units: &[Met], change: impl Fn(&mut Counts, &Questionnaire)) -> WaveSource {
        let questionnaire = Questionnaire::shipped(Population::Staff);
        let frame = frame(units);
        let plan = GroupPlan::of(questionnaire, &frame).json();
        let counted = frame.iter().zip(units).map(|(unit, &(population, base, any, purposive, labelled))| {
            let mut counts = Counts::empty(questionnaire);
            (counts.ballots, counts.base, counts.any) = (base, base, any);
            (counts.purposive, counts.labelled) = (purposive, labelled);
            change(&mut counts, questionnaire);
            UnitCounts {
                unit: unit.id,
                name: unit.name.clone(),
                department: unit.department.clone(),
                population: population.cast_unsigned(),
                counts,
            }
        });
        let tally = WaveTally {
            v: 1,
            wave: "E2026-1".to_owned(),
            questionnaire: questionnaire.hash(),
            ballots: units.iter().map(|met| met.1).sum(),
            invalid: 0,
            units: counted.collect(),
            secret: String::new(),
        };
        let wave = Wave {
            id: Uuid::from_u128(99),
            code: "E2026-1".to_owned(),
            title: "Mätning".to_owned(),
            population: Population::Staff,
            number: 1,
            questionnaire: questionnaire.json(),
            questionnaire_hash: questionnaire.hash(),
            reference: (date(2025, 11, 1), date(2026, 10, 31)),
            disposal: "SN 2026/1".to_owned(),
            plan_hash: String::new(),
            plan,
            opens: date(2026, 11, 1),
            ends: date(2026, 11, 21),
            recipient: String::new(),
            counted: None,
            closed: None,
            protocol: None,
        };
        WaveSource { tally, secret: [9; 32], wave, frame }
    }

    fn draft(source: WaveSource) -> Draft {
        gate::survey(&[source], &[], &Ledger::default(), &|_| ()).unwrap_or_else(|why| panic!("{why}"))
    }

    fn json(draft: &Draft) -> String {
        serde_json::to_string(&draft.content).expect("plain data")
    }

    fn figure(draft: &Draft, cell: &str) -> Figure {
        let id = format!("E2026-1/{cell}");
        draft.content.cells().find(|cell| cell.id == id).unwrap_or_else(|| panic!("no {id}")).figure.figure().clone()
    }

    const CALM: [Met; 5] =
        [(99, 40, 12, 9, 6), (99, 45, 15, 12, 7), (99, 40, 9, 7, 5), (99, 60, 20, 15, 9), (99, 30, 3, 2, 1)];

    #[test]
    fn what_is_hidden_in_a_group_changes_nothing_that_is_published() {
        let first = json(&draft(source(&CALM, |_, _| ())));
        let mut other = CALM;
        for (any, purposive, labelled) in [(0, 0, 0), (1, 1, 0), (4, 4, 4), (2, 0, 3)] {
            (other[4].2, other[4].3, other[4].4) = (any, purposive, labelled);
            assert!(json(&draft(source(&other, |_, _| ()))) == first, "{any}, {purposive}, {labelled}");
        }
        other[4].2 = 5;
        assert!(json(&draft(source(&other, |_, _| ()))) != first, "five are shown");
    }

    #[test]
    fn groups_show_counts_and_bands_and_everybody_what_they_add_up_to() {
        let draft = draft(source(&CALM, |_, _| ()));
        assert_eq!(figure(&draft, "exposure/0/any"), Figure::Count(12));
        assert_eq!(
            figure(&draft, "purposive/0/purposive"),
            Figure::Between { from: 8, to: 12 },
            "nine of twelve: the three without a purpose are few"
        );
        assert_eq!(figure(&draft, "exposure/4/any"), Figure::Between { from: 0, to: 4 });
        let whole = draft.content.estimates.iter().find(|one| one.id() == "E2026-1/exposure/any/all").expect("made");
        assert_eq!((whole.base(), whole.counts()), ((495, 215), (56, 60)));
        let department = draft.content.estimates.iter().find(|one| one.group() == "Omsorg").expect("made");
        assert_eq!(department.counts(), (36, 36));
    }

    #[test]
    fn a_question_about_what_they_met_with_is_protected_within_those_who_met_with_it() {
        let told = |nobody: u64| {
            let met =
                [(50, 40, 20, 9, 6), (60, 45, 15, 12, 7), (55, 40, 9, 7, 5), (80, 60, 20, 15, 9), (52, 30, 10, 6, 5)];
            draft(source(&met, |counts, questionnaire| {
                let place = questionnaire.position("told").expect("asked");
                let option = |code: &str| {
                    let item = questionnaire.items().nth(place).expect("it is there");
                    item.options.iter().position(|option| option.code == code).expect("an option")
                };
                if counts.base == 40 && counts.any == 20 {
                    counts.of_any[place][option("manager")] = 20;
                    counts.of_any[place][option("nobody")] = nobody;
                }
            }))
        };
        assert_eq!(figure(&told(12), "told/nobody"), Figure::Count(12));
        assert_eq!(figure(&told(2), "told/nobody"), Figure::Between { from: 0, to: 4 });
        assert_eq!(figure(&told(0), "told/nobody"), figure(&told(2), "told/nobody"));
    }

    #[test]
    fn experience_is_told_where_its_sum_is_and_not_where_it_would_tell_what_a_group_hides() {
        let told = |last: u64| {
            let mut met = CALM;
            met.iter_mut().for_each(|met| (met.2, met.3) = (20, 16));
            (met[4].2, met[4].3) = (last, last.min(16));
            draft(source(&met, |counts, _| {
                for band in 0..4 {
                    counts.tenure[band].base = counts.base / 4;
                    counts.tenure[band].any = counts.any / 4;
                    counts.tenure[band].purposive = counts.purposive / 4;
                }
                counts.tenure[4].base = counts.base - 4 * (counts.base / 4);
                counts.tenure[4].any = counts.any - 4 * (counts.any / 4);
                counts.tenure[4].purposive = counts.purposive - 4 * (counts.purposive / 4);
            }))
        };
        let shown = told(20);
        let bands: u64 = (0..4)
            .map(|band| match figure(&shown, &format!("tenure-exposure/all/{band}/any")) {
                Figure::Count(count) => count,
                other => panic!("{other:?}"),
            })
            .sum();
        assert_eq!(bands, 100, "who did not tell is in one of the bands");
        for band in 0..4 {
            assert_eq!(figure(&told(3), &format!("tenure-exposure/all/{band}/any")), Figure::Withheld);
        }
    }

    #[test]
    fn what_is_left_beside_the_departments_is_not_told_by_subtraction() {
        // Three förvaltningar; the last is too small for its newcomers to be shown, and would be what is left.
        let met = [
            (99, 60, 24, 16, 12),
            (99, 60, 24, 16, 12),
            (99, 60, 24, 16, 12),
            (99, 60, 24, 16, 12),
            (99, 30, 12, 6, 5),
        ];
        let told = |department: &str| {
            let mut source = source(&met, |counts, _| {
                for band in 0..4 {
                    counts.tenure[band].base = counts.base / 4;
                    counts.tenure[band].any = counts.any / 4;
                    counts.tenure[band].purposive = counts.purposive / 4;
                }
            });
            source.frame[4].department = department.to_owned();
            let plan = GroupPlan::of(Questionnaire::shipped(Population::Staff), &source.frame);
            source.wave.plan = plan.json();
            let draft = draft(source);
            draft.content.cells().any(|cell| cell.id.starts_with("E2026-1/tenure-exposure/department-"))
        };
        assert!(told("Skola"), "what is left is large, or nothing");
        assert!(!told("Kultur"), "seven newcomers are left");
    }

    #[test]
    fn what_hangs_on_another_answer_has_no_bortfall_and_no_base_of_its_own() {
        let draft = draft(source(&CALM, |_, _| ()));
        let questionnaire = Questionnaire::shipped(Population::Staff);
        for item in questionnaire.items() {
            let told = draft.content.cells().any(|cell| cell.id == format!("E2026-1/quality/{}", item.id));
            assert_eq!(told, item.when.is_empty(), "{}", item.id);
        }
    }

    #[test]
    fn counts_of_another_shape_or_more_answers_than_persons_are_refused() {
        let refused = |source: WaveSource| gate::survey(&[source], &[], &Ledger::default(), &|_| ()).err();
        let narrow = source(&CALM, |counts, _| counts.counts[0].truncate(1));
        assert!(matches!(refused(narrow), Some(Refusal::Crooked(_))));
        let crowded = source(&[(10, 40, 12, 9, 6)], |_, _| ());
        assert!(matches!(refused(crowded), Some(Refusal::Crooked(_))));
        let mut foreign = source(&CALM, |_, _| ());
        foreign.tally.questionnaire = "another".to_owned();
        assert!(matches!(refused(foreign), Some(Refusal::Crooked(_))));
        assert!(matches!(refused(source(&[(10, 0, 0, 0, 0)], |_, _| ())), Some(Refusal::Empty)));
    }
}
