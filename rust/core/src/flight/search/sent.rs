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
use crate::math::roots::{bracketed_from, highest};
use std::f64::consts::SQRT_2;

// Error per step of rough flights (m), and how closely they find a flight (m): an exact one ends tens of metres away. What
// they clear by the second is surely in reach.
const ROUGH_M: f64 = 1.0;
const NEAR_M: f64 = 100.0;
const CLEAR_M: f64 = 1e3;
// Differences and brackets of rough flights over those of exact ones.
const COARSER: f64 = 30.0;

// Between the ends of the second unknown, and how closely the peak of a distance is found, as a share of two parts.
const PARTS: u32 = 8;
const PEAK_TOLERANCE: f64 = 1e-3;
// How often what is refused is turned over the destination at most, and how closely, as a share of the span.
const TURNS: usize = 4;
const ACROSS_SHARE: f64 = 1e-4;

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
    /// What an angle of the first unknown spans there (m), where that is an azimuth.
    pub(crate) span_m: Option<f64>,
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
        let beyond = |length: f64| off(&from(length)).map(|(off, _)| off[0]);
        let start = if let Some(length) = self.within(&beyond, self.ends(&beyond)) {
            from(length)
        } else {
            // What is refused has been turned over the destination.
            let inner = |length: f64| roughly(&from(length)).map(|(off, _)| off[0]);
            let length = self.length(|length| Some(self.turned(&off, from(length))?.1), Some(&inner))?;
            self.turned(&off, from(length)).map_or_else(|| from(length), |turned| turned.0)
        };
        meet(&self.problem, off, &start, None).map_err(|found| self.not_converged(&found))
    }

    // Unknowns whose flight passes over the destination, where the first is an azimuth; and how far beyond it comes down (m).
    fn turned(&self, off: &impl Fn(&[f64]) -> Option<Tried>, mut x: Vec<f64>) -> Option<(Vec<f64>, f64)> {
        let mut off_now = off(&x)?.0;
        let Some(span_m) = self.span_m else { return Some((x, off_now[0])) };
        for _ in 0..TURNS {
            if off_now[1].abs() <= ACROSS_SHARE * span_m {
                break;
            }
            x[0] =
                (x[0] - (off_now[1] / span_m).clamp(-1.0, 1.0).asin()).clamp(self.problem.low[0], self.problem.high[0]);
            off_now = off(&x)?.0;
        }
        Some((x, off_now[0]))
    }

    // How far beyond the destination the ends of the second unknown come down.
    fn ends(&self, beyond: &impl Fn(f64) -> Option<f64>) -> [(f64, Option<f64>); 2] {
        [self.problem.low[1], self.problem.high[1]].map(|length| (length, beyond(length)))
    }

    // The second unknown between two that come down on either side of the destination; none where they do not. What does not
    // come down at the high end flies too far; at the low end that says nothing.
    fn within(&self, beyond: &impl Fn(f64) -> Option<f64>, [low, high]: [(f64, Option<f64>); 2]) -> Option<f64> {
        let last = high.1.unwrap_or(self.wanted_m);
        let first = low.1.unwrap_or(last);
        let far = |length: f64| beyond(length).unwrap_or(self.wanted_m);
        ((first > 0.0) != (last > 0.0)).then(|| bracketed_from(far, [(low.0, first), (high.0, last)], self.bracket))
    }

    /// The value of the second unknown whose flight comes down at the destination, to within its bracket. `beyond` tells how far
    /// beyond it one comes down (m). Where both ends do so on one side, `inner`, if given, tells it roughly of parts between
    /// them: more fuel burnt may carry less far.
    ///
    /// # Errors
    /// [`Error::Unreachable`] with what comes nearest.
    pub(crate) fn length(
        &self,
        beyond: impl Fn(f64) -> Option<f64>,
        inner: Option<&dyn Fn(f64) -> Option<f64>>,
    ) -> Result<f64> {
        let ends = self.ends(&beyond);
        if let Some(length) = self.within(&beyond, ends) {
            return Ok(length);
        }
        let (low, high) = (ends[0].0, ends[1].0);
        let first = ends[0].1.or(ends[1].1).unwrap_or(self.wanted_m);
        // How little is missing (m), negative; positive on the other side.
        let sign = if first > 0.0 { -1.0 } else { 1.0 };
        let came_down = ends.into_iter().filter_map(|(length, miss)| Some((length, sign * miss?)));
        let Some(mut best) = came_down.reduce(|a, b| if b.1 > a.1 { b } else { a }) else { return Ok(low) };
        if let Some(inner) = inner.filter(|_| high - low > self.bracket) {
            let at = |k: u32| low + (high - low) * f64::from(k) / f64::from(PARTS);
            let parts = (1..PARTS).filter_map(|k| Some((k, sign * inner(at(k))?)));
            let nearest = parts.reduce(|a, b| if b.1 > a.1 { b } else { a });
            if let Some((k, _)) = nearest.filter(|part| part.1 > best.1) {
                let nearness = |length: f64| beyond(length).map_or(-self.wanted_m, |miss| sign * miss);
                best = highest(nearness, at(k - 1), at(k + 1), PEAK_TOLERANCE);
            }
        }
        let (length, missing) = best;
        if missing < 0.0 {
            return Err(Error::unreachable(self.wanted_m, self.wanted_m + sign * missing));
        }
        let found = self.within(&beyond, [(low, Some(first)), (length, Some(sign * missing))]);
        Ok(found.unwrap_or(length))
    }

    /// The error of a search that ended at a solution that is none.
    pub(crate) fn not_converged(&self, found: &Solution) -> Error {
        let at: Vec<_> = self.names.iter().copied().zip(found.x.iter().copied()).collect();
        not_converged(self.what, found.iterations, found.residual * self.problem.tolerance[0], &at)
    }

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
