//! When a body will reach the edge of its cell: a guess, so that few steps overshoot it.

use super::block::Block;
use super::free::Place;
use crate::math::real::Real;
use crate::math::step::Step;

// Scale height of the air (m).
const SCALE_HEIGHT_M: f64 = 7_000.0;
// No edge in sight (s).
const NEVER_S: f64 = 1e9;

/// Second and third rate of altitude at the end of a step.
#[inline(always)]
pub(super) fn higher_rates<R: Real>(tried: &Step<R, Place<R>>, climb: R) -> (R, R) {
    let Step { r, v, a, place, .. } = tried;
    // With d the distance from the centre: d d'' = r.a + v^2 - d'^2.
    let along = r[0].mul_add(a[0], r[1].mul_add(a[1], r[2] * a[2]));
    let square = v[0].mul_add(v[0], v[1].mul_add(v[1], v[2] * v[2]));
    let bend = (-climb).mul_add(climb, along + square) * place.spot.inverse;
    // Of the drag's vertical part d climb, with d' = d (d - climb/H).
    let jerk = place.drag * (bend + climb * (place.drag - climb * SCALE_HEIGHT_M.recip()));
    (bend, jerk)
}

/// Time (s) in which altitude reaches the edge that it moves to, by its first three rates.
#[inline(always)]
pub(super) fn time_to_edge<R: Real>(z: R, b: &Block) -> R {
    let rows = &b.now.altitude;
    let (altitude, climb) = (z.load(&rows[0].0), z.load(&rows[1].0));
    let (bend, jerk) = (z.load(&rows[2].0), z.load(&rows[3].0));
    let zero = z.splat(0.0);
    let falls = climb.less(zero);
    let distance = R::select(falls, z.load(&b.edges[0].0), z.load(&b.edges[1].0)) - altitude;
    // distance = climb s + bend s^2/2, the root that a straight line is near; then two steps of Newton's method.
    let square = climb.mul_add(climb, bend * distance * 2.0);
    let root = square.max(zero).sqrt();
    let mut s = distance * 2.0 / R::select(falls, climb - root, climb + root);
    for _ in 0..2 {
        let slope = s.mul_add(s.mul_add(jerk * 0.5, bend), climb);
        let off = s.mul_add(s.mul_add(jerk * (1.0 / 6.0), bend * 0.5), climb).mul_add(s, -distance);
        s = s - off / slope;
    }
    let never = z.splat(NEVER_S);
    // An edge behind, or not a number: none.
    R::select(zero.less(square), R::select(z.splat(1e-3).less(s), s, never), never)
}
