//! How long the next step may be: a model of the error of a step, and what the last step says about it.
//!
//! The error estimate of a step of length x is taken to be, in units of the tolerance T,
//!
//! ```text
//! M(x) = (k/T) x (G g (x w)^q + A d V min(x b, 8.5)^q),   w^2 = GM/r^3,   b = |h'|/H + 2 d,
//! ```
//!
//! with q the order of the method less one, V the speed through the air, k the horizon of an error of velocity
//! (`horizon.rs`), g gravitation, d the drag over velocity at both ends of the step, h' the greater climb and H the scale
//! height of the air. With the speed over the ground a light body that drifts with the wind would take steps as short as if
//! it flew as fast through still air. The first part is that of
//! a fall without air, the second that of air that thickens by e in H: of a long step only the last e-foldings count.
//! G and A are such that estimates are seldom smaller. A lane keeps the ratio of the estimate to the model, at
//! least 1, and solves ratio * M(x) = 1/2 by Newton's method for the logarithms. Thus a body that falls into the air is
//! given short steps before an estimate has seen the air, one that rises out of it long ones, and an estimate that
//! happens to be near zero does not count.
//!
//! A body that climbs out of the air loses most of its speed where a step begins. The estimate of the fifth order is blind
//! to that: 4 to 350 times smaller than the error where a step takes more than a tenth of the speed. There the error itself
//! is bounded, for it is less than C V (D x)^5, D the drag over velocity at the start, whatever the e-foldings:
//!
//! ```text
//! (k/T) C V (D x)^5 <= 1/2.
//! ```
//!
//! On the way down it is blind only where a light body loses half its speed in a step: D x <= 1/2 there.

use crate::earth::atmosphere::cells::{density, TERMS};
use crate::math::real::Real;

// Scale height of the air (m).
pub(super) const SCALE_HEIGHT_M: f64 = 7_000.0;
// E-foldings of the air that count.
const FOLDINGS: f64 = 8.5;
// What a step is to reach of its tolerance.
const AIM: f64 = 0.5;
// The ratio is forgotten by this factor a step.
const KEEP: f64 = 0.3;
// A step cut to less than this share of what was wanted says nothing.
const CUT: f64 = 0.4;
// Bounds of a step that replaces a failed one, as shares of that.
const SHORTER: [f64; 2] = [0.1, 0.9];
// Binary logarithms of the bounds of one of Newton's steps.
const NEWTON_LOG2: [f64; 2] = [-5.6, 4.3];
const NEWTON_STEPS: usize = 2;
// C, the greatest D x of a body that does not climb, and a step that is not bounded by them (s).
const RISE: f64 = 0.4;
const FALL: f64 = 0.5;
const UNBOUND_S: f64 = 1e9;

/// A method's share in the model: G and A.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    gravity: f64,
    air: f64,
}

impl Scale {
    /// The figures for a method by its order.
    pub(super) const fn of(order: u32) -> Self {
        if order == 5 {
            Self { gravity: 1e-2, air: 3e-6 }
        } else {
            Self { gravity: 2.5e-4, air: 1e-7 }
        }
    }
}

/// The state that a step begins with, and the air around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outlook<'a, R> {
    pub(super) scale: Scale,
    pub(super) order: u32,
    /// Altitude (m) and its first three rates.
    pub(super) altitude: [R; 4],
    /// Speed through the air (m/s): what the air does does not go with that over the ground.
    pub(super) airspeed: R,
    /// Drag over velocity (1/s), positive.
    pub(super) drag: R,
    /// Drag over speed and density (m^2/kg): without a drag coefficient, which only the ratio knows.
    pub(super) thickness: R,
    /// Gravitation (m/s^2).
    pub(super) gravity: R,
    /// w^2 (1/s^2).
    pub(super) rate2: R,
    /// k/T.
    pub(super) weight: R,
    /// Edges of the cell (m), and its density.
    pub(super) edges: [R; 2],
    pub(super) cell: (R, R, &'a [R; TERMS]),
}

/// What is known of the last step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Last<R> {
    /// Length tried, and length wanted before it was cut (s).
    pub(super) h: R,
    pub(super) wanted: R,
    /// Its error over the tolerance, and whether it was kept (1) or not (0).
    pub(super) size: R,
    pub(super) kept: R,
    /// Drag over velocity and climb at its start.
    pub(super) drag: R,
    pub(super) climb: R,
    /// The ratio so far.
    pub(super) ratio: R,
}

