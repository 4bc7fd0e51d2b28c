//! Flyout tables and launch windows.

use crate::array::{column, matrix, rows, same_length};
use crate::error::{exception, invalid};
use crate::flight::Trajectories;
use crate::sensing::Tracks;
use intercept_core::batch::Workers;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::engagement::flyout::Flyout;
use intercept_core::engagement::reason::Reason;
use intercept_core::engagement::table;
use intercept_core::engagement::unit::{FireUnit, FireUnitSpec};
use intercept_core::engagement::window::{windows_of, Window, POINTS};
use intercept_core::error::Result;
use intercept_core::math::vec3::Vec3;
use intercept_core::sensing::profile::Profile;
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

/// Time of flight and speed of an interceptor class over ground range and altitude.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct FlyoutTable {
    inner: table::FlyoutTable,
}

#[pymethods]
impl FlyoutTable {
    /// Parameters: see `flyout_columns` of `engagement_windows`, shape (7,).
    #[new]
    fn new(parameters: Vec<f64>) -> PyResult<Self> {
        same_length("parameters", parameters.len(), 7, "the columns of a flyout")?;
        build(&parameters).map(|inner| Self { inner }).map_err(|e| exception(&e))
    }

    /// Time of flight (s) and speed there (m/s) to points at ground range and altitude above the launcher (m), both of
    /// shape (n,); infinite and NaN beyond the kinematic boundary.
    #[allow(clippy::type_complexity, reason = "two columns")]
    fn at<'py>(
        &self,
        py: Python<'py>,
        ground_range_m: PyReadonlyArray1<'py, f64>,
        altitude_m: PyReadonlyArray1<'py, f64>,
    ) -> PyResult<(Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>)> {
        let (range, altitude) = (ground_range_m.as_array(), altitude_m.as_array());
        same_length("altitude_m", altitude.len(), range.len(), "ground_range_m")?;
        let points = || range.iter().zip(altitude.iter());
        Ok((
            column(py, points().map(|(&r, &h)| self.inner.time_of_flight_s(r, h))),
            column(py, points().map(|(&r, &h)| self.inner.speed_m_s(r, h))),
        ))
    }
}

// Columns: constant speed (m/s; NaN for a boosted interceptor), peak speed (m/s), boost time (s), ballistic coefficient
// (kg/m^2), least useful speed (m/s), greatest slant range (m), greatest altitude (m).
fn build(p: &[f64]) -> Result<table::FlyoutTable> {
    let flyout = if p[0].is_nan() {
        Flyout::Boosted {
            peak_speed_m_s: p[1],
            boost_time_s: p[2],
            ballistic_coefficient_kg_m2: p[3],
            speed_min_m_s: p[4],
        }
    } else {
        Flyout::ConstantSpeed { speed_m_s: p[0] }
    };
    table::FlyoutTable::build(&flyout, p[5], p[6])
}

/// Launch windows of threats and fire units: one row a window, sorted by threat, unit and part; times in raid time.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Windows {
    threat: Vec<u32>,
    rows: Vec<Window>,
    reasons: Vec<Reason>,
    threats: usize,
    units: usize,
}

#[pymethods]
impl Windows {
    fn __len__(&self) -> usize {
        self.rows.len()
    }

    /// Threat, unit and part of each window.
    #[allow(clippy::type_complexity, reason = "three columns")]
    fn keys<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyArray1<u32>>, Bound<'py, PyArray1<u32>>, Bound<'py, PyArray1<u32>>) {
        (
            column(py, self.threat.iter().copied()),
            column(py, self.rows.iter().map(|w| w.unit)),
            column(py, self.rows.iter().map(|w| u32::from(w.part))),
        )
    }

    /// Launch grid (s), ascending: shape (windows, 8).
    fn launch_s<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        column(py, self.rows.iter().flat_map(|w| w.launch_s)).reshape([self.rows.len(), POINTS])
    }

    /// Earliest intercept of each launch of the grid (s): shape (windows, 8).
    fn intercept_s<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        column(py, self.rows.iter().flat_map(|w| w.intercept_s)).reshape([self.rows.len(), POINTS])
    }

    /// Latitude, longitude (rad), altitude (m) of the intercepts of the earliest and of the latest launch: (windows, 3).
    #[allow(clippy::type_complexity, reason = "two arrays")]
    fn intercept_points<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyArray2<f64>>, Bound<'py, PyArray2<f64>>)> {
        let vector = |g: Geodetic| Vec3::new(g.latitude_rad, g.longitude_rad, g.altitude_m);
        Ok((
            matrix(py, self.rows.iter().map(|w| vector(w.first_intercept)))?,
            matrix(py, self.rows.iter().map(|w| vector(w.last_intercept)))?,
        ))
    }

    /// Slant range of the first and of the last intercept (m): shape (windows,).
    #[allow(clippy::type_complexity, reason = "two columns")]
    fn slant_range_m<'py>(&self, py: Python<'py>) -> (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>) {
        (
            column(py, self.rows.iter().map(|w| w.first_slant_range_m)),
            column(py, self.rows.iter().map(|w| w.last_slant_range_m)),
        )
    }

    /// Shoot-look-shoot opportunities within each window.
    fn opportunities<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u32>> {
        column(py, self.rows.iter().map(|w| u32::from(w.opportunities)))
    }

    /// Reason code of each pair, 0 where there is a window: shape (threats, units).
    fn reasons<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<u8>>> {
        column(py, self.reasons.iter().map(|&r| r as u8)).reshape([self.threats, self.units])
    }
}

