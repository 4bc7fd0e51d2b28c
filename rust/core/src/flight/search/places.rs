//! Places on a world's surface: its ellipsoid, or a sphere whose latitude is that of the radius vector.

use crate::earth::ellipsoid::{Geodetic, MEAN_RADIUS_M};
use crate::earth::geodesic::{self, Line};
use crate::earth::world::{Shape, World};
use crate::error::{check_latitude, check_range, Result};
use std::f64::consts::TAU;

/// Checks that a place is one.
///
/// # Errors
/// [`crate::error::Error::InvalidParameter`] for a latitude beyond 90 degrees, or an altitude outside -500 m to 2,000 km.
pub fn check(name: &str, place: &Geodetic) -> Result<()> {
    let right_angle = std::f64::consts::FRAC_PI_2;
    check_latitude(&format!("{name} latitude_rad"), place.latitude_rad, right_angle)?;
    check_range(&format!("{name} longitude_rad"), place.longitude_rad, -7.0, 7.0)?;
    check_range(&format!("{name} altitude_m"), place.altitude_m, -500.0, 2_000_000.0)
}

/// Checks that a destination lies within limits (m), both inside: a distance made of places is rounded.
///
/// # Errors
/// [`crate::error::Error::InvalidParameter`] where it does not, by more than a millimetre.
pub fn check_distance(distance_m: f64, low_m: f64, high_m: f64) -> Result<()> {
    let off = distance_m - distance_m.clamp(low_m, high_m);
    let distance_m = if off.abs() <= 1e-3 { distance_m - off } else { distance_m };
    check_range("distance to the destination in m", distance_m, low_m, high_m)
}

/// The shortest line over the surface from one place to another.
pub fn line(world: &World, from: &Geodetic, to: &Geodetic) -> Line {
    match world.shape {
        Shape::Wgs84 => geodesic::inverse(from.latitude_rad, from.longitude_rad, to.latitude_rad, to.longitude_rad),
        Shape::Sphere { radius_m } => great_circle(radius_m, from, to),
    }
}

/// The way once round a world (m).
pub(super) fn around_m(world: &World) -> f64 {
    let radius_m = match world.shape {
        Shape::Wgs84 => MEAN_RADIUS_M,
        Shape::Sphere { radius_m } => radius_m,
    };
    TAU * radius_m
}

// Angle between the places and azimuths at both, from their radius vectors: good at any distance.
fn great_circle(radius_m: f64, from: &Geodetic, to: &Geodetic) -> Line {
    let (a, b) = (from.enu(), to.enu());
    let angle = a.up.cross(b.up).norm().atan2(a.up.dot(b.up));
    Line {
        distance_m: radius_m * angle,
        azimuth_start_rad: a.east.dot(b.up).atan2(a.north.dot(b.up)),
        azimuth_end_rad: (-b.east.dot(a.up)).atan2(-b.north.dot(a.up)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::world::Air;

    #[test]
    fn a_sphere_gives_its_great_circles() {
        let world = World::sphere(6.4e6, Air::Vacuum);
        let (a, b) = (Geodetic::new(0.3, -0.2, 100.0), Geodetic::new(-0.5, 2.4, 7000.0));
        let line = line(&world, &a, &b);
        // Spherical law of cosines.
        let cosine = 0.3f64.sin() * (-0.5f64).sin() + 0.3f64.cos() * 0.5f64.cos() * 2.6f64.cos();
        assert!((line.distance_m / 6.4e6 - cosine.acos()).abs() < 1e-12);
        let far = |distance_m| check_distance(distance_m, 1e3, 1e6);
        assert!(far(999.999_999_9).is_ok() && far(1_000_000.000_1).is_ok() && far(1e3).is_ok());
        assert!(far(999.9).is_err() && far(1_000_000.1).is_err() && far(f64::NAN).is_err());
        assert!(check("launch_point", &Geodetic::new(91f64.to_radians(), 0.0, 0.0)).is_err());
        assert!(check("launch_point", &Geodetic::new(0.0, f64::NAN, 0.0)).is_err());
    }
}
