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
use std::cell::OnceCell;
use std::f64::consts::FRAC_PI_2;

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
    let near = profile.pieces_within(sensor.site.origin, range_max_m + sensor.circle_m());
    let (seen, depth) = search(&view, profile, near, view.open());
    if depth == 0 {
        return (Vec::new(), TrackReason::OutOfSensorRange);
    }
    let heard = arrivals(profile, sensor.site.origin, sensor.spec.signal_speed_m_s, &seen);
    let in_raid_time = heard.into_iter().map(|(from, to)| (from + launch_time_s, to + launch_time_s)).collect();
    let reason = match depth {
        ..=1 => TrackReason::OutOfSensorRange,
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

// The sensor and the target at an instant. What not every condition asks for is worked out when the first one does.
struct Instant<'a> {
    site: Cow<'a, Site>,
    look: OnceCell<Look>,
    apparent: OnceCell<(f64, f64)>,
}

// A stretch as the sensor sees it: halfway, and the bounds of both motions together.
struct Seen<'a> {
    now: Instant<'a>,
    motion: Motion,
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
            (AZIMUTH, self.sensor.sector.is_all_round()),
            (BLIND, spec.blind_cone_half_angle_rad <= 0.0),
            (GROUND, self.sensor.cover == Cover::None),
        ];
        unlimited.iter().filter(|(_, none)| *none).fold((1 << Self::COUNT) - 1, |open, (k, _)| open & !(1 << k))
    }

    // At a path time (s).
    #[inline]
    fn instant(&self, t: f64) -> Instant<'a> {
        let site = self.sensor.site_at(t + self.launch_time_s);
        Instant { site, look: OnceCell::new(), apparent: OnceCell::new() }
    }

    // Whether the sensor moves: then only bounds by rates are at hand.
    fn moves(&self) -> bool {
        self.sensor.spec.orbit.is_some()
    }

    fn judge_range(&self, stretch: &Stretch, seen: &Seen) -> Verdict {
        if self.moves() {
            let slack =
                (self.range_max_m - seen.now.look(stretch.middle).slant_range_m) / seen.rates(stretch).speed_m_s;
            return Verdict::of_slack(slack, stretch.half_s);
        }
        let (near, far) = seen.relative.slant_range_m;
        Verdict::between((self.range_max_m - far, self.range_max_m - near)).or_else(|| seen.relative.course(stretch))
    }

    fn judge_horizon(&self, stretch: &Stretch, seen: &Seen) -> Verdict {
        if self.moves() {
            let slack = sight::margin(&seen.now.site, stretch.middle.position) / seen.horizon_rate(stretch);
            return Verdict::of_slack(slack, stretch.half_s);
        }
        sight::judge(&seen.now.site, stretch, &seen.relative)
    }

    // An upper limit of elevation, given by its tangent, condition k: most targets stay far below.
    fn judge_highest(&self, k: usize, tangent: f64, stretch: &Stretch, seen: &Seen) -> Verdict {
        if !self.moves() && sight::stays_below(&seen.now.site, stretch, &seen.relative, tangent) {
            return Verdict::Holds;
        }
        self.judge_elevation(k, stretch, seen)
    }

    // Elevation and the blind cone, by how far inside the limit it is (rad).
    fn judge_elevation(&self, k: usize, stretch: &Stretch, seen: &Seen) -> Verdict {
        let inside = self.inside(k, &seen.now, stretch.middle);
        let slack = seen.turn(stretch).slack_s(inside.abs()).copysign(inside);
        let verdict = Verdict::of_slack(slack, stretch.half_s);
        let once = || !self.moves() && sight::elevation_is_monotone(&seen.now.site, stretch, &seen.relative);
        if verdict == Verdict::Unknown && once() {
            Verdict::Monotone
        } else {
            verdict
        }
    }

    // How far inside condition k an instant is, in the condition's own unit.
    fn inside(&self, k: usize, now: &Instant, at: &Moment) -> f64 {
        let spec = &self.sensor.spec;
        let elevation = || {
            let (along_m, up_m) = now.apparent(at);
            up_m.atan2(along_m)
        };
        match k {
            RANGE => self.range_max_m - now.look(at).slant_range_m,
            ASPECT => self.aspect.map_or(f64::INFINITY, |(aspect, range_m)| now.aspect_margin(at, aspect, range_m)),
            HORIZON => sight::margin(&now.site, at.position),
            LOW => elevation() - spec.elevation_min_rad,
            HIGH => spec.elevation_max_rad - elevation(),
            AZIMUTH => self.sensor.sector.margin_rad(now.look(at).azimuth_rad()),
            BLIND => FRAC_PI_2 - spec.blind_cone_half_angle_rad - elevation(),
            _ => self.sensor.cover.clearance_rad(&now.site, now.look(at), at.altitude_m),
        }
    }
}

impl<'a> Conditions for View<'a> {
    type View = Seen<'a>;

    const COUNT: usize = 8;

