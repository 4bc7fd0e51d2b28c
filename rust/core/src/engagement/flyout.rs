//! The straight-line fly-out of an interceptor: how fast it gets along a line of given elevation.
//!
//! Point mass held on the line by lift. Along it, at slant range s, speed v and elevation e,
//!
//!   ds/dt = v,   dv/dt = a(t) - rho(h) v^2 / (2 beta) - g(h) sin e,   a(t) = a0 until burn-out, then 0,
//!
//! with h the height over a sphere of mean radius R, g = g0 (R / (R + h))^2 and beta = m / (`C_D` A) constant (Zarchan,
//! *Tactical and Strategic Missile Guidance*, 6th ed., ch. 10; drag of lift is left out). The thrust acceleration a0 is
//! the same at all elevations, and such that at [`REFERENCE_ELEVATION_RAD`] the speed at burn-out is the stated peak. The
//! fly-out ends when the speed falls below the useful minimum. The interceptor starts at sea level, from rest.

use crate::earth::atmosphere::density;
use crate::earth::ellipsoid::MEAN_RADIUS_M;
use crate::error::{check_range, Error, Result};
use crate::math::hermite::{position, velocity, Knot};
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;

/// Elevation of the line on which a boosted interceptor reaches its stated peak speed (rad): 35 degrees.
pub const REFERENCE_ELEVATION_RAD: f64 = 35.0 * std::f64::consts::PI / 180.0;

/// Standard gravity (m/s^2).
const G0_M_S2: f64 = 9.806_65;

/// Local error allowed per step of the integration, in speed (m/s) and, times the step, in distance.
const STEP_ERROR_M_S: f64 = 1e-4;

/// How an interceptor flies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Flyout {
    /// One speed from launch: interceptor drones, and guns by their mean projectile speed.
    ConstantSpeed {
        /// Speed (m/s).
        speed_m_s: f64,
    },
    /// Boost, then coast under drag and gravity.
    Boosted {
        /// Speed at burn-out on the reference elevation (m/s).
        peak_speed_m_s: f64,
        /// Duration of the boost (s).
        boost_time_s: f64,
        /// Mass over drag area, m / (`C_D` A) (kg/m^2).
        ballistic_coefficient_kg_m2: f64,
        /// Speed below which it can no longer intercept (m/s).
        speed_min_m_s: f64,
    },
}

impl Flyout {
    pub(crate) fn check(&self) -> Result<()> {
        match *self {
            Self::ConstantSpeed { speed_m_s } => check_range("speed_m_s", speed_m_s, 1.0, 2e4),
            Self::Boosted { peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s } => {
                check_range("peak_speed_m_s", peak_speed_m_s, 10.0, 2e4)?;
                check_range("boost_time_s", boost_time_s, 0.05, 300.0)?;
                check_range("ballistic_coefficient_kg_m2", ballistic_coefficient_kg_m2, 10.0, 1e6)?;
                check_range("speed_min_m_s", speed_min_m_s, 5.0, peak_speed_m_s)?;
                // With g sin 35 deg on top, thrust then exceeds weight on every line.
                if peak_speed_m_s / boost_time_s < 10.0 {
                    let allowed = format!("at most peak_speed_m_s / 10 m/s^2 = {}", peak_speed_m_s / 10.0);
                    return Err(Error::invalid("boost_time_s", boost_time_s, &allowed));
                }
                Ok(())
            }
        }
    }
}

/// A boosted interceptor with its thrust acceleration solved for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Booster {
    boost_time_s: f64,
    beta_kg_m2: f64,
    pub(crate) speed_min_m_s: f64,
    thrust_m_s2: f64,
}

impl Booster {
    /// Solves for the thrust that gives the stated peak speed at burn-out on the reference line.
    pub(crate) fn new(peak_m_s: f64, boost_time_s: f64, beta_kg_m2: f64, speed_min_m_s: f64) -> Self {
        let with = |thrust_m_s2| Self { boost_time_s, beta_kg_m2, speed_min_m_s, thrust_m_s2 };
        let line = Line::at(REFERENCE_ELEVATION_RAD.sin());
        let excess = |thrust| with(thrust).boost(line).last().map_or(0.0, |k| k.velocity.x) - peak_m_s;
        // Without drag and weight the least would do; with the most, net acceleration is enough at every speed below peak.
        let least = peak_m_s / boost_time_s;
        let most = least + G0_M_S2 + density(0.0) * peak_m_s * peak_m_s / (2.0 * beta_kg_m2);
        with(bracketed(excess, least, most, 1e-6 * least))
    }

