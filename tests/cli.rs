//! The program at a terminal: migrate, the organisation, keys and a ceremony from a workstation.

#[path = "support/mod.rs"]
mod support;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use orubbad::{
    db::{Database, DbError},
    ids::Chance,
    sealed::{Frame, FrameKind, PublicKey, seal},
};
use support::app::database_config;

struct Terminal {
    folder: PathBuf,
}

impl Terminal {
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orubbad"));
        command.args(arguments);
        if !["keys", "bench"].contains(&arguments[0]) && arguments[..2] != ["survey", "check"] {
            command.arg("--config").arg(self.folder.join("orubbad.toml"));
        }
        command.output().expect("the program runs")
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder.join(name);
        fs::write(&file, text).expect("a file");
        file
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("plain names")
}

/// A terminal beside a migrated database, and a connection to it.
async fn terminal(name: &str) -> (Terminal, Database) {
    let database = support::database().await;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let terminal = Terminal { folder };
    let sample = include_str!("../deploy/orubbad.toml");
    let url = support::postgres().url(&database);
    let config = sample.replace("host=/run/postgresql user=orubbad dbname=orubbad", &url);
    terminal.file("orubbad.toml", &config);
    (terminal, Database::new(&database_config(&database)).expect("the settings hold"))
}

#[tokio::test]
async fn an_import_shows_first_changes_when_told_and_names_the_lines_that_are_wrong() {
    let (terminal, db) = terminal("org").await;
    let nodes = async || {
        let nodes = db.run::<_, DbError>("test", async |tx| orubbad::org::nodes(tx).await).await;
        nodes.expect("the database answers").len()
    };
    let file = terminal.file("norrtalje.csv", include_str!("../deploy/org/norrtalje.csv"));
    let shown = terminal.run(&["org", "import", text(&file)]);
    assert!(shown.status.success());
    assert!(said(&shown).contains("17 ändringar, 0 oförändrade.\nIngenting är ändrat."), "{}", said(&shown));
    assert_eq!(nodes().await, 0);
    assert!(said(&terminal.run(&["org", "import", text(&file), "--apply"])).contains("Införda."));
    assert_eq!(nodes().await, 17);
    let wrong = terminal
        .file("fel.csv", "kod;namn;typ;överordnad;antal;från;till;efterträdare\nX;X;enhet;SOC;fyra;2024-01-01;;\n");
    let refused = terminal.run(&["org", "import", text(&wrong), "--apply"]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("rad 2: Antalet ”fyra”"), "{}", said(&refused));
    let latin = terminal.folder.join("latin1.csv");
    fs::write(&latin, b"kod;namn\nK;H\xe4rad\n").expect("a file");
    assert!(said(&terminal.run(&["org", "import", text(&latin)])).contains("UTF-8"));
}

#[tokio::test]
async fn a_custodian_opens_an_urn_from_a_workstation() {
    let (terminal, db) = terminal("urn").await;
    let key = terminal.folder.join("urna.txt");
    let made = terminal.run(&["keys", "new", text(&key)]);
    let recipient = said(&made).trim().to_owned();
    assert!(!terminal.run(&["keys", "new", text(&key)]).status.success(), "a key file is never written over");
    let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&key).expect("a file")) & 0o777;
    assert_eq!(mode, 0o600);

    let custodian = age::x25519::Identity::generate();
    let chance = Chance::system();
    support::open_channel_in(&db).await;
    let urn = chance.uuid();
    let to = PublicKey::parse(&recipient).expect("a recipient");
    db.run::<_, DbError>("test", async |tx| {
        let period = orubbad::urn::Period::parse("2025-T1").expect("a period");
        orubbad::urn::insert(tx, urn, period, &recipient).await?;
        tx.execute("UPDATE staff SET recipient = $1 WHERE account = 'prov0'", &[&custodian.to_public().to_string()])
            .await?;
        for _ in 0..30 {
            let frame = Frame::seal(FrameKind::Ballot, &to, b"", &chance);
            orubbad::urn::insert_ballot(tx, chance.uuid(), urn, frame.bytes()).await?;
        }
        Ok(())
    })
    .await
    .expect("the database answers");
    assert!(said(&terminal.run(&["urn", "list"])).contains("2025-T1\t2025-01-01 – 2025-05-01\toöppnad"));
    let other = terminal.folder.join("annan.txt");
    terminal.run(&["keys", "new", text(&other)]);
    assert!(!terminal.run(&["urn", "open", "2025-T1", "--identity", text(&other)]).status.success());
    let opened = terminal.run(&["urn", "open", "2025-T1", "--identity", text(&key)]);
    assert!(opened.status.success(), "{}", said(&opened));
    assert!(!terminal.run(&["urn", "open", "2025-T1", "--identity", text(&key)]).status.success(), "never twice");
    assert!(said(&terminal.run(&["urn", "list"])).contains("öppnad 20"));
    let sealed = db.run::<_, DbError>("test", async |tx| orubbad::urn::sealed_tally(tx, urn).await).await;
    let sealed = sealed.expect("the database answers").expect("a tally");
    let tally = support::open(&custodian, &sealed).expect("sealed to the custodian");
    let tally: serde_json::Value = serde_json::from_slice(&tally).expect("JSON");
    assert_eq!((&tally["ballots"], &tally["dummies"]), (&0.into(), &30.into()));
}

