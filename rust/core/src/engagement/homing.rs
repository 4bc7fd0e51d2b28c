//! Closed-loop fly-out: the check of the straight lines of [`super::motion`] and of the tables made of them.
//!
//! A point mass flies the collision course of the table, then homes by proportional navigation (Zarchan, *Tactical and
//! Strategic Missile Guidance*, 6th ed., chs. 2, 3, 8). With R the vector from interceptor to target, V its rate,
//! omega = R x V / R^2 and the closing speed Vc = -R V / |R|, the command is
//!
//!   `a_c` = N' Vc omega x R/|R|,   augmented by   N'/2 of the target's acceleration across R,
//!
//! its part across the interceptor's velocity, held to the lateral acceleration available, behind a lag: da/dt = (`a_c` -
//! a) / T. Along the path thrust, drag and weight act as on the straight line, the drag of lift with the lift of both: what
//! carries the weight across the path (as on the line, it takes nothing of the limit) and what steers. A simulation of
//! published kinematics over the Earth at rest; no seeker, no body, no noise.

use super::flyout::{Flyout, Limits};
use super::motion::Motion;
use super::table::FlyoutTable;
use crate::earth::ellipsoid::MEAN_RADIUS_M;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::path::Path;
use crate::math::hermite;
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;
use crate::sensing::site::Site;
use pursuit::Homing;

/// Step (s) of the search for the collision course.
const SEARCH_S: f64 = 0.1;
/// Time to go (s) at which the rest is taken for a straight line: of it, steering moves the interceptor a share of about
/// N' times this over the lag. Positions over the Earth are rounded to 1e-9 m, which a shorter one would steer by.
const REST_S: f64 = 1e-4;
const REST_REDUCED_S: f64 = 1e-6;

/// The law of guidance and its limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guidance {
    /// Effective navigation ratio N'.
    pub navigation_ratio: f64,
    /// Whether the target's acceleration is added.
    pub augmented: bool,
    /// Time constant of the lag (s); 0 for none.
    pub lag_s: f64,
    /// Homing begins so long after launch (s), but at half the way at the latest; not a number: at the end of the boost.
    pub homing_from_s: f64,
    /// Greatest lateral acceleration (m/s^2), beside what the interceptor has at its height and speed.
    pub lateral_max_m_s2: f64,
}

impl Guidance {
    /// Checks the ranges. Errors name the parameter.
    pub fn check(&self) -> Result<()> {
        check_range("navigation_ratio", self.navigation_ratio, 2.0, 10.0)?;
        check_range("lag_s", self.lag_s, 0.0, 10.0)?;
        if !self.homing_from_s.is_nan() {
            check_range("homing_from_s", self.homing_from_s, 0.0, 1e5)?;
        }
        if self.lateral_max_m_s2.is_nan() || self.lateral_max_m_s2 < 0.0 {
            return Err(Error::invalid(
                "lateral_max_m_s2",
                self.lateral_max_m_s2,
                "0 or more, or infinite for no limit",
            ));
        }
        Ok(())
    }
}

/// How a closed-loop fly-out ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum End {
    /// It passed the target at the stated miss distance.
    Passed = 0,
    /// It became too slow before.
    TooSlow = 1,
    /// Its flight time ran out before.
    TimedOut = 2,
    /// The target's flight ended before.
    TargetGone = 3,
    /// The table has no collision course for this launch.
    NoCourse = 4,
}

/// A moment of the interceptor's flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Time of the target's path (s).
    pub time_s: f64,
    /// Position, ECEF (m).
    pub position: Vec3,
    /// Steering acceleration (m/s^2).
    pub lateral: Vec3,
}

/// A closed-loop fly-out.
#[derive(Debug, Clone)]
pub struct FlyOut {
    /// How it ended.
    pub end: End,
    /// When the table has it meet the target (s, time of the target's path).
    pub predicted_s: f64,
    /// When it passes it (s), or its flight ended.
    pub time_s: f64,
    /// From the target to the interceptor when it passes (m), or when its flight ended.
    pub miss: Vec3,
    /// Greatest steering acceleration (m/s^2).
    pub lateral_max_m_s2: f64,
    /// Least lateral acceleration available while homing, less what steering used (m/s^2).
    pub lateral_margin_m_s2: f64,
    /// The homing flight.
    pub moments: Vec<Moment>,
}

/// The state homing starts from.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Time of the target's path (s), and since launch.
    pub time_s: f64,
    /// Time since launch (s).
    pub since_launch_s: f64,
    /// Position, ECEF (m).
    pub position: Vec3,
    /// Velocity, ECEF (m/s).
    pub velocity: Vec3,
}

