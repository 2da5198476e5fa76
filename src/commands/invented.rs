//! An invented municipality, published in memory: answers are drawn, counted and passed through the gate as any others, so
//! that a briefing can be built and measured without a database. Every figure is made up (påhittad).

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use uuid::Uuid;

use super::{
    Failure,
    demo::{AnswerSampler, ReportSampler},
};
use crate::{
    form::Form,
    ids::{Chance, base64},
    org::{Node, NodeKind},
    questionnaire::{Ballot, Counts, Population, Questionnaire},
    release::{Source, WaveSource, draft_incidents, draft_survey},
    statistics::disclosure::{Content, Entry, Ledger, Released},
    survey::{FrameUnit, GroupPlan, UnitCounts, Wave, WaveTally, plan_hash},
    urn::{Handled, Period, Tally, UnitTally},
};

const ORGANISATION: &str = include_str!("../../deploy/org/exempelkommun.csv");
const SEED: u64 = 2_026;
/// Units of a förvaltning, where more are asked for than the file has.
const UNITS: usize = 12;
/// Per cent who answer.
const ANSWERED: u32 = 71;

/// Its organisation, and all it has published.
pub(super) struct Invented {
    pub nodes: Vec<Node>,
    pub ledger: Ledger,
    /// The ledger as it is written down.
    entries: Vec<Entry>,
}

impl Invented {
    /// The demonstration's organisation, or one of so many units.
    pub(super) fn of(units: Option<usize>, told: &dyn Fn(&str)) -> Result<Self, Failure> {
        let nodes = units.map_or_else(|| organisation(ORGANISATION), large);
        let chance = Chance::seeded(SEED);
        let mut invented = Self { nodes, ledger: Ledger::default(), entries: Vec::new() };
        let staff = |number, year| (Population::Staff, number, date(year, 5, 4));
        told("Rapporter räknas");
        for period in ["2025-T1", "2025-T2", "2025-T3", "2026-T1"] {
            let source = invented.period(period, &chance)?;
            let day = Period::parse(period).ok_or("a period")?.ends().checked_add(20.days())?;
            let draft = draft_incidents(&[source], &invented.nodes, &invented.ledger, &|_| ())?;
            invented.append(day, &draft.content)?;
        }
        for (year, waves) in [
            (2025, vec![staff(1, 2025)]),
            (
                2026,
                vec![
                    staff(2, 2026),
                    (Population::Manager, 1, date(2026, 5, 4)),
                    (Population::Elected, 1, date(2026, 5, 4)),
                ],
            ),
        ] {
            told("Mätningar räknas");
            let waves = waves.into_iter().enumerate();
            let sources =
                waves.map(|(place, wave)| invented.wave(place + 1, wave, &chance)).collect::<Result<Vec<_>, _>>()?;
            told("Tabellerna skyddas och granskas");
            let draft = draft_survey(&sources, &invented.nodes, &invented.ledger, &|_| ())?;
            invented.append(date(year, 6, 15), &draft.content)?;
        }
        Ok(invented)
    }

    fn append(&mut self, day: Date, content: &Content<Released>) -> Result<(), Failure> {
        self.entries.push(Entry::after(&self.ledger, day.to_string(), serde_json::to_string(content)?));
        self.ledger = Ledger::verify(self.entries.clone())?;
        Ok(())
    }

    fn units(&self) -> impl Iterator<Item = (&Node, &str)> {
        let units = self.nodes.iter().filter(|node| node.kind == NodeKind::Unit);
        units.map(|unit| {
            let above =
                self.nodes.iter().find(|node| Some(node.id) == unit.parent && node.kind == NodeKind::Department);
            (unit, above.map_or("", |above| above.name.as_str()))
        })
    }

    fn period(&self, period: &str, chance: &Chance) -> Result<Source, Failure> {
        let form = Form::incident();
        let sampler = ReportSampler::new(self.units().map(|(unit, _)| unit.id).collect(), chance);
        let empty = || form.questions.iter().map(|question| vec![0; question.options.len()]).collect::<Vec<Vec<u64>>>();
        let undue_mask = |code| {
            form.questions
                .iter()
                .find(|question| question.id == "purpose_perceived")
                .and_then(|question| question.mask(code))
                .unwrap_or(0)
        };
        let undue = undue_mask("yes") | undue_mask("likely");
        let place = form.position("purpose_perceived").ok_or("the form asks it")?;
        let mut units: Vec<UnitTally> = self
            .units()
            .map(|(unit, department)| UnitTally {
                unit: Some(unit.id),
                name: unit.name.clone(),
                department: department.to_owned(),
                ballots: 0,
                undue: 0,
                counts: empty(),
                undue_counts: empty(),
            })
            .collect();
        let persons: i32 = self.units().filter_map(|(unit, _)| unit.head_count).sum();
        // 40–70 reports a year and thousand employees (measurement.md §2.3), in tertials; more where fewer dare otherwise.
        let reports = u64::from(persons.unsigned_abs()) * 9 / 100 + u64::from(chance.bytes::<1>()[0] % 20) + 40;
        for _ in 0..reports {
            let ballot = sampler.ballot();
            let Some(unit) = units.iter_mut().find(|unit| unit.unit == ballot.unit) else { continue };
            let is_undue = ballot.answers[place] & undue != 0;
            unit.ballots += 1;
            unit.undue += u64::from(is_undue);
            for (question, mask) in ballot.answers.iter().enumerate() {
                for option in 0..unit.counts[question].len() {
                    let chosen = u64::from(mask >> option & 1);
                    unit.counts[question][option] += chosen;
                    unit.undue_counts[question][option] += if is_undue { chosen } else { 0 };
                }
            }
        }
        let part = |per_cent: u64| reports * per_cent / 100;
        let handled = Handled {
            amended: part(60),
            tests: 1,
            spam: 2,
            duplicates: 6,
            crimes: part(24),
            crimes_reported: part(14),
            crimes_not_reported: part(6),
            severity_1: part(33),
            severity_2: part(18),
            severity_3: part(7),
            ..Handled::default()
        };
        let secret = chance.bytes();
        let tally = Tally {
            v: 2,
            form: form.version,
            period: period.to_owned(),
            ballots: reports,
            dummies: 0,
            invalid: 0,
            handled,
            units,
            secret: base64(&secret),
        };
        Ok(Source { tally, secret })
    }

