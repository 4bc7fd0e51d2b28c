//! The ground of a raster along a ray, and whether it comes between a site and a target.

use super::site::{Look, Site};
use crate::earth::ellipsoid::to_geodetic;
use crate::earth::terrain::Terrain;
use crate::math::vec3::Vec3;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// Places along a ray are exact this far apart (m), latitude and longitude linear in between: within a metre.
const STATION_M: f64 = 4e3;

/// Whether a straight ray over the effective Earth from a site to a target passes above all ground of the raster, read
/// every quarter spacing on the way and below the target: by how much its elevation exceeds that of the ground (rad).
pub fn sight_line_rad(site: &Site, terrain: &Terrain, look: &Look, target_altitude_m: f64) -> f64 {
    let step = (0.25 * terrain.spacing_m()).max(1.0);
    let mut ground = GroundRay::new(site, terrain, look.azimuth_rad());
    let (mut highest, mut d, distance) = (-FRAC_PI_2, step, site.distance_over_ground(look));
    while d < distance {
        highest = highest.max(ground.elevation_rad(d));
        d += step;
    }
    let highest = highest.max(ground.elevation_rad(distance));
    site.apparent_elevation(look, target_altitude_m) - highest
}

// The ground along a ray, read at growing distances.
pub(super) struct GroundRay<'a> {
    site: &'a Site,
    terrain: &'a Terrain,
    centre: Vec3,
    ahead: Vec3,
    // Distance, latitude and longitude of two stations.
    from: [f64; 3],
    to: [f64; 3],
}

impl<'a> GroundRay<'a> {
    pub(super) fn new(site: &'a Site, terrain: &'a Terrain, azimuth_rad: f64) -> Self {
        let (sin, cos) = azimuth_rad.sin_cos();
        let centre = site.origin - site.enu.up * (site.radius_m + site.altitude_m);
        let start = [f64::NEG_INFINITY, 0.0, 0.0];
        Self { site, terrain, centre, ahead: site.enu.to_ecef(sin, cos, 0.0), from: start, to: start }
    }

    fn station(&self, distance_m: f64) -> [f64; 3] {
        let (sin, cos) = (distance_m / self.site.radius_m).sin_cos();
        let place = to_geodetic(self.centre + (self.site.enu.up * cos + self.ahead * sin) * self.site.radius_m);
        [distance_m, place.latitude_rad, place.longitude_rad]
    }

    // -pi/2 outside the raster.
    pub(super) fn elevation_rad(&mut self, distance_m: f64) -> f64 {
        if distance_m > self.to[0] {
            let first = (distance_m / STATION_M).floor() * STATION_M;
            (self.from, self.to) = (self.station(first), self.station(first + STATION_M));
            self.to[2] = self.from[2] + (self.to[2] - self.from[2] + PI).rem_euclid(TAU) - PI;
        }
        let f = (distance_m - self.from[0]) / (self.to[0] - self.from[0]);
        let between = |i: usize| self.from[i] + (self.to[i] - self.from[i]) * f;
        let Some(height_m) = self.terrain.height(between(1), between(2)) else {
            return -FRAC_PI_2;
        };
        let (sin_half, cos_half) = (0.5 * distance_m / self.site.effective_radius_m).sin_cos();
        let r = self.site.effective_radius_m + height_m;
        (height_m - self.site.eye_altitude_m - 2.0 * r * sin_half * sin_half).atan2(2.0 * r * sin_half * cos_half)
    }
}
