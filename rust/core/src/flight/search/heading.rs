//! Where a destination lies from a moving body, and the bank that steers towards it.
//!
//! The textbook logic of entry guidance (Harpold and Graves, "Shuttle entry guidance", J. Astronautical Sciences 27,
//! 1979): the size of the bank spends the range that is more than needed, its sign changes when the heading error leaves
//! a corridor that narrows with the distance. The range still in hand is that of the equilibrium glide in closed form.

use crate::earth::ellipsoid::{Geodetic, MEAN_RADIUS_M};
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{check_latitude, check_range, Result};
use crate::flight::forces::glide_body::GlideBody;
use crate::math::vec3::Vec3;

/// How a glide is steered towards a destination.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heading {
    /// Destination; its altitude is the ground there.
    pub destination: Geodetic,
    /// Half-width of the corridor of the heading error close to the destination (rad).
    pub corridor_near_rad: f64,
    /// Half-width at `corridor_range_m` and beyond (rad).
    pub corridor_far_rad: f64,
    /// Distance at which the corridor has its full width (m).
    pub corridor_range_m: f64,
    /// Least bank (rad).
    pub bank_min_rad: f64,
    /// Greatest bank (rad).
    pub bank_max_rad: f64,
    /// Distance from the destination at which the last leg begins (m).
    pub handover_range_m: f64,
    /// Speed at which the last leg is to begin (m/s): range beyond that is spent by banking.
    pub handover_speed_m_s: f64,
}

/// A destination seen from a moving body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    /// Distance over ground (m), on the sphere of mean radius.
    pub distance_m: f64,
    /// Course less bearing (rad): positive when the body flies to the right of the destination.
    pub error_rad: f64,
}

impl Heading {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        let right_angle = std::f64::consts::FRAC_PI_2;
        check_latitude("destination latitude_rad", self.destination.latitude_rad, right_angle)?;
        check_range("destination longitude_rad", self.destination.longitude_rad, -7.0, 7.0)?;
        check_range("destination altitude_m", self.destination.altitude_m, -500.0, 10_000.0)?;
        check_range("corridor_near_rad", self.corridor_near_rad, 1e-3, 1.0)?;
        check_range("corridor_far_rad", self.corridor_far_rad, self.corridor_near_rad, 1.0)?;
        check_range("corridor_range_m", self.corridor_range_m, 1e3, 2e7)?;
        check_range("bank_min_rad", self.bank_min_rad, 0.0, 1.4)?;
        check_range("bank_max_rad", self.bank_max_rad, self.bank_min_rad.max(0.05), 1.4)?;
        check_range("handover_range_m", self.handover_range_m, 1e3, 2e6)?;
        check_range("handover_speed_m_s", self.handover_speed_m_s, 100.0, 7_500.0)
    }

    /// The destination from a state.
    pub fn sight(&self, world: &World, position: Vec3, velocity: Vec3) -> Sight {
        let (up, destination) = (world.up(position), world.position(self.destination));
        let (here, there) = (position.unit(), destination.unit());
        let flat = |v: Vec3| v - up * v.dot(up);
        let (bearing, course) = (flat(there - here), flat(velocity));
        Sight {
            distance_m: MEAN_RADIUS_M * here.cross(there).norm().atan2(here.dot(there)),
            // Seen from above, right is clockwise.
            error_rad: (-bearing.cross(course).dot(up)).atan2(bearing.dot(course)),
        }
    }

    /// Half-width of the corridor at a distance (rad).
    pub fn corridor(&self, distance_m: f64) -> f64 {
        let share = (distance_m / self.corridor_range_m).min(1.0);
        self.corridor_near_rad + (self.corridor_far_rad - self.corridor_near_rad) * share
    }

    /// Size of the bank (rad) that makes the range in hand the distance to go: the range of an equilibrium glide goes with
    /// the vertical part of its lift, cos(bank) = distance to go / range without bank. The range is that in still air.
    pub fn bank(&self, world: &World, body: &GlideBody, state: (Vec3, Vec3), distance_m: f64) -> f64 {
        let (position, velocity) = state;
        let speed = velocity.norm();
        let altitude = world.altitude(position);
        let ratio = body.ratio(world, altitude, (velocity - world.wind(position, altitude)).norm());
        let in_hand = equilibrium_range(ratio, position.norm(), speed, self.handover_speed_m_s);
        let to_go = distance_m - self.handover_range_m;
        let cosine = if in_hand > 1.0 { (to_go / in_hand).clamp(0.0, 1.0) } else { 1.0 };
        cosine.acos().clamp(self.bank_min_rad, self.bank_max_rad)
    }
}

