//! Configuration: one TOML file, each value overridable by the environment, unknown keys refused.
//!
//! `deploy/orubbad.toml` is the commented sample. `ORUBBAD__DATABASE__URL` overrides `url` in `[database]`, and so on.

use std::{net::SocketAddr, path::Path, path::PathBuf};

use jiff::{civil::Time, tz::TimeZone};
use serde::Deserialize;

/// Everything an operator decides.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub service: Service,
    pub database: Database,
    pub mail: Mail,
    #[serde(default)]
    pub notices: Notices,
    #[serde(default)]
    pub intake: Intake,
    #[serde(default)]
    pub survey: Survey,
    #[serde(default)]
    pub worker: Worker,
    #[serde(default)]
    pub log: Log,
}

/// `[service]`: what visitors see and where they reach it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The municipality, as reporters know it.
    pub name: String,
    /// The address in the browser; `https`, or `http` on this machine alone.
    pub public_url: String,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Certificate chain and private key (PEM); none when a proxy without access log stands in front.
    pub tls: Option<Tls>,
    /// IANA time zone; days begin by it.
    #[serde(default = "stockholm")]
    pub time_zone: String,
    /// Telephone of the support for staff, such as företagshälsovården.
    pub phone_support: String,
    /// The whistleblowing function: its name and address.
    pub whistle_name: String,
    pub whistle_url: String,
    /// Where the quick exit leads.
    #[serde(default = "exit_url")]
    pub exit_url: String,
}

/// `[service.tls]`: PEM files.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// `[database]`: an ordinary PostgreSQL, version 15 or later.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// libpq key/value text or URL; holds the password, so it is never printed.
    pub url: String,
    /// Whether the connection must be TLS; only a socket or this machine does without.
    #[serde(default)]
    pub tls: bool,
    /// Connections at the most.
    #[serde(default = "connections")]
    pub connections: usize,
}

/// `[mail]`: the municipality's mail server.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub host: String,
    pub port: u16,
    /// `tls`, `starttls`, or `none` on this machine alone.
    pub security: MailSecurity,
    pub username: Option<String>,
    pub password: Option<String>,
    pub from: String,
}

/// How the mail server is spoken to.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    Tls,
    StartTls,
    None,
}

/// `[notices]`: when officers are told.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notices {
    /// `always`: at every time below; `when-new`: only when something new lies there.
    pub mode: NoticeMode,
    /// Times on working days, HH:MM.
    pub times: Vec<Time>,
}

/// Whether silence is told too.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeMode {
    Always,
    WhenNew,
}

/// `[intake]`: protection against floods.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Intake {
    /// Zero bits a drop's proof of work begins with when all is calm.
    pub proof_bits: u8,
    /// Drops a minute, from everybody together, above which the proof grows by a bit a doubling.
    pub calm_per_minute: u32,
    /// Megabytes of attachments, from everybody together, between two nightly mixes; letters always have room.
    pub attachment_megabytes: u64,
}

/// `[survey]`: answering a survey.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Survey {
    /// Seconds, at least and at most, that a browser waits before it casts a ballot.
    pub wait_least_seconds: u32,
    pub wait_most_seconds: u32,
}

/// `[worker]`: the nightly chores.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Worker {
    /// The mix happens at a random minute after this time …
    pub mix_after: Time,
    /// … and before this one.
    pub mix_before: Time,
}

/// `[log]`: what the operator reads on standard output.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `error`, `warn` or `info`; more would only make noise.
    pub level: String,
    /// One JSON object a line.
    pub json: bool,
}

fn stockholm() -> String {
    "Europe/Stockholm".into()
}
fn exit_url() -> String {
    "https://www.smhi.se/".into()
}
fn connections() -> usize {
    16
}

impl Default for Notices {
    fn default() -> Self {
        Self { mode: NoticeMode::Always, times: vec![Time::constant(8, 30, 0, 0), Time::constant(13, 0, 0, 0)] }
    }
}

