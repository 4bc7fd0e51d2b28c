//! Flight stretch by stretch under laws of control: each begins where the one before ended.

use crate::earth::world::World;
use crate::flight::flown::attitude::sin_flight_path;
use crate::flight::flown::limits::cut;
use crate::flight::flown::path::{Event, Flown, Mark, Outcome};
use crate::flight::forces::glide_body::{GlideBody, Mode};
use crate::math::hermite::Knot;
use crate::math::integrator::{integrate, Layers, Settings, Stop};
use crate::math::vec3::Vec3;
use std::f64::consts::PI;

/// What all stretches of a flight share.
pub(super) struct Air<'a> {
    pub(super) world: &'a World,
    /// Altitude of the ground (m).
    pub(super) ground_m: f64,
    pub(super) settings: &'a Settings,
}

/// Why a stretch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
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
pub(super) struct Leg {
    /// The state now.
    pub(super) now: Knot,
    flown: Flown,
}

impl Leg {
    /// A flight that begins, with what that marks.
    pub(super) fn new(start: &Knot, event: Event) -> Self {
        let marks = vec![Mark { time_s: start.t, event }];
        Self { now: *start, flown: Flown { knots: Vec::with_capacity(128), marks, outcome: Outcome::Timeout } }
    }

    /// Marks what happens now.
    pub(super) fn mark(&mut self, event: Event) {
        self.flown.marks.push(Mark { time_s: self.now.t, event });
    }

    /// The knots so far.
    pub(super) fn knots(&self) -> &[Knot] {
        &self.flown.knots
    }

    /// Flies under a law until a margin falls to zero, or to a time, or the ground. Ends of stretches are two knots at
    /// one time: acceleration jumps there.
    pub(super) fn fly(
        &mut self,
        air: &Air,
        law: impl Fn(f64, Vec3, Vec3) -> Vec3,
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
        let height = |k: &Knot| air.world.altitude(k.position) - air.ground_m;
        let layers = Layers { height: &|r| air.world.altitude(r), edges_m: air.world.air.kinks_m() };
        let event = |k: &Knot| height(k).min(margin(k));
        let stop = integrate(law, event, &layers, &self.now, &settings, &mut self.flown.knots);
        self.now = self.flown.knots[self.flown.knots.len() - 1];
        match stop {
            Stop::NonFinite => Left::Failed(Outcome::NonFinite),
            Stop::StepLimit => Left::Failed(Outcome::StepLimit),
            Stop::Timeout => Left::Time,
            Stop::Event if height(&self.now) <= 1e-3 && sin_flight_path(air.world, &self.now) < 0.0 => Left::Ground,
            Stop::Event => Left::Event,
        }
    }

    /// Ends a flight whose last stretch was left: on the ground, in failure, or with a dive by a body, in which lift points
    /// down until the path does by an angle (rad), and is none from there on.
    pub(super) fn dive(mut self, air: &Air, left: Left, body: &GlideBody, angle_rad: f64) -> Flown {
        let mut left = left;
        if matches!(left, Left::Event | Left::Time) {
            self.mark(Event::Dive);
            let down = |_: f64, r: Vec3, v: Vec3| body.acceleration(air.world, (r, v), PI, Mode::Free);
            let steep = |k: &Knot| sin_flight_path(air.world, k) + angle_rad.sin();
            left = self.fly(air, down, steep, None);
            if left == Left::Event {
                left = self.fly(air, |_, r, v| body.drag_only(air.world, (r, v)), |_| f64::INFINITY, None);
            }
        }
        self.done(match left {
            Left::Ground => Outcome::Impact,
            Left::Failed(outcome) => outcome,
            Left::Event | Left::Time => Outcome::Timeout,
        })
    }

    /// Cuts the flight at an earlier time.
    pub(super) fn cut(&mut self, time_s: f64) {
        cut(&mut self.flown.knots, &mut self.flown.marks, time_s);
        if let Some(&last) = self.flown.knots.last() {
            self.now = last;
        }
    }

    /// The flight with its outcome.
    pub(super) fn done(mut self, outcome: Outcome) -> Flown {
        self.flown.outcome = outcome;
        self.flown
    }
}
