//! A glide from a given start: bank by a schedule, or towards a destination by the sign of the bank.

use crate::earth::ellipsoid::Geodetic;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{check_latitude, check_range, Error, Result};
use crate::flight::flown::attitude::sin_flight_path;
use crate::flight::flown::limits::Limits;
use crate::flight::flown::path::{Event, Flown, Outcome};
use crate::flight::forces::bank::BankSchedule;
use crate::flight::forces::glide_body::{GlideBody, Mode};
use crate::flight::leg::{Air, Left, Leg};
use crate::flight::search::endpoints::{not_converged, ACCEPTED, MISS_TOLERANCE_M};
use crate::flight::search::heading::{miss, place, Heading};
use crate::math::hermite::Knot;
use crate::math::integrator::Settings;
use crate::math::newton::Problem;
use crate::math::roots::bracketed;
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
pub enum Steering {
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
    pub steering: Steering,
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
        check_range("altitude_m", self.start.altitude_m.unwrap_or(0.0), 0.0, 500_000.0)?;
        check_range("speed_m_s", self.start.speed_m_s, 100.0, 11_000.0)?;
        check_range("azimuth_rad", self.start.azimuth_rad, -7.0, 7.0)?;
        check_range("flight_path_rad", self.start.flight_path_rad.unwrap_or(0.0), -1.5, 1.5)?;
        match &self.steering {
            Steering::Schedule(schedule) => schedule.check()?,
            Steering::Heading { heading, .. } => heading.check()?,
        }
        let Some(dive) = self.dive else { return Ok(()) };
        check_range("dive_altitude_m", dive.altitude_m, 0.0, 100_000.0)?;
        check_range("dive_range_m", dive.range_m, 0.0, 2e6)?;
        check_range("dive_angle_rad", dive.angle_rad, 0.0, right_angle)?;
        if dive.range_m > 0.0 && matches!(self.steering, Steering::Schedule(_)) {
            return Err(Error::invalid("dive_range_m", dive.range_m, "0 where no destination is given"));
        }
        Ok(())
    }

    /// The flight.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] as [`Self::check`] and when no equilibrium exists at the start;
    /// [`Error::Unreachable`] when a flight with a solved landing falls short of its destination, [`Error::NotConverged`]
    /// when no last leg within its bank ends there.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        self.check()?;
        let start = self.begin(world)?;
        let air = Air { world, ground_m: self.ground_m(), settings };
        let flown = match &self.steering {
            Steering::Schedule(schedule) => self.fly_schedule(&air, &start, schedule),
            Steering::Heading { heading, land: true } => land(self, heading, &air, &start)?,
            Steering::Heading { heading, land: false } => {
                let mut leg = Leg::new(&start, Event::Glide);
                let dive = |k: &Knot| self.to_dive(world, k).min(self.to_dive_range(world, heading, k));
                let left = self.steer(&air, heading, dive, &mut leg);
                self.finish(&air, left, leg)
            }
        };
        Ok(self.limits.apply(world, flown))
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
            Steering::Schedule(schedule) => schedule.at(0.0),
            Steering::Heading { .. } => 0.0,
        };
        let altitude_m = match start.altitude_m {
            Some(given) => given,
            None => self.body.equilibrium(world, place(world, &at(0.0)), level * start.speed_m_s, bank)?,
        };
        let position = place(world, &at(altitude_m));
        let glide_angle = || self.body.glide_angle(world, (position, level * start.speed_m_s), bank);
        let (sin, cos) = start.flight_path_rad.unwrap_or_else(glide_angle).sin_cos();
        let velocity = (level * cos + frame.up * sin) * start.speed_m_s;
        Ok(Knot { t: 0.0, position, velocity, acceleration: Vec3::ZERO })
    }

    fn ground_m(&self) -> f64 {
        match &self.steering {
            Steering::Schedule(_) => 0.0,
            Steering::Heading { heading, .. } => heading.destination.altitude_m,
        }
    }

    // Height above the beginning of the dive; climbing counts as not yet there.
    fn to_dive(&self, world: &World, knot: &Knot) -> f64 {
        let above =
            |dive: GlideDive| (world.altitude(knot.position) - dive.altitude_m).max(1e5 * sin_flight_path(world, knot));
        self.dive.map_or(f64::INFINITY, above)
    }

    fn to_dive_range(&self, world: &World, heading: &Heading, knot: &Knot) -> f64 {
        let range = self.dive.map_or(0.0, |dive| dive.range_m);
        heading.sight(world, knot.position, knot.velocity).distance_m - range
    }

    // Cut where the schedule bends, so that no step of the integration straddles a bend.
    fn fly_schedule(&self, air: &Air, start: &Knot, schedule: &BankSchedule) -> Flown {
        let mut leg = Leg::new(start, Event::Glide);
        let law = |t: f64, r: Vec3, v: Vec3| self.body.acceleration(air.world, (r, v), schedule.at(t), self.mode);
        loop {
            let bend = schedule.next_bend(leg.now.t);
            match leg.fly(air, law, |k| self.to_dive(air.world, k), bend) {
                Left::Time if bend.is_some() => {}
                left => return self.finish(air, left, leg),
            }
        }
    }

    // Steers towards the destination until `end` falls through zero; each reversal of the bank begins a new stretch.
    fn steer(&self, air: &Air, heading: &Heading, end: impl Fn(&Knot) -> f64, leg: &mut Leg) -> Left {
        let world = air.world;
        let sight = |k: &Knot| heading.sight(world, k.position, k.velocity);
        // Towards the destination at first.
        let mut side = if sight(&leg.now).error_rad > 0.0 { -1.0 } else { 1.0 };
        for _ in 0..REVERSALS_MAX {
            let law = |_: f64, r: Vec3, v: Vec3| {
                let size = heading.bank(world, &self.body, (r, v), heading.sight(world, r, v).distance_m);
                self.body.acceleration(world, (r, v), side * size, self.mode)
            };
            let inside = |k: &Knot| {
                let sight = sight(k);
                heading.corridor(sight.distance_m) - side * sight.error_rad
            };
            let left = leg.fly(air, law, |k| end(k).min(inside(k)), None);
            // Events are located to 1 ns, some um of the way.
            if left != Left::Event || end(&leg.now) <= 1e-3 {
                return left;
            }
            side = -side;
        }
        Left::Failed(Outcome::StepLimit)
    }

    // Ends a flight whose glide was left: on the ground, in failure, or with its dive.
    fn finish(&self, air: &Air, left: Left, leg: Leg) -> Flown {
        match (left, self.dive) {
            (Left::Ground, _) => leg.done(Outcome::Impact),
            (Left::Failed(outcome), _) => leg.done(outcome),
            (Left::Time, _) => leg.done(Outcome::Timeout),
            (Left::Event, None) => self.fall(air, leg, 0.0),
            (Left::Event, Some(dive)) => self.fall(air, leg, dive.angle_rad),
        }
    }

    // The dive from now on: lift downwards to a depression, then none.
    fn fall(&self, air: &Air, mut leg: Leg, angle_rad: f64) -> Flown {
        leg.mark(Event::Dive);
        let sine = angle_rad.sin();
        let down =
            |_: f64, r: Vec3, v: Vec3| self.body.acceleration(air.world, (r, v), std::f64::consts::PI, Mode::Free);
        let steep = |k: &Knot| sin_flight_path(air.world, k) + sine;
        let mut left = Left::Event;
        if steep(&leg.now) > 0.0 {
            left = leg.fly(air, down, steep, None);
        }
        if left == Left::Event {
            left = leg.fly(air, |_, r, v| self.body.drag_only(air.world, (r, v)), |_| f64::INFINITY, None);
        }
        match left {
            Left::Ground => leg.done(Outcome::Impact),
            Left::Failed(outcome) => leg.done(outcome),
            Left::Event | Left::Time => leg.done(Outcome::Timeout),
        }
    }
}

