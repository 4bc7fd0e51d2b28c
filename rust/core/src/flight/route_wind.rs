//! A planned route in the wind of the world it is flown over.

use super::route_plan::{RoutePlan, Turn};
use crate::earth::wind::Wind;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::math::vec3::Vec3;
use std::f64::consts::TAU;
use std::ops::Deref;

// Circles are knots: more than these fill memory, and no craft flies them.
pub(super) const LOITER_TURNS_MAX: f64 = 1e4;
// A circle in the plane of its waypoint is flown at a speed off by d^2/(6 R^2) at a distance d: 1.6e-4 across this one.
const TURN_RADIUS_MAX_M: f64 = 1e5;

// How far above what it is asked to clear a path that follows the ground may fly, rounded up: its nodes' own margin.
const FOLLOWING_SLACK_M: f64 = 100.0;

/// A plan with the wind it is flown in.
pub(super) struct InWind<'a> {
    plan: &'a RoutePlan,
    wind: Option<&'a Wind>,
    /// The strongest wind at the heights of the route (m/s), by which turns and climbs are laid out.
    pub(super) strongest_m_s: f64,
}

impl Deref for InWind<'_> {
    type Target = RoutePlan;

    fn deref(&self) -> &RoutePlan {
        self.plan
    }
}

impl<'a> InWind<'a> {
    /// The plan over a world.
    pub(super) fn of(plan: &'a RoutePlan, world: &'a World) -> Self {
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
                    "enough for a turn radius of {TURN_RADIUS_MAX_M} m at waypoint {i}, where it is {radius:.0} m"
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

impl RoutePlan {
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
