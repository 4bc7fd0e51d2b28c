//! When a sensor sees a flight: in range, above the horizon, within its limits of elevation and azimuth, outside its blind
//! cone, not behind ground.

use super::aspect::Aspect;
use super::detection::{Sensor, Signature};
use super::orbit::Motion;
use super::piece::{Moment, Rates, Stretch};
use super::profile::Profile;
use super::relative::Relative;
use super::search::{search, Conditions, Verdict};
use super::sight;
use super::site::{Look, Site};
use super::sound::arrivals;
use super::terrain_mask::Cover;
use super::track::TrackReason;
use super::turn::Turn;
use crate::math::vec3::Vec3;
use std::borrow::Cow;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

// In the order of the reasons.
const RANGE: usize = 0;
const ASPECT: usize = 1;
const HORIZON: usize = 2;
const LOW: usize = 3;
const HIGH: usize = 4;
const AZIMUTH: usize = 5;
const BLIND: usize = 6;
const GROUND: usize = 7;

/// When a sensor sees a flight launched at `launch_time_s` (raid time, s): intervals of raid time at the sensor, edges to
/// 1e-5 s, and the first condition that fails when there are none.
///
/// A target is seen while its slant range from the antenna is within what [`super::detection::Detection`] allows against
/// its cross-section at its aspect, the line of sight ([`super::horizon`]) is clear, apparent elevation and azimuth are
/// within the limits and outside the blind cone, and no ground of the raster is in between. The reason is the first of
/// these, in this order, that no instant of the flight passes together with those before it; else
/// [`TrackReason::Tracked`]. An interval or gap shorter than 0.02 s may be
/// missed; behind a raster seen from a moving sensor, 0.25 s.
pub fn coverage(
    profile: &Profile,
    launch_time_s: f64,
    signature: &Signature,
    sensor: &Sensor,
) -> (Vec<(f64, f64)>, TrackReason) {
    let range_max_m = sensor.range_max_m(signature);
    if range_max_m <= 0.0 {
        return (Vec::new(), TrackReason::OutOfSensorRange);
    }
    let view = View { launch_time_s, sensor, range_max_m, aspect: sensor.aspect_that_limits(signature) };
    // The circle lies a little below the plane of its centre.
    let circle_m = sensor.spec.orbit.map_or(0.0, |o| 1.001 * o.radius_m);
    let near = profile.pieces_within(sensor.site.origin, range_max_m + circle_m);
    let (seen, depth) = search(&view, profile, near, view.open());
    let heard = arrivals(profile, sensor.site.origin, sensor.spec.signal_speed_m_s, &seen);
    let in_raid_time = heard.into_iter().map(|(from, to)| (from + launch_time_s, to + launch_time_s)).collect();
    let reason = match depth {
        0 | 1 => TrackReason::OutOfSensorRange,
        2 => TrackReason::BelowHorizon,
        3 | 4 => TrackReason::OutsideElevation,
        5 => TrackReason::OutsideAzimuth,
        6 => TrackReason::BlindCone,
        7 => TrackReason::MaskedByTerrain,
        _ => TrackReason::Tracked,
    };
    (in_raid_time, reason)
}

struct View<'a> {
    launch_time_s: f64,
    sensor: &'a Sensor,
    range_max_m: f64,
    // Where range depends on aspect: the table, and the range against the cross-section at factor 1.
    aspect: Option<(&'a Aspect, f64)>,
}

// The sensor and the target at an instant.
struct Instant<'a> {
    site: Cow<'a, Site>,
    look: Look,
    at: Moment,
}

// A stretch as the sensor sees it: halfway, and the bounds of both motions together.
struct Seen<'a> {
    now: Instant<'a>,
    motion: Motion,
    rates: Rates,
    relative: Relative,
}

impl<'a> View<'a> {
    // A bit for each condition that this sensor sets at all.
    fn open(&self) -> u32 {
        let spec = &self.sensor.spec;
        let unlimited = [
            (ASPECT, self.aspect.is_none()),
            (LOW, spec.elevation_min_rad <= -FRAC_PI_2),
            (HIGH, spec.elevation_max_rad >= FRAC_PI_2),
            (AZIMUTH, spec.azimuth_half_width_rad >= PI),
            (BLIND, spec.blind_cone_half_angle_rad <= 0.0),
            (GROUND, self.sensor.cover == Cover::None),
        ];
        unlimited.iter().filter(|(_, none)| *none).fold((1 << Self::COUNT) - 1, |open, (k, _)| open & !(1 << k))
    }

