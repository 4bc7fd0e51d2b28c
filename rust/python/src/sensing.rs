//! Tracks: when each threat is seen and followed.

use crate::array::{column, rows, same_length};
use crate::error::{exception, invalid};
use crate::flight::Trajectories;
use intercept_core::batch::Workers;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::error::Result;
use intercept_core::sensing::detection::{Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::{track, Track};
use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

/// Track intervals of a batch of threats by all sensors together, in raid time.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Tracks {
    pub(crate) rows: Vec<Track>,
}

#[pymethods]
impl Tracks {
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

    /// Reasons in words, one a row.
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

/// Tracks of threats: launch (raid time, s), class and radar cross-section (m^2) of each; sensors of shape (m, 9): latitude,
/// longitude (rad), altitude (m), height above it (m), least and greatest elevation (rad), track delay (s), range against
/// 1 m^2 (m; NaN for a sensor that is not a radar), instrumented range (m); range by threat class (m), shape (m, classes), for
/// those.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the columns of one call")]
pub(crate) fn track_threats(
    py: Python<'_>,
    trajectories: PyRef<'_, Trajectories>,
    launch_s: PyReadonlyArray1<'_, f64>,
    threat_class: PyReadonlyArray1<'_, u64>,
    radar_cross_section_m2: PyReadonlyArray1<'_, f64>,
    sensors: PyReadonlyArray2<'_, f64>,
    range_by_class_m: PyReadonlyArray2<'_, f64>,
    threads: usize,
) -> PyResult<Tracks> {
    let flown = &trajectories.inner;
    let (launch, class, area) =
        (launch_s.as_array().to_vec(), threat_class.as_array().to_vec(), radar_cross_section_m2.as_array().to_vec());
    same_length("launch_s", launch.len(), flown.len(), "trajectories")?;
    same_length("threat_class", class.len(), flown.len(), "trajectories")?;
    same_length("radar_cross_section_m2", area.len(), flown.len(), "trajectories")?;
    let fixed: Vec<Vec<f64>> = range_by_class_m.as_array().rows().into_iter().map(|r| r.to_vec()).collect();
    let specs = rows("sensors", &sensors, 9)?;
    same_length("range_by_class_m", fixed.len(), specs.len(), "sensors")?;
    let sensors: Result<Vec<Sensor>> = specs.iter().zip(fixed).map(|(r, f)| Sensor::new(spec(r, f))).collect();
    let sensors = sensors.map_err(|e| exception(&e))?;
    if let Some(bad) = launch.iter().chain(&area).find(|x| !x.is_finite()) {
        return Err(invalid("launch_s and radar_cross_section_m2", bad, "finite"));
    }
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let one = |i: usize| {
        let signature =
            Signature { class: usize::try_from(class[i]).unwrap_or(usize::MAX), radar_cross_section_m2: area[i] };
        match flown.path(i) {
            Some(path) => track(&Profile::new(path), launch[i], &signature, &sensors),
            None => Track::not_flown(),
        }
    };
    let rows = py.detach(|| workers.map(0..flown.len(), one));
    Ok(Tracks { rows })
}

fn spec(r: &[f64], range_by_threat_class_m: Vec<f64>) -> SensorSpec {
    let detection = if r[7].is_nan() {
        Detection::Fixed { range_by_threat_class_m }
    } else {
        Detection::Radar { range_for_1_m2_m: r[7], instrumented_range_m: r[8] }
    };
    SensorSpec {
        position: Geodetic::new(r[0], r[1], r[2]),
        height_m: r[3],
        detection,
        elevation_min_rad: r[4],
        elevation_max_rad: r[5],
        track_delay_s: r[6],
    }
}
