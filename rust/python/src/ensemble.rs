//! Ensembles of bodies in free flight.

use crate::array::{same_length, vectors};
use crate::boosted::Aerodynamics;
use crate::error::{exception, invalid};
use crate::flight::Trajectories;
use crate::watch::{watched, watched_here};
use crate::world::World as PlanetWorld;
use intercept_core::batch::Workers;
use intercept_core::earth::world::World;
use intercept_core::error::Result;
use intercept_core::flight::ensemble::bodies::{Ended, Ensemble, Limits, Start};
use intercept_core::flight::ensemble::release::{append, batch, end, in_order};
use intercept_core::flight::forces::aerodynamics;
use intercept_core::flight::forces::bank::BankSchedule;
use numpy::{IntoPyArray, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

/// Bodies with their states: position (m) and velocity (m/s) of shape (n, 3); thickness, the inverse of twice the
/// ballistic coefficient (m^2/kg), or with a drag table the reference area over twice the mass; lift-to-drag; bank
/// angles (rad) of shape (n, k) at times (s) of shape (k,), or none.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Bodies {
    starts: Vec<Start>,
}

#[pymethods]
impl Bodies {
    #[new]
    #[allow(clippy::too_many_arguments, reason = "one column each")]
    #[pyo3(signature = (position_ecef_m, velocity_ecef_m_s, thickness_m2_kg, lift_to_drag, *, bank_times_s=None,
                        bank_rad=None, drag=None))]
    fn new(
        position_ecef_m: PyReadonlyArray2<'_, f64>,
        velocity_ecef_m_s: PyReadonlyArray2<'_, f64>,
        thickness_m2_kg: PyReadonlyArray1<'_, f64>,
        lift_to_drag: PyReadonlyArray1<'_, f64>,
        bank_times_s: Option<PyReadonlyArray1<'_, f64>>,
        bank_rad: Option<PyReadonlyArray2<'_, f64>>,
        drag: Option<Bound<'_, Aerodynamics>>,
    ) -> PyResult<Self> {
        let positions = vectors("position_ecef_m", &position_ecef_m)?;
        let velocities = vectors("velocity_ecef_m_s", &velocity_ecef_m_s)?;
        let (thickness, lift) = (thickness_m2_kg.as_array(), lift_to_drag.as_array());
        let n = positions.len();
        same_length("velocity_ecef_m_s", velocities.len(), n, "position_ecef_m")?;
        same_length("thickness_m2_kg", thickness.len(), n, "position_ecef_m")?;
        same_length("lift_to_drag", lift.len(), n, "position_ecef_m")?;
        let banks = banks(n, bank_times_s, bank_rad)?;
        let drag = drag.and_then(|drag| match &drag.get().inner {
            aerodynamics::Aerodynamics::Table(table) => Some(Arc::new(table.drag.clone())),
            aerodynamics::Aerodynamics::BallisticCoefficient(_) | aerodynamics::Aerodynamics::LiftToDrag { .. } => None,
        });
        let start = |i: usize| Start {
            position: positions[i],
            velocity: velocities[i],
            thickness_m2_kg: thickness[i],
            drag: drag.clone(),
            lift_to_drag: lift[i],
            bank: banks.get(i).cloned(),
        };
        Ok(Self { starts: (0..n).map(start).collect() })
    }

    fn __len__(&self) -> usize {
        self.starts.len()
    }
}

fn banks(
    n: usize,
    times_s: Option<PyReadonlyArray1<'_, f64>>,
    bank_rad: Option<PyReadonlyArray2<'_, f64>>,
) -> PyResult<Vec<Arc<BankSchedule>>> {
    let (Some(times_s), Some(bank_rad)) = (times_s, bank_rad) else { return Ok(Vec::new()) };
    let (times, angles) = (times_s.as_array().to_vec(), bank_rad.as_array());
    if angles.dim() != (n, times.len()) {
        let wanted = format!("of shape ({n}, {})", times.len());
        return Err(invalid("bank_rad", format!("shape {:?}", angles.dim()), &wanted));
    }
    let schedule = |row: numpy::ndarray::ArrayView1<'_, f64>| {
        Arc::new(BankSchedule { times_s: times.clone(), bank_rad: row.to_vec() })
    };
    Ok(angles.rows().into_iter().map(schedule).collect())
}

// Rows between two polls of the interpreter for Ctrl-C: a tenth of a second or so.
const CHUNK: usize = 32_768;
// With their knots, rows take more time and memory.
const CHUNK_KNOTS: usize = 4_096;

