//! `/lagesbild`: what has been published, for everybody and without script. It shows what a verified ledger holds,
//! or nothing.

use actix_web::{
    HttpResponse,
    http::header::{CONTENT_DISPOSITION, ContentType},
    web,
};
use askama::Template;
use serde::Serialize;

use super::{
    corrections::Corrections,
    export,
    public_figures::{self, Drawn},
    read::{self, ReadError},
    wording,
};
use crate::{
    http::{Access, Assets, Problem, Route, Services, page},
    statistics::disclosure::{Content, Erratum, Estimate, Finding, Ledger, Release, Released},
};

/// The public's routes; the fixed names come before the numbers.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Public, "/lagesbild", newest),
        Route::get(Access::Public, "/lagesbild/ledger.json", ledger_file),
        Route::get(Access::Public, "/lagesbild/data-dictionary.json", dictionary),
        Route::get(Access::Public, "/lagesbild/{release}.csv", csv),
        Route::get(Access::Public, "/lagesbild/{release}.json", json),
        Route::get(Access::Public, "/lagesbild/{release}", one),
    ]
}

#[derive(Template)]
#[template(path = "lagesbild.html", config = "web/askama.toml")]
struct ReleasePage<'a> {
    instance: &'a str,
    demo: bool,
    assets: Assets,
    shown: Option<Shown<'a>>,
    others: Vec<Listed>,
}

/// A release laid out.
struct Shown<'a> {
    number: u64,
    published: String,
    hash: &'a str,
    periods: String,
    newest: bool,
    /// Whether it is of a survey, and not of reports.
    survey: bool,
    reading: &'static str,
    figures: Vec<Drawn>,
    measures: Vec<Measure<'a>>,
    findings: &'a [Finding],
    tables: Vec<Table<'a>>,
    legend: Vec<&'static str>,
    notes: Vec<&'a str>,
    /// What this release corrects, when it is an erratum.
    correction: Option<Correction<'a>>,
    errata: Vec<Correction<'a>>,
}

/// One thing estimated, in one group after the other.
struct Measure<'a> {
    id: String,
    wave: &'a str,
    /// Said where the release holds several waves, which may share a question.
    period: Option<String>,
    title: &'a str,
    estimates: Vec<Estimated<'a>>,
}

/// An estimate with its interval as a bar, in thousandths of everybody asked.
struct Estimated<'a> {
    estimate: &'a Estimate,
    from: u32,
    width: u32,
    /// The erratum after which it is not to be used.
    corrected_by: Option<u64>,
}

struct Table<'a> {
    id: String,
    title: &'a str,
    period: String,
    base: &'a str,
    columns: &'a [String],
    rows: Vec<(&'a str, Vec<Figure>)>,
    /// Drawn as SVG, where a plot helps.
    plot: Option<String>,
}

struct Figure {
    words: String,
    /// The erratum after which it is not to be used.
    corrected_by: Option<u64>,
}

struct Correction<'a> {
    number: u64,
    of: u64,
    published: String,
    text: &'a str,
    withdrawn: Vec<String>,
    corrected: Vec<(String, String)>,
}

struct Listed {
    number: u64,
    published: String,
    what: String,
}

async fn read_ledger(services: &Services) -> Result<Ledger, ReadError> {
    services.db.run("release::read", async |tx| read::ledger(tx).await).await
}

async fn newest(services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let ledger = read_ledger(&services).await?;
    let number = newest_of(&ledger).map(|release| release.number);
    show(&services, &ledger, number)
}

async fn one(services: web::Data<Services>, number: web::Path<String>) -> Result<HttpResponse, Problem> {
    let ledger = read_ledger(&services).await?;
    let number = find(&ledger, &number)?.number;
    show(&services, &ledger, Some(number))
}

async fn csv(services: web::Data<Services>, number: web::Path<String>) -> Result<HttpResponse, Problem> {
    let ledger = read_ledger(&services).await?;
    let release = find(&ledger, &number)?;
    let name = format!("attachment; filename=\"lagesbild-{}.csv\"", release.number);
    let body = export::csv(release, &errata_of(&ledger, release.number));
    Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").insert_header((CONTENT_DISPOSITION, name)).body(body))
}

async fn json(services: web::Data<Services>, number: web::Path<String>) -> Result<HttpResponse, Problem> {
    let ledger = read_ledger(&services).await?;
    let release = find(&ledger, &number)?;
    Ok(indented(&export::json(release, &errata_of(&ledger, release.number))))
}

async fn dictionary() -> HttpResponse {
    indented(&export::dictionary())
}

async fn ledger_file(services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let entries = services.db.run("release::entries", async |tx| read::entries(tx).await).await?;
    Ok(indented(&entries))
}

fn indented(value: &impl Serialize) -> HttpResponse {
    let body = serde_json::to_string_pretty(value).expect("plain data becomes JSON");
    HttpResponse::Ok().content_type(ContentType::json()).body(body)
}

/// The newest release that is not an erratum.
fn newest_of(ledger: &Ledger) -> Option<&Release> {
    ledger.releases().iter().rev().find(|release| release.content.erratum.is_none())
}

fn find<'a>(ledger: &'a Ledger, number: &str) -> Result<&'a Release, Problem> {
    let found = ledger.releases().iter().find(|release| release.number.to_string() == number);
    found.ok_or_else(Problem::not_found)
}

