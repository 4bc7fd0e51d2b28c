//! Trajectories made of samples: recorded tracks, and what other programs have computed.

use crate::array::{column, same_length, vectors, Given};
use crate::error::{exception, invalid};
use crate::flight::{each, index, Trajectories};
use crate::world::World;
use intercept_core::batch::Workers;
use intercept_core::flight::flown::path::{self, Flown, Outcome};
use intercept_core::flight::flown::samples::Samples;
use intercept_core::math::vec3::Vec3;
use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

/// The batch through samples, row after row from `offsets[i]` to `offsets[i + 1]`, times ascending within a row; and of each
/// row the greatest miss in position (m) and velocity (m/s) when every second sample is left out, NaN where there are too few.
#[pyfunction]
#[allow(clippy::type_complexity, reason = "a batch and two columns")]
pub(crate) fn trajectories_of_samples<'py>(
    py: Python<'py>,
    offsets: PyReadonlyArray1<'py, u64>,
    time_s: PyReadonlyArray1<'py, f64>,
    position_ecef_m: PyReadonlyArray2<'py, f64>,
    velocity_ecef_m_s: Option<PyReadonlyArray2<'py, f64>>,
    acceleration_ecef_m_s2: Option<PyReadonlyArray2<'py, f64>>,
    world: &World,
) -> PyResult<(Trajectories, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>)> {
    let time_s = Given::of(&time_s)?;
    let time_s = time_s.values();
    let position = vectors("position_ecef_m", &position_ecef_m)?;
    same_length("position_ecef_m", position.len(), time_s.len(), "time_s")?;
    let velocity = optional("velocity_ecef_m_s", velocity_ecef_m_s.as_ref(), time_s.len())?;
    let acceleration = optional("acceleration_ecef_m_s2", acceleration_ecef_m_s2.as_ref(), time_s.len())?;
    let offsets = offsets.as_array();
    for (&start, &end) in offsets.iter().zip(offsets.iter().skip(1)) {
        if index(end) > time_s.len() || index(end).saturating_sub(index(start)) < 2 {
            return Err(invalid("offsets", end, "rows of at least two samples, to the number of samples"));
        }
    }
    let path = |i: usize| {
        let row = index(offsets[i])..index(offsets[i + 1]);
        let samples = Samples {
            time_s: &time_s[row.clone()],
            position: &position[row.clone()],
            velocity: velocity.as_ref().map(|v| &v[row.clone()]),
            acceleration: acceleration.as_ref().map(|a| &a[row.clone()]),
        };
        let knots = samples.knots();
        let miss = samples.miss(&knots);
        (path::row(Ok(Flown { knots, marks: Vec::new(), outcome: Outcome::Recorded })), miss)
    };
    let workers = Workers::new(0).map_err(|e| exception(&e))?;
    let (rows, misses): (Vec<_>, Vec<_>) =
        each(py, workers, offsets.len().saturating_sub(1), path)?.into_iter().unzip();
    let position_m = column(py, misses.iter().map(|m| m.position_m));
    let velocity_m_s = column(py, misses.iter().map(|m| m.velocity_m_s));
    Ok((Trajectories { inner: path::Trajectories::new(&world.inner, rows) }, position_m, velocity_m_s))
}

fn optional(name: &str, array: Option<&PyReadonlyArray2<'_, f64>>, length: usize) -> PyResult<Option<Vec<Vec3>>> {
    let Some(array) = array else { return Ok(None) };
    let found = vectors(name, array)?;
    same_length(name, found.len(), length, "time_s")?;
    Ok(Some(found))
}
