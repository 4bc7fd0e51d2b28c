//! What leads from one flight to like ones: its unknowns and the derivatives there.

use super::sent::{meet, Found, Tried};
use crate::math::newton::{Jacobian, Problem, Solution};

// Steps after which a lead is given up: one that serves takes two or three.
const LED_MAX: usize = 8;
// Differences that find its derivatives over those of a search: like flights are that much farther off than one that is
// nearly found, and the noise of adaptive steps counts for less.
const WIDER: f64 = 10.0;

/// What led to a flight: its unknowns, the first counted from the azimuth of the line to its destination, and the
/// derivatives there. A like flight between other places is searched for from there.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    x: Vec<f64>,
    jacobian: Option<Jacobian>,
}

impl Lead {
    pub(crate) fn of(found: &Solution, azimuth_rad: f64) -> Self {
        let mut x = found.x.clone();
        x[0] -= azimuth_rad;
        Self { x, jacobian: found.jacobian.clone() }
    }

    /// The same, with its derivatives still to be found by whoever follows it.
    pub(crate) fn bare(self) -> Self {
        Self { jacobian: None, ..self }
    }

    /// The flight to which this leads, along a line of an azimuth (rad); none where it does not. `off` is that of
    /// [`super::sent::Sent::solve`].
    pub(crate) fn follow(
        &self,
        problem: &Problem<'_>,
        azimuth_rad: f64,
        mut off: impl FnMut(&[f64]) -> Option<Tried>,
    ) -> Option<Found> {
        // That of another kind of flight, or of one with other conditions, leads nowhere.
        if self.x.len() != problem.low.len() {
            return None;
        }
        let mut x = self.x.clone();
        x[0] += azimuth_rad;
        let short = Problem { iterations_max: LED_MAX, ..problem.clone() };
        let jacobian = self.jacobian.clone().or_else(|| {
            let difference: Vec<f64> = problem.difference.iter().map(|d| WIDER * d).collect();
            let mut residual = |x: &[f64]| off(x).map(|(off, _)| off);
            let here = residual(&x)?;
            Problem { difference: &difference, ..problem.clone() }.jacobian(&mut residual, &x, &here)
        });
        meet(&short, off, &x, jacobian).ok().filter(|(_, found)| found.residual <= 1.0)
    }
}
