//! The straight-line fly-out of an interceptor: how fast it gets along a line of given elevation.
//!
//! A point mass held on the line by lift. Along it, at slant range s, speed v and local elevation e,
//!
//!   ds/dt = v,   dv/dt = a(t) - q / beta (1 + kappa (`C_L` / `C_D0`)^2) - g sin e,   q = rho(h) v^2 / 2,
//!
//! with a(t) constant in the boost, constant in the sustaining phase and then 0, h the height over a sphere of mean radius
//! R, g = g0 (R / (R + h))^2 and beta = m / (`C_D0` A) constant (Zarchan, *Tactical and Strategic Missile Guidance*, 6th
//! ed., ch. 10; drag polar of any textbook of aerodynamics). The thrust acceleration of the boost is the same at all
//! elevations, and such that at [`REFERENCE_ELEVATION_RAD`] the speed at its end is the stated peak.
//!
//! Lift carries n = g cos e: (`C_L` / `C_D0`) = n beta / q, up to the greatest ratio L. With A = q / beta and the smooth
//! least of the two, 1 / (`C_L` / `C_D0`)^2 = (A / n)^2 + 1 / L^2, the drag of lift is kappa A n^2 / (A^2 + (n / L)^2).
//! A projectile has no lift. Its arc over the line is longer by 8/3 of the square of its rise over its length (0.1 % where
//! it rises 2 %), which is left out.

use super::flyout::{Flyout, Limits, REFERENCE_ELEVATION_RAD};
use super::line_flight::Flight;
use crate::earth::atmosphere::density;
use crate::earth::ellipsoid::MEAN_RADIUS_M;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::error::{Error, Result};
use crate::math::hermite::Knot;
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;

/// Local error allowed per step of the integration, in speed (m/s) and, times the step, in distance.
const STEP_ERROR_M_S: f64 = 3e-3;

/// A powered phase: until when after launch (s), and its thrust over mass (m/s^2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Phase {
    pub(crate) end_s: f64,
    pub(crate) thrust_m_s2: f64,
}

/// An interceptor that gathers and loses speed, with the thrust of its boost solved for.
#[derive(Debug, Clone)]
pub(crate) struct Motion {
    /// Powered phases, in order; the first is the boost. A projectile has none.
    pub(crate) phases: Vec<Phase>,
    pub(crate) speed_min_m_s: f64,
    start_speed_m_s: f64,
    beta_kg_m2: f64,
    // 0 where the speed is constant, else 1.
    gravity: f64,
    pub(super) limits: Limits,
}

impl Motion {
    /// The motion of a checked fly-out. Solves for the thrust that gives the stated peak speed at the end of the boost on
    /// the reference line. At a constant speed there is neither drag nor weight.
    pub(crate) fn new(flyout: &Flyout, limits: &Limits) -> Result<Self> {
        match *flyout {
            Flyout::ConstantSpeed { speed_m_s } => Ok(Self {
                phases: Vec::new(),
                speed_min_m_s: 0.0,
                start_speed_m_s: speed_m_s,
                beta_kg_m2: f64::INFINITY,
                gravity: 0.0,
                limits: Limits { lift_ratio_max: f64::INFINITY, induced_drag: 0.0, ..*limits },
            }),
            Flyout::Projectile { muzzle_speed_m_s, ballistic_coefficient_kg_m2, speed_min_m_s } => Ok(Self {
                phases: Vec::new(),
                speed_min_m_s,
                start_speed_m_s: muzzle_speed_m_s,
                beta_kg_m2: ballistic_coefficient_kg_m2,
                gravity: 1.0,
                limits: Limits { lift_ratio_max: 0.0, induced_drag: 0.0, ..*limits },
            }),
            Flyout::Boosted { peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s } => {
                let mut motion = Self {
                    phases: vec![Phase { end_s: boost_time_s, thrust_m_s2: 0.0 }],
                    speed_min_m_s,
                    start_speed_m_s: 0.0,
                    beta_kg_m2: ballistic_coefficient_kg_m2,
                    gravity: 1.0,
                    limits: *limits,
                };
                motion.solve_boost(peak_speed_m_s)?;
                if limits.sustain_time_s > 0.0 {
                    let end_s = boost_time_s + limits.sustain_time_s;
                    motion.phases.push(Phase { end_s, thrust_m_s2: limits.sustain_acceleration_m_s2 });
                }
                Ok(motion)
            }
        }
    }

