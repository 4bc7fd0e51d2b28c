//! What flies under a law of forces: the one thing that the stepper of flights in phases knows of it.

use crate::earth::world::World;
use crate::math::vec3::Vec3;

/// A body in flight: the forces on it at a moment. Each phase of a flight is one, from one event to the next.
pub trait Body {
    /// Acceleration (m/s^2) over the rotating Earth at a time (s), position (m) and velocity (m/s).
    fn acceleration(&self, world: &World, t: f64, state: (Vec3, Vec3)) -> Vec3;

    /// Whether thrust or lift carries it: what is left of its flight cannot be told from its fall.
    fn is_carried(&self) -> bool;
}
