//! The stepper of every flight in phases: one [`Body`] after another, each until its event, its time or the ground, with
//! dense output throughout.
//!
//! Point mass, Earth-fixed: r'' = `g_apparent(r`, v) + drag + lift + thrust. Left out: attitude dynamics.

use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::flight::flown::attitude::{sin_flight_path, stays, TOUCH_M};
use crate::flight::flown::limits::cut;
use crate::flight::flown::path::{Event, Flown, Mark, Outcome};
use crate::flight::forces::body::Body;
use crate::flight::forces::boost::{Craft, Lift};
use crate::flight::forces::glide_body::GlideBody;
use crate::flight::horizon::{horizon, CARRIED_S, FREE_S};
use crate::math::hermite::Knot;
use crate::math::integrator::{integrate, Course, Settings, Stop};
use crate::math::vec3::Vec3;

/// What all stretches of a flight share.
pub(crate) struct Air<'a> {
    pub(crate) world: &'a World,
    /// Altitude of the ground (m).
    pub(crate) ground_m: f64,
    pub(crate) settings: &'a Settings,
}

/// Why a stretch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// Its margin fell through zero.
    Event,
    /// Its time came, or that of the whole flight.
    Time,
    /// On the ground.
    Ground,
    /// It could not be computed.
    Failed(Outcome),
}

/// A flight so far.
#[derive(Clone)]
pub(crate) struct Leg {
    /// The state now.
    pub(crate) now: Knot,
    flown: Flown,
}

impl Leg {
    /// A flight that begins, with what that marks.
    pub(crate) fn new(start: &Knot, event: Option<Event>) -> Self {
        let marks = event.map(|event| Mark { time_s: start.t, event }).into_iter().collect();
        Self { now: *start, flown: Flown { knots: Vec::with_capacity(128), marks, outcome: Outcome::Timeout } }
    }

    /// Marks what happens now.
    pub(crate) fn mark(&mut self, event: Event) {
        self.flown.marks.push(Mark { time_s: self.now.t, event });
    }

    /// The knots so far.
    pub(crate) fn knots(&self) -> &[Knot] {
        &self.flown.knots
    }

    /// Flies a body until a margin falls to zero, or to a time, or the ground. Ends of stretches are two knots at one time:
    /// acceleration jumps there.
    pub(crate) fn fly(
        &mut self,
        air: &Air,
        body: &impl Body,
        margin: impl Fn(&Knot) -> f64,
        until_s: Option<f64>,
    ) -> Left {
        // What holds already is over before it begins; it would hide the ground.
        if margin(&self.now) <= 0.0 {
            return Left::Event;
        }
        let mut settings = *air.settings;
        let end = until_s.unwrap_or(f64::INFINITY).min(settings.duration_max_s);
        settings.duration_max_s = end - self.now.t;
        if settings.duration_max_s <= 0.0 {
            return Left::Time;
        }
        let law = |t: f64, r: Vec3, v: Vec3| body.acceleration(air.world, t, (r, v));
        let height = |k: &Knot| air.world.altitude(k.position) - air.ground_m;
        // On the ground, or that little below it which rounding may do.
        if (-TOUCH_M..=0.0).contains(&height(&self.now)) {
            let acceleration = law(self.now.t, self.now.position, self.now.velocity);
            self.now = Knot { acceleration, ..self.now };
            if stays(air.world, &self.now) {
                self.flown.knots.push(self.now);
                return Left::Ground;
            }
        }
        let altitude = |r: Vec3| air.world.altitude_for_forces(r);
        let least_s = if body.is_carried() { CARRIED_S } else { FREE_S };
        let climb_m_s = |k: &Knot| air.world.up(k.position).dot(k.velocity);
        let horizon_s = |k: &Knot| horizon(altitude(k.position) - air.ground_m, climb_m_s(k), least_s);
        let edges_m = air.world.air.kinks_m();
        let course = Course { height: &altitude, edges_m, climb_m_s: &climb_m_s, horizon_s: &horizon_s };
        let event = |k: &Knot| height(k).min(margin(k));
        let stop = integrate(law, event, &course, &self.now, &settings, &mut self.flown.knots);
        self.now = self.flown.knots[self.flown.knots.len() - 1];
        match stop {
            Stop::NonFinite => Left::Failed(Outcome::NonFinite),
            Stop::StepLimit => Left::Failed(Outcome::StepLimit),
            Stop::Timeout => Left::Time,
            Stop::Event if height(&self.now) <= TOUCH_M && sin_flight_path(air.world, &self.now) < 0.0 => Left::Ground,
            Stop::Event => Left::Event,
        }
    }