/// Flies out at a target from a site, launched at `launch_s` of the target's path time, on the table's collision course.
pub fn fly_out(table: &FlyoutTable, site: &Site, target: Path, launch_s: f64, guidance: &Guidance) -> FlyOut {
    let nothing = FlyOut {
        end: End::NoCourse,
        predicted_s: f64::NAN,
        time_s: f64::NAN,
        miss: Vec3::new(f64::NAN, f64::NAN, f64::NAN),
        lateral_max_m_s2: f64::NAN,
        lateral_margin_m_s2: f64::NAN,
        moments: Vec::new(),
    };
    let Some(predicted_s) = collision(table, site, target, launch_s) else { return nothing };
    let look = site.look(target.state(predicted_s).position);
    let way = target.state(predicted_s).position - site.origin;
    let motion = table.motion_to(look.slant_range_m, look.sin_elevation());
    let time_of_flight_s = predicted_s - launch_s;
    let from = if guidance.homing_from_s.is_nan() { motion.boost_end_s() } else { guidance.homing_from_s };
    let from = from.min(0.5 * time_of_flight_s);
    let line = motion.fly(look.sin_elevation(), look.slant_range_m);
    let start = Start {
        time_s: launch_s + from,
        since_launch_s: from,
        position: site.origin + way.unit() * line.range_at(from),
        velocity: way.unit() * line.speed_at(from),
    };
    let centre = site.origin - site.enu.up * (MEAN_RADIUS_M + motion.limits.launch_altitude_m);
    let flown = Homing { motion: &motion, target, guidance, centre, rest_s: REST_S }.fly(start);
    FlyOut { predicted_s, ..flown }
}

// The earliest intercept time of a launch by the table.
fn collision(table: &FlyoutTable, site: &Site, target: Path, launch_s: f64) -> Option<f64> {
    let late = |t: f64| {
        let look = site.look(target.state(t).position);
        t - launch_s - table.lookup(look.slant_range_m, look.sin_elevation()).time_s
    };
    let mut before = launch_s.max(target.start());
    while before < target.end() {
        let after = (before + SEARCH_S).min(target.end());
        if late(before) <= 0.0 && late(after) > 0.0 {
            let t = bracketed(late, before, after, 1e-9);
            let look = site.look(target.state(t).position);
            // A target that flies past may come within the boundary later.
            if table.reach_margin_m(look.slant_range_m, look.sin_elevation(), look.up_m) >= 0.0 {
                return Some(t);
            }
        }
        before = after;
    }
    None
}

/// Homing in the reduced mode of the closed forms: an interceptor of constant speed meets a target head-on, in a plane,
/// without drag, weight or limit. The result's y is across the line of sight.
///
/// `heading_error_rad` is the interceptor's, `acceleration_m_s2` the target's, a step at time 0.
pub fn reduced(
    guidance: &Guidance,
    (speed_m_s, target_speed_m_s, flight_time_s): (f64, f64, f64),
    (heading_error_rad, acceleration_m_s2): (f64, f64),
) -> Result<FlyOut> {
    guidance.check()?;
    check_range("speed_m_s", speed_m_s, 1.0, 2e4)?;
    check_range("target_speed_m_s", target_speed_m_s, 0.0, 2e4)?;
    check_range("flight_time_s", flight_time_s, 1e-3, 1e4)?;
    check_range("heading_error_rad", heading_error_rad, -0.1, 0.1)?;
    check_range("acceleration_m_s2", acceleration_m_s2, -1e3, 1e3)?;
    let motion = Motion::new(&Flyout::ConstantSpeed { speed_m_s }, &Limits::default())?;
    let distance_m = (speed_m_s + target_speed_m_s) * flight_time_s;
    let knot = |t: f64| hermite::Knot {
        t,
        position: Vec3::new(distance_m - target_speed_m_s * t, 0.5 * acceleration_m_s2 * t * t, 0.0),
        velocity: Vec3::new(-target_speed_m_s, acceleration_m_s2 * t, 0.0),
        acceleration: Vec3::new(0.0, acceleration_m_s2, 0.0),
    };
    let knots = [knot(0.0), knot(2.0 * flight_time_s)];
    let zero = Vec3::new(0.0, 0.0, 0.0);
    let velocity = Vec3::new(heading_error_rad.cos(), heading_error_rad.sin(), 0.0) * speed_m_s;
    let start = Start { time_s: 0.0, since_launch_s: 0.0, position: zero, velocity };
    let centre = Vec3::new(0.0, 0.0, -MEAN_RADIUS_M);
    Ok(Homing { motion: &motion, target: Path { knots: &knots }, guidance, centre, rest_s: REST_REDUCED_S }.fly(start))
}

mod pursuit;
#[cfg(test)]
mod tests;