    /// Flies along the line with this sine of elevation to burn-out and on until too slow or past `slant_range_m`.
    pub(crate) fn fly(&self, sin_elevation: f64, slant_range_m: f64) -> Flight {
        let line = Line::at(sin_elevation);
        let mut knots = self.boost(line);
        let done = |k: &Knot| k.velocity.x < self.speed_min_m_s || k.position.x > slant_range_m;
        let mut step_s = 0.25 * self.boost_time_s;
        while !done(&knots[knots.len() - 1]) {
            let from = knots[knots.len() - 1];
            step_s = self.step(line, 0.0, from, step_s, &mut knots);
        }
        Flight { knots, boost_time_s: self.boost_time_s }.cut(self.speed_min_m_s)
    }

    // From rest to burn-out, and a second knot at burn-out with the acceleration of the coast.
    fn boost(&self, line: Line) -> Vec<Knot> {
        let mut knots = vec![self.knot(line, self.thrust_m_s2, (0.0, 0.0, 0.0))];
        let mut step_s = 0.1 * self.boost_time_s;
        loop {
            let from = knots[knots.len() - 1];
            let left = self.boost_time_s - from.t;
            if left <= 1e-9 * self.boost_time_s {
                knots.push(self.knot(line, 0.0, (from.t, from.position.x, from.velocity.x)));
                return knots;
            }
            step_s = self.step(line, self.thrust_m_s2, from, step_s.min(left), &mut knots);
        }
    }

    fn acceleration(&self, line: Line, thrust: f64, s: f64, v: f64) -> f64 {
        let h = line.height(s);
        let g = G0_M_S2 * (MEAN_RADIUS_M / (MEAN_RADIUS_M + h)).powi(2);
        thrust - density(h) * v * v / (2.0 * self.beta_kg_m2) - g * line.sin_elevation
    }

    fn knot(&self, line: Line, thrust: f64, (t, s, v): (f64, f64, f64)) -> Knot {
        let along = |x| Vec3::new(x, 0.0, 0.0);
        Knot { t, position: along(s), velocity: along(v), acceleration: along(self.acceleration(line, thrust, s, v)) }
    }

    // One step of the classical fourth-order Runge-Kutta method, done once and as two halves: the difference is the error
    // (times 1/15) and tells the next step. Pushes the better result, returns the step to try next.
    fn step(&self, line: Line, thrust: f64, from: Knot, mut h: f64, knots: &mut Vec<Knot>) -> f64 {
        let start = (from.position.x, from.velocity.x);
        loop {
            let whole = self.runge_kutta(line, thrust, start, h);
            let half = self.runge_kutta(line, thrust, start, 0.5 * h);
            let two = self.runge_kutta(line, thrust, half, 0.5 * h);
            let error = ((two.1 - whole.1).abs()).max((two.0 - whole.0).abs() / h) / 15.0;
            let factor = (0.8 * (STEP_ERROR_M_S / error.max(1e-12)).powf(0.2)).clamp(0.2, 2.5);
            if error <= STEP_ERROR_M_S {
                knots.push(self.knot(line, thrust, (from.t + h, two.0, two.1)));
                return h * factor;
            }
            h *= factor;
        }
    }

    fn runge_kutta(&self, line: Line, thrust: f64, (s, v): (f64, f64), h: f64) -> (f64, f64) {
        let f = |s: f64, v: f64| (v, self.acceleration(line, thrust, s, v));
        let k1 = f(s, v);
        let k2 = f(s + 0.5 * h * k1.0, v + 0.5 * h * k1.1);
        let k3 = f(s + 0.5 * h * k2.0, v + 0.5 * h * k2.1);
        let k4 = f(s + h * k3.0, v + h * k3.1);
        let w = h / 6.0;
        (s + w * (k1.0 + 2.0 * (k2.0 + k3.0) + k4.0), v + w * (k1.1 + 2.0 * (k2.1 + k3.1) + k4.1))
    }
}

#[derive(Debug, Clone, Copy)]
struct Line {
    sin_elevation: f64,
}

impl Line {
    fn at(sin_elevation: f64) -> Self {
        Self { sin_elevation }
    }

