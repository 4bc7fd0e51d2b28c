//! A flight with bounds on how fast it can change, piece by piece, so that a search in time takes long strides and misses
//! nothing.

use super::hull::Hull;
pub use super::hull::Places;
use super::piece::{Moment, Piece};
use crate::flight::flown::path::Path;
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;

/// A path and its bounds. Made once per threat, used for every sensor and fire unit.
#[derive(Debug, Clone)]
pub struct Profile<'a> {
    /// The flight.
    pub path: Path<'a>,
    pieces: Vec<Piece>,
    // Where each piece ends (s), side by side: what a time is looked up in.
    ends_s: Vec<f64>,
    hull: Hull,
    speed_max_m_s: f64,
}

impl<'a> Profile<'a> {
    /// The bounds of a flight: one pass over its knots.
    pub fn new(path: Path<'a>) -> Self {
        let knots = path.knots;
        let mut pieces = Vec::with_capacity(knots.len());
        pieces.extend((0..knots.len() - 1).filter_map(|knot| Piece::new(knots, knot)));
        if pieces.is_empty() {
            pieces.push(Piece::still(&knots[0]));
        }
        let ends_s = pieces.iter().map(|p| p.span_s.1).collect();
        let hull = Hull::new(&pieces);
        let speed_max_m_s = pieces.iter().map(|p| p.speed_m_s).fold(0.0, f64::max);
        Self { path, pieces, ends_s, hull, speed_max_m_s }
    }

    /// Greatest speed of the flight (m/s).
    pub const fn speed_max_m_s(&self) -> f64 {
        self.speed_max_m_s
    }

    /// The pieces of the flight, in order, without gaps.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// From and to (path time, s).
    pub fn span_s(&self) -> (f64, f64) {
        (self.path.start(), self.path.end())
    }

    /// The state of the flight at path time `t` (s) within a piece.
    pub fn moment(&self, piece: usize, t: f64) -> Moment {
        self.pieces[piece].moment(t)
    }

    /// Position, velocity and acceleration at path time `t` (s) within a piece: what is asked of a moment without its altitude.
    pub fn motion(&self, piece: usize, t: f64) -> Knot {
        self.pieces[piece].motion(t)
    }

    /// Where the flight is at path time `t` (s) within a piece (ECEF, m).
    pub fn position(&self, piece: usize, t: f64) -> Vec3 {
        self.pieces[piece].position(t)
    }

    /// Where the flight is at path time `t` (ECEF, m), held at the ends outside the flight.
    pub fn place(&self, t: f64) -> Vec3 {
        let (start, end) = self.span_s();
        let t = t.clamp(start, end);
        self.position(self.piece_at(t), t)
    }

    /// As [`Self::piece_at`], at once where a piece that is likely is the one.
    #[inline]
    pub fn piece_near(&self, likely: usize, t: f64) -> usize {
        let after = likely == 0 || self.ends_s[likely - 1] < t;
        if after && t <= self.ends_s[likely] {
            likely
        } else {
            self.piece_at(t)
        }
    }

    /// The piece that holds path time `t` (s); the nearest for times outside the flight.
    pub fn piece_at(&self, t: f64) -> usize {
        self.ends_s.partition_point(|&end| end < t).min(self.pieces.len() - 1)
    }

    /// Whether the flight may come within the range of each place: not where it surely stays farther away.
    pub fn near(&self, places: &Places) -> Vec<bool> {
        self.hull.near(places)
    }

