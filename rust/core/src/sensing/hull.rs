//! A tree of capsules that holds a flight, so that a place far from all of it is done with at once.
//!
//! A capsule is all that lies within a radius of a straight way. A flight over a time 2 h with the velocity v halfway and an
//! acceleration of at most A strays by at most A h^2 / 2 from the way of 2 h v through its middle, and never by more than
//! its speed bound times h. The way of a parent goes from the begin of its first child to the end of its second; distance to a
//! straight way is convex along another one, so that the farthest point of a child's way is one of its ends.

use super::piece::Piece;
use crate::math::intervals::{later, sooner};
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
    fn new(from: Vec3, along: Vec3, radius_m: f64) -> Self {
        let square = along.dot(along);
        // Slightly more, for rounding.
        let radius_m = radius_m * (1.0 + 1e-12) + 1e-6;
        Self { from, along, inverse_square: if square > 0.0 { 1.0 / square } else { 0.0 }, radius_m }
    }

    fn of(piece: &Piece) -> Self {
        let half = piece.middle.velocity * piece.half_s();
        Self::new(piece.middle.position - half, half * 2.0, piece.strayed_m())
    }

    // Around two, the second after the first.
    fn around(first: &Self, second: &Self) -> Self {
        let mut whole = Self::new(first.from, second.to() - first.from, 0.0);
        // Their other ends are those of the whole.
        let reach = |end: Vec3, child: &Self| whole.square_to(end).sqrt() + child.radius_m;
        whole.radius_m += reach(first.to(), first).max(reach(second.from, second)) * (1.0 + 1e-12);
        whole
    }

    fn to(&self) -> Vec3 {
        self.from + self.along
    }

    // Lowers how much the square of the distance to each place is over that of the reach (m^2): positive for one far away.
    fn lower(&self, places: &Places, over: &mut [f64]) {
        let own = places.x.iter().zip(&places.y).zip(&places.z).zip(&places.range_m);
        for ((((&x, &y), &z), range_m), over) in own.zip(over) {
            let reach = self.radius_m + range_m;
            *over = sooner(*over, self.square_to(Vec3::new(x, y, z)) - reach * reach);
        }
    }

    // Square of the distance from a place to the way (m^2).
    #[inline]
    fn square_to(&self, place: Vec3) -> f64 {
        let q = place - self.from;
        let share = sooner(later(q.dot(self.along) * self.inverse_square, 0.0), 1.0);
        let off = q - self.along * share;
        off.dot(off)
    }
}

/// Places with a range each, component by component, so that many are compared at once.
#[derive(Debug, Clone, Default)]
pub struct Places {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
    range_m: Vec<f64>,
}

impl FromIterator<(Vec3, f64)> for Places {
    fn from_iter<I: IntoIterator<Item = (Vec3, f64)>>(places: I) -> Self {
        let places = places.into_iter();
        let room = || Vec::with_capacity(places.size_hint().0);
        let mut all = Self { x: room(), y: room(), z: room(), range_m: room() };
        for (place, range_m) in places {
            all.x.push(place.x);
            all.y.push(place.y);
            all.z.push(place.z);
            all.range_m.push(range_m);
        }
        all
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
    depth: u32,
}

// Eight capsules follow most flights closely enough for what most places need to know: that they are far away.
const COVER_DEPTH: u32 = 3;

/// The capsules of a flight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hull(Vec<Node>);

impl Hull {
    /// The tree over the pieces of a flight, halved until each has its own capsule.
    pub(super) fn new(pieces: &[Piece]) -> Self {
        let mut nodes = Vec::with_capacity(2 * pieces.len());
        grow(&mut nodes, pieces, 0, 0);
        Self(nodes)
    }

    /// Whether any piece may come within the range of each place; a place from which all stay farther away is seldom taken for
    /// near.
    pub(super) fn near(&self, places: &Places) -> Vec<bool> {
        let mut over = vec![f64::INFINITY; places.x.len()];
        let mut i = 0;
        while let Some(node) = self.0.get(i) {
            if node.depth < COVER_DEPTH && node.piece.is_none() {
                i += 1;
                continue;
            }
            node.capsule.lower(places, &mut over);
            i = node.skip;
        }
        over.into_iter().map(|over| over <= 0.0).collect()
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
fn grow(nodes: &mut Vec<Node>, pieces: &[Piece], first: usize, depth: u32) -> Capsule {
    if let [piece] = pieces {
        let capsule = Capsule::of(piece);
        nodes.push(Node { capsule, skip: nodes.len() + 1, piece: Some(first), depth });
        return capsule;
    }
    let here = nodes.len();
    nodes.push(Node { capsule: Capsule::new(Vec3::ZERO, Vec3::ZERO, 0.0), skip: 0, piece: None, depth });
    let (a, b) = pieces.split_at(pieces.len() / 2);
    let left = grow(nodes, a, first, depth + 1);
    let right = grow(nodes, b, first + a.len(), depth + 1);
    let capsule = Capsule::around(&left, &right);
    nodes[here] = Node { capsule, skip: nodes.len(), piece: None, depth };
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
            // Near the way, and ever farther beyond its end: near wherever a piece is given, and not much farther out.
            let end = count as f64;
            let places: Vec<(Vec3, f64)> = (0..200)
                .map(|k| {
                    let t = end * f64::from(k) / 100.0;
                    (Vec3::new(t, 0.2 * t, f64::from(k % 7)), 2.0)
                })
                .collect();
            let near = hull.near(&places.iter().copied().collect());
            for ((place, range_m), near) in places.into_iter().zip(near) {
                assert!(near || hull.within(place, range_m).next().is_none());
                assert!(!near || hull.within(place, 1.1 * range_m + 0.1).next().is_some(), "{count} {place:?}");
            }
        }
    }
}
