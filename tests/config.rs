//! Configuration: the shipped sample holds, what is unknown or unsafe is refused, the environment overrides.

use std::{fs, path::PathBuf, process::Command};

use orubbad::config::{Config, ConfigError};

const SAMPLE: &str = include_str!("../deploy/orubbad.toml");

fn load(name: &str, text: &str) -> Result<Config, ConfigError> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{name}.toml"));
    fs::write(&file, text).expect("a file");
    Config::load(&file)
}

#[test]
fn the_commented_sample_holds() {
    let config = load("sample", SAMPLE).expect("the sample is what operators start from");
    assert_eq!(config.service.name, "Exempelkommun");
    assert!(config.is_secure());
}

#[test]
fn unknown_keys_and_unsafe_values_are_refused_by_name() {
    for (from, to, says) in [
        ("proof_bits = 16", "prof_bits = 16", "prof_bits"),
        ("[log]", "[logg]", "logg"),
        ("https://orubbad.exempelkommun.se", "http://orubbad.exempelkommun.se", "public_url"),
        ("Europe/Stockholm\"\n# Tele", "Mars/Olympus\"\n# Tele", "time_zone"),
        ("host=/run/postgresql", "host=db.exempelkommun.se", "database.tls"),
        ("security = \"starttls\"", "security = \"none\"", "mail.security"),
        ("proof_bits = 16", "proof_bits = 60", "proof_bits"),
        ("level = \"info\"", "level = \"trace\"", "log.level"),
        ("times = [\"08:30\", \"13:00\"]", "times = []", "notices.times"),
        ("wait_least_seconds = 5", "wait_least_seconds = 500", "survey.wait"),
        ("mix_after = \"01:00\"", "mix_after = \"06:00\"", "mix_after"),
    ] {
        let text = SAMPLE.replace(from, to);
        assert_ne!(text, SAMPLE, "{from}");
        let Err(error) = load(says, &text) else { panic!("{to} was accepted") };
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn the_environment_overrides_and_a_secret_is_never_printed() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("config-environment.toml");
    fs::write(&file, SAMPLE).expect("a file");
    let run = |name: &str, value: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orubbad"));
        command.args(["check-config", "--config"]).arg(&file).env(name, value);
        let output = command.output().expect("the program runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    };
    assert!(run("ORUBBAD__MAIL__HOST", "smtp.annan.se").0);
    let (holds, said) = run("ORUBBAD__INTAKE__PROOF_BITS", "99");
    assert!(!holds && said.contains("proof_bits"), "{said}");
    let (holds, said) = run("ORUBBAD__MAIL__HOOST", "x");
    assert!(!holds && said.contains("hoost"), "{said}");
    let (_, said) = run("ORUBBAD__DATABASE__URL", "host=db.invalid password=hemligt");
    assert!(!said.contains("hemligt") && !said.contains("byt-mig"), "{said}");
}
