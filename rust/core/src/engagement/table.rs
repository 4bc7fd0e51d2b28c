//! Time of flight, speed and lateral acceleration of an interceptor class over ground range and altitude, from
//! straight-line fly-outs ([`super::motion`]) on a grid ([`super::grid`]).
//!
//! Error against direct flights, for the classes of the catalogue, with a sustainer and as projectiles (tested): 0.1 % of
//! the time of flight, 1 % of the speed, 2 % of the lateral acceleration, 0.5 % of the reach.

use super::flyout::{Flyout, Limits};
use super::grid::Grid;
use super::motion::{Line, Motion};
use super::table_bounds::{Between, Bounds, Values};
use crate::error::{check_range, Result};

/// Sine of the lowest line, about -20 degrees: a unit on a height, a target below the horizontal.
pub(super) const SIN_ELEVATION_MIN: f64 = -0.35;

/// Time of flight and speed of an interceptor class to points around its launcher.
#[derive(Debug, Clone)]
pub struct FlyoutTable {
    slant_range_max_m: f64,
    altitude_max_m: f64,
    motion: Motion,
    lines: Lines,
    limits_lateral: bool,
    speed_least_m_s: f64,
}

#[derive(Debug, Clone)]
enum Lines {
    /// Time is the longer of slant range over speed and height over rate of climb.
    Constant {
        speed_m_s: f64,
    },
    Grid(Box<Grid>, Bounds),
}

/// Time of flight to a point and how it changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lookup {
    /// Time of flight (s).
    pub(crate) time_s: f64,
    /// Slowness dt/ds, the inverse of the speed there (s/m).
    pub(crate) slowness_s_m: f64,
    /// dt/dx by the sine of elevation (s).
    pub(crate) by_sine_s: f64,
}

/// Bounds of a target's motion as seen from the launcher.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Approach {
    /// Slant ranges (m).
    pub(crate) slant_range_m: Between,
    /// Sines of elevation.
    pub(crate) sin_elevation: Between,
    /// Range rates (m/s).
    pub(crate) away_m_s: Between,
    /// Velocities along the launcher's up (m/s).
    pub(crate) up_m_s: Between,
    /// Greatest speed across the line of sight (m/s).
    pub(crate) across_m_s: f64,
}

impl FlyoutTable {
    /// Flies the class along its lines out to `slant_range_max_m`.
    ///
    /// Points above `altitude_max_m` (over the launcher's horizontal plane) count as outside. Errors: a parameter of the
    /// fly-out or of the limits is out of range.
    pub fn build(flyout: &Flyout, slant_range_max_m: f64, altitude_max_m: f64) -> Result<Self> {
        Self::limited(flyout, &Limits::default(), slant_range_max_m, altitude_max_m)
    }

    /// The same with what a class adds: sustainer, lift and its drag, side thrusters, endurance.
    pub fn limited(flyout: &Flyout, limits: &Limits, slant_range_max_m: f64, altitude_max_m: f64) -> Result<Self> {
        check_all(flyout, limits, slant_range_max_m, altitude_max_m)?;
        let motion = Motion::new(flyout, limits)?;
        let lines = match *flyout {
            Flyout::ConstantSpeed { speed_m_s } => Lines::Constant { speed_m_s },
            Flyout::Boosted { .. } | Flyout::Projectile { .. } => {
                let grid = Grid::fly(&motion, slant_range_max_m);
                let bounds = Bounds::new(slant_range_max_m, SIN_ELEVATION_MIN, |x| values_on(&motion, &grid, x));
                Lines::Grid(Box::new(grid), bounds)
            }
        };
        let mut table =
            Self { slant_range_max_m, altitude_max_m, motion, lines, limits_lateral: false, speed_least_m_s: 0.0 };
        let (ranges, sines) = ((0.0, slant_range_max_m), (SIN_ELEVATION_MIN, 1.0));
        table.limits_lateral = table.lateral_between_m_s2(ranges, sines).0.is_finite();
        table.speed_least_m_s = table.speed_between_m_s(ranges, sines).0;
        Ok(table)
    }