/// Range of an equilibrium glide between two speeds (m), Saenger; none when it would have to speed up.
///
/// Eggers, Allen, Neice, NACA TR 1382 (1957): (L/D) (R/2) ln`[(1 - V_f^2/V_c^2) / (1 - V_i^2/V_c^2)]`, `V_c^2` = g R.
pub fn equilibrium_range(lift_to_drag: f64, radius_m: f64, speed_start_m_s: f64, speed_end_m_s: f64) -> f64 {
    let circular = STANDARD_GRAVITY_M_S2 * radius_m;
    let left = |speed: f64| (1.0 - speed * speed / circular).max(1e-3);
    (0.5 * lift_to_drag * radius_m * (left(speed_end_m_s) / left(speed_start_m_s)).ln()).max(0.0)
}

/// Duration of an equilibrium glide between two speeds (s), Saenger.
///
/// `(L/D) (V_c/g) [artanh(V_i/V_c) - artanh(V_f/V_c)]`, `V_c^2` = g R; both speeds below `V_c`.
pub fn equilibrium_time(lift_to_drag: f64, radius_m: f64, speed_start_m_s: f64, speed_end_m_s: f64) -> f64 {
    let circular = (STANDARD_GRAVITY_M_S2 * radius_m).sqrt();
    let angle = |speed: f64| (speed / circular).atanh();
    lift_to_drag * circular / STANDARD_GRAVITY_M_S2 * (angle(speed_start_m_s) - angle(speed_end_m_s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_of_saengers_glide() {
        // g 9.80665, R 6371 km, L/D 2.6, from 5900 m/s to rest: 6746.2 km, to the last digit written.
        assert!((equilibrium_range(2.6, 6_371_000.0, 5900.0, 0.0) - 6_746_200.0).abs() < 50.0);
    }

    // The closed forms against the sums of their own differentials, V' = -(g - V^2/R)/(L/D) and x' = V: Simpson's rule with
    // 2,000 steps is good to 1e-10.
    #[test]
    fn range_and_time_are_the_integrals_of_the_glide() {
        let (ratio, radius, high, low) = (2.6, 6_371_000.0, 5900.0, 800.0);
        let slowing = |v: f64| (STANDARD_GRAVITY_M_S2 - v * v / radius) / ratio;
        let simpson = |f: &dyn Fn(f64) -> f64| {
            let n = 2000;
            let h = (high - low) / f64::from(n);
            let weight = |i: i32| if i == 0 || i == n { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
            (0..=n).map(|i| weight(i) * f(low + h * f64::from(i))).sum::<f64>() * h / 3.0
        };
        let (range, time) = (simpson(&|v| v / slowing(v)), simpson(&|v| 1.0 / slowing(v)));
        assert!((equilibrium_range(ratio, radius, high, low) / range - 1.0).abs() < 1e-9);
        assert!((equilibrium_time(ratio, radius, high, low) / time - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_destination_to_the_left_is_an_error_to_the_right() {
        let heading = Heading {
            destination: Geodetic::new(0.0, 0.1, 0.0),
            corridor_near_rad: 0.05,
            corridor_far_rad: 0.2,
            corridor_range_m: 1e6,
            bank_min_rad: 0.1,
            bank_max_rad: 1.0,
            handover_range_m: 1e5,
            handover_speed_m_s: 1500.0,
        };
        heading.check().unwrap();
        let here = Geodetic::new(0.0, 0.0, 40e3);
        // The destination is due east; a course 0.3 rad south of east passes to its right.
        let velocity = here.enu().to_ecef(0.3f64.cos(), -0.3f64.sin(), 0.1) * 3000.0;
        let sight = heading.sight(&World::EARTH, here.to_ecef(), velocity);
        assert!((sight.error_rad - 0.3).abs() < 1e-9, "{sight:?}");
        assert!((sight.distance_m - 0.1 * MEAN_RADIUS_M).abs() < 1.0);
        assert!((heading.corridor(0.0) - 0.05).abs() < 1e-15 && (heading.corridor(2e6) - 0.2).abs() < 1e-15);
    }
}