    fn wave(
        &self,
        place: usize,
        (population, number, opens): (Population, u32, Date),
        chance: &Chance,
    ) -> Result<WaveSource, Failure> {
        let questions = Questionnaire::shipped(population);
        let frame: Vec<FrameUnit> = match population {
            Population::Staff => {
                self.units().filter_map(|(unit, department)| Some(framed(unit, department, unit.head_count?))).collect()
            }
            Population::Manager => {
                let departments = self.nodes.iter().filter(|node| node.kind == NodeKind::Department);
                departments.map(|node| framed(node, &node.name, 18)).collect()
            }
            Population::Elected => self.nodes.iter().take(1).map(|node| framed(node, "", 61)).collect(),
        };
        let plan = GroupPlan::of(questions, &frame).json();
        let sampler = AnswerSampler::new(questions, number, chance);
        let mut units = Vec::new();
        for unit in &frame {
            let mut counts = Counts::empty(questions);
            for _ in 0..unit.population {
                if sampler.happens(ANSWERED) {
                    let ballot =
                        Ballot::read(&sampler.ballot(&unit.node)?, questions, number).ok_or("a ballot of ours")?;
                    counts.add(&ballot, questions);
                }
            }
            units.push(UnitCounts {
                unit: unit.id,
                name: unit.name.clone(),
                department: unit.department.clone(),
                population: unit.population.unsigned_abs(),
                counts,
            });
        }
        let code = format!("E{}-{place}", opens.year());
        let secret = chance.bytes();
        let month = opens.first_of_month();
        let wave = Wave {
            id: Uuid::from_u128(place as u128),
            code: code.clone(),
            title: String::new(),
            population,
            number,
            questionnaire: questions.json(),
            questionnaire_hash: questions.hash(),
            reference: (month.checked_sub(12.months())?, month.yesterday()?),
            disposal: "SN 2026/118 § 44 (påhittat)".to_owned(),
            plan_hash: plan_hash(&plan),
            plan,
            opens,
            ends: opens.checked_add(21.days())?,
            recipient: String::new(),
            counted: None,
            closed: None,
            protocol: None,
        };
        let ballots = units.iter().map(|unit| unit.counts.ballots).sum();
        let tally = WaveTally {
            v: 1,
            wave: code,
            questionnaire: questions.hash(),
            ballots,
            invalid: 0,
            units,
            secret: base64(&secret),
        };
        Ok(WaveSource { tally, secret, wave, frame })
    }
}

fn framed(node: &Node, department: &str, population: i32) -> FrameUnit {
    FrameUnit {
        id: node.id,
        node: node.id,
        name: node.name.clone(),
        department: department.to_owned(),
        committee: String::new(),
        population,
        tenure: None,
        public_key: None,
    }
}

fn node(code: &str, name: &str, kind: NodeKind, parent: Option<Uuid>, head_count: Option<i32>) -> Node {
    // The same identity always, so that the same figures are drawn.
    let id = Uuid::from_u128(
        code.bytes()
            .fold(0, |sum, byte| (sum << 7) ^ (sum >> 96) ^ u128::from(byte).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
    );
    Node {
        id,
        code: code.to_owned(),
        kind,
        name: name.to_owned(),
        parent,
        head_count,
        valid_from: date(2024, 1, 1),
        valid_to: None,
    }
}

/// An organisation that comes with the program, with identities that are the same every time.
pub(super) fn organisation(file: &str) -> Vec<Node> {
    let shipped = "the file is shipped with the program";
    let mut nodes: Vec<Node> = Vec::new();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.as_bytes());
    for record in reader.records() {
        let record = record.expect(shipped);
        let parent = nodes.iter().find(|node| node.code == record[3]).map(|node| node.id);
        let kind = NodeKind::parse(&record[2]).expect(shipped);
        nodes.push(node(&record[0], &record[1], kind, parent, record[4].parse().ok()));
    }
    nodes
}

/// A municipality of so many units, by the dozen in a förvaltning.
fn large(units: usize) -> Vec<Node> {
    let municipality = node("K", "Storkommun", NodeKind::Municipality, None, None);
    let committee = node("N", "Kommunstyrelsen", NodeKind::Committee, Some(municipality.id), None);
    let mut nodes = vec![municipality, committee];
    for place in 0..units.div_ceil(UNITS) {
        let parent = Some(nodes[1].id);
        let department =
            node(&format!("F{place}"), &format!("Förvaltning {}", place + 1), NodeKind::Department, parent, None);
        let own = (place * UNITS..units.min((place + 1) * UNITS)).map(|unit| {
            let persons = 12 + (unit * 7 % 35) as i32;
            node(
                &format!("E{unit}"),
                &format!("Enhet {}", unit + 1),
                NodeKind::Unit,
                Some(department.id),
                Some(persons),
            )
        });
        let own: Vec<_> = own.collect();
        nodes.push(department);
        nodes.extend(own);
    }
    nodes
}