#[tokio::test]
async fn a_wave_is_listed_recounted_and_counted_from_a_workstation() {
    let (terminal, db) = terminal("survey").await;
    let zone = jiff::tz::TimeZone::get("Europe/Stockholm").expect("a known zone");
    let clock = orubbad::clock::Clock::system(zone);
    let (opens, chance) = (clock.today().saturating_sub(jiff::Span::new().days(2)), Chance::system());
    let wave = support::plan_wave_in(&db, &[("Barn och unga", 9), ("Jouren", 4)], opens, clock.now()).await;
    let (mine, other) = (terminal.file("urna.txt", &support::secret(&wave.key)), terminal.folder.join("annan.txt"));
    terminal.run(&["keys", "new", text(&other)]);
    let code = format!("E{}-1", opens.year());
    let labels = orubbad::survey::Labels::default();
    for (unit, answers) in wave.units.iter().zip([5, 1]) {
        for code in &unit.codes[..answers] {
            support::wave::answer(&db, &wave, unit, code, &labels, opens, &chance).await;
        }
    }
    assert!(said(&terminal.run(&["survey", "list"])).contains(&format!("{code}\t{opens} – ")));
    let before = said(&terminal.run(&["survey", "recount", &code]));
    assert!(before.contains("Allt stämmer") && before.contains("0 valsedlar"), "not mixed yet: {before}");
    let count = |key: &Path| terminal.run(&["survey", "count", &code, "--identity", text(key)]);
    assert!(said(&count(&mine)).contains("ska vara stängd"));
    terminal.run(&["work", "--mix-now"]);
    let recounted = said(&terminal.run(&["survey", "recount", &code]));
    assert!(recounted.contains("9\t9\t5\t5\tBarn och unga (Socialförvaltningen)"), "{recounted}");
    assert!(recounted.contains("13\t13\t6\t6\tsumma") && recounted.contains("Allt stämmer"), "{recounted}");
    for (change, says) in [
        ("UPDATE spent_token SET nonce = sha256(nonce)", "6 röstbevis har ingen giltig signatur"),
        ("UPDATE wave_unit SET population = 3 WHERE population = 4", "Jouren: 4 koder till 3 personer"),
        ("DELETE FROM ballot", "röstbevis men 0 valsedlar"),
    ] {
        let back = "CREATE TABLE kept AS SELECT * FROM";
        let table = change.split(' ').find(|word| ["spent_token", "wave_unit", "ballot"].contains(word)).expect("one");
        run(&db, &format!("{back} {table}; {change}")).await;
        let refused = terminal.run(&["survey", "recount", &code]);
        let told = said(&refused);
        let fault = told.lines().any(|line| line.starts_with("FEL: ") && line.contains(says));
        assert!(!refused.status.success() && fault, "{told}");
        let json = terminal.run(&["survey", "recount", &code, "--json"]);
        let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
        assert_eq!(json["faults"].as_array().map(Vec::is_empty), Some(false));
        let undo = match table {
            "wave_unit" => "UPDATE wave_unit SET population = 4 WHERE population = 3".to_owned(),
            _ => format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept"),
        };
        run(&db, &format!("{undo}; DROP TABLE kept")).await;
    }
    run(&db, "UPDATE wave SET closed = planned").await;
    assert!(said(&count(&other)).contains("hör inte till den här mätningen"));
    let counted = count(&mine);
    assert!(counted.status.success(), "{}", said(&counted));
    assert!(said(&count(&mine)).contains("redan räknad"), "never twice");
    assert!(said(&terminal.run(&["survey", "list"])).contains("\träknad 20"));
    let after = terminal.run(&["survey", "recount", &code]);
    assert!(after.status.success() && said(&after).contains("enligt protokollet"), "{}", said(&after));
    for wrong in [&["survey", "recount", "E1999-1"][..], &["survey", "count", "E1999-1", "--identity", text(&mine)]] {
        let refused = terminal.run(wrong);
        assert!(!refused.status.success() && said(&refused).contains("ingen mätning som heter E1999-1"));
    }
    assert!(!terminal.run(&["survey", "count", &code, "--identity", "/finns/inte"]).status.success());
}

