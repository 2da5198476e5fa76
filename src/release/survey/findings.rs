//! What the published figures allow to be said: the tolerance gap, witnesses, reports beside exposed persons, change from
//! the wave before, and managers beside staff. Every sentence is worked out from published counts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::{
    EVERYBODY, FEWEST, Gathered, WaveSource,
    counted::Counted,
    exposure::{Exposure, LEVELS},
};
use crate::{
    org::{Node, NodeKind},
    questionnaire::{Population, Role},
    statistics::{
        disclosure::{Content, Estimate, Figure, Finding, Leaf, Ledger, Released, Surveyed, Union, change, ratio},
        estimator::Verdict,
    },
    survey::FrameUnit,
    urn::Period,
};

/// What one wave says by itself.
pub(super) fn of_wave(counted: &Counted, exposure: &Exposure, gathered: &mut Gathered) {
    let purposive = exposure.whole(&LEVELS[1]);
    let labelled = exposure.whole(&LEVELS[2]);
    let says = || match labelled.low() < purposive.high() {
        true => format!(
            "Toleransgapet, 1 − C/B, är {} procent.",
            per_cent_span(
                (1.0 - f64::from(labelled.high()) / f64::from(purposive.low())).max(0.0),
                1.0 - f64::from(labelled.low()) / f64::from(purposive.high())
            )
        ),
        false => "Det finns inget toleransgap.".to_owned(),
    };
    let text = match purposive.low() {
        low if low >= FEWEST => format!(
            "{} av {} svarande har varit med om otillåten påverkan enligt SKR:s definition (B); {} säger själva att de har \
             det (C). {}",
            span(purposive.low(), purposive.high()),
            purposive.respondents(),
            span(labelled.low(), labelled.high()),
            says(),
        ),
        _ => "Toleransgapet redovisas inte: färre än tio har varit med om otillåten påverkan enligt SKR:s definition."
            .to_owned(),
    };
    gathered.findings.push(finding(counted.code(), "tolerance-gap/all", "Toleransgap, alla tillfrågade", text));
}

/// What a wave says beside what was published before, and beside the other waves of the same release.
pub(super) fn compare(waves: &[WaveSource], nodes: &[Node], ledger: &Ledger, gathered: &mut Gathered) {
    let published: Vec<_> = ledger.releases().iter().map(|release| &release.content).collect();
    for source in waves {
        if source.wave.population == Population::Staff {
            reporting_ratio(source, nodes, &published, gathered);
            witnesses(source, gathered);
            managers(source, waves, &published, gathered);
        }
        changes(source, &published, gathered);
    }
}

/// Who has seen a colleague exposed, beside who has been exposed: much more of the first than of the second suggests that
/// people do not count what happens to themselves (measurement.md §3.2).
fn witnesses(source: &WaveSource, gathered: &mut Gathered) {
    let code = source.wave.code.as_str();
    let questionnaire = source.wave.questions();
    let Some((_, item)) = questionnaire.by_role(Role::Witness).into_iter().next() else { return };
    let whole = |figure: &str| {
        let id = format!("{code}/{figure}/all");
        let found = gathered.estimates.iter().find(|estimate| estimate.id() == id)?;
        let (low, high) = found.counts();
        let respondents = f64::from(found.base().1);
        (low >= FEWEST)
            .then(|| (found.reading().to_owned(), f64::from(low) / respondents, f64::from(high) / respondents))
    };
    let (Some(seen), Some(met)) = (whole(&item.id), whole("exposure/any")) else { return };
    let text = format!(
        "Har sett eller hört en kollega utsättas: {} Har själva varit utsatta (A): {} Den första andelen är {} gånger den \
         andra.",
        seen.0,
        met.0,
        decimals(seen.1 / met.2, seen.2 / met.1),
    );
    gathered.findings.push(finding(code, "witness-ratio", "Vittnen bredvid utsatta", text));
}

