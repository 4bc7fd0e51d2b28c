//! The launch windows of one replication: those that the sensors that are up allow to the units that are up.

use super::draws::Draws;
use super::events::{Kind, Queue};
use super::plan::{Plan, Stance, NEVER};
use super::tracking::Tracking;
use crate::engagement::encounters::{self, Among, Opening};

/// A window that may be used: when it is open, in the raid time of the replication.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// First launch (s).
    pub opens_s: f64,
    /// Last launch (s).
    pub closes_s: f64,
    /// Index of the threat.
    pub threat: u32,
    /// Index of the unit.
    pub unit: u32,
    /// Index of the curve of its intercepts.
    pub curve: u32,
    /// The knots of that curve.
    pub knots: Among,
    /// Preference rank of the unit's class against the threat's.
    pub rank: u8,
    /// Engagements of the threat by the unit.
    pub engagements: u32,
    /// Rounds of the unit at the threat.
    pub fired: u32,
    /// Whether the unit may no longer use it.
    pub barred: bool,
    /// Whether it is barred because too many waited for the unit when it opened.
    pub turned_away: bool,
}

impl Row {
    /// Whether a launch at `time_s` lies within the window, both ends included, and the unit may make it.
    #[inline]
    pub fn is_open(&self, time_s: f64) -> bool {
        self.opens_s <= time_s && time_s <= self.closes_s && !self.barred
    }
}

/// What there is for one threat, before anybody fires.
#[allow(clippy::struct_excessive_bools, reason = "answers to separate questions")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chance {
    /// A sensor that is up tracks it at some time.
    pub tracked: bool,
    /// Some unit that engages its class could meet it, if it were tracked throughout.
    pub reachable: bool,
    /// There is a window of a unit that is down.
    pub down: bool,
    /// There is a window of a unit whose class holds its fire at the threat's.
    pub held: bool,
    /// There is a window that may be used.
    pub open: bool,
}

/// The windows of all threats: threat i has the rows `offsets[i]..offsets[i + 1]`.
#[derive(Debug, Clone, Default)]
pub struct Windows {
    rows: Vec<Row>,
    offsets: Vec<usize>,
    chances: Vec<Chance>,
    openings: Vec<Opening>,
    scratch: encounters::Scratch,
    tracking: Tracking,
}

impl Windows {
    /// Finds the windows of a replication, and plans their openings.
    pub fn find(&mut self, plan: &Plan, draws: &Draws, decision_time_s: f64, queue: &mut Queue) {
        let tables = plan.tables();
        self.tracking.decide(plan, &draws.sensor_up, &draws.moved_s, &draws.leaves_s);
        self.rows.clear();
        self.chances.clear();
        self.offsets.clear();
        self.offsets.push(0);
        for (threat, encounters) in (0u32..).zip(&tables.encounters) {
            let (i, moved_s) = (threat as usize, draws.moved_s[threat as usize]);
            let class = tables.threats[i].class;
            let begins = |sensor: u32, from_s: f64| {
                if !draws.sensor_up[sensor as usize] {
                    f64::INFINITY
                } else if tables.tracks_max[sensor as usize] == u32::MAX {
                    from_s
                } else {
                    self.tracking.begins_s(threat, sensor, from_s)
                }
            };
            self.openings.clear();
            let tracked = encounters.open(begins, decision_time_s, &mut self.scratch, &mut self.openings);
            let reachable = plan.is_reachable(threat);
            let mut chance = Chance { tracked, reachable, ..Chance::default() };
            for o in &self.openings {
                let Stance { rank, held } = plan.stance(o.unit, class);
                if rank == NEVER {
                    continue;
                }
                let up = draws.unit_up[o.unit as usize];
                chance.down |= !up;
                chance.held |= up && held;
                if !up || held || draws.recognised[i] {
                    continue;
                }
                chance.open = true;
                let (opens_s, closes_s) = (o.opens_s + moved_s, o.closes_s + moved_s);
                #[allow(clippy::cast_possible_truncation, reason = "windows of a raid are far fewer than 2^32")]
                let window = self.rows.len() as u32;
                let Opening { unit, curve, knots, .. } = *o;
                let (engagements, fired, barred, turned_away) = (0, 0, false, false);
                let row = Row {
                    opens_s,
                    closes_s,
                    threat,
                    unit,
                    curve,
                    knots,
                    rank,
                    engagements,
                    fired,
                    barred,
                    turned_away,
                };
                self.rows.push(row);
                queue.plan(opens_s, Kind::WindowOpens, window);
            }
            if tables.doctrine.wait_for_cheaper {
                self.plan_closings(queue);
            }
            self.offsets.push(self.rows.len());
            self.chances.push(chance);
        }
        queue.start();
    }

    // Plans the closings of the windows of the last threat in the list, within which a cheaper one opens.
    fn plan_closings(&self, queue: &mut Queue) {
        let first = self.offsets[self.offsets.len() - 1];
        let rows = &self.rows[first..];
        for (window, row) in (first..).zip(rows) {
            let within = |other: &&Row| other.opens_s > row.opens_s && other.opens_s < row.closes_s;
            if rows.iter().filter(within).any(|other| other.rank < row.rank) {
                #[allow(clippy::cast_possible_truncation, reason = "windows of a raid are far fewer than 2^32")]
                let window = window as u32;
                queue.plan(row.closes_s, Kind::WindowCloses, window);
            }
        }
    }

    /// Indices of the windows of `threat`.
    pub fn of(&self, threat: u32) -> std::ops::Range<usize> {
        self.offsets[threat as usize]..self.offsets[threat as usize + 1]
    }

    /// Threat and unit of a window.
    #[inline]
    pub fn whose(&self, window: u32) -> (u32, u32) {
        let row = &self.rows[window as usize];
        (row.threat, row.unit)
    }

    /// All windows, in order of threat, unit and curve.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Of one window.
    pub fn row(&mut self, row: usize) -> &mut Row {
        &mut self.rows[row]
    }

    /// What there was for a threat.
    pub fn chance(&self, threat: u32) -> Chance {
        self.chances[threat as usize]
    }
}
