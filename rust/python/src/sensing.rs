//! Tracks: when each threat is seen and followed.

use crate::array::{column, rows, same_length};
use crate::error::{exception, invalid};
use crate::route::Terrain;
use crate::watch::watched;
use intercept_core::batch::Workers;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::error::Result;
use intercept_core::sensing::aspect::Aspect;
use intercept_core::sensing::detection::{Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::orbit::Orbit;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::scan::{Scan, SingleScan};
use intercept_core::sensing::track::{track, SensorTrack, Track, TrackReason};
use numpy::{Element, PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use std::sync::Arc;

/// Track intervals of a batch of threats by all sensors together, in raid time.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Tracks {
    pub(crate) rows: Vec<Track>,
    pub(crate) sensors: usize,
}

impl Tracks {
    // What each sensor sees, sensor after sensor; of a threat that did not fly, nothing.
    fn pairs(&self) -> impl Iterator<Item = Option<&SensorTrack>> {
        (0..self.sensors).flat_map(|k| self.rows.iter().map(move |row| row.by_sensor.get(k)))
    }

    fn by_sensor<'py, T: Element>(
        &self,
        py: Python<'py>,
        value: impl Fn(Option<&SensorTrack>) -> T,
    ) -> PyResult<Bound<'py, PyArray2<T>>> {
        column(py, self.pairs().map(value)).reshape([self.sensors, self.rows.len()])
    }
}

#[pymethods]
impl Tracks {
    /// First detection by each sensor (s), NaN for never: shape (sensors, threats).
    fn sensor_detection_s<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        self.by_sensor(py, |s| s.and_then(|s| s.first_detection_s).unwrap_or(f64::NAN))
    }

    /// Begin of the first track of each sensor (s), NaN for none: shape (sensors, threats).
    fn sensor_track_s<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        self.by_sensor(py, |s| s.and_then(|s| s.tracked_s.first()).map_or(f64::NAN, |i| i.0))
    }

    /// Reason code by sensor, 0 when it tracks the threat: shape (sensors, threats).
    fn sensor_reason<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<u8>>> {
        self.by_sensor(py, |s| s.map_or(TrackReason::NotFlown, |s| s.reason) as u8)
    }

    /// Number of coverage intervals, shape (sensors, threats), and their starts and ends (s) one after another.
    #[allow(clippy::type_complexity, reason = "three columns")]
    fn sensor_coverage<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyArray2<u64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>)> {
        let all = || self.pairs().flatten().flat_map(|s| &s.coverage_s);
        let counts = self.by_sensor(py, |s| s.map_or(0, |s| s.coverage_s.len() as u64))?;
        Ok((counts, column(py, all().map(|i| i.0)), column(py, all().map(|i| i.1))))
    }

    /// The same of the intervals in which others can use the sensor's track.
    #[allow(clippy::type_complexity, reason = "three columns")]
    fn sensor_tracked<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyArray2<u64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>)> {
        let all = || self.pairs().flatten().flat_map(|s| &s.tracked_s);
        let counts = self.by_sensor(py, |s| s.map_or(0, |s| s.tracked_s.len() as u64))?;
        Ok((counts, column(py, all().map(|i| i.0)), column(py, all().map(|i| i.1))))
    }
    fn __len__(&self) -> usize {
        self.rows.len()
    }

    /// First detection (s), NaN when never detected.
    fn first_detection_s<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        column(py, self.rows.iter().map(|r| r.first_detection.map_or(f64::NAN, |(t, _)| t)))
    }

    /// Index of the sensor of the first detection, -1 when never detected.
    fn first_sensor<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        column(py, self.rows.iter().map(|r| r.first_detection.map_or(-1, |(_, i)| i64::try_from(i).unwrap_or(-1))))
    }

    /// Reason code: 0 when tracked, else why not.
    fn reason<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u8>> {
        column(py, self.rows.iter().map(|r| r.reason as u8))
    }

    /// Reasons in words, one for each row.
    fn reason_words(&self) -> Vec<&'static str> {
        self.rows.iter().map(|r| r.reason.as_str()).collect()
    }

    /// Number of track intervals of each threat, and their starts and ends (s) one after another.
    #[allow(clippy::type_complexity, reason = "three columns")]
    fn intervals<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyArray1<u64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>) {
        let all = || self.rows.iter().flat_map(|r| &r.intervals_s);
        (
            column(py, self.rows.iter().map(|r| r.intervals_s.len() as u64)),
            column(py, all().map(|i| i.0)),
            column(py, all().map(|i| i.1)),
        )
    }
}

/// Sensors where they stand, of shape (m, 25), in the columns of `SENSOR_COLUMNS`
/// (python/intercept/engagement/defence/columns.py); range by threat class (m), shape (m, classes), for those that are not
/// radars; by threat class, angles from nose on (rad) and factors on the radar cross-section, or None; ground that hides
/// targets.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Sensors {
    sensors: Vec<Sensor>,
    aspects: Vec<Option<Aspect>>,
}

