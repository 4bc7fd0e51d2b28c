//! Closed-loop fly-outs.

use crate::array::{column, matrix, same_length};
use crate::error::{exception, invalid};
use crate::flight::{index, Trajectories};
use crate::flyout::FlyoutTable;
use crate::watch::watched;
use intercept_core::batch::Workers;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::engagement::homing::{self, FlyOut, Guidance};
use intercept_core::math::vec3::Vec3;
use intercept_core::sensing::site::Site;
use numpy::{PyArray1, PyArray2, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::types::PyDict;

// Navigation ratio, lag (s), start of homing (s; NaN: end of the boost), greatest lateral acceleration (m/s^2), augmented
// if not 0.
fn guidance(p: &[f64]) -> PyResult<Guidance> {
    same_length("guidance", p.len(), 5, "its columns")?;
    let law = Guidance {
        navigation_ratio: p[0],
        lag_s: p[1],
        homing_from_s: p[2],
        lateral_max_m_s2: p[3],
        augmented: p[4] != 0.0,
    };
    law.check().map_err(|e| exception(&e))?;
    Ok(law)
}

/// Closed-loop fly-outs from a launcher (latitude, longitude, rad, altitude, m) at rows of trajectories, launched at times
/// since the launch of each: one row for each launch. Guidance: navigation ratio, lag (s), start of homing (s after launch, NaN
/// for the end of the boost), greatest lateral acceleration (m/s^2), augmented if not 0.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the columns of one call")]
pub(crate) fn fly_out<'py>(
    py: Python<'py>,
    table: PyRef<'py, FlyoutTable>,
    launcher: [f64; 3],
    trajectories: PyRef<'py, Trajectories>,
    row: PyReadonlyArray1<'py, u64>,
    launch_s: PyReadonlyArray1<'py, f64>,
    guidance_columns: Vec<f64>,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let law = guidance(&guidance_columns)?;
    let site = Site::new(Geodetic::new(launcher[0], launcher[1], launcher[2]), 0.0).map_err(|e| exception(&e))?;
    let rows: Vec<usize> = row.as_array().iter().map(|&i| index(i)).collect();
    let launch: Vec<f64> = launch_s.as_array().to_vec();
    same_length("launch_s", launch.len(), rows.len(), "threat")?;
    let (flown, table) = (&trajectories.inner, &table.inner);
    if let Some(&i) = rows.iter().find(|&&i| i >= flown.len()) {
        return Err(invalid("threat", i, &format!("below the number of rows, {}", flown.len())));
    }
    if let Some(t) = launch.iter().find(|t| !t.is_finite()) {
        return Err(invalid("launch_s", t, "finite"));
    }
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let one = |i: usize| {
        let path = flown.path(rows[i])?;
        let mut flown = homing::fly_out(table, &site, path, launch[i], &law);
        flown.moments = Vec::new();
        Some(flown)
    };
    let found: Vec<Option<FlyOut>> = watched(py, || workers.map(0..rows.len(), one))?;
    let pick = |f: fn(&FlyOut) -> f64| column(py, found.iter().map(|o| o.as_ref().map_or(f64::NAN, f)));
    let columns = PyDict::new(py);
    // A target that was not flown has no course.
    columns.set_item("end", column(py, found.iter().map(|o| o.as_ref().map_or(4, |o| o.end as u8))))?;
    columns.set_item("predicted_s", pick(|o| o.predicted_s))?;
    columns.set_item("time_s", pick(|o| o.time_s))?;
    columns.set_item("miss_m", pick(|o| o.miss.norm()))?;
    columns.set_item("lateral_max_m_s2", pick(|o| o.lateral_max_m_s2))?;
    columns.set_item("lateral_margin_m_s2", pick(|o| o.lateral_margin_m_s2))?;
    Ok(columns)
}

/// Homing in the reduced mode of the closed forms: head-on in a plane, constant speed, no drag, weight or limit.
///
/// Motion: speeds of interceptor and target (m/s), time of flight (s). Disturbance: heading error (rad), step of the
/// target's acceleration (m/s^2). Gives the miss (m, from target to interceptor, across), and time (s), position (m) and
/// steering acceleration (m/s^2) along the flight, the last two of shape (n, 3).
#[pyfunction]
#[allow(clippy::type_complexity, reason = "the columns of one flight")]
pub(crate) fn fly_out_reduced(
    py: Python<'_>,
    guidance_columns: Vec<f64>,
    motion: (f64, f64, f64),
    disturbance: (f64, f64),
) -> PyResult<(f64, Bound<'_, PyArray1<f64>>, Bound<'_, PyArray2<f64>>, Bound<'_, PyArray2<f64>>)> {
    let law = guidance(&guidance_columns)?;
    let flown = homing::reduced(&law, motion, disturbance).map_err(|e| exception(&e))?;
    let vectors = |f: fn(&homing::Moment) -> Vec3| matrix(py, flown.moments.iter().map(f));
    let times = column(py, flown.moments.iter().map(|m| m.time_s));
    Ok((flown.miss.y, times, vectors(|m| m.position)?, vectors(|m| m.lateral)?))
}
