//! The demonstration: an own PostgreSQL in one directory, an invented municipality and a mailbox for the developer.
//! Its keys are public; it listens to this machine alone and says on every page what it is.

mod cases;
mod fill;
mod mailbox;
mod pages;
mod publish;
mod waves;

pub use mailbox::{Mail, Mailbox};
pub(super) use {fill::ReportSampler, waves::AnswerSampler};

use std::{path::PathBuf, sync::Arc};

use clap::Args;

use super::{
    Failure, log_to_stdout,
    postgres::Postgres,
    service::{print_set_up_link, stop_signal},
    services,
};
use crate::{
    config::{
        Config, Database, Intake, Log, Mail as MailConfig, MailSecurity, Notices, Service, Survey as SurveyConfig,
        Worker as WorkerConfig,
    },
    server,
    worker::Worker,
};

#[derive(Args)]
pub(super) struct Demo {
    /// Everything the demonstration writes lies here.
    #[arg(long, default_value = "var/demo")]
    directory: PathBuf,
    /// The port on this machine.
    #[arg(long, default_value_t = 8417)]
    port: u16,
    /// An instance that nobody has claimed: prints its set-up link instead of filling it.
    #[arg(long)]
    empty: bool,
    /// So many more cases with twenty entries each, for measuring the desk with.
    #[arg(long, default_value_t = 0)]
    cases: u32,
}

pub(super) async fn run(demo: Demo) -> Result<(), Failure> {
    let postgres = Postgres::start(&demo.directory)?;
    let mailbox = Mailbox::start().await?;
    let config = config(postgres.url("postgres"), mailbox.port(), demo.port);
    log_to_stdout(&config.log);
    let services = services(config, true)?;
    services.db.migrate().await?;
    if demo.empty {
        print_set_up_link(&services).await?;
    } else {
        fill::fill(&services, demo.cases).await?;
        print!("{}", fill::greeting(&services.config.service.public_url));
    }
    let worker = Arc::new(tokio::sync::Mutex::new(Worker::new(services.clone())?));
    let running = server::serve(services.clone(), {
        let (mailbox, worker) = (mailbox.clone(), Arc::clone(&worker));
        move |app| pages::register(app, mailbox.clone(), Arc::clone(&worker))
    })
    .map_err(|error| format!("port {}: {error} (välj en annan med --port)", demo.port))?;
    let chores = async {
        loop {
            if let Err(error) = worker.lock().await.round().await {
                tracing::error!(%error, "a round of chores failed");
            }
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        }
    };
    tokio::select! {
        () = chores => {}
        stopped = stop_signal() => stopped?,
    }
    running.stop().await;
    Ok(())
}

/// Settings of an instance that only this machine reaches.
pub(super) fn config(database: String, mail_port: u16, port: u16) -> Config {
    Config {
        service: Service {
            name: "Exempelkommun".into(),
            public_url: format!("http://127.0.0.1:{port}"),
            listen: ([127, 0, 0, 1], port).into(),
            tls: None,
            time_zone: "Europe/Stockholm".into(),
            phone_support: "010-000 00 02".into(),
            whistle_name: "Exempelkommuns visselblåsarfunktion".into(),
            whistle_url: "https://exempelkommun.invalid/visselblasning".into(),
            exit_url: "https://www.smhi.se/".into(),
        },
        database: Database { url: database, tls: false, connections: 16 },
        mail: MailConfig {
            host: "127.0.0.1".into(),
            port: mail_port,
            security: MailSecurity::None,
            username: None,
            password: None,
            from: "orubbad@exempelkommun.invalid".into(),
        },
        notices: Notices::default(),
        intake: Intake::default(),
        survey: SurveyConfig { wait_least_seconds: 2, wait_most_seconds: 10 },
        worker: WorkerConfig::default(),
        log: Log { level: "warn".into(), json: false },
    }
}
