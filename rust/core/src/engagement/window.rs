//! Launch windows: when a fire unit can launch at a threat, and where it then meets it.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "points of a window, parts of a pair and units of a defence are far fewer than 2^16, 2^16 and 2^32"
)]

use super::allowed::{Allowed, Hold, Orders};
use super::conditions::{crossing_angle, Intercept};
use super::launch::{Pair, Piece};
use super::reason::Reason;
use super::rendezvous::Rendezvous;
use super::requirement::Requirement;
use super::table::FlyoutTable;
use super::unit::FireUnit;
use crate::earth::ellipsoid::{to_geodetic, Geodetic};
use crate::earth::gravity::Field;
use crate::math::intervals::union;
use crate::math::roots::{highest_from, newton_bracketed};
use crate::sensing::profile::Profile;
use crate::sensing::track::{Track, TrackReason};
use crate::watch::breathe;
use std::borrow::Cow;

/// Points of a window's grid of launch and intercept times.
pub const POINTS: usize = 8;

const SHOTS_MAX: usize = 65_535;

// Error of the intercept of a shot (s).
const ERROR_S: f64 = 1e-8;

/// One part of the launch window of a unit against a threat. Times are raid time.
#[derive(Debug, Clone, PartialEq)]
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
    /// The intercept with the greatest margin of lateral acceleration; the first where nothing limits it.
    pub best: Intercepted,
    /// Launch and intercept (s), exact, of the shots of shoot-look-shoot within this part: launch as early as its start and
    /// the shots in earlier parts allow, intercept, assess, launch again. At most 65,535.
    pub shots: Vec<(f64, f64)>,
}

/// One intercept of a window. Times are raid time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intercepted {
    /// Launch (s).
    pub launch_s: f64,
    /// Intercept (s).
    pub intercept_s: f64,
    /// Where.
    pub point: Geodetic,
    /// Angle between the target's velocity reversed and the line to it (rad).
    pub crossing_angle_rad: f64,
    /// Closing speed (m/s).
    pub closing_speed_m_s: f64,
    /// Available less required lateral acceleration (m/s^2); infinite where nothing limits it.
    pub lateral_margin_m_s2: f64,
}

impl Window {
    /// Intercept time of a launch at `launch_s` (s), linear between the points and held at the ends.
    pub fn intercept_of(&self, launch_s: f64) -> f64 {
        let i = self.launch_s.partition_point(|&l| l <= launch_s).clamp(1, POINTS - 1);
        let (a, b) = (self.launch_s[i - 1], self.launch_s[i]);
        let f = if b > a { ((launch_s - a) / (b - a)).clamp(0.0, 1.0) } else { 0.0 };
        self.intercept_s[i - 1] + f * (self.intercept_s[i] - self.intercept_s[i - 1])
    }
}

/// A threat as the defence meets it.
#[derive(Debug, Clone, Copy)]
pub struct Threat<'a> {
    /// Its flight; none when it did not fly.
    pub profile: Option<&'a Profile<'a>>,
    /// Raid time of its launch (s).
    pub launch_time_s: f64,
    /// Lateral acceleration that it may have beyond that of its flight (m/s^2).
    pub manoeuvre_m_s2: f64,
    /// Its tracks.
    pub track: &'a Track,
    /// When a warning of its launch reaches the fire units (raid time, s); infinite for none. A decision may be prepared
    /// from then on, a launch still needs a track.
    pub warned_s: f64,
}

/// What it meets.
#[derive(Debug, Clone, Copy)]
pub struct Defence<'a> {
    /// Fire units.
    pub units: &'a [FireUnit],
    /// Fly-out tables, indexed by [`super::unit::FireUnitSpec::table`].
    pub tables: &'a [&'a FlyoutTable],
    /// From a track to the order to engage (s).
    pub decision_time_s: f64,
    /// Gravity and rotation of the world of the flights.
    pub field: &'a Field,
}