/// What has corrected a release, the first one first.
fn errata_of(ledger: &Ledger, number: u64) -> Vec<&Release> {
    let corrects = |release: &&Release| release.content.erratum.as_ref().is_some_and(|erratum| erratum.of == number);
    ledger.releases().iter().filter(corrects).collect()
}

fn show(services: &Services, ledger: &Ledger, number: Option<u64>) -> Result<HttpResponse, Problem> {
    let shown = ledger.releases().iter().find(|release| Some(release.number) == number);
    page(&ReleasePage {
        instance: &services.config.service.name,
        demo: services.demo,
        assets: Assets,
        shown: shown.map(|release| laid_out(ledger, release)),
        others: ledger.releases().iter().rev().filter(|other| Some(other.number) != number).map(listed).collect(),
    })
}

fn laid_out<'a>(ledger: &'a Ledger, release: &'a Release) -> Shown<'a> {
    let (content, errata) = (&release.content, errata_of(ledger, release.number));
    let corrections = Corrections::of(ledger, &[release.number]);
    let tables = content.tables.iter().map(|table| Table {
        id: table.id.replace('/', "-"),
        title: &table.title,
        period: wording::period(&table.period),
        base: &table.base,
        columns: &table.columns,
        rows: table
            .rows
            .iter()
            .map(|row| {
                let figures = row
                    .cells
                    .iter()
                    .map(|cell| Figure { words: wording::figure(&cell.figure), corrected_by: corrections.by(cell) });
                (row.label.as_str(), figures.collect())
            })
            .collect(),
        plot: public_figures::of_table(table, content, &corrections),
    });
    Shown {
        survey: content.set == wording::SURVEY,
        reading: wording::reading(&content.set),
        figures: public_figures::of_estimates(content, &corrections),
        measures: measures(content, &corrections),
        findings: &content.findings,
        tables: tables.collect(),
        number: release.number,
        published: wording::day(&release.published),
        hash: &release.hash,
        periods: periods(release),
        newest: newest_of(ledger).is_some_and(|newest| newest.number == release.number),
        legend: wording::legend(content),
        // The page says this one above everything else.
        notes: content.notes.iter().map(String::as_str).filter(|note| *note != wording::NOT_PREVALENCE).collect(),
        correction: content.erratum.as_ref().map(|erratum| correction(ledger, release, erratum)),
        errata: errata
            .into_iter()
            .filter_map(|by| by.content.erratum.as_ref().map(|erratum| correction(ledger, by, erratum)))
            .collect(),
    }
}

/// Estimates by what they are of, in the order in which they were made.
fn measures<'a>(content: &'a Content<Released>, corrections: &Corrections<'_>) -> Vec<Measure<'a>> {
    let mut measures: Vec<Measure<'_>> = Vec::new();
    for estimate in &content.estimates {
        let (population, persons) = (estimate.base().0.max(1), estimate.persons());
        let thousandths = |persons: u32| 1000 * persons / population;
        let from = thousandths(persons.0);
        let wave = estimate.id().split('/').next().unwrap_or_default();
        let corrected_by = corrections.spoils(wave, estimate);
        let drawn = Estimated { estimate, from, width: (thousandths(persons.1) - from).max(4), corrected_by };
        match measures.iter_mut().find(|measure| measure.wave == wave && measure.title == estimate.measure()) {
            Some(measure) => measure.estimates.push(drawn),
            None => {
                let id = estimate.id().replace('/', "-");
                let period = (content.waves.len() > 1).then(|| wording::period(wave));
                measures.push(Measure { id, wave, period, title: estimate.measure(), estimates: vec![drawn] });
            }
        }
    }
    measures
}

fn correction<'a>(ledger: &Ledger, by: &Release, erratum: &'a Erratum<Released>) -> Correction<'a> {
    let label = |id: &String| label_of(ledger, erratum.of, id);
    Correction {
        number: by.number,
        of: erratum.of,
        published: wording::day(&by.published),
        text: &erratum.text,
        withdrawn: erratum.withdrawn.iter().map(label).collect(),
        corrected: erratum.corrections.iter().map(|cell| (label(&cell.id), wording::figure(&cell.figure))).collect(),
    }
}

/// A cell as it is read in its table.
fn label_of(ledger: &Ledger, number: u64, id: &str) -> String {
    let release = ledger.releases().iter().find(|release| release.number == number);
    let tables = release.into_iter().flat_map(|release| &release.content.tables);
    let mut labels = tables.flat_map(|table| {
        let rows = table.rows.iter().flat_map(|row| row.cells.iter().zip(&table.columns).map(move |cell| (row, cell)));
        rows.map(move |(row, (cell, head))| (&cell.id, format!("{}: {}, {head}", table.title, row.label)))
    });
    labels.find(|(cell, _)| *cell == id).map_or_else(|| id.to_owned(), |(_, label)| label)
}

fn listed(release: &Release) -> Listed {
    let what = match &release.content.erratum {
        Some(erratum) => format!("Rättelse av Nr {}", erratum.of),
        None => periods(release),
    };
    Listed { number: release.number, published: wording::day(&release.published), what }
}

fn periods(release: &Release) -> String {
    release.content.periods.iter().map(|name| wording::period(name)).collect::<Vec<_>>().join(" och ")
}