    fn instant(&self, at: Moment) -> Instant<'a> {
        let site = self.sensor.site_at(at.t + self.launch_time_s);
        Instant { look: site.look(at.position), site, at }
    }

    // Whether the sensor moves: then only bounds by rates are at hand.
    fn moves(&self) -> bool {
        self.sensor.spec.orbit.is_some()
    }

    fn judge_range(&self, stretch: &Stretch, seen: &Seen) -> Verdict {
        if self.moves() {
            let slack = (self.range_max_m - seen.now.look.slant_range_m) / seen.rates.speed_m_s;
            return Verdict::of_slack(slack, stretch.half_s, Verdict::Unknown);
        }
        let (near, far) = seen.relative.slant_range_m;
        Verdict::between((self.range_max_m - far, self.range_max_m - near), seen.relative.course())
    }

    fn judge_horizon(&self, stretch: &Stretch, seen: &Seen) -> Verdict {
        if self.moves() {
            let slack = sight::margin(&seen.now.site, &seen.now.at) / seen.horizon_rate();
            return Verdict::of_slack(slack, stretch.half_s, Verdict::Unknown);
        }
        sight::judge(&seen.now.site, stretch, &seen.relative)
    }

    // Elevation and the blind cone, by how far inside the limit it is (rad).
    fn judge_elevation(&self, inside: f64, stretch: &Stretch, seen: &Seen) -> Verdict {
        let slack = seen.turn().slack_s(inside.abs()).copysign(inside);
        let verdict = Verdict::of_slack(slack, stretch.half_s, Verdict::Unknown);
        let once = || !self.moves() && sight::elevation_is_monotone(&seen.now.site, stretch, &seen.relative);
        if verdict == Verdict::Unknown && once() {
            Verdict::Monotone
        } else {
            verdict
        }
    }

    // How far inside condition k an instant is, in the condition's own unit.
    fn inside(&self, k: usize, now: &Instant) -> f64 {
        let spec = &self.sensor.spec;
        let elevation = || now.site.apparent_elevation(&now.look, now.at.altitude_m);
        match k {
            RANGE => self.range_max_m - now.look.slant_range_m,
            ASPECT => self.aspect.map_or(f64::INFINITY, |(aspect, range_m)| now.aspect_margin(aspect, range_m)),
            HORIZON => sight::margin(&now.site, &now.at),
            LOW => elevation() - spec.elevation_min_rad,
            HIGH => spec.elevation_max_rad - elevation(),
            AZIMUTH => now.azimuth_margin(spec.azimuth_centre_rad, spec.azimuth_half_width_rad),
            BLIND => FRAC_PI_2 - spec.blind_cone_half_angle_rad - elevation(),
            _ => self.sensor.cover.clearance_rad(&now.site, &now.look, now.at.altitude_m),
        }
    }
}

impl<'a> Conditions for View<'a> {
    type View = Seen<'a>;

    const COUNT: usize = 8;

