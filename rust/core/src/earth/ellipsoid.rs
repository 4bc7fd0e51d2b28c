//! The WGS-84 ellipsoid and the frames tied to it.
//!
//! Constants: NIMA TR8350.2, third edition. Geodetic latitude, longitude (rad) and height above the ellipsoid (m);
//! ECEF is Earth-centred Earth-fixed; ENU is the local east, north, up of a geodetic point.

use crate::math::vec3::Vec3;

/// Semi-major axis (m).
pub const SEMI_MAJOR_AXIS_M: f64 = 6_378_137.0;
/// Flattening.
pub const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Semi-minor axis (m).
pub const SEMI_MINOR_AXIS_M: f64 = SEMI_MAJOR_AXIS_M * (1.0 - FLATTENING);
/// First eccentricity squared.
pub const ECCENTRICITY_SQUARED: f64 = FLATTENING * (2.0 - FLATTENING);
/// Rotation rate of the Earth (rad/s).
pub const ROTATION_RATE_RAD_S: f64 = 7.292_115e-5;
/// Mean radius (2a + b)/3 (m), for spherical approximations.
pub const MEAN_RADIUS_M: f64 = 6_371_008.771_4;

/// Geodetic latitude, longitude (rad) and height above the ellipsoid (m).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geodetic {
    /// Geodetic latitude (rad).
    pub latitude_rad: f64,
    /// Longitude (rad), east positive.
    pub longitude_rad: f64,
    /// Height above the ellipsoid (m).
    pub altitude_m: f64,
}

impl Geodetic {
    /// A geodetic position from its parts.
    pub const fn new(latitude_rad: f64, longitude_rad: f64, altitude_m: f64) -> Self {
        Self { latitude_rad, longitude_rad, altitude_m }
    }

    /// ECEF position (m).
    pub fn to_ecef(self) -> Vec3 {
        let (sin_lat, cos_lat) = self.latitude_rad.sin_cos();
        let (sin_lon, cos_lon) = self.longitude_rad.sin_cos();
        // p = (N + h) cos lat, z = (N (1 - e^2) + h) sin lat
        let (n, polar) = beyond_semi_major_axis(sin_lat);
        let p = SEMI_MAJOR_AXIS_M.mul_add(cos_lat, (n + self.altitude_m) * cos_lat);
        let z = SEMI_MAJOR_AXIS_M.mul_add(sin_lat, (polar + self.altitude_m) * sin_lat);
        Vec3::new(p * cos_lon, p * sin_lon, z)
    }

    /// The local frame here.
    pub fn enu(self) -> Enu {
        Enu::at(self.latitude_rad, self.longitude_rad)
    }
}

// N - a and N (1 - e^2) - a, for N = a / W, W = sqrt(1 - e^2 sin^2 lat). Numbers of some kilometres are rounded a
// thousand times finer than those of the size of the Earth:
//   N - a = a (1 - W)/W = a e^2 sin^2 lat / (W (1 + W))
fn beyond_semi_major_axis(sin_lat: f64) -> (f64, f64) {
    let share = ECCENTRICITY_SQUARED * sin_lat * sin_lat;
    let w = (1.0 - share).sqrt();
    let n = SEMI_MAJOR_AXIS_M * share / (w * (1.0 + w));
    (n, n * (1.0 - ECCENTRICITY_SQUARED) - SEMI_MAJOR_AXIS_M * ECCENTRICITY_SQUARED)
}

/// Geodetic coordinates of an ECEF position (m).
///
/// Bowring, "The accuracy of geodetic latitude and height equations", Survey Review 28 (1985), iterated on the
/// parametric latitude to convergence; good at the poles and to 2,000 km height. Deep inside the Earth the point of the
/// ellipsoid that lies nearest, north of the equator where two do, and the north pole for the centre itself.
pub fn to_geodetic(position: Vec3) -> Geodetic {
    let (sin_lat, cos_lat) = latitude(position, 3);
    Geodetic {
        latitude_rad: sin_lat.atan2(cos_lat),
        longitude_rad: position.y.atan2(position.x),
        altitude_m: height_exact(position, sin_lat, cos_lat),
    }
}

