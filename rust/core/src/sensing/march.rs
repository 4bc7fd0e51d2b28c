//! Following several conditions on a flight through time with strides as long as their bounds allow.

use crate::math::intervals::where_positive;
use std::cell::Cell;

/// The most conditions that can be followed at once.
pub(crate) const CONDITIONS_MAX: usize = 8;

/// The shortest stride (s): an interval or a gap at least this long is never missed, a shorter one may be.
pub(crate) const STRIDE_MIN_S: f64 = 0.25;

/// Tolerance of an interval's edges (s).
const EDGE_S: f64 = 1e-6;

/// The conditions at one instant, in their order.
///
/// The slack of a condition is its margin divided by the greatest rate at which that margin can change: its sign tells
/// whether the condition holds (not negative) and its size for how long, at least, the sign stays.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    /// Slack of each condition (s).
    pub(crate) slack_s: [f64; CONDITIONS_MAX],
    /// How many are known: where one of these fails, the rest need not be.
    pub(crate) known: usize,
    /// Time until which the slacks' rates are valid (s).
    pub(crate) valid_until_s: f64,
    /// A stride that is safe whatever `valid_until_s` (s), 0 for none.
    pub(crate) free_s: f64,
}

/// The intervals of `spans` in which all conditions hold, with edges inside to 1e-6 s, and how many of the first
/// conditions held together at some instant.
///
/// `sample(t)` gives the conditions at `t`, `count` when all hold. `spans` are disjoint, in order, and at their ends the
/// first condition fails, unless it is an end of the flight. No interval and no gap longer than [`STRIDE_MIN_S`] is
/// missed, and neither is an instant that would raise the depth, in the same sense.
pub(crate) fn march(sample: impl Fn(f64) -> Sample, count: usize, spans: &[(f64, f64)]) -> (Vec<(f64, f64)>, usize) {
    let depth = Cell::new(0);
    // The last two samples, time, margin and stride: refining an edge begins by asking for both again.
    let recent = Cell::new([[f64::NAN; 3]; 2]);
    let look = |t: f64| {
        if let Some(known) = recent.get().iter().find(|r| r[0].to_bits() == t.to_bits()) {
            return *known;
        }
        let s = sample(t);
        let failed = s.slack_s[..s.known].iter().position(|&m| !holds(m)).unwrap_or(count);
        depth.set(depth.get().max(failed));
        let margin = s.slack_s[..s.known].iter().copied().fold(f64::INFINITY, f64::min);
        let now = [t, margin, stride(&s, depth.get(), t)];
        recent.set([now, recent.get()[0]]);
        now
    };
    let (margin, step) = (|t: f64| look(t)[1], |t: f64| look(t)[2]);
    let mut found = Vec::new();
    for &span in spans {
        let positive = where_positive(margin, step, span, EDGE_S);
        found.extend(positive.into_iter().filter_map(|i| inside(i, span)));
    }
    (found, depth.get())
}

fn holds(slack_s: f64) -> bool {
    slack_s >= 0.0
}

// Nothing can change before the nearest of the holding conditions fails, or, where some fail, before the last of them
// recovers. Only conditions up to the depth count: an instant that passes them all is news, whatever comes after.
fn stride(s: &Sample, depth: usize, t: f64) -> f64 {
    let known = &s.slack_s[..s.known];
    let failing = known.iter().take(depth + 1).filter(|&&m| !holds(m)).map(|m| -m).fold(0.0, f64::max);
    let all_hold = known.iter().all(|&m| holds(m));
    let safe = if all_hold { known.iter().copied().fold(f64::INFINITY, f64::min) } else { failing };
    // A hair beyond the end of validity, so that the next sample reads the next bounds.
    safe.min(s.valid_until_s - t + 1e-9).max(s.free_s).max(STRIDE_MIN_S)
}

// An edge found to a tolerance may lie just outside: draw it in, unless it is an end of the span.
fn inside((from, to): (f64, f64), (start, end): (f64, f64)) -> Option<(f64, f64)> {
    let from = if from > start { from + EDGE_S } else { from };
    let to = if to < end { to - EDGE_S } else { to };
    (to > from).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two(a: f64, b: f64) -> Sample {
        let mut slack_s = [0.0; CONDITIONS_MAX];
        (slack_s[0], slack_s[1]) = (a, b);
        Sample { slack_s, known: 2, valid_until_s: f64::INFINITY, free_s: 0.0 }
    }

    #[test]
    fn finds_short_overlaps_of_slow_conditions() {
        // |t - 500| <= 100 and t >= 599.6: holds together for 0.4 s of 1,000.
        let (found, depth) = march(|t| two(100.0 - (t - 500.0).abs(), t - 599.6), 2, &[(0.0, 1_000.0)]);
        assert_eq!((found.len(), depth), (1, 2));
        assert!((found[0].0 - 599.6).abs() < 1e-5 && (found[0].1 - 600.0).abs() < 1e-5);
    }

    #[test]
    fn depth_counts_conditions_that_held_together() {
        // The first holds in [400, 401] only, the second never: depth 1 although the second alone allows one stride.
        let (found, depth) = march(|t| two(0.5 - (t - 400.5).abs(), -1e6), 2, &[(0.0, 1_000.0)]);
        assert_eq!((found.len(), depth), (0, 1));
    }
}
