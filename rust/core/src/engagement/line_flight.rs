//! One fly-out along a line, read by slant range.

use super::motion::{Line, Motion};
use crate::math::hermite::{position, velocity, Knot, Quintic};
use crate::math::roots::bracketed;

/// Knots whose x is the slant range, and the reach: the slant range to which the flight can intercept.
#[derive(Debug, Clone)]
pub(crate) struct Flight {
    knots: Vec<Knot>,
    // Between each knot and the next.
    paths: Vec<Quintic>,
    reach_m: f64,
}

impl Flight {
    pub(super) fn new(motion: &Motion, line: Line, knots: Vec<Knot>) -> Self {
        let mut flight = Self { knots, paths: Vec::new(), reach_m: 0.0 };
        flight.cut(motion.speed_frozen_m_s(), motion.boost_end_s());
        flight.paths = flight.knots.windows(2).map(|pair| Quintic::new(&pair[0], &pair[1])).collect();
        flight.reach_m = flight.reach(motion, line);
        flight
    }

    /// Slant range at which speed, lateral acceleration or time runs out; that of the last knot where none does.
    pub(crate) fn reach_m(&self) -> f64 {
        self.reach_m
    }

    /// Acceleration (m/s^2) and speed (m/s) at launch.
    pub(crate) fn start(&self) -> (f64, f64) {
        (self.knots[0].acceleration.x, self.knots[0].velocity.x)
    }

    /// Slant range at a time (m); beyond the end at the last speed.
    pub(crate) fn range_at(&self, time_s: f64) -> f64 {
        let end = self.knots[self.knots.len() - 1];
        if time_s >= end.t {
            return end.position.x + end.velocity.x * (time_s - end.t);
        }
        let i = self.knots.partition_point(|k| k.t <= time_s).clamp(1, self.knots.len() - 1);
        self.paths[i - 1].position(time_s).x
    }

    /// Speed at a time (m/s), held at the end.
    pub(crate) fn speed_at(&self, time_s: f64) -> f64 {
        let end = self.knots[self.knots.len() - 1];
        if time_s >= end.t {
            return end.velocity.x;
        }
        let i = self.knots.partition_point(|k| k.t <= time_s).clamp(1, self.knots.len() - 1);
        self.paths[i - 1].velocity(time_s).x
    }

    /// Time (s) and speed (m/s) at a slant range; beyond the end at the last speed.
    pub(crate) fn at(&self, slant_range_m: f64) -> (f64, f64) {
        if slant_range_m <= 0.0 {
            return (0.0, self.knots[0].velocity.x);
        }
        let end = self.knots[self.knots.len() - 1];
        if slant_range_m >= end.position.x {
            return (end.t + (slant_range_m - end.position.x) / end.velocity.x, end.velocity.x);
        }
        let i = self.knots.partition_point(|k| k.position.x <= slant_range_m).clamp(1, self.knots.len() - 1);
        let (a, b, path) = (&self.knots[i - 1], &self.knots[i], &self.paths[i - 1]);
        // Newton's method, from the chord; the knots are close, so a few steps reach rounding.
        let mut t = a.t + (b.t - a.t) * (slant_range_m - a.position.x) / (b.position.x - a.position.x);
        for _ in 0..50 {
            let ahead = (slant_range_m - path.position(t).x) / path.velocity(t).x;
            t = (t + ahead).clamp(a.t, b.t);
            if ahead.abs() < 1e-9 {
                break;
            }
        }
        (t, path.velocity(t).x)
    }

    // Ends the flight where it falls to a speed after the boost.
    fn cut(&mut self, speed_m_s: f64, boost_end_s: f64) {
        let last = self.knots.len() - 1;
        if last == 0 {
            return;
        }
        let (a, b) = (self.knots[last - 1], self.knots[last]);
        if b.velocity.x < speed_m_s && a.velocity.x > speed_m_s && b.t > boost_end_s {
            let t = bracketed(|t| velocity(&a, &b, t).x - speed_m_s, a.t, b.t, 1e-9);
            // On the same polynomial: the knot is its value at t, with the slope of the speed for the acceleration.
            let slope = (velocity(&a, &b, t) - velocity(&a, &b, t - 1e-4)) * 1e4;
            self.knots[last] =
                Knot { t, position: position(&a, &b, t), velocity: velocity(&a, &b, t), acceleration: slope };
        }
    }

    fn reach(&self, motion: &Motion, line: Line) -> f64 {
        let margin = |k: &Knot| motion.margins(line, k.position.x, k.velocity.x);
        let first = self.knots.partition_point(|k| k.t < motion.boost_end_s());
        let by_time = if self.knots[self.knots.len() - 1].t > motion.time_max_s() {
            self.range_at(motion.time_max_s())
        } else {
            f64::INFINITY
        };
        let Some(after) = self.knots[first..].iter().position(|k| margin(k) < 0.0) else {
            return self.knots[self.knots.len() - 1].position.x.min(by_time);
        };
        let i = first + after;
        // Already too slow at the end of the boost: it is good to there.
        if i == 0 || after == 0 {
            return self.knots[i].position.x.min(by_time);
        }
        let (a, b) = (&self.knots[i - 1], &self.knots[i]);
        let of = |t: f64| motion.margins(line, position(a, b, t).x, velocity(a, b, t).x);
        let t = bracketed(of, a.t, b.t, 1e-9);
        position(a, b, t).x.min(by_time)
    }
}
