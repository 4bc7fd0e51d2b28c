//! Launch solutions: from words and numbers to the core's launch, and its figures back.

use crate::boosted::{Aerodynamics, Vehicle};
use crate::error::{exception, invalid};
use crate::flight::{settings, Trajectories};
use crate::watch::watched_here;
use crate::world::World as PlanetWorld;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::flight::flown::path;
use intercept_core::flight::kinds::launch::{Ascent, Given, Launch, Mode, Solution, Thrown};
use pyo3::prelude::*;
use pyo3::types::PyDict;

type Place = (f64, f64, f64);

/// Solves a launch: of a body (aerodynamics and mass in kg), or of a vehicle with (vertical rise in s, time of pitch-over
/// in s, carrier speed in m/s). Places are latitude, longitude (rad), altitude (m). `given` is a word and a value.
#[pyfunction]
#[pyo3(signature = (*, body, vehicle, launch_point, destination, mode, given, world, tolerance_m))]
#[allow(clippy::too_many_arguments, reason = "keyword-only options of one call")]
pub(crate) fn solve_launch<'py>(
    py: Python<'py>,
    body: Option<(PyRef<'py, Aerodynamics>, f64)>,
    vehicle: Option<(PyRef<'py, Vehicle>, (f64, f64, f64))>,
    launch_point: Place,
    destination: Place,
    mode: &str,
    given: Option<(String, f64)>,
    world: &PlanetWorld,
    tolerance_m: f64,
) -> PyResult<(Bound<'py, PyDict>, Trajectories)> {
    let thrown = match (body, vehicle) {
        (Some((body, mass_kg)), None) => Thrown::Body(body.inner.clone(), mass_kg),
        (None, Some((vehicle, (vertical_rise_s, kick_duration_s, carrier_speed_m_s)))) => {
            Thrown::Vehicle(vehicle.inner.clone(), Ascent { vertical_rise_s, kick_duration_s, carrier_speed_m_s })
        }
        _ => return Err(invalid("thrown", "neither or both", "either a vehicle or the aerodynamics of a body")),
    };
    let place = |p: Place| Geodetic::new(p.0, p.1, p.2);
    let launch = Launch {
        thrown,
        launch_point: place(launch_point),
        destination: place(destination),
        mode: mode_of(mode, given)?,
    };
    let (planet, settings) = (world.inner.clone(), settings(tolerance_m, None)?);
    let solution = watched_here(py, || launch.solve(&planet, &settings))?.map_err(|e| exception(&e))?;
    let columns = figures(py, &solution)?;
    Ok((columns, Trajectories::of(&planet, vec![path::row(Ok(solution.flown))])))
}

fn mode_of(mode: &str, given: Option<(String, f64)>) -> PyResult<Mode> {
    let given = match given {
        None => None,
        Some((word, value)) => Some(match word.as_str() {
            "speed_m_s" => Given::Speed(value),
            "energy_surplus" => Given::EnergySurplus(value),
            "flight_path_rad" => Given::FlightPath(value),
            "apogee_m" => Given::Apogee(value),
            _ => return Err(invalid("given", word, "speed_m_s, energy_surplus, flight_path_rad or apogee_m")),
        }),
    };
    match (mode, given) {
        ("minimum_energy", None) => Ok(Mode::MinimumEnergy),
        ("minimum_energy", Some(given)) => {
            let (name, value) = given.named();
            Err(invalid(name, value, "left out when mode is minimum_energy, which leaves nothing to choose"))
        }
        ("lofted", given) => Ok(Mode::Lofted(given.unwrap_or(Given::WholeBurn))),
        ("depressed", given) => Ok(Mode::Depressed(given.unwrap_or(Given::WholeBurn))),
        _ => Err(invalid("mode", mode, "minimum_energy, lofted or depressed")),
    }
}

fn figures<'py>(py: Python<'py>, s: &Solution) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    columns.set_item("azimuth_rad", s.azimuth_rad)?;
    columns.set_item("burnout_s", s.burnout_s)?;
    columns.set_item("burnout_speed_m_s", s.burnout_speed_m_s)?;
    columns.set_item("burnout_flight_path_rad", s.burnout_flight_path_rad)?;
    columns.set_item("burnout_altitude_m", s.burnout_altitude_m)?;
    columns.set_item("kick_rad", s.kick_rad)?;
    columns.set_item("apogee_m", s.apogee_m)?;
    columns.set_item("flight_time_s", s.flight_time_s)?;
    columns.set_item("miss_m", s.miss_m)?;
    Ok(columns)
}
