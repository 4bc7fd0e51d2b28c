//! A stretch of a flight between two knots, with bounds of its motion and its state in the middle.
//!
//! Between two knots the position is a polynomial of degree five; its Bernstein (Bezier) control points P0..P5 follow
//! from the knots, and a polynomial lies in the convex hull of its control points, as do its derivatives (Farin, *Curves
//! and Surfaces for CAGD*, ch. 5). With h the step: velocity has control points 5 (P[i+1] - P[i]) / h, acceleration
//! 20 (P[i+2] - 2 P[i+1] + P[i]) / h^2, the rate of the acceleration 60 times their third differences over h^3, and the greatest
//! norm among them bounds the norm in between.

use crate::earth::height::Height;
use crate::earth::world::Shape;
use crate::math::hermite::{Knot, Quintic};
use crate::math::vec3::Vec3;

const HEIGHT: Height = Height::of(&Shape::Wgs84);

/// Smallest radius of curvature of the ellipsoid, b^2 / a, rounded down (m): local up turns no faster than the speed over it.
pub(crate) const CURVATURE_RADIUS_MIN_M: f64 = 6.33e6;

/// A flight at an instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Path time (s).
    pub t: f64,
    /// ECEF position (m).
    pub position: Vec3,
    /// ECEF velocity (m/s).
    pub velocity: Vec3,
    /// Acceleration, Earth-fixed (m/s^2).
    pub acceleration: Vec3,
    /// Altitude above the ellipsoid (m), to 7e-7 m.
    pub altitude_m: f64,
    /// Rate of altitude (m/s), to 1e-5 of the speed.
    pub climb_m_s: f64,
}

impl Moment {
    /// Its motion alone.
    pub(crate) const fn motion(&self) -> Knot {
        Knot { t: self.t, position: self.position, velocity: self.velocity, acceleration: self.acceleration }
    }

    fn of(at: &Knot) -> Self {
        let Knot { t, position, velocity, acceleration } = *at;
        let (r, v) = ([position.x, position.y, position.z], [velocity.x, velocity.y, velocity.z]);
        let spot = HEIGHT.spot(&r);
        let climb_m_s = HEIGHT.climb(&spot, &r, &v);
        Self { t, position, velocity, acceleration, altitude_m: spot.altitude, climb_m_s }
    }
}

/// A flight between two knots.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Index of the knot that it begins with.
    pub knot: usize,
    /// Path time of the two knots (s).
    pub span_s: (f64, f64),
    /// Greatest speed (m/s).
    pub speed_m_s: f64,
    /// Greatest acceleration, Earth-fixed (m/s^2).
    pub acceleration_m_s2: f64,
    /// Greatest rate of change of the acceleration (m/s^3).
    pub jerk_m_s3: f64,
    /// The state halfway.
    pub middle: Moment,
    path: Quintic,
}

impl Piece {
    /// The piece that begins with a knot, or none where the next knot is at the same time (a jump of acceleration).
    pub(super) fn new(knots: &[Knot], knot: usize) -> Option<Self> {
        let (a, b) = (&knots[knot], &knots[knot + 1]);
        if b.t <= a.t {
            return None;
        }
        let h = b.t - a.t;
        let (p, path) = (control_points(a, b, h), Quintic::new(a, b));
        let velocity: [Vec3; 5] = std::array::from_fn(|i| p[i + 1] - p[i]);
        let acceleration: [Vec3; 4] = std::array::from_fn(|i| velocity[i + 1] - velocity[i]);
        let jerk: [Vec3; 3] = std::array::from_fn(|i| acceleration[i + 1] - acceleration[i]);
        let greatest = |squares: f64, v: &Vec3| squares.max(v.dot(*v));
        Some(Self {
            knot,
            span_s: (a.t, b.t),
            speed_m_s: velocity.iter().fold(0.0, greatest).sqrt() * (5.0 / h),
            acceleration_m_s2: acceleration.iter().fold(0.0, greatest).sqrt() * (20.0 / (h * h)),
            jerk_m_s3: jerk.iter().fold(0.0, greatest).sqrt() * (60.0 / (h * h * h)),
            middle: Moment::of(&path.at(0.5 * (a.t + b.t))),
            path,
        })
    }

    /// A piece without length, for a flight of one knot.
    pub(super) fn still(k: &Knot) -> Self {
        let (speed_m_s, acceleration_m_s2) = (k.velocity.norm(), k.acceleration.norm());
        let middle = Moment::of(k);
        Self {
            knot: 0,
            span_s: (k.t, k.t),
            speed_m_s,
            acceleration_m_s2,
            jerk_m_s3: 0.0,
            middle,
            path: Quintic::still(k),
        }
    }

    /// The state at path time `t` (s).
    #[inline]
    pub(super) fn moment(&self, t: f64) -> Moment {
        Moment::of(&self.path.at(t))
    }

    /// Position, velocity and acceleration at path time `t` (s).
    #[inline]
    pub(super) fn motion(&self, t: f64) -> Knot {
        self.path.at(t)
    }