    /// The pieces that may come within `range_m` of `place` (ECEF, m), by index with their times, in order.
    pub fn pieces_within(&self, place: Vec3, range_m: f64) -> impl Iterator<Item = (usize, (f64, f64))> + '_ {
        self.hull.within(place, range_m).map(|k| (k, self.pieces[k].span_s))
    }

    /// The parts of pieces between two path times (s), by index, in order.
    pub fn pieces_between(&self, from: f64, to: f64) -> impl Iterator<Item = (usize, (f64, f64))> + '_ {
        let all = self.piece_at(from)..=self.piece_at(to);
        let part = move |k: usize| (k, (self.pieces[k].span_s.0.max(from), self.pieces[k].span_s.1.min(to)));
        all.map(part).filter(|(_, (a, b))| a < b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::{altitude, up, Geodetic};
    use crate::sensing::piece::Stretch;
    use crate::sensing::relative::Relative;

    // Turning, climbing and sinking at about 250 m/s.
    fn knots() -> Vec<Knot> {
        let start = Geodetic::new(0.8, 0.3, 900.0);
        let e = start.enu();
        let knot = |t: f64| Knot {
            t,
            position: start.to_ecef() + e.to_ecef(250.0 * t, 300.0 * (0.2 * t).sin(), 80.0 * (0.1 * t).cos()),
            velocity: e.to_ecef(250.0, 60.0 * (0.2 * t).cos(), -8.0 * (0.1 * t).sin()),
            acceleration: e.to_ecef(0.0, -12.0 * (0.2 * t).sin(), -0.8 * (0.1 * t).cos()),
        };
        (0..30).map(|i| knot(2.5 * f64::from(i))).collect()
    }

    // Holds every bound of five parts of each piece, seen from a place, to the flight itself. Returns how near the greatest
    // speed comes to its bound.
    fn held(knots: &[Knot], place: Geodetic) -> f64 {
        let profile = Profile::new(Path { knots });
        let (origin, zenith) = (place.to_ecef(), place.enu().up);
        let within = |x: f64, (low, high): (f64, f64)| low <= x && x <= high;
        let mut tightest: f64 = 0.0;
        for (k, piece) in profile.pieces().iter().enumerate() {
            for part in 0..5 {
                let (from, to) = piece.span_s;
                let half_s = 0.1 * (to - from);
                let middle = profile.moment(k, from + half_s * f64::from(1 + 2 * part));
                let stretch = Stretch::new(piece, half_s, &middle);
                let seen = Relative::new(&stretch, origin);
                let up_m = seen.up_m(&stretch, zenith);
                for i in 0..=40 {
                    let at = profile.moment(k, middle.t + half_s * (f64::from(i) / 20.0 - 1.0));
                    let (q, v) = (at.position - origin, at.velocity);
                    assert!(v.norm() <= piece.speed_m_s + 1e-9 && within(v.norm(), stretch.speed_m_s()));
                    assert!(within(v.dot(up(at.position)), stretch.climb_m_s()));
                    assert!(within(altitude(at.position), stretch.altitude_m()));
                    assert!(within(q.norm(), seen.slant_range_m) && within(q.dot(zenith), up_m));
                    assert!(within(q.dot(zenith) / q.norm(), seen.sin_elevation(up_m)));
                    assert!(within(q.dot(v) / q.norm(), seen.range_rate_m_s(&stretch)));
                    assert!(at.acceleration.norm() <= stretch.acceleration_m_s2 + 1e-9);
                    assert!(stretch.acceleration_m_s2 <= piece.acceleration_m_s2);
                    tightest = tightest.max(v.norm() / piece.speed_m_s);
                }
            }
        }
        tightest
    }

    #[test]
    fn bounds_hold_between_the_knots() {
        let tightest = held(&knots(), Geodetic::new(0.8003, 0.3005, 10.0));
        assert!(tightest > 0.99, "the speed bound is loose: {tightest}");
    }

    #[test]
    fn bounds_hold_on_straight_passes() {
        // Straight past the place at many offsets, far and near: nothing but the turn of the line of sight.
        let place = Geodetic::new(0.8, 0.3, 10.0);
        let (enu, origin) = (place.enu(), place.to_ecef());
        for (abeam, height) in [(1.0, 50.0), (300.0, 20.0), (1e3, 300.0), (5e3, 2e3), (20e3, 10e3)] {
            for speed in [50.0, 300.0, 2_000.0] {
                let knots: Vec<Knot> = (-10..=10)
                    .map(|k| {
                        let t = 6.0 * f64::from(k);
                        let position = origin + enu.to_ecef(speed * t, abeam, height);
                        let velocity = enu.to_ecef(speed, 0.0, 0.0);
                        Knot { t: t + 100.0, position, velocity, acceleration: Vec3::ZERO }
                    })
                    .collect();
                held(&knots, place);
            }
        }
    }

    #[test]
    fn a_time_lies_in_its_piece() {
        let knots = knots();
        let profile = Profile::new(Path { knots: &knots });
        assert_eq!(profile.pieces().len(), 29);
        let times = [-1.0, 0.0, 2.5, 2.6, 72.4, 99.0];
        assert_eq!(times.map(|t| profile.piece_at(t)), [0, 0, 0, 1, 28, 28]);
        for likely in 0..29 {
            assert_eq!(times.map(|t| profile.piece_near(likely, t)), times.map(|t| profile.piece_at(t)));
        }
        let parts: Vec<_> = profile.pieces_between(1.0, 6.0).collect();
        assert_eq!(parts, [(0, (1.0, 2.5)), (1, (2.5, 5.0)), (2, (5.0, 6.0))]);
        assert_eq!(Profile::new(Path { knots: &knots[..1] }).pieces().len(), 1);
    }
}
