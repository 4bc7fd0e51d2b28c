//! What is heard now left the target some time ago.
//!
//! A signal emitted at t arrives at f(t) = t + s(t)/c, s the distance then. While the target closes slower than c, f rises
//! and intervals keep their order; a target faster than sound is first heard where its closing speed is c, and what it did
//! before arrives backwards. The arrivals of a stretch are the interval between the least and greatest f on it.

use super::profile::Profile;
use crate::math::intervals::{union, where_positive};
use crate::math::vec3::Vec3;

const EDGE_S: f64 = 1e-6;
/// The longest step in looking for turns of f (s).
const STRIDE_S: f64 = 0.25;

/// Times of arrival at `place` of what leaves the flight within each of `emitted` (path time, s).
pub(super) fn arrivals(
    profile: &Profile,
    place: Vec3,
    signal_speed_m_s: f64,
    emitted: &[(f64, f64)],
) -> Vec<(f64, f64)> {
    if !signal_speed_m_s.is_finite() {
        return emitted.to_vec();
    }
    let arrival = |t: f64| t + (profile.path.state(t).position - place).norm() / signal_speed_m_s;
    let heard = |&(from, to): &(f64, f64)| {
        let turns = turns(profile, place, signal_speed_m_s, (from, to));
        let times = turns.into_iter().chain([from, to]).map(arrival);
        times.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), t| (a.min(t), b.max(t)))
    };
    union(emitted.iter().map(heard).collect())
}

// Where the arrival turns from later to earlier or back: f'(t) = 1 + (ds/dt)/c changes sign.
fn turns(profile: &Profile, place: Vec3, signal_speed_m_s: f64, span: (f64, f64)) -> Vec<f64> {
    if profile.speed_max_m_s() < signal_speed_m_s {
        return Vec::new();
    }
    let rate = |t: f64| {
        let state = profile.path.state(t);
        let q = state.position - place;
        1.0 + q.dot(state.velocity) / (q.norm().max(1e-9) * signal_speed_m_s)
    };
    let later = where_positive(rate, |_| STRIDE_S, span, EDGE_S);
    later.into_iter().flat_map(|(a, b)| [a, b]).collect()
}
