//! Many units beside many limits: which may be flagged.

/// The flags, in the order of the p-values, and how many of them chance alone may be behind.
pub struct Flags {
    pub flagged: Vec<bool>,
    /// q times the number of flags: on average at most so many are false.
    pub by_chance: f64,
}

/// Flags the k least p-values, k the greatest with p₍ₖ₎ ≤ k·q/m (Benjamini & Hochberg 1995); `rate` is q, 0.10 in METHODS.
pub fn benjamini_hochberg(p_values: &[f64], rate: f64) -> Flags {
    let mut sorted = p_values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let each = rate / p_values.len() as f64;
    let last = sorted.iter().enumerate().rev().find(|(rank, p)| **p <= (rank + 1) as f64 * each);
    let flagged: Vec<bool> = p_values.iter().map(|p| last.is_some_and(|(_, limit)| p <= limit)).collect();
    let by_chance = rate * flagged.iter().filter(|flag| **flag).count() as f64;
    Flags { flagged, by_chance }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_those_of_the_paper() {
        // Benjamini & Hochberg 1995, section 4: fifteen p-values, q = 0.05, four flags.
        let p_values = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let flags = benjamini_hochberg(&p_values, 0.05);
        assert_eq!(flags.flagged.iter().filter(|flag| **flag).count(), 4);
        assert!((flags.by_chance - 0.2).abs() < 1e-15);
    }

    #[test]
    fn a_value_above_its_own_line_is_flagged_when_a_later_one_is_below_and_order_does_not_matter() {
        let flags = benjamini_hochberg(&[0.09, 0.5, 0.06, 0.07], 0.125);
        assert_eq!(flags.flagged, [true, false, true, true]);
        assert_eq!(benjamini_hochberg(&[0.1, 0.11], 0.1).flagged, [false, false]);
        assert!(benjamini_hochberg(&[], 0.1).flagged.is_empty());
    }
}