impl Default for Intake {
    fn default() -> Self {
        Self { proof_bits: 16, calm_per_minute: 600, attachment_megabytes: 2_048 }
    }
}

impl Default for Survey {
    fn default() -> Self {
        Self { wait_least_seconds: 5, wait_most_seconds: 60 }
    }
}

impl Default for Worker {
    fn default() -> Self {
        Self { mix_after: Time::constant(1, 0, 0, 0), mix_before: Time::constant(5, 0, 0, 0) }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".into(), json: false }
    }
}

/// What is wrong with a configuration, in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0}")]
    Read(#[from] ::config::ConfigError),
    #[error("service.public_url must begin with https:// (http:// only for 127.0.0.1 or localhost)")]
    PublicUrl,
    #[error("service.time_zone is not a time zone of this machine: {0}")]
    TimeZone(String),
    #[error("database.tls may be off only for a socket or this machine")]
    DatabaseTls,
    #[error("mail.security may be \"none\" only for this machine")]
    MailSecurity,
    #[error("intake.proof_bits must be between 0 and 24")]
    ProofBits,
    #[error("notices.times must name at least one time")]
    NoTimes,
    #[error("survey.wait_least_seconds must not exceed survey.wait_most_seconds, nor that 600")]
    Wait,
    #[error("worker.mix_after must be earlier than worker.mix_before")]
    MixTimes,
    #[error("log.level must be error, warn or info")]
    LogLevel,
}

impl Config {
    /// Reads `file` and the environment, and holds the result to the rules that no type can.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        let environment =
            ::config::Environment::with_prefix("ORUBBAD").prefix_separator("__").separator("__").try_parsing(true);
        let config: Self = ::config::Config::builder()
            .add_source(::config::File::from(file).format(::config::FileFormat::Toml))
            .add_source(environment)
            .build()?
            .try_deserialize()?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let local = |host: &str| host == "localhost" || host.starts_with("127.");
        let secure = self.service.public_url.starts_with("https://");
        let on_this_machine = self.service.public_url.strip_prefix("http://").is_some_and(local_prefix);
        if !(secure || on_this_machine) {
            return Err(ConfigError::PublicUrl);
        }
        self.zone()?;
        if !self.database.tls && !self.database_is_local() {
            return Err(ConfigError::DatabaseTls);
        }
        if self.mail.security == MailSecurity::None && !local(&self.mail.host) {
            return Err(ConfigError::MailSecurity);
        }
        if self.intake.proof_bits > 24 {
            return Err(ConfigError::ProofBits);
        }
        if self.notices.times.is_empty() {
            return Err(ConfigError::NoTimes);
        }
        if self.survey.wait_least_seconds > self.survey.wait_most_seconds || self.survey.wait_most_seconds > 600 {
            return Err(ConfigError::Wait);
        }
        if self.worker.mix_after >= self.worker.mix_before {
            return Err(ConfigError::MixTimes);
        }
        if !["error", "warn", "info"].contains(&self.log.level.as_str()) {
            return Err(ConfigError::LogLevel);
        }
        Ok(())
    }

    fn database_is_local(&self) -> bool {
        use tokio_postgres::config::Host;
        let Ok(parsed) = self.database.url.parse::<tokio_postgres::Config>() else { return true };
        parsed.get_hosts().iter().all(|host| match host {
            Host::Tcp(name) => name == "localhost" || name.starts_with("127."),
            Host::Unix(_) => true,
        })
    }

    /// The time zone days begin by.
    pub fn zone(&self) -> Result<TimeZone, ConfigError> {
        TimeZone::get(&self.service.time_zone).map_err(|_| ConfigError::TimeZone(self.service.time_zone.clone()))
    }

    /// Whether cookies may be sent over TLS only.
    pub fn is_secure(&self) -> bool {
        self.service.public_url.starts_with("https://")
    }
}

fn local_prefix(rest: &str) -> bool {
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    host == "localhost" || host.starts_with("127.")
}
