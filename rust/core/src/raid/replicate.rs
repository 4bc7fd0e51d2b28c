//! One replication of a raid.
//!
//! Doctrine: a threat is engaged by one unit at a time, as soon as a window is open at a unit that is up and has a free
//! channel and rounds; among several such units the one of lowest preference rank, then of the earliest intercept, then of
//! the lowest index. A threat that finds no such unit waits. A unit that gets a channel or its rounds back takes the waiting
//! threat that its priority puts first. A channel is held from launch until the result is assessed, whatever became of the
//! threat in the meantime. With a deconfliction delay units do not know of each other's engagements before it has passed.

use super::cause::{Cause, Story};
use super::draws::Draws;
use super::events::{Event, Kind, Queue, NONE};
use super::plan::{Plan, Priority, TIME_TOLERANCE_S};
use super::stock::{Owner, Stocks};
use super::unknowns::Unknowns;
use super::windows::{Row, Windows};
use crate::math::random::{Purpose, Replication, Stream};

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
    /// Rounds among them that came after the threat was killed or had left.
    pub wasted: Vec<u32>,
    /// Rounds that each unit has left.
    pub left: Vec<u32>,
    /// When a unit with a window first had no round for it (s); infinite for never.
    pub first_shortage_s: f64,
    /// Greatest number of channels in use at once, of all units.
    pub channels_busy_max: u32,
}

/// Memory of one replication, to be used again for the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    draws: Draws,
    outcome: Outcome,
    queue: Queue,
    windows: Windows,
    stocks: Stocks,
    threats: Vec<ThreatState>,
    // Units that engage each threat, and since when.
    engaged: Vec<Vec<(u32, f64)>>,
    // Windows of each unit that have opened, and their threats, with a lazy purge of those that no longer matter.
    opened: Vec<Vec<(u32, u32)>>,
    // Threat, unit and intercept (s) of each round.
    rounds: Vec<(u32, u32, f64)>,
}

#[derive(Debug, Clone, Copy)]
struct ThreatState {
    story: Story,
    killed_s: f64,
    engagements: u64,
    waits: bool,
}

/// The outcome of a replication: a pure function of the plan, the vector of what is not known, and its number.
pub fn replicate<'s>(
    plan: &Plan,
    unknowns: &Unknowns,
    replication: Replication,
    scratch: &'s mut Scratch,
) -> &'s Outcome {
    scratch.reset(plan, unknowns, replication);
    let mut run = Run { of: Owner { plan, unknowns }, replication, busy: 0, s: scratch };
    while let Some(event) = run.s.queue.pop() {
        run.happens(event);
    }
    scratch.settle(plan);
    &scratch.outcome
}

impl Scratch {
    fn reset(&mut self, plan: &Plan, unknowns: &Unknowns, replication: Replication) {
        let (threats, units) = (plan.tables().threats.len(), plan.tables().units.len());
        self.draws.draw(plan, unknowns, replication);
        self.queue.clear();
        self.windows.find(plan, &self.draws, unknowns.decision_time_s, &mut self.queue);
        self.stocks.reset(plan, unknowns, &self.draws.unit_up);
        let flying = ThreatState { story: Story::default(), killed_s: f64::INFINITY, engagements: 0, waits: false };
        refill(&mut self.threats, threats, flying);
        refill(&mut self.outcome.unit, threats, NONE);
        refill(&mut self.outcome.rounds, units, 0);
        self.outcome.first_shortage_s = f64::INFINITY;
        self.outcome.channels_busy_max = 0;
        self.opened.resize_with(units, Vec::new);
        self.opened.iter_mut().for_each(Vec::clear);
        self.engaged.resize_with(threats, Vec::new);
        self.engaged.iter_mut().for_each(Vec::clear);
        self.rounds.clear();
    }

    // Whoever was not killed left the raid as drawn.
    fn settle(&mut self, plan: &Plan) {
        let outcome = &mut self.outcome;
        outcome.fate.clear();
        outcome.cause.clear();
        for (threat, (state, &drawn)) in (0u32..).zip(self.threats.iter().zip(&self.draws.leaves_as)) {
            let fate = if state.killed_s < f64::INFINITY { Fate::Intercepted } else { drawn };
            outcome.fate.push(fate);
            let leaked = fate == Fate::Leaked;
            outcome.cause.push(leaked.then(|| state.story.cause(self.windows.chance(threat))));
        }
        let units = plan.tables().units.len();
        refill(&mut outcome.wasted, units, 0);
        for &(threat, unit, intercept_s) in &self.rounds {
            let ends_s =
                self.threats[threat as usize].killed_s.min(self.draws.leaves_s[threat as usize] + TIME_TOLERANCE_S);
            outcome.wasted[unit as usize] += u32::from(intercept_s > ends_s);
        }
        outcome.left.clear();
        outcome.left.extend((0..units).map(|unit| self.stocks.left(unit)));
    }
}

