//! Places along a route at growing distances, most of them read off chords.

use super::piece::wrap;
use super::track::Track;

/// Latitude and longitude (rad).
pub(super) type Place = (f64, f64);

/// How far a chord leaves the route (m): at most a length^2 tan(latitude)/(8 R), R the Earth's radius.
pub(super) const SAG_M: f64 = 0.07;
/// Length of a chord (m), and the tangent of latitude up to which there are chords.
const CHORD_M: f64 = 250.0;
const TANGENT_MAX: f64 = 50.0;

/// A part of a route on which places lie on a straight line in latitude and longitude. In turns and near the poles it ends
/// at the place asked for, which then is exact.
pub(super) struct Chord {
    from_m: f64,
    to_m: f64,
    from: Place,
    to: Place,
}

impl Chord {
    /// Of no length, at a distance (m).
    pub(super) fn at(track: &Track, s: f64) -> Self {
        let (latitude, longitude, _) = track.place(track.piece_at(s), s);
        let here = (latitude, longitude);
        Self { from_m: s, to_m: s, from: here, to: here }
    }

    /// Where it begins.
    pub(super) const fn start(&self) -> Place {
        self.from
    }

    /// The place at a distance (m), no less than any before. Longitude goes on past the antimeridian.
    pub(super) fn place(&mut self, track: &Track, s: f64) -> Place {
        if s > self.to_m {
            let piece = track.piece_at(s);
            let end = track.breaks().get(piece + 1).copied().unwrap_or(f64::INFINITY);
            let to_m = (self.to_m + CHORD_M).min(end).min(track.length_m());
            let alike = track.is_straight(piece) && track.piece_at(self.to_m) == piece;
            let straight = alike && self.to.0.tan().abs() < TANGENT_MAX && to_m > s;
            let from = std::mem::replace(self, Self::at(track, if straight { to_m } else { s }));
            (self.from_m, self.from) = (from.to_m, from.to);
            self.to.1 = self.from.1 + wrap(self.to.1 - self.from.1);
        }
        let length = self.to_m - self.from_m;
        let share = if length > 0.0 { (s - self.from_m) / length } else { 1.0 };
        let between = |a: f64, b: f64| a + (b - a) * share;
        (between(self.from.0, self.to.0), between(self.from.1, self.to.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::geodesic;
    use crate::flight::route::corner::{Corner, CornerKind};

    // A leg, a turn and a leg, far from the poles, near one, and across the antimeridian.
    #[test]
    fn places_on_chords_are_those_of_the_route() {
        for (latitude, longitude) in [(-0.8, -2.2), (1.54, 0.4), (0.3, 3.1403), (-1.565, 1.0)] {
            let ahead = |from: (f64, f64), azimuth: f64| {
                let (la, lo, _) = geodesic::direct(from.0, from.1, azimuth, 12_000.0);
                (la, lo)
            };
            let (first, middle) = ((latitude, longitude), ahead((latitude, longitude), 1.3));
            let corner = Corner { radius_m: 900.0, kind: CornerKind::FlyBy };
            let (track, _) =
                Track::around(&[first, middle, ahead(middle, 2.4)], &[corner; 3], &|i| i.to_string()).unwrap();
            let mut chord = Chord::at(&track, 0.0);
            let mut s = 0.0;
            while s < track.length_m() {
                let (la, lo) = chord.place(&track, s);
                let (exact_la, exact_lo, _) = track.place(track.piece_at(s), s);
                let east = wrap(lo - exact_lo) * exact_la.cos();
                let off = 6.37e6 * (la - exact_la).hypot(east);
                assert!(off < SAG_M, "{latitude} {s}: {off}");
                s += 31.0;
            }
        }
    }
}
