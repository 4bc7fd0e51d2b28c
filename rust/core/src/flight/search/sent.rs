//! The search for the flight that ends where it was sent.
//!
//! The first unknown turns the flight, the second makes it longer, and any further one meets a condition of its own, such
//! as the speed at the end. The ends of the second's range tell what is out of reach, and by how much; between them a
//! bracket finds the flight of the right length, and Newton's method meets all conditions together. Flights of a rough
//! integration lead there where they can: what they find is only where exact ones begin.

use super::endpoints::{not_converged, MISS_MAX_M};
use crate::error::{Error, Result};
use crate::flight::flown::path::Flown;
use crate::math::integrator::Settings;
use crate::math::newton::{Jacobian, Problem, Solution};
use crate::math::roots::{bracketed, bracketed_from};
use std::f64::consts::SQRT_2;

// Error per step of rough flights (m), and how closely they find a flight (m): an exact one ends tens of metres away. What
// they clear by the second is surely in reach.
const ROUGH_M: f64 = 1.0;
const NEAR_M: f64 = 100.0;
const CLEAR_M: f64 = 1e3;
// Differences and brackets of rough flights over those of exact ones.
const COARSER: f64 = 30.0;

/// Settings of rough flights.
pub(crate) fn rough(settings: &Settings) -> Settings {
    Settings { tolerance_m: settings.tolerance_m.max(ROUGH_M), ..*settings }
}

/// A flight that was tried: how far it is from each condition, in the order of the unknowns, and the flight.
pub(crate) type Tried = (Vec<f64>, Flown);

/// A flight that was found, and its unknowns.
pub(crate) type Found = (Flown, Solution);

/// What is solved for.
pub(crate) struct Sent<'a> {
    /// In the words of an error.
    pub(crate) what: &'a str,
    /// Names of the unknowns.
    pub(crate) names: &'a [&'a str],
    /// Bounds and differences of the unknowns, tolerances of the conditions.
    pub(crate) problem: Problem<'a>,
    /// How closely the second unknown is bracketed.
    pub(crate) bracket: f64,
    /// Distance to the destination (m).
    pub(crate) wanted_m: f64,
}

impl Sent<'_> {
    /// The flight. `off` tells how far one comes down beyond the destination and to its right (m), and how far it is from
    /// each further condition; nothing where it does not come down, which counts as too long. `roughly` tells the same of
    /// rough flights. `from` gives all unknowns to begin with, for a value of the second.
    ///
    /// # Errors
    /// [`Error::Unreachable`] with the farthest or the nearest distance reached, [`Error::NotConverged`].
    pub(crate) fn solve(
        &self,
        off: impl Fn(&[f64]) -> Option<Tried>,
        roughly: impl Fn(&[f64]) -> Option<Tried>,
        from: impl Fn(f64) -> Vec<f64>,
    ) -> Result<Found> {
        if let Some(found) = self.solve_roughly(&off, &roughly, &from) {
            return Ok(found);
        }
        let (low, high) = (self.problem.low[1], self.problem.high[1]);
        let beyond = |length: f64| off(&from(length)).map(|(off, _)| off[0]);
        let (nearest, farthest) = (beyond(low), beyond(high));
        if let Some(miss) = farthest.filter(|&miss| miss < 0.0).or(nearest.filter(|&miss| miss > 0.0)) {
            return Err(Error::Unreachable { wanted_m: self.wanted_m, reachable_m: self.wanted_m + miss });
        }
        let length = bracketed(|length| beyond(length).unwrap_or(self.wanted_m), low, high, self.bracket);
        meet(&self.problem, off, &from(length), None).map_err(|found| {
            let at: Vec<_> = self.names.iter().copied().zip(found.x).collect();
            not_converged(self.what, found.iterations, found.residual * self.problem.tolerance[0], &at)
        })
    }
}

impl Sent<'_> {
    // The flight, where rough ones are surely in reach and lead to it.
    fn solve_roughly(
        &self,
        off: &impl Fn(&[f64]) -> Option<Tried>,
        roughly: &impl Fn(&[f64]) -> Option<Tried>,
        from: &impl Fn(f64) -> Vec<f64>,
    ) -> Option<Found> {
        let beyond = |length: f64| roughly(&from(length)).map_or(self.wanted_m, |(off, _)| off[0]);
        let (low, high) = (self.problem.low[1], self.problem.high[1]);
        let (nearest, farthest) = (beyond(low), beyond(high));
        if nearest > -CLEAR_M || farthest < CLEAR_M {
            return None;
        }
        let length = bracketed_from(beyond, [(low, nearest), (high, farthest)], COARSER * self.bracket);
        by_rough_flights(&self.problem, off, roughly, &from(length))
    }
}

/// The flight to which rough ones lead from unknowns; none where they do not.
pub(crate) fn by_rough_flights(
    problem: &Problem<'_>,
    off: impl FnMut(&[f64]) -> Option<Tried>,
    mut roughly: impl FnMut(&[f64]) -> Option<Tried>,
    start: &[f64],
) -> Option<Found> {
    let share = NEAR_M / problem.tolerance[0];
    let tolerance: Vec<f64> = problem.tolerance.iter().map(|t| share * t).collect();
    let difference: Vec<f64> = problem.difference.iter().map(|d| COARSER * d).collect();
    let coming = Problem { tolerance: &tolerance, difference: &difference, ..problem.clone() };
    let near = coming.solve(|x| roughly(x).map(|(off, _)| off), start);
    (near.residual <= 1.0).then(|| meet(problem, off, &near.x, near.jacobian).ok()).flatten()
}

/// The flight that meets all conditions by Newton's method, from unknowns and, where they are known, the derivatives there.
/// The first condition, how far it comes down beyond the destination, keeps the promise of [`MISS_MAX_M`]; else the best
/// that was found.
pub(crate) fn meet(
    problem: &Problem<'_>,
    mut off: impl FnMut(&[f64]) -> Option<Tried>,
    start: &[f64],
    jacobian: Option<Jacobian>,
) -> std::result::Result<Found, Solution> {
    let mut last = None;
    let keep = |x: &[f64]| {
        let (off, flown) = off(x)?;
        last = Some((x.to_vec(), flown));
        Some(off)
    };
    let found = problem.solve_with(keep, start, jacobian);
    // The residual is the greater of the misses along and across; a distance is the root of both squares.
    if SQRT_2 * found.residual * problem.tolerance[0] > MISS_MAX_M {
        return Err(found);
    }
    // Most often it is the one flown last.
    let last = last.filter(|(x, _)| *x == found.x).map(|(_, flown)| flown);
    match last.or_else(|| off(&found.x).map(|(_, flown)| flown)) {
        Some(flown) => Ok((flown, found)),
        None => Err(found),
    }
}
