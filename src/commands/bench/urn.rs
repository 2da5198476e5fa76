//! `bench urn`: a whole ceremony, beside the X25519 and ChaCha20-Poly1305 work that opening an age file requires.

use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::{
    Failure, Output,
    instance::Instance,
    measure::{bare_cryptography, resident_peak_mib},
};
use crate::{
    db::DbError,
    form::Form,
    ids::base64,
    sealed::{Frame, FrameKind},
    urn::{self, Ballot, Opener},
};

#[derive(Args)]
pub struct Urn {
    #[command(flatten)]
    output: Output,
    /// Ballots in the urn.
    #[arg(long, default_value_t = 20_000)]
    ballots: u64,
}

#[derive(Serialize)]
struct Report {
    ballots: u64,
    cores: usize,
    ceremony_s: f64,
    /// Ballots a second and core: opened from memory by one thread, and by the bare cryptography.
    opened_per_s_core: f64,
    bare_per_s_core: f64,
    ratio: f64,
    /// Ballots a second of the whole ceremony, database and folding included, all cores.
    ceremony_per_s: f64,
    peak_mib: f64,
    peak_growth_mib: f64,
}

pub(super) async fn run(bench: Urn) -> Result<(), Failure> {
    let instance = Instance::start(0).await?;
    let frames = fill(&instance, bench.ballots).await?;
    let opener = Opener::parse(&instance.urn_key.0).ok_or("a fresh identity")?;
    let (mut opened, mut bare) = (0.0_f64, 0.0_f64);
    for _ in 0..3 {
        opened = opened.max(open_from_memory(&opener, &frames));
        bare = bare.max(bare_cryptography(frames.len()));
    }
    drop(frames);
    let before = resident_peak_mib()?;
    let after_the_period = instance.services.clock.today().saturating_add(jiff::Span::new().months(6));
    let started = Instant::now();
    let now = instance.services.clock.now();
    urn::open(&instance.services.db, instance.urn, &opener, None, after_the_period, now, &instance.services.chance)
        .await?;
    let ceremony_s = started.elapsed().as_secs_f64();
    let peak = resident_peak_mib()?;
    let report = Report {
        ballots: bench.ballots,
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        ceremony_s,
        opened_per_s_core: opened,
        bare_per_s_core: bare,
        ratio: opened / bare,
        ceremony_per_s: bench.ballots as f64 / ceremony_s,
        peak_mib: peak,
        peak_growth_mib: peak - before,
    };
    if bench.output.json {
        println!("{}", serde_json::to_string(&report)?);
        return Ok(());
    }
    println!("ballots             {:>10}", report.ballots);
    println!(
        "ceremony            {:>10.2} s on {} cores ({:.0} ballots/s)",
        ceremony_s, report.cores, report.ceremony_per_s
    );
    println!("opened              {:>10.0} ballots/s and core", report.opened_per_s_core);
    println!("bare cryptography   {:>10.0} ballots/s and core", report.bare_per_s_core);
    println!("ratio               {:>10.2}", report.ratio);
    println!("peak memory         {:>10.1} MiB ({:.1} by the ceremony)", report.peak_mib, report.peak_growth_mib);
    Ok(())
}

/// Seals ballots into the urn; keeps some of them for the measurements in memory.
async fn fill(instance: &Instance, ballots: u64) -> Result<Vec<Vec<u8>>, Failure> {
    const KEPT: usize = 4_000;
    let chance = &instance.services.chance;
    let form = Form::incident();
    let mut kept = Vec::new();
    let mut left = ballots;
    while left > 0 {
        let batch: Vec<_> = (0..left.min(2_000))
            .map(|_| {
                let answers = form.questions.iter().map(|question| 1 << chance.below(question.options.len() as u32));
                let ballot = Ballot {
                    v: 1,
                    form: form.version,
                    nonce: base64(&chance.bytes::<16>()),
                    unit: None,
                    answers: answers.collect(),
                };
                let content = serde_json::to_vec(&ballot).expect("plain data becomes JSON");
                Frame::seal(FrameKind::Ballot, &instance.urn_key.1, &content, chance)
            })
            .collect();
        instance
            .services
            .db
            .run::<_, DbError>("bench::fill", async |tx| {
                for frame in &batch {
                    urn::insert_ballot(tx, chance.uuid(), instance.urn, frame.bytes()).await?;
                }
                Ok(())
            })
            .await?;
        left -= batch.len() as u64;
        kept.extend(batch.into_iter().map(|frame| frame.bytes().to_vec()).take(KEPT - kept.len().min(KEPT)));
    }
    Ok(kept)
}

fn open_from_memory(opener: &Opener, frames: &[Vec<u8>]) -> f64 {
    let form = Form::incident();
    let started = Instant::now();
    for frame in frames {
        assert!(matches!(opener.open(frame, form), urn::Opened::Ballot(_)), "the bench's own ballots open");
    }
    frames.len() as f64 / started.elapsed().as_secs_f64()
}
