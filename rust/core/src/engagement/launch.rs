//! From the times at which an intercept is possible to the launches that lead to them.
//!
//! With T the time of flight to where the target is at an intercept time, launch = intercept - T(intercept). While the
//! interceptor is the faster, launch grows with intercept; a target that outruns it makes it turn. Intervals are therefore
//! cut where the derivative changes sign; on each piece launch and intercept determine one another. Where a launch could
//! lead to several intercepts, the earliest counts: later pieces keep only launches that no earlier one has.

use super::allowed::Allowed;
use super::conditions::{Intercept, CONDITIONS};
use super::kill_geometry::KillGeometry;
use super::rate::RisingLaunch;
use super::reason::Reason;
use super::rendezvous::Rendezvous;
use crate::math::intervals::union;
use crate::math::roots::bracketed;
use crate::sensing::profile::Profile;
use crate::sensing::search::search;
use std::cell::Cell;

/// Tolerance of times (s).
const EDGE_S: f64 = 1e-6;
/// Parts shorter than this in launch time are of no use to anybody (s).
pub(super) const PART_MIN_S: f64 = 1e-5;

/// Pieces do not end this close to one another or to the ends of an interval (s).
const JOINT_S: f64 = 2e-5;

/// One threat against one unit.
pub(super) struct Pair<'a> {
    pub(super) profile: &'a Profile<'a>,
    pub(super) intercept: Intercept<'a>,
    // The piece last asked for: most often the next one, too.
    piece: Cell<usize>,
}

/// A stretch of intercept times (path time, s) on which the launch time rises or falls throughout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    /// Intercept time of the earliest launch.
    pub(super) first: f64,
    /// Intercept time of the latest launch; before `first` where the target outruns the interceptor.
    pub(super) last: f64,
}

impl<'a> Pair<'a> {
    pub(super) const fn new(profile: &'a Profile<'a>, intercept: Intercept<'a>) -> Self {
        Self { profile, intercept, piece: Cell::new(0) }
    }

    /// When an intercept is possible, whatever is tracked (path time, s); or the first condition that never holds.
    pub(super) fn intercepts(&self) -> Result<Vec<(f64, f64)>, Reason> {
        let (profile, intercept) = (self.profile, &self.intercept);
        let near = profile.pieces_within(intercept.unit.site.origin, intercept.slant_range_max_m);
        let (intercepts, depth) = search(intercept, profile, near, intercept.open());
        if depth < CONDITIONS {
            return Err(Reason::of_depth(depth));
        }
        let burst_s = intercept.unit.spec.burst_s;
        if burst_s <= 0.0 {
            return Ok(intercepts);
        }
        let whole = |(from, to): (f64, f64)| (to - from > burst_s).then_some((from, to - burst_s));
        let whole: Vec<_> = intercepts.into_iter().filter_map(whole).collect();
        if whole.is_empty() {
            return Err(Reason::TooBrief);
        }
        Ok(whole)
    }

    /// Launch time for an intercept at `t`, both in path time (s).
    pub(super) fn launch_time(&self, t: f64) -> f64 {
        let (start, end) = self.profile.span_s();
        let held = t.clamp(start, end);
        let look = self.intercept.unit.site.look(self.profile.position(self.piece_at(held), held));
        t - self.intercept.table.lookup(look.slant_range_m, look.sin_elevation()).time_s
    }

    /// The intercept at `t` (path time, s).
    pub(super) fn rendezvous(&self, t: f64) -> Rendezvous {
        self.intercept.rendezvous(self.profile.motion(self.piece_at(t), t))
    }

    fn piece_at(&self, t: f64) -> usize {
        self.piece.set(self.profile.piece_near(self.piece.get(), t));
        self.piece.get()
    }

    /// The launch time of the intercept at `t` (path time, s), and how it rises with `t`.
    pub(super) fn launch_with_rate(&self, t: f64) -> (f64, f64) {
        self.intercept.launch_with_rate(&self.rendezvous(t))
    }

    /// The factor of geometry on the kill probability of an intercept at `t` (path time, s).
    pub(super) fn kill_factor(&self, geometry: &KillGeometry, t: f64) -> f64 {
        let at = self.profile.moment(self.piece_at(t), t);
        let spec = &self.intercept.unit.spec;
        let above_m = at.altitude_m - self.intercept.unit.site.altitude_m;
        let edge_m = (above_m - spec.altitude_min_m).min(spec.altitude_max_m - above_m);
        let met = self.intercept.rendezvous(at.motion());
        geometry.factor(self.intercept.lateral_margin_m_s2(&met), met.closing_speed_m_s(), edge_m)
    }

