//! A glide from a given start: bank by a schedule, or towards a destination by the sign of the bank.

use crate::earth::ellipsoid::Geodetic;
use crate::earth::world::World;
use crate::error::{check_latitude, check_range, Error, Result};
use crate::flight::flown::attitude::sin_flight_path;
use crate::flight::flown::limits::Limits;
use crate::flight::flown::path::{Event, Flown, Outcome};
use crate::flight::forces::bank::BankSchedule;
use crate::flight::forces::body::Body;
use crate::flight::forces::glide_body::{Banked, GlideBody, Mode};
use crate::flight::phase::{Air, Left, Leg};
use crate::flight::search::heading::Heading;
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;

/// Where and how a glide begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlideStart {
    /// Latitude (rad).
    pub latitude_rad: f64,
    /// Longitude (rad).
    pub longitude_rad: f64,
    /// Altitude (m); that of the equilibrium glide unless given.
    pub altitude_m: Option<f64>,
    /// Speed (m/s).
    pub speed_m_s: f64,
    /// Course, clockwise from north (rad).
    pub azimuth_rad: f64,
    /// Flight-path angle (rad); that of the quasi-equilibrium glide unless given.
    pub flight_path_rad: Option<f64>,
}

/// What decides the bank.
#[derive(Debug, Clone, PartialEq)]
pub enum BankControl {
    /// A schedule over time.
    Schedule(BankSchedule),
    /// The destination. With `land`, the bank of the last leg and the moment of the dive are solved for, so that the flight
    /// ends on it; without, it comes down where it does.
    Heading {
        /// How it is steered.
        heading: Heading,
        /// Whether the landing is solved for.
        land: bool,
    },
    /// No bank: the azimuth and the speed of the start, of which the one given is the least, are solved for so that the
    /// flight ends at a destination. So fly the generic classes.
    Start {
        /// Destination; its altitude is the ground there.
        destination: Geodetic,
        /// Greatest speed at the start (m/s).
        speed_max_m_s: f64,
    },
}

/// A terminal dive: lift downwards to an angle, then a fall without lift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlideDive {
    /// Begins below this altitude (m).
    pub altitude_m: f64,
    /// Begins closer to the destination than this (m); needs steering by heading.
    pub range_m: f64,
    /// Depression at which lift ends (rad).
    pub angle_rad: f64,
}

impl GlideDive {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        check_range("dive_altitude_m", self.altitude_m, 0.0, 100_000.0)?;
        check_range("dive_range_m", self.range_m, 0.0, 2e6)?;
        check_range("dive_angle_rad", self.angle_rad, 0.0, std::f64::consts::FRAC_PI_2)
    }
}

/// A glide from start to ground.
#[derive(Debug, Clone, PartialEq)]
pub struct GlideFlight {
    /// The body.
    pub body: GlideBody,
    /// How its lift is commanded.
    pub mode: Mode,
    /// The start.
    pub start: GlideStart,
    /// What decides the bank.
    pub steering: BankControl,
    /// The dive; none glides to the ground.
    pub dive: Option<GlideDive>,
    /// Limits to watch.
    pub limits: Limits,
}

/// Most reversals of the bank in one flight: far more than any flight needs.
const REVERSALS_MAX: usize = 200;

