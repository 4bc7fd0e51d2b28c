//! An intercept at an instant: where the target is, how the interceptor got there, and what follows from both.
//!
//! With T the time of flight to the target, s its slant range and x its sine of elevation, dT/dt = `T_s` s' + `T_x` x',
//! s' = q . v / s and x' = (v . up - x s') / s, q the target's place from the unit and v its velocity.

use super::conditions::Intercept;
use super::table::Lookup;
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;

/// A target at an instant and the flight of the interceptor to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rendezvous {
    /// Motion of the target (time is path time).
    pub(super) at: Knot,
    // Place from the unit (m), slant range (m), not less than a millimetre, and its rate (m/s).
    q: Vec3,
    slant_range_m: f64,
    away_m_s: f64,
    sin_elevation: f64,
    flight: Lookup,
}

impl Rendezvous {
    /// Closing speed (m/s): the interceptor's at the point, less the target's range rate.
    pub(super) fn closing_speed_m_s(&self) -> f64 {
        1.0 / self.flight.slowness_s_m - self.away_m_s
    }
}

impl Intercept<'_> {
    /// The intercept of a target at an instant.
    #[inline]
    pub(super) fn rendezvous(&self, at: Knot) -> Rendezvous {
        let look = self.unit.site.look(at.position);
        let (slant_range_m, sin_elevation) = (look.slant_range_m.max(1e-3), look.sin_elevation());
        let q = at.position - self.unit.site.origin;
        let away_m_s = q.dot(at.velocity) / slant_range_m;
        let flight = self.table.lookup(slant_range_m, sin_elevation);
        Rendezvous { at, q, slant_range_m, away_m_s, sin_elevation, flight }
    }

    /// Launch time of an intercept (path time, s), and how it rises with the time of the intercept: 1 - dT/dt.
    #[inline]
    pub(super) fn launch_with_rate(&self, met: &Rendezvous) -> (f64, f64) {
        let sine_rate =
            (met.at.velocity.dot(self.unit.site.enu.up) - met.sin_elevation * met.away_m_s) / met.slant_range_m;
        let rate = met.flight.slowness_s_m * met.away_m_s + met.flight.by_sine_s * sine_rate;
        (met.at.t - met.flight.time_s, 1.0 - rate)
    }

    /// Available less required lateral acceleration of an intercept (m/s^2).
    pub(super) fn lateral_margin_m_s2(&self, met: &Rendezvous) -> f64 {
        let available = self.table.lateral_m_s2(met.slant_range_m, met.sin_elevation, &met.flight);
        available - self.requirement.at_m_s2(&met.at, met.q, self.unit.spec.lateral_acceleration_ratio)
    }
}