// Height, from the way between the point and the ellipsoid: the large numbers cancel before they are rounded.
//   h = (p - N cos lat) cos lat + (z - N (1 - e^2) sin lat) sin lat
// `square_error` is x^2 + y^2 - p^2 and `excess` half of cos^2 + sin^2 - 1, what rounding has done to p and to the pair.
fn height_exact(position: Vec3, sin_lat: f64, cos_lat: f64) -> f64 {
    let Vec3 { x, y, z } = position;
    let p = x.hypot(y);
    if !p.is_normal() {
        return height(p, z, sin_lat, cos_lat);
    }
    let rounding = |v: f64| v.mul_add(v, -(v * v));
    let square_error = (x * x - p * p) + y * y + rounding(x) + rounding(y) - rounding(p);
    let larger = sin_lat.abs().max(cos_lat);
    let smaller = sin_lat.abs().min(cos_lat);
    let excess = 0.5 * ((larger * larger - 1.0) + smaller * smaller + rounding(larger) + rounding(smaller));
    let (n, polar) = beyond_semi_major_axis(sin_lat);
    let out = (-SEMI_MAJOR_AXIS_M).mul_add(cos_lat, p) - n * cos_lat + 0.5 * square_error / p;
    let along = (-SEMI_MAJOR_AXIS_M).mul_add(sin_lat, z) - polar * sin_lat;
    out * cos_lat + along * sin_lat + (SEMI_MAJOR_AXIS_M - (out * cos_lat + along * sin_lat)) * excess
}

/// Height above the ellipsoid of an ECEF position (m).
pub fn altitude(position: Vec3) -> f64 {
    let (sin_lat, cos_lat) = latitude(position, 1);
    height((position.x * position.x + position.y * position.y).sqrt(), position.z, sin_lat, cos_lat)
}

/// The outward normal of the ellipsoid under an ECEF position: local up.
pub fn up(position: Vec3) -> Vec3 {
    let (sin_lat, cos_lat) = latitude(position, 1);
    let p = (position.x * position.x + position.y * position.y).sqrt();
    if p == 0.0 {
        return Vec3::new(0.0, 0.0, sin_lat);
    }
    Vec3::new(cos_lat * position.x / p, cos_lat * position.y / p, sin_lat)
}

// Bowring's iteration is not used nearer to the centre than this (m): it converges slowly there, and not at all within the
// 43 km in which normals of the ellipsoid meet.
pub(super) const DEEP_M: f64 = 6e6;

// Sine and cosine of the latitude of the point of the ellipsoid nearest to one inside (Eberly, "Distance from a point to
// an ellipse", 2013): its normal has the components p/(u + e'^2) and |z|/u, u > 0 the root of
//   (a p / (b^2 (u + e'^2)))^2 + (z / (b u))^2 = 1.
fn nearest(p: f64, z: f64) -> (f64, f64) {
    let second_ecc2 = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED);
    let across = SEMI_MAJOR_AXIS_M * p / (SEMI_MINOR_AXIS_M * SEMI_MINOR_AXIS_M);
    let along = z.abs() / SEMI_MINOR_AXIS_M;
    // In the plane of the equator the root may be zero: the way across alone falls short of 1 there.
    let share = across / second_ecc2;
    let (sin, cos) = if along == 0.0 && share < 1.0 {
        ((1.0 - share * share).sqrt() / SEMI_MINOR_AXIS_M, share / SEMI_MAJOR_AXIS_M)
    } else {
        let (mut low, mut high) = (along, across.hypot(along));
        loop {
            let u = 0.5 * (low + high);
            // Not "u equals an end": what is not a number ends here too.
            let inside = low < u && u < high;
            if !inside {
                break;
            }
            if (across / (u + second_ecc2)).hypot(along / u) > 1.0 {
                low = u;
            } else {
                high = u;
            }
        }
        (if along == 0.0 { 0.0 } else { z.abs() / high }, p / (high + second_ecc2))
    };
    let size = sin.hypot(cos);
    (if z < 0.0 { -sin / size } else { sin / size }, cos / size)
}

// Sine and cosine of the geodetic latitude. From the parametric latitude u,
//   tan lat = (z + e'^2 b sin^3 u) / (p - e^2 a cos^3 u),   tan u = (1 - f) tan lat.
// One pass leaves 4e-13 rad at most, of which height does not feel anything; two reach rounding, a third its last bits.
fn latitude(position: Vec3, passes: usize) -> (f64, f64) {
    let p = (position.x * position.x + position.y * position.y).sqrt();
    let z = position.z;
    let second_ecc2 = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED);
    let r = (p * p + z * z).sqrt();
    if r < DEEP_M {
        return nearest(p, z);
    }
    let unit = |y: f64, x: f64| {
        let n = (x * x + y * y).sqrt();
        (y / n, x / n)
    };
    // Bowring's start: tan u = (b z / (a p)) (1 + e'^2 b / r)
    let (mut su, mut cu) =
        unit(SEMI_MINOR_AXIS_M * z * (1.0 + second_ecc2 * SEMI_MINOR_AXIS_M / r), SEMI_MAJOR_AXIS_M * p);
    let mut sin_cos = (0.0, 1.0);
    for pass in 1..=passes {
        sin_cos = unit(
            z + second_ecc2 * SEMI_MINOR_AXIS_M * su * su * su,
            p - ECCENTRICITY_SQUARED * SEMI_MAJOR_AXIS_M * cu * cu * cu,
        );
        if pass < passes {
            (su, cu) = unit((1.0 - FLATTENING) * sin_cos.0, sin_cos.1);
        }
    }
    sin_cos
}

