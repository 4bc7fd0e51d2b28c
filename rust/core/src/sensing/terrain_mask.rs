//! What the ground hides: a polar mask of apparent elevation around a site, and the sight line over a raster itself.
//!
//! Over the effective Earth ([`super::horizon`]) rays are straight, so a target is hidden when some ground on the way
//! appears at a greater elevation than the target. M(azimuth, distance) is the greatest apparent elevation of the ground up
//! to a distance: it never falls with distance. Along each of [`AZIMUTHS`] rays the ground is read every quarter spacing of
//! the raster or 1/4096 of the range, whichever is the longer, and at the
//! distances where M is kept; bilinear between, it is continuous. Ground outside the raster hides nothing. These are at most
//! [`DISTANCES`]; fewer for a short range over a coarse raster, where they would lie closer together than the readings.
//!
//! Error against the sight line itself: M sees only the ground below its rays and their neighbours' mixture, so a ridge of
//! a width below the spacing of rays (d times 2 pi / [`AZIMUTHS`], 436 m at 50 km) may be missed or widened, and its onset in
//! distance is spread over a step of 2 sqrt(d range) / (their number) (200 m at 20 km for a range of 80 km). Where the ground's
//! slope along and across is at most G, M is within about G (step / d + pi / [`AZIMUTHS`]).

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "indices of some hundred rays and distances; elevations need no more than seven digits"
)]

use super::sight_line::{sight_line_rad, GroundRay, Reading};
use super::site::{Look, Site};
use super::turn::Turn;
use crate::earth::ellipsoid::{to_geodetic, Geodetic};
use crate::earth::terrain::Terrain;
use crate::error::{Error, Result};
use std::f64::consts::{FRAC_PI_2, PI, TAU};
use std::sync::Arc;

/// Rays of a mask.
pub const AZIMUTHS: usize = 720;
/// Most distances of a mask, and fewest.
pub const DISTANCES: usize = 384;
const DISTANCES_MIN: usize = 64;
/// Most readings of the ground along a ray.
const READINGS: f64 = 4096.0;
/// A moving sensor follows the sight line itself this often (s): what is hidden or clear for less may be missed.
const RASTER_S: f64 = 0.125;
/// Rays looked at one by one when a bound is asked for.
const RAYS_NEAR: usize = 24;

/// The greatest apparent elevation of the ground around a site, by azimuth and distance.
#[derive(Debug, Clone, PartialEq)]
pub struct TerrainMask {
    range_m: f64,
    distances: usize,
    // Ray after ray of distances, whose square roots are evenly spaced: close together where near ground appears steep.
    elevation_rad: Vec<f32>,
    // By distance, the greatest and the least of all rays.
    greatest_rad: Vec<f32>,
    least_rad: Vec<f32>,
}

impl TerrainMask {
    /// The mask of a site out to a distance over ground (m), or to the farthest corner of the raster; held beyond.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for an eye below the ground of the raster.
    pub fn new(site: &Site, terrain: &Terrain, range_m: f64) -> Result<Self> {
        above_ground(site, terrain)?;
        let range_m = range_m.min(reach_m(site, terrain)).max(1e3);
        let sweep = Sweep::new(site, terrain, range_m);
        let distances = sweep.until.len();
        let mut elevation_rad = Vec::with_capacity(AZIMUTHS * distances);
        let (mut greatest_rad, mut least_rad) = (vec![f32::NEG_INFINITY; distances], vec![f32::INFINITY; distances]);
        for i in 0..AZIMUTHS {
            sweep.ray(TAU * i as f64 / AZIMUTHS as f64, &mut elevation_rad);
            let ray = &elevation_rad[i * distances..];
            for ((&e, greatest), least) in ray.iter().zip(&mut greatest_rad).zip(&mut least_rad) {
                (*greatest, *least) = (greatest.max(e), least.min(e));
            }
        }
        Ok(Self { range_m, distances, elevation_rad, greatest_rad, least_rad })
    }

