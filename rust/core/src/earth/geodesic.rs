//! Shortest paths on the ellipsoid: C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013),
//! through the `geographiclib-rs` crate.

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};
use std::sync::OnceLock;

fn wgs84() -> &'static Geodesic {
    static WGS84: OnceLock<Geodesic> = OnceLock::new();
    WGS84.get_or_init(Geodesic::wgs84)
}

/// A geodesic between two points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Length (m).
    pub distance_m: f64,
    /// Azimuth at the first point, clockwise from north (rad).
    pub azimuth_start_rad: f64,
    /// Azimuth at the second point (rad).
    pub azimuth_end_rad: f64,
}

/// The geodesic from point 1 to point 2, geodetic latitude and longitude (rad).
pub fn inverse(latitude_1: f64, longitude_1: f64, latitude_2: f64, longitude_2: f64) -> Line {
    let (distance_m, azi1, azi2, _arc): (f64, f64, f64, f64) = wgs84().inverse(
        latitude_1.to_degrees(),
        longitude_1.to_degrees(),
        latitude_2.to_degrees(),
        longitude_2.to_degrees(),
    );
    Line { distance_m, azimuth_start_rad: azi1.to_radians(), azimuth_end_rad: azi2.to_radians() }
}

/// The point at a distance along an azimuth: (latitude, longitude, azimuth there), all rad.
pub fn direct(latitude: f64, longitude: f64, azimuth_rad: f64, distance_m: f64) -> (f64, f64, f64) {
    let (lat, lon, azi): (f64, f64, f64) =
        wgs84().direct(latitude.to_degrees(), longitude.to_degrees(), azimuth_rad.to_degrees(), distance_m);
    (lat.to_radians(), lon.to_radians(), azi.to_radians())
}
