//! `bench intake`: what a drop costs from socket to disk, beside pgbench inserting the same bytes into the same server.

use std::{
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use clap::Args;
use serde::Serialize;
use tokio::net::TcpStream;
use uuid::Uuid;

use super::{
    Failure, Output,
    http::{http, request},
    instance::Instance,
    measure::cpu_seconds,
};
use crate::{
    db::DbError,
    ids::unbase64,
    intake::{BODY_SIZE, Drop, solve},
    sealed::{FrameKind, dummy},
};

#[derive(Args)]
pub struct Intake {
    #[command(flatten)]
    output: Output,
    /// Seconds each measurement lasts at the most.
    #[arg(long, default_value_t = 6)]
    seconds: u64,
}

#[derive(Serialize)]
struct Report {
    proof_bits: u8,
    clients: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    clients: usize,
    ours_per_s: f64,
    pgbench_per_s: f64,
    ratio: f64,
    cpu_ms_per_drop: f64,
    accepted: usize,
    lost: i64,
}

/// Less than in service, so that the bench measures the server and not its own making of proofs.
const PROOF_BITS: u8 = 8;

pub(super) async fn run(bench: Intake) -> Result<(), Failure> {
    let instance = Instance::start(PROOF_BITS).await?;
    let mut rows = Vec::new();
    for clients in [1, 8, 64] {
        // Two rounds of both, interleaved, and the better of each: the machine is shared and noisy.
        let (mut ours, mut theirs) = (Measured::default(), 0.0_f64);
        for _ in 0..2 {
            let measured = drops(&instance, clients, bench.seconds).await?;
            if measured.per_s > ours.per_s {
                ours = measured;
            }
            theirs = theirs.max(pgbench(&instance, clients, bench.seconds)?);
        }
        rows.push(Row {
            clients,
            ours_per_s: ours.per_s,
            pgbench_per_s: theirs,
            ratio: ours.per_s / theirs,
            cpu_ms_per_drop: ours.cpu_ms,
            accepted: ours.accepted,
            lost: ours.lost,
        });
    }
    let report = Report { proof_bits: PROOF_BITS, clients: rows };
    if bench.output.json {
        println!("{}", serde_json::to_string(&report)?);
        return Ok(());
    }
    println!("clients  ours/s  pgbench/s  ratio  cpu ms/drop  accepted  lost");
    for row in &report.clients {
        println!(
            "{:>7}  {:>6.0}  {:>9.0}  {:>5.2}  {:>11.2}  {:>8}  {:>4}",
            row.clients, row.ours_per_s, row.pgbench_per_s, row.ratio, row.cpu_ms_per_drop, row.accepted, row.lost
        );
    }
    Ok(())
}

#[derive(Default)]
struct Measured {
    per_s: f64,
    cpu_ms: f64,
    accepted: usize,
    lost: i64,
}

/// Posts drops from `clients` connections; every 204 is looked for in the database afterwards.
async fn drops(instance: &Instance, clients: usize, seconds: u64) -> Result<Measured, Failure> {
    let address = instance.address;
    let manifest = http(&mut TcpStream::connect(address).await?, &request("GET", "/api/v1/manifest", &[])).await?.1;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest)?;
    let bodies = Arc::new(bodies(instance, &manifest, if clients == 1 { 1500 } else { 6000 })?);
    instance.empty_intake().await?;
    let next = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let cpu_before = cpu_seconds()?;
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let (bodies, next) = (Arc::clone(&bodies), Arc::clone(&next));
        tasks.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut accepted = 0;
            while started.elapsed().as_secs() < seconds {
                let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                accepted += usize::from(http(&mut stream, body).await?.0 == 204);
            }
            Ok::<_, std::io::Error>(accepted)
        }));
    }
    let mut accepted = 0;
    for task in tasks {
        accepted += task.await??;
    }
    let elapsed = started.elapsed().as_secs_f64();
    // The clients are in it too, so the figure is an upper bound.
    let cpu = 1_000.0 * (cpu_seconds()? - cpu_before);
    let stored = instance.intake_rows().await?;
    let accepted_rows = i64::try_from(accepted)?;
    Ok(Measured {
        per_s: accepted as f64 / elapsed,
        cpu_ms: cpu / accepted.max(1) as f64,
        accepted,
        lost: accepted_rows - stored,
    })
}

