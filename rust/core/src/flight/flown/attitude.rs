//! How a path lies to the local horizontal, and the lift that turns it level.

use crate::earth::world::World;
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;

/// A body has landed within this of the ground (m).
pub const TOUCH_M: f64 = 1e-3;

// Time in which a path that levels off loses its flight-path angle (s).
const LEVEL_OFF_TIME_S: f64 = 10.0;

/// Sine of the flight-path angle above the local horizontal.
pub fn sin_flight_path(world: &World, knot: &Knot) -> f64 {
    world.up(knot.position).dot(knot.velocity.unit())
}

/// Whether a flight begins on the ground, or that little below it which rounding may do, and does not rise.
pub fn rests(world: &World, start: &Knot, ground_m: f64) -> bool {
    let height = world.altitude(start.position) - ground_m;
    (-TOUCH_M..=0.0).contains(&height) && sin_flight_path(world, start) <= 0.0
}

/// The unit vector normal to the path in the vertical plane, upwards.
pub fn normal(world: &World, position: Vec3, forward: Vec3) -> Vec3 {
    let up = world.up(position);
    (up - forward * up.dot(forward)).unit()
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
