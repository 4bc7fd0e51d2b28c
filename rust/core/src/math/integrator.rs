//! Adaptive integration of a point's motion, with dense output and one terminal event.
//!
//! Steps (`step.rs`) of Dormand and Prince's method of order 5, with an embedded error of order 4. Each accepted step
//! leaves a knot of position, velocity and acceleration, so that the motion between is read by quintic Hermite
//! interpolation, on which the event is located too.

use super::hermite::{self, Knot};
use super::method::DORMAND_PRINCE_5;
use super::roots;
use super::step::{self, Forces};
use super::vec3::Vec3;
use crate::watch::breathe;

/// How closely to integrate, and when to give up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Error allowed per step (m), of position and of velocity times the time for which an error of it acts.
    pub tolerance_m: f64,
    /// Longest step (s).
    pub step_max_s: f64,
    /// Longest duration of the whole integration (s).
    pub duration_max_s: f64,
    /// Largest number of steps, accepted or not.
    pub steps_max: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { tolerance_m: 1e-4, step_max_s: 30.0, duration_max_s: 36_000.0, steps_max: 100_000 }
    }
}

/// Why an integration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The event function fell through zero.
    Event,
    /// The duration ran out.
    Timeout,
    /// The number of steps ran out.
    StepLimit,
    /// The state or its derivative is not finite.
    NonFinite,
}

/// What an integration is told of where its motion goes: the altitudes at which the forces have a kink, how fast it climbs,
/// and how long an error acts. Steps end at kinks: the estimate of the error does not see one inside.
#[derive(Clone, Copy)]
pub struct Course<'a> {
    /// Altitude of a position (m).
    pub height: &'a dyn Fn(Vec3) -> f64,
    /// The altitudes (m), ascending.
    pub edges_m: &'a [f64],
    /// Rate of altitude at a knot (m/s): where it turns upwards within a step, the event is looked for at the lowest point.
    pub climb_m_s: &'a dyn Fn(&Knot) -> f64,
    /// How long an error of velocity acts (s) from a knot on.
    pub horizon_s: &'a dyn Fn(&Knot) -> f64,
}

impl Course<'_> {
    /// No kinks, no altitude, and an error of velocity weighs what one of position does.
    pub const PLAIN: Self = Course { height: &|_| 0.0, edges_m: &[], climb_m_s: &|_| 0.0, horizon_s: &|_| 1.0 };

    // Number of edges at or below a position.
    fn index(&self, position: Vec3) -> usize {
        let height = (self.height)(position);
        self.edges_m.partition_point(|&edge| edge <= height)
    }

    // The edge that a step crosses first, and the layer beyond it.
    fn crossed(&self, layer: usize, next: Vec3) -> Option<(f64, usize)> {
        let height = (self.height)(next);
        if layer > 0 && height < self.edges_m[layer - 1] - EDGE_M {
            return Some((self.edges_m[layer - 1], layer - 1));
        }
        (layer < self.edges_m.len() && height > self.edges_m[layer] + EDGE_M).then(|| (self.edges_m[layer], layer + 1))
    }
}

// The first step (s). Lanes (`ensemble/pace.rs`) begin with as long a step as a model of their error allows; here nothing is
// known of the forces but their values, and of what bends them within a long step the estimate of its error sees nothing.
// A short one that grows fivefold costs two or three steps.
const FIRST_STEP_S: f64 = 0.1;

// A step ends at an edge within this (m).
const EDGE_M: f64 = 1e-3;

