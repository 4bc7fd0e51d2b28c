//! The lateral acceleration that an intercept asks of the interceptor.
//!
//! Proportional navigation without lag, effective navigation ratio N', against a constant acceleration a of the target
//! across the line of sight asks for N'/(N' - 2) a at the end (Zarchan, *Tactical and Strategic Missile Guidance*,
//! ch. 8): 3 a for N' = 3. Two such laws are considered, the one that asks for less counts:
//!
//!   with compensation of gravity:    c (|`a_across`| + m) + g,     a the acceleration of the target over the Earth,
//!   without:                         c (|(a - g)_across| + m),   a - g what its own forces make of it,
//!
//! c the ratio, m what the target may do beyond the flight that is given. The first is the cheaper against a target in
//! level flight, which needs no more than the interceptor's own weight, the second against one that falls freely, as the
//! interceptor does.

use crate::earth::gravity::Field;
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;
use crate::sensing::piece::Stretch;

/// Greatest gravity on and above the ground (m/s^2).
const GRAVITY_M_S2: f64 = 9.84;

/// What a target asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Requirement<'a> {
    /// Gravity and rotation of the world of the flights.
    pub(super) field: &'a Field,
    /// Acceleration across the line of sight beyond that of the given flight (m/s^2).
    pub(super) manoeuvre_m_s2: f64,
}

impl Requirement<'_> {
    /// Required acceleration (m/s^2) for a motion of the target, along a line of sight.
    pub(super) fn at_m_s2(&self, at: &Knot, line: Vec3, ratio: f64) -> f64 {
        let (sight, acceleration) = (line.unit(), at.acceleration);
        let across = |a: Vec3| (a - sight * a.dot(sight)).norm();
        let gravity = self.field.apparent(at.position, at.velocity);
        let held = ratio * (across(acceleration) + self.manoeuvre_m_s2) + across(gravity);
        held.min(ratio * (across(acceleration - gravity) + self.manoeuvre_m_s2))
    }

    /// Bounds of it over a stretch of a flight, for any line of sight.
    pub(super) fn between_m_s2(&self, stretch: &Stretch, ratio: f64) -> (f64, f64) {
        let (least, most) = (ratio * self.manoeuvre_m_s2, ratio * (stretch.acceleration_m_s2 + self.manoeuvre_m_s2));
        (least, most + self.gravity_m_s2(stretch.piece.speed_m_s) * ratio.min(1.0))
    }

    /// Greatest rate at which it changes over a stretch (m/s^3), seen from a distance (m) or farther: by the change of the
    /// accelerations, and by the turn of the line of sight, V/s.
    pub(super) fn rate_m_s3(&self, stretch: &Stretch, ratio: f64, slant_range_m: f64) -> f64 {
        let (speed, a) = (stretch.piece.speed_m_s, stretch.acceleration_m_s2);
        let (turn, gravity) = (speed / slant_range_m, self.gravity_m_s2(speed));
        // Gravity falls by 2 g/R a metre, and what is left of it to the rotation changes with velocity and place.
        let rotation = self.field.rotation_rate_rad_s.abs();
        let own = 4e-6 * speed + 2.0 * rotation * a + rotation * rotation * speed;
        ratio * (stretch.piece.jerk_m_s3 + own + (a + gravity) * turn) + gravity * turn + own
    }

    // Greatest gravity and Coriolis acceleration at a speed.
    fn gravity_m_s2(&self, speed_m_s: f64) -> f64 {
        GRAVITY_M_S2 + 2.0 * self.field.rotation_rate_rad_s.abs() * speed_m_s
    }
}
