//! The figures of a flight that people quote: time, distance, apogee, speeds, impact.

use super::path::Path;
use super::phase;
use crate::earth::ellipsoid;
use crate::earth::geodesic;
use crate::earth::world::World;

/// Figures of one flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Duration (s).
    pub flight_time_s: f64,
    /// Geodesic distance between the ground points of start and end (m).
    pub distance_m: f64,
    /// Highest altitude (m).
    pub apogee_m: f64,
    /// Greatest speed at a knot, relative to the rotating Earth (m/s).
    pub speed_max_m_s: f64,
    /// Speed at the end (m/s).
    pub speed_end_m_s: f64,
    /// Geodetic latitude of the end (rad).
    pub latitude_end_rad: f64,
    /// Longitude of the end (rad).
    pub longitude_end_rad: f64,
}

impl Summary {
    /// Figures of a path.
    pub fn of(world: &World, path: &Path) -> Self {
        let (first, last) = (&path.knots[0], &path.knots[path.knots.len() - 1]);
        let (start, end) = (ellipsoid::to_geodetic(first.position), ellipsoid::to_geodetic(last.position));
        let line = geodesic::inverse(start.latitude_rad, start.longitude_rad, end.latitude_rad, end.longitude_rad);
        Self {
            flight_time_s: last.t - first.t,
            distance_m: line.distance_m,
            apogee_m: phase::apogee(world, path.knots),
            speed_max_m_s: path.knots.iter().map(|k| k.velocity.norm()).fold(0.0, f64::max),
            speed_end_m_s: last.velocity.norm(),
            latitude_end_rad: end.latitude_rad,
            longitude_end_rad: end.longitude_rad,
        }
    }
}
