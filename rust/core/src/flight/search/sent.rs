//! The search for the flight that ends where it was sent.
//!
//! The first unknown turns the flight, the second makes it longer, and any further one meets a condition of its own, such
//! as the speed at the end. The ends of the second's range tell what is out of reach, and by how much; between them a
//! bracket finds the flight of the right length, and Newton's method meets all conditions together.

use super::endpoints::{not_converged, MISS_MAX_M};
use crate::error::{Error, Result};
use crate::math::newton::{Problem, Solution};
use crate::math::roots::bracketed;

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
    /// The unknowns of the flight. `off` tells how far one comes down beyond the destination and to its right (m), and how
    /// far it is from each further condition; nothing where it does not come down, which counts as too long. `from` gives
    /// all unknowns to begin with, for a value of the second.
    ///
    /// # Errors
    /// [`Error::Unreachable`] with the farthest or the nearest distance reached, [`Error::NotConverged`].
    pub(crate) fn solve(
        &self,
        off: impl Fn(&[f64]) -> Option<Vec<f64>>,
        from: impl Fn(f64) -> Vec<f64>,
    ) -> Result<Vec<f64>> {
        let (low, high) = (self.problem.low[1], self.problem.high[1]);
        let beyond = |length: f64| off(&from(length)).map(|off| off[0]);
        let (nearest, farthest) = (beyond(low), beyond(high));
        if let Some(miss) = farthest.filter(|&miss| miss < 0.0).or(nearest.filter(|&miss| miss > 0.0)) {
            return Err(Error::Unreachable { wanted_m: self.wanted_m, reachable_m: self.wanted_m + miss });
        }
        let length = bracketed(|length| beyond(length).unwrap_or(self.wanted_m), low, high, self.bracket);
        meet(&self.problem, off, &from(length)).map_err(|found| {
            let at: Vec<_> = self.names.iter().copied().zip(found.x).collect();
            not_converged(self.what, found.iterations, found.residual * self.problem.tolerance[0], &at)
        })
    }
}

/// The unknowns that meet all conditions by Newton's method, the first of which, how far it comes down beyond the
/// destination, keeps the promise of [`MISS_MAX_M`]; else the best that was found.
pub(crate) fn meet(
    problem: &Problem<'_>,
    off: impl FnMut(&[f64]) -> Option<Vec<f64>>,
    start: &[f64],
) -> std::result::Result<Vec<f64>, Solution> {
    let found = problem.solve(off, start);
    if found.residual * problem.tolerance[0] <= MISS_MAX_M {
        Ok(found.x)
    } else {
        Err(found)
    }
}
