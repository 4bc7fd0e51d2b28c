//! When a flight is tracked by a network of sensors.

use super::detection::{coverage, Sensor, Signature};
use super::profile::Profile;
use crate::math::intervals::union;

/// Why a flight has no track. The order is the order of the conditions: the furthest reached over all sensors counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TrackReason {
    /// It has one.
    Tracked = 0,
    /// The threat did not fly.
    NotFlown = 1,
    /// No sensor ever has it in range.
    OutOfSensorRange = 2,
    /// In range, but always below the horizon.
    BelowHorizon = 3,
    /// In range and in sight, but never within the elevation limits.
    OutsideElevation = 4,
    /// Seen, but never for as long as the track delay.
    TooShort = 5,
}

impl TrackReason {
    /// The reason in words for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tracked => "tracked",
            Self::NotFlown => "not_flown",
            Self::OutOfSensorRange => "out_of_sensor_range",
            Self::BelowHorizon => "below_horizon",
            Self::OutsideElevation => "outside_elevation",
            Self::TooShort => "too_short",
        }
    }
}

/// When and by whom a flight is seen and tracked, in raid time.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// When a track exists (s): disjoint, in order.
    pub intervals_s: Vec<(f64, f64)>,
    /// Time of the first detection (s) and the index of the sensor that made it, tracked or not.
    pub first_detection: Option<(f64, usize)>,
    /// Why there is no track, or [`TrackReason::Tracked`].
    pub reason: TrackReason,
}

impl Track {
    /// The track of a threat that did not fly.
    pub const fn not_flown() -> Self {
        Self { intervals_s: Vec::new(), first_detection: None, reason: TrackReason::NotFlown }
    }
}

/// The track of a flight launched at `launch_time_s` (raid time): the union over all sensors of
/// (coverage start + track delay, coverage end). A flight that no sensor covers long enough has no intervals and a reason.
pub fn track(profile: &Profile, launch_time_s: f64, signature: &Signature, sensors: &[Sensor]) -> Track {
    let mut tracked = Vec::new();
    let mut first: Option<(f64, usize)> = None;
    let mut furthest = TrackReason::OutOfSensorRange;
    for (i, sensor) in sensors.iter().enumerate() {
        let (seen, reason) = coverage(profile, signature, sensor);
        if reason != TrackReason::Tracked {
            furthest = furthest.max(reason);
        }
        for (from, to) in seen {
            let (from, to) = (from + launch_time_s, to + launch_time_s);
            if first.is_none_or(|(earliest, _)| from < earliest) {
                first = Some((from, i));
            }
            if to - from > sensor.spec.track_delay_s {
                tracked.push((from + sensor.spec.track_delay_s, to));
            }
        }
    }
    let reason = if tracked.is_empty() { furthest } else { TrackReason::Tracked };
    Track { intervals_s: union(tracked), first_detection: first, reason }
}
