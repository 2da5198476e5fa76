//! `audit`: the chain verified, and the log as a stream for a log collector.

use std::{
    io::{self, Write},
    time::Duration,
};

use clap::Subcommand;

use super::{Failure, WithConfig, services};
use crate::{
    audit::{self, Head},
    config::Config,
    db::DbError,
    ids::base64,
};

#[derive(Subcommand)]
pub(super) enum Audit {
    /// Recompute the whole chain; names the first line that is altered, missing or moved, and exits 1.
    Verify {
        /// A head printed earlier (NUMBER:HASH), so that a log that was cut short is found out too.
        #[arg(long, value_parser = read_head)]
        head: Option<Head>,
        #[command(flatten)]
        config: WithConfig,
    },
    /// Print lines as JSON, one each: who, when, what, to which identity. No content.
    Stream {
        /// Begin after this line.
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// Go on as lines are added.
        #[arg(long)]
        follow: bool,
        #[command(flatten)]
        config: WithConfig,
    },
}

const BATCH: i64 = 1_000;
const PAUSE: Duration = Duration::from_secs(2);

pub(super) async fn run(command: Audit) -> Result<(), Failure> {
    match command {
        Audit::Verify { head, config } => {
            let services = services(Config::load(&config.config)?, false)?;
            let verified =
                services.db.run::<_, DbError>("audit::verify", async |tx| audit::verify(tx, head.as_ref()).await);
            let head = verified.await?.map_err(|fault| format!("Loggen håller inte: {fault}."))?;
            println!("Loggen är hel: {} rader. Läge {}:{}", head.number, head.number, base64(&head.hash));
        }
        Audit::Stream { mut after, follow, config } => {
            let services = services(Config::load(&config.config)?, false)?;
            loop {
                let lines = services
                    .db
                    .run::<_, DbError>("audit::stream", async |tx| audit::after(tx, after, BATCH).await)
                    .await?;
                let mut out = io::stdout().lock();
                for line in &lines {
                    writeln!(out, "{}", serde_json::to_string(line)?)?;
                    after = line.number;
                }
                out.flush()?;
                drop(out);
                match (lines.is_empty(), follow) {
                    (true, false) => break,
                    (true, true) => tokio::time::sleep(PAUSE).await,
                    (false, _) => {}
                }
            }
        }
    }
    Ok(())
}

fn read_head(text: &str) -> Result<Head, String> {
    Head::parse(text).ok_or_else(|| "skriv NUMMER:KONTROLLSUMMA".to_owned())
}