fn bodies(instance: &Instance, manifest: &serde_json::Value, number: usize) -> Result<Vec<Vec<u8>>, Failure> {
    let chance = &instance.services.chance;
    let id = |value: &serde_json::Value| value.as_str().and_then(|text| text.parse::<Uuid>().ok()).ok_or("no id");
    let channel = &manifest["channels"][0];
    let (channel, epoch, urn) = (id(&channel["id"])?, id(&channel["epoch"])?, id(&manifest["urn"]["id"])?);
    let challenge = manifest["challenge"].as_str().and_then(unbase64).and_then(|bytes| bytes.try_into().ok());
    let challenge: [u8; 16] = challenge.ok_or("no challenge")?;
    let bits = u8::try_from(manifest["difficulty"].as_u64().ok_or("no difficulty")?)?;
    let body = || {
        let (letter, ballot) = (dummy(FrameKind::Letter, chance), dummy(FrameKind::Ballot, chance));
        let mut body = Drop::body(channel, epoch, urn, false, &letter, &ballot);
        solve(&mut body, challenge, bits);
        request("POST", "/api/v1/drops", &body)
    };
    Ok(std::iter::repeat_with(body).take(number).collect())
}

/// Transactions a second of one single-row INSERT of a drop's bytes.
fn pgbench(instance: &Instance, clients: usize, seconds: u64) -> Result<f64, Failure> {
    let folder = instance.postgres.directory();
    let hex: String = "a7".repeat(FrameKind::Letter.frame_size());
    let ballot = "5c".repeat(BODY_SIZE - 74 - FrameKind::Letter.frame_size());
    let script = folder.join("insert.sql");
    std::fs::write(
        &script,
        "INSERT INTO pgbench_drop (digest, channel, epoch, urn, letter, ballot) \
         VALUES (sha256(gen_random_uuid()::text::bytea), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), \
         decode(:letter::text, 'hex'), decode(:ballot::text, 'hex'));\n",
    )?;
    let psql = |text: &str| {
        let mut command = tool(instance, "psql");
        command.args(["-q", "-d", "postgres", "-c", text]).status()
    };
    psql("DROP TABLE IF EXISTS pgbench_drop; CREATE TABLE pgbench_drop (LIKE intake INCLUDING ALL)")?;
    let output = tool(instance, "pgbench")
        .args(["-n", "-M", "prepared", "-T", &seconds.to_string(), "-c", &clients.to_string(), "-j", "2"])
        .arg("-D")
        .arg(format!("letter={hex}"))
        .arg("-D")
        .arg(format!("ballot={ballot}"))
        .arg("-f")
        .arg(&script)
        .arg("postgres")
        .output()?;
    psql("DROP TABLE pgbench_drop")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let tps = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.ok_or_else(|| format!("pgbench: {}", String::from_utf8_lossy(&output.stderr)).into())
}

fn tool(instance: &Instance, name: &str) -> Command {
    let mut command = Command::new(Path::new(instance.postgres.programs()).join(name));
    command.arg("-h").arg(instance.postgres.directory()).args(["-U", "orubbad"]);
    command
}

impl Instance {
    async fn empty_intake(&self) -> Result<(), DbError> {
        self.services
            .db
            .run("bench::empty", async |tx| Ok(tx.batch_execute("-- bench::empty\n    TRUNCATE intake").await?))
            .await
    }

    async fn intake_rows(&self) -> Result<i64, DbError> {
        let text = "-- bench::intake_rows\n    SELECT count(*) FROM intake";
        self.services.db.run("bench::count", async |tx| Ok(tx.query_one(text, &[]).await?.get(0))).await
    }
}
