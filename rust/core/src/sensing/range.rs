//! How long a moving target surely stays beyond, or within, a range.
//!
//! With relative position q and velocity v now, and acceleration at most A while the chunk's bounds hold, the target is
//! within A tau^2 / 2 of q + v tau. So it keeps its side of a range until the straight flight crosses the range widened (or
//! narrowed) by that; taken at a later tau than needed, the widening only makes the answer sooner. And always
//! |s(tau) - s| <= V tau, V the greatest speed: the better of the two counts.

use super::profile::Chunk;
use crate::flight::path::State;
use crate::math::vec3::Vec3;

/// The slack of `s >= range_m` at path time `t` (s): not negative beyond the range, and its size the time for which the sign
/// surely stays, while the bounds of the chunk hold.
pub(crate) fn beyond(state: &State, origin: Vec3, (chunk, t): (&Chunk, f64), range_m: f64) -> f64 {
    let (q, v) = (state.position - origin, state.velocity);
    let s = q.norm();
    let margin = (s - range_m) / chunk.speed_m_s.max(1e-3);
    let most = (chunk.end_s - t).max(0.0);
    let strayed = |tau: f64| 0.5 * chunk.acceleration_m_s2 * tau * tau;
    if s < range_m {
        let straight = leave(q, v, range_m).min(most);
        let sure = leave(q, v, range_m - strayed(straight));
        margin.min(-sure)
    } else {
        let straight = enter(q, v, range_m).min(most);
        let sure = enter(q, v, range_m + strayed(straight)).min(most);
        margin.max(sure)
    }
}

// When |q + v tau| falls to the range: infinite if never, 0 if it is within.
fn enter(q: Vec3, v: Vec3, range_m: f64) -> f64 {
    let (b, d) = (q.dot(v), q.dot(q) - range_m * range_m);
    let square = b * b - v.dot(v) * d;
    if d <= 0.0 {
        0.0
    } else if b >= 0.0 || square < 0.0 {
        f64::INFINITY
    } else {
        d / (square.sqrt() - b)
    }
}

// When |q + v tau| rises to the range: 0 if it is beyond.
fn leave(q: Vec3, v: Vec3, range_m: f64) -> f64 {
    let (b, c, d) = (q.dot(v), v.dot(v).max(1e-12), range_m.max(0.0).powi(2) - q.dot(q));
    let root = (b * b + c * d.max(0.0)).sqrt();
    if d <= 0.0 {
        0.0
    } else if b > 0.0 {
        d / (root + b)
    } else {
        (root - b) / c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_flight_is_exact_and_curved_flight_bounded() {
        for a in [0.0, 0.5, 20.0] {
            // A circle of that acceleration at 100 m/s, seen from 3 km to the side and 8 km ahead.
            let w: f64 = a / 100.0;
            let at = |t: f64| {
                let (sin, cos) = (w * t).sin_cos();
                let r = if w > 0.0 { 100.0 / w } else { 0.0 };
                let way =
                    if w > 0.0 { Vec3::new(r * sin, r * (1.0 - cos), 0.0) } else { Vec3::new(100.0 * t, 0.0, 0.0) };
                State { position: way, velocity: Vec3::new(100.0 * cos, 100.0 * sin, 0.0) }
            };
            let chunk = Chunk {
                end_s: 300.0,
                speed_m_s: 100.0,
                acceleration_m_s2: a,
                climb_m_s: 0.0,
                altitude_min_m: 0.0,
                speed_from_here_m_s: 100.0,
            };
            let origin = Vec3::new(8e3, 3e3, 0.0);
            for i in 0..200 {
                let (t, range) = (f64::from(i), 5e3);
                let slack = beyond(&at(t), origin, (&chunk, t), range);
                let outside = |t: f64| (at(t).position - origin).norm() >= range;
                assert_eq!(slack >= 0.0, outside(t));
                let until = t + slack.abs().min(300.0 - t);
                let changed = (0..500).any(|k| outside(t + (until - t) * f64::from(k) / 500.0) != outside(t));
                assert!(!changed, "{a} {t} {slack}");
                // Straight: it enters at 40 s and leaves at 120 s.
                if a == 0.0 && i < 120 {
                    let edge = if i < 40 { 40.0 } else { 120.0 };
                    assert!(i == 40 || (until - edge).abs() < 1e-2, "{t} {until}");
                }
            }
        }
    }
}
