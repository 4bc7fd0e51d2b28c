//! What a planned route asks for: waypoints, speeds, heights, limits of the craft, ground and fuel.
//!
//! Kinematics of a route that is given: nothing here chooses or improves one.

use super::corner::way_to;
use super::height::Steepness;
use crate::earth::geodesic;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::terrain::Terrain;
use crate::earth::world::{Shape, World};
use crate::error::{check_latitude, check_range, Error, Result};
use std::borrow::Cow;
use std::f64::consts::{FRAC_PI_2, TAU};
use std::sync::Arc;

// Every circle takes knots: more circles than this would fill the memory, and no craft flies them.
pub(super) const LOITER_TURNS_MAX: f64 = 1e4;
// Waypoints nearer to one another than this are one place (m): no course leads from one to the other.
const COINCIDENT_M: f64 = 1.0;
// The same as an angle (rad), with room to spare: only what is within it is measured.
const NEAR_RAD: f64 = 1e-6;

/// A point of the route, and what is flown there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waypoint {
    /// Geodetic latitude (rad).
    pub latitude_rad: f64,
    /// Longitude (rad).
    pub longitude_rad: f64,
    /// Height to which the leg that ends here is flown (m); at the first waypoint that of the start.
    pub altitude_m: f64,
    /// What is flown here.
    pub turn: Turn,
    /// Its number in the route as it was given, from 0: what errors call it.
    pub number: usize,
}

/// What is flown at a waypoint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turn {
    /// The corner is cut by a turn tangent to both legs.
    FlyBy,
    /// The turn begins over the waypoint.
    FlyOver,
    /// Circles for a time (s), then on round towards the next waypoint; to the right when clockwise.
    LoiterTime {
        /// Time (s).
        duration_s: f64,
        /// Seen from above.
        clockwise: bool,
    },
    /// As `LoiterTime`, for a number of turns.
    LoiterTurns {
        /// Number of turns.
        turns: f64,
        /// Seen from above.
        clockwise: bool,
    },
}

/// Limits of the craft.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agility {
    /// Bank angle in turns (rad).
    pub bank_rad: f64,
    /// Largest angle of climb (rad).
    pub climb_angle_rad: f64,
    /// Largest rate of climb (m/s); infinite for none.
    pub climb_rate_m_s: f64,
    /// Largest angle of descent (rad).
    pub descent_angle_rad: f64,
    /// Largest rate of descent (m/s); infinite for none.
    pub descent_rate_m_s: f64,
    /// Largest acceleration normal to the path in the vertical plane (m/s^2).
    pub normal_acceleration_m_s2: f64,
    /// Largest change of airspeed (m/s^2).
    pub acceleration_m_s2: f64,
}

/// A dive that ends over the last waypoint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dive {
    /// Angle below the horizon (rad).
    pub angle_rad: f64,
    /// Height at its end (m), counted as the route's heights are.
    pub altitude_m: f64,
    /// Airspeed it accelerates to (m/s), as far as it gets; `None` keeps the last leg's.
    pub speed_m_s: Option<f64>,
    /// Whether the airspeed instead changes evenly over the whole dive, so that its end has the speed asked for.
    pub evenly: bool,
}

/// A climb before the dive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PopUp {
    /// Ground distance from the last waypoint at which it begins (m).
    pub distance_m: f64,
    /// Height it climbs to (m), counted as the route's heights are.
    pub altitude_m: f64,
    /// Angle of the climb (rad).
    pub angle_rad: f64,
}

/// How far and how long the fuel carries; infinite for no limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fuel {
    /// Distance through the air (m).
    pub air_range_m: f64,
    /// Distance over the ellipsoid (m).
    pub ground_range_m: f64,
    /// Time (s).
    pub endurance_s: f64,
}

impl Fuel {
    /// Fuel without limit.
    pub const ENDLESS: Self =
        Self { air_range_m: f64::INFINITY, ground_range_m: f64::INFINITY, endurance_s: f64::INFINITY };

    /// Endurance (s) of a jet by Breguet: with specific consumption c (1/s, weight of fuel per thrust and time), lift to
    /// drag ratio and masses m0 full and m1 empty, E = (L/D) ln(m0/m1)/c, so that R = V E.
    pub fn breguet_endurance_s(specific_consumption_per_s: f64, lift_to_drag: f64, mass_ratio: f64) -> Result<f64> {
        check_range("specific_consumption_per_s", specific_consumption_per_s, 1e-7, 0.1)?;
        check_range("lift_to_drag", lift_to_drag, 0.1, 100.0)?;
        check_range("mass_ratio", mass_ratio, 1.0, 100.0)?;
        Ok(lift_to_drag * mass_ratio.ln() / specific_consumption_per_s)
    }
}

/// Unless another is asked for, a path that follows the ground lies at most so far above the lowest that clears it (m).
pub const FOLLOW_M: f64 = 0.5;