    fn view(&self, stretch: &Stretch) -> Seen<'a> {
        let (now, motion) = (self.instant(stretch.middle), self.sensor.motion());
        let mut rates = stretch.rates();
        rates.speed_m_s = (rates.speed_m_s + motion.speed_m_s).max(1e-3);
        rates.acceleration_m_s2 += motion.acceleration_m_s2;
        rates.climb_m_s += motion.climb_m_s;
        let relative = Relative::new(stretch, now.site.origin);
        Seen { now, motion, rates, relative }
    }

    fn judge(&self, k: usize, stretch: &Stretch, seen: &Seen<'a>) -> Verdict {
        let inside = || self.inside(k, &seen.now);
        let slack = |s: f64| Verdict::of_slack(s, stretch.half_s, Verdict::Unknown);
        match k {
            RANGE => self.judge_range(stretch, seen),
            ASPECT => slack(self.aspect.map_or(f64::INFINITY, |(aspect, range_m)| seen.aspect_slack(aspect, range_m))),
            HORIZON => self.judge_horizon(stretch, seen),
            LOW | HIGH | BLIND => self.judge_elevation(inside(), stretch, seen),
            AZIMUTH => slack(seen.azimuth_slack(inside())),
            _ => {
                let now = &seen.now;
                let (at, turn) = (now.at.altitude_m, seen.turn());
                slack(self.sensor.cover.slack_s(&now.site, &now.look, at, &turn, stretch.half_s))
            }
        }
    }

    fn margin(&self, k: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        if k == RANGE && !self.moves() {
            return self.range_max_m - (profile.position(piece, t) - self.sensor.site.origin).norm();
        }
        self.inside(k, &self.instant(profile.moment(piece, t)))
    }

    // Only the range turns.
    fn turning(&self, _: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        let at = profile.moment(piece, t);
        (at.position - self.sensor.site.origin).dot(at.velocity)
    }
}

impl Instant<'_> {
    // ln(R1(aspect) / R)
    fn aspect_margin(&self, aspect: &Aspect, range_m: f64) -> f64 {
        let angle = aspect_angle(&self.site, self.at.position, self.at.velocity);
        let reach_m = range_m * (0.25 * aspect.log_factor(angle)).exp();
        (reach_m / self.look.slant_range_m.max(1.0)).ln()
    }

    fn azimuth_margin(&self, centre_rad: f64, half_width_rad: f64) -> f64 {
        let off = self.look.azimuth_rad() - centre_rad;
        half_width_rad - (off - TAU * (off / TAU).round()).abs()
    }
}

impl Seen<'_> {
    fn horizon_rate(&self) -> f64 {
        let own = self.now.site.eye_horizon_slope() * self.motion.climb_m_s;
        self.now.site.horizon_rate(&self.rates) + own
    }

    fn turn(&self) -> Turn {
        let (site, at) = (&self.now.site, &self.now.at);
        Turn::new(site, site.apparent(&self.now.look, at.altitude_m), at.altitude_m, &self.rates, &self.motion)
    }

    // The angle between velocity and line of sight changes by at most a / v + v' / R a second, v' the speed relative to the
    // sensor, and ln R1 by a quarter of the table's slope times that; ln R by v' / R. A quarter of range and speed may go
    // during a stride.
    fn aspect_slack(&self, aspect: &Aspect, range_m: f64) -> f64 {
        let margin = self.now.aspect_margin(aspect, range_m);
        let (s, v) = (self.now.look.slant_range_m.max(1.0), self.now.at.velocity.norm());
        let stride_s = (0.25 * s / self.rates.speed_m_s).min(0.25 * v / self.rates.acceleration_m_s2.max(1e-9));
        let closing = self.rates.speed_m_s / (0.75 * s);
        let turning = self.rates.acceleration_m_s2 / (0.75 * v.max(1e-9)) + closing;
        let rate = closing + 0.25 * aspect.slope_max() * turning;
        (margin.abs() / rate).min(stride_s).max(1e-9).copysign(margin)
    }

    // To the nearer side of the sector it is at least the way g sin(angle) over ground, g if the angle is more than a right
    // one; overhead, where azimuth jumps, the way is 0. The frame of a moving sensor turns too.
    fn azimuth_slack(&self, inside: f64) -> f64 {
        let way = self.now.look.ground_range_m * inside.abs().min(FRAC_PI_2).sin();
        let (s, v) = (self.now.look.slant_range_m.max(1.0), self.rates.speed_m_s);
        let slack = if self.motion.turn_rad_s > 0.0 {
            (way / (v + 1.25 * s * self.motion.turn_rad_s)).min(0.25 * s / v)
        } else {
            way / v
        };
        slack.copysign(inside)
    }
}

/// Angle between a target's velocity and the line from it to the sensor (rad): 0 nose on; 0 for one that stands.
pub(super) fn aspect_angle(site: &Site, position: Vec3, velocity: Vec3) -> f64 {
    let line = site.origin - position;
    velocity.cross(line).norm().atan2(velocity.dot(line))
}
