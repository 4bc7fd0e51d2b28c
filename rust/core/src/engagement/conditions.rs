//! The conditions on the point of an intercept, each as a margin over the greatest rate at which it can change.

use super::table::FlyoutTable;
use super::unit::FireUnit;
use crate::earth::ellipsoid::altitude;
use crate::sensing::march::{Sample, CONDITIONS_MAX};
use crate::sensing::profile::Profile;
use crate::sensing::range::beyond;
use crate::sensing::site::Look;

/// Number of conditions: slant range (greatest, least), altitude (highest, lowest), horizon, speed, fly-out.
pub(super) const CONDITIONS: usize = 7;

/// A target that flies at a limit is inside it: the noise of a numerical path must not cut its window to pieces.
pub(super) const ALTITUDE_TOLERANCE_M: f64 = 1.0;
/// The same for speed (m/s).
pub(super) const SPEED_TOLERANCE_M_S: f64 = 0.1;

/// Shortest trial time for the fly-out (s).
const TRIAL_MIN_S: f64 = 0.2;

/// The conditions for an intercept at path time `t`, in the order of [`super::reason::Reason`].
///
/// Costly ones are left out where one before them fails.
pub(super) fn sample(profile: &Profile, unit: &FireUnit, table: &FlyoutTable, t: f64) -> Sample {
    let (state, chunk, spec) = (profile.path.state(t), profile.chunk(t), &unit.spec);
    let look = unit.site.look(state.position);
    let speed = chunk.speed_m_s.max(1e-3);
    let mut slack_s = [0.0; CONDITIONS_MAX];
    slack_s[0] = -beyond(&state, unit.site.origin, (chunk, t), spec.slant_range_max_m);
    slack_s[1] = beyond(&state, unit.site.origin, (chunk, t), spec.slant_range_min_m);
    let free_s = (look.slant_range_m - spec.slant_range_max_m) / chunk.speed_from_here_m_s.max(1e-3);
    let so_far = |slack_s, known| Sample { slack_s, known, valid_until_s: chunk.end_s, free_s };
    if slack_s[..2].iter().any(|&s| s < 0.0) {
        return so_far(slack_s, 2);
    }
    let altitude_m = altitude(state.position);
    let above_m = altitude_m - unit.site.altitude_m;
    let climb = chunk.climb_m_s.max(1e-3);
    slack_s[2] = (spec.altitude_max_m + ALTITUDE_TOLERANCE_M - above_m) / climb;
    slack_s[3] = (above_m - spec.altitude_min_m + ALTITUDE_TOLERANCE_M) / climb;
    slack_s[4] = unit.site.horizon_margin(&look, altitude_m) / chunk.horizon_rate(unit.site.radius_m);
    if slack_s[..5].iter().any(|&s| s < 0.0) {
        return so_far(slack_s, 5);
    }
    let slow = spec.target_speed_max_m_s + SPEED_TOLERANCE_M_S - state.velocity.norm();
    slack_s[5] = slow / chunk.acceleration_m_s2.max(1e-3);
    slack_s[6] = fly_out_slack(table, &look, speed);
    so_far(slack_s, CONDITIONS)
}

// Seconds for which a target of at most this speed stays inside (or outside, negative) the kinematic boundary.
//
// The sine of elevation x changes by at most v / s per second. Within a time tau in which s cannot halve, x stays within
// 2 v tau / s, and the target cannot pass the least (greatest) reach of those lines before it has flown the difference.
// The best of some trial times counts; next to the boundary the greatest slope of all bounds the rate.
fn fly_out_slack(table: &FlyoutTable, look: &Look, speed_m_s: f64) -> f64 {
    let s = look.slant_range_m.max(1.0);
    let x = look.sin_elevation();
    let margin = table.reach_margin_m(look.slant_range_m, x, look.up_m);
    let mut slack = margin.abs() / (speed_m_s * (2.0 + 2.0 * table.reach_slope_m() / s));
    let mut trial = 0.25 * s / speed_m_s;
    while trial > slack.max(TRIAL_MIN_S) {
        let turn = 2.0 * speed_m_s * trial / s;
        let (least, most) = table.reach_between_m(x - turn, x + turn);
        // Inside, the ceiling and the lowest line must be kept too: their part of the margin changes at up to 2 v.
        let way = if margin < 0.0 { s - most } else { (least - s).min(0.5 * table.edge_margin_m(s, x, look.up_m)) };
        slack = slack.max((way / speed_m_s).min(trial));
        trial *= 0.5;
    }
    slack.copysign(margin)
}
