//! A flight with bounds on how fast it can change, so that a search in time may take long strides and miss nothing.
//!
//! Between two knots the position is a polynomial of degree five; its Bernstein (Bezier) control points P0..P5 follow
//! from the knots, and a polynomial lies in the convex hull of its control points, as do its derivatives (Farin, *Curves
//! and Surfaces for CAGD*, ch. 5). With h the step: velocity has control points 5 (P[i+1] - P[i]) / h, acceleration
//! 20 (P[i+2] - 2 P[i+1] + P[i]) / h^2, and the greatest norm among them bounds the norm in between.

use super::balls::Balls;
use super::horizon::horizon_slope;
use crate::earth::ellipsoid::{altitude, ECCENTRICITY_SQUARED, SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M};
use crate::flight::path::Path;
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;

/// Bounds that hold over a stretch of a flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chunk {
    /// Path time at which the stretch ends (s); it begins where the one before ends.
    pub end_s: f64,
    /// Greatest speed (m/s).
    pub speed_m_s: f64,
    /// Greatest acceleration, Earth-fixed (m/s^2).
    pub acceleration_m_s2: f64,
    /// Greatest rate of climb or descent (m/s).
    pub climb_m_s: f64,
    /// Lowest altitude above the ellipsoid (m).
    pub altitude_min_m: f64,
    /// Greatest speed from this stretch to the end of the flight (m/s).
    pub speed_from_here_m_s: f64,
}

impl Chunk {
    /// Greatest rate of a line-of-sight margin (m over ground per second): the target's own way, and its horizon's growth
    /// with its climb, which is fastest where it is lowest.
    pub fn horizon_rate(&self, radius_m: f64) -> f64 {
        (self.speed_m_s + horizon_slope(self.altitude_min_m, radius_m) * self.climb_m_s).max(1e-3)
    }
}

/// A path and its bounds. Made once per threat, used for every sensor and fire unit.
#[derive(Debug, Clone)]
pub struct Profile<'a> {
    /// The flight.
    pub path: Path<'a>,
    chunks: Vec<Chunk>,
    balls: Balls,
}

impl<'a> Profile<'a> {
    /// The bounds of a flight: one pass over its knots, alike stretches merged.
    pub fn new(path: Path<'a>) -> Self {
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut excursion_m = Vec::with_capacity(path.knots.len());
        for pair in path.knots.windows(2) {
            // Two knots at one time: a jump of acceleration, nothing in between.
            if pair[1].t <= pair[0].t {
                excursion_m.push(0.0);
                continue;
            }
            let (next, excursion) = bounds(&pair[0], &pair[1]);
            excursion_m.push(excursion);
            match chunks.last_mut() {
                Some(last) if alike(last, &next) => merge(last, &next),
                _ => chunks.push(next),
            }
        }
        if chunks.is_empty() {
            let k = &path.knots[0];
            chunks.push(still(k));
        }
        let mut fastest: f64 = 0.0;
        for chunk in chunks.iter_mut().rev() {
            fastest = fastest.max(chunk.speed_m_s);
            chunk.speed_from_here_m_s = fastest;
        }
        Self { path, chunks, balls: Balls::new(path.knots, &excursion_m) }
    }

    /// The bounds that hold from path time `t` to the end of its stretch.
    pub fn chunk(&self, t: f64) -> &Chunk {
        let i = self.chunks.partition_point(|c| c.end_s <= t);
        &self.chunks[i.min(self.chunks.len() - 1)]
    }

    /// The spans of path time (s) outside which the flight is farther than `range_m` from `place` (ECEF, m).
    pub fn spans_within(&self, place: Vec3, range_m: f64) -> Vec<(f64, f64)> {
        self.balls.spans_within(place, range_m)
    }

    /// Greatest speed of the flight (m/s).
    pub fn speed_max_m_s(&self) -> f64 {
        self.chunks[0].speed_from_here_m_s
    }
}

fn still(k: &Knot) -> Chunk {
    Chunk {
        end_s: k.t,
        speed_m_s: k.velocity.norm(),
        acceleration_m_s2: k.acceleration.norm(),
        climb_m_s: k.velocity.norm(),
        altitude_min_m: altitude(k.position),
        speed_from_here_m_s: k.velocity.norm(),
    }
}