    /// The place at path time `t` (ECEF, m).
    #[inline]
    pub(super) fn position(&self, t: f64) -> Vec3 {
        self.path.position(t)
    }

    /// Half its length (s).
    pub(super) fn half_s(&self) -> f64 {
        0.5 * (self.span_s.1 - self.span_s.0)
    }

    /// How far the piece can stray from the straight way through its middle (m): A h^2 / 2, and not beyond its speed bound times
    /// h, h half its length.
    pub(super) fn strayed_m(&self) -> f64 {
        let h = self.half_s();
        (0.5 * self.acceleration_m_s2 * h * h).min(self.speed_m_s * h)
    }
}

// Relative to the first knot's position, which keeps the digits that differences need.
fn control_points(a: &Knot, b: &Knot, h: f64) -> [Vec3; 6] {
    let end = b.position - a.position;
    let p1 = a.velocity * (h / 5.0);
    let p2 = p1 * 2.0 + a.acceleration * (h * h / 20.0);
    let p4 = end - b.velocity * (h / 5.0);
    let p3 = p4 * 2.0 - end + b.acceleration * (h * h / 20.0);
    [Vec3::ZERO, p1, p2, p3, p4, end]
}

/// Bounds of a motion over a stretch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rates {
    /// Greatest speed (m/s).
    pub(crate) speed_m_s: f64,
    /// Greatest acceleration (m/s^2).
    pub(crate) acceleration_m_s2: f64,
    /// Greatest rate of altitude, up or down (m/s).
    pub(crate) climb_m_s: f64,
    /// Lowest altitude (m).
    pub(crate) altitude_min_m: f64,
}

/// A part of a piece with the state halfway: what a condition is judged over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch<'a> {
    /// Where it lies.
    pub(crate) piece: &'a Piece,
    /// Half its length (s).
    pub(crate) half_s: f64,
    /// The state halfway.
    pub(crate) middle: &'a Moment,
    /// Greatest acceleration (m/s^2).
    pub(crate) acceleration_m_s2: f64,
}

impl<'a> Stretch<'a> {
    /// The part of a piece about a moment, so long to both sides (s).
    #[inline]
    pub(crate) fn new(piece: &'a Piece, half_s: f64, middle: &'a Moment) -> Self {
        let here = middle.acceleration.norm() + piece.jerk_m_s3 * half_s;
        Self { piece, half_s, middle, acceleration_m_s2: piece.acceleration_m_s2.min(here) }
    }

    /// How far the flight can stray from a straight line through its middle (m): A h^2 / 2.
    pub(crate) fn strayed_m(&self) -> f64 {
        0.5 * self.acceleration_m_s2 * self.half_s * self.half_s
    }

    /// Greatest rate at which the rate of altitude changes (m/s^2): |d(v . up)/dt| <= A + V^2 / R.
    pub(crate) fn climb_rate_m_s2(&self) -> f64 {
        self.acceleration_m_s2 + self.piece.speed_m_s * self.piece.speed_m_s / CURVATURE_RADIUS_MIN_M
    }

    /// Rates of altitude between which the flight stays (m/s).
    pub(crate) fn climb_m_s(&self) -> (f64, f64) {
        let spread = self.climb_rate_m_s2() * self.half_s + 2e-5 * self.piece.speed_m_s;
        (self.middle.climb_m_s - spread, self.middle.climb_m_s + spread)
    }

    /// Altitudes between which the flight stays (m).
    pub(crate) fn altitude_m(&self) -> (f64, f64) {
        let h = self.half_s;
        let spread =
            (self.middle.climb_m_s.abs() + 2e-5 * self.piece.speed_m_s) * h + 0.5 * self.climb_rate_m_s2() * h * h;
        (self.middle.altitude_m - spread - 1e-6, self.middle.altitude_m + spread + 1e-6)
    }

    /// The bounds together.
    pub(crate) fn rates(&self) -> Rates {
        let climb = self.climb_m_s();
        Rates {
            speed_m_s: self.piece.speed_m_s,
            acceleration_m_s2: self.acceleration_m_s2,
            climb_m_s: climb.1.max(-climb.0),
            altitude_min_m: self.altitude_m().0,
        }
    }

    /// Speeds between which the flight stays (m/s).
    pub(crate) fn speed_m_s(&self) -> (f64, f64) {
        let (v, h, a) = (self.middle.velocity, self.half_s, self.acceleration_m_s2);
        let (square, speed) = (v.dot(v), v.norm());
        // v^2 changes by 2 v . a dt and, to the second order, by (a^2 + v . a') dt^2: a turn does not change the speed.
        let turned = 2.0 * v.dot(self.middle.acceleration).abs() * h
            + (a * a + self.piece.speed_m_s * self.piece.jerk_m_s3) * h * h;
        let least = (square - turned).max(0.0).sqrt().max(speed - a * h);
        // Rounding of the roots.
        (least * (1.0 - 1e-12), ((square + turned).sqrt() * (1.0 + 1e-12)).min(speed + a * h))
    }
}
