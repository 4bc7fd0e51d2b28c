//! Fly-out tables.

use crate::array::{given, mapped_columns, rows, same_length, Column};
use crate::error::exception;
use crate::watch::{watched, watched_here};
use intercept_core::batch::Workers;
use intercept_core::engagement::flyout::{Flyout, Limits};
use intercept_core::engagement::table;
use intercept_core::error::Result;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

/// Time of flight, speed and lateral acceleration of an interceptor class over ground range and altitude.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct FlyoutTable {
    pub(crate) inner: table::FlyoutTable,
}

#[pymethods]
impl FlyoutTable {
    /// Parameters, shape (18,): constant speed (m/s; NaN for others), peak speed (m/s), boost time (s), ballistic
    /// coefficient (kg/m^2), least useful speed (m/s), greatest slant range (m), greatest altitude (m), muzzle speed (m/s;
    /// NaN unless a projectile), sustaining time (s) and acceleration (m/s^2), lateral acceleration of the structure (m/s^2),
    /// lift ratio, induced drag, acceleration of side thrusters (m/s^2), least lateral acceleration (m/s^2), longest flight
    /// (s), climb rate (m/s), altitude of the launch point (m).
    #[new]
    fn new(py: Python<'_>, parameters: Vec<f64>) -> PyResult<Self> {
        same_length("parameters", parameters.len(), 18, "the columns of a flyout")?;
        watched_here(py, || build(&parameters))?.map(|inner| Self { inner }).map_err(|e| exception(&e))
    }

    /// Time of flight (s), speed (m/s) and lateral acceleration available (m/s^2) at points of ground range and altitude
    /// above the launcher (m), both of shape (n,) or (1,); infinite, 0 and 0 beyond the kinematic boundary.
    #[pyo3(signature = (ground_range_m, altitude_m, threads=0))]
    fn at<'py>(
        &self,
        py: Python<'py>,
        ground_range_m: PyReadonlyArray1<'py, f64>,
        altitude_m: PyReadonlyArray1<'py, f64>,
        threads: usize,
    ) -> PyResult<(Column<'py>, Column<'py>, Column<'py>)> {
        let ([range, altitude], rows) = given([("ground_range_m", &ground_range_m), ("altitude_m", &altitude_m)])?;
        let table = &self.inner;
        let row = |i| {
            let (r, h) = (range.at(i), altitude.at(i));
            [table.time_of_flight_s(r, h), table.speed_m_s(r, h), table.lateral_acceleration_m_s2(r, h)]
        };
        mapped_columns(py, threads, rows, row).map(<(_, _, _)>::from)
    }

    /// Slant range (m) of the kinematic boundary along lines with these sines of elevation, from -0.35 to 1: shape (n,).
    fn boundary<'py>(&self, py: Python<'py>, sin_elevation: PyReadonlyArray1<'py, f64>) -> PyResult<Column<'py>> {
        let ([sine], rows) = given([("sin_elevation", &sin_elevation)])?;
        mapped_columns(py, 0, rows, |i| [self.inner.boundary_m(sine.at(i))]).map(|[column]| column)
    }
}

/// Tables of rows of parameters, shape (k, 18), in order, made side by side.
#[pyfunction]
pub(crate) fn flyout_tables(
    py: Python<'_>,
    parameters: PyReadonlyArray2<'_, f64>,
    threads: usize,
) -> PyResult<Vec<FlyoutTable>> {
    let parameters = rows("flyouts", &parameters, 18)?;
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let made: Result<Vec<_>> =
        watched(py, || workers.map(0..parameters.len(), |k| build(&parameters[k])))?.into_iter().collect();
    Ok(made.map_err(|e| exception(&e))?.into_iter().map(|inner| FlyoutTable { inner }).collect())
}

/// Checks the parameters of a `FlyoutTable` without building it.
#[pyfunction]
pub(crate) fn check_flyout(parameters: Vec<f64>) -> PyResult<()> {
    same_length("parameters", parameters.len(), 18, "the columns of a flyout")?;
    let (flyout, limits) = split(&parameters);
    table::check_all(&flyout, &limits, parameters[5], parameters[6]).map_err(|e| exception(&e))
}

// The table of one row of parameters.
fn build(p: &[f64]) -> Result<table::FlyoutTable> {
    let (flyout, limits) = split(p);
    table::FlyoutTable::limited(&flyout, &limits, p[5], p[6])
}

fn split(p: &[f64]) -> (Flyout, Limits) {
    let (ballistic_coefficient_kg_m2, speed_min_m_s) = (p[3], p[4]);
    let flyout = if !p[0].is_nan() {
        Flyout::ConstantSpeed { speed_m_s: p[0] }
    } else if !p[7].is_nan() {
        Flyout::Projectile { muzzle_speed_m_s: p[7], ballistic_coefficient_kg_m2, speed_min_m_s }
    } else {
        Flyout::Boosted { peak_speed_m_s: p[1], boost_time_s: p[2], ballistic_coefficient_kg_m2, speed_min_m_s }
    };
    let limits = Limits {
        sustain_time_s: p[8],
        sustain_acceleration_m_s2: p[9],
        lateral_acceleration_max_m_s2: p[10],
        lift_ratio_max: p[11],
        induced_drag: p[12],
        divert_acceleration_m_s2: p[13],
        lateral_acceleration_min_m_s2: p[14],
        flight_time_max_s: p[15],
        climb_rate_m_s: p[16],
        launch_altitude_m: p[17],
    };
    (flyout, limits)
}