// Fewer rows than this are flown by the calling thread.
const FEW: usize = 16;

// What the threads flew of a chunk: rows within it, in no order.
type Parts = Vec<Vec<(usize, Result<Ended>)>>;

// Flies all rows, chunk by chunk; hands over each chunk's first row, length and parts.
fn fly(
    py: Python<'_>,
    bodies: &Bodies,
    world: &World,
    limits: Limits,
    threads: usize,
    mut take: impl FnMut(usize, usize, Parts),
) -> PyResult<()> {
    // A pool of threads takes longer to make than a few bodies to fly.
    let few = bodies.starts.len() < FEW;
    let workers = (!few).then(|| Workers::new(threads)).transpose().map_err(|e| exception(&e))?;
    let size = if limits.knots { CHUNK_KNOTS } else { CHUNK };
    for (i, starts) in bodies.starts.chunks(size).enumerate() {
        let crew = Ensemble::new(starts, world, limits).map_err(|e| exception(&e))?;
        let parts = match &workers {
            Some(workers) => watched(py, || workers.map(0..workers.threads(), |_| crew.fly()))?,
            None => vec![watched_here(py, || crew.fly())?],
        };
        take(i * size, starts.len(), parts);
    }
    Ok(())
}

/// Flies bodies to the ground (m) or for a duration (s), keeping their knots.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "keyword-only options of one call")]
#[pyo3(signature = (bodies, *, world, tolerance_m, duration_max_s, steps_max, ground_m, threads))]
pub(crate) fn fly_ensemble(
    py: Python<'_>,
    bodies: &Bodies,
    world: &PlanetWorld,
    tolerance_m: f64,
    duration_max_s: f64,
    steps_max: u32,
    ground_m: f64,
    threads: usize,
) -> PyResult<Trajectories> {
    let limits = Limits { tolerance_m, duration_max_s, steps_max, ground_m, knots: true };
    // Checks the limits even if there is no row.
    Ensemble::new(&[], &world.inner, limits).map_err(|e| exception(&e))?;
    let mut inner = batch(&world.inner);
    fly(py, bodies, &world.inner, limits, threads, |_, rows, parts| {
        append(&mut inner, in_order(parts, rows));
    })?;
    Ok(Trajectories { inner })
}

/// Flies bodies to the ground (m) or for a duration (s), keeping their ends only: a dictionary of columns `time_s`,
/// `position_ecef_m`, `velocity_ecef_m_s`, `outcome`, `steps`. A row that could not be flown is NaN.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "keyword-only options of one call")]
#[pyo3(signature = (bodies, *, world, tolerance_m, duration_max_s, steps_max, ground_m, threads))]
pub(crate) fn fly_ensemble_ends<'py>(
    py: Python<'py>,
    bodies: &Bodies,
    world: &PlanetWorld,
    tolerance_m: f64,
    duration_max_s: f64,
    steps_max: u32,
    ground_m: f64,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let limits = Limits { tolerance_m, duration_max_s, steps_max, ground_m, knots: false };
    Ensemble::new(&[], &world.inner, limits).map_err(|e| exception(&e))?;
    let n = bodies.starts.len();
    let (mut time, mut outcome, mut steps) = (vec![f64::NAN; n], vec![0u8; n], vec![0u32; n]);
    let (mut position, mut velocity) = (vec![f64::NAN; 3 * n], vec![f64::NAN; 3 * n]);
    fly(py, bodies, &world.inner, limits, threads, |first, _, parts| {
        for (row, ended) in parts.into_iter().flatten() {
            let i = first + row;
            let Ended { last, outcome: how, steps: tried, .. } = end(&ended);
            (time[i], outcome[i], steps[i]) = (last.t, how as u8, tried);
            for (to, from) in [(&mut position, last.position), (&mut velocity, last.velocity)] {
                to[3 * i..3 * i + 3].copy_from_slice(&[from.x, from.y, from.z]);
            }
        }
    })?;
    let columns = PyDict::new(py);
    columns.set_item("time_s", time.into_pyarray(py))?;
    columns.set_item("position_ecef_m", position.into_pyarray(py).reshape([n, 3])?)?;
    columns.set_item("velocity_ecef_m_s", velocity.into_pyarray(py).reshape([n, 3])?)?;
    columns.set_item("outcome", outcome.into_pyarray(py))?;
    columns.set_item("steps", steps.into_pyarray(py))?;
    Ok(columns)
}