/// Reports received beside exposed persons, when twelve months of published periods cover most of the reference period.
fn reporting_ratio(source: &WaveSource, nodes: &[Node], published: &[&Content<Released>], gathered: &mut Gathered) {
    let code = source.wave.code.as_str();
    let id = format!("{code}/exposure/any/all");
    let Some(exposed) = gathered.estimates.iter().find(|estimate| estimate.id() == id) else { return };
    let persons = exposed.persons();
    let reports = year_of_reports(source.wave.reference, published);
    let is_asked = |node: &Node| source.frame.iter().any(|unit| unit.node == node.id);
    let mut units = nodes.iter().filter(|node| node.kind == NodeKind::Unit && node.exists_on(source.wave.opens));
    let text = match reports {
        _ if !units.all(is_asked) => "Rapporteringsgraden kan inte räknas: rapporterna kommer från hela organisationen, men alla \
                                      enheter tillfrågades inte i mätningen."
            .to_owned(),
        None => "Rapporteringsgraden kan inte räknas: de inkomna rapporterna för samma tolv månader är inte redovisade, eller \
                 är så få att de visas som ett intervall."
            .to_owned(),
        Some((periods, reports)) => match ratio(reports, &union_of(exposed)) {
            None => "Rapporteringsgraden redovisas inte: det kan vara färre än tio som har varit utsatta.".to_owned(),
            Some((low, high)) => format!(
                "{reports} rapporter kom in under {} ({} till {} utsatta, 95 % intervall). Det är {} rapporterade händelser per \
                 utsatt person. En person kan ha rapporterat flera gånger.",
                periods.join(", "),
                persons.0,
                persons.1,
                decimals(low, high),
            ),
        },
    };
    gathered.findings.push(finding(code, "reporting-ratio", "Rapporteringsgrad", text));
}

/// Three published tertials in a row that share at least nine months with the reference period, and their reports.
fn year_of_reports(reference: (Date, Date), published: &[&Content<Released>]) -> Option<(Vec<String>, u32)> {
    let count = |period: &str| {
        let id = format!("{period}/reports/all");
        let cell = published.iter().flat_map(|content| content.cells()).find(|cell| cell.id == id)?;
        match cell.figure.figure() {
            Figure::Count(count) => u32::try_from(*count).ok(),
            _ => None,
        }
    };
    let year = |first: Date| {
        let mut periods = vec![Period::of(first)];
        while periods.len() < 3 {
            periods.push(Period::of(periods.last().expect("one").ends()));
        }
        periods
    };
    let shared = |periods: &[Period]| {
        let (from, to) = (periods[0].starts().max(reference.0), periods[2].ends().min(reference.1));
        from.until(to).map_or(0, |span| span.get_days())
    };
    let around = [-8, -4, 0, 4].map(|months| reference.0.saturating_add(jiff::Span::new().months(months)));
    let best = around.into_iter().map(year).max_by_key(|periods| shared(periods))?;
    if shared(&best) < 270 {
        return None;
    }
    let reports = best.iter().map(|period| count(&period.name())).sum::<Option<u32>>()?;
    Some((best.iter().map(|period| period.name()).collect(), reports))
}

/// The wave before of the same population, if it asked the same.
fn changes(source: &WaveSource, published: &[&Content<Released>], gathered: &mut Gathered) {
    let code = source.wave.code.as_str();
    let here = frames(&source.frame);
    let Some((before, earlier)) =
        published.iter().rev().find_map(|content| Some((content, asked_the_same(content, source)?)))
    else {
        if source.wave.number > 1 {
            let text =
                "Förra mätningen är inte redovisad eller hade andra frågor, så ingen jämförelse görs.".to_owned();
            gathered.findings.push(finding(code, "change", "Förändring sedan förra mätningen", text));
        }
        return;
    };
    // Only the same units are compared: everybody, or a förvaltning, under an empty name and its own.
    let is_same = |whom: &str| here.contains_key(whom) && here.get(whom) == earlier.frames.get(whom);
    let mut made = Vec::new();
    for now in gathered.estimates.iter().filter(|estimate| estimate.id().starts_with(&format!("{code}/"))) {
        let rest = &now.id()[code.len()..];
        let whom = if now.group() == EVERYBODY { "" } else { now.group() };
        let then = before.estimates.iter().find(|then| {
            then.id().starts_with(&format!("{}/", earlier.code))
                && kind(then.id(), &earlier.code) == kind(now.id(), code)
                && then.group() == now.group()
        });
        let (Some(then), true, false) = (then, is_same(whom), rest.contains("/group-")) else { continue };
        let verdict = change(&union_of(then), &union_of(now));
        made.push(finding(
            code,
            &format!("change{rest}"),
            &format!("Förändring: {}, {}", now.measure().trim_end_matches('.'), now.group()),
            format!("{}: {} {code}: {} {}", earlier.code, then.reading(), now.reading(), said(verdict)),
        ));
    }
    if made.is_empty() {
        let text = format!("Mätningen {} gick till andra enheter, så ingen jämförelse görs.", earlier.code);
        made.push(finding(code, "change", "Förändring sedan förra mätningen", text));
    }
    gathered.findings.extend(made);
}

