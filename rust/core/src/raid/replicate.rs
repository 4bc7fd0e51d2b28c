//! One replication of a raid: what it needs, and what comes of it. How it goes is in [`super::engage`].

use super::cause::{Cause, Story};
use super::course::Engagement;
use super::draws::Draws;
use super::events::{Queue, NONE};
use super::nights::replicate_nights;
use super::plan::{Plan, TIME_TOLERANCE_S};
use super::stock::{Owner, Stocks};
use super::unknowns::Unknowns;
use super::waits::{self, Wait};
use super::windows::Windows;
use crate::math::random::Replication;

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
    /// It arrived, and was a decoy.
    Decoy = 4,
}

/// What came of one replication.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// Fate of each threat.
    pub fate: Vec<Fate>,
    /// Why it leaked, of each threat that did.
    pub cause: Vec<Option<Cause>>,
    /// Unit that killed each threat, [`NONE`] where none did.
    pub unit: Vec<u32>,
    /// Rounds spent by each unit.
    pub rounds: Vec<u32>,
    /// Rounds among them that came after the one that killed the threat, or after it had left.
    pub wasted: Vec<u32>,
    /// Rounds that each unit has left when the last threat has gone.
    pub left: Vec<u32>,
    /// When a unit first had no round for a threat that was in its window and that nobody engaged (s); infinite for never.
    pub first_shortage_s: f64,
    /// When each unit with a window first had no round for it (s); infinite for never.
    pub short_s: Vec<f64>,
    /// Every engagement, and what depots sent: unit, time (s) and rounds.
    pub engagements: Vec<Engagement>,
    /// See `engagements`.
    pub sent: Vec<(u32, f64, u32)>,
    /// When the last threat has gone (s).
    pub ends_s: f64,
    /// Greatest number of channels in use at once, of all units.
    pub channels_busy_max: u32,
    /// How each threat waited.
    pub waits: Vec<Wait>,
    /// Greatest number of threats that wait at once.
    pub waiting_max: u32,
}

/// Memory of one replication, to be used again for the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    pub(super) draws: Draws,
    pub(super) outcome: Outcome,
    pub(super) queue: Queue,
    pub(super) windows: Windows,
    pub(super) stocks: Stocks,
    pub(super) threats: Vec<ThreatState>,
    // Threat, unit and begin (s) of engagements of a threat that another unit engages too.
    pub(super) besides: Vec<(u32, u32, f64)>,
    // Windows of each unit that have opened, and their threats, with a lazy purge of those that no longer matter.
    pub(super) opened: Vec<Vec<(u32, u32)>>,
    // By unit class and threat class: see [`Unknowns::kill`].
    pub(super) kills: Vec<(f64, f64)>,
    // Threat, unit and intercept (s) of each round.
    pub(super) rounds: Vec<(u32, u32, f64)>,
    // Begins and ends (s) of waiting.
    pub(super) waiting: [Vec<f64>; 2],
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ThreatState {
    pub(super) story: Story,
    pub(super) killed_s: f64,
    // Which of the night's rounds killed it.
    pub(super) killer: usize,
    // A unit that engages it, and since when (s).
    pub(super) by: u32,
    pub(super) since_s: f64,
    // The opening of the first window from which it was not turned away, and the first launch at it (s); infinite for none.
    pub(super) came_s: f64,
    pub(super) first_s: f64,
    // The last chance of all windows so far from whose opening on nobody fired at it (s), negative infinite for none; and
    // whether it will be looked at.
    pub(super) last_chance_s: f64,
    pub(super) is_looked_at: bool,
}

/// The outcome of a replication: a pure function of the plan, the vector of what is not known, and its number.
pub fn replicate<'s>(
    plan: &Plan,
    unknowns: &Unknowns,
    replication: Replication,
    scratch: &'s mut Scratch,
) -> &'s Outcome {
    // One night lasts as long as it likes, and nothing is recorded of it that could be refused.
    let one = replicate_nights(plan, unknowns, replication, 1, scratch, |_, _| Ok(()));
    debug_assert!(one.is_ok());
    &scratch.outcome
}