    /// Ends a flight whose last stretch was left: on the ground, in failure, or with a dive by a body to an angle (rad).
    pub(crate) fn dive(mut self, air: &Air, left: Left, body: &GlideBody, angle_rad: f64) -> Flown {
        match left {
            Left::Ground => self.done(Outcome::Impact),
            Left::Failed(outcome) => self.done(outcome),
            Left::Event | Left::Time => {
                self.mark(Event::Dive);
                self.run(air, &dive(|lift| body.craft(lift), body.lift_max_m_s2, angle_rad))
            }
        }
    }

    /// Flies phases one after another until the flight ends. The knots of all phases follow each other; a change of phase
    /// is two knots at one time.
    fn run(mut self, air: &Air, phases: &[Phase]) -> Flown {
        for phase in phases {
            let margin = |k: &Knot| margin(air.world, phase.end, k);
            // A phase whose end condition holds already is over before it begins.
            if margin(&self.now) <= 0.0 {
                continue;
            }
            if let Some(event) = phase.begins {
                self.mark(event);
            }
            let until = if let End::Time(t) = phase.end { Some(t) } else { None };
            let outcome = match self.fly(air, &phase.craft, margin, until) {
                Left::Ground => Outcome::Impact,
                Left::Failed(outcome) => outcome,
                Left::Time if until.is_none() => Outcome::Timeout,
                Left::Event | Left::Time => continue,
            };
            return self.done(outcome);
        }
        self.done(Outcome::Timeout)
    }

    /// Cuts the flight at an earlier time.
    pub(crate) fn cut(&mut self, time_s: f64) {
        cut(&mut self.flown.knots, &mut self.flown.marks, time_s);
        if let Some(&last) = self.flown.knots.last() {
            self.now = last;
        }
    }

    /// The flight with its outcome.
    pub(crate) fn done(mut self, outcome: Outcome) -> Flown {
        self.flown.outcome = outcome;
        self.flown
    }
}

/// What ends a phase. The ground ends every phase, and the flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// Time of flight (s).
    Time(f64),
    /// Descending, and altitude below this (m).
    AltitudeBelow(f64),
    /// Flight-path angle falls below this (rad).
    FlightPathBelow(f64),
    /// Energy per mass, v^2/2 + g0 h, falls below this (m^2/s^2). In unpowered flight drag only ever lowers it.
    EnergyBelow(f64),
    /// Only the ground.
    Ground,
}

/// One phase of a flight of a vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// What flies, and so its forces.
    pub craft: Craft,
    /// End condition.
    pub end: End,
    /// What its beginning marks.
    pub begins: Option<Event>,
}

/// Flies phases from `start` to the ground at an altitude (m).
pub fn fly(world: &World, start: &Knot, phases: &[Phase], ground_m: f64, settings: &Settings) -> Flown {
    Leg::new(start, None).run(&Air { world, ground_m, settings }, phases)
}

/// A dive: lift (m/s^2 at most) points down until the path does by an angle (rad), and is none from there on.
pub(crate) fn dive(craft: impl Fn(Lift) -> Craft, lift_max_m_s2: f64, angle_rad: f64) -> [Phase; 2] {
    [
        Phase { craft: craft(Lift::Down(lift_max_m_s2)), end: End::FlightPathBelow(-angle_rad), begins: None },
        Phase { craft: craft(Lift::Zero), end: End::Ground, begins: None },
    ]
}

// How far a phase is from its end: positive before, zero or less when it is over. Only the sign counts.
fn margin(world: &World, end: End, knot: &Knot) -> f64 {
    match end {
        End::Time(t) if t <= knot.t => 0.0,
        End::Time(_) | End::Ground => f64::INFINITY,
        // Climbing counts as not yet over, whatever the altitude.
        End::AltitudeBelow(limit) => (world.altitude(knot.position) - limit).max(1e5 * sin_flight_path(world, knot)),
        End::FlightPathBelow(limit) => sin_flight_path(world, knot) - limit.sin(),
        End::EnergyBelow(limit) => {
            0.5 * knot.velocity.dot(knot.velocity) + STANDARD_GRAVITY_M_S2 * world.altitude(knot.position) - limit
        }
    }
}
