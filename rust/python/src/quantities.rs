//! Readings along trajectories, and the strain of each.

use crate::array::{column, mapped_columns};
use crate::error::exception;
use crate::flight::{each, index, Trajectories};
use intercept_core::batch::Workers;
use intercept_core::error::check_range;
use intercept_core::flight::flown::quantities::Quantities;
use intercept_core::flight::flown::summary::Strain;
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

type Column<T> = (&'static str, fn(&T) -> f64);

const QUANTITIES: [Column<Quantities>; 10] = [
    ("altitude_m", |q| q.altitude_m),
    ("speed_m_s", |q| q.speed_m_s),
    ("mach", |q| q.mach),
    ("flight_path_rad", |q| q.flight_path_rad),
    ("azimuth_rad", |q| q.azimuth_rad),
    ("dynamic_pressure_pa", |q| q.dynamic_pressure_pa),
    ("load_factor", |q| q.load_factor),
    ("deceleration_m_s2", |q| q.deceleration_m_s2),
    ("heat_rate_w_m2", |q| q.heat_rate_w_m2),
    ("specific_energy_m2_s2", |q| q.specific_energy_m2_s2),
];

const STRAIN: [Column<Strain>; 8] = [
    ("load_factor_max", |s| s.load_factor_max),
    ("load_factor_max_time_s", |s| s.load_factor_max_time_s),
    ("dynamic_pressure_max_pa", |s| s.dynamic_pressure_max_pa),
    ("dynamic_pressure_max_time_s", |s| s.dynamic_pressure_max_time_s),
    ("heat_rate_max_w_m2", |s| s.heat_rate_max_w_m2),
    ("heat_rate_max_time_s", |s| s.heat_rate_max_time_s),
    ("heat_load_j_m2", |s| s.heat_load_j_m2),
    ("impact_angle_rad", |s| s.impact_angle_rad),
];

fn dictionary<'py, T>(py: Python<'py>, columns: &[Column<T>], rows: &[Option<T>]) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, pick) in columns {
        dict.set_item(name, column(py, rows.iter().map(|row| row.as_ref().map_or(f64::NAN, pick))))?;
    }
    Ok(dict)
}

fn check_nose(nose_radius_m: f64) -> PyResult<()> {
    check_range("nose_radius_m", nose_radius_m, 1e-3, 100.0).map_err(|e| exception(&e))
}

/// Readings of rows at times since their launch, held at the ends, one column each; NaN for rows that were not flown.
#[pyfunction]
pub(crate) fn trajectory_quantities<'py>(
    py: Python<'py>,
    trajectories: &Trajectories,
    row: PyReadonlyArray1<'py, u64>,
    time_s: PyReadonlyArray1<'py, f64>,
    nose_radius_m: f64,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    check_nose(nose_radius_m)?;
    let (row, [time]) = (row.as_array(), trajectories.moments(&row, &time_s)?);
    let batch = &trajectories.inner;
    let read = |i: usize| {
        let found = batch.path(index(row[i])).filter(|_| !time.at(i).is_nan());
        let found = found.map(|path| Quantities::at(batch.world(), &path, time.at(i), nose_radius_m));
        QUANTITIES.map(|(_, pick)| found.as_ref().map_or(f64::NAN, pick))
    };
    let columns = mapped_columns(py, threads, row.len(), read)?;
    let dict = PyDict::new(py);
    for ((name, _), column) in QUANTITIES.iter().zip(columns) {
        dict.set_item(name, column)?;
    }
    Ok(dict)
}

/// Peaks of load, dynamic pressure and heating, heat load and impact angle of each row; NaN for rows that were
/// not flown.
#[pyfunction]
pub(crate) fn trajectory_strain<'py>(
    py: Python<'py>,
    trajectories: &Trajectories,
    nose_radius_m: f64,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    check_nose(nose_radius_m)?;
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let batch = &trajectories.inner;
    let strain = |i: usize| batch.path(i).map(|path| Strain::of(batch.world(), &path, nose_radius_m));
    let rows = each(py, workers, batch.len(), strain)?;
    dictionary(py, &STRAIN, &rows)
}
