//! The conditions on the point of an intercept, each judged over a stretch of the target's flight.

use super::requirement::Requirement;
use super::table::FlyoutTable;
use super::unit::FireUnit;
use crate::math::hermite::Knot;
use crate::math::intervals::product;
use crate::math::vec3::Vec3;
use crate::sensing::orbit::Motion;
use crate::sensing::piece::Stretch;
use crate::sensing::profile::Profile;
use crate::sensing::relative::Relative;
use crate::sensing::search::{Conditions, Verdict};
use crate::sensing::sight;
use crate::sensing::terrain_mask::Cover;
use crate::sensing::turn::Turn;
use std::f64::consts::{FRAC_PI_2, PI};

/// A target that flies at a limit is inside it: the noise of a numerical path must not cut its window to pieces.
pub(super) const ALTITUDE_TOLERANCE_M: f64 = 1.0;
/// The same for speed (m/s).
pub(super) const SPEED_TOLERANCE_M_S: f64 = 0.1;

// In the order of the reasons.
const FAR: usize = 0;
const NEAR: usize = 1;
const HIGH: usize = 2;
const LOW: usize = 3;
const SECTOR: usize = 4;
const ELEVATION: usize = 5;
const HORIZON: usize = 6;
const GROUND: usize = 7;
const SPEED: usize = 8;
const REACH: usize = 9;
const CROSSING: usize = 10;
const CLOSING: usize = 11;
const LATERAL: usize = 12;

/// Number of conditions.
pub(super) const CONDITIONS: usize = 13;

/// One threat's intercept by one unit.
pub(super) struct Intercept<'a> {
    pub(super) unit: &'a FireUnit,
    pub(super) table: &'a FlyoutTable,
    pub(super) requirement: Requirement<'a>,
    /// Greatest slant range of an intercept of a target of this class (m).
    pub(super) slant_range_max_m: f64,
}

