//! `survey`: waves from a workstation: checking a definition, recounting for the skyddsombud, and the ceremony.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Failure, WithConfig, keys::read_identity, services};
use crate::{
    config::Config,
    db::DbError,
    http::Services,
    questionnaire::Questionnaire,
    survey::{self, CountError, Phase, Recount, UnitRecount, Wave},
    urn::Opener,
};

#[derive(Subcommand)]
pub(super) enum Surveys {
    /// List the waves.
    List {
        #[command(flatten)]
        config: WithConfig,
    },
    /// Read a questionnaire's definition and say what is wrong with it, line by line.
    Check {
        /// The definition (TOML).
        file: PathBuf,
    },
    /// Recount persons, codes and ballots of a wave, unit by unit; ends badly when something does not hold.
    Recount {
        /// The code of the wave, such as E2026-1.
        wave: String,
        /// One JSON object instead of a table.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        config: WithConfig,
    },
    /// Count a wave that is over: seal the tally to the custodians, destroy ballots, codes and keys.
    Count {
        /// The code of the wave, such as E2026-1.
        wave: String,
        /// The file with the identity of the wave's urn (AGE-SECRET-KEY-1…).
        #[arg(long)]
        identity: PathBuf,
        #[command(flatten)]
        config: WithConfig,
    },
}

pub(super) async fn run(command: Surveys) -> Result<(), Failure> {
    match command {
        Surveys::List { config } => list(&opened(&config)?).await,
        Surveys::Check { file } => check(&file),
        Surveys::Recount { wave, json, config } => recount(&opened(&config)?, &wave, json).await,
        Surveys::Count { wave, identity, config } => {
            let opener = Opener::parse(&read_identity(&identity)?).ok_or("filen har ingen hel identitet")?;
            count(&opened(&config)?, &wave, &opener).await
        }
    }
}

fn opened(config: &WithConfig) -> Result<Services, Failure> {
    services(Config::load(&config.config)?, false)
}

async fn list(services: &Services) -> Result<(), Failure> {
    let waves = services.db.run::<_, DbError>("survey::list", async |tx| survey::waves(tx).await).await?;
    for wave in waves {
        let state = match wave.phase(services.clock.today()) {
            Phase::Planned => "planerad".to_owned(),
            Phase::Open => "öppen".to_owned(),
            Phase::Closed => "stängd, inte räknad".to_owned(),
            Phase::Counted => wave.counted.map_or("räknad".to_owned(), |day| format!("räknad {day}")),
        };
        let last = wave.ends.yesterday().unwrap_or(wave.ends);
        println!("{}\t{} – {last}\t{state}\t{}", wave.code, wave.opens, wave.title);
    }
    Ok(())
}

fn check(file: &Path) -> Result<(), Failure> {
    let named = |error: std::io::Error| format!("{}: {error}", file.display());
    let text = String::from_utf8(std::fs::read(file).map_err(named)?)
        .map_err(|_| format!("{}: filen är inte skriven i UTF-8", file.display()))?;
    match Questionnaire::parse(&text) {
        Ok(read) => {
            let (pages, items) = (read.pages().len(), read.items().count());
            println!("{}\n{pages} sidor, {items} frågor\nSHA-256 {}", read.title().sv, read.hash());
            Ok(())
        }
        Err(faults) => {
            faults.iter().for_each(|fault| println!("{fault}"));
            Err(format!("{}: {} fel", file.display(), faults.len()).into())
        }
    }
}

async fn find(services: &Services, code: &str) -> Result<Wave, Failure> {
    let waves = services.db.run::<_, DbError>("survey::find", async |tx| survey::waves(tx).await).await?;
    let found = waves.into_iter().find(|wave| wave.code == code);
    Ok(found.ok_or_else(|| format!("det finns ingen mätning som heter {code}"))?)
}

async fn recount(services: &Services, code: &str, json: bool) -> Result<(), Failure> {
    let wave = find(services, code).await?;
    let recounted =
        services.db.run::<_, DbError>("survey::recount", async |tx| survey::recount(tx, &wave).await).await?;
    if json {
        println!("{}", serde_json::to_string(&recounted)?);
    } else {
        print(&recounted);
    }
    match recounted.faults.len() {
        0 => Ok(()),
        faults => Err(format!("{code}: {faults} fel").into()),
    }
}

fn print(recounted: &Recount) {
    let Recount { wave, counted, units, forged, tokens, ballots, faults } = recounted;
    let state = if *counted {
        "räknad; koder och valsedlar enligt protokollet"
    } else {
        "inte räknad; som vid nattens senaste blandning"
    };
    println!("{wave} ({state})");
    println!("personer\tkoder\tinlösta\tröstbevis\tenhet");
    for unit in units {
        let above = if unit.department.is_empty() { String::new() } else { format!(" ({})", unit.department) };
        println!("{}\t{}\t{}\t{}\t{}{above}", unit.persons, unit.codes, unit.traded, unit.tokens, unit.name);
    }
    let sum = |of: fn(&UnitRecount) -> i64| units.iter().map(of).sum::<i64>();
    println!("{}\t{}\t{}\t{tokens}\tsumma", sum(|unit| unit.persons), sum(|unit| unit.codes), sum(|unit| unit.traded));
    println!("{ballots} valsedlar, {forged} röstbevis utan giltig signatur");
    if faults.is_empty() {
        println!("Allt stämmer: röstbevis = valsedlar ≤ inlösta koder ≤ koder ≤ personer, enhet för enhet.");
    }
    faults.iter().for_each(|fault| println!("FEL: {fault}"));
}

async fn count(services: &Services, code: &str, opener: &Opener) -> Result<(), Failure> {
    let wave = find(services, code).await?;
    let (today, now) = (services.clock.today(), services.clock.now());
    survey::count(&services.db, wave.id, opener, None, today, now, &services.chance).await.map_err(told)?;
    println!(
        "Mätningen {code} är räknad, räkningen är förseglad till förvararna, valsedlar, koder och nycklar är förstörda."
    );
    Ok(())
}

/// What a custodian at a terminal is told.
fn told(error: CountError) -> Failure {
    match error {
        CountError::NoWave => "det finns ingen sådan mätning".into(),
        CountError::NotRipe => "det går inte än: mätningen ska vara stängd och nattens blandning gjord".into(),
        CountError::AlreadyCounted => "mätningen är redan räknad".into(),
        CountError::WrongKey => "nyckeln hör inte till den här mätningen; den är orörd".into(),
        CountError::NoCustodian => "det finns ingen förvarare att försegla räkningen till".into(),
        CountError::Db(error) => error.into(),
    }
}
