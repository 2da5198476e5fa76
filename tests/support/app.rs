//! An instance under test.

use std::{
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use jiff::{Timestamp, tz::TimeZone};
use orubbad::{
    auth,
    clock::Clock,
    commands::{demo::Mailbox, postgres::Postgres},
    config::{self, Config},
    db::{Database, DbError, Transaction},
    http::Services,
    ids::Chance,
    server::{self, Running},
    worker::Worker,
};
use reqwest::{Client, StatusCode};
use serde_json::Value;
use tokio::sync::OnceCell;

static POSTGRES: OnceLock<Postgres> = OnceLock::new();
static TEMPLATE: OnceCell<()> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(1);

/// The test binary's own PostgreSQL; it ends with the process.
pub fn postgres() -> &'static Postgres {
    POSTGRES.get_or_init(|| {
        let program = std::env::current_exe().expect("a test runs from a file");
        let name = program.file_stem().expect("which has a name").to_string_lossy().into_owned();
        let short = name.split('-').next().unwrap_or("test").to_owned();
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pg-{short}"));
        let _ = std::fs::remove_dir_all(&directory);
        Postgres::start(&directory).expect("PostgreSQL starts")
    })
}

/// The settings of a small pool for `name`.
pub fn database_config(name: &str) -> config::Database {
    config::Database { url: postgres().url(name), tls: false, connections: 8 }
}

async fn statement(text: &str) {
    let (client, connection) = tokio_postgres::connect(&postgres().url("postgres"), tokio_postgres::NoTls)
        .await
        .expect("the test's PostgreSQL answers");
    let connection = tokio::spawn(connection);
    client.batch_execute(text).await.expect("the statement holds");
    drop(client);
    let _ = connection.await;
}

