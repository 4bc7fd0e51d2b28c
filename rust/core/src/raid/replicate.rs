//! One replication of a raid.
//!
//! Doctrine: a threat is engaged by one unit at a time, as soon as a window is open at a unit that is available
//! and has a free channel and rounds; among several such units the one of lowest preference rank, then of the
//! earliest intercept, then of the lowest index. A threat that finds no such unit waits. A unit that gets a
//! channel or its rounds back takes the waiting threat of earliest arrival, then of lowest index.
//! A channel is held from launch until the result is assessed, whatever became of the threat in the meantime.

use super::draws::Draws;
use super::events::{Event, Kind, Queue};
use super::plan::{Plan, NEVER, TIME_TOLERANCE_S};
use crate::math::random::{Purpose, Stream};

/// No unit, no threat, no window.
pub const NONE: u32 = u32::MAX;

/// What became of a threat, in the order of every table of fates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Fate {
    /// It failed on its own.
    Failed = 0,
    /// It was jammed.
    Jammed = 1,
    /// A unit killed it.
    Intercepted = 2,
    /// It arrived.
    Leaked = 3,
}

/// What came of one replication.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Fate of each threat.
    pub fate: Vec<Fate>,
    /// Unit that killed each threat, [`NONE`] where none did.
    pub unit: Vec<u32>,
    /// Rounds spent by each unit.
    pub rounds: Vec<u32>,
}

/// Memory of one replication, to be used again for the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    draws: Draws,
    outcome: Outcome,
    queue: Queue,
    threats: Vec<ThreatState>,
    units: Vec<UnitState>,
    // Windows of each unit that have opened, and their threats, with a lazy purge of those that no longer matter.
    opened: Vec<Vec<(u32, u32)>>,
    // Windows barred because their unit may engage a threat once only.
    barred: Vec<bool>,
}

#[derive(Debug, Clone, Copy, Default)]
struct ThreatState {
    shots: u64,
    engaged: bool,
    killed: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct UnitState {
    free_channels: u32,
    rounds: u32,
    reloads: u32,
}

impl UnitState {
    fn is_ready(self) -> bool {
        self.free_channels > 0 && self.rounds > 0
    }
}

/// The outcome of `replication`: a pure function of the plan, the seed and the index.
pub fn replicate<'s>(plan: &Plan, seed: u64, replication: u64, scratch: &'s mut Scratch) -> &'s Outcome {
    scratch.reset(plan, seed, replication);
    let mut run = Run { plan, seed, replication, s: scratch };
    while let Some(event) = run.s.queue.pop(plan.openings()) {
        match event.kind {
            Kind::ChannelFree => run.channel_free(event),
            Kind::Reloaded => run.reloaded(event),
            Kind::WindowOpens => run.window_opens(event),
        }
    }
    scratch.settle();
    &scratch.outcome
}

impl Scratch {
    fn reset(&mut self, plan: &Plan, seed: u64, replication: u64) {
        let tables = plan.tables();
        let threats = tables.threats.len();
        self.draws.draw(plan, seed, replication);
        self.queue.clear();
        refill(&mut self.threats, threats, ThreatState::default());
        refill(&mut self.barred, tables.windows.unit.len(), false);
        refill(&mut self.outcome.unit, threats, NONE);
        refill(&mut self.outcome.rounds, tables.units.len(), 0);
        self.opened.resize_with(tables.units.len(), Vec::new);
        self.opened.iter_mut().for_each(Vec::clear);
        self.units.clear();
        // A unit that is not available has no channel to offer, and gets none back.
        self.units.extend(tables.units.iter().zip(&self.draws.available).map(|(unit, &available)| UnitState {
            free_channels: if available { unit.channels } else { 0 },
            rounds: unit.rounds,
            reloads: unit.reloads,
        }));
    }

    // Whoever was not killed left the raid as drawn.
    fn settle(&mut self) {
        let fates = self.threats.iter().zip(&self.draws.leaves_as);
        self.outcome.fate.clear();
        self.outcome.fate.extend(fates.map(|(t, &drawn)| if t.killed { Fate::Intercepted } else { drawn }));
    }
}

fn refill<T: Clone>(column: &mut Vec<T>, length: usize, value: T) {
    column.clear();
    column.resize(length, value);
}

struct Run<'a> {
    plan: &'a Plan,
    seed: u64,
    replication: u64,
    s: &'a mut Scratch,
}