    fn solve_boost(&mut self, peak_m_s: f64) -> Result<()> {
        let boost_s = self.phases[0].end_s;
        let line = self.line(REFERENCE_ELEVATION_RAD.sin());
        // The drag of lift is at most kappa n L / 2.
        let of_lift = 0.5 * self.limits.induced_drag * self.finite_ratio() * STANDARD_GRAVITY_M_S2;
        // Without drag and weight the least would do; with the most, net acceleration is enough at every speed below peak.
        let least = peak_m_s / boost_s;
        let air = density(self.limits.launch_altitude_m);
        let most = least + STANDARD_GRAVITY_M_S2 + of_lift + air * peak_m_s * peak_m_s / (2.0 * self.beta_kg_m2);
        let mut excess = |thrust_m_s2| {
            self.phases[0].thrust_m_s2 = thrust_m_s2;
            let knots = self.powered(line);
            knots.last().map_or(0.0, |k| k.velocity.x) - peak_m_s
        };
        let thrust_m_s2 = bracketed(&mut excess, least, most, 1e-6 * least);
        self.phases[0].thrust_m_s2 = thrust_m_s2;
        // On every line, thrust must exceed weight and drag of lift at rest: g sin e + kappa L g cos e / 2.
        if thrust_m_s2 < 1.01 * STANDARD_GRAVITY_M_S2.hypot(of_lift) {
            let allowed =
                "so small that the thrust overcomes the induced drag and the weight: lower it, or shorten boost_time_s";
            return Err(Error::invalid("induced_drag", self.limits.induced_drag, allowed));
        }
        Ok(())
    }

    fn finite_ratio(&self) -> f64 {
        if self.limits.lift_ratio_max.is_finite() {
            self.limits.lift_ratio_max
        } else {
            0.0
        }
    }

    /// The line with this sine of elevation at the launcher.
    pub(crate) fn line(&self, sin_elevation: f64) -> Line {
        Line { sin_elevation, radius_m: MEAN_RADIUS_M + self.limits.launch_altitude_m }
    }

    /// End of the boost (s), 0 for a projectile.
    pub(crate) fn boost_end_s(&self) -> f64 {
        self.phases.first().map_or(0.0, |p| p.end_s)
    }

    /// Thrust over mass at a time after launch (m/s^2), and when it next changes.
    pub(crate) fn thrust(&self, time_s: f64) -> (f64, f64) {
        let phase = self.phases.iter().find(|p| time_s < p.end_s);
        phase.map_or((0.0, f64::INFINITY), |p| (p.thrust_m_s2, p.end_s))
    }

    /// Lateral acceleration available (m/s^2) at a height above the sea and speed: the least of structure and lift, and
    /// the side thrusters.
    pub(crate) fn lateral_m_s2(&self, altitude_m: f64, speed_m_s: f64) -> f64 {
        let limits = &self.limits;
        let lift = if limits.lift_ratio_max.is_finite() {
            limits.lift_ratio_max * self.drag_m_s2(altitude_m, speed_m_s)
        } else {
            f64::INFINITY
        };
        lift.min(limits.lateral_acceleration_max_m_s2) + limits.divert_acceleration_m_s2
    }

    // Drag without lift, over mass: q / beta.
    fn drag_m_s2(&self, altitude_m: f64, speed_m_s: f64) -> f64 {
        density(altitude_m) * speed_m_s * speed_m_s / (2.0 * self.beta_kg_m2)
    }

