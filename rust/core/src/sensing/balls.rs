//! Balls that hold a flight, so that a place far from all of them is done with at once.

use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;

/// Most balls of a flight.
const BALLS: usize = 24;

/// A stretch of a flight and a ball around it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ball {
    start_s: f64,
    end_s: f64,
    centre: Vec3,
    radius_m: f64,
}

/// The balls of a flight, in order of time, without gaps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Balls(Vec<Ball>);

impl Balls {
    /// Balls around the knots, each widened by `excursion_m(k)`: how far from knot k the flight goes before the next one.
    pub(super) fn new(knots: &[Knot], excursion_m: &[f64]) -> Self {
        let steps = (knots.len() - 1).div_ceil(BALLS).max(1);
        let first = (0..knots.len()).step_by(steps).take_while(|&i| i == 0 || i + 1 < knots.len());
        let around = |i: usize| {
            let last = (i + steps).min(knots.len() - 1);
            let centre = (knots[i].position + knots[last].position) * 0.5;
            let radius = |k: usize| (knots[k].position - centre).norm() + excursion_m.get(k).copied().unwrap_or(0.0);
            let radius_m = (i..last.max(i + 1)).map(radius).fold(0.0, f64::max);
            Ball { start_s: knots[i].t, end_s: knots[last].t, centre, radius_m }
        };
        Self(first.map(around).collect())
    }

    /// The spans of time (s) outside which the flight is farther than `range_m` from `place`.
    pub(super) fn spans_within(&self, place: Vec3, range_m: f64) -> Vec<(f64, f64)> {
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for ball in &self.0 {
            let (away, near) = (ball.centre - place, ball.radius_m + range_m);
            if away.dot(away) > near * near {
                continue;
            }
            match spans.last_mut() {
                Some(last) if last.1.to_bits() == ball.start_s.to_bits() => last.1 = ball.end_s,
                _ => spans.push((ball.start_s, ball.end_s)),
            }
        }
        spans
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, clippy::cast_precision_loss, reason = "exact by construction")]
mod tests {
    use super::*;

    #[test]
    fn spans_hold_every_instant_within_range() {
        for count in [1, 2, 3, 24, 25, 26, 500] {
            let knot = |i: usize| {
                let t = i as f64;
                let velocity = Vec3::new(1.0, 0.2, 0.0);
                Knot { t, position: velocity * t, velocity, acceleration: Vec3::ZERO }
            };
            let knots: Vec<Knot> = (0..count).map(knot).collect();
            let balls = Balls::new(&knots, &vec![1.1; count - 1]);
            for i in 0..=(count - 1) * 10 {
                let t = i as f64 * 0.1;
                let spans = balls.spans_within(Vec3::new(t, 0.2 * t, 0.3), 0.3);
                assert!(spans.iter().any(|s| s.0 <= t && t <= s.1), "{count} {t}");
            }
            assert_eq!(balls.0[balls.0.len() - 1].end_s, knots[count - 1].t);
            assert!(balls.spans_within(Vec3::new(0.0, 1e6, 0.0), 1e3).is_empty());
        }
    }
}
