//! What an observer would read off a path: Mach number, angles, pressure, load, heating. From states and the world
//! alone, so that it holds for every kind of flight.
//!
//! Stagnation heat rate: Sutton and Graves, *A general stagnation-point convective-heating equation for arbitrary gas
//! mixtures*, NASA TR R-376, 1971: `q = k sqrt(rho/r_n) V^3`, k = 1.7415e-4 sqrt(kg)/m for the Earth's air; convective,
//! fully catalytic cold wall, laminar.

use super::path::Path;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::height::Height;
use crate::earth::world::World;
use crate::math::hermite::{between, Knot};
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;
use crate::watch::breathe;

/// Constant of Sutton and Graves for the Earth's air (sqrt(kg)/m).
pub const SUTTON_GRAVES: f64 = 1.741_5e-4;

/// Nose radius of a heat rate unless another is given (m).
pub const NOSE_RADIUS_M: f64 = 0.1;

/// Readings at one time of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantities {
    /// Altitude (m).
    pub altitude_m: f64,
    /// Speed relative to the rotating Earth (m/s).
    pub speed_m_s: f64,
    /// Mach number; NaN where the air has no speed of sound (above 86 km, and in vacuum).
    pub mach: f64,
    /// Angle of the velocity above the local horizontal (rad).
    pub flight_path_rad: f64,
    /// Direction of the velocity, clockwise from north (rad), 0 to 2 pi.
    pub azimuth_rad: f64,
    /// Dynamic pressure, rho V^2/2 (Pa).
    pub dynamic_pressure_pa: f64,
    /// Acceleration by all but gravity and the rotation of the frame, over standard gravity.
    pub load_factor: f64,
    /// Part of that acceleration against the velocity (`m/s^2`): drag less thrust.
    pub deceleration_m_s2: f64,
    /// Stagnation heat rate (`W/m^2`).
    pub heat_rate_w_m2: f64,
    /// Energy per mass, v^2/2 + U with the potential U of gravity and rotation (`m^2/s^2`), zero far away: what only
    /// drag and thrust can change.
    pub specific_energy_m2_s2: f64,
}

impl Quantities {
    /// Readings of a path at a time, held at its ends.
    pub fn at(world: &World, path: &Path, time_s: f64, nose_radius_m: f64) -> Self {
        let (a, b) = path.interval(time_s);
        let t = time_s.clamp(path.start(), path.end());
        Self::of(world, &between(a, b, t), nose_radius_m)
    }

    /// Readings of a state with its acceleration.
    pub fn of(world: &World, knot: &Knot, nose_radius_m: f64) -> Self {
        let Knot { position, velocity, acceleration, .. } = *knot;
        let altitude_m = world.altitude(position);
        let up = world.up(position);
        let speed_m_s = velocity.norm();
        let force = acceleration - world.field.apparent(position, velocity);
        let stress = Stress::under(world, knot, force, nose_radius_m);
        // The axes of the ellipsoid and the sphere are the same: east is one for both, and at the poles that of longitude 0.
        let across = position.x.hypot(position.y);
        let east = if across > 0.0 {
            Vec3::new(-position.y / across, position.x / across, 0.0)
        } else {
            Vec3::new(0.0, 1.0, 0.0)
        };
        let north = up.cross(east);
        let through_air = (velocity - world.wind(position, altitude_m)).norm();
        Self {
            altitude_m,
            speed_m_s,
            mach: through_air / speed_of_sound(world, altitude_m).unwrap_or(f64::NAN),
            flight_path_rad: up.dot(velocity.unit()).clamp(-1.0, 1.0).asin(),
            azimuth_rad: velocity.dot(east).atan2(velocity.dot(north)).rem_euclid(std::f64::consts::TAU),
            dynamic_pressure_pa: stress.dynamic_pressure_pa,
            load_factor: stress.load_factor,
            deceleration_m_s2: -force.dot(velocity.unit()),
            heat_rate_w_m2: stress.heat_rate_w_m2,
            specific_energy_m2_s2: 0.5 * speed_m_s * speed_m_s + world.field.potential(position),
        }
    }
}

/// What strains a body: the readings that have limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stress {
    /// Stagnation heat rate (`W/m^2`).
    pub heat_rate_w_m2: f64,
    /// Dynamic pressure (Pa).
    pub dynamic_pressure_pa: f64,
    /// Load factor.
    pub load_factor: f64,
}

impl Stress {
    /// Readings of a state with its acceleration.
    pub fn of(world: &World, knot: &Knot, nose_radius_m: f64) -> Self {
        Self::under(world, knot, knot.acceleration - world.field.apparent(knot.position, knot.velocity), nose_radius_m)
    }

    // The same with the acceleration by all but gravity and the rotation of the frame.
    fn under(world: &World, knot: &Knot, force: Vec3, nose_radius_m: f64) -> Self {
        // The exact altitude would take most of the time: the fast form is within 1e-6 m of it, 1e-10 of the density.
        let Vec3 { x, y, z } = knot.position;
        let altitude_m = Height::of(&world.shape).spot(&[x, y, z]).altitude;
        let density = world.density(altitude_m);
        let air = (knot.velocity - world.wind(knot.position, altitude_m)).norm();
        Self {
            heat_rate_w_m2: SUTTON_GRAVES * (density / nose_radius_m).sqrt() * air * air * air,
            dynamic_pressure_pa: 0.5 * density * air * air,
            load_factor: force.norm() / STANDARD_GRAVITY_M_S2,
        }
    }
}

/// Speed through the air (m/s).
pub(crate) fn airspeed(world: &World, knot: &Knot) -> f64 {
    (knot.velocity - world.wind(knot.position, world.altitude(knot.position))).norm()
}

/// Speed of sound (m/s); none above 86 km, where the standard defines none, and in a vacuum.
pub fn speed_of_sound(world: &World, altitude_m: f64) -> Option<f64> {
    world.air.at(altitude_m).speed_of_sound_m_s
}

/// The knot pairs of a path that span time; jumps of acceleration between phases lie between pairs.
pub(crate) fn intervals(knots: &[Knot]) -> impl Iterator<Item = (&Knot, &Knot)> {
    knots.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|(a, b)| b.t > a.t)
}

/// Highest altitude of a flight (m), located between knots where the climb turns into descent.
pub fn apogee(world: &World, knots: &[Knot]) -> f64 {
    apogee_with_time(world, knots).1
}

/// When a flight is highest (s), and how high (m).
pub fn apogee_with_time(world: &World, knots: &[Knot]) -> (f64, f64) {
    let climb = |k: &Knot| world.up(k.position).dot(k.velocity);
    let height = |k: &Knot| world.altitude(k.position);
    // Between two knots that both climb, or both do not, the higher one is an end of the flight or of a pair below.
    let higher = |best: (f64, f64), k: &Knot| if height(k) > best.1 { (k.t, height(k)) } else { best };
    let mut highest = higher((knots[0].t, height(&knots[0])), &knots[knots.len() - 1]);
    let mut rate = climb(&knots[0]);
    for pair in knots.windows(2) {
        breathe();
        let (a, b) = (&pair[0], &pair[1]);
        let before = std::mem::replace(&mut rate, climb(b));
        if before > 0.0 && rate <= 0.0 {
            highest = higher(higher(highest, a), b);
            if b.t > a.t {
                let t = bracketed(|t| climb(&between(a, b, t)), a.t, b.t, 1e-6);
                highest = higher(highest, &between(a, b, t));
            }
        }
    }
    highest
}
