//! What several benches measure with: bare cryptography beside ours, processor time and memory of this process.

use std::{hint::black_box, time::Instant};

use chacha20poly1305::{AeadInPlace, ChaCha20Poly1305, KeyInit, Nonce};
use x25519_dalek::{PublicKey as Point, StaticSecret};

use super::Failure;
use crate::sealed::FrameKind;

/// Ballots a second of one shared secret, one unwrapped file key and one opened chunk each: nothing of headers, hashes or
/// parsing.
pub(super) fn bare_cryptography(ballots: usize) -> f64 {
    let secret = StaticSecret::from([7; 32]);
    let share = Point::from(&StaticSecret::from([9; 32]));
    let cipher = ChaCha20Poly1305::new(&[3; 32].into());
    let nonce = Nonce::default();
    let mut chunk = vec![0; FrameKind::Ballot.plaintext_size()];
    let tag = cipher.encrypt_in_place_detached(&nonce, b"", &mut chunk).expect("short");
    let mut key = vec![0; 16];
    let key_tag = cipher.encrypt_in_place_detached(&nonce, b"", &mut key).expect("short");
    let started = Instant::now();
    for _ in 0..ballots {
        let shared = black_box(&secret).diffie_hellman(black_box(&share));
        let unwrapping = ChaCha20Poly1305::new(shared.as_bytes().into());
        black_box(&unwrapping);
        let (mut key, mut chunk) = (key.clone(), chunk.clone());
        cipher.decrypt_in_place_detached(&nonce, b"", black_box(&mut key), &key_tag).expect("sealed above");
        cipher.decrypt_in_place_detached(&nonce, b"", black_box(&mut chunk), &tag).expect("sealed above");
        black_box((key, chunk));
    }
    ballots as f64 / started.elapsed().as_secs_f64()
}

/// Processor time of this process in seconds, PostgreSQL not included.
pub(super) fn cpu_seconds() -> Result<f64, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after = stat.rsplit(')').next().ok_or("no process state")?;
    let fields: Vec<_> = after.split_whitespace().collect();
    let ticks = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
    Ok(ticks / 100.0)
}

/// The most memory this process has had (since `forget_peak`), in MiB.
pub(super) fn resident_peak_mib() -> Result<f64, Failure> {
    status_mib("VmHWM:")
}

/// Forgets the peak so far; gives the memory of now, in MiB.
pub(super) fn forget_peak() -> Result<f64, Failure> {
    std::fs::write("/proc/self/clear_refs", "5")?;
    status_mib("VmRSS:")
}

fn status_mib(name: &str) -> Result<f64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such line")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}
