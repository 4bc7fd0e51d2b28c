//! A ground track: geodesic legs joined by turns of constant radius.
//!
//! Legs are geodesics of the ellipsoid. A turn is a circle in the azimuthal equidistant plane of its waypoint, which
//! is off by d^3/R^2 at a distance d from it: 3 mm at 5 km.

use crate::earth::ellipsoid::{Geodetic, ECCENTRICITY_SQUARED, SEMI_MAJOR_AXIS_M};
use crate::earth::geodesic;
use crate::error::{Error, Result};
use crate::math::hermite::Knot;

/// A leg or a turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    shape: Shape,
    /// Length along the ground (m).
    pub length_m: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    /// From a point along an azimuth.
    Geodesic { latitude: f64, longitude: f64, azimuth: f64 },
    /// In the plane of a waypoint: from (east, north) with a heading, curvature (1/m) to the right positive.
    Arc { latitude: f64, longitude: f64, east: f64, north: f64, heading: f64, curvature: f64 },
}

impl Piece {
    /// A geodesic of a length from a point (rad) along an azimuth (rad).
    pub const fn geodesic(latitude: f64, longitude: f64, azimuth: f64, length_m: f64) -> Self {
        Self { shape: Shape::Geodesic { latitude, longitude, azimuth }, length_m }
    }

    /// Curvature of the ground track (1/m), to the right positive.
    pub const fn curvature(&self) -> f64 {
        match self.shape {
            Shape::Geodesic { .. } => 0.0,
            Shape::Arc { curvature, .. } => curvature,
        }
    }

    /// Latitude, longitude and heading (rad) at a distance along the piece.
    fn at(&self, s: f64) -> (f64, f64, f64) {
        match self.shape {
            Shape::Geodesic { latitude, longitude, azimuth } => geodesic::direct(latitude, longitude, azimuth, s),
            Shape::Arc { latitude, longitude, east, north, heading, curvature } => {
                // Circle: heading h = h0 + c s, east += (cos h0 - cos h)/c, north += (sin h - sin h0)/c.
                let h = heading + curvature * s;
                let e = east + (heading.cos() - h.cos()) / curvature;
                let n = north + (h.sin() - heading.sin()) / curvature;
                let bearing = e.atan2(n);
                let (lat, lon, there) = geodesic::direct(latitude, longitude, bearing, e.hypot(n));
                (lat, lon, h + there - bearing)
            }
        }
    }
}

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

    /// The track through waypoints (latitude and longitude, rad), its corners rounded by turns of a radius (m).
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for fewer than two waypoints or a leg too short for the turns at its ends.
    pub fn through(waypoints: &[(f64, f64)], turn_radius_m: f64) -> Result<Self> {
        if waypoints.len() < 2 {
            return Err(Error::invalid("waypoints", waypoints.len(), "at least 2"));
        }
        let legs: Vec<_> = waypoints.windows(2).map(|w| geodesic::inverse(w[0].0, w[0].1, w[1].0, w[1].1)).collect();
        let mut pieces = Vec::with_capacity(2 * legs.len());
        // What the turn at the leg's beginning has taken of it.
        let mut taken = 0.0;
        for (i, leg) in legs.iter().enumerate() {
            let turn = legs.get(i + 1).map_or(0.0, |next| wrap(next.azimuth_start_rad - leg.azimuth_end_rad));
            let tangent = turn_radius_m * (0.5 * turn.abs()).tan();
            let length = leg.distance_m - taken - tangent;
            if length.is_nan() || length < 0.0 {
                let allowed = format!("long enough for its turns: {:.0} m", taken + tangent);
                return Err(Error::invalid(&format!("leg {i} of the route in m"), leg.distance_m, &allowed));
            }
            let (lat, lon) = waypoints[i];
            let (lat, lon, azimuth) = geodesic::direct(lat, lon, leg.azimuth_start_rad, taken);
            pieces.push(Piece::geodesic(lat, lon, azimuth, length));
            if tangent > 0.0 {
                pieces.push(Self::turn(waypoints[i + 1], leg.azimuth_end_rad, turn, tangent, turn_radius_m));
            }
            taken = tangent;
        }
        Ok(Self::new(pieces))
    }

    fn turn(at: (f64, f64), heading: f64, turn: f64, tangent: f64, radius: f64) -> Piece {
        let shape = Shape::Arc {
            latitude: at.0,
            longitude: at.1,
            east: -tangent * heading.sin(),
            north: -tangent * heading.cos(),
            heading,
            curvature: turn.signum() / radius,
        };
        Piece { shape, length_m: radius * turn.abs() }
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

    /// The piece of an index.
    pub fn piece(&self, i: usize) -> &Piece {
        &self.pieces[i]
    }

    /// The knot at time `t` and distance `s` on a given piece (at a joint the two pieces differ in acceleration), given
    /// rate and acceleration of the distance and the altitude with its derivatives.
    ///
    /// With T the tangent, U up, N = T x U to the right, k the normal and g the geodesic curvature:
    ///   v = T s' (1 + k h) + U h'
    ///   a = T (s'' (1 + k h) + 2 k s' h') + U (h'' - k s'^2 (1 + k h)) + N g s'^2 (1 + k h)
    pub fn knot(&self, i: usize, t: f64, s: f64, (rate, growth): (f64, f64), height: (f64, f64, f64)) -> Knot {
        let (h, climb, climb_rate) = height;
        let piece = &self.pieces[i];
        let (lat, lon, heading) = piece.at(s - self.starts[i]);
        let place = Geodetic::new(lat, lon, h);
        let frame = place.enu();
        let tangent = frame.to_ecef(heading.sin(), heading.cos(), 0.0);
        let right = tangent.cross(frame.up);
        let k = normal_curvature(lat, heading);
        let stretch = 1.0 + k * h;
        Knot {
            t,
            position: place.to_ecef(),
            velocity: tangent * (rate * stretch) + frame.up * climb,
            acceleration: tangent * (growth * stretch + 2.0 * k * rate * climb)
                + frame.up * (climb_rate - k * rate * rate * stretch)
                + right * (piece.curvature() * rate * rate * stretch),
        }
    }
}

// Euler: 1/R = cos^2(azimuth)/M + sin^2(azimuth)/N with the radii of curvature of meridian and prime vertical.
fn normal_curvature(latitude: f64, azimuth: f64) -> f64 {
    let w2 = 1.0 - ECCENTRICITY_SQUARED * latitude.sin() * latitude.sin();
    let prime_vertical = SEMI_MAJOR_AXIS_M / w2.sqrt();
    let meridian = prime_vertical * (1.0 - ECCENTRICITY_SQUARED) / w2;
    azimuth.cos().powi(2) / meridian + azimuth.sin().powi(2) / prime_vertical
}

// An angle brought into -pi..pi.
fn wrap(angle: f64) -> f64 {
    let turn = std::f64::consts::TAU;
    angle - turn * (angle / turn).round()
}
