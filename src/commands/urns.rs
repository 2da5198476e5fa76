//! `urn`: the ceremony from a workstation with an identity file.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Failure, WithConfig, keys::read_identity, services};
use crate::{
    config::Config,
    db::DbError,
    urn::{self, Opener},
};

#[derive(Subcommand)]
pub(super) enum Urns {
    /// List the urns.
    List {
        #[command(flatten)]
        config: WithConfig,
    },
    /// Open an urn: count, seal the tally to the custodians, destroy ballots and key.
    Open {
        /// The period, such as 2026-T2.
        period: String,
        /// The file with the urn's identity (AGE-SECRET-KEY-1…).
        #[arg(long)]
        identity: PathBuf,
        #[command(flatten)]
        config: WithConfig,
    },
}

pub(super) async fn run(command: Urns) -> Result<(), Failure> {
    match command {
        Urns::List { config } => {
            let services = services(Config::load(&config.config)?, false)?;
            let urns = services.db.run::<_, DbError>("urn::list", async |tx| urn::urns(tx).await).await?;
            for urn in urns {
                let state = urn.opened.map_or("oöppnad".to_owned(), |day| format!("öppnad {day}"));
                println!("{}\t{} – {}\t{state}", urn.period, urn.starts, urn.ends);
            }
        }
        Urns::Open { period, identity, config } => {
            let opener = Opener::parse(&read_identity(&identity)?).ok_or("filen har ingen hel identitet")?;
            let services = services(Config::load(&config.config)?, false)?;
            let found =
                services.db.run::<_, DbError>("urn::find", async |tx| urn::by_period(tx, &period).await).await?;
            let urn = found.ok_or("det finns ingen urna för den perioden")?;
            let (today, now) = (services.clock.today(), services.clock.now());
            urn::open(&services.db, urn.id, &opener, None, today, now, &services.chance).await?;
            println!(
                "Urnan {period} är öppnad, räkningen är förseglad till förvararna, valsedlar och nyckel är förstörda."
            );
        }
    }
    Ok(())
}
