//! The equations of homing, integrated step by step.

use super::{End, FlyOut, Guidance, Moment, Start};
use crate::earth::ellipsoid::MEAN_RADIUS_M;
use crate::engagement::motion::Motion;
use crate::flight::flown::path::Path;
use crate::math::hermite;
use crate::math::vec3::Vec3;

/// Longest step (s), in shares of the lag, and of the time to go.
const STEP_S: f64 = 0.05;
const STEP_OF_LAG: f64 = 0.1;
const STEP_TO_GO: f64 = 0.02;

/// One interceptor on its way to one target.
pub(super) struct Homing<'a> {
    pub(super) motion: &'a Motion,
    pub(super) target: Path<'a>,
    pub(super) guidance: &'a Guidance,
    // Of the sphere that touches the launcher's horizontal plane.
    pub(super) centre: Vec3,
    /// Time to go (s) at which the rest is taken for a straight line.
    pub(super) rest_s: f64,
}

// Position, velocity, steering acceleration.
#[derive(Debug, Clone, Copy)]
struct State {
    r: Vec3,
    v: Vec3,
    a: Vec3,
}

impl State {
    fn ahead(self, rate: Self, h: f64) -> Self {
        Self { r: self.r + rate.r * h, v: self.v + rate.v * h, a: self.a + rate.a * h }
    }
}

