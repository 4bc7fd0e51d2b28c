//! Flyout tables and launch windows.

use crate::array::{column, matrix, rows, same_length};
use crate::encounters::Encounters;
use crate::error::{exception, invalid};
use crate::flight::Trajectories;
use crate::flyout::FlyoutTable;
use crate::route::Terrain;
use crate::sensing::{Sensors, Tracks};
use crate::watch::watched;
use intercept_core::batch::Workers;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::engagement::encounters::Encounters as Met;
use intercept_core::engagement::reason::Reason;
use intercept_core::engagement::unit::{FireUnit, FireUnitSpec};
use intercept_core::engagement::window::{windows_of, Defence, Threat, Window, POINTS};
use intercept_core::error::{check_range, Result};
use intercept_core::math::vec3::Vec3;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::Track;
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use std::sync::Arc;

/// Launch windows of threats and fire units: one row for each window, sorted by threat, unit and part; times in raid time.
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

    /// Of the best intercept of each window: launch (s), intercept (s), crossing angle (rad), closing speed (m/s), margin of
    /// lateral acceleration (m/s^2, infinite where nothing limits it): shape (windows, 5); and latitude, longitude (rad),
    /// altitude (m): shape (windows, 3).
    #[allow(clippy::type_complexity, reason = "two arrays")]
    fn best<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyArray2<f64>>, Bound<'py, PyArray2<f64>>)> {
        let numbers = self.rows.iter().flat_map(|w| {
            let b = &w.best;
            [b.launch_s, b.intercept_s, b.crossing_angle_rad, b.closing_speed_m_s, b.lateral_margin_m_s2]
        });
        let point =
            |w: &Window| Vec3::new(w.best.point.latitude_rad, w.best.point.longitude_rad, w.best.point.altitude_m);
        Ok((column(py, numbers).reshape([self.rows.len(), 5])?, matrix(py, self.rows.iter().map(point))?))
    }

    /// Shoot-look-shoot opportunities within each window.
    #[allow(clippy::cast_possible_truncation, reason = "at most 65,535")]
    fn opportunities<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u32>> {
        column(py, self.rows.iter().map(|w| w.shots.len() as u32))
    }

    /// Launch and intercept (s) of these shots, one window after another.
    #[allow(clippy::type_complexity, reason = "two columns")]
    fn shots<'py>(&self, py: Python<'py>) -> (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>) {
        let all = || self.rows.iter().flat_map(|w| &w.shots);
        let (launch, intercept): (Vec<f64>, Vec<f64>) = all().copied().unzip();
        (column(py, launch.into_iter()), column(py, intercept.into_iter()))
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

/// Threats against sensors and fire units, ready to be searched for tracks and windows or for encounters.
///
/// Launch (raid time, s), class and radar cross-section (m^2) of each threat; the sensors.
/// Fire units of shape (m, 22): latitude, longitude (rad), altitude (m), fire-control height (m), least and
/// greatest slant range (m), least and greatest altitude (m), greatest target speed (m/s), reaction time (s), assess time
/// (s), and the limits that `FireUnitSpec` describes; their class and flyout by index; flyouts, a table
/// each; `reach_m` of shape (unit classes, threat classes), the greatest slant range against each (m), NaN where a class does
/// not engage another; `cues` counts the sensors of each unit (negative for the network) and names them, one unit after
/// another, and `guides` those that must track from launch to intercept (negative for no such need); `manoeuvre_m_s2` is the
/// threat's, beyond its flight; `warned_s` when a warning of its launch comes (s, infinite for never).
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Meetings {
    trajectories: Py<Trajectories>,
    sensors: Py<Sensors>,
    flyouts: Vec<Py<FlyoutTable>>,
    units: Vec<FireUnit>,
    launch_s: Vec<f64>,
    threat_class: Vec<usize>,
    radar_cross_section_m2: Vec<f64>,
    reach_m: Vec<Vec<f64>>,
    manoeuvre_m_s2: Vec<f64>,
    warned_s: Vec<f64>,
}

#[pymethods]
impl Meetings {
    #[new]
    #[pyo3(signature = (trajectories, launch_s, threat_class, radar_cross_section_m2, sensors, units, unit_class, unit_flyout, flyouts, reach_m,
        cues, guides, manoeuvre_m_s2, warned_s, threads, *, terrain = None))]
    #[allow(clippy::too_many_arguments, reason = "the columns of one search")]
    fn new(
        py: Python<'_>,
        trajectories: Py<Trajectories>,
        launch_s: PyReadonlyArray1<'_, f64>,
        threat_class: PyReadonlyArray1<'_, u64>,
        radar_cross_section_m2: PyReadonlyArray1<'_, f64>,
        sensors: Py<Sensors>,
        units: PyReadonlyArray2<'_, f64>,
        unit_class: PyReadonlyArray1<'_, u64>,
        unit_flyout: PyReadonlyArray1<'_, u64>,
        flyouts: Vec<Py<FlyoutTable>>,
        reach_m: PyReadonlyArray2<'_, f64>,
        cues: (PyReadonlyArray1<'_, i64>, PyReadonlyArray1<'_, u64>),
        guides: (PyReadonlyArray1<'_, i64>, PyReadonlyArray1<'_, u64>),
        manoeuvre_m_s2: PyReadonlyArray1<'_, f64>,
        warned_s: PyReadonlyArray1<'_, f64>,
        threads: usize,
        terrain: Option<PyRef<'_, Terrain>>,
    ) -> PyResult<Self> {
        let flown = trajectories.get().inner.len();
        let index = |x: &u64| usize::try_from(*x).unwrap_or(usize::MAX);
        let launch_s = launch_s.as_array().to_vec();
        let threat_class: Vec<usize> = threat_class.as_array().iter().map(index).collect();
        let unit_class: Vec<usize> = unit_class.as_array().iter().map(index).collect();
        let unit_flyout: Vec<usize> = unit_flyout.as_array().iter().map(index).collect();
        let reach_m: Vec<Vec<f64>> = reach_m.as_array().rows().into_iter().map(|r| r.to_vec()).collect();
        let classes = reach_m.first().map_or(usize::MAX, Vec::len);
        let radar_cross_section_m2 = radar_cross_section_m2.as_array().to_vec();
        let warned_s = warned_s.as_array().to_vec();
        let manoeuvre_m_s2 = manoeuvre_m_s2.as_array().to_vec();
        let lengths = [
            ("launch_s", launch_s.len()),
            ("manoeuvre_m_s2", manoeuvre_m_s2.len()),
            ("warned_s", warned_s.len()),
            ("threat_class", threat_class.len()),
            ("radar_cross_section_m2", radar_cross_section_m2.len()),
        ];
        for (name, length) in lengths {
            same_length(name, length, flown, "trajectories")?;
        }
        if let Some(bad) = launch_s.iter().chain(&radar_cross_section_m2).find(|x| !x.is_finite()) {
            return Err(invalid("launch_s and radar_cross_section_m2", bad, "finite"));
        }
        if let Some(bad) = warned_s.iter().find(|w| w.is_nan()) {
            return Err(invalid("warned_s", bad, "a time, or infinite for no warning"));
        }
        for &m in &manoeuvre_m_s2 {
            check_range("manoeuvre_m_s2", m, 0.0, 1e4).map_err(|e| exception(&e))?;
        }
        let specs = rows("units", &units, 22)?;
        same_length("unit_class", unit_class.len(), specs.len(), "units")?;
        same_length("unit_flyout", unit_flyout.len(), specs.len(), "units")?;
        let limits = [
            ("unit_class", &unit_class, reach_m.len()),
            ("unit_flyout", &unit_flyout, flyouts.len()),
            ("threat_class", &threat_class, classes),
        ];
        for (name, values, limit) in limits {
            if let Some(bad) = values.iter().find(|&&v| v >= limit) {
                return Err(invalid(name, bad, &format!("below {limit}")));
            }
        }
        let units: Result<Vec<FireUnit>> = specs
            .iter()
            .zip(unit_class.iter().zip(&unit_flyout))
            .map(|(r, (&c, &t))| FireUnit::new(spec(r, c, t)))
            .collect();
        let units = with_sensors(units.map_err(|e| exception(&e))?, "cue counts", &cues, FireUnit::cued_by)?;
        let mut units = with_sensors(units, "guide counts", &guides, FireUnit::guided_by)?;
        if let Some(ground) = terrain.map(|t| Arc::clone(&t.inner)) {
            let workers = Workers::new(threads).map_err(|e| exception(&e))?;
            let masked = watched(py, || workers.map(0..units.len(), |k| units[k].clone().with_terrain(&ground)))?;
            units = masked.into_iter().collect::<Result<_>>().map_err(|e| exception(&e))?;
        }
        Ok(Self {
            trajectories,
            sensors,
            flyouts,
            units,
            launch_s,
            threat_class,
            radar_cross_section_m2,
            reach_m,
            manoeuvre_m_s2,
            warned_s,
        })
    }

    /// The tracks by all sensors, and the launch windows with them, for a time from track to order (s).
    fn windows(&self, py: Python<'_>, decision_time_s: f64, threads: usize) -> PyResult<(Tracks, Windows)> {
        let found =
            self.each(py, decision_time_s, threads, |threat, defence, reach| windows_of(threat, defence, reach))?;
        let (threats, units) = (self.launch_s.len(), self.units.len());
        let mut tracks = Tracks { rows: Vec::with_capacity(threats), sensors: self.sensors.get().len() };
        let reasons = Vec::with_capacity(threats * units);
        let mut out = Windows { threat: Vec::new(), rows: Vec::new(), reasons, threats, units };
        for (i, (track, (windows, reasons))) in (0u32..).zip(found) {
            tracks.rows.push(track);
            out.threat.extend(std::iter::repeat_n(i, windows.len()));
            out.rows.extend(windows);
            out.reasons.extend(reasons);
        }
        Ok((tracks, out))
    }

    /// What each threat gives to shoot at, for any set of sensors and any time from track to order; `kill_geometry` as in its file.
    fn encounters(
        &self,
        py: Python<'_>,
        kill_geometry: PyReadonlyArray2<'_, f64>,
        threads: usize,
    ) -> PyResult<Encounters> {
        let kill = crate::kill_geometry::kill_geometry(&kill_geometry)?;
        same_length("kill_geometry", kill.len(), self.reach_m.len(), "reach_m")?;
        let found =
            self.each(py, 0.0, threads, |threat, defence, reach| Met::of(threat, defence, reach, |k| kill[k]))?;
        Ok(Encounters { rows: found.into_iter().map(|(_, met)| met).collect() })
    }
}

