//! Quantiles of the distributions, at 95 %.

use statrs::distribution::{Beta, ContinuousCDF, StudentsT};

/// What lies outside on each side of a two-sided 95 % interval.
pub(super) const TAIL: f64 = 0.025;

/// The 97.5 % quantile of the normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// The 97.5 % quantile of Student's t; `degrees` at least 1.
pub(super) fn student(degrees: f64) -> f64 {
    // statrs 0.19 loses digits as the degrees grow (3e-7 at 50,000); this expansion (Abramowitz & Stegun 26.7.5) is then
    // right to 1e-11.
    if degrees > 1000.0 {
        let first = (Z.powi(3) + Z) / 4.0;
        let second = (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0;
        let third = (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / 384.0;
        return Z + first / degrees + second / degrees.powi(2) + third / degrees.powi(3);
    }
    let student = StudentsT::new(0.0, 1.0, degrees).expect("at least one degree of freedom");
    student.inverse_cdf(1.0 - TAIL)
}

/// The quantile at `probability` of the beta distribution with positive shapes.
pub(super) fn beta(first: f64, second: f64, probability: f64) -> f64 {
    Beta::new(first, second).expect("shapes above nought").inverse_cdf(probability)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_are_those_of_tables() {
        let known = [(1.0, 12.706204736174694), (40.0, 2.021075390306273), (50_000.0, 1.960011431079874)];
        for (degrees, quantile) in known {
            assert!((student(degrees) - quantile).abs() < 1e-9, "{degrees}");
        }
        assert!((student(1000.0) - student(1000.1)).abs() < 1e-6);
        assert!((beta(35.03942, 107.82058, TAIL) - 0.178505566917481).abs() < 1e-12);
        assert!((beta(75_000.0, 225_001.0, TAIL) - 0.248451266253980).abs() < 1e-10);
    }
}
