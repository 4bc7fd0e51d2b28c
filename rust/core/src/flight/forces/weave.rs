//! Lift of a depressed flight in the air: it levels off, climbs back to where it glides best, and weaves.
//!
//! In the vertical plane, v gamma' = lift - n with n = `-g_n` - v^2 cos(gamma)/r the lift of a straight path. Asked for:
//!   lift = n + v (sin(g) - sin(gamma))/T,  sin(g) = sin(c) (1 - n/a),
//! a the lift there is, T 10 s. Where a exceeds n the body is lower than it need be and climbs at an angle g up to c;
//! where they meet it glides at its lift-to-drag ratio. c = 0 keeps the path level, at the height of the pull-up.
//! Across, with what is left of a: A sin(2 pi t/P), t since launch.

use crate::earth::world::World;
use crate::flight::flown::attitude::{level_lift, normal};
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;

/// Lift in the vertical plane and across it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weave {
    /// Largest acceleration by lift (m/s^2).
    pub lift_max_m_s2: f64,
    /// Steepest climb back to the height of the best glide (rad); 0 to stay level.
    pub climb_rad: f64,
    /// Amplitude of the acceleration across (m/s^2).
    pub amplitude_m_s2: f64,
    /// Period of the weave (s).
    pub period_s: f64,
}

// Time in which a path takes the flight-path angle that is asked for (s); as `level_lift`.
const TURN_TIME_S: f64 = 10.0;

impl Weave {
    /// Acceleration by lift (m/s^2) of a body that can have `most_m_s2` across `forward`, the flow's direction; the
    /// knot's acceleration holds gravity.
    pub(crate) fn lift(&self, world: &World, now: &Knot, forward: Vec3, most_m_s2: f64) -> Vec3 {
        let speed = now.velocity.norm();
        let up = normal(world, now.position, forward);
        let available = most_m_s2.min(self.lift_max_m_s2);
        let to_level = level_lift(world, now, up);
        let sin_gamma = world.up(now.position).dot(now.velocity.unit());
        let straight = to_level + speed * sin_gamma / TURN_TIME_S;
        let spare = (1.0 - straight / available.max(1e-9)).clamp(0.0, 1.0);
        let vertical = (to_level + speed * self.climb_rad.sin() * spare / TURN_TIME_S).clamp(0.0, available);
        let left = (available * available - vertical * vertical).max(0.0).sqrt();
        // Without a weave its period is not used, and may be zero.
        if self.amplitude_m_s2 <= 0.0 {
            return up * vertical;
        }
        let wanted = self.amplitude_m_s2 * (std::f64::consts::TAU * now.t / self.period_s).sin();
        up * vertical + forward.cross(up) * limited(wanted, left)
    }
}

// A value held within a limit, w a/(w^8 + a^8)^(1/8): without the corner that would stop a search for the launch, and
// within 2.1 % of the value below 0.8 of the limit, of the limit above 1.25 times it.
fn limited(wanted: f64, limit: f64) -> f64 {
    if wanted == 0.0 || limit <= 0.0 {
        return 0.0;
    }
    let share = wanted / limit;
    wanted / (1.0 + share.powi(8)).powf(0.125)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(t: f64, sin_gamma: f64) -> Knot {
        let cos = (1.0 - sin_gamma * sin_gamma).sqrt();
        let velocity = Vec3::new(sin_gamma, cos, 0.0) * 1500.0;
        Knot { t, position: Vec3::new(6.4e6, 0.0, 0.0), velocity, acceleration: Vec3::new(-9.8, 0.0, 0.0) }
    }

    #[test]
    fn the_weave_keeps_its_limits_and_its_period() {
        let world = World::EARTH;
        let weave = Weave { lift_max_m_s2: 60.0, climb_rad: 0.0, amplitude_m_s2: 40.0, period_s: 12.0 };
        for drag in [0.1, 3.0, 20.0, 100.0] {
            for k in 0..60 {
                let t = f64::from(k) * 0.37;
                let lift = weave.lift(&world, &now(t, -0.05), now(t, -0.05).velocity.unit(), 2.0 * drag);
                assert!(lift.norm() <= (2.0 * drag).min(60.0) + 1e-9);
                assert!(
                    (lift
                        - weave.lift(&world, &now(t + 12.0, -0.05), now(t + 12.0, -0.05).velocity.unit(), 2.0 * drag))
                    .norm()
                        < 1e-9
                );
                // Half a period later it leans the other way.
                let other = weave.lift(&world, &now(t + 6.0, -0.05), now(t + 6.0, -0.05).velocity.unit(), 2.0 * drag);
                assert!((lift.z + other.z).abs() < 1e-9 && (lift.x - other.x).abs() < 1e-9);
            }
        }
        let enough = weave.lift(&world, &now(3.0, 0.0), now(3.0, 0.0).velocity.unit(), 200.0);
        assert!((enough.z.abs() - 40.0).abs() < 0.4, "{enough:?}");
        for (wanted, limit) in [(0.8, 1.0), (-0.8, 1.0), (0.1, 3.0)] {
            assert!((limited(wanted, limit) / wanted - 1.0).abs() < 0.021);
        }
        assert!(limited(1.25, 1.0) > 0.979 && limited(1e9, 1.0) <= 1.0 && limited(-1e9, 1.0) >= -1.0);
        assert!(limited(1.0, 0.0).abs() < 1e-300);
    }

    #[test]
    fn a_body_with_lift_to_spare_climbs_back() {
        let world = World::EARTH;
        let level = Weave { lift_max_m_s2: 60.0, climb_rad: 0.0, amplitude_m_s2: 0.0, period_s: 0.0 };
        let climbing = Weave { climb_rad: 0.1, ..level };
        let (flat, up) = (
            level.lift(&world, &now(0.0, 0.0), now(0.0, 0.0).velocity.unit(), 40.0),
            climbing.lift(&world, &now(0.0, 0.0), now(0.0, 0.0).velocity.unit(), 40.0),
        );
        assert!(up.norm() > flat.norm() + 1.0 && up.norm() <= 40.0);
        // With just enough they agree.
        let enough = flat.norm();
        let (flat, up) = (
            level.lift(&world, &now(0.0, 0.0), now(0.0, 0.0).velocity.unit(), enough),
            climbing.lift(&world, &now(0.0, 0.0), now(0.0, 0.0).velocity.unit(), enough),
        );
        assert!((flat - up).norm() < 1e-6);
    }
}