/// Names of the reason codes, by code.
#[pyfunction]
pub(crate) fn reason_words() -> Vec<&'static str> {
    Reason::ALL.iter().map(|r| r.as_str()).collect()
}

/// Launch windows. Fire units of shape (m, 11): latitude, longitude (rad), altitude (m), fire-control height (m), least and
/// greatest slant range (m), least and greatest altitude (m), greatest target speed (m/s), reaction time (s), assess time
/// (s); their class and flyout by index; flyouts of shape (k, 7): constant speed (m/s; NaN for a boosted interceptor), peak
/// speed (m/s), boost time (s), ballistic coefficient (kg/m^2), least useful speed (m/s), greatest slant range (m), greatest
/// altitude (m); `may_engage` of shape (unit classes, threat classes).
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the columns of one call")]
pub(crate) fn engagement_windows(
    py: Python<'_>,
    trajectories: PyRef<'_, Trajectories>,
    launch_s: PyReadonlyArray1<'_, f64>,
    threat_class: PyReadonlyArray1<'_, u64>,
    tracks: PyRef<'_, Tracks>,
    units: PyReadonlyArray2<'_, f64>,
    unit_class: PyReadonlyArray1<'_, u64>,
    unit_flyout: PyReadonlyArray1<'_, u64>,
    flyouts: PyReadonlyArray2<'_, f64>,
    may_engage: PyReadonlyArray2<'_, bool>,
    decision_time_s: f64,
    threads: usize,
) -> PyResult<Windows> {
    let (flown, tracks) = (&trajectories.inner, &tracks.rows);
    let index = |x: &u64| usize::try_from(*x).unwrap_or(usize::MAX);
    let launch = launch_s.as_array().to_vec();
    let threat_class: Vec<usize> = threat_class.as_array().iter().map(index).collect();
    let unit_class: Vec<usize> = unit_class.as_array().iter().map(index).collect();
    let unit_flyout: Vec<usize> = unit_flyout.as_array().iter().map(index).collect();
    let may_engage = may_engage.as_array().to_owned();
    same_length("launch_s", launch.len(), flown.len(), "trajectories")?;
    same_length("threat_class", threat_class.len(), flown.len(), "trajectories")?;
    same_length("tracks", tracks.len(), flown.len(), "trajectories")?;
    let specs = rows("units", &units, 11)?;
    same_length("unit_class", unit_class.len(), specs.len(), "units")?;
    same_length("unit_flyout", unit_flyout.len(), specs.len(), "units")?;
    let tables: Result<Vec<_>> = rows("flyouts", &flyouts, 7)?.iter().map(|p| build(p)).collect();
    let tables = tables.map_err(|e| exception(&e))?;
    let limits = [("unit_class", &unit_class, may_engage.nrows()), ("unit_flyout", &unit_flyout, tables.len())];
    let limits = limits.into_iter().chain([("threat_class", &threat_class, may_engage.ncols())]);
    for (name, values, limit) in limits {
        if let Some(bad) = values.iter().find(|&&v| v >= limit) {
            return Err(invalid(name, bad, &format!("below {limit}")));
        }
    }
    intercept_core::error::check_range("decision_time_s", decision_time_s, 0.0, 86_400.0).map_err(|e| exception(&e))?;
    let units: Result<Vec<FireUnit>> = specs
        .iter()
        .zip(unit_class.iter().zip(&unit_flyout))
        .map(|(r, (&c, &t))| FireUnit::new(spec(r, c, t)))
        .collect();
    let units = units.map_err(|e| exception(&e))?;
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let one = |i: usize| {
        let profile = flown.path(i).map(Profile::new);
        let may = |class: usize| may_engage[[class, threat_class[i]]];
        windows_of(profile.as_ref(), launch[i], &tracks[i], (&units, &tables), may, decision_time_s)
    };
    let found = py.detach(|| workers.map(0..flown.len(), one));
    let mut out =
        Windows { threat: Vec::new(), rows: Vec::new(), reasons: Vec::new(), threats: flown.len(), units: units.len() };
    for (i, (windows, reasons)) in (0u32..).zip(found) {
        out.threat.extend(std::iter::repeat_n(i, windows.len()));
        out.rows.extend(windows);
        out.reasons.extend(reasons);
    }
    Ok(out)
}

fn spec(r: &[f64], class: usize, table: usize) -> FireUnitSpec {
    FireUnitSpec {
        position: Geodetic::new(r[0], r[1], r[2]),
        class,
        table,
        fire_control_height_m: r[3],
        slant_range_min_m: r[4],
        slant_range_max_m: r[5],
        altitude_min_m: r[6],
        altitude_max_m: r[7],
        target_speed_max_m_s: r[8],
        reaction_time_s: r[9],
        assess_time_s: r[10],
    }
}