/// All launch windows of a threat for all units, and for each unit why it has none.
///
/// An intercept is possible where all of these hold: slant range, altitude (above the unit's ground, with 1 m of tolerance),
/// sector and elevation within the unit's limits; the target above the horizon of fire control and not faster than the
/// limit (0.1 m/s of tolerance); the point within the kinematic boundary of the interceptor; crossing angle, closing speed
/// and lateral acceleration within limits; and all of that for the time of a burst. It must happen before the flight
/// ends. Its launch, one time of flight sooner, must lie within a track interval, decision time and reaction time after
/// its start, or reaction time after it where a warning came so much sooner; where the unit needs it, the track lasts to
/// the intercept, one of the sensors that guide has its own from launch to intercept, and fire control has sight of the
/// target over the last seconds of the fly-out. The reason is the first condition in the order of [`Reason`] that no instant
/// passes together with those before it.
///
/// Edges are exact to 1e-5 s. Intervals of possible intercepts, and gaps in them, shorter than 0.02 s may be missed.
/// `reach_m` gives by unit class the greatest slant range against this threat (m), beyond which the unit's own counts; none
/// for a class that does not engage it.
pub fn windows_of(
    threat: &Threat,
    defence: &Defence,
    reach_m: impl Fn(usize) -> Option<f64>,
) -> (Vec<Window>, Vec<Reason>) {
    let mut windows = Vec::new();
    let flown = threat.profile.filter(|_| threat.track.reason != TrackReason::NotFlown);
    let Some(profile) = flown else {
        return (windows, vec![Reason::NotFlown; defence.units.len()]);
    };
    let range_m = |unit: &FireUnit| reach_m(unit.spec.class).map(|reach_m| unit.spec.slant_range_max_m.min(reach_m));
    let near = profile.near(&defence.units.iter().map(|u| (u.site.origin, range_m(u).unwrap_or(0.0))).collect());
    let engage = |((i, unit), near): ((usize, &FireUnit), bool)| {
        breathe();
        let Some(slant_range_max_m) = range_m(unit) else { return Reason::NotAssigned };
        let requirement = Requirement { field: defence.field, manoeuvre_m_s2: threat.manoeuvre_m_s2 };
        let intercept = Intercept { unit, table: defence.tables[unit.spec.table], requirement, slant_range_max_m };
        let meeting = Meeting { threat, defence, pair: Pair::new(profile, intercept) };
        meeting.engage(i as u32, near, &mut windows)
    };
    let reasons = defence.units.iter().enumerate().zip(near).map(engage).collect();
    (windows, reasons)
}

struct Meeting<'a> {
    threat: &'a Threat<'a>,
    defence: &'a Defence<'a>,
    pair: Pair<'a>,
}

