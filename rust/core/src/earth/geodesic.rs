//! Shortest paths on the ellipsoid: C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013),
//! through the `geographiclib-rs` crate.

use geographiclib_rs::{DirectGeodesic, Geodesic, GeodesicLine, InverseGeodesic};
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

/// A geodesic from a point along an azimuth, for many places on it: bit for bit those of [`direct`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ray {
    line: GeodesicLine,
}

impl Ray {
    /// From a geodetic latitude and longitude along an azimuth (rad).
    pub fn new(latitude: f64, longitude: f64, azimuth_rad: f64) -> Self {
        let (lat, lon, azimuth) = (latitude.to_degrees(), longitude.to_degrees(), azimuth_rad.to_degrees());
        Self { line: GeodesicLine::new(wgs84(), lat, lon, azimuth, None, None, None) }
    }

    /// Latitude, longitude and azimuth (rad) at a distance (m).
    pub fn at(&self, distance_m: f64) -> (f64, f64, f64) {
        // Bits of latitude, longitude and azimuth: GeographicLib's capabilities.
        const PLACE: u64 = 1 << 7 | 1 << 8 | 1 << 9;
        let (_, lat, lon, azimuth, ..) = self.line._gen_position(false, distance_m, PLACE);
        (lat.to_radians(), lon.to_radians(), azimuth.to_radians())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ray_is_its_geodesic_bit_for_bit() {
        for (lat, lon, azimuth) in
            [(0.3, 1.0, 2.0), (-1.5, -3.0, 0.1), (0.0, 0.0, std::f64::consts::FRAC_PI_2), (1.2, 4.0, -2.5)]
        {
            let ray = Ray::new(lat, lon, azimuth);
            for distance in [0.0, 1.0, 5e4, 3e6, 1.9e7] {
                assert_eq!(ray.at(distance), direct(lat, lon, azimuth, distance));
            }
        }
    }
}
