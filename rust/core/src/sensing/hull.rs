//! A tree of balls that holds a flight, so that a place far from all of it is done with at once.

use super::piece::Piece;
use crate::math::vec3::Vec3;

/// A ball around the pieces of a flight from one to another, in the order of a walk that sees a parent before its children.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ball {
    centre: Vec3,
    radius_m: f64,
    // Where the walk goes on when this ball is left out.
    skip: usize,
    // The piece, for a leaf.
    piece: Option<usize>,
}

/// The balls of a flight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hull(Vec<Ball>);

impl Hull {
    /// The tree over the pieces of a flight, halved until each has its own ball.
    pub(super) fn new(pieces: &[Piece]) -> Self {
        let mut balls = Vec::with_capacity(2 * pieces.len());
        grow(&mut balls, pieces, 0);
        Self(balls)
    }

    /// The pieces that may come within `range_m` of `place`, by index, in order. All others stay farther away.
    pub(super) fn within(&self, place: Vec3, range_m: f64) -> impl Iterator<Item = usize> + '_ {
        let mut i = 0;
        std::iter::from_fn(move || {
            while let Some(ball) = self.0.get(i) {
                let (away, near) = (ball.centre - place, ball.radius_m + range_m);
                if away.dot(away) > near * near {
                    i = ball.skip;
                    continue;
                }
                i += 1;
                if ball.piece.is_some() {
                    return ball.piece;
                }
            }
            None
        })
    }
}

// Appends the tree of some pieces, of which the first has index `first`, and returns its ball.
fn grow(balls: &mut Vec<Ball>, pieces: &[Piece], first: usize) -> (Vec3, f64) {
    let here = balls.len();
    balls.push(Ball { centre: Vec3::ZERO, radius_m: 0.0, skip: 0, piece: None });
    let (centre, radius_m) = if let [piece] = pieces {
        balls[here].piece = Some(first);
        (piece.middle.position, piece.excursion_m())
    } else {
        let (a, b) = pieces.split_at(pieces.len() / 2);
        let left = grow(balls, a, first);
        around(left, grow(balls, b, first + a.len()))
    };
    // Slightly more, for rounding.
    let radius_m = radius_m * (1.0 + 1e-12) + 1e-6;
    let skip = balls.len();
    balls[here] = Ball { centre, radius_m, skip, ..balls[here] };
    (centre, radius_m)
}

// The smallest ball around two.
fn around((c, r): (Vec3, f64), (d, s): (Vec3, f64)) -> (Vec3, f64) {
    let apart = (d - c).norm();
    if r >= apart + s {
        (c, r)
    } else if s >= apart + r {
        (d, s)
    } else {
        let radius = 0.5 * (apart + r + s);
        (c + (d - c) * ((radius - r) / apart), radius)
    }
}

#[cfg(test)]
#[allow(clippy::cast_precision_loss, reason = "small counts")]
mod tests {
    use super::*;
    use crate::math::hermite::Knot;

    #[test]
    fn every_instant_within_range_is_in_a_piece_that_is_given() {
        for count in [2, 3, 24, 25, 26, 500_usize] {
            let knot = |i: usize| {
                let t = i as f64;
                let velocity = Vec3::new(1.0, 0.2, 0.0);
                Knot { t, position: velocity * t, velocity, acceleration: Vec3::ZERO }
            };
            let knots: Vec<Knot> = (0..count).map(knot).collect();
            let pieces: Vec<Piece> = (0..count - 1).filter_map(|i| Piece::new(&knots, i)).collect();
            let hull = Hull::new(&pieces);
            for i in 0..=(count - 1) * 10 {
                let t = i as f64 * 0.1;
                let place = Vec3::new(t, 0.2 * t, 0.3);
                let given: Vec<usize> = hull.within(place, 0.31).collect();
                assert!(given.iter().any(|&k| pieces[k].span_s.0 <= t && t <= pieces[k].span_s.1), "{count} {t}");
                assert!(given.len() <= 4 && given.is_sorted());
            }
            assert_eq!(hull.within(Vec3::new(0.0, 1e6, 0.0), 1e3).count(), 0);
        }
    }
}