impl Meetings {
    // The tracks of each threat and what a search makes of them. Both ask much of the same bounds of its flight.
    fn each<T: Send>(
        &self,
        py: Python<'_>,
        decision_time_s: f64,
        threads: usize,
        search: impl Fn(&Threat, &Defence, &dyn Fn(usize) -> Option<f64>) -> T + Sync + Send,
    ) -> PyResult<Vec<(Track, T)>> {
        let workers = Workers::new(threads).map_err(|e| exception(&e))?;
        check_range("decision_time_s", decision_time_s, 0.0, 86_400.0).map_err(|e| exception(&e))?;
        let (flown, sensors) = (&self.trajectories.get().inner, self.sensors.get());
        let tables: Vec<_> = self.flyouts.iter().map(|table| &table.get().inner).collect();
        let defence = Defence { units: &self.units, tables: &tables, decision_time_s, field: &flown.world().field };
        let one = |i: usize| {
            let profile = flown.path(i).map(Profile::new);
            let (class, launch_time_s) = (self.threat_class[i], self.launch_s[i]);
            let track = sensors.track(profile.as_ref(), launch_time_s, class, self.radar_cross_section_m2[i]);
            let reach = |unit: usize| Some(self.reach_m[unit][class]).filter(|r| !r.is_nan());
            let threat = Threat {
                profile: profile.as_ref(),
                launch_time_s,
                manoeuvre_m_s2: self.manoeuvre_m_s2[i],
                track: &track,
                warned_s: self.warned_s[i],
            };
            let found = search(&threat, &defence, &reach);
            (track, found)
        };
        watched(py, || workers.map(0..flown.len(), one))
    }
}