impl Intercept<'_> {
    /// A bit for each condition that this unit sets at all.
    pub(super) fn open(&self) -> u32 {
        let spec = &self.unit.spec;
        let unlimited = [
            (SECTOR, self.unit.sector.is_all_round()),
            (ELEVATION, spec.elevation_max_rad >= FRAC_PI_2),
            (GROUND, self.unit.cover == Cover::None),
            (CROSSING, spec.crossing_angle_max_rad >= PI),
            (CLOSING, spec.closing_speed_min_m_s.is_infinite() && spec.closing_speed_max_m_s.is_infinite()),
            (LATERAL, self.unlimited_lateral()),
        ];
        unlimited.iter().filter(|(_, none)| *none).fold((1 << CONDITIONS) - 1, |open, (k, _)| open & !(1 << k))
    }

    /// The bits of fire control's sight: sector, elevation, horizon and ground.
    pub(super) fn open_for_light(&self) -> u32 {
        self.open() & (1 << SECTOR | 1 << ELEVATION | 1 << HORIZON | 1 << GROUND)
    }

    /// Whether lateral acceleration sets no limit.
    pub(super) fn unlimited_lateral(&self) -> bool {
        self.unit.spec.lateral_acceleration_ratio <= 0.0 || !self.table.limits_lateral()
    }

    fn judge_ground(&self, stretch: &Stretch) -> Verdict {
        let (site, at) = (&self.unit.site, &stretch.middle);
        let look = site.look(at.position);
        let turn = Turn::new(site, site.apparent(&look, at.altitude_m), at.altitude_m, &stretch.rates(), &Motion::NONE);
        let slack = self.unit.cover.slack_s(site, &look, at.altitude_m, &turn, stretch.half_s);
        Verdict::of_slack(slack, stretch.half_s)
    }

    fn judge_reach(&self, stretch: &Stretch, seen: &Relative) -> Verdict {
        let up_m = seen.up_m(stretch, self.unit.site.enu.up);
        let (x_low, x_high) = seen.sin_elevation(up_m);
        let (near, far) = seen.slant_range_m;
        let (least, most) = self.table.reach_between_m(x_low, x_high);
        let edge = |s: f64, x: f64, up: f64| self.table.edge_margin_m(s, x, up);
        if far <= least && edge(near, x_low, up_m.1) >= 0.0 {
            Verdict::Holds
        } else if near > most || edge(near, x_high, up_m.0) < 0.0 {
            Verdict::Fails
        } else if edge(near, x_low, up_m.1) >= 0.0 && self.reach_is_monotone(stretch, seen, (x_low, x_high)) {
            Verdict::Monotone
        } else {
            Verdict::Unknown
        }
    }

    // Whether reach less slant range only rises or only falls: its rate is R'(x) x' - s' with x' = (u' - x s')/s, and -s'
    // where the greatest slant range is the nearer.
    fn reach_is_monotone(&self, stretch: &Stretch, seen: &Relative, x: (f64, f64)) -> bool {
        let away = seen.range_rate_m_s(stretch);
        let (climb, change) =
            (stretch.middle.velocity.dot(self.unit.site.enu.up), stretch.acceleration_m_s2 * stretch.half_s);
        let tilt = product(x, away);
        let sine_rate = quotient((climb - change - tilt.1, climb + change - tilt.0), seen.slant_range_m.0);
        let reach = product(self.table.reach_slope_m(x.0, x.1), sine_rate);
        (away.1 < 0.0 && reach.0 - away.1 > 0.0) || (away.0 > 0.0 && reach.1 - away.0 < 0.0)
    }

    // The angle between the target's velocity reversed and the line to it turns by at most V / s + A / v.
    fn judge_crossing(&self, stretch: &Stretch, seen: &Relative) -> Verdict {
        let (slow, _) = stretch.speed_m_s();
        if slow <= 0.0 || seen.slant_range_m.0 <= 0.0 {
            return Verdict::Unknown;
        }
        let rate = stretch.piece.speed_m_s / seen.slant_range_m.0 + stretch.acceleration_m_s2 / slow;
        let (margin, turn) = (self.crossing_margin(&stretch.middle.motion()), rate * stretch.half_s);
        Verdict::between((margin - turn, margin + turn))
    }

    fn crossing_margin(&self, at: &Knot) -> f64 {
        self.unit.spec.crossing_angle_max_rad - crossing_angle(at.position - self.unit.site.origin, at.velocity)
    }

    // Closing speed: the interceptor's at the point, less the target's range rate.
    fn judge_closing(&self, stretch: &Stretch, seen: &Relative) -> Verdict {
        let away = seen.range_rate_m_s(stretch);
        let slowest = self.table.speed_least_m_s() - away.1;
        if slowest >= self.unit.spec.closing_speed_min_m_s && self.unit.spec.closing_speed_max_m_s.is_infinite() {
            return Verdict::Holds;
        }
        let x = seen.sin_elevation(seen.up_m(stretch, self.unit.site.enu.up));
        let own = self.table.speed_between_m_s(seen.slant_range_m, x);
        let (least, most) = (own.0 - away.1, own.1 - away.0);
        let spec = &self.unit.spec;
        if least >= spec.closing_speed_min_m_s && most <= spec.closing_speed_max_m_s {
            Verdict::Holds
        } else if most < spec.closing_speed_min_m_s || least > spec.closing_speed_max_m_s {
            Verdict::Fails
        } else {
            // By the margin halfway and how fast it can change: the range rate q . v / s by at most A + V^2 / s.
            let (near, speed) = (seen.slant_range_m.0.max(1e-3), stretch.piece.speed_m_s);
            let own = self.table.speed_rate_m_s2(seen.slant_range_m, x, (away.1.max(-away.0), speed));
            let change = (own + stretch.acceleration_m_s2 + speed * speed / near) * stretch.half_s;
            let margin = self.closing_margin(stretch.middle.motion());
            Verdict::between((margin - change, margin + change))
        }
    }

    fn closing_margin(&self, at: Knot) -> f64 {
        let closing = self.rendezvous(at).closing_speed_m_s();
        (closing - self.unit.spec.closing_speed_min_m_s).min(self.unit.spec.closing_speed_max_m_s - closing)
    }

    fn judge_lateral(&self, stretch: &Stretch, seen: &Relative) -> Verdict {
        let x = seen.sin_elevation(seen.up_m(stretch, self.unit.site.enu.up));
        let available = self.table.lateral_between_m_s2(seen.slant_range_m, x);
        let ratio = self.unit.spec.lateral_acceleration_ratio;
        let needed = self.requirement.between_m_s2(stretch, ratio);
        Verdict::between((available.0 - needed.1, available.1 - needed.0)).or_else(|| {
            // By the margin halfway and how fast it can change.
            let near = seen.slant_range_m.0.max(1e-3);
            let (away, speed) = (seen.range_rate_m_s(stretch), stretch.piece.speed_m_s);
            let rate = self.table.lateral_rate_m_s3(seen.slant_range_m, x, (away.1.max(-away.0), speed))
                + self.requirement.rate_m_s3(stretch, ratio, near);
            let margin = self.lateral_margin_m_s2(&self.rendezvous(stretch.middle.motion()));
            let change = rate * stretch.half_s;
            Verdict::between((margin - change, margin + change))
        })
    }
}