// The bounds between two knots, and how far from the first the flight goes.
//
// Height above a convex body is the greatest of n . p - support(n) over all directions n, so any one gives a lower bound;
// of the ellipsoid, support(n) = sqrt(a^2 (n_x^2 + n_y^2) + b^2 n_z^2). The n taken, along (x, y, z / (1 - e^2)), is
// local up on the surface and differs from it by at most e^2 / 2 of h / R above; up itself turns with the way over the
// smallest radius of curvature, b^2 / a.
fn bounds(a: &Knot, b: &Knot) -> (Chunk, f64) {
    let h = b.t - a.t;
    let p = control_points(a, b, h);
    let n = Vec3::new(a.position.x, a.position.y, a.position.z / (1.0 - ECCENTRICITY_SQUARED)).unit();
    let support = (SEMI_MAJOR_AXIS_M.powi(2) * (n.x * n.x + n.y * n.y) + (SEMI_MINOR_AXIS_M * n.z).powi(2)).sqrt();
    let velocity: [Vec3; 5] = std::array::from_fn(|i| p[i + 1] - p[i]);
    let greatest = |squares: f64, v: &Vec3| squares.max(v.dot(*v));
    let speed_m_s = velocity.iter().fold(0.0, greatest).sqrt() * (5.0 / h);
    let climb = velocity.iter().map(|v| v.dot(n).abs()).fold(0.0, f64::max) * (5.0 / h);
    let acceleration: [Vec3; 4] = std::array::from_fn(|i| velocity[i + 1] - velocity[i]);
    let excursion_m = p.iter().fold(0.0, greatest).sqrt();
    let height_m = a.position.dot(n) - support;
    let tilt = 0.5 * ECCENTRICITY_SQUARED * (height_m.abs() + excursion_m) / SEMI_MINOR_AXIS_M
        + excursion_m * SEMI_MAJOR_AXIS_M / SEMI_MINOR_AXIS_M.powi(2);
    let chunk = Chunk {
        end_s: b.t,
        speed_m_s,
        acceleration_m_s2: acceleration.iter().fold(0.0, greatest).sqrt() * (20.0 / (h * h)),
        climb_m_s: climb + tilt * speed_m_s,
        altitude_min_m: height_m + p.iter().map(|p| p.dot(n)).fold(0.0, f64::min),
        speed_from_here_m_s: speed_m_s,
    };
    (chunk, excursion_m)
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

// Merging costs tightness, so only stretches of about the same bounds are merged: a cruise becomes one, a dive does not
// spoil it. The absolute parts are differences that no stride would notice.
fn alike(a: &Chunk, b: &Chunk) -> bool {
    let near = |a: f64, b: f64, absolute: f64| (a - b).abs() <= absolute + 0.15 * a.max(b);
    near(a.climb_m_s, b.climb_m_s, 0.3)
        && near(a.speed_m_s, b.speed_m_s, 1.0)
        && near(a.acceleration_m_s2, b.acceleration_m_s2, 0.3)
        && near(a.altitude_min_m, b.altitude_min_m, 20.0)
}

fn merge(into: &mut Chunk, next: &Chunk) {
    into.end_s = next.end_s;
    into.speed_m_s = into.speed_m_s.max(next.speed_m_s);
    into.acceleration_m_s2 = into.acceleration_m_s2.max(next.acceleration_m_s2);
    into.climb_m_s = into.climb_m_s.max(next.climb_m_s);
    into.altitude_min_m = into.altitude_min_m.min(next.altitude_min_m);
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::{up, Geodetic};

    #[test]
    fn bounds_hold_between_the_knots() {
        let start = Geodetic::new(0.8, 0.3, 900.0);
        let e = start.enu();
        let knot = |t: f64| Knot {
            t,
            position: start.to_ecef() + e.to_ecef(250.0 * t, 300.0 * (0.2 * t).sin(), 80.0 * (0.1 * t).cos()),
            velocity: e.to_ecef(250.0, 60.0 * (0.2 * t).cos(), -8.0 * (0.1 * t).sin()),
            acceleration: e.to_ecef(0.0, -12.0 * (0.2 * t).sin(), -0.8 * (0.1 * t).cos()),
        };
        let knots: Vec<Knot> = (0..30).map(|i| knot(2.5 * f64::from(i))).collect();
        let profile = Profile::new(Path { knots: &knots });
        let mut tightest: f64 = 0.0;
        for i in 0..7_000 {
            let t = f64::from(i) * 0.01;
            let (state, chunk) = (profile.path.state(t), profile.chunk(t));
            assert!(state.velocity.norm() <= chunk.speed_m_s + 1e-9);
            assert!(state.velocity.dot(up(state.position)).abs() <= chunk.climb_m_s);
            assert!(altitude(state.position) >= chunk.altitude_min_m - 1e-6);
            let a = (profile.path.state(t + 1e-3).velocity - state.velocity).norm() / 1e-3;
            assert!(a <= profile.chunk(t + 1e-3).acceleration_m_s2.max(chunk.acceleration_m_s2) + 1e-3);
            tightest = tightest.max(state.velocity.norm() / chunk.speed_m_s);
        }
        assert!(tightest > 0.99, "the speed bound is loose: {tightest}");
    }

    #[test]
    fn a_cruise_is_one_chunk_and_a_dive_another() {
        let start = Geodetic::new(0.0, 0.0, 500.0).to_ecef();
        let mut knots = Vec::new();
        for i in 0..100 {
            // A circle at constant height over the equator at 50 m/s.
            let (r, w) = (start.x, 50.0 / start.x);
            let t = 20.0 * f64::from(i);
            let (s, c) = (w * t).sin_cos();
            let position = Vec3::new(r * c, r * s, 0.0);
            knots.push(Knot { t, position, velocity: Vec3::new(-s, c, 0.0) * 50.0, acceleration: position * (-w * w) });
        }
        assert_eq!(Profile::new(Path { knots: &knots }).chunks.len(), 1);
        let last = knots[99];
        let down = last.position.unit() * -40.0;
        let dive = |t: f64| Knot { t, position: last.position + down * (t - last.t), velocity: down, ..last };
        knots.extend([dive(last.t), dive(last.t + 5.0)]);
        assert_eq!(Profile::new(Path { knots: &knots }).chunks.len(), 2);
        assert_eq!(Profile::new(Path { knots: &knots[..1] }).speed_max_m_s(), 50.0);
    }
}
