//! The survey figures (METHODS §3.3): counts of reporting groups that were fixed before the wave opened, and what is worked
//! out from them. Nothing here looks at a count that is not published, but to decide by the published ones' rule.

mod counted;
mod exposure;
mod findings;
mod follow_ups;
mod matters;
mod shares;
mod sheets;
mod tenure;

use super::gate::{Draft, Hidden, Progress, Refusal, SURVEY, Verdict, WaveSource};
use crate::{
    questionnaire::Population,
    statistics::disclosure::{Cell, Content, Estimate, Finding, Ledger, Released, Row, Rules, Table, below},
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
    findings::compare(waves, ledger, &mut gathered);
    let content = Content {
        v: 2,
        set: SURVEY.to_owned(),
        periods: waves.iter().map(|source| source.wave.code.clone()).collect(),
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
    quality(&counted, gathered);
    Ok(())
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

const HIDDEN: &str = "Antalet är litet, eller nästan alla, eller så skulle ett litet antal gå att räkna ut med hjälp av det.";
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

/// Bortfall per question and ballots that were none: for the quality note.
fn quality(counted: &Counted, gathered: &mut Gathered) {
    let code = counted.code();
    let threshold = RULES.threshold.unsigned_abs();
    let mut rows = Vec::new();
    let mut row = |label: String, id: String, count: u64| {
        rows.push(Row { label, cells: vec![Cell { id, figure: below(count, threshold) }] });
    };
    row("Valsedlar som inte gick att läsa som svar".to_owned(), format!("{code}/quality/invalid"), counted.invalid());
    for (place, item) in counted.questionnaire.items().enumerate() {
        let declined = item.options.len() - 1;
        let count = counted.whole(|counts| counts.blank[place] + counts.counts[place][declined]);
        row(format!("{} {}", item.number, item.text.sv), format!("{code}/quality/{}", item.id), count);
    }
    gathered.table(
        Planned {
            id: format!("{code}/quality"),
            period: code.to_owned(),
            title: "Bortfall per fråga".to_owned(),
            base: "De som fick frågan men hoppade över den eller valde Vill inte svara, i hela organisationen."
                .to_owned(),
            columns: &["Antal"],
        },
        rows,
    );
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
            "Redovisningsgrupperna bestämdes innan mätningen öppnade. Kontrollsumma för planen: {}. Kontrollsumma för \
             frågeformuläret: {}.",
            wave.plan_hash, wave.questionnaire_hash
        ),
        format!("Valsedlarna och urnans nyckel är förstörda enligt gallringsbeslut {}.", wave.disposal),
        "Vi har aldrig publicerat något tal som, ensamt eller tillsammans med andra, avgör vad en person har svarat, ens \
         för den som känner till upp till två andras svar. Vi lovar inte att ingen kan gissa bättre än förut."
            .to_owned(),
    ]
    .into()
}