    /// Drag over mass (m/s^2) at a height above the sea and speed while lift gives `lift_m_s2`.
    pub(crate) fn drag_with_lift_m_s2(&self, altitude_m: f64, speed_m_s: f64, lift_m_s2: f64) -> f64 {
        let a = self.drag_m_s2(altitude_m, speed_m_s);
        if self.limits.induced_drag == 0.0 || lift_m_s2 <= 0.0 {
            return a;
        }
        let saturated = lift_m_s2 / self.limits.lift_ratio_max;
        a + self.limits.induced_drag * a * lift_m_s2 * lift_m_s2 / (a * a + saturated * saturated)
    }

    /// Gravity at a height above the sea (m/s^2).
    pub(crate) fn gravity_m_s2(altitude_m: f64) -> f64 {
        STANDARD_GRAVITY_M_S2 * (MEAN_RADIUS_M / (MEAN_RADIUS_M + altitude_m)).powi(2)
    }

    /// Weight over mass as it acts on this motion (m/s^2): none at a constant speed.
    pub(crate) fn weight_m_s2(&self, altitude_m: f64) -> f64 {
        self.gravity * Self::gravity_m_s2(altitude_m)
    }

    /// The same motion from another speed at the start.
    pub(crate) fn at_speed(&self, start_speed_m_s: f64) -> Self {
        Self { start_speed_m_s, ..self.clone() }
    }

    /// Flies along the line with this sine of elevation: powered flight, then on until far too slow for use or past
    /// `slant_range_m`.
    pub(crate) fn fly(&self, sin_elevation: f64, slant_range_m: f64) -> Flight {
        let line = self.line(sin_elevation);
        self.coast(line, self.powered(line), slant_range_m)
    }

    /// Powered flight from the launcher: knots, two at the end of each phase where the acceleration jumps. Ends early
    /// where it becomes too slow for any use.
    pub(crate) fn powered(&self, line: Line) -> Vec<Knot> {
        let first = self.phases.first().map_or(0.0, |p| p.thrust_m_s2);
        let mut knots = vec![self.knot(line, first, (0.0, 0.0, self.start_speed_m_s))];
        for (i, phase) in self.phases.iter().enumerate() {
            let next = self.phases.get(i + 1).map_or(0.0, |p| p.thrust_m_s2);
            let from = knots[knots.len() - 1];
            let mut step_s = 0.1 * (phase.end_s - from.t);
            loop {
                let from = knots[knots.len() - 1];
                let left = phase.end_s - from.t;
                if left <= 1e-9 * phase.end_s {
                    knots.push(self.knot(line, next, (from.t, from.position.x, from.velocity.x)));
                    break;
                }
                if i > 0 && from.velocity.x < self.speed_frozen_m_s() {
                    return knots;
                }
                step_s = self.step(line, phase.thrust_m_s2, (from, step_s.min(left)), &mut knots);
            }
        }
        knots
    }

    /// The speed at which the flight is no more followed: well below the least useful one.
    pub(crate) fn speed_frozen_m_s(&self) -> f64 {
        0.7 * self.speed_min_m_s
    }

    /// Goes on from the end of powered flight.
    pub(crate) fn coast(&self, line: Line, mut knots: Vec<Knot>, slant_range_m: f64) -> Flight {
        let done = |k: &Knot| k.velocity.x < self.speed_frozen_m_s() || k.position.x > slant_range_m;
        let mut step_s = 0.25 * self.boost_end_s().max(0.4);
        while !done(&knots[knots.len() - 1]) {
            let from = knots[knots.len() - 1];
            step_s = self.step(line, 0.0, (from, step_s), &mut knots);
        }
        Flight::new(self, line, knots)
    }

    /// Where, at the earliest, the flight can no more intercept after the boost: margins of speed and lateral acceleration.
    pub(crate) fn margins(&self, line: Line, slant_range_m: f64, speed_m_s: f64) -> f64 {
        let of_speed = speed_m_s - self.speed_min_m_s;
        if self.limits.lateral_acceleration_min_m_s2 == 0.0 {
            return of_speed;
        }
        let altitude_m = self.limits.launch_altitude_m + line.rise_m(slant_range_m);
        of_speed.min(self.lateral_m_s2(altitude_m, speed_m_s) - self.limits.lateral_acceleration_min_m_s2)
    }

