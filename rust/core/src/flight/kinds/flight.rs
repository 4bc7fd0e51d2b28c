//! Every kind of flight under one name.

use super::boosted::Boosted;
use super::glide::Glide;
use super::glide_flight::GlideFlight;
use super::hypersonic_cruise::HypersonicCruise;
use super::vehicle_flight::VehicleFlight;
use crate::earth::world::World;
use crate::error::Result;
use crate::flight::flown::path::Flown;
use crate::flight::route::plan::RoutePlan;
use crate::flight::search::endpoints::Endpoints;
use crate::math::integrator::Settings;

/// A flight that can be computed.
#[derive(Debug, Clone, PartialEq)]
pub enum Flight {
    /// Boost, coast, re-entry, and for a lifting body pull-up and dive.
    Boosted(Boosted, Endpoints),
    /// Hypersonic glide.
    Glide(Glide, Endpoints),
    /// Glide from a given start, by a bank schedule or towards a destination.
    GlideFlight(Box<GlideFlight>),
    /// Boost, climb, powered hypersonic cruise and dive.
    HypersonicCruise(Box<HypersonicCruise>),
    /// Cruise missile or drone on a planned route.
    Planned(RoutePlan),
    /// A vehicle flown forward from its launch.
    Vehicle(Box<VehicleFlight>),
}

impl Flight {
    /// Knots of the flight, and how it ended.
    ///
    /// # Errors
    /// As the kinds of flight: invalid parameter, unreachable destination, no convergence.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        match self {
            Self::Boosted(f, ends) => f.solve(world, ends, settings),
            Self::Glide(f, ends) => f.solve(world, ends, settings),
            Self::GlideFlight(f) => f.fly(world, settings),
            Self::HypersonicCruise(f) => f.fly(world, settings),
            Self::Planned(f) => f.fly(world),
            Self::Vehicle(f) => f.fly(world, settings),
        }
    }
}
