//! Arcs towards a destination: how far beyond it the flight of an azimuth, an energy (how much is burnt) and a steepness
//! comes down.

use super::endpoints::{not_converged, Endpoints};
use crate::earth::world::World;
use crate::error::Error;
use crate::flight::flown::path::Flown;
use crate::math::roots::highest;
use std::cell::Cell;

/// Flies at an azimuth (rad), an energy and a steepness; `None` where that cannot be flown.
pub(crate) type Fly<'a> = dyn Fn(f64, f64, f64) -> Option<Flown> + 'a;

/// What to search and where.
pub(crate) struct Search<'a> {
    pub(crate) world: &'a World,
    pub(crate) ends: &'a Endpoints,
    pub(crate) fly: &'a Fly<'a>,
    /// Azimuth to begin with (rad).
    pub(crate) azimuth_rad: f64,
    /// Bounds of the energy.
    pub(crate) energy: (f64, f64),
    /// Bounds of the steepness.
    pub(crate) steepness: (f64, f64),
    /// Which part of those the last arc of an apogee was in, counted from the steepest; 0 before the first.
    pub(crate) cell: Cell<u32>,
    /// What is solved for, and the names of energy and steepness, in the words of an error.
    pub(crate) words: [&'a str; 3],
}

// Beyond all measure: the miss of a flight that does not come down, or leaves the search's sight.
const FAR_M: f64 = 1e9;
const GRID: u32 = 28;

impl Search<'_> {
    // A flight that never came down upon the altitude of the destination: too low for it, or too high to fall.
    fn missed(&self, flown: Option<&Flown>) -> f64 {
        let end = flown.map(|f| self.world.altitude(f.knots[f.knots.len() - 1].position));
        if end.is_some_and(|h| h > self.ends.destination.altitude_m) {
            FAR_M
        } else {
            -self.ends.line.distance_m
        }
    }

    /// Azimuth that takes the flight over the destination, to within a distance (m) across, from an azimuth to begin with;
    /// and how far beyond it comes down (m).
    pub(super) fn aligned_within(&self, from_rad: f64, energy: f64, steepness: f64, within_m: f64) -> (f64, f64) {
        let mut azimuth = from_rad;
        let mut along = FAR_M;
        for _ in 0..6 {
            let flown = (self.fly)(azimuth, energy, steepness);
            let Some((beyond, right)) = flown.as_ref().and_then(|f| self.ends.miss(self.world, f)) else {
                return (from_rad, self.missed(flown.as_ref()));
            };
            along = beyond;
            if right.abs() < within_m {
                break;
            }
            azimuth -= (right / self.ends.span_m()).clamp(-0.5, 0.5);
        }
        (azimuth, along)
    }

    // It always begins at the same azimuth: that of a steep neighbour may point the other way.
    fn aligned(&self, energy: f64, steepness: f64) -> (f64, f64) {
        self.aligned_within(self.azimuth_rad, energy, steepness, 1e-3 * self.ends.line.distance_m)
    }

    pub(super) fn unreachable(&self, beyond_m: f64) -> Error {
        let wanted_m = self.ends.line.distance_m;
        Error::unreachable(wanted_m, wanted_m + beyond_m)
    }

    /// The error of a flight that was not found: where the search ended, and how far off (m).
    pub(crate) fn unsolved(&self, [azimuth, energy, steepness]: [f64; 3], off_m: f64) -> Error {
        let [what, energy_name, steepness_name] = self.words;
        let at = [("azimuth in rad", azimuth), (energy_name, energy), (steepness_name, steepness)];
        not_converged(what, 30, off_m, &at)
    }

    /// Steepnesses and how far beyond the destination each comes down at one energy.
    pub(super) fn over_steepness(&self, energy: f64) -> (Vec<f64>, Vec<f64>) {
        let (low, high) = self.steepness;
        let grid: Vec<f64> = (0..=GRID).map(|k| low + (high - low) / f64::from(GRID) * f64::from(k)).collect();
        let beyond = grid.iter().map(|&steepness| self.aligned(energy, steepness).1).collect();
        (grid, beyond)
    }

    /// The steepness that flies beyond the destination; where none does, the one that comes nearest: (steepness, beyond).
    pub(super) fn farthest(&self, energy: f64, grid: &[f64], beyond: &[f64]) -> (f64, f64) {
        let best = (0..grid.len()).max_by(|&a, &b| beyond[a].total_cmp(&beyond[b])).unwrap_or(0);
        if beyond[best] > 0.0 {
            return (grid[best], beyond[best]);
        }
        let (low, high) = (grid[best.saturating_sub(1)], grid[(best + 1).min(grid.len() - 1)]);
        highest(|steepness| self.aligned(energy, steepness).1, low, high, 1e-5)
    }
}
