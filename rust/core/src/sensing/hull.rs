//! A tree of capsules that holds a flight, so that a place far from all of it is done with at once.
//!
//! A capsule is all that lies within a radius of a straight way. A flight over a time 2 h with an acceleration of at most A
//! strays by at most A h^2 / 2 from the way between its ends, and never by more than its speed bound times h. The way of a
//! parent goes from the begin of its first child to the end of its second; distance to a straight way is convex along
//! another one, so that the farthest point of a child's way is one of its ends.

use super::piece::Piece;
use crate::math::vec3::Vec3;

/// A straight way and a radius about it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Capsule {
    from: Vec3,
    along: Vec3,
    // 1 / |along|^2; 0 for a way without length.
    inverse_square: f64,
    radius_m: f64,
}

impl Capsule {
    fn new(from: Vec3, to: Vec3, radius_m: f64) -> Self {
        let along = to - from;
        let square = along.dot(along);
        // Slightly more, for rounding.
        let radius_m = radius_m * (1.0 + 1e-12) + 1e-6;
        Self { from, along, inverse_square: if square > 0.0 { 1.0 / square } else { 0.0 }, radius_m }
    }

    fn of(piece: &Piece) -> Self {
        let (from, to) = piece.ends();
        Self::new(from, to, piece.strayed_m())
    }

    // Around two, the second after the first.
    fn around(first: &Self, second: &Self) -> Self {
        let mut whole = Self::new(first.from, second.to(), 0.0);
        let away = |place: Vec3| whole.square_to(place);
        let reach = |child: &Self| away(child.from).max(away(child.to())).sqrt() + child.radius_m;
        whole.radius_m += reach(first).max(reach(second)) * (1.0 + 1e-12);
        whole
    }

    fn to(&self) -> Vec3 {
        self.from + self.along
    }

    // Square of the distance from a place to the way (m^2).
    #[inline]
    fn square_to(&self, place: Vec3) -> f64 {
        let q = place - self.from;
        let share = (q.dot(self.along) * self.inverse_square).clamp(0.0, 1.0);
        let off = q - self.along * share;
        off.dot(off)
    }
}

/// A capsule around the pieces of a flight from one to another, in the order of a walk that sees a parent before its children.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    capsule: Capsule,
    // Where the walk goes on when this one is left out.
    skip: usize,
    // The piece, for a leaf.
    piece: Option<usize>,
}

/// The capsules of a flight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hull(Vec<Node>);

impl Hull {
    /// The tree over the pieces of a flight, halved until each has its own capsule.
    pub(super) fn new(pieces: &[Piece]) -> Self {
        let mut nodes = Vec::with_capacity(2 * pieces.len());
        grow(&mut nodes, pieces, 0);
        Self(nodes)
    }

    /// The pieces that may come within `range_m` of `place`, by index, in order. All others stay farther away.
    #[inline]
    pub(super) fn within(&self, place: Vec3, range_m: f64) -> impl Iterator<Item = usize> + '_ {
        let mut i = 0;
        std::iter::from_fn(move || {
            while let Some(node) = self.0.get(i) {
                let near = node.capsule.radius_m + range_m;
                if node.capsule.square_to(place) > near * near {
                    i = node.skip;
                    continue;
                }
                i += 1;
                if node.piece.is_some() {
                    return node.piece;
                }
            }
            None
        })
    }
}

// Appends the tree of some pieces, of which the first has index `first`, and returns its capsule.
fn grow(nodes: &mut Vec<Node>, pieces: &[Piece], first: usize) -> Capsule {
    if let [piece] = pieces {
        let capsule = Capsule::of(piece);
        nodes.push(Node { capsule, skip: nodes.len() + 1, piece: Some(first) });
        return capsule;
    }
    let here = nodes.len();
    nodes.push(Node { capsule: Capsule::new(Vec3::ZERO, Vec3::ZERO, 0.0), skip: 0, piece: None });
    let (a, b) = pieces.split_at(pieces.len() / 2);
    let left = grow(nodes, a, first);
    let right = grow(nodes, b, first + a.len());
    let capsule = Capsule::around(&left, &right);
    nodes[here] = Node { capsule, skip: nodes.len(), piece: None };
    capsule
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