fn refill<T: Clone>(column: &mut Vec<T>, length: usize, value: T) {
    column.clear();
    column.resize(length, value);
}

struct Run<'a> {
    of: Owner<'a>,
    replication: Replication,
    busy: u32,
    s: &'a mut Scratch,
}

impl Run<'_> {
    fn happens(&mut self, event: Event) {
        let Event { time_s, kind, threat, unit, window } = event;
        let Scratch { stocks, queue, .. } = &mut *self.s;
        match kind {
            Kind::ChannelFree => return self.channel_free(event),
            Kind::WindowOpens => return self.window_opens(event),
            Kind::LastChance => return self.last_chance(threat, window, time_s),
            Kind::Reloaded => stocks.reloaded(self.of, unit, time_s, queue),
            Kind::Delivered => stocks.delivered(self.of, unit, time_s, queue),
            Kind::DepotFilled => stocks.depot_filled(self.of, unit, time_s, queue),
            Kind::Lull => stocks.lull(self.of, unit, time_s, queue),
        }
        if kind == Kind::Reloaded {
            self.serve_waiting(unit, time_s);
        }
    }

    fn window_opens(&mut self, event: Event) {
        let Event { threat, unit, time_s, window, .. } = event;
        if !self.is_flying(threat, time_s) {
            return;
        }
        self.s.opened[unit as usize].push((window, threat));
        // A waiting threat waits because no other unit can have it: only a unit that is ready changes that.
        if self.s.stocks.is_ready(unit) {
            self.engage(threat, time_s, true);
            return;
        }
        let story = &mut self.s.threats[threat as usize].story;
        if self.s.stocks.has_round(unit) {
            story.no_channel = true;
        } else {
            story.no_round = true;
            self.s.outcome.first_shortage_s = self.s.outcome.first_shortage_s.min(time_s);
        }
    }

    fn channel_free(&mut self, event: Event) {
        self.busy -= 1;
        self.s.stocks.free(event.unit);
        self.s.engaged[event.threat as usize].retain(|&(unit, _)| unit != event.unit);
        self.serve_waiting(event.unit, event.time_s);
        // After a miss the threat may still find another unit.
        self.engage(event.threat, event.time_s, true);
    }

    fn last_chance(&mut self, threat: u32, window: u32, time_s: f64) {
        self.s.threats[threat as usize].waits = false;
        if self.s.windows.rows()[window as usize].is_open(time_s) {
            self.engage(threat, time_s, false);
        }
    }

    fn is_flying(&self, threat: u32, time_s: f64) -> bool {
        time_s < self.s.threats[threat as usize].killed_s.min(self.s.draws.leaves_s[threat as usize])
    }

    // Whether the unit knows of an engagement of the threat: its own, or another's when the delay has passed.
    fn is_engaged(&self, threat: u32, unit: u32, time_s: f64) -> bool {
        let delay_s = self.of.plan.tables().doctrine.deconfliction_delay_s;
        self.s.engaged[threat as usize].iter().any(|&(by, since_s)| by == unit || since_s + delay_s <= time_s)
    }

    fn serve_waiting(&mut self, unit: u32, time_s: f64) {
        while self.s.stocks.is_ready(unit) {
            let Some(threat) = self.first_waiting(unit, time_s) else {
                return;
            };
            // It fires, or some unit does, or it waits for a cheaper one and is not found again.
            self.engage(threat, time_s, true);
        }
    }

    // The threat that the priority puts first, then of earliest arrival, then of lowest index, that `unit` could engage now.
    fn first_waiting(&mut self, unit: u32, time_s: f64) -> Option<u32> {
        let mut opened = std::mem::take(&mut self.s.opened[unit as usize]);
        let mut first: Option<(f64, f64, u32)> = None;
        opened.retain(|&(row, threat)| {
            let kept = self.is_flying(threat, time_s) && self.s.windows.rows()[row as usize].is_open(time_s);
            let free = !self.s.threats[threat as usize].waits && self.rounds_allowed(threat) > 0;
            if kept && free && !self.is_engaged(threat, unit, time_s) {
                let (urgency, arrival_s) = self.urgency(threat, unit);
                let candidate = (urgency, arrival_s, threat);
                if first.is_none_or(|f| candidate < f) {
                    first = Some(candidate);
                }
            }
            kept
        });
        self.s.opened[unit as usize] = opened;
        first.map(|(_, _, threat)| threat)
    }

    fn urgency(&self, threat: u32, unit: u32) -> (f64, f64) {
        let tables = self.of.plan.tables();
        let t = &tables.threats[threat as usize];
        let arrival_s = t.arrival_s + self.s.draws.moved_s[threat as usize];
        let first = match tables.doctrine.priority {
            Priority::EarliestImpact => 0.0,
            Priority::ValueAtRisk => -t.asset.map_or(0.0, |asset| tables.asset_values[asset as usize]),
            Priority::HardestFirst => {
                let class = tables.units[unit as usize].class as usize;
                let (kills, spoiled) = self.of.unknowns.kill(self.of.plan, class, t.class as usize);
                kills * (1.0 - spoiled)
            }
        };
        (first, arrival_s)
    }

    // Has the best unit fire at the threat, if it finds one.
    fn engage(&mut self, threat: u32, time_s: f64, may_wait: bool) {
        if !self.is_flying(threat, time_s) || self.rounds_allowed(threat) == 0 {
            return;
        }
        let Some(row) = self.best_window(threat, time_s) else { return };
        let may_wait = may_wait && self.of.plan.tables().doctrine.wait_for_cheaper;
        if !(may_wait && self.waits(threat, row, time_s)) {
            self.fire(threat, row, time_s);
        }
    }

    fn rounds_allowed(&self, threat: u32) -> u32 {
        let fired = self.s.threats[threat as usize].story.fired;
        self.of.plan.tables().doctrine.rounds_per_target_max.saturating_sub(fired)
    }

    // Lowest preference rank, then earliest intercept, then lowest index of the unit.
    fn best_window(&self, threat: u32, time_s: f64) -> Option<usize> {
        let mut best: Option<(u8, f64, u32, usize)> = None;
        for i in self.s.windows.of(threat) {
            let row = &self.s.windows.rows()[i];
            let worse = best.is_some_and(|b| row.rank > b.0);
            if worse
                || !row.is_open(time_s)
                || !self.s.stocks.is_ready(row.unit)
                || self.is_engaged(threat, row.unit, time_s)
            {
                continue;
            }
            let candidate = (row.rank, self.intercept_s(threat, i, time_s), row.unit, i);
            if best.is_none_or(|b| candidate < b) {
                best = Some(candidate);
            }
        }
        best.map(|(_, _, _, row)| row)
    }

    // Whether a cheaper unit that has rounds, or expects some, opens a window before this one closes; then looks again when it
    // is about to close.
    fn waits(&mut self, threat: u32, row: usize, time_s: f64) -> bool {
        let (rows, this) = (self.s.windows.rows(), &self.s.windows.rows()[row]);
        let cheaper = self.s.windows.of(threat).map(|i| &rows[i]).any(|other| {
            let later = other.opens_s > time_s && other.opens_s < this.closes_s && !other.barred;
            later && other.rank < this.rank && self.s.stocks.expects_round(other.unit)
        });
        if cheaper && !self.s.threats[threat as usize].waits {
            self.s.threats[threat as usize].waits = true;
            #[allow(clippy::cast_possible_truncation, reason = "windows of a raid are far fewer than 2^32")]
            let window = row as u32;
            let unit = this.unit;
            self.s.queue.push(Event { time_s: this.closes_s, kind: Kind::LastChance, threat, unit, window });
        }
        cheaper
    }

    fn intercept_s(&self, threat: u32, row: usize, launch_s: f64) -> f64 {
        let moved_s = self.s.draws.moved_s[threat as usize];
        let curve = self.s.windows.rows()[row].curve;
        self.of.plan.tables().encounters[threat as usize].curve(curve).intercept_s(launch_s - moved_s) + moved_s
    }

    fn fire(&mut self, threat: u32, row: usize, time_s: f64) {
        let Row { unit, closes_s, fired, .. } = self.s.windows.rows()[row];
        let magazine = self.of.magazine(unit);
        let own = magazine.rounds_per_target_max.saturating_sub(fired);
        let wanted = magazine.salvo.min(self.rounds_allowed(threat)).min(own);
        let salvo = self.s.stocks.take(unit, within_window(wanted, magazine.salvo_spacing_s, closes_s - time_s));
        self.busy += 1;
        self.s.outcome.channels_busy_max = self.s.outcome.channels_busy_max.max(self.busy);
        self.s.outcome.rounds[unit as usize] += salvo;
        self.s.engaged[threat as usize].push((unit, time_s));
        let class = self.of.plan.tables().units[unit as usize].class;
        let (kills, spoiled) = self.chance(threat, class);
        let mut assessed_from_s = time_s;
        let mut launch_s = time_s;
        for _ in 0..salvo {
            let intercept_s = self.intercept_s(threat, row, launch_s);
            self.shoot(threat, unit, intercept_s, (kills, spoiled));
            assessed_from_s = assessed_from_s.max(intercept_s);
            launch_s += magazine.salvo_spacing_s;
        }
        let last_launch_s = launch_s - magazine.salvo_spacing_s;
        let free_s = assessed_from_s + self.assess_s(threat, unit);
        self.s.queue.push(Event { time_s: free_s, kind: Kind::ChannelFree, threat, unit, window: NONE });
        self.s.stocks.fired(self.of, unit, last_launch_s, &mut self.s.queue);
        self.bar(threat, unit, salvo);
    }

    fn assess_s(&mut self, threat: u32, unit: u32) -> f64 {
        let magazine = self.of.magazine(unit);
        let state = &mut self.s.threats[threat as usize];
        state.engagements += 1;
        if !magazine.assess_exponential {
            return magazine.assess_time_s;
        }
        let key = self.of.plan.tables().threats[threat as usize].key;
        -magazine.assess_time_s * Stream::new(self.replication, key, Purpose::Assess).uniform(state.engagements).ln()
    }

    // A unit that may not shoot again, or has missed too often, leaves the threat to others.
    fn bar(&mut self, threat: u32, unit: u32, salvo: u32) {
        let magazine = self.of.magazine(unit);
        for i in self.s.windows.of(threat) {
            let row = self.s.windows.row(i);
            if row.unit == unit {
                row.engagements += 1;
                row.fired += salvo;
                row.barred |= !magazine.shoot_look_shoot
                    || row.engagements >= magazine.misses_max
                    || row.fired >= magazine.rounds_per_target_max;
            }
        }
    }

    // One more draw per class decides whether a common cause (a decoy taken for the target, a seeker that cannot see it) spoils all
    // its shots at this threat; then the probability that a round kills.
    fn chance(&self, threat: u32, unit_class: u32) -> (f64, bool) {
        let tables = self.of.plan.tables();
        let t = &tables.threats[threat as usize];
        let (kills, spoiled) = self.of.unknowns.kill(self.of.plan, unit_class as usize, t.class as usize);
        if spoiled <= 0.0 {
            return (kills, false);
        }
        let common = Stream::new(self.replication, t.key, Purpose::CommonCause);
        (kills, common.uniform(tables.unit_classes[unit_class as usize]) < spoiled)
    }

    // Each round has its own draw, numbered by the rounds at the threat so far. The earliest kill counts.
    fn shoot(&mut self, threat: u32, unit: u32, intercept_s: f64, (kills, spoiled): (f64, bool)) {
        let key = self.of.plan.tables().threats[threat as usize].key;
        let state = &mut self.s.threats[threat as usize];
        let draw = u64::from(state.story.fired);
        state.story.fired += 1;
        state.story.sound += u32::from(!spoiled);
        self.s.rounds.push((threat, unit, intercept_s));
        if spoiled || intercept_s > self.s.draws.leaves_s[threat as usize] + TIME_TOLERANCE_S {
            return;
        }
        let hit = Stream::new(self.replication, key, Purpose::Shot).uniform(draw) < kills;
        if hit && intercept_s < state.killed_s {
            state.killed_s = intercept_s;
            self.s.outcome.unit[threat as usize] = unit;
        }
    }
}

// Rounds of a salvo whose launches lie within the window.
fn within_window(wanted: u32, spacing_s: f64, open_s: f64) -> u32 {
    if spacing_s <= 0.0 {
        return wanted;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates")]
    let fit = (open_s / spacing_s).floor() as u32;
    wanted.min(fit.saturating_add(1))
}