    /// How far above the mask a target appears (rad): not negative when the ground does not hide it.
    pub fn clearance_rad(&self, site: &Site, look: &Look, target_altitude_m: f64) -> f64 {
        let elevation = site.apparent_elevation(look, target_altitude_m);
        elevation - self.elevation_rad(look.azimuth_rad(), site.distance_over_ground(look))
    }

    /// Greatest apparent elevation of the ground up to a distance (m) at an azimuth (rad).
    pub fn elevation_rad(&self, azimuth_rad: f64, distance_m: f64) -> f64 {
        let position = azimuth_rad.rem_euclid(TAU) / TAU * AZIMUTHS as f64;
        let (i, f) = (position.floor(), position.fract());
        let (a, b) = (i as usize % AZIMUTHS, (i as usize + 1) % AZIMUTHS);
        let (near, far) = (self.along(a, distance_m), self.along(b, distance_m));
        near + (far - near) * f
    }

    fn along(&self, ray: usize, distance_m: f64) -> f64 {
        read(&self.elevation_rad[ray * self.distances..][..self.distances], distance_m / self.range_m)
    }

    // The greatest (or least) elevation within an angle to both sides, at a distance.
    fn extreme(&self, azimuth_rad: f64, half_width_rad: f64, distance_m: f64, greatest: bool) -> f64 {
        let step = TAU / AZIMUTHS as f64;
        let first = ((azimuth_rad - half_width_rad) / step).floor();
        let count = ((azimuth_rad + half_width_rad) / step).ceil() - first;
        if count >= RAYS_NEAR as f64 {
            let all = if greatest { &self.greatest_rad } else { &self.least_rad };
            return read(all, distance_m / self.range_m);
        }
        let first = first.rem_euclid(AZIMUTHS as f64) as usize;
        let near = (0..=count as usize).map(|i| self.along((first + i) % AZIMUTHS, distance_m));
        near.reduce(if greatest { f64::max } else { f64::min }).unwrap_or(0.0)
    }

    // Its sign that of the clearance, its size a time (s) if the sign surely stays for that long, else nought: till then the
    // target keeps to a sector and within a distance, where the mask is at most (least) so high, and its elevation needs a
    // while to get there.
    fn slack_s(&self, site: &Site, look: &Look, turn: &Turn, time_s: f64) -> f64 {
        let (azimuth, distance) = (look.azimuth_rad(), site.distance_over_ground(look));
        let elevation = turn.elevation_rad();
        let margin = elevation - self.elevation_rad(azimuth, distance);
        let way = turn.speed_m_s * time_s;
        let sector = if way < look.ground_range_m { (way / look.ground_range_m).asin() } else { PI };
        let room = if margin >= 0.0 {
            elevation - self.extreme(azimuth, sector, distance + way, true)
        } else {
            self.extreme(azimuth, sector, distance - way, false) - elevation
        };
        let stays = room > 0.0 && turn.slack_s(room) >= time_s;
        if stays { time_s } else { 0.0 }.copysign(margin)
    }
}

// Linear in the square root of the distance between the entries, held at the ends.
fn read(values: &[f32], share_of_range: f64) -> f64 {
    let position = share_of_range.clamp(0.0, 1.0).sqrt() * (values.len() - 1) as f64;
    let i = (position as usize).min(values.len() - 2);
    let (a, b) = (f64::from(values[i]), f64::from(values[i + 1]));
    a + (b - a) * (position - i as f64)
}

// The distances at which every ray of a mask reads the ground, and up to which of them each node of the mask counts.
struct Sweep<'a> {
    site: &'a Site,
    terrain: &'a Terrain,
    readings: Vec<Reading>,
    until: Vec<usize>,
}