    /// Time of flight (s) to a point at this ground range and height over the launcher's horizontal plane (m).
    /// Infinite outside the kinematic boundary.
    pub fn time_of_flight_s(&self, ground_range_m: f64, altitude_m: f64) -> f64 {
        let (s, x) = polar(ground_range_m, altitude_m);
        if self.reach_margin_m(s, x, altitude_m) >= 0.0 {
            self.lookup(s, x).time_s
        } else {
            f64::INFINITY
        }
    }

    /// Speed of the interceptor (m/s) as it gets to a point; 0 outside the kinematic boundary.
    pub fn speed_m_s(&self, ground_range_m: f64, altitude_m: f64) -> f64 {
        let (s, x) = polar(ground_range_m, altitude_m);
        if self.reach_margin_m(s, x, altitude_m) >= 0.0 {
            1.0 / self.lookup(s, x).slowness_s_m
        } else {
            0.0
        }
    }

    /// Lateral acceleration (m/s^2) available at a point; 0 outside the kinematic boundary, infinite where nothing limits it.
    pub fn lateral_acceleration_m_s2(&self, ground_range_m: f64, altitude_m: f64) -> f64 {
        let (s, x) = polar(ground_range_m, altitude_m);
        if self.reach_margin_m(s, x, altitude_m) >= 0.0 {
            self.lateral_m_s2(s, x, &self.lookup(s, x))
        } else {
            0.0
        }
    }

    /// Slant range (m) to which the interceptor gets along the line with this sine of elevation.
    pub fn boundary_m(&self, sin_elevation: f64) -> f64 {
        let ceiling = if sin_elevation > 0.0 { self.altitude_max_m / sin_elevation } else { f64::INFINITY };
        self.reach_between_m(sin_elevation, sin_elevation).0.min(ceiling)
    }

    /// Lateral acceleration available (m/s^2) at slant range `s` and sine of elevation `x`, to which `flight` leads, continuous;
    /// infinite where nothing limits it. At a constant speed lift does not limit it.
    pub(crate) fn lateral_m_s2(&self, s: f64, x: f64, flight: &Lookup) -> f64 {
        match &self.lines {
            Lines::Constant { .. } => self.lateral_at_constant_speed_m_s2(),
            Lines::Grid(..) => lateral_on(&self.motion, self.motion.line(x), s, flight),
        }
    }

    fn lateral_at_constant_speed_m_s2(&self) -> f64 {
        self.limits().lateral_acceleration_max_m_s2 + self.limits().divert_acceleration_m_s2
    }

    /// The motion that the table has to a point: at a constant speed bounded in climb, that of the slower line there.
    pub(crate) fn motion_to(&self, s: f64, x: f64) -> Motion {
        let speed_m_s = match &self.lines {
            Lines::Constant { .. } => 1.0 / self.lookup(s, x).slowness_s_m,
            Lines::Grid(..) => return self.motion.clone(),
        };
        self.motion.at_speed(speed_m_s)
    }

    /// How far inside the kinematic boundary a point at slant range `s` and sine of elevation `x` is (m), negative
    /// outside: the least of reach along the line, height below the ceiling, and distance above the lowest line.
    pub(crate) fn reach_margin_m(&self, s: f64, x: f64, altitude_m: f64) -> f64 {
        let reach = self.reach_m(x);
        (reach.min(self.slant_range_max_m) - s).min(self.edge_margin_m(s, x, altitude_m))
    }

    /// The part of [`Self::reach_margin_m`] that is not reach: ceiling and lowest line.
    pub(crate) fn edge_margin_m(&self, s: f64, x: f64, altitude_m: f64) -> f64 {
        (self.altitude_max_m - altitude_m).min((x - SIN_ELEVATION_MIN) * s.max(1.0))
    }

    fn reach_m(&self, x: f64) -> f64 {
        match &self.lines {
            Lines::Constant { speed_m_s } => self.limits().flight_time_max_s / self.slowness(*speed_m_s, x).0,
            Lines::Grid(grid, _) => grid.reach_m(x),
        }
    }

