//! When a flight is detected and tracked: by each sensor, and by the network of all.

use super::coverage::{aspect_angle, coverage};
use super::detection::{Sensor, Signature};
use super::profile::Profile;
use super::scan::{Scan, SingleScan};
use crate::math::intervals::union;
use crate::watch::breathe;

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
    /// All that, but never within the sector.
    OutsideAzimuth = 5,
    /// All that, but always in the cone overhead.
    BlindCone = 6,
    /// All that, but always behind ground.
    MaskedByTerrain = 7,
    /// Seen, but never long enough, or likely enough, for the hits that confirm a track.
    NotConfirmed = 8,
    /// Confirmed, but gone before the delays of track and hand-over have passed.
    TooShort = 9,
}

impl TrackReason {
    /// All reasons, by code.
    pub const ALL: [Self; 10] = [
        Self::Tracked,
        Self::NotFlown,
        Self::OutOfSensorRange,
        Self::BelowHorizon,
        Self::OutsideElevation,
        Self::OutsideAzimuth,
        Self::BlindCone,
        Self::MaskedByTerrain,
        Self::NotConfirmed,
        Self::TooShort,
    ];

    /// The reason in words for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tracked => "tracked",
            Self::NotFlown => "not_flown",
            Self::OutOfSensorRange => "out_of_sensor_range",
            Self::BelowHorizon => "below_horizon",
            Self::OutsideElevation => "outside_elevation",
            Self::OutsideAzimuth => "outside_azimuth",
            Self::BlindCone => "blind_cone",
            Self::MaskedByTerrain => "masked_by_terrain",
            Self::NotConfirmed => "not_confirmed",
            Self::TooShort => "too_short",
        }
    }
}

/// When one sensor sees and tracks a flight, in raid time.
#[derive(Debug, Clone, PartialEq)]
pub struct SensorTrack {
    /// When the flight is in coverage (s): disjoint, in order.
    pub coverage_s: Vec<(f64, f64)>,
    /// When others can use the sensor's track (s): disjoint, in order.
    pub tracked_s: Vec<(f64, f64)>,
    /// First detection (s), tracked or not.
    pub first_detection_s: Option<f64>,
    /// Why there is no track, or [`TrackReason::Tracked`].
    pub reason: TrackReason,
}

static OUT_OF_RANGE: SensorTrack = SensorTrack {
    coverage_s: Vec::new(),
    tracked_s: Vec::new(),
    first_detection_s: None,
    reason: TrackReason::OutOfSensorRange,
};

/// What each sensor sees of a flight, by its index. Those that never have it in range, by far the most, take no room.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BySensor {
    sensors: usize,
    // In order of the index.
    within: Vec<(usize, SensorTrack)>,
}

impl BySensor {
    /// Of no sensor at all.
    pub const NONE: Self = Self { sensors: 0, within: Vec::new() };

    // The next sensor's.
    fn push(&mut self, track: SensorTrack) {
        if track.reason != TrackReason::OutOfSensorRange {
            self.within.push((self.sensors, track));
        }
        self.sensors += 1;
    }

    /// What a sensor sees; none where there is no such sensor.
    pub fn get(&self, sensor: usize) -> Option<&SensorTrack> {
        let track = self.within.binary_search_by_key(&sensor, |(k, _)| *k).map_or(&OUT_OF_RANGE, |i| &self.within[i].1);
        (sensor < self.sensors).then_some(track)
    }

    /// The sensors that ever have the flight in range, by index, and what they see.
    pub fn within_range(&self) -> impl Iterator<Item = (usize, &SensorTrack)> {
        self.within.iter().map(|(k, track)| (*k, track))
    }
}

impl FromIterator<SensorTrack> for BySensor {
    fn from_iter<I: IntoIterator<Item = SensorTrack>>(tracks: I) -> Self {
        let mut all = Self::NONE;
        for track in tracks {
            all.push(track);
        }
        all
    }
}

/// When and by whom a flight is seen and tracked, in raid time.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// When a track exists (s): disjoint, in order. The union over all sensors.
    pub intervals_s: Vec<(f64, f64)>,
    /// Time of the first detection (s) and the index of the sensor that made it, tracked or not.
    pub first_detection: Option<(f64, usize)>,
    /// Why there is no track, or [`TrackReason::Tracked`].
    pub reason: TrackReason,
    /// What each sensor sees, by index; none for a threat that did not fly.
    pub by_sensor: BySensor,
}

impl Track {
    /// The track of a threat that did not fly.
    pub const fn not_flown() -> Self {
        Self {
            intervals_s: Vec::new(),
            first_detection: None,
            reason: TrackReason::NotFlown,
            by_sensor: BySensor::NONE,
        }
    }
}