impl GlideFlight {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        self.body.check()?;
        self.limits.check()?;
        let right_angle = std::f64::consts::FRAC_PI_2;
        check_latitude("latitude_rad", self.start.latitude_rad, right_angle)?;
        check_range("longitude_rad", self.start.longitude_rad, -7.0, 7.0)?;
        // Of what begins below its ground no one could say when it lands.
        let lowest_m = self.ground_m().min(0.0);
        check_range("altitude_m", self.start.altitude_m.unwrap_or(0.0), lowest_m, 500_000.0)?;
        check_range("speed_m_s", self.start.speed_m_s, 100.0, 11_000.0)?;
        check_range("azimuth_rad", self.start.azimuth_rad, -7.0, 7.0)?;
        check_range("flight_path_rad", self.start.flight_path_rad.unwrap_or(0.0), -1.5, 1.5)?;
        match &self.steering {
            BankControl::Schedule(schedule) => schedule.check()?,
            BankControl::Heading { heading, .. } => heading.check()?,
            // The search checks it with the distance.
            BankControl::Start { .. } => {}
        }
        let Some(dive) = self.dive else { return Ok(()) };
        dive.check()?;
        if dive.range_m > 0.0 && !matches!(self.steering, BankControl::Heading { .. }) {
            return Err(Error::invalid(
                "dive_range_m",
                dive.range_m,
                "0 where no bank is steered towards a destination",
            ));
        }
        Ok(())
    }

    /// The state at the start.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] when the body cannot fly in equilibrium at its speed and no altitude is given.
    pub fn begin(&self, world: &World) -> Result<Knot> {
        let start = &self.start;
        let at = |altitude_m| Geodetic::new(start.latitude_rad, start.longitude_rad, altitude_m);
        let frame = at(0.0).enu();
        let (sin_a, cos_a) = start.azimuth_rad.sin_cos();
        let level = frame.to_ecef(sin_a, cos_a, 0.0);
        let bank = match &self.steering {
            BankControl::Schedule(schedule) => schedule.at(0.0),
            BankControl::Heading { .. } | BankControl::Start { .. } => 0.0,
        };
        let altitude_m = match start.altitude_m {
            Some(given) => given,
            None => self.body.equilibrium(world, world.position(at(0.0)), level * start.speed_m_s, bank)?,
        };
        let position = world.position(at(altitude_m));
        let glide_angle = || self.body.glide_angle(world, (position, level * start.speed_m_s), bank);
        let (sin, cos) = start.flight_path_rad.unwrap_or_else(glide_angle).sin_cos();
        let velocity = (level * cos + frame.up * sin) * start.speed_m_s;
        Ok(Knot { t: 0.0, position, velocity, acceleration: Vec3::ZERO })
    }

    /// Altitude of the ground at its end (m).
    pub(super) fn ground_m(&self) -> f64 {
        match &self.steering {
            BankControl::Schedule(_) => 0.0,
            BankControl::Heading { heading, .. } => heading.destination.altitude_m,
            BankControl::Start { destination, .. } => destination.altitude_m,
        }
    }

    /// Height above the beginning of the dive; climbing counts as not yet there.
    pub(super) fn to_dive(&self, world: &World, knot: &Knot) -> f64 {
        let above =
            |dive: GlideDive| (world.altitude(knot.position) - dive.altitude_m).max(1e5 * sin_flight_path(world, knot));
        self.dive.map_or(f64::INFINITY, above)
    }

    /// Distance to where the dive begins (m).
    pub(super) fn to_dive_range(&self, world: &World, heading: &Heading, knot: &Knot) -> f64 {
        let range = self.dive.map_or(0.0, |dive| dive.range_m);
        heading.sight(world, knot.position, knot.velocity).distance_m - range
    }

    /// Flies a bank schedule: cut where it bends, so that no step of the integration straddles a bend.
    pub(super) fn fly_schedule(&self, air: &Air, start: &Knot, schedule: &BankSchedule) -> Flown {
        let mut leg = Leg::new(start, Some(Event::Glide));
        let banked = self.banked(schedule);
        loop {
            let bend = schedule.next_bend(leg.now.t);
            match leg.fly(air, &banked, |k| self.to_dive(air.world, k), bend) {
                Left::Time if bend.is_some() => {}
                left => return self.finish(air, left, leg),
            }
        }
    }

    /// Steers towards the destination until `end` falls through zero; each reversal of the bank begins a new stretch.
    pub(super) fn steer(&self, air: &Air, heading: &Heading, end: impl Fn(&Knot) -> f64, leg: &mut Leg) -> Left {
        let world = air.world;
        let sight = |k: &Knot| heading.sight(world, k.position, k.velocity);
        // Towards the destination at first.
        let mut side = if sight(&leg.now).error_rad > 0.0 { -1.0 } else { 1.0 };
        for _ in 0..REVERSALS_MAX {
            let steered = Steered { flight: self, heading, side };
            let inside = |k: &Knot| {
                let sight = sight(k);
                heading.corridor(sight.distance_m) - side * sight.error_rad
            };
            let left = leg.fly(air, &steered, |k| end(k).min(inside(k)), None);
            // Events are located to 1 ns, some um of the way.
            if left != Left::Event || end(&leg.now) <= 1e-3 {
                return left;
            }
            side = -side;
        }
        Left::Failed(Outcome::StepLimit)
    }

    /// Ends a flight whose glide was left: on the ground, in failure, or with its dive.
    pub(super) fn finish(&self, air: &Air, left: Left, leg: Leg) -> Flown {
        match left {
            Left::Time => leg.done(Outcome::Timeout),
            other => leg.dive(air, other, &self.body, self.dive.map_or(0.0, |dive| dive.angle_rad)),
        }
    }

    /// The body banked over time.
    pub(super) const fn banked<'a>(&'a self, bank: &'a BankSchedule) -> Banked<'a> {
        Banked { body: &self.body, mode: self.mode, bank }
    }
}

// The body of a glide banked to one side, by as much as its range in hand is more than its distance to go.
struct Steered<'a> {
    flight: &'a GlideFlight,
    heading: &'a Heading,
    side: f64,
}

impl Body for Steered<'_> {
    fn acceleration(&self, world: &World, _: f64, (r, v): (Vec3, Vec3)) -> Vec3 {
        let body = &self.flight.body;
        let size = self.heading.bank(world, body, (r, v), self.heading.sight(world, r, v).distance_m);
        body.acceleration(world, (r, v), self.side * size, self.flight.mode)
    }

    fn is_carried(&self) -> bool {
        true
    }
}