impl Homing<'_> {
    /// Flies until it passes the target, or cannot.
    pub(super) fn fly(&self, start: Start) -> FlyOut {
        let launch_s = start.time_s - start.since_launch_s;
        let mut state = State { r: start.position, v: start.velocity, a: Vec3::new(0.0, 0.0, 0.0) };
        let mut t = start.time_s;
        let (mut most, mut margin, mut closed) = (0.0_f64, f64::INFINITY, false);
        let mut moments = Vec::new();
        let end = loop {
            let steer = self.steering(t, state);
            most = most.max(steer.norm());
            margin = margin.min(self.available(state) - steer.norm());
            moments.push(Moment { time_s: t, position: state.r, lateral: steer });
            let (to_go, closing) = self.to_go(t, state);
            closed |= closing > 0.0;
            if closed && to_go < self.rest_s {
                break End::Passed;
            }
            if state.v.norm() < self.motion.speed_min_m_s && t - launch_s > self.motion.boost_end_s() {
                break End::TooSlow;
            }
            if t - launch_s >= self.motion.time_max_s() {
                break End::TimedOut;
            }
            if t >= self.target.end() {
                break End::TargetGone;
            }
            let lag = if self.guidance.lag_s > 0.0 { STEP_OF_LAG * self.guidance.lag_s } else { STEP_S };
            let near = if closing > 0.0 { STEP_TO_GO * to_go } else { STEP_S };
            let (_, change_s) = self.motion.thrust(t - launch_s + 1e-9);
            let stop = [STEP_S, lag, near, launch_s + change_s - t].into_iter().fold(self.target.end() - t, f64::min);
            state = self.step(t, state, (stop.max(1e-9), t - launch_s + 1e-9));
            t += stop.max(1e-9);
        };
        let (miss, ahead_s) = self.closest(t, state);
        let (miss, ahead_s) = if end == End::Passed { (miss, ahead_s) } else { (self.apart(t, state).0 * -1.0, 0.0) };
        FlyOut {
            end,
            predicted_s: f64::NAN,
            time_s: t + ahead_s,
            miss,
            lateral_max_m_s2: most,
            lateral_margin_m_s2: margin,
            moments,
        }
    }

    // From interceptor to target, and its rate.
    fn apart(&self, t: f64, state: State) -> (Vec3, Vec3) {
        let target = self.target.state(t);
        (target.position - state.r, target.velocity - state.v)
    }

    // Time to go (s) and closing speed (m/s).
    fn to_go(&self, t: f64, state: State) -> (f64, f64) {
        let (r, v) = self.apart(t, state);
        let closing = -r.dot(v) / r.norm().max(1e-9);
        (if closing > 0.0 { r.norm() / closing } else { 0.0 }, closing)
    }

    // The rest as a straight line: the vector of the miss, from the target, and when.
    fn closest(&self, t: f64, state: State) -> (Vec3, f64) {
        let (r, v) = self.apart(t, state);
        let ahead_s = (-r.dot(v) / v.dot(v).max(1e-9)).clamp(-1.0, 1.0);
        ((r + v * ahead_s) * -1.0, ahead_s)
    }

    fn altitude_m(&self, r: Vec3) -> f64 {
        (r - self.centre).norm() - MEAN_RADIUS_M
    }

    fn available(&self, state: State) -> f64 {
        let has = self.motion.lateral_m_s2(self.altitude_m(state.r), state.v.norm());
        has.min(self.guidance.lateral_max_m_s2)
    }

    // What acts across the path: the lagged acceleration, or without a lag the command.
    fn steering(&self, t: f64, state: State) -> Vec3 {
        if self.guidance.lag_s > 0.0 {
            let along = state.v * (1.0 / state.v.norm().max(1e-9));
            state.a - along * state.a.dot(along)
        } else {
            self.command(t, state)
        }
    }

    fn command(&self, t: f64, state: State) -> Vec3 {
        let (r, v) = self.apart(t, state);
        let distance = r.norm().max(1e-9);
        let sight = r * (1.0 / distance);
        let closing = -sight.dot(v);
        if closing <= 0.0 {
            return Vec3::new(0.0, 0.0, 0.0);
        }
        let ratio = self.guidance.navigation_ratio;
        let mut command = r.cross(v).cross(sight) * (ratio * closing / (distance * distance));
        if self.guidance.augmented {
            let (a, b) = self.target.interval(t);
            let of_target = hermite::acceleration(a, b, t);
            command += (of_target - sight * of_target.dot(sight)) * (0.5 * ratio);
        }
        let along = state.v * (1.0 / state.v.norm().max(1e-9));
        let across = command - along * command.dot(along);
        let limit = self.available(state);
        if across.norm() > limit {
            across * (limit / across.norm())
        } else {
            across
        }
    }

    fn rate(&self, t: f64, state: State, since_launch_s: f64) -> State {
        let speed = state.v.norm().max(1e-9);
        let along = state.v * (1.0 / speed);
        let from_centre = state.r - self.centre;
        let altitude_m = from_centre.norm() - MEAN_RADIUS_M;
        let weight = from_centre.unit() * -self.motion.weight_m_s2(altitude_m);
        let steer = self.steering(t, state);
        let weight_along = weight.dot(along);
        let lift = steer - (weight - along * weight_along);
        let (thrust, _) = self.motion.thrust(since_launch_s);
        let drag = self.motion.drag_with_lift_m_s2(altitude_m, speed, lift.norm());
        let lag = if self.guidance.lag_s > 0.0 {
            (self.command(t, state) - state.a) * (1.0 / self.guidance.lag_s)
        } else {
            Vec3::new(0.0, 0.0, 0.0)
        };
        State { r: state.v, v: along * (thrust - drag + weight_along) + steer, a: lag }
    }

    // One step of the classical fourth-order Runge-Kutta method; the thrust is that at its start.
    fn step(&self, t: f64, state: State, (h, since_launch_s): (f64, f64)) -> State {
        let rate = |t: f64, s: State| self.rate(t, s, since_launch_s);
        let k1 = rate(t, state);
        let k2 = rate(t + 0.5 * h, state.ahead(k1, 0.5 * h));
        let k3 = rate(t + 0.5 * h, state.ahead(k2, 0.5 * h));
        let k4 = rate(t + h, state.ahead(k3, h));
        let middle = State { r: k2.r + k3.r, v: k2.v + k3.v, a: k2.a + k3.a };
        state.ahead(k1, h / 6.0).ahead(middle, h / 3.0).ahead(k4, h / 6.0)
    }
}
