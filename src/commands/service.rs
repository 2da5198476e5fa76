//! `serve`, `work`, `migrate`, `check-config`: the roles an operator's units start.

use std::{io::IsTerminal, path::Path, sync::Arc};

use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

use super::Failure;
use crate::{
    auth,
    clock::Clock,
    config::{Config, Log},
    db::{Database, DbError},
    http::Services,
    ids::Chance,
    server,
    worker::Worker,
};

/// Sends the program's own lines to standard output. Other crates are held at warnings whatever the environment says:
/// a database driver that talks would print parameters.
pub fn log_to_stdout(log: &Log) {
    let filter = EnvFilter::new(format!("warn,orubbad={}", log.level));
    let lines = tracing_subscriber::fmt::layer().with_target(false).with_ansi(std::io::stdout().is_terminal());
    let registry = tracing_subscriber::registry().with(filter);
    let _ = if log.json { registry.with(lines.json()).try_init() } else { registry.with(lines).try_init() };
}

/// What handlers and chores ask for, from a configuration.
pub fn services(config: Config, demo: bool) -> Result<Services, Failure> {
    let clock = Clock::system(config.zone()?);
    let db = Database::new(&config.database)?;
    Ok(Services { db, clock, chance: Chance::system(), config: Arc::new(config), demo })
}

pub(super) async fn serve(config: &Path) -> Result<(), Failure> {
    let config = Config::load(config)?;
    log_to_stdout(&config.log);
    let services = services(config, false)?;
    print_set_up_link(&services).await?;
    let running = server::serve(services, |_| ())?;
    println!("Lyssnar på {}", running.address);
    stop_signal().await?;
    running.stop().await;
    Ok(())
}

/// As long as nobody has claimed the instance, each start prints a new link and the old one is dead.
pub(super) async fn print_set_up_link(services: &Services) -> Result<(), Failure> {
    let chance = &services.chance;
    let token =
        services.db.run::<_, DbError>("auth::renew_set_up", async |tx| auth::renew_set_up(tx, chance).await).await?;
    if let Some(token) = token {
        let address = services.config.service.public_url.trim_end_matches('/');
        println!("Den här installationen är inte tagen i bruk. Öppna länken, som fungerar en gång:");
        println!("{address}/start#{}", token.reveal());
    }
    Ok(())
}

pub(super) async fn work(config: &Path, once: bool, mix_now: bool) -> Result<(), Failure> {
    let config = Config::load(config)?;
    log_to_stdout(&config.log);
    let mut worker = Worker::new(services(config, false)?)?;
    if mix_now {
        worker.mix().await?;
    }
    if once {
        worker.round().await?;
    }
    if once || mix_now {
        return Ok(());
    }
    tokio::select! {
        () = worker.run() => {}
        stopped = stop_signal() => stopped?,
    }
    Ok(())
}

pub(super) async fn migrate(config: &Path) -> Result<(), Failure> {
    let config = Config::load(config)?;
    Database::new(&config.database)?.migrate().await?;
    println!("Databasen är i senaste version.");
    Ok(())
}

pub(super) fn check_config(config: &Path) -> Result<(), Failure> {
    Config::load(config)?;
    println!("Inställningarna håller.");
    Ok(())
}

/// Waits for Ctrl-C or the service manager's word.
pub(super) async fn stop_signal() -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
