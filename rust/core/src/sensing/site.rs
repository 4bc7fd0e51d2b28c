//! A place on or above the ground that looks at targets: sensor or fire unit.

use super::horizon::{horizon_distance_over, horizon_slope_over, EFFECTIVE_EARTH_FACTOR};
use super::piece::Rates;
use crate::earth::ellipsoid::{altitude, up, Enu, Geodetic, ECCENTRICITY_SQUARED, FLATTENING, SEMI_MAJOR_AXIS_M};
use crate::error::{check_latitude, check_range, Result};
use crate::math::vec3::Vec3;
use std::f64::consts::{FRAC_PI_2, PI};

/// A position with what is needed to look from it, computed once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Where slant ranges are measured from, ECEF (m).
    pub origin: Vec3,
    /// East, north and up at the origin.
    pub enu: Enu,
    /// Height of the origin above the ellipsoid (m).
    pub altitude_m: f64,
    /// Local (Gaussian) radius of the Earth (m).
    pub radius_m: f64,
    /// Radius of the effective Earth, k R, over which rays are straight (m).
    pub effective_radius_m: f64,
    /// Height of the eye above the ellipsoid (m): line of sight is judged from here.
    pub eye_altitude_m: f64,
    /// Horizon distance of the eye (m).
    eye_horizon_m: f64,
}

/// A target as seen from a site: straight-line geometry in the site's horizontal plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Straight distance (m).
    pub slant_range_m: f64,
    /// Horizontal part of it (m).
    pub ground_range_m: f64,
    /// Vertical part: height above the horizontal plane through the origin (m), below the altitude for far targets.
    pub up_m: f64,
    /// East part of the horizontal one (m).
    pub east_m: f64,
    /// North part of the horizontal one (m).
    pub north_m: f64,
}

impl Look {
    /// Direction over ground, clockwise from north (rad, -pi to pi); 0 straight overhead.
    pub fn azimuth_rad(&self) -> f64 {
        self.east_m.atan2(self.north_m)
    }

    /// Sine of the geometric elevation, in [-1, 1]; 0 at the origin itself.
    pub fn sin_elevation(&self) -> f64 {
        if self.slant_range_m > 0.0 {
            (self.up_m / self.slant_range_m).clamp(-1.0, 1.0)
        } else {
            0.0
        }
    }
}

impl Site {
    /// A site at `position` (rad, rad, m) that measures slant range from there and sees from `eye_height_m` above it,
    /// through the standard atmosphere (k = 4/3).
    pub fn new(position: Geodetic, eye_height_m: f64) -> Result<Self> {
        check_latitude("position.latitude_rad", position.latitude_rad, FRAC_PI_2)?;
        check_range("position.longitude_rad", position.longitude_rad, -2.0 * PI, 2.0 * PI)?;
        check_range("position.altitude_m", position.altitude_m, -1e3, 1e5)?;
        // Gaussian radius sqrt(M N) = a sqrt(1 - e^2) / (1 - e^2 sin^2 lat), and a (1 - f) = a sqrt(1 - e^2).
        let sin_lat = position.latitude_rad.sin();
        let radius_m = SEMI_MAJOR_AXIS_M * (1.0 - FLATTENING) / (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat);
        let eye_altitude_m = position.altitude_m + eye_height_m;
        let effective_radius_m = EFFECTIVE_EARTH_FACTOR * radius_m;
        Ok(Self {
            origin: position.to_ecef(),
            enu: position.enu(),
            altitude_m: position.altitude_m,
            radius_m,
            effective_radius_m,
            eye_altitude_m,
            eye_horizon_m: horizon_distance_over(eye_altitude_m, effective_radius_m),
        })
    }

    /// Horizon distance of the eye (m).
    pub fn eye_horizon_m(&self) -> f64 {
        self.eye_horizon_m
    }

    /// The same place in another atmosphere: `factor` is k, the effective over the true radius of the Earth (0.5 to 100; 1
    /// for straight rays, 4/3 standard).
    pub fn with_factor(self, factor: f64) -> Result<Self> {
        check_range("effective_earth_factor", factor, 0.5, 100.0)?;
        let effective_radius_m = factor * self.radius_m;
        let eye_horizon_m = horizon_distance_over(self.eye_altitude_m, effective_radius_m);
        Ok(Self { effective_radius_m, eye_horizon_m, ..self })
    }

    /// The same instrument at another place (ECEF, m), eye and origin in one, with the radius of the Earth kept.
    pub(super) fn moved_to(&self, origin: Vec3) -> Self {
        let altitude_m = altitude(origin);
        let (up, pole) = (up(origin), Vec3::new(0.0, 0.0, 1.0));
        let east = pole.cross(up).unit();
        Self {
            origin,
            enu: Enu { east, north: up.cross(east), up },
            altitude_m,
            eye_altitude_m: altitude_m,
            eye_horizon_m: horizon_distance_over(altitude_m, self.effective_radius_m),
            ..*self
        }
    }

