//! Launch windows: when a fire unit can launch at a threat, and where it then meets it.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "points of a window, parts of a pair and units of a defence are far fewer than 2^16, 2^16 and 2^32"
)]

use super::conditions::{sample, CONDITIONS};
use super::launch::{Pair, Piece};
use super::reason::Reason;
use super::table::FlyoutTable;
use super::unit::FireUnit;
use crate::earth::ellipsoid::{to_geodetic, Geodetic};
use crate::sensing::march::march;
use crate::sensing::profile::Profile;
use crate::sensing::track::{Track, TrackReason};

/// Points of a window's grid of launch and intercept times.
pub const POINTS: usize = 8;

/// One part of the launch window of a unit against a threat. Times are raid time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Index of the unit.
    pub unit: u32,
    /// Number of this part among the pair's, in order of launch. Parts are disjoint in launch time.
    pub part: u16,
    /// Launch times from the earliest to the latest (s), ascending, not evenly spaced.
    pub launch_s: [f64; POINTS],
    /// The earliest intercept of each launch (s), exact; evenly spaced. Descending where the target outruns the interceptor.
    pub intercept_s: [f64; POINTS],
    /// Where the earliest launch meets the target.
    pub first_intercept: Geodetic,
    /// Where the latest launch meets it.
    pub last_intercept: Geodetic,
    /// Slant range of the first intercept (m).
    pub first_slant_range_m: f64,
    /// Slant range of the last intercept (m).
    pub last_slant_range_m: f64,
    /// Shots of shoot-look-shoot within this part: launch at its start, intercept, assess, launch again.
    pub opportunities: u16,
}

impl Window {
    /// Intercept time of a launch at `launch_s` (s), linear between the points and held at the ends.
    pub fn intercept_of(&self, launch_s: f64) -> f64 {
        let i = self.launch_s.partition_point(|&l| l <= launch_s).clamp(1, POINTS - 1);
        let (a, b) = (self.launch_s[i - 1], self.launch_s[i]);
        let f = if b > a { ((launch_s - a) / (b - a)).clamp(0.0, 1.0) } else { 0.0 };
        self.intercept_s[i - 1] + f * (self.intercept_s[i] - self.intercept_s[i - 1])
    }

    fn count_opportunities(&self, assess_time_s: f64) -> u16 {
        let mut launch = self.launch_s[0];
        let mut shots: u16 = 0;
        while launch <= self.launch_s[POINTS - 1] && shots < u16::MAX {
            shots += 1;
            // Time of flight is positive, but an intercept at the muzzle and no assessment must not loop for ever.
            launch = (self.intercept_of(launch) + assess_time_s).max(launch + 1e-3);
        }
        shots
    }
}

/// All launch windows of a threat for all units, and for each unit why it has none.
///
/// An intercept is possible where the target is within slant range and altitude (above the unit's ground, with
/// 1 m of tolerance), above the horizon of fire control (4/3 Earth), not faster than the limit (0.1 m/s of tolerance), and
/// within the kinematic boundary; it must happen before the flight ends. Its launch, one time of flight sooner, must
/// lie within a track interval, `decision_time_s` and the unit's reaction time after its start. The reason is the first
/// condition in the order of [`Reason`] that no instant passes together with those before it.
///
/// Edges are exact to 1e-5 s. Intervals of possible intercepts, and gaps in them, shorter than 0.25 s may be missed.
/// `launch_time_s` is the threat's, in raid time; `tables` are indexed by [`super::unit::FireUnitSpec::table`];
/// `may_engage` tells by unit class. A threat without a profile has not flown.
pub fn windows_of(
    profile: Option<&Profile>,
    launch_time_s: f64,
    track: &Track,
    (units, tables): (&[FireUnit], &[FlyoutTable]),
    may_engage: impl Fn(usize) -> bool,
    decision_time_s: f64,
) -> (Vec<Window>, Vec<Reason>) {
    let mut windows = Vec::new();
    let flown = profile.filter(|_| track.reason != TrackReason::NotFlown);
    let Some(profile) = flown else {
        return (windows, vec![Reason::NotFlown; units.len()]);
    };
    let threat = Threat { profile, launch_time_s, track, decision_time_s };
    let engage = |(i, unit): (usize, &FireUnit)| {
        if !may_engage(unit.spec.class) {
            return Reason::NotAssigned;
        }
        threat.engage(i, unit, &tables[unit.spec.table], &mut windows)
    };
    let reasons = units.iter().enumerate().map(engage).collect();
    (windows, reasons)
}

struct Threat<'a> {
    profile: &'a Profile<'a>,
    launch_time_s: f64,
    track: &'a Track,
    decision_time_s: f64,
}

impl Threat<'_> {
    fn engage(&self, index: usize, unit: &FireUnit, table: &FlyoutTable, windows: &mut Vec<Window>) -> Reason {
        if self.track.intervals_s.is_empty() {
            return Reason::NeverTracked;
        }
        let spans = self.profile.spans_within(unit.site.origin, unit.spec.slant_range_max_m);
        let (intercepts, depth) = march(|t| sample(self.profile, unit, table, t), CONDITIONS, &spans);
        if depth < CONDITIONS {
            return Reason::of_depth(depth);
        }
        let delay = self.decision_time_s + unit.spec.reaction_time_s - self.launch_time_s;
        let allowed: Vec<_> =
            self.track.intervals_s.iter().map(|&(from, to)| (from + delay, to - self.launch_time_s)).collect();
        let pair = Pair { profile: self.profile, unit, table };
        let parts = pair.parts(&intercepts, &allowed);
        for (part, piece) in parts.iter().enumerate() {
            windows.push(self.window(&pair, *piece, index as u32, part as u16));
        }
        if parts.is_empty() {
            Reason::TooLate
        } else {
            Reason::Engageable
        }
    }

    fn window(&self, pair: &Pair, piece: Piece, unit: u32, part: u16) -> Window {
        let step = (piece.last - piece.first) / (POINTS - 1) as f64;
        let mut t: [f64; POINTS] = std::array::from_fn(|i| piece.first + step * i as f64);
        t[POINTS - 1] = piece.last;
        let [first, last] = [piece.first, piece.last].map(|t| pair.profile.path.state(t).position);
        let mut window = Window {
            unit,
            part,
            launch_s: t.map(|t| pair.launch_time(t) + self.launch_time_s),
            intercept_s: t.map(|t| t + self.launch_time_s),
            first_intercept: to_geodetic(first),
            last_intercept: to_geodetic(last),
            first_slant_range_m: pair.unit.site.look(first).slant_range_m,
            last_slant_range_m: pair.unit.site.look(last).slant_range_m,
            opportunities: 0,
        };
        window.opportunities = window.count_opportunities(pair.unit.spec.assess_time_s);
        window
    }
}