    #[inline]
    fn view(&self, stretch: &Stretch) -> Seen<'a> {
        let now = self.instant(stretch.middle.t);
        let relative = Relative::new(stretch, now.site.origin);
        Seen { now, motion: self.sensor.motion(), relative }
    }

    fn judge(&self, k: usize, stretch: &Stretch, seen: &Seen<'a>) -> Verdict {
        let slack = |s: f64| Verdict::of_slack(s, stretch.half_s);
        match k {
            RANGE => self.judge_range(stretch, seen),
            ASPECT => {
                let of = |(aspect, range_m)| seen.aspect_slack(aspect, range_m, stretch);
                slack(self.aspect.map_or(f64::INFINITY, of))
            }
            HORIZON => self.judge_horizon(stretch, seen),
            LOW => self.judge_elevation(k, stretch, seen),
            HIGH => self.judge_highest(k, self.sensor.highest_tangent, stretch, seen),
            BLIND => self.judge_highest(k, self.sensor.blind_tangent, stretch, seen),
            AZIMUTH if self.moves() => slack(seen.azimuth_slack(self.inside(k, &seen.now, stretch.middle), stretch)),
            AZIMUTH => self.sensor.sector.judge(stretch, &seen.relative),
            _ => {
                let (now, at, turn) = (&seen.now, stretch.middle, seen.turn(stretch));
                slack(self.sensor.cover.slack_s(&now.site, now.look(at), at.altitude_m, &turn, stretch.half_s))
            }
        }
    }

    fn margin(&self, k: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        if k == RANGE && !self.moves() {
            return self.range_max_m - (profile.position(piece, t) - self.sensor.site.origin).norm();
        }
        self.inside(k, &self.instant(t), &profile.moment(piece, t))
    }

    // Only the range turns.
    fn turning(&self, _: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        let at = profile.motion(piece, t);
        (at.position - self.sensor.site.origin).dot(at.velocity)
    }
}

impl Instant<'_> {
    #[inline]
    fn look(&self, at: &Moment) -> &Look {
        self.look.get_or_init(|| self.site.look(at.position))
    }

    // The target's place in the apparent plane of the site (m).
    #[inline]
    fn apparent(&self, at: &Moment) -> (f64, f64) {
        *self.apparent.get_or_init(|| self.site.apparent(self.look(at), at.altitude_m))
    }

    // ln(R1(aspect) / R)
    fn aspect_margin(&self, at: &Moment, aspect: &Aspect, range_m: f64) -> f64 {
        let angle = aspect_angle(&self.site, at.position, at.velocity);
        let reach_m = range_m * (0.25 * aspect.log_factor(angle)).exp();
        (reach_m / self.look(at).slant_range_m.max(1.0)).ln()
    }
}

impl Seen<'_> {
    // Bounds of the motions of target and sensor together.
    fn rates(&self, stretch: &Stretch) -> Rates {
        let own = stretch.rates();
        Rates {
            speed_m_s: (own.speed_m_s + self.motion.speed_m_s).max(1e-3),
            acceleration_m_s2: own.acceleration_m_s2 + self.motion.acceleration_m_s2,
            climb_m_s: own.climb_m_s + self.motion.climb_m_s,
            ..own
        }
    }

    fn horizon_rate(&self, stretch: &Stretch) -> f64 {
        let own = self.now.site.eye_horizon_slope() * self.motion.climb_m_s;
        self.now.site.horizon_rate(&self.rates(stretch)) + own
    }

    fn turn(&self, stretch: &Stretch) -> Turn {
        let (now, at) = (&self.now, stretch.middle);
        Turn::new(&now.site, now.apparent(at), at.altitude_m, &self.rates(stretch), &self.motion)
    }

    // The angle between velocity and line of sight changes by at most a / v + v' / R a second, v' the speed relative to the
    // sensor, and ln R1 by a quarter of the table's slope times that; ln R by v' / R. A quarter of range and speed may go
    // during a stride.
    fn aspect_slack(&self, aspect: &Aspect, range_m: f64, stretch: &Stretch) -> f64 {
        let at = stretch.middle;
        let (margin, rates) = (self.now.aspect_margin(at, aspect, range_m), self.rates(stretch));
        let (s, v) = (self.now.look(at).slant_range_m.max(1.0), at.velocity.norm());
        let stride_s = (0.25 * s / rates.speed_m_s).min(0.25 * v / rates.acceleration_m_s2.max(1e-9));
        let closing = rates.speed_m_s / (0.75 * s);
        let turning = rates.acceleration_m_s2 / (0.75 * v.max(1e-9)) + closing;
        let rate = closing + 0.25 * aspect.slope_max() * turning;
        (margin.abs() / rate).min(stride_s).max(1e-9).copysign(margin)
    }

    // To the nearer side of the sector it is at least the way g sin(angle) over ground, g if the angle is more than a right
    // one; overhead, where azimuth jumps, the way is 0. The frame of a moving sensor, the only one to need this, turns too.
    fn azimuth_slack(&self, inside: f64, stretch: &Stretch) -> f64 {
        let look = self.now.look(stretch.middle);
        let way = look.ground_range_m * inside.abs().min(FRAC_PI_2).sin();
        let (s, v) = (look.slant_range_m.max(1.0), self.rates(stretch).speed_m_s);
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
