//! Hypersonic cruise: rocket boost, climb, powered cruise at a Mach number and altitude, unpowered dive.
//!
//! Solved for, when a destination is given: the azimuth of the launch and the moment of the dive; when the speed at the end
//! is given too, the ballistic coefficient in the dive.

use super::boosted::check_launch_speed;
use crate::earth::ellipsoid::Geodetic;
use crate::earth::world::World;
use crate::error::{check_latitude, check_range, Error, Result};
use crate::flight::flown::limits::Limits;
use crate::flight::flown::path::{Event, Flown, Outcome};
use crate::flight::forces::boost::{AscentSteering, Craft};
use crate::flight::forces::hypersonic_engine::Cruiser;
use crate::flight::phase::{Air, Left, Leg};
use crate::flight::search::lead::Lead;
use crate::math::hermite::Knot;
use crate::math::integrator::Settings;
use crate::math::vec3::Vec3;

/// Where a cruise flight is to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// A destination; its altitude is the ground there.
    Destination(Geodetic),
    /// An azimuth (clockwise from north, rad), until the fuel runs out.
    Azimuth(f64),
}

/// A flight of an air-breathing missile from launch to ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HypersonicCruiseFlight {
    /// Launch point.
    pub launch_point: Geodetic,
    /// Speed at launch (m/s), level; 0 from the ground, where it rises vertically.
    pub launch_speed_m_s: f64,
    /// The missile.
    pub cruiser: Cruiser,
    /// Depression of the dive (rad).
    pub dive_angle_rad: f64,
    /// Speed at the destination (m/s), which decides the ballistic coefficient in the dive; `None` keeps the missile's.
    pub terminal_speed_m_s: Option<f64>,
    /// Where it goes.
    pub goal: Goal,
    /// Limits to watch.
    pub limits: Limits,
}

// Events are located to 1 ns, some um of the way.
const EVENT_M: f64 = 1e-3;
// What is solved for: azimuth (rad), time of the dive (s), ballistic coefficient in it over the missile's.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub(super) azimuth_rad: f64,
    pub(super) dive_s: f64,
    pub(super) denser: f64,
}

// A flight by a choice, and the cruise and dive it had.
pub(super) struct Trial {
    pub(super) flown: Flown,
    pub(super) cruise_s: f64,
    pub(super) dive_s: f64,
}

