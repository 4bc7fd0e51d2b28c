//! From the times at which an intercept is possible to the launches that lead to them.
//!
//! With T the time of flight to where the target is at an intercept time, launch = intercept - T(intercept). While the
//! interceptor is the faster, launch grows with intercept; a target that outruns it makes it turn. Intervals are therefore
//! cut where the derivative changes sign; on each piece launch and intercept determine one another. Where a launch could
//! lead to several intercepts, the earliest counts: later pieces keep only launches that no earlier one has.

use super::table::FlyoutTable;
use super::unit::FireUnit;
use crate::math::intervals::{union, where_positive};
use crate::math::roots::bracketed;
use crate::sensing::profile::Profile;

/// Tolerance of times (s).
const EDGE_S: f64 = 1e-6;
/// Parts shorter than this in launch time are of no use to anybody (s).
const PART_MIN_S: f64 = 1e-5;

/// One threat against one unit.
pub(super) struct Pair<'a> {
    pub(super) profile: &'a Profile<'a>,
    pub(super) unit: &'a FireUnit,
    pub(super) table: &'a FlyoutTable,
}

/// A stretch of intercept times (path time, s) on which the launch time rises or falls throughout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    /// Intercept time of the earliest launch.
    pub(super) first: f64,
    /// Intercept time of the latest launch; before `first` where the target outruns the interceptor.
    pub(super) last: f64,
}

impl Pair<'_> {
    /// Launch time for an intercept at `t`, both in path time (s).
    pub(super) fn launch_time(&self, t: f64) -> f64 {
        let look = self.unit.site.look(self.profile.path.state(t).position);
        t - self.table.lookup(look.slant_range_m, look.sin_elevation()).time_s
    }

    // dt_L/dt_I = 1 - dT/ds ds/dt - dT/dx dx/dt, with x = u/s: dx/dt = (du/dt - x ds/dt) / s.
    fn launch_rate(&self, t: f64) -> f64 {
        let state = self.profile.path.state(t);
        let look = self.unit.site.look(state.position);
        let (s, x) = (look.slant_range_m.max(1e-3), look.sin_elevation());
        let at = self.table.lookup(s, x);
        let range_rate = (state.position - self.unit.site.origin).dot(state.velocity) / s;
        let x_rate = (state.velocity.dot(self.unit.site.enu.up) - x * range_rate) / s;
        1.0 - at.slowness_s_m * range_rate - at.by_sine_s * x_rate
    }

    /// The parts of intercept intervals whose launches lie within `allowed` (path time, disjoint, in order).
    pub(super) fn parts(&self, intercepts: &[(f64, f64)], allowed: &[(f64, f64)]) -> Vec<Piece> {
        let mut found: Vec<(f64, Piece)> = Vec::new();
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for piece in intercepts.iter().flat_map(|&i| self.monotone(i)) {
            let (from, to) = (self.launch_time(piece.first), self.launch_time(piece.last));
            let within = allowed.iter().map(|&(a, b)| (from.max(a), to.min(b))).filter(|(a, b)| b - a > PART_MIN_S);
            let free: Vec<_> = within.flat_map(|w| without(w, &taken)).filter(|(a, b)| b - a > PART_MIN_S).collect();
            for &(a, b) in &free {
                found.push((a, self.cut(piece, (from, to), (a, b))));
            }
            taken.extend(free);
            taken = union(taken);
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, piece)| piece).collect()
    }

    fn monotone(&self, (from, to): (f64, f64)) -> Vec<Piece> {
        let slowest = self.table.gradient_max_s_m(self.unit.spec.slant_range_min_m);
        if slowest * self.profile.speed_max_m_s() < 1.0 {
            return vec![Piece { first: from, last: to }];
        }
        let stride = ((to - from) / 400.0).max(0.1);
        let rising = where_positive(|t| self.launch_rate(t), |_| stride, (from, to), EDGE_S);
        let mut pieces = Vec::new();
        let mut done = from;
        for (a, b) in rising {
            if a > done {
                pieces.push(Piece { first: a, last: done });
            }
            pieces.push(Piece { first: a, last: b });
            done = b;
        }
        if done < to {
            pieces.push(Piece { first: to, last: done });
        }
        pieces
    }

    // The part of a piece between two launch times.
    fn cut(&self, piece: Piece, (from, to): (f64, f64), (a, b): (f64, f64)) -> Piece {
        let (low, high) = (piece.first.min(piece.last), piece.first.max(piece.last));
        let at = |launch: f64| bracketed(|t| self.launch_time(t) - launch, low, high, EDGE_S);
        Piece { first: if a > from { at(a) } else { piece.first }, last: if b < to { at(b) } else { piece.last } }
    }
}

// An interval less disjoint ones in order.
fn without((from, to): (f64, f64), taken: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut left = Vec::new();
    let mut start = from;
    for &(a, b) in taken.iter().filter(|&&(a, b)| b > from && a < to) {
        if a > start {
            left.push((start, a));
        }
        start = start.max(b);
    }
    if start < to {
        left.push((start, to));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn what_is_taken_is_left_out() {
        let taken = [(1.0, 2.0), (3.0, 4.0), (8.0, 9.0)];
        assert_eq!(without((0.0, 5.0), &taken), [(0.0, 1.0), (2.0, 3.0), (4.0, 5.0)]);
        assert_eq!(without((1.5, 3.5), &taken), [(2.0, 3.0)]);
        assert_eq!(without((1.2, 1.8), &taken), []);
        assert_eq!(without((5.0, 7.0), &taken), [(5.0, 7.0)]);
    }
}
