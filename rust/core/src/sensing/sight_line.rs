//! The ground of a raster along a ray, and whether it comes between a site and a target.

use super::site::{Look, Site};
use crate::earth::ellipsoid::to_geodetic;
use crate::earth::terrain::{Patch, Terrain};
use crate::math::vec3::Vec3;
use std::f64::consts::{PI, TAU};

/// Places along a ray are exact this far apart (m), latitude and longitude linear in between: within a metre.
const STATION_M: f64 = 4e3;
/// Bounds of tangents are widened by this for rounding.
const ROUNDING: f64 = 1e-9;

/// Whether a straight ray over the effective Earth from a site to a target passes above all ground of the raster, read
/// every quarter spacing on the way and below the target: by how much its elevation exceeds that of the ground (rad).
pub fn sight_line_rad(site: &Site, terrain: &Terrain, look: &Look, target_altitude_m: f64) -> f64 {
    let step = (0.25 * terrain.spacing_m()).max(1.0);
    let mut ground = GroundRay::new(site, terrain, look.azimuth_rad());
    let (mut highest, mut d, distance) = (f64::NEG_INFINITY, step, site.distance_over_ground(look));
    while d < distance {
        let reading = Reading::new(site, d);
        let below_m = ground.below_until_m(&reading, highest).unwrap_or(d);
        highest = if below_m > d { highest } else { highest.max(ground.tangent(&reading)) };
        d += step * ((below_m - d) / step).floor().max(1.0);
    }
    let highest = highest.max(ground.tangent(&Reading::new(site, distance)));
    site.apparent_elevation(look, target_altitude_m) - highest.atan()
}

/// A distance at which ground is read: what its elevation there depends on besides its height.
///
/// Over the effective Earth of radius r, with c = d/r, ground of height h appears from an eye of height e at the elevation
/// whose tangent is (h - e - (r + h) (1 - cos c)) / ((r + h) sin c). All of a sweep that a distance fixes is found once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) distance_m: f64,
    // 1 - cos c = 2 sin^2(c/2), and 1 / sin c.
    sunk: f64,
    per_run: f64,
}

impl Reading {
    pub(super) fn new(site: &Site, distance_m: f64) -> Self {
        let (sin_half, cos_half) = (0.5 * distance_m / site.effective_radius_m).sin_cos();
        Self { distance_m, sunk: 2.0 * sin_half * sin_half, per_run: 0.5 / (sin_half * cos_half) }
    }

    // Tangent of the elevation of ground of a height; it rises with the height.
    fn tangent(&self, site: &Site, height_m: f64) -> f64 {
        let r = site.effective_radius_m + height_m;
        (height_m - site.eye_altitude_m - r * self.sunk) / r * self.per_run
    }
}

// The ground along a ray, read at growing distances.
pub(super) struct GroundRay<'a> {
    site: &'a Site,
    terrain: &'a Terrain,
    centre: Vec3,
    ahead: Vec3,
    // Distance, latitude and longitude of two stations, and a height that no ground between them exceeds.
    from: [f64; 3],
    to: [f64; 3],
    ceiling_m: f64,
    // The cell of the last reading.
    patch: Option<Patch>,
}

impl<'a> GroundRay<'a> {
    pub(super) fn new(site: &'a Site, terrain: &'a Terrain, azimuth_rad: f64) -> Self {
        let (sin, cos) = azimuth_rad.sin_cos();
        let centre = site.origin - site.enu.up * (site.radius_m + site.altitude_m);
        let start = [f64::NEG_INFINITY, 0.0, 0.0];
        let ahead = site.enu.to_ecef(sin, cos, 0.0);
        Self { site, terrain, centre, ahead, from: start, to: start, ceiling_m: f64::NEG_INFINITY, patch: None }
    }

    fn station(&self, distance_m: f64) -> [f64; 3] {
        let (sin, cos) = (distance_m / self.site.radius_m).sin_cos();
        let place = to_geodetic(self.centre + (self.site.enu.up * cos + self.ahead * sin) * self.site.radius_m);
        [distance_m, place.latitude_rad, place.longitude_rad]
    }

    // The stations about a distance.
    fn go_to(&mut self, distance_m: f64) {
        if distance_m <= self.to[0] {
            return;
        }
        let first = (distance_m / STATION_M).floor() * STATION_M;
        self.from = if first.total_cmp(&self.to[0]).is_eq() { self.to } else { self.station(first) };
        self.from[2] = self.terrain.unwound(self.from[2]);
        self.to = self.station(first + STATION_M);
        self.to[2] = self.from[2] + (self.to[2] - self.from[2] + PI).rem_euclid(TAU) - PI;
        self.ceiling_m = self.terrain.ceiling((self.from[1], self.from[2]), (self.to[1], self.to[2]));
    }

    // Where the stations about a reading end (m), if no ground from there to that end has a greater tangent than one already
    // found. Ground as high as the ceiling, tan e = N/sin c with N falling: at most N/sin c at the nearer end where N is
    // positive there, and at the farther end, where sin c is at most as many times greater as c, where it is not.
    pub(super) fn below_until_m(&mut self, reading: &Reading, tangent: f64) -> Option<f64> {
        self.go_to(reading.distance_m);
        let near = reading.tangent(self.site, self.ceiling_m);
        let greatest = if near > 0.0 { near } else { near * (reading.distance_m / self.to[0]) };
        // No ground at all has no height.
        (self.ceiling_m == f64::NEG_INFINITY || greatest + ROUNDING <= tangent).then_some(self.to[0])
    }

    // Tangent of the ground's elevation; minus infinity outside the raster.
    pub(super) fn tangent(&mut self, reading: &Reading) -> f64 {
        let distance_m = reading.distance_m;
        self.go_to(distance_m);
        let f = (distance_m - self.from[0]) / (self.to[0] - self.from[0]);
        let (latitude, longitude) =
            (self.from[1] + (self.to[1] - self.from[1]) * f, self.from[2] + (self.to[2] - self.from[2]) * f);
        let height_m = self.patch.and_then(|patch| patch.height(latitude, longitude)).or_else(|| {
            self.patch = self.terrain.patch(latitude, longitude);
            self.terrain.height(latitude, longitude)
        });
        height_m.map_or(f64::NEG_INFINITY, |height_m| reading.tangent(self.site, height_m))
    }
}