/// Integrates `acceleration(t, position, velocity)` from `start` until `event(&knot)` falls from positive to
/// negative, or a limit is reached, appending a knot per step to `knots` (the first at the start itself).
///
/// The event may be negative at the start; it counts once it has been positive, be it within a step. The acceleration
/// held by `start` is ignored and computed anew.
pub fn integrate(
    acceleration: impl Fn(f64, Vec3, Vec3) -> Vec3,
    event: impl Fn(&Knot) -> f64,
    course: &Course<'_>,
    start: &Knot,
    settings: &Settings,
    knots: &mut Vec<Knot>,
) -> Stop {
    let mut layer = course.index(start.position);
    let mut now = Knot { acceleration: acceleration(start.t, start.position, start.velocity), ..*start };
    knots.push(now);
    let law = Law(acceleration);
    let t_end = start.t + settings.duration_max_s;
    let mut value = event(&now);
    let (mut horizon_s, mut climb) = ((course.horizon_s)(&now), (course.climb_m_s)(&now));
    let mut h = settings.step_max_s.min(FIRST_STEP_S).min(settings.duration_max_s);
    for _ in 0..settings.steps_max {
        breathe();
        if !(now.position.is_finite() && now.velocity.is_finite() && now.acceleration.is_finite()) {
            return Stop::NonFinite;
        }
        if now.t >= t_end {
            return Stop::Timeout;
        }
        h = h.min(t_end - now.t);
        let (mut next, [off_m2, off_m2_s2]) = step(&law, &now, h);
        let ratio = (off_m2 + horizon_s * horizon_s * off_m2_s2).sqrt() / settings.tolerance_m;
        // A NaN ratio must reject the step: the comparison is false for it.
        if ratio <= 1.0 {
            if let Some((edge, beyond)) = course.crossed(layer, next.position) {
                let off = |t: f64| (course.height)(hermite::position(&now, &next, t)) - edge;
                // Already at the edge: on into the next layer from here.
                let at_edge = off(now.t) * off(next.t) >= 0.0;
                let share = if at_edge { 0.0 } else { roots::bracketed(off, now.t, next.t, 1e-9) - now.t };
                next = if share > 1e-6 { step(&law, &now, share).0 } else { now };
                layer = beyond;
            }
            let (value_next, climb_next) = (event(&next), (course.climb_m_s)(&next));
            // At the lowest point first: at its end the step may be over for another reason.
            let turned = (value > 0.0 && climb < 0.0 && climb_next > 0.0)
                .then(|| roots::bracketed(|t| (course.climb_m_s)(&at(&now, &next, t)), now.t, next.t, 1e-9));
            let between = match turned.filter(|&lowest| event(&at(&now, &next, lowest)) <= 0.0) {
                Some(lowest) => Some((now.t, lowest)),
                None if value_next > 0.0 => None,
                None if value > 0.0 => Some((now.t, next.t)),
                None => risen(&event, &now, &next).map(|from| (from, next.t)),
            };
            if let Some(between) = between {
                knots.push(locate(&law.0, event, (&now, &next), between));
                return Stop::Event;
            }
            if next.t > now.t {
                knots.push(next);
            }
            (now, value, climb, horizon_s) = (next, value_next, climb_next, (course.horizon_s)(&next));
        } else if h < 1e-9 {
            return Stop::NonFinite;
        }
        // Local error is of order h^5: aim at 0.9 of the tolerance, change by a factor of 5 at most.
        let factor = if ratio.is_finite() { (0.9 * ratio.max(1e-10).powf(-0.2)).clamp(0.2, 5.0) } else { 0.2 };
        h = (h * factor).min(settings.step_max_s);
    }
    Stop::StepLimit
}

// An acceleration as forces.
struct Law<A>(A);

impl<A: Fn(f64, Vec3, Vec3) -> Vec3> Forces<f64> for Law<A> {
    type Place = ();

    fn at(&self, t: f64, r: &[f64; 3], v: &[f64; 3]) -> ([f64; 3], ()) {
        ((self.0)(t, (*r).into(), (*v).into()).into(), ())
    }
}

// One step: the new knot, and the squares of the errors of position (m^2) and velocity (m^2/s^2).
fn step(law: &Law<impl Fn(f64, Vec3, Vec3) -> Vec3>, now: &Knot, h: f64) -> (Knot, [f64; 2]) {
    let state = (&now.position.into(), &now.velocity.into());
    let done = step::step(&DORMAND_PRINCE_5, law, (now.t, h), state, &now.acceleration.into());
    let end = done.end.map_or(now.acceleration, |(a, ())| a.into());
    (Knot { t: now.t + h, position: done.r.into(), velocity: done.v.into(), acceleration: end }, done.error2)
}

// How often a step is halved in the search for a moment soon after its start.
const HALVES: i32 = 14;

// A moment soon after the first of two knots at which the event is positive, if it is at neither.
fn risen(event: &impl Fn(&Knot) -> f64, a: &Knot, b: &Knot) -> Option<f64> {
    let moments = (1..=HALVES).map(|k| a.t + (b.t - a.t) * 0.5f64.powi(k));
    moments.into_iter().find(|&t| event(&at(a, b, t)) > 0.0)
}

// The state between two knots; the acceleration is that of the second.
fn at(a: &Knot, b: &Knot, t: f64) -> Knot {
    let (position, velocity) = (hermite::position(a, b, t), hermite::velocity(a, b, t));
    Knot { t, position, velocity, acceleration: b.acceleration }
}