    /// Range and direction of a target at an ECEF position (m).
    pub fn look(&self, target: Vec3) -> Look {
        let q = target - self.origin;
        let (east_m, north_m, up_m) = (q.dot(self.enu.east), q.dot(self.enu.north), q.dot(self.enu.up));
        let slant2 = q.dot(q);
        let ground_range_m = (slant2 - up_m * up_m).max(0.0).sqrt();
        Look { slant_range_m: slant2.sqrt(), ground_range_m, up_m, east_m, north_m }
    }

    /// Distance over ground to a target (m), on the sphere that touches the ellipsoid here: d = R atan(g / (R + h + u)).
    pub fn distance_over_ground(&self, look: &Look) -> f64 {
        self.radius_m * look.ground_range_m.atan2(self.radius_m + self.altitude_m + look.up_m)
    }

    /// Line of sight: how much farther than the target the two horizons reach (m over ground); not negative when
    /// visible. Continuous in the target's position. The formula is in [`super::horizon`].
    pub fn horizon_margin(&self, look: &Look, target_altitude_m: f64) -> f64 {
        self.eye_horizon_m + horizon_distance_over(target_altitude_m, self.effective_radius_m)
            - self.distance_over_ground(look)
    }

    /// Greatest rate of [`Self::horizon_margin`] (m over ground per second) within a stretch of a flight: the target's own
    /// way, and its horizon's growth with its climb, which is fastest where it is lowest.
    pub(crate) fn horizon_rate(&self, rates: &Rates) -> f64 {
        let slope = horizon_slope_over(rates.altitude_min_m, self.effective_radius_m);
        (rates.speed_m_s + slope * rates.climb_m_s).max(1e-3)
    }

    /// How fast the eye's own horizon grows with its height.
    pub(super) fn eye_horizon_slope(&self) -> f64 {
        horizon_slope_over(self.eye_altitude_m, self.effective_radius_m)
    }

    /// Apparent elevation of a target (rad), refracted as the line of sight is: over an Earth of radius k R,
    /// tan e = ((k R + h2) cos c - (k R + h1)) / ((k R + h2) sin c) with c = d / (k R).
    pub fn apparent_elevation(&self, look: &Look, target_altitude_m: f64) -> f64 {
        let (along_m, up_m) = self.apparent(look, target_altitude_m);
        up_m.atan2(along_m)
    }

    /// Where a target appears over the Earth of radius k R (m): X = (k R + h2) sin c along the horizontal of the site,
    /// Y = (k R + h2) cos c - (k R + h1) up.
    pub fn apparent(&self, look: &Look, target_altitude_m: f64) -> (f64, f64) {
        let kr = self.effective_radius_m;
        let half = 0.5 * self.distance_over_ground(look) / kr;
        let (sin_half, cos_half) = half.sin_cos();
        let r2 = kr + target_altitude_m;
        // (kR + h2) cos c - (kR + h1) without cancellation: 1 - cos c = 2 sin^2(c/2).
        let up = target_altitude_m - self.eye_altitude_m - 2.0 * r2 * sin_half * sin_half;
        (2.0 * r2 * sin_half * cos_half, up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::geodesic;

    #[test]
    fn distance_over_ground_is_the_geodesic_one() {
        for lat in [0.0, 0.8, -1.2_f64] {
            let site = Site::new(Geodetic::new(lat, 0.3, 0.0), 10.0).unwrap();
            for (azimuth, d) in [(0.0, 4e4), (0.7, 2e5), (1.57, 6e5)] {
                let (la, lo, _) = geodesic::direct(lat, 0.3, azimuth, d);
                let look = site.look(Geodetic::new(la, lo, 3e3).to_ecef());
                // The touching sphere's own error: 0.3 % (flattening) of (d/R)^2/6.
                let tolerance = 1e-5 + 5e-4 * (d / 6.4e6_f64).powi(2);
                assert!((site.distance_over_ground(&look) / d - 1.0).abs() < tolerance, "{lat} {azimuth} {d}");
            }
        }
    }

    #[test]
    fn a_target_at_the_horizon_is_at_the_dip() {
        // At grazing, the line is tangent to the effective sphere: elevation = -acos(kR / (kR + h1)).
        let site = Site::new(Geodetic::new(0.5, 0.0, 0.0), 100.0).unwrap();
        let kr = site.effective_radius_m;
        let d = horizon_distance_over(100.0, kr) + horizon_distance_over(500.0, kr);
        let (la, lo, _) = geodesic::direct(0.5, 0.0, 1.0, d);
        let look = site.look(Geodetic::new(la, lo, 500.0).to_ecef());
        assert!(site.horizon_margin(&look, 500.0).abs() < 20.0);
        let dip = -(kr / (kr + 100.0)).acos();
        assert!((site.apparent_elevation(&look, 500.0) - dip).abs() < 1e-6);
    }

    #[test]
    fn bad_positions_are_named() {
        let message = Site::new(Geodetic::new(2.0, 0.0, 0.0), 0.0).unwrap_err().to_string();
        assert!(message.contains("position.latitude_rad = 2"), "{message}");
    }
}
