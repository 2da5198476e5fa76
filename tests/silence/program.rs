//! The built binary as an operator runs it, with everything it says caught in files.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use orubbad::commands::postgres::Postgres;

use crate::support::app::{Answer, database_config};

/// A running `orubbad serve` on a database of its own PostgreSQL, talking as much as it can be made to.
pub struct Program {
    pub address: String,
    pub folder: PathBuf,
    pub postgres: Postgres,
    process: Child,
}

impl Program {
    /// Migrates, lets `prepare` open a channel through the library, and starts the server.
    pub async fn start(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("silence-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let postgres = Postgres::start(&folder.join("pg")).expect("PostgreSQL starts");
        let config = folder.join("orubbad.toml");
        let text = format!(
            "[service]\nname = \"Provkommun\"\npublic_url = \"http://127.0.0.1\"\nlisten = \"127.0.0.1:0\"\n\
             phone_support = \"1\"\nwhistle_name = \"V\"\nwhistle_url = \"https://v.invalid/\"\n\
             [database]\nurl = \"{}\"\n[mail]\nhost = \"127.0.0.1\"\nport = 9\nsecurity = \"none\"\n\
             from = \"orubbad@provkommun.invalid\"\n[intake]\nproof_bits = 4\ncalm_per_minute = 100000\n[log]\nlevel = \"info\"\n",
            postgres.url("postgres")
        );
        fs::write(&config, text).expect("a file");
        let migrated = Command::new(env!("CARGO_BIN_EXE_orubbad")).arg("migrate").arg("--config").arg(&config).status();
        assert!(migrated.expect("the program runs").success());
        let (process, address) = serve(&folder);
        Self { address, folder, postgres, process }
    }

    /// The settings of the program's database.
    pub fn database(&self) -> orubbad::config::Database {
        orubbad::config::Database { url: self.postgres.url("postgres"), ..database_config("postgres") }
    }

    /// Pulls the plug: no shutdown, no farewell.
    pub fn kill(&mut self) {
        self.process.kill().expect("it was running");
        let _ = self.process.wait();
    }

    /// Starts the server again after it was killed.
    pub fn restart(&mut self) {
        (self.process, self.address) = serve(&self.folder);
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(reqwest::get(format!("{}{path}", self.address)).await.expect("the server answers")).await
    }

    pub async fn mix(&self) {
        let config = self.folder.join("orubbad.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_orubbad"));
        let mixed = command.args(["work", "--mix-now", "--config"]).arg(config).env("RUST_LOG", "trace").output();
        let mixed = mixed.expect("the program runs");
        assert!(mixed.status.success(), "{}", String::from_utf8_lossy(&mixed.stderr));
        fs::write(self.folder.join("work.out"), [mixed.stdout, mixed.stderr].concat()).expect("a file");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[expect(clippy::zombie_processes, reason = "the program is waited for when it is dropped")]
fn serve(folder: &Path) -> (Child, String) {
    let out = folder.join("serve.out");
    let file = File::options().create(true).append(true).open(&out).expect("a file");
    let before = fs::metadata(&out).expect("a file").len();
    let temp = folder.join("tmp");
    fs::create_dir_all(&temp).expect("a folder");
    let process = Command::new(env!("CARGO_BIN_EXE_orubbad"))
        .args(["serve", "--config"])
        .arg(folder.join("orubbad.toml"))
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full")
        .env("TMPDIR", &temp)
        .stdin(Stdio::null())
        .stdout(file.try_clone().expect("a file"))
        .stderr(file)
        .spawn()
        .expect("the program runs");
    for _ in 0..200 {
        let said = fs::read(&out).expect("a file");
        let new = BufReader::new(&said[usize::try_from(before).expect("small")..]);
        let address =
            new.lines().map_while(Result::ok).find_map(|line| Some(line.strip_prefix("Lyssnar på ")?.to_owned()));
        if let Some(address) = address {
            return (process, format!("http://{address}"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the server did not start: {}", fs::read_to_string(out).unwrap_or_default());
}
