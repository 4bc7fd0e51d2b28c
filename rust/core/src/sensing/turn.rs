//! How long the apparent elevation of a target stays within an angle.

use super::orbit::Motion;
use super::piece::Rates;
use super::site::Site;

/// A target in the apparent plane of a site ([`Site::apparent`]) with bounds on its motion there.
///
/// In that plane, with k R the effective radius, a climb keeps its size and a way along the ground appears
/// (k R + h) / (k (R + h)) times as long, at most max(1, 1/k): the target moves at most so much faster than it does. 0.98
/// covers the difference between the ellipsoid, where heights come from, and the sphere that touches it. A sensor's own
/// way appears (k R + h) / (k R) times as long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    x_m: f64,
    y_m: f64,
    distance_m: f64,
    /// Speed in the apparent plane, of target and sensor together (m/s).
    apparent_m_s: f64,
    /// Speed over ground, likewise (m/s), and rate of height.
    pub(super) speed_m_s: f64,
    climb_m_s: f64,
    effective_radius_m: f64,
    low: bool,
}

// The factors of `level_s` cover (k R + h) / (k R) up to this height over k R.
const LOW: f64 = 0.06;

impl Turn {
    /// `apparent` is the target's place in the apparent plane (m); `rates` holds the bounds of both motions together.
    pub(crate) fn new(site: &Site, (x_m, y_m): (f64, f64), altitude_m: f64, rates: &Rates, own: &Motion) -> Self {
        let distance_m = x_m.hypot(y_m).max(1.0);
        let effective_radius_m = site.effective_radius_m;
        let stretched = (site.radius_m / effective_radius_m).max(1.0);
        let above = (altitude_m.max(0.0) + distance_m) / effective_radius_m;
        Self {
            x_m,
            y_m,
            distance_m,
            apparent_m_s: ((rates.speed_m_s - own.speed_m_s) * stretched + own.speed_m_s * (1.0 + above)) / 0.98,
            speed_m_s: rates.speed_m_s,
            climb_m_s: rates.climb_m_s,
            effective_radius_m,
            low: altitude_m < LOW * effective_radius_m,
        }
    }

    /// The apparent elevation (rad).
    pub(crate) fn elevation_rad(&self) -> f64 {
        self.y_m.atan2(self.x_m)
    }

    /// How long it surely changes by less than `angle_rad` (s). To turn the line of sight by an angle takes a way of the
    /// distance times its sine.
    pub(crate) fn slack_s(&self, angle_rad: f64) -> f64 {
        let way = self.distance_m * angle_rad.min(std::f64::consts::FRAC_PI_2).sin();
        let turned = way / self.apparent_m_s;
        if self.low {
            turned.max(self.level_s(angle_rad))
        } else {
            turned
        }
    }

    // A bound far better for flights that hardly climb. With tan e = Y/X, S^2 = X^2 + Y^2, r = k R, speed v and climb w,
    //   |e'| <= w / S + v (1/r + |Y| / S^2),   |Y'| <= w + v X / r,
    // taken over a stride in which S keeps three quarters of its size; 1.1 and 1.2 cover the scale of the apparent plane.
    fn level_s(&self, angle_rad: f64) -> f64 {
        let (r, distance, v) = (self.effective_radius_m, self.distance_m, self.speed_m_s);
        let stride_s = 0.25 * distance / (1.1 * v);
        let rise = self.climb_m_s + 1.2 * v * (self.x_m.abs() + 0.25 * distance) / r;
        let highest = self.y_m.abs() + rise * stride_s;
        let near = 0.75 * distance;
        let rate = self.climb_m_s / near + 1.1 * v * (1.1 / r + highest / (near * near));
        (angle_rad / rate).min(stride_s)
    }
}