impl HypersonicCruiseFlight {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        let right_angle = std::f64::consts::FRAC_PI_2;
        for (name, point) in [("launch_point", Some(&self.launch_point)), ("destination", self.destination().as_ref())]
        {
            let Some(point) = point else { continue };
            check_latitude(&format!("{name} latitude_rad"), point.latitude_rad, right_angle)?;
            check_range(&format!("{name} longitude_rad"), point.longitude_rad, -7.0, 7.0)?;
            check_range(&format!("{name} altitude_m"), point.altitude_m, -500.0, 20_000.0)?;
        }
        check_launch_speed(self.launch_speed_m_s)?;
        check_range("dive_angle_rad", self.dive_angle_rad, 0.0, right_angle)?;
        self.check_terminal_speed()?;
        if let Goal::Azimuth(azimuth) = self.goal {
            check_range("azimuth_rad", azimuth, -7.0, 7.0)?;
        }
        self.limits.check()?;
        self.cruiser.check()
    }

    /// The flight.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] as [`Self::check`]; [`Error::Unreachable`] when all the fuel falls short of the
    /// destination or a dive from the beginning of the cruise flies too far; [`Error::NotConverged`] as named.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        self.fly_led(world, settings, None).map(|(flown, _)| flown)
    }

    // The flight, and what led to it where that was solved for; `lead` is that of a like flight between other places.
    pub(super) fn fly_led(
        &self,
        world: &World,
        settings: &Settings,
        lead: Option<&Lead>,
    ) -> Result<(Flown, Option<Lead>)> {
        self.check()?;
        let ground_m = self.destination().map_or(0.0, |destination| destination.altitude_m);
        let air = Air { world, ground_m, settings };
        let (flown, led) = match self.goal {
            Goal::Azimuth(azimuth_rad) => {
                (self.trial(&air, Choice { azimuth_rad, dive_s: f64::INFINITY, denser: 1.0 })?.flown, None)
            }
            Goal::Destination(destination) => self.solve(&air, &destination, lead)?,
        };
        Ok((self.limits.apply(world, flown), led))
    }

    pub(super) fn destination(&self) -> Option<Geodetic> {
        match self.goal {
            Goal::Destination(destination) => Some(destination),
            Goal::Azimuth(_) => None,
        }
    }

    fn check_terminal_speed(&self) -> Result<()> {
        let Some(speed) = self.terminal_speed_m_s else { return Ok(()) };
        check_range("terminal_speed_m_s", speed, 100.0, 5_000.0)?;
        check_range("dive_angle_rad (with a terminal speed)", self.dive_angle_rad, 0.1, std::f64::consts::FRAC_PI_2)?;
        if self.destination().is_none() {
            return Err(Error::invalid("terminal_speed_m_s", speed, "left out where no destination is given"));
        }
        Ok(())
    }

    fn begin(&self, world: &World, azimuth_rad: f64) -> Knot {
        let frame = self.launch_point.enu();
        let (sin_a, cos_a) = azimuth_rad.sin_cos();
        // On the ground 1 mm/s upwards gives the path a direction.
        let velocity = if self.launch_speed_m_s > 0.0 {
            frame.to_ecef(sin_a, cos_a, 0.0) * self.launch_speed_m_s
        } else {
            frame.up * 1e-3
        };
        Knot { t: 0.0, position: world.position(self.launch_point), velocity, acceleration: Vec3::ZERO }
    }

    // A whole flight on an azimuth; the dive begins at a time, or when the fuel is out.
    pub(super) fn trial(&self, air: &Air, choice: Choice) -> Result<Trial> {
        self.trial_while(air, choice, |_| f64::INFINITY)
    }

    // As `trial`; the dive begins too where a margin falls to zero.
    pub(super) fn trial_while(&self, air: &Air, choice: Choice, margin: impl Fn(&Knot) -> f64) -> Result<Trial> {
        let (world, Choice { azimuth_rad, dive_s, denser }) = (air.world, choice);
        let mut leg = Leg::new(&self.begin(world, azimuth_rad), Some(Event::Ignition));
        let mut left = self.boost(air, azimuth_rad, &mut leg)?;
        let boosted = leg.knots().len();
        leg.mark(Event::Burnout);
        let mut cruise_s = f64::INFINITY;
        if left == Left::Event {
            left = leg.fly(
                air,
                &self.cruiser,
                |k| self.cruiser.off_station(world, k).min(margin(k)),
                Some(dive_s.min(self.cruiser.longest())),
            );
            if left == Left::Event && margin(&leg.now) > EVENT_M {
                cruise_s = leg.now.t;
                leg.mark(Event::Cruise);
                left = leg.fly(air, &self.cruiser, &margin, Some(dive_s.min(cruise_s + self.cruiser.longest())));
            }
        }
        let (used, fuel_out) = self.cruiser.fuel(world, &leg.knots()[boosted.min(leg.knots().len())..], air.settings);
        if let Some(time) = fuel_out {
            leg.cut(time);
            leg.mark(Event::FuelOut);
            left = Left::Time;
        }
        let dive_s = leg.now.t;
        let mut body = self.cruiser.body(used);
        body.ballistic_coefficient_kg_m2 *= denser;
        let mut flown = leg.dive(air, left, &body, self.dive_angle_rad);
        if fuel_out.is_some() && flown.outcome == Outcome::Impact && self.destination().is_none() {
            flown.outcome = Outcome::FuelExhausted;
        }
        Ok(Trial { flown, cruise_s: cruise_s.min(dive_s), dive_s })
    }

    // Boost along the pitch programme until the speed of the cruise or burn-out.
    fn boost(&self, air: &Air, azimuth_rad: f64, leg: &mut Leg) -> Result<Left> {
        let rocket = &self.cruiser.rocket;
        let steering = AscentSteering::of_classes(self.launch_speed_m_s > 0.0, rocket.burn_time_s, rocket.pitch_rad)?;
        let slow = |k: &Knot| self.cruiser.speed_to_gain(air.world, k);
        let frame = self.launch_point.enu();
        for (craft, until) in Craft::burning(&self.cruiser.booster()?, 0, &steering, frame, azimuth_rad) {
            match leg.fly(air, &craft, slow, Some(until)) {
                Left::Time if leg.now.t >= until - 1e-9 => {}
                left => return Ok(left),
            }
        }
        Ok(Left::Event)
    }
}
