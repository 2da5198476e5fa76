//! A private PostgreSQL of the distribution's own binaries, in its own directory, behind a socket: for the demonstration,
//! the benches and the tests. The same engine and the same settings as in service.

use std::{
    fs, io,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use nix::unistd::geteuid;

const SETTINGS: &str = include_str!("../../deploy/postgresql.conf");
/// A socket's path must fit in 107 bytes, with PostgreSQL's own file name behind it.
const LONGEST_SOCKET_PATH: usize = 90;

/// The server lives until the pipe from us is closed, however we end.
const UNTIL_WE_ARE_GONE: &str = r#"trap '' INT; "$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server"#;

/// A server that stops when this is dropped, or when the process that started it ends.
pub struct Postgres {
    process: Child,
    directory: PathBuf,
    programs: PathBuf,
}

impl Postgres {
    /// Starts the server whose data lie in `directory`; makes them first when there are none.
    pub fn start(directory: &Path) -> io::Result<Self> {
        fs::create_dir_all(directory)?;
        let directory = fs::canonicalize(directory)?;
        if directory.as_os_str().len() > LONGEST_SOCKET_PATH {
            let words = format!("{}: sökvägen är för lång för en socket", directory.display());
            return Err(io::Error::other(words));
        }
        let programs = programs()?;
        let data = directory.join("data");
        if !data.join("PG_VERSION").exists() {
            let _ = fs::remove_dir_all(&data);
            let mut initdb = unprivileged(&programs.join("initdb"));
            initdb.args(["--username=orubbad", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
            let output = initdb.arg("--pgdata").arg(&data).stdin(Stdio::null()).output()?;
            if !output.status.success() {
                return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
            }
        }
        fs::write(data.join("orubbad.conf"), SETTINGS)?;
        let conf = data.join("postgresql.conf");
        let standing = fs::read_to_string(&conf)?;
        if !standing.contains("orubbad.conf") {
            fs::write(&conf, standing + "\ninclude 'orubbad.conf'\n")?;
        }
        // A pid file may be left by a machine that lost its power; PostgreSQL itself tells a live one from a dead one.
        let log = fs::File::create(directory.join("postgres.log"))?;
        let server = unprivileged(&programs.join("postgres"));
        let process = Command::new("sh")
            .args(["-c", UNTIL_WE_ARE_GONE, "sh"])
            .arg(server.get_program())
            .args(server.get_args())
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c"])
            .arg(format!("unix_socket_directories={}", directory.display()))
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .spawn()?;
        let mut server = Self { process, directory, programs };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Where to connect to `database`.
    pub fn url(&self, database: &str) -> String {
        format!("host={} user=orubbad dbname={database}", self.directory.display())
    }

    /// The folder of `pgbench`, `pg_dump` and `psql`.
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// The folder of the socket, the data and the log.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    fn wait_until_ready(&mut self) -> io::Result<()> {
        for _ in 0..300 {
            let ready =
                Command::new(self.programs.join("pg_isready")).arg("-q").arg("-h").arg(&self.directory).status()?;
            if ready.success() {
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.directory.join("postgres.log")).unwrap_or_default();
        Err(io::Error::other(format!("PostgreSQL startade inte:\n{log}")))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// The newest installed server of at least version 15.
fn programs() -> io::Result<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(version, folder)| *version >= 15 && folder.join("initdb").exists())
        .collect();
    found.sort();
    if let Some((_, folder)) = found.pop() {
        return Ok(folder);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path =
        std::env::split_paths(&path).find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists());
    in_path.ok_or_else(|| {
        io::Error::other("PostgreSQL 15 eller senare finns inte (Debian/Ubuntu: apt-get install postgresql)")
    })
}

/// PostgreSQL refuses to be root. As root it runs in a user namespace where it is somebody else; its files stay ours.
fn unprivileged(program: &Path) -> Command {
    if !geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-user=1000", "--map-group=1000", "--"]).arg(program);
    command
}
