//! Cruise missiles and drones: a route over the ground flown at constant speed along a vertical profile, in closed
//! form. No wind, no terrain; altitudes are above the ellipsoid.

use super::phase::STANDARD_GRAVITY_M_S2;
use super::profile::{Demand, Profile};
use super::track::Track;
use crate::error::{check_range, Result};
use crate::math::hermite::Knot;
use crate::math::roots::bracketed;

/// A flight along waypoints.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Waypoints from launch to aimpoint: latitude and longitude (rad).
    pub waypoints: Vec<(f64, f64)>,
    /// Vertical profile.
    pub profile: Demand,
    /// Bank angle in turns (rad).
    pub bank_rad: f64,
    /// Longest distance that can be flown (m).
    pub range_m: f64,
}

// Knots lie at most this far apart on legs (m) and in arcs (rad): the quintic is then off by less than 2 mm, and a leg
// sinks less than 10 m below its chord's ends, which keeps the bounds of low flights tight where windows are sought.
const LEG_SPACING_M: f64 = 10_000.0;
const ARC_SPACING_RAD: f64 = 0.35;

impl Route {
    /// Knots of the flight.
    ///
    /// # Errors
    /// `InvalidParameter` for a parameter out of range, a leg too short for its turns, or a route too short to climb
    /// and dive; `Unreachable` when the route is longer than the range.
    pub fn fly(&self) -> Result<Vec<Knot>> {
        check_range("bank_rad", self.bank_rad, 0.01, 1.57)?;
        check_range("range_m", self.range_m, 1.0, 4e7)?;
        for (latitude, longitude) in &self.waypoints {
            let right_angle = std::f64::consts::FRAC_PI_2;
            check_range("waypoint latitude_rad", *latitude, -right_angle, right_angle)?;
            check_range("waypoint longitude_rad", *longitude, -7.0, 7.0)?;
        }
        // Level turn: radius V^2 / (g tan bank).
        let speed = self.profile.speed_m_s;
        let track = Track::through(&self.waypoints, speed * speed / (STANDARD_GRAVITY_M_S2 * self.bank_rad.tan()))?;
        let wanted_m = track.length_m();
        if wanted_m > self.range_m {
            return Err(crate::error::Error::Unreachable { wanted_m, reachable_m: self.range_m });
        }
        let profile = Profile::new(&self.profile, wanted_m)?;
        Ok(knots(&track, &profile))
    }
}

fn knots(track: &Track, profile: &Profile) -> Vec<Knot> {
    let end = profile.duration_s();
    let along = |t: f64| profile.at(profile.segment_at(t), t).along.0;
    let mut times = profile.breaks();
    let inner = &track.breaks()[1..track.breaks().len() - 1];
    times.extend(inner.iter().map(|&s| bracketed(|t| along(t) - s, 0.0, end, 1e-9)));
    times.sort_by(f64::total_cmp);
    times.dedup_by(|a, b| *a - *b < 1e-7);
    let mut knots = Vec::with_capacity(4 * times.len());
    for pair in times.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let middle = 0.5 * (from + to);
        let segment = profile.segment_at(middle);
        let piece = track.piece_at(profile.at(segment, middle).along.0);
        let length = profile.at(segment, to).along.0 - profile.at(segment, from).along.0;
        let turned = profile.turned(segment, to - from) + (track.piece(piece).curvature() * length).abs();
        let n = (length / LEG_SPACING_M).max(turned / ARC_SPACING_RAD).ceil().max(1.0);
        let mut i = 0.0;
        while i <= n {
            // The last one exactly at the end: rounding would set the next piece's first knot a breath later.
            let t = if i < n { from + (to - from) * i / n } else { to };
            let p = profile.at(segment, t);
            knots.push(track.knot(piece, t, p.along.0, (p.along.1, p.along.2), p.altitude));
            i += 1.0;
        }
    }
    knots
}
