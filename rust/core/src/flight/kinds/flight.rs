//! Every kind of flight under one name.

use super::boosted::BoostedFlight;
use super::depressed::DepressedFlight;
use super::glide::GlideFlight;
use super::hypersonic_cruise::HypersonicCruiseFlight;
use crate::earth::world::World;
use crate::error::Result;
use crate::flight::flown::path::Flown;
use crate::flight::route::plan::RouteFlight;
use crate::flight::search::endpoints::Endpoints;
use crate::math::integrator::Settings;

/// A flight that can be computed.
#[derive(Debug, Clone, PartialEq)]
pub enum Flight {
    /// A vehicle flown forward from its launch.
    Boosted(Box<BoostedFlight>),
    /// Boost, coast and re-entry to a destination, and for a lifting body pull-up and dive.
    Depressed(DepressedFlight, Endpoints),
    /// Hypersonic glide: by a bank schedule, or to a destination.
    Glide(Box<GlideFlight>),
    /// Boost, climb, powered hypersonic cruise and dive.
    HypersonicCruise(Box<HypersonicCruiseFlight>),
    /// Cruise missile or drone on a given route.
    Route(RouteFlight),
}

impl Flight {
    /// Knots of the flight, and how it ended.
    ///
    /// # Errors
    /// As the kinds of flight: invalid parameter, unreachable destination, no convergence.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        match self {
            Self::Boosted(f) => f.fly(world, settings),
            Self::Depressed(f, ends) => f.solve(world, ends, settings),
            Self::Glide(f) => f.fly(world, settings),
            Self::HypersonicCruise(f) => f.fly(world, settings),
            Self::Route(f) => f.fly(world),
        }
    }
}