    fn limits(&self) -> &Limits {
        &self.motion.limits
    }

    // At constant speed and bounded climb: dt/ds, and d(dt/ds)/dx.
    fn slowness(&self, speed_m_s: f64, x: f64) -> (f64, f64) {
        let climbing = x / self.limits().climb_rate_m_s;
        if climbing > 1.0 / speed_m_s {
            (climbing, 1.0 / self.limits().climb_rate_m_s)
        } else {
            (1.0 / speed_m_s, 0.0)
        }
    }

    /// Least and greatest reach (m) of the lines between two sines of elevation.
    pub(crate) fn reach_between_m(&self, x_low: f64, x_high: f64) -> (f64, f64) {
        let (least, most) = match &self.lines {
            // Never farther on a steeper line.
            Lines::Constant { .. } => (self.reach_m(x_high), self.reach_m(x_low)),
            Lines::Grid(grid, _) => grid.reach_between_m(x_low, x_high),
        };
        (least.min(self.slant_range_max_m), most.min(self.slant_range_max_m))
    }

    /// Whether anything limits the lateral acceleration.
    pub(crate) const fn limits_lateral(&self) -> bool {
        self.limits_lateral
    }

    /// Least speed anywhere (m/s); 0 next to a launcher from which the interceptor starts at rest.
    pub(crate) const fn speed_least_m_s(&self) -> f64 {
        self.speed_least_m_s
    }

    /// Speeds over a box of slant range and sine of elevation (m/s).
    pub(crate) fn speed_between_m_s(&self, ranges_m: Between, x: Between) -> Between {
        match &self.lines {
            // Never faster on a steeper line.
            Lines::Constant { speed_m_s } => {
                (1.0 / self.slowness(*speed_m_s, x.1).0, 1.0 / self.slowness(*speed_m_s, x.0).0)
            }
            Lines::Grid(_, bounds) => bounds.speed_m_s(ranges_m, x),
        }
    }

    /// Available lateral accelerations over such a box (m/s^2).
    pub(crate) fn lateral_between_m_s2(&self, ranges_m: Between, x: Between) -> Between {
        match &self.lines {
            Lines::Constant { .. } => {
                let everywhere = self.lateral_at_constant_speed_m_s2();
                (everywhere, everywhere)
            }
            Lines::Grid(_, bounds) => bounds.lateral_m_s2(ranges_m, x),
        }
    }

    /// Greatest rate at which the available lateral acceleration at a target changes over such a box (m/s^3): by its greatest
    /// range rate, in or out, and its speed (m/s).
    pub(crate) fn lateral_rate_m_s3(&self, ranges_m: Between, x: Between, (along_m_s, speed_m_s): (f64, f64)) -> f64 {
        match &self.lines {
            Lines::Constant { .. } => 0.0,
            Lines::Grid(_, bounds) => {
                let (along, across) = bounds.lateral_slopes_s2(ranges_m, x);
                along * along_m_s + across * speed_m_s
            }
        }
    }

    /// Greatest rate at which the interceptor's speed at a target changes over such a box (m/s^2): by the target's greatest range
    /// rate, in or out, and its speed (m/s). No bound where a climb limits the speed.
    pub(crate) fn speed_rate_m_s2(&self, ranges_m: Between, x: Between, (along_m_s, speed_m_s): (f64, f64)) -> f64 {
        match &self.lines {
            Lines::Constant { .. } => f64::INFINITY,
            Lines::Grid(_, bounds) => {
                let (along, across) = bounds.speed_slopes_s(ranges_m, x);
                along * along_m_s + across * speed_m_s
            }
        }
    }

    /// Least and greatest slope of the reach by the sine of elevation, between two (m).
    pub(crate) fn reach_slope_m(&self, x_low: f64, x_high: f64) -> Between {
        match &self.lines {
            Lines::Grid(grid, _) => grid.reach_slope_m(x_low, x_high),
            // T v, and T c/x where the climb is what takes the time.
            Lines::Constant { speed_m_s } => {
                let (time, climb) = (self.limits().flight_time_max_s, self.limits().climb_rate_m_s);
                let level = climb / speed_m_s;
                if time.is_infinite() || x_high <= level {
                    (0.0, 0.0)
                } else {
                    (-time * climb / x_low.max(level).powi(2), 0.0)
                }
            }
        }
    }