/// A planned route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteFlight {
    /// Waypoints from start to end.
    pub waypoints: Vec<Waypoint>,
    /// True airspeed on each leg (m/s), one fewer than waypoints.
    pub speeds_m_s: Vec<f64>,
    /// Limits of the craft.
    pub agility: Agility,
    /// Dive at the end.
    pub dive: Option<Dive>,
    /// Climb before the dive.
    pub pop_up: Option<PopUp>,
    /// The ground; `None` is flat at height 0.
    pub terrain: Option<Arc<Terrain>>,
    /// Whether heights count from the ground, or else from the ellipsoid.
    pub above_ground: bool,
    /// How far above the lowest path that clears the ground it may fly where it follows it (m): the nearer, the more knots.
    pub follow_m: f64,
    /// Limits of fuel.
    pub fuel: Fuel,
}

impl Agility {
    fn check(&self) -> Result<()> {
        check_range("bank_rad", self.bank_rad, 0.01, 1.554)?;
        check_range("climb_angle_rad", self.climb_angle_rad, 0.001, 1.5)?;
        check_range("descent_angle_rad", self.descent_angle_rad, 0.001, 1.5)?;
        for (name, rate) in [("climb_rate_m_s", self.climb_rate_m_s), ("descent_rate_m_s", self.descent_rate_m_s)] {
            unlimited_or(name, rate, 0.01, 5_000.0)?;
        }
        check_range("normal_acceleration_m_s2", self.normal_acceleration_m_s2, 0.1, 2_000.0)?;
        check_range("acceleration_m_s2", self.acceleration_m_s2, 0.001, 1_000.0)
    }

    /// Radius of a level turn at a speed: V^2/(g tan bank).
    pub fn turn_radius_m(&self, speed_m_s: f64) -> f64 {
        speed_m_s * speed_m_s / (STANDARD_GRAVITY_M_S2 * self.bank_rad.tan())
    }

    /// Climb or descent at up to a speed (m/s): the angle's tangent, or that of asin(rate/V) where it is less.
    pub fn steepness(&self, up: bool, speed_m_s: f64) -> Steepness {
        let (angle, rate) = if up {
            (self.climb_angle_rad, self.climb_rate_m_s)
        } else {
            (self.descent_angle_rad, self.descent_rate_m_s)
        };
        let by_rate = if rate < speed_m_s { (rate / speed_m_s).asin() } else { FRAC_PI_2 };
        self.at_angle(angle.min(by_rate), speed_m_s)
    }

    /// Climb or dive at an angle (rad) at up to a speed (m/s).
    pub fn at_angle(&self, angle_rad: f64, speed_m_s: f64) -> Steepness {
        let curvature = self.normal_acceleration_m_s2 / (speed_m_s * speed_m_s);
        Steepness { slope: angle_rad.tan(), curvature }
    }
}

fn unlimited_or(name: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if value == f64::INFINITY {
        return Ok(());
    }
    check_range(name, value, low, high)
}

fn check_altitude(name: &str, altitude_m: f64) -> Result<()> {
    check_range(name, altitude_m, -500.0, 60_000.0)
}

impl RouteFlight {
    /// Checks all that can be checked before flying, but for turns in the wind.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first parameter out of range.
    pub fn check(&self, world: &World) -> Result<()> {
        if world.shape != Shape::Wgs84 {
            return Err(Error::invalid("world", "a sphere", "the WGS-84 Earth, on which routes are flown"));
        }
        self.check_waypoints()?;
        if self.speeds_m_s.len() + 1 != self.waypoints.len() {
            let allowed = format!("{} speeds, one for each leg", self.waypoints.len() - 1);
            return Err(Error::invalid("speed_m_s", format!("{} speeds", self.speeds_m_s.len()), &allowed));
        }
        for &speed in &self.speeds_m_s {
            check_range("speed_m_s", speed, 5.0, 5_000.0)?;
        }
        self.agility.check()?;
        unlimited_or("range_m", self.fuel.air_range_m, 1.0, 1e9)?;
        unlimited_or("ground_range_m", self.fuel.ground_range_m, 1.0, 1e9)?;
        unlimited_or("endurance_s", self.fuel.endurance_s, 1e-3, 1e7)?;
        check_range("follow_m", self.follow_m, 1e-6, 1e3)?;
        self.check_end()
    }

    /// Airspeed at which a loiter at waypoint `i` is flown (m/s): that of the leg before.
    pub(super) fn loiter_speed_m_s(&self, i: usize) -> f64 {
        self.speeds_m_s[i.saturating_sub(1)]
    }

    fn check_waypoints(&self) -> Result<()> {
        if self.waypoints.len() < 2 {
            return Err(Error::invalid("waypoints", self.waypoints.len(), "at least 2"));
        }
        for point in &self.waypoints {
            check_latitude("waypoint latitude_rad", point.latitude_rad, FRAC_PI_2)?;
            check_range("waypoint longitude_rad", point.longitude_rad, -7.0, 7.0)?;
            check_altitude("waypoint altitude_m", point.altitude_m)?;
            match point.turn {
                Turn::LoiterTime { duration_s, .. } => check_range("loiter duration_s", duration_s, 0.1, 1e5)?,
                Turn::LoiterTurns { turns, .. } => check_range("loiter turns", turns, 0.001, LOITER_TURNS_MAX)?,
                Turn::FlyBy | Turn::FlyOver => {}
            }
        }
        Ok(())
    }