    /// When fire control has sight of the target, from the start of the flight to the last of the intercepts.
    pub(super) fn lit(&self, intercepts: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let last = intercepts.last().map_or(self.profile.path.start(), |i| i.1);
        let pieces = self.profile.pieces_between(self.profile.path.start(), last);
        search(&self.intercept, self.profile, pieces, self.intercept.open_for_light()).0
    }

    /// The parts of intercept intervals that are allowed.
    pub(super) fn parts(&self, intercepts: &[(f64, f64)], allowed: &[Allowed]) -> Vec<Piece> {
        let pieces: Vec<Piece> = intercepts.iter().flat_map(|&i| self.monotone(i)).collect();
        parts(&pieces, allowed, self).into_iter().map(|(_, piece)| piece).collect()
    }

    /// Pieces on which launch rises or falls throughout, in order of intercept time.
    pub(super) fn monotone(&self, (from, to): (f64, f64)) -> Vec<Piece> {
        let steepest = self.intercept.table.gradient_max_s_m(self.intercept.unit.spec.slant_range_min_m);
        if steepest * self.profile.speed_max_m_s() < 1.0 {
            return vec![Piece { first: from, last: to }];
        }
        let mut pieces = Vec::new();
        let mut done = from;
        for (a, b) in RisingLaunch(&self.intercept).intervals(self.profile, (from, to)) {
            // Edges are drawn in by their tolerance: what is left between is no piece.
            let (a, b) = (if a - done < JOINT_S { done } else { a }, if to - b < JOINT_S { to } else { b });
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
}

/// How launches and intercepts of pieces determine one another.
pub(super) trait Timing {
    /// Launch of an intercept at `t` within the piece of number `piece`.
    fn launch_of(&self, piece: usize, t: f64) -> f64;

    /// Intercept of a launch within a stretch of the piece of number `piece`.
    fn intercept_of(&self, piece: usize, stretch: Piece, launch: f64) -> f64;
}

impl Timing for Pair<'_> {
    fn launch_of(&self, _: usize, t: f64) -> f64 {
        self.launch_time(t)
    }

    fn intercept_of(&self, _: usize, stretch: Piece, launch: f64) -> f64 {
        let (low, high) = (stretch.first.min(stretch.last), stretch.first.max(stretch.last));
        bracketed(|t| self.launch_time(t) - launch, low, high, EDGE_S)
    }
}

/// The parts of pieces that are allowed, in order of launch, each with the number of its piece. Of pieces that share launches
/// the first has them.
pub(super) fn parts(pieces: &[Piece], allowed: &[Allowed], timing: &impl Timing) -> Vec<(usize, Piece)> {
    let mut found: Vec<(f64, usize, Piece)> = Vec::new();
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (whole, piece) in pieces.iter().enumerate() {
        for allowed in allowed {
            let Some(piece) = piece.within(allowed.intercept_s) else { continue };
            let (from, to) = (timing.launch_of(whole, piece.first), timing.launch_of(whole, piece.last));
            let within = (from.max(allowed.launch_s.0), to.min(allowed.launch_s.1));
            let free: Vec<_> = without(within, &taken).into_iter().filter(|(a, b)| b - a > PART_MIN_S).collect();
            for &(a, b) in &free {
                let at = |launch: f64| timing.intercept_of(whole, piece, launch);
                let first = if a > from { at(a) } else { piece.first };
                let last = if b < to { at(b) } else { piece.last };
                found.push((a, whole, Piece { first, last }));
            }
            taken.extend(free);
            taken = union(taken);
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    // What was allowed on two grounds, one after the other, is one part.
    found.dedup_by(|next, before| {
        let touching = next.1 == before.1 && (next.2.first - before.2.last).abs() <= JOINT_S;
        if touching {
            before.2.last = next.2.last;
        }
        touching
    });
    found.into_iter().map(|(_, whole, piece)| (whole, piece)).collect()
}

impl Piece {
    // The part whose intercepts lie in an interval.
    fn within(self, (from, to): (f64, f64)) -> Option<Self> {
        let (low, high) = (self.first.min(self.last).max(from), self.first.max(self.last).min(to));
        if low >= high {
            None
        } else if self.first <= self.last {
            Some(Self { first: low, last: high })
        } else {
            Some(Self { first: high, last: low })
        }
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