async fn run(db: &Database, statements: &str) {
    db.run::<_, DbError>("test", async |tx| Ok(tx.batch_execute(statements).await?)).await.expect("they hold");
}

#[test]
fn a_definition_is_checked_line_by_line() {
    let terminal = Terminal { folder: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli-definition") };
    let _ = fs::remove_dir_all(&terminal.folder);
    fs::create_dir_all(&terminal.folder).expect("a folder");
    let shipped = include_str!("../web/form/survey/staff.toml");
    let staff = orubbad::questionnaire::Questionnaire::shipped(orubbad::questionnaire::Population::Staff);
    let good = terminal.run(&["survey", "check", text(&terminal.file("bra.toml", shipped))]);
    let told = said(&good);
    assert!(good.status.success() && told.contains(&staff.hash()) && told.contains(&staff.title().sv), "{told}");
    assert!(told.contains(&format!("{} sidor, {} frågor", staff.pages().len(), staff.items().count())), "{told}");
    let broken = shipped.replacen("version = 1", "version = \"ett\"", 1);
    let line = broken.lines().position(|line| line.starts_with("version")).expect("it has a version") + 1;
    for (name, content, says) in [
        ("fel.toml", broken.as_bytes(), format!("rad {line}: ")),
        ("tom.toml", b"", "rad 1: ".to_owned()),
        ("latin1.toml", b"title = \"H\xe4rad\"", "UTF-8".to_owned()),
    ] {
        let file = terminal.folder.join(name);
        fs::write(&file, content).expect("a file");
        let refused = terminal.run(&["survey", "check", text(&file)]);
        assert!(!refused.status.success() && said(&refused).contains(&says), "{name}: {}", said(&refused));
    }
    assert!(!terminal.run(&["survey", "check", "/finns/inte.toml"]).status.success());
}

#[test]
fn what_is_sealed_to_a_key_file_is_opened_with_it_and_with_no_other() {
    let terminal = Terminal { folder: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli-keys") };
    let _ = fs::remove_dir_all(&terminal.folder);
    fs::create_dir_all(&terminal.folder).expect("a folder");
    let (mine, other) = (terminal.folder.join("min.txt"), terminal.folder.join("annan.txt"));
    let recipient = said(&terminal.run(&["keys", "new", text(&mine)]));
    terminal.run(&["keys", "new", text(&other)]);
    let sealed = seal(&[PublicKey::parse(recipient.trim()).expect("a recipient")], "hemligt åäö".as_bytes());
    let open = |file: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orubbad"));
        command.args(["keys", "open", "--identity"]).arg(file).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::piped()).spawn().expect("the program runs");
        process.stdin.take().expect("a pipe").write_all(&sealed).expect("it reads");
        process.wait_with_output().expect("it ends")
    };
    assert_eq!(said(&open(&mine)), "hemligt åäö");
    assert!(!open(&other).status.success());
}

#[tokio::test]
async fn the_log_is_verified_streamed_and_an_altered_line_named() {
    let (terminal, db) = terminal("audit").await;
    let clock = orubbad::clock::Clock::system(jiff::tz::TimeZone::UTC);
    for number in 1..=5 {
        let object = format!("objekt {number}");
        db.run::<_, DbError>("test", async |tx| {
            let act = orubbad::audit::Act { actor: None, word: "case.read", object: &object };
            orubbad::audit::record(tx, clock.now(), act).await
        })
        .await
        .expect("a line");
    }
    let whole = terminal.run(&["audit", "verify"]);
    assert!(whole.status.success() && said(&whole).starts_with("Loggen är hel: 5 rader. Läge 5:"), "{}", said(&whole));
    let head = said(&whole).trim().rsplit_once(' ').expect("a head").1.to_owned();
    let stream = terminal.run(&["audit", "stream", "--after", "2"]);
    let lines: Vec<serde_json::Value> =
        said(&stream).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        (&lines[0]["number"], &lines[0]["act"], &lines[0]["object"]),
        (&3.into(), &"case.read".into(), &"objekt 3".into())
    );
    run(&db, "DELETE FROM audit_line WHERE number = 5").await;
    assert!(terminal.run(&["audit", "verify"]).status.success(), "what is left hangs together");
    let cut = terminal.run(&["audit", "verify", "--head", &head]);
    assert_eq!(cut.status.code(), Some(1));
    assert!(said(&cut).contains("loggen slutar på rad 4, men rad 5 har funnits"), "{}", said(&cut));
    run(&db, "UPDATE audit_line SET object = 'ett annat' WHERE number = 2").await;
    let altered = terminal.run(&["audit", "verify"]);
    assert_eq!(altered.status.code(), Some(1));
    assert!(said(&altered).contains("rad 2 är ändrad"), "{}", said(&altered));
    assert!(!terminal.run(&["audit", "verify", "--head", "fem"]).status.success());
}