impl<'a> Sweep<'a> {
    fn new(site: &'a Site, terrain: &'a Terrain, range_m: f64) -> Self {
        let step = (0.25 * terrain.spacing_m()).max(range_m / READINGS);
        let (mut readings, mut d) = (Vec::new(), step);
        // The last two lie 2 range / (their number) apart.
        let distances = ((2.0 * range_m / step) as usize).clamp(DISTANCES_MIN, DISTANCES);
        let mut until_of = |j: usize| {
            let node = range_m * (j as f64 / (distances - 1) as f64).powi(2);
            while d < node {
                readings.push(Reading::new(site, d));
                d += step;
            }
            if j > 0 {
                readings.push(Reading::new(site, node));
            }
            readings.len()
        };
        let until = (0..distances).map(&mut until_of).collect();
        Self { site, terrain, readings, until }
    }

    // Appends the nodes of a ray.
    fn ray(&self, azimuth_rad: f64, mask: &mut Vec<f32>) {
        let mut ground = GroundRay::new(self.site, self.terrain, azimuth_rad);
        let (mut highest, mut elevation_rad, mut read, mut below_m) = (f64::NEG_INFINITY, -FRAC_PI_2, 0, 0.0);
        for &until in &self.until {
            let mut here = highest;
            for reading in &self.readings[read..until] {
                if reading.distance_m > below_m {
                    here = here.max(ground.tangent(reading));
                }
            }
            // Most ground lies lower than some before.
            if here > highest {
                (highest, elevation_rad) = (here, here.atan());
            }
            mask.push(elevation_rad as f32);
            read = until;
            if let Some(next) = self.readings.get(until).filter(|next| next.distance_m > below_m) {
                below_m = ground.below_until_m(next, highest).unwrap_or(below_m);
            }
        }
    }
}

/// What hides targets from a sensor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cover {
    /// Nothing but the horizon.
    None,
    /// Ground around a fixed place.
    Mask(Arc<TerrainMask>),
    /// Ground, seen from a place that moves: the sight line is followed at every instant.
    Raster(Arc<Terrain>),
}

impl Cover {
    // How surely the ground hides a target, or does not, for a time (s): see `TerrainMask::slack_s`. Infinite where nothing
    // hides.
    pub(crate) fn slack_s(&self, site: &Site, look: &Look, altitude_m: f64, turn: &Turn, time_s: f64) -> f64 {
        match self {
            Self::None => f64::INFINITY,
            Self::Mask(mask) => mask.slack_s(site, look, turn, time_s),
            // No bound: judged this far to both sides.
            Self::Raster(terrain) => RASTER_S.copysign(sight_line_rad(site, terrain, look, altitude_m)),
        }
    }

    /// By how much the ground does not hide a target (rad); infinite where nothing does.
    pub(crate) fn clearance_rad(&self, site: &Site, look: &Look, target_altitude_m: f64) -> f64 {
        match self {
            Self::None => f64::INFINITY,
            Self::Mask(mask) => mask.clearance_rad(site, look, target_altitude_m),
            Self::Raster(terrain) => sight_line_rad(site, terrain, look, target_altitude_m),
        }
    }
}

// To the farthest of some points of the raster's rim, with a margin for those in between.
fn reach_m(site: &Site, terrain: &Terrain) -> f64 {
    let [latitudes, longitudes] = terrain.extent();
    let part = |(a, b): (f64, f64), i: u8| a + (b - a) * f64::from(i) / 8.0;
    let points = (0..81).map(|k| Geodetic::new(part(latitudes, k / 9), part(longitudes, k % 9), 0.0));
    let distance = |p: Geodetic| {
        let look = site.look(p.to_ecef());
        site.distance_over_ground(&look)
    };
    1.05 * points.map(distance).fold(0.0, f64::max)
}

fn above_ground(site: &Site, terrain: &Terrain) -> Result<()> {
    let place = to_geodetic(site.origin);
    match terrain.height(place.latitude_rad, place.longitude_rad) {
        // A site on the ground has its height to within rounding.
        Some(ground) if site.eye_altitude_m < ground - 1e-6 => {
            let allowed = format!("at least {ground}, the height of the terrain there");
            Err(Error::invalid("altitude_m + height_m", site.eye_altitude_m, &allowed))
        }
        _ => Ok(()),
    }
}
