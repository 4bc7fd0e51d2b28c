//! Factors of geometry on the kill probability, as arrays.

use crate::array::rows;
use crate::error::exception;
use intercept_core::engagement::kill_geometry::{KillFactor, KillGeometry, Ramp};
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;

const COLUMNS: usize = 9;

/// The factors of each unit class: full, end and least value of the ramps of lateral margin (m/s^2), closing speed (m/s) and
/// distance to the edge of altitude (m), of shape (unit classes, 9); NaN for a ramp that is off.
pub(crate) fn kill_geometry(array: &PyReadonlyArray2<'_, f64>) -> PyResult<Vec<KillGeometry>> {
    let ramp = |name: &str, r: &[f64]| {
        let off = r.iter().all(|value| value.is_nan());
        let ramp = (!off).then(|| Ramp::new(name, r[0], r[1], r[2]));
        ramp.transpose().map_err(|e| exception(&e))
    };
    let row = |r: &Vec<f64>| {
        Ok(KillGeometry {
            lateral_margin: ramp("lateral_margin", &r[..3])?,
            closing_speed: ramp("closing_speed", &r[3..6])?,
            altitude_edge: ramp("altitude_edge", &r[6..])?,
        })
    };
    rows("kill_geometry", array, COLUMNS)?.iter().map(row).collect()
}

/// The factors of windows that somebody else has found, at their launches; none where they are 1 throughout.
pub(crate) fn given_factor(launches_s: &[f64], factors: &[f64]) -> Option<KillFactor> {
    let changed = factors.iter().any(|&factor| !(1.0..=1.0).contains(&factor));
    changed.then(|| KillFactor::through(launches_s.iter().copied().zip(factors.iter().copied())))
}