// How often a flight is tried, how much farther out the last leg then begins, and how much faster it is to begin.
const TRIALS_MAX: usize = 8;
const FARTHER: f64 = 1.4;
const FASTER: f64 = 1.3;

// A flight with its last leg still to be solved for.
struct Last<'a> {
    flight: &'a GlideFlight,
    heading: &'a Heading,
    air: &'a Air<'a>,
    handover: Knot,
}

// The glide from its start to its destination, its last leg solved for so that it ends there.
//
// Unknowns: the bank of the last leg, held constant, which takes out the heading error, and the moment of the dive,
// which takes out the distance. When even a dive at once would carry beyond the destination, the leg begins farther out; when
// the flight comes down before its last leg, it is to arrive there faster, and so spends less range by banking.
fn land(flight: &GlideFlight, heading: &Heading, air: &Air, start: &Knot) -> Result<Flown> {
    let sight = |k: &Knot| heading.sight(air.world, k.position, k.velocity);
    let distance_m = sight(start).distance_m;
    let mut failed: Option<Error> = None;
    let (mut handover_range_m, mut handover_speed_m_s) = (heading.handover_range_m, heading.handover_speed_m_s);
    let mut reachable_m = 0f64;
    for _ in 0..TRIALS_MAX {
        let heading = Heading { handover_range_m, handover_speed_m_s, ..*heading };
        let mut leg = Leg::new(start, Event::Glide);
        let mut left = Left::Event;
        if distance_m > handover_range_m {
            left = flight.steer(air, &heading, |k| sight(k).distance_m - handover_range_m, &mut leg);
        }
        match left {
            Left::Event => {}
            Left::Failed(outcome) => return Ok(leg.done(outcome)),
            Left::Ground | Left::Time => {
                reachable_m = reachable_m.max(distance_m - sight(&leg.now).distance_m);
                failed = Some(Error::Unreachable { wanted_m: distance_m, reachable_m });
                handover_speed_m_s *= FASTER;
                continue;
            }
        }
        let last = Last { flight, heading: &heading, air, handover: leg.now };
        match last.solve(leg) {
            Ok(flown) => return Ok(flown),
            Err(error) => failed = Some(error),
        }
        if distance_m <= handover_range_m {
            break;
        }
        handover_range_m *= FARTHER;
    }
    Err(failed.unwrap_or_else(|| not_converged("last leg of the glide", 0, f64::INFINITY, &[])))
}

