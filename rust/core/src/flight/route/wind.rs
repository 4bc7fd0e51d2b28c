//! A planned route in the wind of the world it is flown over, and the wind triangle: the speed over the ground of a
//! craft that holds a track at a given airspeed.

use super::plan::{RouteFlight, Turn, LOITER_TURNS_MAX};
use crate::earth::wind::Wind;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::math::vec3::Vec3;
use std::f64::consts::TAU;
use std::ops::Deref;

// A circle in the plane of its waypoint is flown at a speed off by d^2/(6 R^2) at a distance d: 1.6e-4 across this one.
const TURN_RADIUS_MAX_M: f64 = 1e5;

// How far above what it is asked to clear a path that follows the ground may fly, rounded up: its nodes' own margin.
const FOLLOWING_SLACK_M: f64 = 100.0;

/// A plan with the wind it is flown in.
pub(super) struct InWind<'a> {
    plan: &'a RouteFlight,
    wind: Option<&'a Wind>,
    /// The strongest wind at the heights of the route (m/s), by which turns and climbs are laid out.
    pub(super) strongest_m_s: f64,
}

impl Deref for InWind<'_> {
    type Target = RouteFlight;

    fn deref(&self) -> &RouteFlight {
        self.plan
    }
}

impl<'a> InWind<'a> {
    /// The plan over a world.
    pub(super) fn of(plan: &'a RouteFlight, world: &'a World) -> Self {
        let wind = world.wind.as_deref();
        let (low, high) = plan.heights_m();
        Self { plan, wind, strongest_m_s: wind.map_or(0.0, |wind| wind.strongest_m_s(low, high)) }
    }

    /// Whether there is no wind.
    pub(super) const fn is_still(&self) -> bool {
        self.wind.is_none()
    }

    /// East, north and up (m/s) at a latitude, longitude (rad) and height (m).
    pub(super) fn wind_at(&self, latitude: f64, longitude: f64, height: f64) -> Vec3 {
        self.wind.map_or(Vec3::ZERO, |wind| wind.at(latitude, longitude, height))
    }

    /// Checks the sizes of turns and loiters.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a turn too wide, or a loiter of too many turns.
    pub(super) fn check_turns(&self) -> Result<()> {
        for (i, point) in self.waypoints.iter().enumerate() {
            let radius = self.turn_radius_m(i);
            let end = i == 0 || i + 1 == self.waypoints.len();
            let turns = !end || !matches!(point.turn, Turn::FlyBy | Turn::FlyOver);
            if turns && radius > TURN_RADIUS_MAX_M {
                let allowed = format!(
                    "enough for a turn radius of {TURN_RADIUS_MAX_M} m at waypoint {}, where it is {radius:.0} m",
                    point.number
                );
                return Err(Error::invalid("bank_rad", self.agility.bank_rad, &allowed));
            }
            if let Turn::LoiterTime { duration_s, .. } = point.turn {
                let turns = duration_s * self.loiter_speed_m_s(i) / (TAU * radius);
                check_range("loiter duration_s (turns flown in it)", turns, 0.0, LOITER_TURNS_MAX)?;
            }
        }
        Ok(())
    }

    /// Radius of turns at waypoint `i` (m). They are circles over the ground: it holds for the greatest speed over it.
    pub(super) fn turn_radius_m(&self, i: usize) -> f64 {
        let before = self.loiter_speed_m_s(i);
        let faster = match self.waypoints[i].turn {
            Turn::LoiterTime { .. } | Turn::LoiterTurns { .. } => before,
            Turn::FlyBy | Turn::FlyOver => before.max(self.speeds_m_s[i.min(self.speeds_m_s.len() - 1)]),
        };
        self.agility.turn_radius_m(faster + self.strongest_m_s)
    }
}

