//! When tracks of a threat can be used, for any set of the sensors that make them.

#![allow(clippy::cast_possible_truncation, reason = "sensors of a plan are far fewer than 2^32")]

use crate::math::intervals::union;
use crate::sensing::track::Track;

/// The number of a sensor that is always up, and tracks everything.
pub(super) const ALL_SEEING: u32 = u32::MAX;

/// When one sensor's track can be used (raid time, s).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tracked {
    pub(super) sensor: u32,
    pub(super) from_s: f64,
    pub(super) to_s: f64,
    /// When the last ends of this track and of those that begin later.
    last_s: f64,
}

impl Tracked {
    /// By the sensor that tracks everything, from a time on (s).
    pub(super) const fn by_all_seeing(from_s: f64) -> Self {
        Self { sensor: ALL_SEEING, from_s, to_s: f64::INFINITY, last_s: f64::INFINITY }
    }
}

/// The tracks of some sensors, or of all, in order of their begin.
pub(super) fn tracked(track: &Track, sensors: Option<&[usize]>) -> Vec<Tracked> {
    let named = track.by_sensor.within_range().filter(|(k, _)| sensors.is_none_or(|sensors| sensors.contains(k)));
    let one = |sensor: u32, (from_s, to_s): (f64, f64)| Tracked { sensor, from_s, to_s, last_s: to_s };
    let mut found: Vec<Tracked> =
        named.flat_map(|(k, s)| s.tracked_s.iter().map(move |&track| one(k as u32, track))).collect();
    found.sort_by(|a, b| a.from_s.total_cmp(&b.from_s));
    let mut last_s = f64::NEG_INFINITY;
    for track in found.iter_mut().rev() {
        last_s = last_s.max(track.to_s);
        track.last_s = last_s;
    }
    found
}

/// The union of the tracks that there are, as disjoint intervals in order. `begins(sensor, from)` says when a sensor that could
/// track from a time on does so (s).
pub(super) fn usable(tracks: &[Tracked], begins: impl Fn(u32, f64) -> f64, merged: &mut Vec<(f64, f64)>) {
    merged.clear();
    let mut late = false;
    for track in tracks {
        // What lies within a track that there is adds nothing, whether its sensor is up or not.
        if let Some(last) = merged.last().filter(|last| track.from_s >= last.0) {
            if track.last_s <= last.1 {
                break;
            }
            if track.to_s <= last.1 {
                continue;
            }
        }
        let from_s = begins(track.sensor, track.from_s);
        if from_s >= track.to_s {
            continue;
        }
        late |= from_s > track.from_s;
        match merged.last_mut() {
            Some(last) if from_s <= last.1 && from_s >= last.0 => last.1 = last.1.max(track.to_s),
            _ => merged.push((from_s, track.to_s)),
        }
    }
    // Who begins late may come after those who began later.
    if late {
        *merged = union(std::mem::take(merged));
    }
}
