//! Radar cross-section by aspect: the angle between a target's velocity and the line from it to the sensor.

use crate::error::{check_range, Error, Result};
use std::f64::consts::PI;

/// Factors on the cross-section at angles from nose on (0) to tail on (pi), log-linear in between: decibels are linear in
/// the angle. Held beyond the first and last node.
#[derive(Debug, Clone, PartialEq)]
pub struct Aspect {
    angle_rad: Vec<f64>,
    // Natural logarithms of the factors.
    log_factor: Vec<f64>,
}

impl Aspect {
    /// A table of factors (1e-6 to 1e6) at angles (rad, strictly ascending, 0 to pi).
    pub fn new(angle_rad: Vec<f64>, factor: &[f64]) -> Result<Self> {
        if angle_rad.is_empty() || angle_rad.len() != factor.len() {
            let counts = format!("{} angles and {} factors", angle_rad.len(), factor.len());
            return Err(Error::invalid("aspect", counts, "as many factors as angles, and at least one"));
        }
        angle_rad.iter().try_for_each(|&a| check_range("aspect angle_rad", a, 0.0, PI))?;
        factor.iter().try_for_each(|&f| check_range("aspect factor", f, 1e-6, 1e6))?;
        if let Some(i) = (1..angle_rad.len()).find(|&i| angle_rad[i - 1] >= angle_rad[i]) {
            let got = format!("{} after {}", angle_rad[i], angle_rad[i - 1]);
            return Err(Error::invalid("aspect angle_rad", got, "all rising or all falling"));
        }
        Ok(Self { angle_rad, log_factor: factor.iter().map(|f| f.ln()).collect() })
    }

    /// Natural logarithm of the factor at an angle (rad).
    pub fn log_factor(&self, angle_rad: f64) -> f64 {
        let (x, y) = (&self.angle_rad, &self.log_factor);
        let i = x.partition_point(|&a| a <= angle_rad);
        if i == 0 {
            return y[0];
        }
        if i == x.len() {
            return y[i - 1];
        }
        y[i - 1] + (y[i] - y[i - 1]) * (angle_rad - x[i - 1]) / (x[i] - x[i - 1])
    }

    /// The greatest factor of all.
    pub(super) fn greatest(&self) -> f64 {
        self.log_factor.iter().copied().fold(f64::NEG_INFINITY, f64::max).exp()
    }

    /// The greatest change of the logarithm with the angle (1/rad).
    pub(super) fn slope_max(&self) -> f64 {
        let slope =
            |i: usize| (self.log_factor[i] - self.log_factor[i - 1]) / (self.angle_rad[i] - self.angle_rad[i - 1]);
        (1..self.angle_rad.len()).map(|i| slope(i).abs()).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decibels_are_linear_between_the_nodes() {
        let table = Aspect::new(vec![0.5, 1.5], &[0.01, 1.0]).unwrap();
        let factor = |a: f64| table.log_factor(a).exp();
        for (angle, want) in [(0.0, 0.01), (0.5, 0.01), (1.0, 0.1), (1.25, 10.0_f64.powf(-0.5)), (3.0, 1.0)] {
            assert!((factor(angle) / want - 1.0).abs() < 1e-12, "{angle}");
        }
        assert!((table.greatest() - 1.0).abs() < 1e-12);
        assert!((table.slope_max() - 100.0_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn bad_tables_are_named() {
        let said = |angle: Vec<f64>, factor: &[f64]| Aspect::new(angle, factor).unwrap_err().to_string();
        assert!(said(vec![], &[]).contains("0 angles"));
        assert!(said(vec![0.0, 0.0], &[1.0, 1.0]).contains("aspect angle_rad"));
        assert!(said(vec![0.0], &[0.0]).contains("aspect factor = 0"));
        assert!(said(vec![f64::NAN], &[1.0]).contains("aspect angle_rad = NaN"));
    }
}