    // Height over the sphere at slant range s: (R + h)^2 = R^2 + 2 R s sin e + s^2, without cancellation.
    fn height(self, s: f64) -> f64 {
        let c = s * (2.0 * MEAN_RADIUS_M * self.sin_elevation + s);
        c / (MEAN_RADIUS_M + (MEAN_RADIUS_M * MEAN_RADIUS_M + c).sqrt())
    }
}

/// One fly-out along a line: knots whose x is the slant range.
#[derive(Debug, Clone)]
pub(crate) struct Flight {
    knots: Vec<Knot>,
    boost_time_s: f64,
}

impl Flight {
    /// Slant range at the end (m).
    pub(crate) fn reach_m(&self) -> f64 {
        self.knots[self.knots.len() - 1].position.x
    }

    /// Acceleration at launch (m/s^2).
    pub(crate) fn acceleration_at_launch_m_s2(&self) -> f64 {
        self.knots[0].acceleration.x
    }

    /// Time (s) and speed (m/s) at a slant range up to the reach.
    pub(crate) fn at(&self, slant_range_m: f64) -> (f64, f64) {
        let i = self.knots.partition_point(|k| k.position.x <= slant_range_m).clamp(1, self.knots.len() - 1);
        let (a, b) = (&self.knots[i - 1], &self.knots[i]);
        // Newton's method, from the chord; the knots are close, so a few steps reach rounding.
        let mut t = a.t + (b.t - a.t) * (slant_range_m - a.position.x) / (b.position.x - a.position.x);
        for _ in 0..50 {
            let ahead = (slant_range_m - position(a, b, t).x) / velocity(a, b, t).x;
            t = (t + ahead).clamp(a.t, b.t);
            if ahead.abs() < 1e-9 {
                break;
            }
        }
        (t, velocity(a, b, t).x)
    }

    // Ends the flight where it becomes too slow; a flight already too slow at burn-out ends there.
    fn cut(mut self, speed_min_m_s: f64) -> Self {
        let last = self.knots.len() - 1;
        let (a, b) = (self.knots[last - 1], self.knots[last]);
        if b.velocity.x < speed_min_m_s && b.t > self.boost_time_s {
            let t = bracketed(|t| velocity(&a, &b, t).x - speed_min_m_s, a.t, b.t, 1e-9);
            // On the same polynomial: the knot is its value at t, with the slope of the speed for the acceleration.
            let slope = (velocity(&a, &b, t) - velocity(&a, &b, t - 1e-4)) * 1e4;
            self.knots[last] =
                Knot { t, position: position(&a, &b, t), velocity: velocity(&a, &b, t), acceleration: slope };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peak_speed_is_reached_on_the_reference_line() {
        let missile = Booster::new(1_200.0, 7.0, 3_000.0, 300.0);
        let knots = missile.boost(Line::at(REFERENCE_ELEVATION_RAD.sin()));
        let burnout = knots[knots.len() - 1];
        assert!((burnout.t - 7.0).abs() < 1e-9);
        assert!((burnout.velocity.x - 1_200.0).abs() < 1e-2, "{}", burnout.velocity.x);
        // Lower is denser and slower, higher faster, for all the weight.
        let speed = |x: f64| missile.boost(Line::at(x)).last().unwrap().velocity.x;
        assert!(speed(0.0) < 1_200.0 && speed(0.9) > speed(0.3));
    }

    #[test]
    fn coast_in_uniform_air_is_the_closed_form() {
        // Level near the ground over a short way: v = v0 exp(-rho s / (2 beta)).
        let missile = Booster::new(800.0, 0.1, 1_000.0, 100.0);
        let flight = missile.fly(0.0, 3_000.0);
        let (at_1, at_2) = (flight.at(500.0), flight.at(1_500.0));
        let k = density(0.0) / 2_000.0;
        let want = at_1.1 * (-k * 1_000.0_f64).exp();
        // Air at the line's height (at most 0.2 m) differs by 2e-5.
        assert!((at_2.1 - want).abs() < 0.05, "{} {want}", at_2.1);
        let way_time = ((k * 1_000.0_f64).exp() - 1.0) / (k * at_1.1);
        assert!((at_2.0 - at_1.0 - way_time).abs() < 1e-4);
    }

    #[test]
    fn ends_when_too_slow() {
        let flight = Booster::new(650.0, 2.5, 1_500.0, 250.0).fly(0.3, 1e6);
        let (_, speed) = flight.at(flight.reach_m());
        assert!((speed - 250.0).abs() < 1e-3, "{speed}");
    }
}
