//! The pieces of a ground track: geodesic legs, and turns of constant radius.

use crate::earth::ellipsoid::{ECCENTRICITY_SQUARED, SEMI_MAJOR_AXIS_M};
use crate::earth::geodesic::{self, Ray};

/// A leg or a turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    pub(super) shape: Shape,
    /// Length along the ground (m).
    pub length_m: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "a route has a handful, and most are geodesics")]
pub(super) enum Shape {
    /// From a point along an azimuth.
    Geodesic(Ray),
    /// In the plane of a waypoint: from (east, north) with a heading, curvature (1/m) to the right positive.
    Arc { latitude: f64, longitude: f64, east: f64, north: f64, heading: f64, curvature: f64 },
}

impl Piece {
    /// A geodesic of a length from a point (rad) along an azimuth (rad).
    pub fn geodesic(latitude: f64, longitude: f64, azimuth: f64, length_m: f64) -> Self {
        Self { shape: Shape::Geodesic(Ray::new(latitude, longitude, azimuth)), length_m }
    }

    /// Curvature of the ground track (1/m), to the right positive.
    pub const fn curvature(&self) -> f64 {
        match self.shape {
            Shape::Geodesic(_) => 0.0,
            Shape::Arc { curvature, .. } => curvature,
        }
    }

    /// A turn through an angle (rad, to the right positive) on a circle of a radius (m), which begins at (east, north)
    /// in metres from a waypoint with a heading (rad) there.
    pub fn turn(waypoint: (f64, f64), (east, north): (f64, f64), heading: f64, turn: f64, radius_m: f64) -> Self {
        let (latitude, longitude) = waypoint;
        let curvature = turn.signum() / radius_m;
        Self {
            shape: Shape::Arc { latitude, longitude, east, north, heading, curvature },
            length_m: radius_m * turn.abs(),
        }
    }

    /// Latitude, longitude and heading (rad) at a distance along the piece.
    pub fn at(&self, s: f64) -> (f64, f64, f64) {
        match self.shape {
            Shape::Geodesic(ray) => ray.at(s),
            Shape::Arc { latitude, longitude, east, north, heading, curvature } => {
                // Circle: heading h = h0 + c s, east += (cos h0 - cos h)/c, north += (sin h - sin h0)/c.
                let h = heading + curvature * s;
                let e = east + (heading.cos() - h.cos()) / curvature;
                let n = north + (h.sin() - heading.sin()) / curvature;
                let bearing = e.atan2(n);
                let (lat, lon, there) = geodesic::direct(latitude, longitude, bearing, e.hypot(n));
                (lat, lon, h + there - bearing)
            }
        }
    }
}

/// Normal curvature (1/m) of the ellipsoid at a latitude along an azimuth (rad).
///
/// Euler: 1/R = cos^2(azimuth)/M + sin^2(azimuth)/N with the radii of curvature of meridian and prime vertical.
pub fn normal_curvature(latitude: f64, azimuth: f64) -> f64 {
    let w2 = 1.0 - ECCENTRICITY_SQUARED * latitude.sin() * latitude.sin();
    let prime_vertical = SEMI_MAJOR_AXIS_M / w2.sqrt();
    let meridian = prime_vertical * (1.0 - ECCENTRICITY_SQUARED) / w2;
    azimuth.cos().powi(2) / meridian + azimuth.sin().powi(2) / prime_vertical
}

/// An angle brought into -pi..pi.
pub fn wrap(angle: f64) -> f64 {
    let turn = std::f64::consts::TAU;
    angle - turn * (angle / turn).round()
}
