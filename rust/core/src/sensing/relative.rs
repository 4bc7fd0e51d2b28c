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
    /// Slant range halfway (m).
    pub(crate) slant_m: f64,
    /// Slant ranges between which the flight stays (m).
    pub(crate) slant_range_m: (f64, f64),
    /// Greatest change of q . v to either side (m^2/s): its sign is that of the range rate.
    qv_change: f64,
    // Least d(q . v)/dt: where positive, the range falls and then rises, once.
    convexity: f64,
}

impl Relative {
    /// From a place (ECEF, m).
    pub(crate) fn new(stretch: &Stretch, place: Vec3) -> Self {
        let (h, v) = (stretch.half_s, stretch.middle.velocity);
        let q = stretch.middle.position - place;
        let (qq, qv, vv) = (q.dot(q), q.dot(v), v.dot(v));
        let nearest = if vv > 0.0 { (-qv / vv).clamp(-h, h) } else { 0.0 };
        let least = (qq + (2.0 * qv + vv * nearest) * nearest).max(0.0).sqrt();
        let most = (qq + 2.0 * qv.abs() * h + vv * h * h).sqrt();
        let stray = stretch.strayed_m() + 1e-9 * most;
        let (near, far) = ((least - stray).max(0.0), most + stray);
        // d(q . v)/dt = v^2 + q . a
        let (a, speed) = (stretch.acceleration_m_s2, stretch.piece.speed_m_s);
        let pull = far * a;
        let (slow, fast) = stretch.speed_m_s();
        // d^2(q . v)/dt^2 = 3 v . a + q . a'
        let bend = vv + q.dot(stretch.middle.acceleration);
        let unbend = (3.0 * speed * a + far * stretch.piece.jerk_m_s3) * h + 1e-9 * (vv + pull);
        Self {
            q,
            qv,
            slant_m: qq.sqrt(),
            slant_range_m: (near, far),
            qv_change: (fast * fast + pull).min(bend.abs() + unbend) * h,
            convexity: (slow * slow - pull).max(bend - unbend),
        }
    }

    /// How the slant range goes.
    pub(crate) fn course(&self) -> Verdict {
        if self.qv.abs() > self.qv_change {
            Verdict::Monotone
        } else if self.convexity > 0.0 {
            Verdict::Turning
        } else {
            Verdict::Unknown
        }
    }

    /// Range rates between which the flight stays (m/s), not beyond the speed.
    pub(crate) fn range_rate_m_s(&self, speed_m_s: f64) -> (f64, f64) {
        // The least of x / s is at the far end where x is positive, at the near end where it is negative.
        let (near, far) = (self.slant_range_m.0.max(1e-3), self.slant_range_m.1.max(1e-3));
        let (low, high) = (self.qv - self.qv_change, self.qv + self.qv_change);
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
