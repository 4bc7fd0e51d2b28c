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
use crate::flight::search::lead::Lead;
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
    /// The flight to where it is sent, or until it ends.
    ///
    /// # Errors
    /// As [`Self::fly_led`].
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        self.fly_led(world, settings, None).map(|(flown, _)| flown)
    }

    /// What led to the flight, to lead like ones between other places; none where it is not found, or nothing is sought.
    pub fn lead(&self, world: &World, settings: &Settings) -> Option<Lead> {
        let (_, found) = self.fly_led(world, settings, None).ok()?;
        let (_, sharper) = self.fly_led(world, settings, Some(&found?.bare())).ok()?;
        sharper
    }

    /// The flight, and what led to it where that is searched for. With what led to a like flight between other places the
    /// search begins there, and takes a fraction of the time; it ends as close to the destination.
    ///
    /// # Errors
    /// As the kinds of flight: invalid parameter, unreachable destination, no convergence.
    pub fn fly_led(&self, world: &World, settings: &Settings, lead: Option<&Lead>) -> Result<(Flown, Option<Lead>)> {
        match self {
            Self::Boosted(f) => f.fly(world, settings).map(|flown| (flown, None)),
            Self::Depressed(f, ends) => f.solve_led(world, ends, settings, lead),
            Self::Glide(f) => f.fly_led(world, settings, lead),
            Self::HypersonicCruise(f) => f.fly_led(world, settings, lead),
            Self::Route(f) => f.fly(world).map(|flown| (flown, None)),
        }
    }
}
