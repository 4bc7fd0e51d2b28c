//! How a path lies to the local horizontal, and the lift that turns it level.

use crate::earth::world::World;
use crate::math::hermite::Knot;
use crate::math::real::Real;
use crate::math::vec3::Vec3;

/// A body has landed within this of the ground (m).
pub const TOUCH_M: f64 = 1e-3;

// A climb that is none (m/s): a body that sinks so fast and is carried up dips by less than altitude is rounded.
const LEVEL_M_S: f64 = 1e-6;
// Half the time over which the vertical is followed (s).
const TURN_S: f64 = 0.1;

// Time in which a path that levels off loses its flight-path angle (s).
const LEVEL_OFF_TIME_S: f64 = 10.0;
// Sine of the angle to the vertical within which lift fades.
const UPRIGHT: f64 = 0.01;

/// Sine of the flight-path angle above the local horizontal.
pub fn sin_flight_path(world: &World, knot: &Knot) -> f64 {
    world.up(knot.position).dot(knot.velocity.unit())
}

/// Whether a body on the ground, with an acceleration known, stays there: it moves down, or level and is not carried up.
///
/// Altitude h(t) = h' t + h'' t^2/2 decides, not the sign of a rate that rounding makes: with u the local vertical,
///
/// ```text
/// h' = u.v,   h'' = u.a + u'.v,
/// ```
///
/// u' by a difference along the path: what is level over a round Earth rises by v^2/r.
pub fn stays(world: &World, now: &Knot) -> bool {
    let climb = world.up(now.position).dot(now.velocity);
    if climb.abs() > LEVEL_M_S {
        return climb < 0.0;
    }
    let along = now.velocity * TURN_S;
    let turned = (world.up(now.position + along) - world.up(now.position - along)) * (0.5 / TURN_S);
    let rate = world.up(now.position).dot(now.acceleration) + turned.dot(now.velocity);
    // Not "at most zero": what is not a number does not fly.
    let rises = rate > 0.0;
    !rises
}

/// The unit vector normal to the path in the vertical plane, upwards; within 0.6 degrees of the vertical it fades to none.
pub fn normal(world: &World, position: Vec3, forward: Vec3) -> Vec3 {
    let up = world.up(position);
    let across = up - forward * up.dot(forward);
    across * per_length(across.dot(across))
}

/// What makes a normal of unit length of `up` less its part along the path, whose length squared is given: the cosine of
/// the flight-path angle, squared.
///
/// A vertical path has no upper side. There lift would jump from one side to the other, and a path that it drives to the
/// vertical could not be followed. Within `UPRIGHT` = e of the vertical 1/c gives way to the polynomial that meets it there
/// with its first and second derivatives by q = c^2/e^2,
///
/// ```text
/// (15 - 10 q + 3 q^2)/(8 e),
/// ```
///
/// so that lift turns smoothly from one side through none to the other.
#[inline(always)]
pub fn per_length<R: Real>(square: R) -> R {
    let edge = square.splat(UPRIGHT * UPRIGHT);
    let q = square * (UPRIGHT * UPRIGHT).recip();
    let fading =
        q.mul_add(q.mul_add(square.splat(3.0), square.splat(-10.0)), square.splat(15.0)) * (8.0 * UPRIGHT).recip();
    R::select(square.less(edge), fading, square.splat(1.0) / square.max(edge).sqrt())
}

/// Lift per mass along `up`, the normal of the flow, that turns a path level: v gamma' = lift + `g_n` + v^2 cos(gamma)/r,
/// asked for gamma' = -sin(gamma)/T; gamma and v are those over the ground.
pub fn level_lift(world: &World, now: &Knot, up: Vec3) -> f64 {
    let speed = now.velocity.norm();
    let sin_gamma = world.up(now.position).dot(now.velocity.unit());
    let cos_gamma = (1.0 - sin_gamma * sin_gamma).max(0.0).sqrt();
    let turn = speed * speed * cos_gamma / now.position.norm();
    -now.acceleration.dot(up) - turn - speed * sin_gamma / LEVEL_OFF_TIME_S
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::Geodetic;
    use crate::earth::world::Air;

    #[test]
    fn a_level_body_stays_on_the_ground_unless_it_is_carried_up() {
        for world in [World::EARTH, World::sphere(6.371e6, Air::Vacuum)] {
            for i in 0..200 {
                let place = Geodetic::new(0.015 * f64::from(i - 100), 0.031 * f64::from(i), 0.0);
                let (frame, position) = (place.enu(), world.position(place));
                let (sin, cos) = f64::from(i).sin_cos();
                let knot = |speed: f64, climb: f64, lift: f64| {
                    let velocity = frame.to_ecef(speed * sin, speed * cos, climb);
                    let acceleration = world.field.apparent(position, velocity) + frame.up * lift;
                    Knot { t: 0.0, position, velocity, acceleration }
                };
                let stays = |speed: f64, climb: f64, lift: f64| stays(&world, &knot(speed, climb, lift));
                assert!(stays(0.0, 0.0, 0.0) && stays(0.0, 0.0, 9.7) && !stays(0.0, 0.0, 9.9), "{i}");
                assert!(stays(300.0, 0.0, 0.0) && !stays(300.0, 0.0, 20.0), "{i}");
                // Faster and slower than an orbit, whatever the Earth's rotation adds; up, and down against a lift.
                assert!(!stays(8_500.0, 0.0, 0.0) && stays(7_300.0, 0.0, 0.0), "{i}");
                assert!(!stays(300.0, 1e-5, 0.0) && stays(300.0, -1e-5, 20.0), "{i}");
                assert!(!stays(300.0, -1e-9, 20.0) && stays(300.0, 1e-9, 0.0), "{i}");
            }
        }
    }

    #[test]
    fn a_normal_fades_smoothly_at_the_vertical() {
        for c in [UPRIGHT, 0.02, 0.5, 1.0] {
            assert!((per_length(c * c) * c - 1.0).abs() < 1e-12);
        }
        // No jump of value or slope where it begins to fade; none left in vertical flight; never longer than a unit.
        let length = |c: f64| per_length(c * c) * c;
        let step = 1e-6;
        let slopes = [-1.0, 1.0].map(|side| (length(UPRIGHT + side * step) - 1.0).abs() / step);
        assert!(slopes.iter().all(|slope| *slope < 1e-2), "{slopes:?}");
        assert_eq!(length(0.0).to_bits(), 0.0f64.to_bits());
        assert!((1..100).all(|i| length(1e-4 * f64::from(i)) < length(1e-4 * f64::from(i + 1)) + 1e-12));
    }
}
