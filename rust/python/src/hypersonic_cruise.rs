//! Hypersonic cruises: `HypersonicCruiseFlight` of Python to that of the core.

use crate::flight::{run, settings, Trajectories};
use crate::world::World as PlanetWorld;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::flight::flown::limits::Limits;
use intercept_core::flight::forces::hypersonic_engine::{Cruiser, Rocket};
use intercept_core::flight::kinds::flight::Flight;
use intercept_core::flight::kinds::hypersonic_cruise::{Goal, HypersonicCruiseFlight};
use pyo3::prelude::*;

/// The attributes of `intercept.flights.HypersonicCruiseFlight` that fly.
#[derive(FromPyObject)]
pub(crate) struct CruiseRow {
    launch_point: (f64, f64, f64),
    destination: Option<(f64, f64, f64)>,
    azimuth_rad: Option<f64>,
    launch_speed_m_s: f64,
    boost_specific_impulse_s: f64,
    boost_time_s: f64,
    boost_mass_ratio: f64,
    boost_pitch_rad: f64,
    mach: f64,
    cruise_altitude_m: f64,
    lift_to_drag: f64,
    specific_impulse_s: f64,
    thrust_max_m_s2: f64,
    fuel_share: f64,
    ballistic_coefficient_kg_m2: f64,
    lateral_acceleration_max_m_s2: f64,
    dive_angle_rad: f64,
    terminal_speed_m_s: Option<f64>,
    heat_rate_max_w_m2: f64,
    dynamic_pressure_max_pa: f64,
    load_factor_max: f64,
    nose_radius_m: f64,
    stop_at_limit: bool,
}

impl CruiseRow {
    pub(crate) fn flight(&self) -> Flight {
        let point = |(latitude, longitude, altitude)| Geodetic::new(latitude, longitude, altitude);
        let rocket = Rocket {
            specific_impulse_s: self.boost_specific_impulse_s,
            burn_time_s: self.boost_time_s,
            mass_ratio: self.boost_mass_ratio,
            pitch_rad: self.boost_pitch_rad,
        };
        let cruiser = Cruiser {
            rocket,
            mach: self.mach,
            altitude_m: self.cruise_altitude_m,
            lift_to_drag: self.lift_to_drag,
            specific_impulse_s: self.specific_impulse_s,
            thrust_max_m_s2: self.thrust_max_m_s2,
            fuel_share: self.fuel_share,
            ballistic_coefficient_kg_m2: self.ballistic_coefficient_kg_m2,
            lift_max_m_s2: self.lateral_acceleration_max_m_s2,
        };
        Flight::HypersonicCruise(Box::new(HypersonicCruiseFlight {
            launch_point: point(self.launch_point),
            launch_speed_m_s: self.launch_speed_m_s,
            cruiser,
            dive_angle_rad: self.dive_angle_rad,
            terminal_speed_m_s: self.terminal_speed_m_s,
            // Neither is refused where the flight is made; a NaN is out of range.
            goal: self
                .destination
                .map_or(Goal::Azimuth(self.azimuth_rad.unwrap_or(f64::NAN)), |place| Goal::Destination(point(place))),
            limits: Limits {
                heat_rate_w_m2: self.heat_rate_max_w_m2,
                dynamic_pressure_pa: self.dynamic_pressure_max_pa,
                load_factor: self.load_factor_max,
                nose_radius_m: self.nose_radius_m,
                stop: self.stop_at_limit,
            },
        }))
    }
}

/// Hypersonic cruises with the attributes of `intercept.flights.HypersonicCruiseFlight`.
#[pyfunction]
#[pyo3(signature = (flights, *, world, tolerance_m, threads))]
pub(crate) fn fly_hypersonic_cruise(
    py: Python<'_>,
    flights: Vec<CruiseRow>,
    world: &PlanetWorld,
    tolerance_m: f64,
    threads: usize,
) -> PyResult<Trajectories> {
    let flights: Vec<_> = flights.iter().map(|row| Ok(row.flight())).collect();
    run(py, threads, &flights, &world.inner, &settings(tolerance_m, None)?, None)
}
