//! Noise for counts of reports: without a cap on reports a person, no threshold can hide that one was made, since
//! somebody may file the rest himself (METHODS §3.5, attack A18). Two-sided geometric, drawn once.

use rand::{RngExt, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};

use super::released::{Figure, Released};

/// P(k) ∝ e^−|k|: one more or one report less changes no probability by more than a factor e.
const EPSILON: f64 = 1.0;
/// At least 95 % of the draws lie within this.
const WITHIN: i64 = 3;

/// `count` with noise that hangs on the secret and the cell alone: asked again it is the same.
pub fn about(count: u64, secret: &[u8; 32], cell: &str) -> Released {
    let mut seed = Sha256::new();
    seed.update(b"orubbad noise");
    seed.update(secret);
    seed.update(cell);
    let noisy = i64::try_from(count).unwrap_or(i64::MAX / 2) + draw(&mut StdRng::from_seed(seed.finalize().into()));
    let shown = |count: i64| u64::try_from(count).unwrap_or(0);
    Released::new(Figure::About { value: shown(noisy), from: shown(noisy - WITHIN), to: shown(noisy + WITHIN) })
}

/// The difference of two geometric draws.
fn draw(chance: &mut StdRng) -> i64 {
    let mut geometric = || (-(1.0 - chance.random::<f64>()).ln() / EPSILON).floor() as i64;
    geometric() - geometric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_drawn_once_and_lies_where_it_should() {
        let secret = [7; 32];
        assert_eq!(about(20, &secret, "a"), about(20, &secret, "a"));
        let mut chance = StdRng::from_seed([1; 32]);
        let draws: Vec<_> = (0..40_000).map(|_| draw(&mut chance)).collect();
        let within = draws.iter().filter(|draw| draw.abs() <= WITHIN).count() as f64 / draws.len() as f64;
        // Two-sided geometric with α = 1/e: 1 − 2α⁴/(1+α) = 97.3 %, and (1−α)/(1+α) = 46.2 % unchanged.
        assert!((within - 0.973).abs() < 0.005, "{within}");
        let unchanged = draws.iter().filter(|draw| **draw == 0).count() as f64 / draws.len() as f64;
        assert!((unchanged - 0.462).abs() < 0.01, "{unchanged}");
        let mean = draws.iter().sum::<i64>() as f64 / draws.len() as f64;
        assert!(mean.abs() < 0.03, "{mean}");
    }

    #[test]
    fn nothing_is_shown_below_none() {
        for cell in 0..200 {
            let Figure::About { value, from, to } = about(0, &[3; 32], &cell.to_string()).figure().clone() else {
                panic!("no noise");
            };
            assert!(from <= value && value <= to && to < 40);
        }
    }
}
