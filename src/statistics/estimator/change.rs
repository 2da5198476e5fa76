//! From one wave to the next.

use super::{
    group::Group,
    hypergeometric::exposed_persons,
    interval::Interval,
    wilson::{wilson, wilson_finite},
};

/// What may be said about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Increased,
    Decreased,
    Undecidable,
}

impl Verdict {
    /// The Swedish words.
    pub fn swedish(self) -> &'static str {
        match self {
            Self::Increased => "ökat",
            Self::Decreased => "minskat",
            Self::Undecidable => "kan inte avgöras",
        }
    }
}

/// p̂₂ − p̂₁ with two-sided 95 % intervals, shares −1–1.
///
/// Who answered both waves is unknown, so they count as independent, which is on the cautious side.
pub struct Change {
    pub difference: f64,
    /// MOVER (Zou & Donner 2008) on Wilson's limits with finite-population correction: descriptive.
    pub mover_wilson_finite: Interval<f64>,
    /// MOVER on the exact limits: descriptive.
    pub mover_exact: Interval<f64>,
    /// Newcombe's hybrid score interval (1998, method 10), without finite-population correction: it decides the verdict.
    pub newcombe: Interval<f64>,
    pub verdict: Verdict,
}

impl Change {
    /// The change from `before` to `after`.
    pub fn between(before: Group, after: Group) -> Self {
        let exact = |group: Group| exposed_persons(group).shares_of(group.population());
        let newcombe = mover(before, after, wilson);
        let verdict = match newcombe {
            Interval { low, .. } if low > 0.0 => Verdict::Increased,
            Interval { high, .. } if high < 0.0 => Verdict::Decreased,
            _ => Verdict::Undecidable,
        };
        Self {
            difference: after.share() - before.share(),
            mover_wilson_finite: mover(before, after, wilson_finite),
            mover_exact: mover(before, after, exact),
            newcombe,
            verdict,
        }
    }
}

/// d − √((p̂₂−l₂)² + (u₁−p̂₁)²) … d + √((u₂−p̂₂)² + (p̂₁−l₁)²).
fn mover(before: Group, after: Group, limits: impl Fn(Group) -> Interval<f64>) -> Interval<f64> {
    let (first, second) = (limits(before), limits(after));
    let (share, later) = (before.share(), after.share());
    let down = (later - second.low).hypot(first.high - share);
    let up = (second.high - later).hypot(share - first.low);
    Interval::new(later - share - down, later - share + up)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(before: (u32, u32, u32), after: (u32, u32, u32)) -> Change {
        let group = |counts: (u32, u32, u32)| Group::new(counts.0, counts.1, counts.2).expect("good");
        Change::between(group(before), group(after))
    }

    #[test]
    fn newcombes_limits_are_those_he_printed() {
        // Newcombe 1998, table II, method 10: 56/70 − 48/80 and 9/10 − 3/10; the tables give four decimals.
        for (first, second, low, high) in
            [((80, 80, 48), (70, 70, 56), 0.0524, 0.3339), ((10, 10, 3), (10, 10, 9), 0.1705, 0.8090)]
        {
            let limits = change(first, second).newcombe;
            assert!((limits.low - low).abs() < 5.1e-5 && (limits.high - high).abs() < 5.1e-5, "{limits:?}");
        }
    }

    #[test]
    fn a_small_unit_cannot_show_a_change_even_if_everybody_answered() {
        let small = change((24, 18, 5), (24, 18, 8));
        assert_eq!(((100.0 * small.newcombe.low).round(), (100.0 * small.newcombe.high).round()), (-14.0, 43.0));
        assert_eq!(small.verdict, Verdict::Undecidable);
        assert_eq!(change((18, 18, 5), (18, 18, 8)).verdict, Verdict::Undecidable);
    }

    #[test]
    fn a_clear_rise_and_a_clear_fall_are_told_apart() {
        assert_eq!(change((100, 84, 21), (100, 84, 40)).verdict, Verdict::Increased);
        assert_eq!(change((100, 84, 40), (100, 84, 21)).verdict, Verdict::Decreased);
        assert_eq!(change((100, 84, 21), (100, 84, 31)).verdict, Verdict::Undecidable);
        assert_eq!(change((100, 84, 31), (100, 84, 21)).verdict, Verdict::Undecidable);
    }
}