    /// Checks the lengths of all legs.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is too short or too long.
    pub(super) fn check_legs(&self) -> Result<()> {
        for (i, pair) in self.waypoints.windows(2).enumerate() {
            check_range(&self.way_to(i + 1), distance_m(&pair[0], &pair[1]), COINCIDENT_M, 2.1e7)?;
        }
        Ok(())
    }

    /// The route with waypoints at one place made one, where nothing that is asked for is lost by it.
    pub(super) fn merged(&self) -> Cow<'_, Self> {
        let (mut waypoints, mut speeds_m_s): (Vec<Waypoint>, Vec<f64>) = (Vec::new(), Vec::new());
        for (i, point) in self.waypoints.iter().enumerate() {
            let next = self.waypoints.get(i + 1);
            match waypoints.last_mut() {
                Some(last) if coincide(last, point) && (next.is_some() || i > 1) && fits(last, point, next) => {
                    if point.turn != Turn::FlyBy {
                        last.turn = point.turn;
                    }
                    if next.is_none() {
                        // The route ends where it was sent.
                        (last.latitude_rad, last.longitude_rad) = (point.latitude_rad, point.longitude_rad);
                    }
                }
                Some(_) => {
                    speeds_m_s.push(self.speeds_m_s[i - 1]);
                    waypoints.push(*point);
                }
                None => waypoints.push(*point),
            }
        }
        if waypoints.len() == self.waypoints.len() || waypoints.len() < 2 {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self { waypoints, speeds_m_s, ..self.clone() })
    }

    /// What an error calls waypoint `i`.
    pub(super) fn place(&self, i: usize) -> String {
        match self.waypoints[i].number {
            _ if i == 0 => "the start".to_owned(),
            _ if i + 1 == self.waypoints.len() => "the end".to_owned(),
            number => format!("waypoint {number}"),
        }
    }

    /// What an error calls the way to waypoint `i` from the one before.
    pub(super) fn way_to(&self, i: usize) -> String {
        way_to(&|i| self.place(i), i)
    }

    fn check_end(&self) -> Result<()> {
        if let Some(dive) = &self.dive {
            check_range("dive angle_rad", dive.angle_rad, 0.001, 1.5)?;
            check_altitude("dive altitude_m", dive.altitude_m)?;
            check_range("dive speed_m_s", dive.speed_m_s.unwrap_or(5.0), 5.0, 5_000.0)?;
            let last = self.waypoints[self.waypoints.len() - 1].turn;
            if matches!(last, Turn::LoiterTime { .. } | Turn::LoiterTurns { .. }) {
                return Err(Error::invalid(
                    "loiter waypoint",
                    self.waypoints[self.waypoints.len() - 1].number,
                    "a waypoint before the last where the route ends in a dive",
                ));
            }
        }
        if let Some(pop_up) = &self.pop_up {
            if self.dive.is_none() {
                return Err(Error::invalid("dive", "none", "given where there is a pop-up"));
            }
            check_range("pop_up distance_m", pop_up.distance_m, 1.0, 2e7)?;
            check_altitude("pop_up altitude_m", pop_up.altitude_m)?;
            check_range("pop_up angle_rad", pop_up.angle_rad, 0.001, 1.5)?;
        }
        Ok(())
    }
}

fn distance_m(a: &Waypoint, b: &Waypoint) -> f64 {
    geodesic::inverse(a.latitude_rad, a.longitude_rad, b.latitude_rad, b.longitude_rad).distance_m
}

fn coincide(a: &Waypoint, b: &Waypoint) -> bool {
    let east = a.longitude_rad - b.longitude_rad;
    let east = (east - TAU * (east / TAU).round()) * a.latitude_rad.cos();
    let near = (a.latitude_rad - b.latitude_rad).abs() < NEAR_RAD && east.abs() < NEAR_RAD;
    near && distance_m(a, b) < COINCIDENT_M
}

// Whether a waypoint can be left out beside the one before it at the same place: circles are flown at one of them at most,
// and a change of height between them is that of the leg which follows.
fn fits(kept: &Waypoint, point: &Waypoint, next: Option<&Waypoint>) -> bool {
    let same = |a: f64, b: f64| a.total_cmp(&b).is_eq();
    let height = same(kept.altitude_m, point.altitude_m) || next.is_some_and(|w| same(w.altitude_m, point.altitude_m));
    height
        && (kept.turn == Turn::FlyBy
            || point.turn == Turn::FlyBy
            || (kept.turn, point.turn) == (Turn::FlyOver, Turn::FlyOver))
}