impl RouteFlight {
    // The lowest and the highest that the route flies (m).
    fn heights_m(&self) -> (f64, f64) {
        let ends = self.dive.map(|d| d.altitude_m).into_iter().chain(self.pop_up.map(|p| p.altitude_m));
        let asked = self.waypoints.iter().map(|w| w.altitude_m).chain(ends);
        let (low, high) = asked.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), a| (l.min(a), h.max(a)));
        match &self.terrain {
            Some(ground) if self.above_ground => {
                let (lowest, highest) = ground.extremes_m();
                (low + lowest, high + highest + FOLLOWING_SLACK_M)
            }
            _ => (low, high),
        }
    }
}

/// Horizontal speed over the ground (m/s) along a track, or `None` where wind keeps the craft from holding it or from
/// going forward.
///
/// With ground speed g, slope T of the path (climb per ground distance), wind a along and c across the track and u
/// upwards, the velocity through the air is (g - a, -c, g T - u); its size is the airspeed V. With b = a + u T:
///   (1 + T^2) g^2 - 2 b g + a^2 + c^2 + u^2 - V^2 = 0,   g = (b + sqrt(b^2 + (1 + T^2)(V^2 - a^2 - c^2 - u^2)))/(1 + T^2)
/// which in level flight without u is g = a + sqrt(V^2 - c^2).
pub fn ground_speed(airspeed: f64, slope: f64, (along, across, up): (f64, f64, f64)) -> Option<f64> {
    let k = 1.0 + slope * slope;
    let helped = along + up * slope;
    let root = helped * helped + k * (airspeed * airspeed - along * along - across * across - up * up);
    let speed = (helped + root.sqrt()) / k;
    // A craft that moves forward at less than 1 mm/s counts as held by the wind.
    (root >= 0.0 && speed > 1e-3).then_some(speed)
}

/// A wind (east, north, up in m/s) along and across (from the left positive) a heading (rad), and up.
pub fn along_across(wind: Vec3, heading: f64) -> (f64, f64, f64) {
    let (sin, cos) = heading.sin_cos();
    (wind.x * sin + wind.y * cos, wind.x * cos - wind.y * sin, wind.z)
}

#[cfg(test)]
mod tests {
    use super::*;

    // By hand: 50 m/s, 30 m/s from the left: 3-4-5 triangle. Head and tail wind add. A climb at tangent 3/4 through
    // still air goes forward at 4/5.
    #[test]
    fn triangles_by_hand() {
        assert_eq!(ground_speed(50.0, 0.0, (0.0, 30.0, 0.0)), Some(40.0));
        assert_eq!(ground_speed(50.0, 0.0, (10.0, -30.0, 0.0)), Some(50.0));
        assert_eq!(ground_speed(50.0, 0.0, (-10.0, 0.0, 0.0)), Some(40.0));
        assert!((ground_speed(50.0, 0.75, (0.0, 0.0, 0.0)).unwrap() - 40.0).abs() < 1e-12);
        // North-east at 5 m/s, track east: 3-4-5 again, 4 along and 3 from the right.
        let (along, across, up) = along_across(Vec3::new(4.0, 3.0, 0.5), std::f64::consts::FRAC_PI_2);
        assert!((along - 4.0).abs() < 1e-12 && (across + 3.0).abs() < 1e-12 && (up - 0.5).abs() < 1e-12);
        // Level through air that rises at 30 m/s: 3-4-5 once more. Up a slope of 3/4 with air that moves along the
        // slope, 8 and 6 m/s: 60 m/s along it, 48 m/s over the ground.
        assert_eq!(ground_speed(50.0, 0.0, (0.0, 0.0, 30.0)), Some(40.0));
        assert!((ground_speed(50.0, 0.75, (8.0, 0.0, 6.0)).unwrap() - 48.0).abs() < 1e-12);
    }

    #[test]
    fn what_the_wind_holds_back_has_no_speed() {
        assert_eq!(ground_speed(50.0, 0.0, (0.0, 50.1, 0.0)), None);
        assert_eq!(ground_speed(50.0, 0.0, (-50.0, 0.0, 0.0)), None);
        assert_eq!(ground_speed(50.0, 0.0, (-60.0, 0.0, 0.0)), None);
        // A gale from behind carries it even sideways off balance.
        assert_eq!(ground_speed(50.0, 0.0, (60.0, 30.0, 0.0)), Some(100.0));
    }
}