    /// Longest flight (s).
    pub(crate) fn time_max_s(&self) -> f64 {
        self.limits.flight_time_max_s
    }

    fn acceleration(&self, line: Line, thrust: f64, s: f64, v: f64) -> f64 {
        let rise = line.rise_m(s);
        let h = self.limits.launch_altitude_m + rise;
        let g = self.weight_m_s2(h);
        // The line rises against the local horizon as the Earth falls away under it.
        let sin_e = ((line.sin_elevation * line.radius_m + s) / (line.radius_m + rise)).clamp(-1.0, 1.0);
        let held = if self.limits.induced_drag > 0.0 { g * (1.0 - sin_e * sin_e).sqrt() } else { 0.0 };
        thrust - self.drag_with_lift_m_s2(h, v, held) - g * sin_e
    }

    fn knot(&self, line: Line, thrust: f64, (t, s, v): (f64, f64, f64)) -> Knot {
        let along = |x| Vec3::new(x, 0.0, 0.0);
        Knot { t, position: along(s), velocity: along(v), acceleration: along(self.acceleration(line, thrust, s, v)) }
    }

    // One step of the classical fourth-order Runge-Kutta method, done once and as two halves: the difference is the error
    // (times 1/15) and tells the next step. Pushes the better result, returns the step to try next.
    fn step(&self, line: Line, thrust: f64, (from, mut h): (Knot, f64), knots: &mut Vec<Knot>) -> f64 {
        // The knot has the acceleration of the phase that begins with it.
        let start = (from.position.x, from.velocity.x, from.acceleration.x);
        loop {
            let whole = self.runge_kutta(line, thrust, start, h);
            let half = self.runge_kutta(line, thrust, start, 0.5 * h);
            let halfway = (half.0, half.1, self.acceleration(line, thrust, half.0, half.1));
            let two = self.runge_kutta(line, thrust, halfway, 0.5 * h);
            let error = ((two.1 - whole.1).abs()).max((two.0 - whole.0).abs() / h) / 15.0;
            let factor = (0.8 * (STEP_ERROR_M_S / error.max(1e-12)).powf(0.2)).clamp(0.2, 2.5);
            if error <= STEP_ERROR_M_S || h < 1e-9 {
                knots.push(self.knot(line, thrust, (from.t + h, two.0, two.1)));
                return h * factor;
            }
            h *= factor;
        }
    }

    // From slant range, speed and acceleration.
    fn runge_kutta(&self, line: Line, thrust: f64, (s, v, a): (f64, f64, f64), h: f64) -> (f64, f64) {
        let f = |s: f64, v: f64| (v, self.acceleration(line, thrust, s, v));
        let k1 = (v, a);
        let k2 = f(s + 0.5 * h * k1.0, v + 0.5 * h * k1.1);
        let k3 = f(s + 0.5 * h * k2.0, v + 0.5 * h * k2.1);
        let k4 = f(s + h * k3.0, v + h * k3.1);
        let w = h / 6.0;
        (s + w * (k1.0 + 2.0 * (k2.0 + k3.0) + k4.0), v + w * (k1.1 + 2.0 * (k2.1 + k3.1) + k4.1))
    }
}

/// A straight line from the launcher.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    sin_elevation: f64,
    // Of the launcher, from the centre of the sphere.
    radius_m: f64,
}

impl Line {
    /// Height over the launcher's sphere at slant range s: (R + z)^2 = R^2 + 2 R s sin e + s^2, without cancellation.
    pub(crate) fn rise_m(self, s: f64) -> f64 {
        let c = s * (2.0 * self.radius_m * self.sin_elevation + s);
        c / (self.radius_m + (self.radius_m * self.radius_m + c).max(0.0).sqrt())
    }
}

#[cfg(test)]
mod tests;