impl Last<'_> {
    fn solve(&self, leg: Leg) -> Result<Flown> {
        let fresh = || Leg::new(&self.handover, Event::Glide);
        let shoot = |x: &[f64]| {
            let flown = self.leg(fresh(), x[0], x[1]);
            let last = flown.knots.last().filter(|_| flown.outcome == Outcome::Impact)?;
            // The course at the handover is the direction in which the moment of the dive moves the point of impact.
            Some(miss(self.air.world, &self.heading.destination, last.position, self.handover.velocity))
        };
        let sight = self.heading.sight(self.air.world, self.handover.position, self.handover.velocity);
        let bank_max = self.heading.bank_max_rad;
        let bank = self.first_bank(sight.distance_m, sight.error_rad).clamp(-bank_max, bank_max);
        // Twice the time at the present speed: drag takes part of it.
        let latest = 3.0 * sight.distance_m / self.handover.velocity.norm();
        let far = |delay: f64| shoot(&[bank, delay]).map_or(f64::NAN, |m| m.0);
        let at_once = far(0.0);
        if at_once > 0.0 {
            let what = "last leg of the glide (a dive at the handover overshoots)";
            return Err(not_converged(what, 1, at_once, &[("bank in rad", bank)]));
        }
        let delay = bracketed(far, 0.0, latest, 0.5);
        let problem = Problem {
            difference: &[1e-5, 1e-2],
            low: &[-bank_max, 0.0],
            high: &[bank_max, latest],
            tolerance: &[MISS_TOLERANCE_M, MISS_TOLERANCE_M],
            iterations_max: 40,
        };
        let s = problem.solve(|x| shoot(x).map(|m| vec![m.0, m.1]), &[bank, delay]);
        if s.residual <= ACCEPTED {
            return Ok(self.leg(leg, s.x[0], s.x[1]));
        }
        let miss_m = s.residual * MISS_TOLERANCE_M;
        let at = [("bank in rad", s.x[0]), ("time to the dive in s", s.x[1])];
        Err(not_converged("last leg of the glide", s.iterations, miss_m, &at))
    }

    // The bank that turns a heading error e out over a distance D: an arc of radius D/(2 sin e), flown at V^2/r = n tan(bank)
    // where lift carries n = g - V^2/R.
    fn first_bank(&self, distance_m: f64, error_rad: f64) -> f64 {
        let speed = self.handover.velocity.norm();
        let needed = (STANDARD_GRAVITY_M_S2 - speed * speed / self.handover.position.norm()).max(1.0);
        -(2.0 * error_rad.sin() * speed * speed / (distance_m * needed)).atan()
    }

    // The last leg added to a flight: constant bank for a time, then the dive.
    fn leg(&self, mut leg: Leg, bank_rad: f64, delay_s: f64) -> Flown {
        let law = |_: f64, r: Vec3, v: Vec3| {
            self.flight.body.acceleration(self.air.world, (r, v), bank_rad, self.flight.mode)
        };
        let mut left = Left::Time;
        if delay_s > 0.0 {
            left = leg.fly(self.air, law, |_| f64::INFINITY, Some(self.handover.t + delay_s));
        }
        let angle = self.flight.dive.map_or(0.0, |dive| dive.angle_rad);
        match left {
            Left::Ground => leg.done(Outcome::Impact),
            Left::Failed(outcome) => leg.done(outcome),
            Left::Event | Left::Time => self.flight.fall(self.air, leg, angle),
        }
    }
}