// The least and greatest quotients of a number in an interval and one that is at least `least`, above zero.
fn quotient((low, high): (f64, f64), least: f64) -> (f64, f64) {
    (low.min(0.0) / least, high.max(0.0) / least)
}

/// Angle between the target's velocity reversed and the line to it (rad): 0 head-on, pi in a tail chase.
pub(super) fn crossing_angle(line: Vec3, velocity: Vec3) -> f64 {
    line.cross(velocity).norm().atan2(-line.dot(velocity))
}

impl Conditions for Intercept<'_> {
    type View = Relative;

    const COUNT: usize = CONDITIONS;

    #[inline]
    fn view(&self, stretch: &Stretch) -> Relative {
        Relative::new(stretch, self.unit.site.origin)
    }

    fn judge(&self, k: usize, stretch: &Stretch, seen: &Relative) -> Verdict {
        let (spec, site) = (&self.unit.spec, &self.unit.site);
        let (near, far) = seen.slant_range_m;
        let course = || seen.course(stretch);
        let level = || {
            let climb = stretch.climb_m_s();
            if climb.0 > 0.0 || climb.1 < 0.0 {
                Verdict::Monotone
            } else {
                Verdict::Unknown
            }
        };
        let above = || {
            let (low, high) = stretch.altitude_m();
            (low - site.altitude_m, high - site.altitude_m)
        };
        match k {
            FAR => Verdict::between((self.slant_range_max_m - far, self.slant_range_max_m - near)).or_else(course),
            NEAR => Verdict::between((near - spec.slant_range_min_m, far - spec.slant_range_min_m)).or_else(course),
            HIGH => {
                let ((low, high), most) = (above(), spec.altitude_max_m + ALTITUDE_TOLERANCE_M);
                Verdict::between((most - high, most - low)).or_else(level)
            }
            LOW => {
                let ((low, high), least) = (above(), spec.altitude_min_m - ALTITUDE_TOLERANCE_M);
                Verdict::between((low - least, high - least)).or_else(level)
            }
            SECTOR => self.unit.sector.judge(stretch, seen),
            ELEVATION => {
                let (low, high) = seen.sin_elevation(seen.up_m(stretch, site.enu.up));
                let most = spec.elevation_max_rad.sin();
                Verdict::between((most - high, most - low))
            }
            HORIZON => sight::judge(site, stretch, seen),
            GROUND => self.judge_ground(stretch),
            SPEED => {
                let ((slow, fast), most) = (stretch.speed_m_s(), spec.target_speed_max_m_s + SPEED_TOLERANCE_M_S);
                Verdict::between((most - fast, most - slow))
            }
            REACH => self.judge_reach(stretch, seen),
            CROSSING => self.judge_crossing(stretch, seen),
            CLOSING => self.judge_closing(stretch, seen),
            _ => self.judge_lateral(stretch, seen),
        }
    }

    fn margin(&self, k: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        let (spec, site) = (&self.unit.spec, &self.unit.site);
        let place = || profile.position(piece, t);
        let slant = || (place() - site.origin).norm();
        let above = || profile.moment(piece, t).altitude_m - site.altitude_m;
        match k {
            FAR => self.slant_range_max_m - slant(),
            NEAR => slant() - spec.slant_range_min_m,
            HIGH => spec.altitude_max_m + ALTITUDE_TOLERANCE_M - above(),
            LOW => above() - (spec.altitude_min_m - ALTITUDE_TOLERANCE_M),
            SECTOR => self.unit.sector.margin_rad(site.look(place()).azimuth_rad()),
            ELEVATION => spec.elevation_max_rad.sin() - site.look(place()).sin_elevation(),
            HORIZON => sight::margin(site, place()),
            GROUND => {
                let at = profile.moment(piece, t);
                self.unit.cover.clearance_rad(site, &site.look(at.position), at.altitude_m)
            }
            SPEED => spec.target_speed_max_m_s + SPEED_TOLERANCE_M_S - profile.motion(piece, t).velocity.norm(),
            REACH => {
                let look = site.look(place());
                self.table.reach_margin_m(look.slant_range_m, look.sin_elevation(), look.up_m)
            }
            CROSSING => self.crossing_margin(&profile.motion(piece, t)),
            CLOSING => self.closing_margin(profile.motion(piece, t)),
            _ => self.lateral_margin_m_s2(&self.rendezvous(profile.motion(piece, t))),
        }
    }

    // Only ranges turn: q . v is zero where the range is least.
    fn turning(&self, _: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        let at = profile.motion(piece, t);
        (at.position - self.unit.site.origin).dot(at.velocity)
    }
}