// Units with sensors of their own: a count for each unit, and the sensors one unit after another; a negative count leaves
// the unit as it is.
fn with_sensors(
    units: Vec<FireUnit>,
    name: &str,
    (counts, sensors): &(PyReadonlyArray1<'_, i64>, PyReadonlyArray1<'_, u64>),
    given: impl Fn(FireUnit, Vec<usize>) -> FireUnit,
) -> PyResult<Vec<FireUnit>> {
    let counts = counts.as_array();
    same_length(name, counts.len(), units.len(), "units")?;
    let sensors: Vec<usize> = sensors.as_array().iter().map(|&k| usize::try_from(k).unwrap_or(usize::MAX)).collect();
    let mut left = sensors.as_slice();
    let mut take = |(unit, &count): (FireUnit, &i64)| -> PyResult<FireUnit> {
        let Ok(count) = usize::try_from(count) else { return Ok(unit) };
        let Some((own, rest)) = left.split_at_checked(count) else {
            return Err(invalid(name, count, &format!("at most the {} sensors that are left", left.len())));
        };
        left = rest;
        Ok(given(unit, own.to_vec()))
    };
    units.into_iter().zip(counts).map(&mut take).collect()
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
        azimuth_centre_rad: r[11],
        azimuth_half_width_rad: r[12],
        elevation_max_rad: r[13],
        crossing_angle_max_rad: r[14],
        closing_speed_min_m_s: r[15],
        closing_speed_max_m_s: r[16],
        lateral_acceleration_ratio: r[17],
        illumination_s: r[18],
        track_to_intercept: r[19] > 0.0,
        burst_s: r[20],
        effective_earth_factor: r[21],
    }
}
