//! A stretch of a flight as seen from a fixed place: bounds of range, height and elevation.
//!
//! With q the position relative to the place and v the velocity, both halfway, and A the greatest acceleration, the flight
//! is within A h^2 / 2 of q + v tau for |tau| <= h. Everything below follows from that.

use super::piece::Stretch;
use super::search::Verdict;
use crate::math::vec3::Vec3;

/// Bounds over a stretch, relative to a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relative {
    /// Relative position halfway (m).
    pub(crate) q: Vec3,
    /// q . v halfway (m^2/s).
    pub(crate) qv: f64,
    /// Slant ranges between which the flight stays (m).
    pub(crate) slant_range_m: (f64, f64),
}

impl Relative {
    /// From a place (ECEF, m).
    #[inline]
    pub(crate) fn new(stretch: &Stretch, place: Vec3) -> Self {
        let (h, v) = (stretch.half_s, stretch.middle.velocity);
        let q = stretch.middle.position - place;
        let (qq, qv, vv) = (q.dot(q), q.dot(v), v.dot(v));
        let nearest = if vv > 0.0 { (-qv / vv).clamp(-h, h) } else { 0.0 };
        let least = (qq + (2.0 * qv + vv * nearest) * nearest).max(0.0).sqrt();
        let most = (qq + 2.0 * qv.abs() * h + vv * h * h).sqrt();
        let stray = stretch.strayed_m() + 1e-9 * most;
        Self { q, qv, slant_range_m: ((least - stray).max(0.0), most + stray) }
    }

    // Greatest change of q . v to either side (m^2/s), whose sign is that of the range rate; and the least d(q . v)/dt: where that
    // is positive, the range falls and then rises, once.
    fn change(&self, stretch: &Stretch) -> (f64, f64) {
        let (h, v, far) = (stretch.half_s, stretch.middle.velocity, self.slant_range_m.1);
        // d(q . v)/dt = v^2 + q . a
        let (a, speed) = (stretch.acceleration_m_s2, stretch.piece.speed_m_s);
        let (pull, vv) = (far * a, v.dot(v));
        let (slow, fast) = stretch.speed_m_s();
        // d^2(q . v)/dt^2 = 3 v . a + q . a'
        let bend = vv + self.q.dot(stretch.middle.acceleration);
        let unbend = (3.0 * speed * a + far * stretch.piece.jerk_m_s3) * h + 1e-9 * (vv + pull);
        ((fast * fast + pull).min(bend.abs() + unbend) * h, (slow * slow - pull).max(bend - unbend))
    }

    /// How the slant range goes.
    pub(crate) fn course(&self, stretch: &Stretch) -> Verdict {
        let (change, convexity) = self.change(stretch);
        if self.qv.abs() > change {
            Verdict::Monotone
        } else if convexity > 0.0 {
            Verdict::Turning
        } else {
            Verdict::Unknown
        }
    }

    /// Range rates between which the flight stays (m/s), not beyond the speed.
    pub(crate) fn range_rate_m_s(&self, stretch: &Stretch) -> (f64, f64) {
        // The least of x / s is at the far end where x is positive, at the near end where it is negative.
        let (near, far) = (self.slant_range_m.0.max(1e-3), self.slant_range_m.1.max(1e-3));
        let (change, speed_m_s) = (self.change(stretch).0, stretch.piece.speed_m_s);
        let (low, high) = (self.qv - change, self.qv + change);
        let least = if low > 0.0 { low / far } else { low / near };
        let most = if high > 0.0 { high / near } else { high / far };
        (least.clamp(-speed_m_s, speed_m_s), most.clamp(-speed_m_s, speed_m_s))
    }

    /// Heights over the horizontal plane of the place, with local up, between which the flight stays (m).
    pub(crate) fn up_m(&self, stretch: &Stretch, up: Vec3) -> (f64, f64) {
        let (u, w) = (self.q.dot(up), stretch.middle.velocity.dot(up));
        let spread = w.abs() * stretch.half_s + stretch.strayed_m() + 1e-9 * self.slant_range_m.1;
        (u - spread, u + spread)
    }

    /// Sines of elevation between which the flight stays, from heights.
    pub(crate) fn sin_elevation(&self, (low, high): (f64, f64)) -> (f64, f64) {
        let (near, far) = (self.slant_range_m.0.max(1e-3), self.slant_range_m.1.max(1e-3));
        let x_low = if low > 0.0 { low / far } else { low / near };
        let x_high = if high > 0.0 { high / near } else { high / far };
        (x_low.clamp(-1.0, 1.0), x_high.clamp(-1.0, 1.0))
    }
}