/// The track of a flight launched at `launch_time_s` (raid time, s) by a network in which what one sensor tracks all know.
/// A flight that no sensor tracks has no intervals and a reason.
pub fn track(profile: &Profile, launch_time_s: f64, signature: &Signature, sensors: &[Sensor]) -> Track {
    let reach = |sensor: &Sensor| (sensor.site.origin, sensor.range_max_m(signature) + sensor.circle_m());
    let near = profile.near(&sensors.iter().map(reach).collect());
    let mut by_sensor = BySensor::NONE;
    for (sensor, near) in sensors.iter().zip(near) {
        if near {
            breathe();
            by_sensor.push(sensor_track(profile, launch_time_s, signature, sensor));
        } else {
            by_sensor.sensors += 1;
        }
    }
    let first = by_sensor.within_range().filter_map(|(i, s)| s.first_detection_s.map(|t| (t, i)));
    let first_detection = first.reduce(|a, b| if b.0 < a.0 { b } else { a });
    let intervals_s = union(by_sensor.within_range().flat_map(|(_, s)| s.tracked_s.iter().copied()).collect());
    let furthest = by_sensor.within_range().map(|(_, s)| s.reason).max().unwrap_or(TrackReason::OutOfSensorRange);
    let reason = if intervals_s.is_empty() { furthest } else { TrackReason::Tracked };
    Track { intervals_s, first_detection, reason, by_sensor }
}

/// What one sensor sees of a flight launched at `launch_time_s` (raid time, s).
///
/// Scans are counted from the begin of a stretch of coverage ([`super::scan`]), the track is confirmed at the first scan by
/// which m of n hits are sure (or likely enough), exists a track delay and a hand-over delay later, and lasts to the end of
/// the stretch. A stretch that begins within the coasting time of a confirmed one goes on with its track; any other begins
/// anew.
pub fn sensor_track(profile: &Profile, launch_time_s: f64, signature: &Signature, sensor: &Sensor) -> SensorTrack {
    let (coverage_s, reason) = coverage(profile, launch_time_s, signature, sensor);
    if reason != TrackReason::Tracked {
        return SensorTrack { coverage_s, tracked_s: Vec::new(), first_detection_s: None, reason };
    }
    let hits = Hits { profile, launch_time_s, signature, sensor };
    let spec = &sensor.spec;
    let once = Scan { hits: 1, scans: 1, ..spec.scan };
    let first_detection_s = coverage_s.iter().find_map(|&stretch| hits.confirmed(once, stretch));
    let (tracks, confirmed) = hits.held(&coverage_s);
    let used = |(from, to): (f64, f64)| (from + spec.handover_delay_s, to);
    let tracked_s: Vec<_> = tracks.into_iter().map(used).filter(|(from, to)| from < to).collect();
    let reason = match (tracked_s.is_empty(), confirmed) {
        (false, _) => TrackReason::Tracked,
        (true, true) => TrackReason::TooShort,
        (true, false) => TrackReason::NotConfirmed,
    };
    SensorTrack { coverage_s, tracked_s, first_detection_s, reason }
}

// One flight before one sensor.
struct Hits<'a> {
    profile: &'a Profile<'a>,
    launch_time_s: f64,
    signature: &'a Signature<'a>,
    sensor: &'a Sensor,
}

impl Hits<'_> {
    // When the sensor itself has each track, over the gaps that it coasts through; and whether any was confirmed at all.
    fn held(&self, coverage_s: &[(f64, f64)]) -> (Vec<(f64, f64)>, bool) {
        let spec = &self.sensor.spec;
        let (mut held, mut any): (Vec<(f64, f64)>, _) = (Vec::new(), false);
        for &stretch in coverage_s {
            match held.last_mut() {
                Some((_, end)) if stretch.0 - *end <= spec.coast_s => *end = stretch.1,
                _ => {
                    let confirmed = self.confirmed(spec.scan, stretch);
                    any |= confirmed.is_some();
                    let made = confirmed.map(|t| (t + spec.track_delay_s, stretch.1));
                    held.extend(made.filter(|(from, to)| from < to));
                }
            }
        }
        (held, any)
    }

    fn confirmed(&self, scan: Scan, (from, to): (f64, f64)) -> Option<f64> {
        match &self.sensor.spec.single_scan {
            Some(chance) => {
                scan.confirmed_s((from, to), self.launch_time_s, chance.required, |t| self.probability(chance, t))
            }
            None => Some(from + scan.sure_s()).filter(|&t| t <= to),
        }
    }

    // Of one scan at a raid time: SNR goes with sigma(aspect) / R^4, so with the fourth power of R1(aspect) / R.
    fn probability(&self, chance: &SingleScan, t: f64) -> f64 {
        let state = self.profile.path.state(t - self.launch_time_s);
        let site = self.sensor.site_at(t);
        let range_m = site.look(state.position).slant_range_m.max(1.0);
        let turned = |aspect: &super::aspect::Aspect| {
            aspect.log_factor(aspect_angle(&site, state.position, state.velocity)).exp()
        };
        let factor = self.signature.aspect.map_or(1.0, turned);
        chance.detection(factor * (self.sensor.range_at_factor_1(self.signature) / range_m).powi(4))
    }
}
