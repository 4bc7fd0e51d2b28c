//! How long an error of velocity acts, and so what it weighs against one of position.
//!
//! An error `e_v` of velocity puts a body off by k `e_v` after a time k. A step is held to the root of
//! `e_r^2 + (k e_v)^2`, k being the time that is left to a body until it is back on the ground if there were no air,
//!
//! ```text
//! k = (h' + sqrt(h'^2 + 2 g h))/g,
//! ```
//!
//! h its altitude above the ground. Thrust or lift carries a body for longer than that, and turns it by angles that a
//! slow flight magnifies: its k is a constant at least.

use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::math::real::Real;

/// The least of a body in free fall (s).
pub(crate) const FREE_S: f64 = 10.0;
/// The least of a body that thrust or lift carries (s).
pub(crate) const CARRIED_S: f64 = 100.0;
const MOST_S: f64 = 1_000.0;

/// How long an error of velocity acts (s) of a body so far above the ground (m), that climbs so fast (m/s).
#[inline(always)]
pub(crate) fn horizon<R: Real>(above: R, climb: R, least_s: f64) -> R {
    let above = above.max(above.splat(0.0));
    // The longer root of above + climb t - g t^2/2 = 0.
    let root = climb.mul_add(climb, above * (2.0 * STANDARD_GRAVITY_M_S2)).sqrt();
    let back = (climb + root) * STANDARD_GRAVITY_M_S2.recip();
    back.max(above.splat(least_s)).min(above.splat(MOST_S))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_back_after_its_fall() {
        // Up at 300 m/s from 5,000 m: 5,000 + 300 t - g t^2/2 = 0.
        let t = horizon(5_000.0, 300.0, FREE_S);
        assert!((5_000.0 + 300.0 * t - 0.5 * STANDARD_GRAVITY_M_S2 * t * t).abs() < 1e-6);
        assert!((horizon(0.0f64, -50.0, FREE_S) - FREE_S).abs() < 1e-12);
        assert!((horizon(-3.0f64, 0.0, CARRIED_S) - CARRIED_S).abs() < 1e-12);
        assert!((horizon(5e5f64, 9e3, FREE_S) - MOST_S).abs() < 1e-12);
    }
}
