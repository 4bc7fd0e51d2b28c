//! A ground track: geodesic legs joined by turns of constant radius.
//!
//! Legs are geodesics of the ellipsoid. A turn is a circle in the azimuthal equidistant plane of its waypoint, which
//! is off by d^3/R^2 at a distance d from it: 3 mm at 5 km.

use super::corner::{Corner, Course, Passage};
use super::piece::{normal_curvature, Piece, Shape};
use crate::earth::ellipsoid::{Geodetic, MEAN_RADIUS_M};
use crate::error::{Error, Result};
use crate::math::hermite::Knot;
use std::f64::consts::FRAC_PI_2;

/// Pieces one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    pieces: Vec<Piece>,
    /// Distance at which each piece begins, and the total (m).
    starts: Vec<f64>,
}

impl Track {
    /// A track of the given pieces.
    pub fn new(pieces: Vec<Piece>) -> Self {
        let mut starts = vec![0.0];
        for piece in &pieces {
            starts.push(starts[starts.len() - 1] + piece.length_m);
        }
        Self { pieces, starts }
    }

    /// The track through waypoints (latitude and longitude, rad) with a corner at each, and the distances (m) at which
    /// each is passed (a corner for each waypoint): in the middle of a fly-by turn, over it otherwise. The corner of the first waypoint counts only
    /// where it circles, that of the last likewise. `place` is what an error calls a waypoint.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for fewer than two waypoints or a leg too short for the turns at its ends.
    pub fn around(
        waypoints: &[(f64, f64)],
        corners: &[Corner],
        place: &dyn Fn(usize) -> String,
    ) -> Result<(Self, Vec<Passage>)> {
        if waypoints.len() < 2 {
            return Err(Error::invalid("waypoints", waypoints.len(), "at least 2"));
        }
        let mut course = Course::new(waypoints, place);
        for (i, corner) in corners.iter().enumerate().take(waypoints.len()) {
            course.corner(i, corner)?;
        }
        Ok((Self::new(course.pieces), course.passages))
    }

    /// Total length (m).
    pub fn length_m(&self) -> f64 {
        self.starts[self.starts.len() - 1]
    }

    /// Where pieces begin and end (m).
    pub fn breaks(&self) -> &[f64] {
        &self.starts
    }

    /// Index of the piece that holds a distance.
    pub fn piece_at(&self, s: f64) -> usize {
        self.starts.partition_point(|&start| start <= s).clamp(1, self.pieces.len()) - 1
    }

    /// Latitude, longitude and heading (rad) at a distance from the start, on a given piece.
    pub fn place(&self, i: usize, s: f64) -> (f64, f64, f64) {
        self.pieces[i].at(s - self.starts[i])
    }

    /// The piece of an index.
    pub fn piece(&self, i: usize) -> &Piece {
        &self.pieces[i]
    }

    /// Whether a piece is a geodesic.
    pub fn is_straight(&self, i: usize) -> bool {
        matches!(self.pieces[i].shape, Shape::Geodesic(_))
    }

    /// Normal curvature (1/m) along the track at a distance, on a given piece. In a turn at (e, n) from its waypoint the
    /// place is taken as n/R to the north and the meridians as converging by e tan(latitude)/R, which is off by
    /// (d/R)^2: less than 1e-8 of the curvature within 20 km.
    pub fn normal_curvature(&self, i: usize, s: f64) -> f64 {
        let (lat, heading) = match self.pieces[i].shape {
            Shape::Geodesic(_) => {
                let (lat, _, heading) = self.place(i, s);
                (lat, heading)
            }
            Shape::Arc { latitude, east, north, heading, curvature, .. } => {
                let h = heading + curvature * (s - self.starts[i]);
                let e = east + (heading.cos() - h.cos()) / curvature;
                let n = north + (h.sin() - heading.sin()) / curvature;
                let lat = latitude + n / MEAN_RADIUS_M;
                (lat, h + e * latitude.tan().clamp(-50.0, 50.0) / MEAN_RADIUS_M)
            }
        };
        normal_curvature(lat, heading)
    }

    /// The knot at time `t` and distance `s` on a given piece (at a joint the two pieces differ in acceleration), given
    /// rate and acceleration of the distance and the altitude with its derivatives.
    ///
    /// Darboux: with T the tangent, U up, N = T x U to the right, k the normal and g the geodesic curvature and w the
    /// geodesic torsion, T' = g N - k U, U' = k T + w N, N' = -g T - w U by distance, so that for X + h U
    ///   v = T s' (1 + k h) + N w h s' + U h'
    ///   a = T (s'' (1 + k h) + 2 k s' h' + (k' - w g) h s'^2) + U (h'' - k s'^2 (1 + k h) - w^2 h s'^2)
    ///     + N (g s'^2 (1 + k h) + 2 w s' h' + w h s'' + w' h s'^2)
    /// where k' = 2 w g and w' = (1/N - 1/M) cos(2 azimuth) g, but for the change with latitude, 1e-6 m/s^2.
    pub fn knot(&self, i: usize, t: f64, s: f64, (rate, growth): (f64, f64), height: (f64, f64, f64)) -> Knot {
        let (h, climb, climb_rate) = height;
        let piece = &self.pieces[i];
        let (lat, lon, heading) = piece.at(s - self.starts[i]);
        let place = Geodetic::new(lat, lon, h);
        let frame = place.enu();
        let tangent = frame.to_ecef(heading.sin(), heading.cos(), 0.0);
        let right = tangent.cross(frame.up);
        let k = normal_curvature(lat, heading);
        let between = normal_curvature(lat, FRAC_PI_2) - normal_curvature(lat, 0.0);
        let (w, g) = (0.5 * between * (2.0 * heading).sin(), piece.curvature());
        let w_growth = between * (2.0 * heading).cos() * g;
        let stretch = 1.0 + k * h;
        let rate2 = rate * rate;
        Knot {
            t,
            position: place.to_ecef(),
            velocity: tangent * (rate * stretch) + right * (w * h * rate) + frame.up * climb,
            acceleration: tangent * (growth * stretch + 2.0 * k * rate * climb + w * g * h * rate2)
                + frame.up * (climb_rate - k * rate2 * stretch - w * w * h * rate2)
                + right * (g * rate2 * stretch + 2.0 * w * rate * climb + w * h * growth + w_growth * h * rate2),
        }
    }
}
