//! When a body will reach the edge of its cell: a guess, so that few steps overshoot it.

use super::pace::SCALE_HEIGHT_M;
use crate::math::real::Real;

// No edge in sight (s).
const NEVER_S: f64 = 1e9;

/// Where a lane's body is and how it moves.
#[derive(Debug, Clone, Copy)]
pub(super) struct State<R> {
    pub(super) r: [R; 3],
    pub(super) v: [R; 3],
    pub(super) a: [R; 3],
    pub(super) climb: R,
    /// Inverse of the distance from the centre (1/m).
    pub(super) inverse: R,
    /// Drag over velocity (1/s), negative.
    pub(super) drag: R,
}

/// Second and third rate of altitude.
#[inline(always)]
pub(super) fn higher_rates<R: Real>(state: &State<R>, gravity: R) -> (R, R) {
    let State { r, v, a, climb, inverse, drag } = *state;
    // With d the distance from the centre: d d'' = r.a + v^2 - d'^2.
    let along = r[0].mul_add(a[0], r[1].mul_add(a[1], r[2] * a[2]));
    let square = v[0].mul_add(v[0], v[1].mul_add(v[1], v[2] * v[2]));
    let bend = (-climb).mul_add(climb, along + square) * inverse;
    // The third rate: of the drag's vertical part D d', with D' = D (D - d'/H), and of a fall without air, where
    // d'' = L^2/d^3 - g with L constant gives -(d'/d) (g + 3 d'').
    let thickening = drag * (bend + climb * (drag - climb * SCALE_HEIGHT_M.recip()));
    let free = (-climb).mul_add(drag, bend);
    let jerk = (-(climb * inverse)).mul_add(free.mul_add_const(3.0, gravity), thickening);
    (bend, jerk)
}

/// Time (s) in which altitude, given with its first three rates, reaches the edge that it moves to, of two.
#[inline(always)]
pub(super) fn time_to_edge<R: Real>([altitude, climb, bend, jerk]: [R; 4], edges: [R; 2]) -> R {
    let zero = climb.splat(0.0);
    let falls = climb.less(zero);
    let distance = R::select(falls, edges[0], edges[1]) - altitude;
    // distance = climb s + bend s^2/2, the root that a straight line is near; then two steps of Newton's method.
    let square = climb.mul_add(climb, bend * distance * 2.0);
    let root = square.max(zero).sqrt();
    let mut s = distance * 2.0 / R::select(falls, climb - root, climb + root);
    for _ in 0..2 {
        let slope = s.mul_add(s.mul_add(jerk * 0.5, bend), climb);
        let off = s.mul_add(s.mul_add(jerk * (1.0 / 6.0), bend * 0.5), climb).mul_add(s, -distance);
        s = s - off / slope;
    }
    let never = zero.splat(NEVER_S);
    // An edge behind, or not a number: none.
    R::select(zero.less(square), R::select(zero.splat(1e-3).less(s), s, never), never)
}
