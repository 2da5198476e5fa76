//! What the published figures allow to be said: the tolerance gap, witnesses, reports beside exposed persons, change from
//! the wave before, and managers beside staff. Every sentence is worked out from published counts.

use jiff::civil::Date;

use super::{
    FEWEST, Gathered, WaveSource,
    counted::Counted,
    exposure::{Exposure, LEVELS},
};
use crate::{
    questionnaire::{Population, Role},
    statistics::{
        disclosure::{Content, Estimate, Figure, Finding, Leaf, Ledger, Released, Surveyed, Union, change, ratio},
        estimator::Verdict,
    },
    urn::Period,
};

/// What one wave says by itself.
pub(super) fn of_wave(counted: &Counted, exposure: &Exposure, gathered: &mut Gathered) {
    let purposive = exposure.whole(&LEVELS[1]);
    let labelled = exposure.whole(&LEVELS[2]);
    let text = match purposive.low() {
        low if low >= FEWEST => format!(
            "{} av {} svarande har varit med om otillåten påverkan enligt SKR:s definition (B); {} säger själva att de har \
             det (C). Toleransgapet, 1 − C/B, är {} procent.",
            span(purposive.low(), purposive.high()),
            purposive.respondents(),
            span(labelled.low(), labelled.high()),
            per_cent_span(
                1.0 - f64::from(labelled.high()) / f64::from(purposive.low()),
                1.0 - f64::from(labelled.low()) / f64::from(purposive.high())
            ),
        ),
        _ => "Toleransgapet redovisas inte: färre än tio har varit med om otillåten påverkan enligt SKR:s definition."
            .to_owned(),
    };
    gathered.findings.push(finding(counted.code(), "tolerance-gap/all", "Toleransgap, hela organisationen", text));
}

/// What a wave says beside what was published before, and beside the other waves of the same release.
pub(super) fn compare(waves: &[WaveSource], ledger: &Ledger, gathered: &mut Gathered) {
    let published: Vec<_> = ledger.releases().iter().map(|release| &release.content).collect();
    for source in waves {
        if source.wave.population == Population::Staff {
            reporting_ratio(source, &published, gathered);
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
fn reporting_ratio(source: &WaveSource, published: &[&Content<Released>], gathered: &mut Gathered) {
    let code = source.wave.code.as_str();
    let id = format!("{code}/exposure/any/all");
    let Some(exposed) = gathered.estimates.iter().find(|estimate| estimate.id() == id) else { return };
    let persons = exposed.persons();
    let reports = year_of_reports(source.wave.reference, published);
    let text = match reports {
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
    let mut made = Vec::new();
    for now in gathered.estimates.iter().filter(|estimate| estimate.id().starts_with(&format!("{code}/"))) {
        let rest = &now.id()[code.len()..];
        // Groups are compared where they are the same: everybody, and förvaltningar of the same name.
        let then = before.estimates.iter().find(|then| {
            then.id().starts_with(&format!("{earlier}/"))
                && kind(then.id(), earlier) == kind(now.id(), code)
                && then.group() == now.group()
        });
        let (Some(then), false) = (then, rest.contains("/group-")) else { continue };
        let verdict = change(&union_of(then), &union_of(now));
        made.push(finding(
            code,
            &format!("change{rest}"),
            &format!("Förändring: {}, {}", now.measure(), now.group()),
            format!("{}: {} {}: {} {}", earlier, then.reading(), code, now.reading(), said(verdict)),
        ));
    }
    gathered.findings.extend(made);
}

/// Which figure an estimate is of, whatever the wave: `exposure/any`, or an item.
fn kind<'a>(id: &'a str, code: &str) -> &'a str {
    let rest = id.strip_prefix(code).unwrap_or(id);
    rest.rsplit_once('/').map_or(rest, |(kind, _)| kind)
}

/// The wave in a release that asked the same population the same questions.
fn asked_the_same<'a>(content: &'a Content<Released>, source: &WaveSource) -> Option<&'a str> {
    let wave = &source.wave;
    let same = |other: &&Surveyed| {
        other.population == wave.population.code() && other.questionnaire == wave.questionnaire_hash
    };
    content.waves.iter().find(same).map(|other| other.code.as_str())
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
            &format!("Chefer bredvid medarbetare: {}", theirs.measure()),
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