impl Run<'_> {
    fn window_opens(&mut self, event: Event) {
        if !self.s.draws.available[event.unit as usize] || !self.is_flying(event.threat, event.time_s) {
            return;
        }
        self.s.opened[event.unit as usize].push((event.window, event.threat));
        // A waiting threat waits because no other unit can have it: only a unit that is ready changes that.
        if self.s.units[event.unit as usize].is_ready() {
            self.engage(event.threat, event.time_s);
        }
    }

    fn channel_free(&mut self, event: Event) {
        self.s.units[event.unit as usize].free_channels += 1;
        self.s.threats[event.threat as usize].engaged = false;
        self.serve_waiting(event.unit, event.time_s);
        // After a miss the threat may still find another unit.
        self.engage(event.threat, event.time_s);
    }

    fn reloaded(&mut self, event: Event) {
        self.s.units[event.unit as usize].rounds = self.plan.tables().units[event.unit as usize].rounds;
        self.serve_waiting(event.unit, event.time_s);
    }

    fn is_flying(&self, threat: u32, time_s: f64) -> bool {
        !self.s.threats[threat as usize].killed && time_s < self.s.draws.leaves_s[threat as usize]
    }

    fn serve_waiting(&mut self, unit: u32, time_s: f64) {
        while self.s.units[unit as usize].is_ready() {
            let Some(threat) = self.first_waiting(unit, time_s) else {
                return;
            };
            self.engage(threat, time_s);
        }
    }

    // The threat of earliest arrival, then of lowest index, that `unit` could engage now.
    fn first_waiting(&mut self, unit: u32, time_s: f64) -> Option<u32> {
        let tables = self.plan.tables();
        let mut opened = std::mem::take(&mut self.s.opened[unit as usize]);
        let mut first: Option<(f64, u32)> = None;
        opened.retain(|&(row, threat)| {
            let kept = self.is_flying(threat, time_s)
                && self.plan.rows()[row as usize].is_open(time_s)
                && !self.s.barred[row as usize];
            let candidate = (tables.threats[threat as usize].arrival_s, threat);
            if kept && !self.s.threats[threat as usize].engaged && first.is_none_or(|f| candidate < f) {
                first = Some(candidate);
            }
            kept
        });
        self.s.opened[unit as usize] = opened;
        first.map(|(_, threat)| threat)
    }

    // Has the best unit fire at the threat, if it needs and finds one.
    fn engage(&mut self, threat: u32, time_s: f64) {
        if self.s.threats[threat as usize].engaged || !self.is_flying(threat, time_s) {
            return;
        }
        if let Some(row) = self.best_window(threat, time_s) {
            self.fire(threat, row, time_s);
        }
    }

    // Lowest preference rank, then earliest intercept, then lowest index of the unit.
    fn best_window(&self, threat: u32, time_s: f64) -> Option<usize> {
        let mut best: Option<(u8, f64, u32, usize)> = None;
        for i in self.plan.windows_of(threat) {
            let row = &self.plan.rows()[i];
            let may = row.is_open(time_s) && row.rank != NEVER && !self.s.barred[i];
            if may && self.s.units[row.unit as usize].is_ready() {
                let candidate = (row.rank, self.plan.intercept_s(i, time_s), row.unit, i);
                if best.is_none_or(|b| candidate < b) {
                    best = Some(candidate);
                }
            }
        }
        best.map(|(_, _, _, row)| row)
    }

    fn fire(&mut self, threat: u32, row: usize, time_s: f64) {
        let plan = self.plan;
        let index = plan.tables().windows.unit[row];
        let unit = &plan.tables().units[index as usize];
        let state = &mut self.s.units[index as usize];
        let salvo = unit.salvo.min(state.rounds);
        state.rounds -= salvo;
        state.free_channels -= 1;
        if state.rounds == 0 && state.reloads > 0 {
            state.reloads -= 1;
            let full_s = time_s + unit.reload_time_s;
            self.s.queue.push(Event { time_s: full_s, kind: Kind::Reloaded, threat: NONE, unit: index, window: NONE });
        }
        self.s.outcome.rounds[index as usize] += salvo;
        self.s.threats[threat as usize].engaged = true;
        // Nobody else may engage the threat before this result is known, so it can be settled here.
        let intercept_s = plan.intercept_s(row, time_s);
        let hit = self.any_round_kills(threat, unit.class, salvo);
        if hit && intercept_s <= self.s.draws.leaves_s[threat as usize] + TIME_TOLERANCE_S {
            self.s.threats[threat as usize].killed = true;
            self.s.outcome.unit[threat as usize] = index;
        }
        if !unit.shoot_look_shoot {
            for other in plan.windows_of(threat).filter(|&i| plan.rows()[i].unit == index) {
                self.s.barred[other] = true;
            }
        }
        let free_s = intercept_s + unit.assess_time_s;
        self.s.queue.push(Event { time_s: free_s, kind: Kind::ChannelFree, threat, unit: index, window: NONE });
    }

    // Each round has its own draw, numbered by the shots at the threat so far; one more draw per unit class decides
    // whether a common cause (a track lost for good, a decoy, a seeker that cannot see it) spoils them all.
    fn any_round_kills(&mut self, threat: u32, unit_class: u32, salvo: u32) -> bool {
        let (draws, object) = (&self.s.draws, u64::from(threat));
        let class = unit_class as usize;
        let common = Stream::new(self.seed, self.replication, object, Purpose::CommonCause);
        let state = &mut self.s.threats[threat as usize];
        let first = state.shots;
        state.shots += u64::from(salvo);
        if common.uniform(u64::from(unit_class)) < draws.common_cause_share[class] {
            return false;
        }
        let threat_class = self.plan.tables().threats[threat as usize].class as usize;
        let k = draws.conditional_kill_probability(self.plan, class, threat_class);
        let draws = Stream::new(self.seed, self.replication, object, Purpose::Shot);
        (first..state.shots).any(|shot| draws.uniform(shot) < k)
    }
}
