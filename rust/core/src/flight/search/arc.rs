//! The search over arcs to a destination: azimuth, an energy (speed, or how much is burnt) and a steepness.
//!
//! At one energy a target within reach is met twice, flat and steep; at one steepness once. The least energy lies
//! where the two meet: there the energy needed is least over the steepness.

use super::endpoints::{not_converged, Endpoints, MISS_MAX_M};
use super::sent::meet;
use crate::earth::world::World;
use crate::error::{Error, Result};
use crate::flight::flown::path::{Flown, Outcome};
use crate::math::newton::Problem;
use crate::math::roots::{bracketed, highest};

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
    /// Miss that is accepted (m).
    pub(crate) tolerance_m: f64,
    /// What is solved for, and the names of energy and steepness, in the words of an error.
    pub(crate) words: [&'a str; 3],
}

/// A flight that meets the destination.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) azimuth_rad: f64,
    pub(crate) energy: f64,
    pub(crate) steepness: f64,
    pub(crate) flown: Flown,
    pub(crate) miss_m: f64,
}

/// Which of the two flights of one energy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    Flat,
    Steep,
}

// Beyond all measure: the miss of a flight that does not come down, or leaves the search's sight.
const FAR_M: f64 = 1e9;
const GRID: u32 = 28;
const ENERGY_GRID: i32 = 40;

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

    fn polish(&self, start: [f64; 3], vary_energy: bool) -> Option<Hit> {
        let [azimuth, energy, steepness] = start;
        let at = |x: &[f64]| if vary_energy { (x[0], x[1], steepness) } else { (x[0], energy, x[1]) };
        let (low, high) = if vary_energy { self.energy } else { self.steepness };
        let problem = Problem {
            difference: &[1e-5, 1e-6 * (high - low)],
            low: &[azimuth - 1.0, low],
            high: &[azimuth + 1.0, high],
            tolerance: &[self.tolerance_m, self.tolerance_m],
            iterations_max: 30,
        };
        let residual = |x: &[f64]| {
            let (a, e, s) = at(x);
            (self.fly)(a, e, s).and_then(|f| self.ends.miss(self.world, &f)).map(|(beyond, right)| vec![beyond, right])
        };
        let found = meet(&problem, residual, &[azimuth, if vary_energy { energy } else { steepness }]).ok()?;
        let (azimuth_rad, energy, steepness) = at(&found);
        let flown = (self.fly)(azimuth_rad, energy, steepness).filter(|f| f.outcome == Outcome::Impact)?;
        let destination = self.world.position(self.ends.destination);
        let miss_m = (flown.knots[flown.knots.len() - 1].position - destination).norm();
        (miss_m <= MISS_MAX_M).then_some(Hit { azimuth_rad, energy, steepness, flown, miss_m })
    }

    pub(super) fn unreachable(&self, beyond_m: f64) -> Error {
        let wanted_m = self.ends.line.distance_m;
        Error::Unreachable { wanted_m, reachable_m: (wanted_m + beyond_m).max(0.0) }
    }

    /// The error of a flight that was not found: where the search ended, and how far off (m).
    pub(crate) fn unsolved(&self, [azimuth, energy, steepness]: [f64; 3], off_m: f64) -> Error {
        let [what, energy_name, steepness_name] = self.words;
        let at = [("azimuth in rad", azimuth), (energy_name, energy), (steepness_name, steepness)];
        not_converged(what, 30, off_m, &at)
    }

    /// The flight of one steepness. `near` is a hit of a steepness nearby, from which to begin.
    pub(crate) fn at_steepness(&self, steepness: f64, near: Option<&Hit>) -> Result<Hit> {
        if let Some(hit) = near.and_then(|hit| self.polish([hit.azimuth_rad, hit.energy, steepness], true)) {
            return Ok(hit);
        }
        let (low, high) = self.energy;
        let mut along = |energy: f64| self.aligned(energy, steepness).1;
        let (mut below, mut most) = (low, f64::MIN);
        let ratio = (high / low).powf(1.0 / f64::from(ENERGY_GRID));
        for k in 0..=ENERGY_GRID {
            let energy = if k == ENERGY_GRID { high } else { low * ratio.powi(k) };
            let beyond = along(energy);
            if beyond > 0.0 {
                if k == 0 {
                    return Err(self.unreachable(beyond));
                }
                let energy = bracketed(&mut along, below, energy, 1e-6 * high);
                let (azimuth, beyond) = self.aligned(energy, steepness);
                // Where it passes from short to beyond by a leap, as to a flight that never ends, it meets nothing.
                if beyond.abs() > 0.1 * self.ends.line.distance_m {
                    return Err(self.unreachable(most));
                }
                let start = [azimuth, energy, steepness];
                let hit = self.polish(start, true);
                return hit.ok_or_else(|| self.unsolved(start, beyond));
            }
            most = most.max(beyond);
            below = energy;
        }
        Err(self.unreachable(most))
    }

    /// The flat or the steep flight of one energy.
    pub(crate) fn at_energy(&self, energy: f64, root: Root) -> Result<Hit> {
        let (low, high) = self.steepness;
        let mut along = |steepness: f64| self.aligned(energy, steepness).1;
        let (grid, beyond) = self.over_steepness(energy);
        let last = grid.len() - 1;
        let (peak, most) = self.farthest(energy, &grid, &beyond);
        if most < 0.0 {
            return Err(self.unreachable(most));
        }
        // From the peak outwards to the first that falls short.
        let short = match root {
            Root::Steep => (0..=last).find(|&k| grid[k] > peak && beyond[k] < 0.0),
            Root::Flat => (0..=last).rev().find(|&k| grid[k] < peak && beyond[k] < 0.0),
        };
        let Some(short) = short else {
            let nearest = match root {
                Root::Steep => beyond[last],
                Root::Flat => beyond[0],
            };
            return Err(self.unreachable(nearest));
        };
        let inside = match root {
            Root::Steep => grid[short - 1].max(peak),
            Root::Flat => grid[short + 1].min(peak),
        };
        let steepness = bracketed(&mut along, grid[short], inside, 1e-6 * (high - low));
        let (azimuth, beyond) = self.aligned(energy, steepness);
        let start = [azimuth, energy, steepness];
        self.polish(start, false).ok_or_else(|| self.unsolved(start, beyond))
    }

    /// The flight of least energy, from a guess of its steepness.
    pub(crate) fn least_energy(&self, guess: f64) -> Result<Hit> {
        let (low, high) = self.steepness;
        let mut best = match self.at_steepness(guess, None) {
            Ok(hit) => hit,
            Err(_) => self.any()?,
        };
        // Downhill in shrinking strides, then to the foot of the parabola through five points.
        let mut stride = 0.1;
        while stride > 0.012 {
            let sides = [best.steepness - stride, best.steepness + stride];
            let better = sides
                .into_iter()
                .filter(|s| (low..=high).contains(s))
                .filter_map(|s| self.at_steepness(s, Some(&best)).ok())
                .find(|hit| hit.energy < best.energy);
            match better {
                Some(hit) => best = hit,
                None => stride *= 0.5,
            }
        }
        for _ in 0..3 {
            let foot = self.foot(&best).unwrap_or(best.steepness).clamp(low, high);
            match self.at_steepness(foot, Some(&best)) {
                Ok(hit) if hit.energy <= best.energy * (1.0 + 1e-6) => best = hit,
                _ => break,
            }
        }
        Ok(best)
    }

    // Any flight to the destination: at all energy, the one that flies farthest, or that falls shortest beyond it.
    fn any(&self) -> Result<Hit> {
        let (grid, beyond) = self.over_steepness(self.energy.1);
        let (peak, most) = self.farthest(self.energy.1, &grid, &beyond);
        if most < 0.0 {
            return Err(self.unreachable(most));
        }
        let mut hits = grid.iter().zip(&beyond).filter(|(_, &beyond)| beyond > 0.0).map(|(&steepness, _)| steepness);
        match self.at_steepness(peak, None) {
            Ok(hit) => Ok(hit),
            Err(error) => hits.find_map(|steepness| self.at_steepness(steepness, None).ok()).ok_or(error),
        }
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

    // Where the slope of the energy vanishes: e' = (8 (e1 - e-1) - (e2 - e-2))/(12 h) and
    // e'' = (16 (e1 + e-1) - (e2 + e-2) - 30 e0)/(12 h^2), both good to h^4.
    fn foot(&self, at: &Hit) -> Option<f64> {
        const H: f64 = 0.04;
        let energy = |k: f64| self.at_steepness(at.steepness + k * H, Some(at)).ok().map(|hit| hit.energy);
        let (e1, e2, m1, m2) = (energy(1.0)?, energy(2.0)?, energy(-1.0)?, energy(-2.0)?);
        let slope = (8.0 * (e1 - m1) - (e2 - m2)) / (12.0 * H);
        let bend = (16.0 * (e1 + m1) - (e2 + m2) - 30.0 * at.energy) / (12.0 * H * H);
        (bend > 0.0).then(|| at.steepness - (slope / bend).clamp(-H, H))
    }
}