    /// Rates at which the time of flight to a moving target changes (s/s): the least and the greatest.
    ///
    /// dT/dt = `T_s` s' + `T_x` x', with |`T_x` x'| at most |dt/dx| cos e / s times the speed across the line; at a constant speed
    /// T is the longer of s / v and u / c, so that its rate is one of theirs.
    pub(crate) fn time_rate_between(&self, target: &Approach) -> Between {
        let (away, up) = (target.away_m_s, target.up_m_s);
        match &self.lines {
            Lines::Constant { speed_m_s } => {
                let c = self.limits().climb_rate_m_s;
                ((away.0 / speed_m_s).min(up.0 / c), (away.1 / speed_m_s).max(up.1 / c))
            }
            Lines::Grid(_, bounds) => {
                let (slow, aside) = bounds.slowness_s_m(target.slant_range_m, target.sin_elevation);
                let across = aside * target.across_m_s;
                let over = |rate: f64, (least, most): Between| rate * if rate > 0.0 { most } else { least };
                (over(away.0, (slow.1, slow.0)) - across, over(away.1, slow) + across)
            }
        }
    }

    /// Greatest gradient of the time of flight (s/m) from a slant range outward: a target slower than its inverse cannot
    /// outrun the interceptor.
    pub(crate) fn gradient_max_s_m(&self, from_m: f64) -> f64 {
        match &self.lines {
            Lines::Constant { speed_m_s } => 1.0 / speed_m_s.min(self.limits().climb_rate_m_s),
            Lines::Grid(_, bounds) => bounds.steepest_s_m(from_m),
        }
    }

    /// Time of flight and its derivatives, continued smoothly outside the boundary.
    pub(crate) fn lookup(&self, s: f64, x: f64) -> Lookup {
        match &self.lines {
            Lines::Constant { speed_m_s } => {
                let (slowness_s_m, by_x) = self.slowness(*speed_m_s, x);
                Lookup { time_s: s * slowness_s_m, slowness_s_m, by_sine_s: s * by_x }
            }
            Lines::Grid(grid, _) => grid.lookup(s, x),
        }
    }
}

/// Checks what a table is built of, without building it. Errors name the parameter, its value and what is allowed.
pub fn check_all(flyout: &Flyout, limits: &Limits, slant_range_max_m: f64, altitude_max_m: f64) -> Result<()> {
    flyout.check()?;
    limits.check()?;
    check_range("slant_range_max_m", slant_range_max_m, 1.0, 2e6)?;
    check_range("altitude_max_m", altitude_max_m, 1.0, 2e6)
}

// What a grid says along a line, by slant range.
fn values_on<'a>(motion: &'a Motion, grid: &'a Grid, x: f64) -> impl Fn(f64) -> Values + 'a {
    let (on, line, cosine) = (grid.on(x), motion.line(x), (1.0 - x * x).max(0.0).sqrt());
    move |s| {
        let time = on.lookup(s);
        Values {
            slowness_s_m: time.slowness_s_m,
            across_s_m: time.by_sine_s.abs() * cosine / s,
            lateral_m_s2: lateral_on(motion, line, s, &time),
        }
    }
}

// Lateral acceleration available on a line at a slant range.
fn lateral_on(motion: &Motion, line: Line, s: f64, flight: &Lookup) -> f64 {
    motion.lateral_m_s2(motion.limits.launch_altitude_m + line.rise_m(s), 1.0 / flight.slowness_s_m)
}

// Slant range and sine of elevation.
fn polar(ground_range_m: f64, altitude_m: f64) -> (f64, f64) {
    let s = ground_range_m.hypot(altitude_m);
    (s, if s > 0.0 { altitude_m / s } else { 0.0 })
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests;
