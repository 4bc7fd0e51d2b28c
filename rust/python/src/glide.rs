//! Glides by bank schedule or towards a destination: `GlideFlight` of Python to that of the core.

use crate::flight::{run, settings, Trajectories};
use crate::world::World as PlanetWorld;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::error::Result;
use intercept_core::flight::flown::limits::Limits;
use intercept_core::flight::forces::bank::{BankSchedule, LiftToDrag};
use intercept_core::flight::forces::glide_body::{GlideBody, Mode};
use intercept_core::flight::kinds::flight::Flight;
use intercept_core::flight::kinds::glide::{BankControl, GlideDive, GlideFlight, GlideStart};
use intercept_core::flight::search::heading::Heading;
use pyo3::prelude::*;

/// The attributes of `intercept.flights.GlideFlight` that fly.
#[derive(FromPyObject)]
pub(crate) struct GlideRow {
    latitude_rad: f64,
    longitude_rad: f64,
    altitude_m: Option<f64>,
    speed_m_s: f64,
    azimuth_rad: f64,
    flight_path_rad: Option<f64>,
    ballistic_coefficient_kg_m2: f64,
    lift_to_drag: Vec<f64>,
    lift_to_drag_mach: Option<Vec<f64>>,
    lift_to_drag_speed_m_s: Option<Vec<f64>>,
    lateral_acceleration_max_m_s2: f64,
    mode: String,
    bank: (Vec<f64>, Vec<f64>),
    destination: Option<(f64, f64, f64)>,
    land: bool,
    speed_max_m_s: Option<f64>,
    corridor_near_rad: f64,
    corridor_far_rad: f64,
    corridor_range_m: f64,
    bank_min_rad: f64,
    bank_max_rad: f64,
    handover_range_m: f64,
    handover_speed_m_s: f64,
    dive_altitude_m: f64,
    dive_range_m: f64,
    dive_angle_rad: f64,
    heat_rate_max_w_m2: f64,
    dynamic_pressure_max_pa: f64,
    load_factor_max: f64,
    nose_radius_m: f64,
    stop_at_limit: bool,
}

impl GlideRow {
    fn lift_to_drag(&self) -> LiftToDrag {
        let ratio = self.lift_to_drag.clone();
        match (&self.lift_to_drag_mach, &self.lift_to_drag_speed_m_s) {
            (Some(mach), _) => LiftToDrag::ByMach { mach: mach.clone(), ratio },
            (None, Some(speed)) => LiftToDrag::BySpeed { speed_m_s: speed.clone(), ratio },
            (None, None) => LiftToDrag::Constant(ratio.first().copied().unwrap_or(f64::NAN)),
        }
    }

    fn heading(&self) -> Heading {
        let (latitude, longitude, altitude) = self.destination.unwrap_or_default();
        Heading {
            destination: Geodetic::new(latitude, longitude, altitude),
            corridor_near_rad: self.corridor_near_rad,
            corridor_far_rad: self.corridor_far_rad,
            corridor_range_m: self.corridor_range_m,
            bank_min_rad: self.bank_min_rad,
            bank_max_rad: self.bank_max_rad,
            handover_range_m: self.handover_range_m,
            handover_speed_m_s: self.handover_speed_m_s,
        }
    }

    const fn dive(&self) -> GlideDive {
        GlideDive { altitude_m: self.dive_altitude_m, range_m: self.dive_range_m, angle_rad: self.dive_angle_rad }
    }

    fn steering(&self, heading: Heading) -> BankControl {
        if self.destination.is_none() {
            let (times_s, bank_rad) = self.bank.clone();
            return BankControl::Schedule(BankSchedule { times_s, bank_rad });
        }
        match self.speed_max_m_s {
            Some(speed_max_m_s) => BankControl::Start { destination: heading.destination, speed_max_m_s },
            None => BankControl::Heading { heading, land: self.land },
        }
    }

    // What a flight has no use for, the steering of one without a destination say, is in its range all the same.
    pub(crate) fn flight(&self) -> Result<Flight> {
        let (heading, dive) = (self.heading(), self.dive());
        heading.check()?;
        dive.check()?;
        let start = GlideStart {
            latitude_rad: self.latitude_rad,
            longitude_rad: self.longitude_rad,
            altitude_m: self.altitude_m,
            speed_m_s: self.speed_m_s,
            azimuth_rad: self.azimuth_rad,
            flight_path_rad: self.flight_path_rad,
        };
        let body = GlideBody {
            lift_to_drag: self.lift_to_drag(),
            ballistic_coefficient_kg_m2: self.ballistic_coefficient_kg_m2,
            lift_max_m_s2: self.lateral_acceleration_max_m_s2,
        };
        // Without a height or a distance at which it begins there is no dive; a solved landing has its own.
        let dives =
            self.dive_altitude_m != 0.0 || self.dive_range_m != 0.0 || (self.destination.is_some() && self.land);
        Ok(Flight::Glide(Box::new(GlideFlight {
            body,
            mode: if self.mode == "free" { Mode::Free } else { Mode::Damped },
            start,
            steering: self.steering(heading),
            dive: dives.then_some(dive),
            limits: Limits {
                heat_rate_w_m2: self.heat_rate_max_w_m2,
                dynamic_pressure_pa: self.dynamic_pressure_max_pa,
                load_factor: self.load_factor_max,
                nose_radius_m: self.nose_radius_m,
                stop: self.stop_at_limit,
            },
        })))
    }
}

/// Glides with the attributes of `intercept.flights.GlideFlight`.
#[pyfunction]
#[pyo3(signature = (flights, *, world, tolerance_m, threads))]
pub(crate) fn fly_glide(
    py: Python<'_>,
    flights: Vec<GlideRow>,
    world: &PlanetWorld,
    tolerance_m: f64,
    threads: usize,
) -> PyResult<Trajectories> {
    let flights: Vec<_> = flights.iter().map(GlideRow::flight).collect();
    run(py, threads, &flights, &world.inner, &settings(tolerance_m, None)?, None)
}