// The knot at which the event falls through zero between two moments, both between two knots.
fn locate(
    acceleration: &impl Fn(f64, Vec3, Vec3) -> Vec3,
    event: impl Fn(&Knot) -> f64,
    (a, b): (&Knot, &Knot),
    (from, to): (f64, f64),
) -> Knot {
    let t = roots::bracketed(|t| event(&at(a, b, t)), from, to, 1e-9);
    let knot = at(a, b, t);
    Knot { acceleration: acceleration(t, knot.position, knot.velocity), ..knot }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oscillator(_: f64, r: Vec3, _: Vec3) -> Vec3 {
        -r
    }

    fn start() -> Knot {
        Knot {
            t: 0.0,
            position: Vec3::new(1.0, 0.0, 0.0),
            velocity: Vec3::new(0.0, 1.0, 0.0),
            acceleration: Vec3::ZERO,
        }
    }

    #[test]
    fn a_circle_closes_and_tightening_converges() {
        let mut previous = f64::INFINITY;
        for tolerance_m in [1e-6, 1e-8, 1e-10] {
            let mut knots = Vec::new();
            let turn = std::f64::consts::TAU;
            let settings = Settings { tolerance_m, duration_max_s: turn, ..Settings::default() };
            let stop = integrate(oscillator, |_| 1.0, &Course::PLAIN, &start(), &settings, &mut knots);
            assert_eq!(stop, Stop::Timeout);
            let miss = (knots[knots.len() - 1].position - start().position).norm();
            assert!(miss < 100.0 * tolerance_m && miss < previous, "{tolerance_m} {miss}");
            previous = miss;
        }
    }

    #[test]
    fn an_event_is_located() {
        let mut knots = Vec::new();
        let settings = Settings { tolerance_m: 1e-10, ..Settings::default() };
        let stop = integrate(oscillator, |k| k.position.x, &Course::PLAIN, &start(), &settings, &mut knots);
        assert_eq!(stop, Stop::Event);
        assert!((knots[knots.len() - 1].t - std::f64::consts::FRAC_PI_2).abs() < 1e-8);
    }

    #[test]
    fn an_event_within_the_first_step_is_located() {
        for speed in [1e-4, 0.3, 1.0] {
            for below in [-1e-10, 0.0, 1e-10] {
                let fall = |_, _, _| Vec3::new(-20.0, 0.0, 0.0);
                let velocity = Vec3::new(speed, 0.0, 0.0);
                let start = Knot { position: Vec3::new(below, 0.0, 0.0), velocity, ..start() };
                let mut knots = Vec::new();
                let stop = integrate(fall, |k| k.position.x, &Course::PLAIN, &start, &Settings::default(), &mut knots);
                assert_eq!(stop, Stop::Event);
                let end = knots[knots.len() - 1].t;
                assert!((end - speed / 10.0).abs() < 1e-5, "{speed} {below} {end}");
            }
        }
    }

    #[test]
    fn an_event_at_the_turn_within_a_step_is_located() {
        // Down at 1 and up again, a = 2: lowest after 0.5, at -0.25 below the start.
        let lift = |_, _, _| Vec3::new(2.0, 0.0, 0.0);
        let start = Knot { position: Vec3::ZERO, velocity: Vec3::new(-1.0, 0.0, 0.0), ..start() };
        let course = Course { climb_m_s: &|k| k.velocity.x, ..Course::PLAIN };
        let settings = Settings { duration_max_s: 20.0, ..Settings::default() };
        for (edge, met) in [(-0.24, Some(0.4)), (-0.2499, Some(0.49)), (-0.2501, None)] {
            let mut knots = Vec::new();
            // It ends with its time, too.
            let event = |k: &Knot| if k.t < 20.0 { k.position.x - edge } else { 0.0 };
            let stop = integrate(lift, event, &course, &start, &settings, &mut knots);
            let end = knots[knots.len() - 1].t;
            match met {
                Some(t) => assert!(stop == Stop::Event && (end - t).abs() < 1e-7, "{edge}: {end}"),
                None => assert_eq!((stop, end), (Stop::Event, 20.0)),
            }
        }
    }

    #[test]
    fn a_nan_stops_the_integration() {
        let mut knots = Vec::new();
        let poison = |t: f64, _, _| Vec3::new(if t > 1.0 { f64::NAN } else { 0.0 }, 0.0, 0.0);
        let stop = integrate(poison, |_| 1.0, &Course::PLAIN, &start(), &Settings::default(), &mut knots);
        assert_eq!(stop, Stop::NonFinite);
    }
}