impl Scratch {
    /// Begins a night: the first, at 0 s, with full stocks, a later one with what there is; returns what was drawn for it.
    pub(super) fn begin(&mut self, plan: &Plan, unknowns: &Unknowns, replication: Replication, begin_s: f64) -> &Draws {
        let (threats, units) = (plan.tables().threats.len(), plan.tables().units.len());
        self.draws.draw(plan, unknowns, replication, begin_s);
        if begin_s > 0.0 {
            self.queue.next_night();
            self.stocks.next_night(Owner { plan, unknowns }, &self.draws.unit_up);
        } else {
            self.queue.clear();
            self.stocks.reset(plan, unknowns, &self.draws.unit_up);
        }
        self.windows.find(plan, &self.draws, unknowns.decision_time_s, &mut self.queue);
        let never = f64::INFINITY;
        let story = Story::default();
        let (by, killer, is_looked_at) = (NONE, 0, false);
        let (killed_s, came_s, first_s, last_chance_s) = (never, never, never, -never);
        let flying =
            ThreatState { story, killed_s, killer, by, since_s: 0.0, came_s, first_s, last_chance_s, is_looked_at };
        refill(&mut self.threats, threats, flying);
        refill(&mut self.outcome.unit, threats, NONE);
        refill(&mut self.outcome.rounds, units, 0);
        self.outcome.first_shortage_s = f64::INFINITY;
        refill(&mut self.outcome.short_s, units, f64::INFINITY);
        self.outcome.engagements.clear();
        self.stocks.sent.clear();
        self.outcome.channels_busy_max = 0;
        self.opened.resize_with(units, Vec::new);
        self.opened.iter_mut().for_each(Vec::clear);
        self.besides.clear();
        let classes = plan.tables().threat_classes;
        let pairs =
            (0..plan.tables().unit_classes.len()).flat_map(|unit| (0..classes).map(move |threat| (unit, threat)));
        self.kills.clear();
        self.kills.extend(pairs.map(|(unit, threat)| unknowns.kill(plan, unit, threat)));
        self.rounds.clear();
        &self.draws
    }

    /// What came of the night that was settled last.
    pub(super) fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// A unit begins to engage a threat.
    pub(super) fn engages(&mut self, threat: u32, unit: u32, time_s: f64) {
        let state = &mut self.threats[threat as usize];
        if state.by == NONE {
            (state.by, state.since_s) = (unit, time_s);
        } else {
            self.besides.push((threat, unit, time_s));
        }
    }

    /// A unit engages a threat no longer.
    pub(super) fn ends(&mut self, threat: u32, unit: u32) {
        let state = &mut self.threats[threat as usize];
        if state.by == unit {
            state.by = NONE;
        } else {
            self.besides.retain(|&(of, by, _)| (of, by) != (threat, unit));
        }
    }

    /// Whether the unit knows of an engagement of the threat: its own, or another's when a delay has passed.
    pub(super) fn knows(&self, threat: u32, unit: u32, delayed_s: f64) -> bool {
        let known = |by: u32, since_s: f64| by == unit || since_s <= delayed_s;
        let state = &self.threats[threat as usize];
        state.by != NONE && known(state.by, state.since_s)
            || self.besides.iter().any(|&(of, by, since_s)| of == threat && known(by, since_s))
    }

    /// Ends a night that began at a time (s): whoever was not killed left the raid as drawn.
    pub(super) fn settle(&mut self, plan: &Plan, begin_s: f64) {
        let outcome = &mut self.outcome;
        outcome.first_shortage_s -= begin_s;
        outcome.short_s.iter_mut().for_each(|short_s| *short_s -= begin_s);
        for engagement in &mut outcome.engagements {
            engagement.from_s -= begin_s;
            engagement.to_s -= begin_s;
        }
        outcome.sent.clear();
        outcome.sent.extend(self.stocks.sent.iter().map(|&(unit, time_s, rounds)| (unit, time_s - begin_s, rounds)));
        outcome.ends_s = self.draws.leaves_s.iter().copied().fold(begin_s, f64::max) - begin_s;
        outcome.fate.clear();
        outcome.cause.clear();
        for (threat, (state, &drawn)) in (0u32..).zip(self.threats.iter().zip(&self.draws.leaves_as)) {
            let fate = if state.killed_s < f64::INFINITY { Fate::Intercepted } else { drawn };
            outcome.fate.push(fate);
            let leaked = fate == Fate::Leaked;
            outcome.cause.push(leaked.then(|| state.story.cause(self.windows.chance(threat))));
        }
        outcome.waiting_max =
            waits::settle(&self.threats, &self.windows, &self.draws.leaves_s, &mut outcome.waits, &mut self.waiting);
        let units = plan.tables().units.len();
        refill(&mut outcome.wasted, units, 0);
        for (i, &(threat, unit, intercept_s)) in self.rounds.iter().enumerate() {
            let state = &self.threats[threat as usize];
            // Of rounds that arrive at the same instant, the one that was launched first kills.
            let after_kill = (intercept_s, i) > (state.killed_s, state.killer);
            let after_end = intercept_s > self.draws.leaves_s[threat as usize] + TIME_TOLERANCE_S;
            outcome.wasted[unit as usize] += u32::from(after_kill || after_end);
        }
        outcome.left.clear();
        outcome.left.extend((0..units).map(|unit| self.stocks.left(unit)));
    }
}

fn refill<T: Clone>(column: &mut Vec<T>, length: usize, value: T) {
    column.clear();
    column.resize(length, value);
}