// h = p cos lat + z sin lat - a sqrt(1 - e^2 sin^2 lat): second order in the error of the latitude.
fn height(p: f64, z: f64, sin_lat: f64, cos_lat: f64) -> f64 {
    p * cos_lat + z * sin_lat - SEMI_MAJOR_AXIS_M * (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat).sqrt()
}

/// Unit vectors east, north and up of a place, in ECEF.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Enu {
    /// East.
    pub east: Vec3,
    /// North.
    pub north: Vec3,
    /// Up, normal to the ellipsoid.
    pub up: Vec3,
}

impl Enu {
    /// The frame at a geodetic latitude and longitude (rad).
    pub fn at(latitude_rad: f64, longitude_rad: f64) -> Self {
        let (sl, cl) = latitude_rad.sin_cos();
        let (so, co) = longitude_rad.sin_cos();
        Self {
            east: Vec3::new(-so, co, 0.0),
            north: Vec3::new(-sl * co, -sl * so, cl),
            up: Vec3::new(cl * co, cl * so, sl),
        }
    }

    /// ECEF vector of local components.
    pub fn to_ecef(&self, east: f64, north: f64, up: f64) -> Vec3 {
        self.east * east + self.north * north + self.up * up
    }

    /// Local components (east, north, up) of an ECEF vector.
    pub fn components(&self, vector: Vec3) -> Vec3 {
        Vec3::new(vector.dot(self.east), vector.dot(self.north), vector.dot(self.up))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::FRAC_PI_2;

    #[test]
    fn round_trip_within_a_nanometre_scale() {
        for lat_deg in [-90.0, -89.9999, -45.0, -1e-9, 0.0, 30.0, 60.0, 89.999_999, 90.0_f64] {
            for lon_deg in [-180.0, -90.0, 0.0, 12.5, 179.999_f64] {
                for altitude_m in [-5_000.0, 0.0, 100.0, 86_000.0, 2_000_000.0] {
                    let g = Geodetic::new(lat_deg.to_radians(), lon_deg.to_radians(), altitude_m);
                    let back = to_geodetic(g.to_ecef()).to_ecef();
                    // Rounding of a number of the size of the Earth's radius is 1 nm.
                    assert!((back - g.to_ecef()).norm() < 5e-9, "{g:?}");
                    assert!((altitude(g.to_ecef()) - altitude_m).abs() < 5e-9, "{g:?}");
                }
            }
        }
    }

    #[test]
    fn deep_inside_it_is_the_nearest_point() {
        let radii = [0.0, 1e-3, 100.0, 6_378.137, 42_000.0, 42_842.0, 43_000.0, 1e5, 1e6, 5.9e6, 6.1e6];
        let directions = [-FRAC_PI_2, -1.0, -1e-9, 0.0, 1e-12, 0.3, 0.785, 1.5, FRAC_PI_2];
        for (r, direction) in radii.into_iter().flat_map(|r| directions.map(|d| (r, d))) {
            let p = Vec3::new(-0.6 * r * direction.cos(), 0.8 * r * direction.cos(), r * direction.sin());
            let g = to_geodetic(p);
            assert!(g.latitude_rad.abs() <= FRAC_PI_2, "{r} {direction}: {g:?}");
            assert!((g.to_ecef() - p).norm() < 5e-9, "{r} {direction}: {g:?} {:?}", g.to_ecef() - p);
            // No point of the ellipsoid on that meridian is nearer.
            let nearest = (-900..=900).map(|i| {
                let other = Geodetic::new(f64::from(i) * FRAC_PI_2 / 900.0, g.longitude_rad, 0.0);
                (other.to_ecef() - p).norm()
            });
            assert!(nearest.fold(f64::INFINITY, f64::min) >= -g.altitude_m - 1e-6, "{r} {direction}: {g:?}");
        }
        assert!(to_geodetic(Vec3::new(f64::NAN, 0.0, 0.0)).latitude_rad.is_nan());
    }

    #[test]
    fn axes_are_the_known_ones() {
        let equator = Geodetic::new(0.0, 0.0, 0.0);
        assert!((equator.to_ecef().x - SEMI_MAJOR_AXIS_M).abs() < 1e-9);
        let pole = Vec3::new(0.0, 0.0, SEMI_MINOR_AXIS_M + 10.0);
        assert!((to_geodetic(pole).altitude_m - 10.0).abs() < 1e-8);
        assert!((up(pole) - Vec3::new(0.0, 0.0, 1.0)).norm() < 1e-15);
    }
}
