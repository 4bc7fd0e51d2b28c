//! Every kind of flight under one name.

use super::boosted::Boosted;
use super::endpoints::Endpoints;
use super::glide::Glide;
use super::path::Flown;
use super::phase::{fly, Control, End, Phase};
use super::route::Route;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::math::hermite::Knot;
use crate::math::integrator::Settings;
use crate::math::vec3::Vec3;

/// A body released with a given state, flown to the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Released {
    /// Position, ECEF (m).
    pub position: Vec3,
    /// Velocity relative to the rotating Earth, ECEF (m/s).
    pub velocity: Vec3,
    /// Ballistic coefficient (kg/m^2).
    pub ballistic_coefficient_kg_m2: f64,
    /// Lift-to-drag ratio; 0 for a ballistic body.
    pub lift_to_drag: f64,
    /// Bank angle (rad).
    pub bank_rad: f64,
}

impl Released {
    /// Knots of the fall, and how it ended.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a state or parameter that is not finite or out of range.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        for (name, v) in [("position_ecef_m", self.position), ("velocity_ecef_m_s", self.velocity)] {
            if !v.is_finite() {
                return Err(Error::invalid(name, format!("{v:?}"), "finite"));
            }
        }
        check_range("position_ecef_m (distance from the centre)", self.position.norm(), 6.3e6, 5e7)?;
        check_range("velocity_ecef_m_s (speed)", self.velocity.norm(), 0.0, 11_000.0)?;
        check_range("ballistic_coefficient_kg_m2", self.ballistic_coefficient_kg_m2, 1.0, 1e9)?;
        check_range("lift_to_drag", self.lift_to_drag, 0.0, 10.0)?;
        check_range("bank_rad", self.bank_rad, -7.0, 7.0)?;
        let start = Knot { t: 0.0, position: self.position, velocity: self.velocity, acceleration: Vec3::ZERO };
        let control = Control::Unpowered {
            lift_to_drag: self.lift_to_drag,
            bank_rad: self.bank_rad,
            lift_max_m_s2: f64::INFINITY,
        };
        let phase = Phase {
            control,
            ballistic_coefficient_kg_m2: self.ballistic_coefficient_kg_m2,
            end: End::Ground,
            begins: None,
        };
        Ok(fly(world, &start, &[phase], 0.0, settings))
    }
}

/// A flight that can be computed.
#[derive(Debug, Clone, PartialEq)]
pub enum Flight {
    /// Boost, coast, re-entry, and for a lifting body pull-up and dive.
    Boosted(Boosted, Endpoints),
    /// Hypersonic glide.
    Glide(Glide, Endpoints),
    /// Cruise missile or drone.
    Route(Route),
    /// A body with a given state.
    Released(Released),
}

impl Flight {
    /// Knots of the flight, and how it ended.
    ///
    /// # Errors
    /// As the kinds of flight: invalid parameter, unreachable aimpoint, no convergence.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        match self {
            Self::Boosted(f, ends) => f.solve(world, ends, settings),
            Self::Glide(f, ends) => f.solve(world, ends, settings),
            Self::Route(f) => f.fly().map(Flown::landed),
            Self::Released(f) => f.fly(world, settings),
        }
    }
}
