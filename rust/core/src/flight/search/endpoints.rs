//! Launch point, destination, and the miss of a flight between them.

use super::places;
use crate::earth::ellipsoid::{Geodetic, MEAN_RADIUS_M, ROTATION_RATE_RAD_S};
use crate::earth::geodesic::Line;
use crate::earth::gravity::GM_M3_S2;
use crate::earth::world::World;
use crate::error::{check_latitude, check_range, Error, Result};
use crate::flight::flown::path::{Flown, Outcome};

/// A flight ends within this distance of its destination (m), or it is not a solution.
pub const MISS_MAX_M: f64 = 1.0;
/// The least distance of a destination (m).
pub(crate) const NEAREST_M: f64 = 1e3;
/// The greatest distance of a destination (m).
pub(crate) const FARTHEST_M: f64 = 1.5e7;
/// What the solvers accept (m): closer than promised, and above the 0.1 m to which adaptive steps repeat.
pub(crate) const MISS_TOLERANCE_M: f64 = 0.3;

/// Where a flight begins and where it is to end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Endpoints {
    /// Launch point.
    pub launch_point: Geodetic,
    /// Destination; its altitude is the ground there.
    pub destination: Geodetic,
    /// The geodesic between them.
    pub line: Line,
}

impl Endpoints {
    /// Checks both points and finds the geodesic.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a latitude beyond 90 degrees, an altitude outside -500 m to 120 km, or points
    /// less than 1 km or more than 15,000 km apart.
    pub fn new(launch_point: Geodetic, destination: Geodetic) -> Result<Self> {
        Self::over(&World::EARTH, launch_point, destination)
    }

    /// As [`Self::new`], on the surface of a world.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn over(world: &World, launch_point: Geodetic, destination: Geodetic) -> Result<Self> {
        for (name, point) in [("launch_point", &launch_point), ("destination", &destination)] {
            let right_angle = std::f64::consts::FRAC_PI_2;
            check_latitude(&format!("{name} latitude_rad"), point.latitude_rad, right_angle)?;
            check_range(&format!("{name} longitude_rad"), point.longitude_rad, -7.0, 7.0)?;
            check_range(&format!("{name} altitude_m"), point.altitude_m, -500.0, 120_000.0)?;
        }
        let ends = Self::unchecked(world, launch_point, destination);
        places::check_distance(ends.line.distance_m, NEAREST_M, FARTHEST_M)?;
        Ok(ends)
    }

    /// As [`Self::over`], of any two places.
    pub(crate) fn unchecked(world: &World, launch_point: Geodetic, destination: Geodetic) -> Self {
        Self { launch_point, destination, line: places::line(world, &launch_point, &destination) }
    }

    /// Where a flight comes down: (beyond the destination, to its right) seen from the launch point (m); `None` when it
    /// does not.
    pub(crate) fn miss(&self, world: &World, flown: &Flown) -> Option<(f64, f64)> {
        if flown.outcome != Outcome::Impact {
            return None;
        }
        let impact = world.geodetic(flown.knots[flown.knots.len() - 1].position);
        let reached = places::line(world, &self.launch_point, &impact);
        let turn = reached.azimuth_start_rad - self.line.azimuth_start_rad;
        // An impact opposite to the destination has a negative distance rather than a turn of half a circle.
        let along = if turn.cos() < 0.0 { -reached.distance_m } else { reached.distance_m };
        Some((along - self.line.distance_m, turn.sin() * turn.cos().signum() * self.span_m()))
    }

    /// What an angle at the launch point spans at the target (m): near R sin(d/R).
    pub(super) fn span_m(&self) -> f64 {
        MEAN_RADIUS_M * (self.line.distance_m / MEAN_RADIUS_M).sin().abs().max(1e-3)
    }

    // First guess of the azimuth's lead: the Coriolis force turns a flight of time T by about w T sin(latitude).
    pub(crate) fn rotation_lead(&self, mean_speed_m_s: f64) -> f64 {
        let time = self.line.distance_m / mean_speed_m_s.max(1.0);
        (-ROTATION_RATE_RAD_S * time * self.launch_point.latitude_rad.sin()).clamp(-0.3, 0.3)
    }
}

/// The error of a search that ended a distance (m) from its goal, at the named unknowns.
pub(crate) fn not_converged(what: &str, iterations: usize, off_m: f64, at: &[(&str, f64)]) -> Error {
    let at: Vec<String> = at.iter().map(|(name, value)| format!("{name} {value:.6}")).collect();
    Error::NotConverged { what: what.to_owned(), iterations, off: format!("{:.3} m", off_m.abs()), at: at.join(", ") }
}

/// Speed (m/s) and flight-path angle (rad) of the least-energy path over a range, without air or rotation.
///
/// Bate, Mueller, White, *Fundamentals of Astrodynamics*, chapter 6: with psi = range/R and s = sin(psi/2),
/// v^2 = 2 (mu/R) s/(1 + s), flight-path angle (pi - psi)/4.
pub fn minimum_energy(range_m: f64) -> (f64, f64) {
    let psi = range_m / MEAN_RADIUS_M;
    let s = (0.5 * psi).sin();
    let speed = (2.0 * GM_M3_S2 / MEAN_RADIUS_M * s / (1.0 + s)).sqrt();
    (speed, 0.25 * (std::f64::consts::PI - psi))
}

/// Apogee of the least-energy path over a range (m): (R/2) (sin(psi/2) + cos(psi/2) - 1).
pub fn minimum_energy_apogee(range_m: f64) -> f64 {
    let half = 0.5 * range_m / MEAN_RADIUS_M;
    0.5 * MEAN_RADIUS_M * (half.sin() + half.cos() - 1.0)
}