/// An empty, migrated database of the test's own; returns its name.
pub async fn database() -> String {
    TEMPLATE
        .get_or_init(async || {
            statement("CREATE DATABASE template_orubbad").await;
            let db = Database::new(&database_config("template_orubbad")).expect("the settings hold");
            db.migrate().await.expect("the migrations hold");
        })
        .await;
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    // The template may for a moment still have its migrator connected.
    for _ in 0..50 {
        let made = std::process::Command::new(postgres().programs().join("psql"))
            .args(["-q", "-h"])
            .arg(postgres().directory())
            .args(["-U", "orubbad", "-d", "postgres", "-c"])
            .arg(format!("CREATE DATABASE {name} TEMPLATE template_orubbad"))
            .output()
            .expect("psql runs");
        if made.status.success() {
            return name;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the test's database could not be made");
}

/// A running instance with everything around it.
pub struct App {
    pub services: Services,
    pub mailbox: Mailbox,
    pub database: String,
    pub address: String,
    running: Option<Running>,
}

/// What the server said.
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.expect("the body arrives").to_vec() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The problem's code, or nothing.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The problem's code, or nothing where the answer is no problem.
    pub fn code_or_empty(&self) -> String {
        let json = serde_json::from_slice::<Value>(&self.body).unwrap_or_default();
        json["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Panics with the body unless the answer is a success.
    pub fn ok(self) -> Self {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text());
        self
    }
}

/// A Monday before noon in Stockholm, within 2026-T3.
pub fn monday() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().expect("a time")
}

/// Settings for a test on `database`.
pub fn config(database: &str, mail_port: u16) -> Config {
    Config {
        service: config::Service {
            name: "Provkommun".into(),
            public_url: "http://127.0.0.1".into(),
            listen: "127.0.0.1:0".parse().expect("an address"),
            tls: None,
            time_zone: "Europe/Stockholm".into(),
            phone_support: "010-111 11 11".into(),
            whistle_name: "Visselblåsarfunktionen".into(),
            whistle_url: "https://provkommun.invalid/visselblasning".into(),
            exit_url: "https://exit.invalid/".into(),
        },
        database: database_config(database),
        mail: config::Mail {
            host: "127.0.0.1".into(),
            port: mail_port,
            security: config::MailSecurity::None,
            username: None,
            password: None,
            from: "orubbad@provkommun.invalid".into(),
        },
        notices: config::Notices::default(),
        intake: config::Intake { proof_bits: 4, calm_per_minute: 100_000, attachment_megabytes: 64 },
        survey: config::Survey { wait_least_seconds: 0, wait_most_seconds: 1 },
        worker: config::Worker::default(),
        log: config::Log::default(),
    }
}

impl App {
    /// A fresh instance that nobody has claimed.
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    /// A fresh instance with other settings.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let database = database().await;
        let mailbox = Mailbox::start().await.expect("a port is free");
        let mut config = config(&database, mailbox.port());
        change(&mut config);
        let zone = TimeZone::get("Europe/Stockholm").expect("a known zone");
        let services = Services {
            db: Database::new(&config.database).expect("the settings hold"),
            clock: Clock::held(monday(), zone),
            chance: Chance::seeded(u64::from(NUMBER.load(Ordering::Relaxed))),
            config: Arc::new(config),
            demo: false,
        };
        let running = server::serve(services.clone(), |_| ()).expect("a port is free");
        let address = format!("http://{}", running.address);
        Self { services, mailbox, database, address, running: Some(running) }
    }

    /// The token of the set-up link a fresh instance prints.
    pub async fn set_up_token(&self) -> String {
        let chance = &self.services.chance;
        let token = self.run(async |tx| auth::renew_set_up(tx, chance).await).await;
        token.expect("nobody has claimed the instance").reveal()
    }

    /// A worker to be stepped by hand.
    pub fn worker(&self) -> Worker {
        Worker::new(self.services.clone()).expect("the mail settings hold")
    }

    /// The night passes: the mix, whatever the hour.
    pub async fn night(&self) {
        self.worker().mix().await.expect("the mix holds");
    }

    /// Moves the clock.
    pub fn set_time(&self, time: &str) {
        self.services.clock.set(time.parse().expect("a time"));
    }

    /// Looks into the database.
    pub async fn run<T>(&self, look: impl AsyncFn(&Transaction<'_>) -> Result<T, DbError>) -> T {
        self.services.db.run("test", look).await.expect("the database answers")
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let text = format!("SELECT count(*) FROM {table}");
        self.run(async |tx| Ok(tx.query_one(&text, &[]).await?.get(0))).await
    }

    /// Cuts every connection of the instance to its database.
    pub async fn cuts_connections(&self) {
        let (client, connection) = tokio_postgres::connect(&postgres().url(&self.database), tokio_postgres::NoTls)
            .await
            .expect("the test's PostgreSQL answers");
        tokio::spawn(connection);
        let text = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        client.query(text, &[]).await.expect("the server cuts");
    }

    /// A browser without cookies, as a reporter's is.
    pub fn browser(&self) -> Browser {
        let client = Client::builder().cookie_store(true).no_proxy().build().expect("a client");
        Browser { client, address: self.address.clone() }
    }

    /// Stops answering.
    pub async fn stop(mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }
}

/// Somebody's browser: keeps cookies, says where its requests come from.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    address: String,
}

impl Browser {
    /// A browser that visits nothing.
    pub fn nowhere() -> Self {
        Self { client: Client::new(), address: String::new() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self.client.get(format!("{}{path}", self.address)).header("sec-fetch-site", "same-origin");
        Answer::of(request.send().await.expect("the server answers")).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        let request = self.client.post(format!("{}{path}", self.address)).header("sec-fetch-site", "same-origin");
        Answer::of(request.json(&body).send().await.expect("the server answers")).await
    }

    pub async fn post_form(&self, path: &str, body: String) -> Answer {
        let request = self.client.post(format!("{}{path}", self.address)).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        Answer::of(request.send().await.expect("the server answers")).await
    }

    pub async fn post_bytes(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = self.client.post(format!("{}{path}", self.address));
        let request = request.header("content-type", "application/octet-stream").body(body);
        Answer::of(request.send().await.expect("the server answers")).await
    }
}