impl Meeting<'_> {
    // `near` is false where the flight surely stays out of reach.
    fn engage(&self, unit: u32, near: bool, windows: &mut Vec<Window>) -> Reason {
        let cues = self.pair.intercept.unit.cued_by.as_deref();
        if !self.is_tracked_by(cues) {
            let nobody = self.threat.track.intervals_s.is_empty();
            return if nobody { Reason::NeverTracked } else { Reason::NotCued };
        }
        if !near {
            return Reason::OutOfReach;
        }
        let intercepts = match self.pair.intercepts() {
            Ok(intercepts) => intercepts,
            Err(reason) => return reason,
        };
        let launches = self.launches(&self.tracked_by(cues));
        let parts = self.pair.parts(&intercepts, &self.held(&launches, &intercepts));
        if parts.is_empty() {
            // Without the need to hold on to the target? And if tracks did not end?
            let possible = |until: fn(f64) -> f64| {
                let any = (f64::NEG_INFINITY, f64::INFINITY);
                let free = |&(from, to): &(f64, f64)| Allowed { launch_s: (from, until(to)), intercept_s: any };
                !self.pair.parts(&intercepts, &launches.iter().map(free).collect::<Vec<_>>()).is_empty()
            };
            return if self.lost_matters() && possible(|to| to) {
                Reason::TrackLost
            } else if possible(|_| f64::INFINITY) {
                Reason::TrackEnded
            } else {
                Reason::TooLate
            };
        }
        let mut ready = f64::NEG_INFINITY;
        for (part, piece) in parts.iter().enumerate() {
            let (mut window, rates) = self.window(*piece, unit, part as u16);
            ready = self.shoot(&mut window, &rates, ready);
            windows.push(window);
        }
        Reason::Engageable
    }

    // Whether any of some sensors tracks the threat, any of the whole network if none are named.
    fn is_tracked_by(&self, sensors: Option<&[usize]>) -> bool {
        let track = self.threat.track;
        sensors.map_or(!track.intervals_s.is_empty(), |sensors| {
            sensors.iter().filter_map(|&k| track.by_sensor.get(k)).any(|s| !s.tracked_s.is_empty())
        })
    }

    // Track intervals by some sensors, those of the whole network if none are named, in raid time.
    fn tracked_by(&self, sensors: Option<&[usize]>) -> Cow<'_, [(f64, f64)]> {
        let track = self.threat.track;
        match sensors {
            None => Cow::from(&track.intervals_s),
            Some(sensors) => {
                let own = sensors.iter().filter_map(|&k| track.by_sensor.get(k));
                Cow::from(union(own.flat_map(|s| s.tracked_s.iter().copied()).collect()))
            }
        }
    }

    // Launches that tracks allow, path time; whatever becomes of the track thereafter.
    fn launches(&self, tracked: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let orders = Orders {
            warned_s: self.threat.warned_s,
            decision_time_s: self.defence.decision_time_s,
            reaction_time_s: self.pair.intercept.unit.spec.reaction_time_s,
        };
        self.since_launch(&tracked.iter().map(|&track| orders.launches(track)).collect::<Vec<_>>())
    }

    // Intervals of raid time in path time.
    fn since_launch(&self, intervals: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let start = self.threat.launch_time_s;
        intervals.iter().map(|(from, to)| (from - start, to - start)).collect()
    }

    fn lost_matters(&self) -> bool {
        let unit = self.pair.intercept.unit;
        unit.spec.track_to_intercept || unit.spec.illumination_s > 0.0 || unit.guided_by.is_some()
    }

    // Launches and intercepts between which the unit holds on to the target as it needs to.
    fn held(&self, launches: &[(f64, f64)], intercepts: &[(f64, f64)]) -> Vec<Allowed> {
        let unit = self.pair.intercept.unit;
        let guided = unit.guided_by.as_ref().map(|sensors| self.since_launch(&self.tracked_by(Some(sensors))));
        let lit = if unit.spec.illumination_s > 0.0 { self.pair.lit(intercepts) } else { Vec::new() };
        Hold { spec: &unit.spec, guided_s: guided.as_deref(), lit_s: &lit }.held(launches)
    }

    // The window of a piece, and how its launch times rise with the intercepts of its grid.
    fn window(&self, piece: Piece, unit: u32, part: u16) -> (Window, [f64; POINTS]) {
        let (pair, start) = (&self.pair, self.threat.launch_time_s);
        let step = (piece.last - piece.first) / (POINTS - 1) as f64;
        let mut t: [f64; POINTS] = std::array::from_fn(|i| piece.first + step * i as f64);
        t[POINTS - 1] = piece.last;
        let grid = t.map(|t| pair.rendezvous(t));
        let launch: [(f64, f64); POINTS] = std::array::from_fn(|i| pair.intercept.launch_with_rate(&grid[i]));
        let [first, last] = [piece.first, piece.last].map(|t| pair.profile.place(t));
        let slant = |place| pair.intercept.unit.site.look(place).slant_range_m;
        let best = self.best(&grid);
        let window = Window {
            unit,
            part,
            launch_s: launch.map(|(t, _)| t + start),
            intercept_s: t.map(|t| t + start),
            first_intercept: to_geodetic(first),
            last_intercept: to_geodetic(last),
            first_slant_range_m: slant(first),
            last_slant_range_m: slant(last),
            best,
            shots: Vec::new(),
        };
        (window, launch.map(|(_, rate)| rate))
    }

    // Shoots from a time on; returns when the next shot could be launched.
    fn shoot(&self, window: &mut Window, rates: &[f64; POINTS], ready_s: f64) -> f64 {
        let assess_time_s = self.pair.intercept.unit.spec.assess_time_s;
        let mut launch = window.launch_s[0].max(ready_s);
        while launch <= window.launch_s[POINTS - 1] && window.shots.len() < SHOTS_MAX {
            let meets = self.meets(window, rates, launch);
            window.shots.push((launch, meets));
            // Time of flight is positive, but an intercept at the muzzle and no assessment must not loop for ever.
            launch = (meets + assess_time_s).max(launch + 1e-3);
        }
        launch
    }

    // Intercept of a launch of a window, raid time (s): launches rise between the points of its grid. From the cubic t(launch)
    // between two of them, with the slopes that their rates give, Newton's method needs one step or two.
    fn meets(&self, window: &Window, rates: &[f64; POINTS], launch_s: f64) -> f64 {
        let i = window.launch_s.partition_point(|&l| l <= launch_s).clamp(1, POINTS - 1);
        let [a, b] = [i - 1, i].map(|k| (window.launch_s[k], window.intercept_s[k], rates[k]));
        let (step, start) = (b.0 - a.0, self.threat.launch_time_s);
        let f = if step > 0.0 { ((launch_s - a.0) / step).clamp(0.0, 1.0) } else { 0.0 };
        let straight = a.1 + f * (b.1 - a.1);
        // Where launches turn, one of the slopes has no bound.
        let bent = a.2 * b.2 > 0.0 && a.2.abs().min(b.2.abs()) > 0.05;
        let bend = if bent {
            let (rise_a, rise_b) = (step / a.2 - (b.1 - a.1), step / b.2 - (b.1 - a.1));
            f * (1.0 - f) * ((1.0 - f) * rise_a - f * rise_b)
        } else {
            0.0
        };
        let off = |t: f64| {
            let (launch, rate) = self.pair.launch_with_rate(t - start);
            (launch + start - launch_s, rate)
        };
        // By how the rates change from one point to the other, and more than that, for where the interceptor burns out between.
        let turn = ((b.2 - a.2) / (b.1 - a.1)).abs() / (2.0 * a.2.abs().min(b.2.abs()));
        let curvature = if bent { (10.0 * turn).max(1e-3) } else { f64::INFINITY };
        newton_bracketed(off, (a.1, b.1), (straight + bend).clamp(a.1.min(b.1), a.1.max(b.1)), curvature, ERROR_S)
    }

    // The intercept with the greatest lateral margin, the earliest launch among equals: the best point of the grid, then the peak
    // between its neighbours, to a fiftieth of their distance: the margin is flat there.
    fn best(&self, grid: &[Rendezvous; POINTS]) -> Intercepted {
        let intercept = &self.pair.intercept;
        if intercept.unlimited_lateral() {
            return self.intercepted(&grid[0], f64::INFINITY);
        }
        let margins: [f64; POINTS] = std::array::from_fn(|i| intercept.lateral_margin_m_s2(&grid[i]));
        let i = (1..POINTS).fold(0, |best, i| if margins[i] > margins[best] { i } else { best });
        let [a, b] = [i.saturating_sub(1), (i + 1).min(POINTS - 1)].map(|k| (grid[k].at.t, margins[k]));
        let peak = highest_from(|t| intercept.lateral_margin_m_s2(&self.pair.rendezvous(t)), [a, b], 0.02);
        if peak.1 > margins[i] {
            self.intercepted(&self.pair.rendezvous(peak.0), peak.1)
        } else {
            self.intercepted(&grid[i], margins[i])
        }
    }

    fn intercepted(&self, met: &Rendezvous, lateral_margin_m_s2: f64) -> Intercepted {
        let (intercept, start, at) = (&self.pair.intercept, self.threat.launch_time_s, &met.at);
        Intercepted {
            launch_s: intercept.launch_with_rate(met).0 + start,
            intercept_s: at.t + start,
            point: to_geodetic(at.position),
            crossing_angle_rad: crossing_angle(at.position - intercept.unit.site.origin, at.velocity),
            closing_speed_m_s: met.closing_speed_m_s(),
            lateral_margin_m_s2,
        }
    }
}