/// Which figure an estimate is of, whatever the wave: `exposure/any`, or an item.
fn kind<'a>(id: &'a str, code: &str) -> &'a str {
    let rest = id.strip_prefix(code).unwrap_or(id);
    rest.rsplit_once('/').map_or(rest, |(kind, _)| kind)
}

/// The wave in a release that asked the same population the same questions.
fn asked_the_same<'a>(content: &'a Content<Released>, source: &WaveSource) -> Option<&'a Surveyed> {
    let wave = &source.wave;
    content
        .waves
        .iter()
        .find(|other| other.population == wave.population.code() && other.questionnaire == wave.questionnaire_hash)
}

/// What a frame consists of: SHA-256 of its units, all of them (under an empty name) and of each förvaltning.
pub(super) fn frames(frame: &[FrameUnit]) -> BTreeMap<String, String> {
    let names = frame.iter().map(|unit| unit.department.as_str()).filter(|name| !name.is_empty());
    let hash = |whom: &str| {
        let units = frame.iter().filter(|unit| whom.is_empty() || unit.department == whom);
        let nodes: BTreeSet<_> = units.map(|unit| unit.node).collect();
        let digest = nodes.iter().fold(Sha256::new(), |hasher, node| hasher.chain_update(node.as_bytes())).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    [""].into_iter().chain(names).map(|whom| (whom.to_owned(), hash(whom))).collect()
}

fn said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Increased => "Det har ökat.",
        Verdict::Decreased => "Det har minskat.",
        Verdict::Undecidable => "Om det har ändrats kan inte avgöras.",
    }
}

/// The same questions to managers and staff.
fn managers(source: &WaveSource, waves: &[WaveSource], published: &[&Content<Released>], gathered: &mut Gathered) {
    let code = source.wave.code.as_str();
    let beside = waves.iter().find(|other| other.wave.population == Population::Manager);
    let here = beside.map(|other| (other.wave.code.clone(), gathered.estimates.clone()));
    let before = || {
        let asked_managers = |other: &&Surveyed| other.population == Population::Manager.code();
        published.iter().rev().find_map(|content| {
            let wave = content.waves.iter().find(asked_managers)?;
            Some((wave.code.clone(), content.estimates.clone()))
        })
    };
    let Some((managers, estimates)) = here.or_else(before) else { return };
    let whole = |estimate: &&Estimate, code: &str| {
        estimate.id().starts_with(&format!("{code}/")) && estimate.id().ends_with("/all")
    };
    let mut made = Vec::new();
    for theirs in estimates.iter().filter(|estimate| whole(estimate, &managers)) {
        let ours = gathered.estimates.iter().filter(|estimate| whole(estimate, code));
        let Some(ours) = ours.into_iter().find(|ours| ours.measure() == theirs.measure()) else { continue };
        let verdict = match change(&union_of(ours), &union_of(theirs)) {
            Verdict::Increased => "Cheferna svarar så oftare än medarbetarna.",
            Verdict::Decreased => "Cheferna svarar så mer sällan än medarbetarna.",
            Verdict::Undecidable => "Om chefer och medarbetare skiljer sig åt kan inte avgöras.",
        };
        made.push(finding(
            code,
            &format!("managers{}", &theirs.id()[managers.len()..]),
            &format!("Chefer bredvid medarbetare: {}", theirs.measure().trim_end_matches('.')),
            format!("Medarbetare: {} Chefer: {} {verdict}", ours.reading(), theirs.reading()),
        ));
    }
    gathered.findings.extend(made);
}

/// A published estimate as the union it was made of.
fn union_of(estimate: &Estimate) -> Union {
    let ((population, respondents), (low, high)) = (estimate.base(), estimate.counts());
    Union::of(&[Leaf::published(population, respondents, low, high)])
}

fn finding(code: &str, id: &str, title: &str, text: String) -> Finding {
    Finding { id: format!("{code}/{id}"), title: title.to_owned(), text }
}

fn span(low: u32, high: u32) -> String {
    if low == high { low.to_string() } else { format!("{low}–{high}") }
}

fn per_cent_span(low: f64, high: f64) -> String {
    let [low, high] = [low, high].map(|share| (100.0 * share).round() as i64);
    if low == high { low.to_string() } else { format!("{low} till {high}") }
}

fn decimals(low: f64, high: f64) -> String {
    let [low, high] = [low, high].map(|value| format!("{value:.2}").replace('.', ","));
    if low == high { low } else { format!("{low}–{high}") }
}
