//! `bench survey`: a wave filled past the mix, then what people and the night do to it: tokens and ballots over HTTP, the
//! mix, and the whole count beside the cryptography that age requires.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use clap::Args;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::net::TcpStream;

use super::{
    Failure, Output,
    http::{http, request},
    instance::Instance,
    measure::{bare_cryptography, cpu_seconds, forget_peak, resident_peak_mib},
    wave::{self, Filled},
};
use crate::{
    questionnaire::{Ballot, Counts},
    sealed::{FrameKind, dummy, unpad},
    survey::{self, By, Cast, Code, Derived, FrameUnit, Request, TokenKey},
    urn::Opener,
};

#[derive(Args)]
pub struct Survey {
    #[command(flatten)]
    output: Output,
    /// Units in the frame, each with a key of its own.
    #[arg(long, default_value_t = 60)]
    units: usize,
    /// Ballots in the wave.
    #[arg(long, default_value_t = 20_000)]
    ballots: usize,
}

/// Codes that are traded and cast with through the server; the others are laid in the urn.
const SAMPLE: usize = 2_000;
const CLIENTS: usize = 16;

#[derive(Serialize)]
struct Report {
    ballots: usize,
    units: usize,
    cores: usize,
    /// What filling took: the units' keys, sealing on all cores, writing.
    keys_s: f64,
    seal_s: f64,
    write_s: f64,
    /// Through HTTP with full durability, the clients on the same cores.
    issued_per_s: f64,
    cast_per_s: f64,
    mixed: usize,
    mix_s: f64,
    count_s: f64,
    /// Of this process during the count, PostgreSQL not included.
    cpu_seconds: f64,
    /// During the count, and beyond what was there when it began.
    peak_mib: f64,
    peak_growth_mib: f64,
    /// Ballots a second and core: label, opening and folding from memory, and the bare cryptography.
    opened_per_s_core: f64,
    bare_per_s_core: f64,
    ratio: f64,
}

pub(super) async fn run(bench: Survey) -> Result<(), Failure> {
    if bench.ballots == 0 || !(1..=5_000).contains(&bench.units) {
        return Err("minst en valsedel, och mellan en och 5 000 enheter".into());
    }
    let instance = Instance::start(0).await?;
    let sample = SAMPLE.min(bench.ballots / 2);
    let filled = wave::fill(&instance, bench.units, bench.ballots, bench.ballots - sample).await?;
    let opener = Opener::parse(&filled.identity).ok_or("a fresh identity")?;
    let (mut opened, mut bare) = (0.0_f64, 0.0_f64);
    for _ in 0..3 {
        opened = opened.max(open_from_memory(&opener, &filled));
        bare = bare.max(bare_cryptography(filled.kept.len()));
    }
    let (issued_per_s, cast_per_s) = trade_and_cast(&instance, &filled, sample).await?;
    let services = &instance.services;
    let (today, now) = (services.clock.today(), services.clock.now());
    let started = Instant::now();
    survey::mix(&services.db, today).await?;
    let mix_s = started.elapsed().as_secs_f64();

    let (wave, after) = (filled.wave, filled.after);
    let Filled { keys_s, seal_s, write_s, .. } = filled;
    let (before, cpu, started) = (forget_peak()?, cpu_seconds()?, Instant::now());
    survey::count(&services.db, wave, &opener, None, after, now, &services.chance).await?;
    let count_s = started.elapsed().as_secs_f64();
    let peak = resident_peak_mib()?;
    let report = Report {
        ballots: bench.ballots,
        units: bench.units,
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        keys_s,
        seal_s,
        write_s,
        issued_per_s,
        cast_per_s,
        mixed: sample,
        mix_s,
        count_s,
        cpu_seconds: cpu_seconds()? - cpu,
        peak_mib: peak,
        peak_growth_mib: peak - before,
        opened_per_s_core: opened,
        bare_per_s_core: bare,
        ratio: opened / bare,
    };
    if bench.output.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print(&report);
    }
    Ok(())
}

fn print(report: &Report) {
    println!("ballots             {:>10} in {} units on {} cores", report.ballots, report.units, report.cores);
    println!(
        "filling             {:>10.1} s of keys, {:.1} s of sealing, {:.1} s of writing",
        report.keys_s, report.seal_s, report.write_s
    );
    println!("tokens              {:>10.0} /s", report.issued_per_s);
    println!("cast                {:>10.0} /s", report.cast_per_s);
    println!("mix                 {:>10.2} s ({} ballots among all codes and tokens)", report.mix_s, report.mixed);
    println!("count               {:>10.2} s, {:.2} s of processor time", report.count_s, report.cpu_seconds);
    println!("peak memory         {:>10.1} MiB ({:.1} by the count)", report.peak_mib, report.peak_growth_mib);
    println!("opened and folded   {:>10.0} ballots/s and core", report.opened_per_s_core);
    println!("bare cryptography   {:>10.0} ballots/s and core", report.bare_per_s_core);
    println!("ratio               {:>10.2}", report.ratio);
}

