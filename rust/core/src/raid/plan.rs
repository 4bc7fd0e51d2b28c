//! The plan of a raid: what flies, what shoots, and when each may shoot at which.
//!
//! [`Tables`] are the columns a caller fills; [`Plan`] is the same after its check, with what every replication
//! needs prepared once. One plan holds one sample of the geometry (windows and arrival times).

use super::check;
use super::events::{Event, Kind};
use crate::error::Result;
use crate::math::random::Triangular;

/// Knots of the launch grid of one window.
pub const POINTS: usize = 8;

/// How far an intercept may lie beyond the arrival, and the shortest time of flight of an interceptor (s).
/// Windows are cut at the arrival by root finding and interpolated on a coarse grid: they are no finer than this.
pub const TIME_TOLERANCE_S: f64 = 0.01;

/// Preference rank of a unit class that never engages a threat class.
pub const NEVER: u8 = u8::MAX;

/// What threats of a class have in common and nobody knows exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreatClass {
    /// Share that fails on its own on the way.
    pub failure_share: Triangular,
    /// Share that electronic warfare would turn away.
    pub jam_share: Triangular,
}

/// What units of a class have in common and nobody knows exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitClass {
    /// Probability that one round kills, before `kill_scale`.
    pub single_shot_kill_probability: Triangular,
    /// Share of threats against which every round of the class fails for one common reason.
    pub common_cause_share: Triangular,
    /// Share of the units that are up.
    pub availability: Triangular,
}

/// A threat of the raid.
#[derive(Debug, Clone, PartialEq)]
pub struct Threat {
    /// Index of its class.
    pub class: u32,
    /// Index of the asset it flies at, if it flies at one.
    pub asset: Option<u32>,
    /// Launch, in raid time (s).
    pub launch_s: f64,
    /// Arrival if nothing stops it, in raid time (s).
    pub arrival_s: f64,
    /// Whether its trajectory was flown. A threat that was not has no place in a raid: the plan refuses it.
    pub flown: bool,
}

/// A fire unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Index of its class.
    pub class: u32,
    /// Rounds in a full magazine; it starts full.
    pub rounds: u32,
    /// Engagements it can conduct at the same time.
    pub channels: u32,
    /// From the launch of the last round to a full magazine (s).
    pub reload_time_s: f64,
    /// How many times the magazine can be refilled.
    pub reloads: u32,
    /// Rounds a shot; fewer when fewer are left.
    pub salvo: u32,
    /// Whether it may engage a threat again after a miss. If not, it engages a given threat once only.
    pub shoot_look_shoot: bool,
    /// From intercept until it is known whether the threat still flies (s).
    pub assess_time_s: f64,
}

impl Default for Unit {
    /// One round, one channel, and no limit on the number of reloads.
    fn default() -> Self {
        Self {
            class: 0,
            rounds: 1,
            channels: 1,
            reload_time_s: 0.0,
            reloads: u32::MAX,
            salvo: 1,
            shoot_look_shoot: true,
            assess_time_s: 0.0,
        }
    }
}

/// Launch windows, columnar and sorted by threat: threat i has the rows `offsets[i]..offsets[i + 1]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Windows {
    /// Where the rows of each threat begin, and the total at the end.
    pub offsets: Vec<usize>,
    /// Index of the unit that may fire.
    pub unit: Vec<u32>,
    /// Launch grid, ascending, in raid time (s). The window is open from its first to its last knot.
    pub launch_s: Vec<[f64; POINTS]>,
    /// Intercept for a launch at each knot, linear between them, in raid time (s).
    pub intercept_s: Vec<[f64; POINTS]>,
}

/// The columns of a plan, not yet checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Tables {
    /// Classes of threats.
    pub threat_classes: Vec<ThreatClass>,
    /// Classes of units.
    pub unit_classes: Vec<UnitClass>,
    /// The threats.
    pub threats: Vec<Threat>,
    /// The units.
    pub units: Vec<Unit>,
    /// Number of assets.
    pub assets: u32,
    /// The windows.
    pub windows: Windows,
    /// Multiplier of the kill probability, 0 to 1, by unit class and threat class.
    pub kill_scale: Vec<Vec<f64>>,
    /// Preference rank by unit class and threat class: the lowest is tried first, [`NEVER`] not at all.
    pub preference: Vec<Vec<u8>>,
}

/// A checked plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    tables: Tables,
    openings: Vec<Event>,
    rows: Vec<Row>,
}

/// What decides whether a window may be used now, side by side: it is asked far more often than anything else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// First launch (s).
    pub opens_s: f64,
    /// Last launch (s).
    pub closes_s: f64,
    /// Index of the unit.
    pub unit: u32,
    /// Preference rank of the unit's class against the threat's.
    pub rank: u8,
}

impl Row {
    /// Whether a launch at `time_s` lies within the window, both ends included.
    pub fn is_open(&self, time_s: f64) -> bool {
        self.opens_s <= time_s && time_s <= self.closes_s
    }
}

impl Plan {
    /// Checks the tables and prepares what every replication needs.
    pub fn new(tables: Tables) -> Result<Self> {
        check::tables(&tables)?;
        let windows = &tables.windows;
        let mut openings = Vec::new();
        let mut rows = Vec::with_capacity(windows.unit.len());
        for ((threat, t), range) in (0..).zip(&tables.threats).zip(windows.offsets.windows(2)) {
            for i in range[0]..range[1] {
                let unit = windows.unit[i];
                let unit_class = tables.units[unit as usize].class as usize;
                let rank = tables.preference[unit_class][t.class as usize];
                let (opens_s, closes_s) = (windows.launch_s[i][0], windows.launch_s[i][POINTS - 1]);
                rows.push(Row { opens_s, closes_s, unit, rank });
                if rank != NEVER {
                    let window = check::index(i)?;
                    openings.push(Event { time_s: opens_s, kind: Kind::WindowOpens, threat, unit, window });
                }
            }
        }
        openings.sort_unstable();
        Ok(Self { tables, openings, rows })
    }

    /// The columns, as given.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The openings of all windows that may be used, in order.
    pub fn openings(&self) -> &[Event] {
        &self.openings
    }

    /// Indices of the windows of `threat`.
    pub fn windows_of(&self, threat: u32) -> std::ops::Range<usize> {
        let i = threat as usize;
        self.tables.windows.offsets[i]..self.tables.windows.offsets[i + 1]
    }

    /// All windows, in brief.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Intercept time (s) of a launch at `time_s` within the window of `row`.
    pub fn intercept_s(&self, row: usize, time_s: f64) -> f64 {
        let (launch, intercept) = (&self.tables.windows.launch_s[row], &self.tables.windows.intercept_s[row]);
        let Some(i) = (1..POINTS).find(|&i| time_s < launch[i]) else {
            return intercept[POINTS - 1];
        };
        let share = ((time_s - launch[i - 1]) / (launch[i] - launch[i - 1])).max(0.0);
        intercept[i - 1] + (intercept[i] - intercept[i - 1]) * share
    }
}