impl<R: Real> Outlook<'_, R> {
    // Both parts of M for a step of length x, from the drags of both ends together and the greater climb.
    #[inline(always)]
    fn model(&self, x: R, drag: R, climb: R) -> (R, R) {
        let twice = x + x;
        let folds = drag.mul_add(twice, climb * SCALE_HEIGHT_M.recip() * x).min(x.splat(FOLDINGS));
        let scale = self.weight * x;
        let fall = self.power(x * x * self.rate2);
        let air = scale * self.airspeed * self.scale.air * drag * self.power(folds * folds);
        (scale * self.gravity * self.scale.gravity * fall, air)
    }

    // From the square of a number its power of one less than the order.
    #[inline(always)]
    fn power(&self, square: R) -> R {
        let fourth = square * square;
        if self.order == 5 {
            fourth
        } else {
            fourth * square
        }
    }

    // Both parts of M for the next step, and the fall at its end (m/s).
    #[inline(always)]
    fn ahead(&self, x: R) -> (R, R, R) {
        let [altitude, climb, bend, jerk] = self.altitude;
        let then = x.mul_add(jerk * 0.5, bend).mul_add(x, climb);
        let there = x.mul_add(jerk * (1.0 / 6.0), bend * 0.5).mul_add(x, climb).mul_add(x, altitude);
        let there = there.max(self.edges[0]).min(self.edges[1]);
        let (scale, shift, terms) = self.cell;
        let drag = density(terms, there.mul_add(scale, shift)).mul_add(self.thickness * self.airspeed, self.drag);
        let (fall, air) = self.model(x, drag, steeper(climb, then));
        (fall, air, (-then).max(x.splat(0.0)))
    }

    // The longest step whose error the estimate sees (s).
    #[inline(always)]
    fn seen(&self) -> R {
        let (zero, unbound) = (self.airspeed.splat(0.0), self.airspeed.splat(UNBOUND_S));
        if self.order != 5 {
            return unbound;
        }
        let one = (self.weight * self.airspeed * (RISE / AIM)).max(zero.splat(f64::MIN_POSITIVE));
        let share = R::select(zero.less(self.altitude[1]), (one.log2_rough() * -0.2).exp2_rough(), zero.splat(FALL));
        (share / self.drag.max(zero.splat(f64::MIN_POSITIVE))).min(unbound)
    }

    /// The length of the next step (s), before it is cut at edges, and the ratio.
    #[inline(always)]
    pub(super) fn next(&self, last: &Last<R>) -> (R, R) {
        let (zero, one) = (self.airspeed.splat(0.0), self.airspeed.splat(1.0));
        let kept = zero.less(last.kept);
        let (fall, air) = self.model(last.h, last.drag + self.drag, steeper(last.climb, self.altitude[1]));
        let seen = (last.size / (fall + air).max(one * f64::MIN_POSITIVE)).max(last.ratio * KEEP);
        let told = R::select((last.wanted * CUT).less(last.h), seen, last.ratio).max(one);
        let mut ratio = R::select(kept, told, last.ratio);
        let mut x = R::select(kept, last.h.max(last.wanted), last.h);
        for turn in 0..NEWTON_STEPS {
            let (fall, air, falls) = self.ahead(x);
            let whole = (fall + air).max(one * f64::MIN_POSITIVE);
            if turn == 0 {
                // The failed step tells the ratio where it was aimed.
                ratio = R::select(kept, ratio, (last.size / whole).max(last.ratio));
            }
            let excess = (ratio * AIM.recip() * whole).max(one * f64::MIN_POSITIVE).log2_rough();
            // d ln M/d ln x = q + 1 + (air/M) x |h'|/H; the division does not wait for the logarithm.
            let slope = (x * falls * SCALE_HEIGHT_M.recip()).mul_add(air, whole * f64::from(self.order));
            let by = (excess * (-whole / slope)).max(one * NEWTON_LOG2[0]).min(one * NEWTON_LOG2[1]);
            x = x * by.exp2_rough();
        }
        let [least, most] = SHORTER;
        // An error that is not a number must shorten the step.
        let sound = last.size.less(one * f64::MAX);
        let again = R::select(sound, x.max(last.h * least).min(last.h * most), last.h * least);
        (R::select(kept, x, again).min(self.seen()), ratio)
    }
}

#[inline(always)]
fn steeper<R: Real>(a: R, b: R) -> R {
    a.max(-a).max(b.max(-b))
}