#[pymethods]
impl Sensors {
    #[new]
    #[pyo3(signature = (sensors, range_by_class_m, threads, *, aspects = None, terrain = None))]
    fn new(
        py: Python<'_>,
        sensors: PyReadonlyArray2<'_, f64>,
        range_by_class_m: PyReadonlyArray2<'_, f64>,
        threads: usize,
        aspects: Option<Vec<Option<Table<'_>>>>,
        terrain: Option<PyRef<'_, Terrain>>,
    ) -> PyResult<Self> {
        let aspects = aspects.unwrap_or_default().into_iter().map(|t| t.map(aspect).transpose());
        let aspects = aspects.collect::<Result<Vec<Option<Aspect>>>>().map_err(|e| exception(&e))?;
        let placed: Result<Vec<Sensor>> = specs(&sensors, &range_by_class_m)?.into_iter().map(Sensor::new).collect();
        let mut sensors = placed.map_err(|e| exception(&e))?;
        if let Some(ground) = terrain.map(|t| Arc::clone(&t.inner)) {
            let workers = Workers::new(threads).map_err(|e| exception(&e))?;
            let masked = watched(py, || workers.map(0..sensors.len(), |k| sensors[k].clone().with_terrain(&ground)))?;
            sensors = masked.into_iter().collect::<Result<_>>().map_err(|e| exception(&e))?;
        }
        Ok(Self { sensors, aspects })
    }
}

impl Sensors {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.sensors.len()
    }

    /// The tracks of a threat by its flight, if it flew, its launch (raid time, s), its class and its radar cross-section (m^2).
    pub(crate) fn track(&self, flight: Option<&Profile>, launch_s: f64, class: usize, area_m2: f64) -> Track {
        let aspect = self.aspects.get(class).and_then(Option::as_ref);
        let signature = Signature { class, radar_cross_section_m2: area_m2, aspect };
        flight.map_or_else(Track::not_flown, |flight| track(flight, launch_s, &signature, &self.sensors))
    }
}

// Angles (rad) and factors.
type Table<'py> = (PyReadonlyArray1<'py, f64>, PyReadonlyArray1<'py, f64>);

fn aspect((angle_rad, factor): Table<'_>) -> Result<Aspect> {
    Aspect::new(angle_rad.as_array().to_vec(), &factor.as_array().to_vec())
}

/// Names of the reason codes of tracks, by code.
#[pyfunction]
pub(crate) fn track_reason_words() -> Vec<&'static str> {
    TrackReason::ALL.iter().map(|r| r.as_str()).collect()
}

fn specs(sensors: &PyReadonlyArray2<'_, f64>, ranges: &PyReadonlyArray2<'_, f64>) -> PyResult<Vec<SensorSpec>> {
    let parameters = rows("sensors", sensors, 25)?;
    let ranges: Vec<Vec<f64>> = ranges.as_array().rows().into_iter().map(|r| r.to_vec()).collect();
    same_length("range_by_class_m", ranges.len(), parameters.len(), "sensors")?;
    parameters.iter().zip(ranges).map(|(r, ranges)| spec(r, ranges)).collect()
}

fn spec(r: &[f64], range_by_threat_class_m: Vec<f64>) -> PyResult<SensorSpec> {
    let detection = if r[7].is_nan() {
        Detection::Fixed { range_by_threat_class_m }
    } else {
        Detection::Radar { range_for_1_m2_m: r[7], instrumented_range_m: r[8] }
    };
    let chance = SingleScan { probability: r[18], false_alarm: r[19], required: r[20] };
    // Checked with the rest, like any other number out of range.
    let orbit = Orbit { radius_m: r[21], speed_m_s: r[22], phase_rad: r[23] };
    Ok(SensorSpec {
        position: Geodetic::new(r[0], r[1], r[2]),
        height_m: r[3],
        detection,
        elevation_min_rad: r[4],
        elevation_max_rad: r[5],
        track_delay_s: r[6],
        azimuth_centre_rad: r[9],
        azimuth_half_width_rad: r[10],
        blind_cone_half_angle_rad: r[11],
        scan: Scan { period_s: r[12], hits: count("track_hits", r[13])?, scans: count("track_scans", r[14])? },
        handover_delay_s: r[15],
        effective_earth_factor: r[16],
        signal_speed_m_s: r[17],
        single_scan: (!r[18].is_nan()).then_some(chance),
        orbit: (r[21] != 0.0).then_some(orbit),
        coast_s: r[24],
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 1 to 12")]
fn count(name: &str, value: f64) -> PyResult<u32> {
    if value.fract() == 0.0 && (1.0..=12.0).contains(&value) {
        Ok(value as u32)
    } else {
        Err(invalid(name, value, "a whole number from 1 to 12"))
    }
}