/// All that the count does with a ballot, from memory and by one thread.
fn open_from_memory(opener: &Opener, filled: &Filled) -> f64 {
    let mut counts = Counts::empty(&filled.questionnaire);
    let started = Instant::now();
    for (frame, label) in &filled.kept {
        assert!(filled.key.read(label, frame).is_some(), "the bench's own labels are read");
        let padded = opener.plaintext(frame).expect("the bench's own ballots open");
        let ballot = unpad(&padded).and_then(|content| Ballot::read(content, &filled.questionnaire, 1));
        counts.add(&ballot.expect("the bench's own ballots answer"), &filled.questionnaire);
    }
    assert_eq!(counts.ballots, filled.kept.len() as u64);
    filled.kept.len() as f64 / started.elapsed().as_secs_f64()
}

/// Tokens and ballots a second; everything a browser computes is computed beforehand.
async fn trade_and_cast(instance: &Instance, filled: &Filled, sample: usize) -> Result<(f64, f64), Failure> {
    let chance = &instance.services.chance;
    let (now, today) = (instance.services.clock.now(), instance.services.clock.today());
    let mut people: Vec<(&FrameUnit, Derived)> = Vec::new();
    for unit in filled.units.iter().cycle().take(sample) {
        people.push((unit, Code::new(chance).derive(filled.wave)?));
    }
    let digest = |derived: &Derived| Sha256::digest(derived.ticket).to_vec();
    let of =
        |unit: &FrameUnit| people.iter().filter(|(own, _)| own.id == unit.id).map(|(_, one)| digest(one)).collect();
    let digests: Vec<_> = filled.units.iter().map(|unit| (unit.id, of(unit))).collect();
    survey::register(&instance.services.db, filled.wave, &digests, By { staff: filled.by, now, today }).await?;

    let key = |unit: &FrameUnit| unit.public_key.as_deref().and_then(TokenKey::parse).ok_or("every unit has a key");
    let mut requests = Vec::new();
    for (unit, derived) in &people {
        requests.push(Request::new(&key(unit)?, derived)?);
    }
    let trades = people.iter().zip(&requests).map(|((_, derived), asked)| {
        request("POST", "/api/v1/tokens", &[filled.wave.as_bytes(), &derived.ticket[..], &asked.blinded].concat())
    });
    let (issued_per_s, signed) = post_all(instance, trades.collect(), 200).await?;
    let mut casts = Vec::new();
    for (((unit, derived), asked), signed) in people.iter().zip(&requests).zip(signed) {
        let signature = asked.finish(&signed.try_into().map_err(|_| "no signature")?)?;
        let cast = Cast { unit: unit.id, nonce: derived.nonce, signature, frame: dummy(FrameKind::Ballot, chance) };
        casts.push(request("POST", "/api/v1/ballots", &cast.body()));
    }
    Ok((issued_per_s, post_all(instance, casts, 204).await?.0))
}

/// Posts every body from several connections; gives how many a second were answered as they should, and the answers.
async fn post_all(instance: &Instance, bodies: Vec<Vec<u8>>, status: u16) -> Result<(f64, Vec<Vec<u8>>), Failure> {
    let (address, bodies, next) = (instance.address, Arc::new(bodies), Arc::new(AtomicUsize::new(0)));
    let started = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (bodies, next) = (Arc::clone(&bodies), Arc::clone(&next));
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await?;
                stream.set_nodelay(true)?;
                let mut answers = Vec::new();
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(body) = bodies.get(place) else { return Ok::<_, std::io::Error>(answers) };
                    answers.push((place, http(&mut stream, body).await?));
                }
            })
        })
        .collect();
    let mut answers = Vec::new();
    for client in clients {
        answers.extend(client.await??);
    }
    let per_s = bodies.len() as f64 / started.elapsed().as_secs_f64();
    answers.sort_by_key(|(place, _)| *place);
    match answers.iter().find(|(_, (answered, _))| *answered != status) {
        Some((_, (answered, body))) => Err(format!("{answered}: {}", String::from_utf8_lossy(body)).into()),
        None => Ok((per_s, answers.into_iter().map(|(_, (_, body))| body).collect())),
    }
}
