//! Boosted flights to a destination, ballistic or with a pull-up: `DepressedFlight` of Python to that of the core.

use crate::array::rows;
use crate::flight::{run, settings, Trajectories};
use crate::world::World;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::error::Result;
use intercept_core::flight::kinds::depressed::DepressedFlight;
use intercept_core::flight::kinds::flight::Flight;
use intercept_core::flight::search::endpoints::Endpoints;
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;

/// Depressed and ballistic flights, shape (n, 22): launch point: latitude, longitude (rad), altitude (m); destination the
/// same; apogee (m), launch speed (m/s), specific impulse (s), stages, dropped share of a stage, burn time (s), largest mass
/// ratio, ballistic coefficient (kg/m^2), lift-to-drag, lateral acceleration (m/s^2), pull-up altitude (m), dive speed (m/s),
/// dive angle (rad), climb angle (rad), weave acceleration (m/s^2), weave period (s).
#[pyfunction]
#[pyo3(signature = (parameters, *, world, tolerance_m, threads))]
pub(crate) fn fly_depressed(
    py: Python<'_>,
    parameters: PyReadonlyArray2<'_, f64>,
    world: &World,
    tolerance_m: f64,
    threads: usize,
) -> PyResult<Trajectories> {
    let flights = flights(&parameters, world)?;
    run(py, threads, &flights, &world.inner, &settings(tolerance_m, None)?, None)
}

/// The flights of rows.
pub(crate) fn flights(parameters: &PyReadonlyArray2<'_, f64>, world: &World) -> PyResult<Vec<Result<Flight>>> {
    Ok(rows("parameters", parameters, 22)?
        .iter()
        .map(|r| {
            let flight = DepressedFlight {
                apogee_m: r[6],
                launch_speed_m_s: r[7],
                specific_impulse_s: r[8],
                stages: r[9],
                stage_dropped_share: r[10],
                burn_time_s: r[11],
                mass_ratio_max: r[12],
                ballistic_coefficient_kg_m2: r[13],
                lift_to_drag: r[14],
                lateral_acceleration_m_s2: r[15],
                pull_up_altitude_m: r[16],
                dive_speed_m_s: r[17],
                dive_angle_rad: r[18],
                climb_angle_rad: r[19],
                weave_acceleration_m_s2: r[20],
                weave_period_s: r[21],
            };
            let (from, to) = (Geodetic::new(r[0], r[1], r[2]), Geodetic::new(r[3], r[4], r[5]));
            Ok(Flight::Depressed(flight, Endpoints::over(&world.inner, from, to)?))
        })
        .collect())
}
