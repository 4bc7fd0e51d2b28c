//! Who engages whom, and when.
//!
//! Doctrine: a threat is engaged by one unit at a time, as soon as a window is open at a unit that is up and has a free
//! channel and rounds; among several such units the one of lowest preference rank, then of the earliest intercept, then of
//! the lowest index. A threat that finds no such unit waits. A unit that gets a channel or its rounds back takes the waiting
//! threat that its priority puts first, one that comes at itself before all others. A channel is held from launch until the result is assessed, whatever became of the
//! threat in the meantime.
//!
//! With a deconfliction delay a unit does not know of another's engagement before the delay has passed, and so may fire
//! besides it; that an engagement is over all know at once.
//!
//! Where units wait for cheaper ones, the best unit holds its fire while a cheaper one that has rounds, or expects some, has a
//! window that opens later, but before its own closes. It looks again when a window opens, when a unit is free again or out
//! of rounds, and when its own window closes.

use super::events::{Event, Kind, NONE};
use super::plan::Priority;
use super::replicate::Scratch;
use super::stock::Owner;
use crate::math::random::Replication;

/// A replication as it goes.
pub(super) struct Run<'a> {
    pub(super) of: Owner<'a>,
    pub(super) replication: Replication,
    /// Channels in use.
    pub(super) busy: u32,
    pub(super) s: &'a mut Scratch,
}

impl Run<'_> {
    /// Lets everything happen up to a time (s), included.
    pub(super) fn until(&mut self, time_s: f64) {
        loop {
            let Scratch { queue, windows, .. } = &mut *self.s;
            let Some(event) = queue.pop_until(time_s, |window| windows.whose(window)) else { return };
            self.happens(event);
        }
    }

    /// Lets an event happen, and all engagements that follow from it.
    pub(super) fn happens(&mut self, event: Event) {
        let Event { time_s, kind, threat, unit, .. } = event;
        let Scratch { stocks, queue, .. } = &mut *self.s;
        match kind {
            Kind::ChannelFree => {
                self.busy -= 1;
                stocks.free(unit);
                self.s.ends(threat, unit);
                self.note_shortages(threat, time_s);
                self.serve_waiting(unit, time_s);
                // After a miss the threat may still find another unit.
                self.engage(threat, time_s);
            }
            Kind::OperatorFree => {
                stocks.operator_free(unit);
                self.serve_post(unit, time_s);
            }
            Kind::Reloaded => {
                stocks.reloaded(self.of, unit, time_s, queue);
                self.serve_waiting(unit, time_s);
            }
            Kind::Delivered => stocks.delivered(self.of, unit, time_s, queue),
            Kind::DepotFilled => stocks.depot_filled(self.of, unit, time_s, queue),
            Kind::Lull => stocks.refill(self.of, unit, time_s, queue),
            Kind::WindowOpens => self.window_opens(event),
            Kind::WindowCloses => self.engage(threat, time_s),
            Kind::RanOut => {
                stocks.ran_out(unit);
                self.serve_all(time_s);
            }
            Kind::LastChance => self.last_chance(threat, time_s),
        }
    }

    fn window_opens(&mut self, event: Event) {
        let Event { threat, unit, time_s, window, .. } = event;
        if !self.is_flying(threat, time_s) {
            return;
        }
        // A waiting threat waits because no other unit can have it: only a unit that is ready changes that, or one that was
        // waited for.
        let ready = self.s.stocks.is_ready(unit);
        if !ready {
            self.note_shortage(threat, window as usize, time_s);
        }
        if ready || self.waits_for_cheaper() {
            self.engage(threat, time_s);
        }
        if self.is_turned_away(threat, unit, time_s) {
            let row = self.s.windows.row(window as usize);
            (row.barred, row.turned_away) = (true, true);
            self.may_be_last(threat, time_s);
            return;
        }
        let state = &mut self.s.threats[threat as usize];
        state.came_s = state.came_s.min(time_s);
        let row = self.s.windows.rows()[window as usize];
        if state.story.fired == 0 {
            self.may_be_last(threat, row.closes_s.min(self.s.draws.leaves_s[threat as usize]));
        }
        if !row.barred {
            self.s.opened[unit as usize].push((window, threat));
        }
    }

    // Whether a threat that comes to a unit, and must wait, finds as many others waiting for it as may.
    fn is_turned_away(&self, threat: u32, unit: u32, time_s: f64) -> bool {
        let most = self.of.magazine(unit).waiting_max;
        if most == u32::MAX || !self.is_flying(threat, time_s) || self.is_engaged(threat, unit, time_s) {
            return false;
        }
        let opened = &self.s.opened[unit as usize];
        let waits = |&(row, other): &(u32, u32)| {
            let waiting = other != threat && self.is_flying(other, time_s) && !self.is_engaged(other, unit, time_s);
            (waiting && self.s.windows.rows()[row as usize].is_open(time_s)).then_some(other)
        };
        let mut waiting: Vec<u32> = opened.iter().filter_map(waits).collect();
        waiting.sort_unstable();
        waiting.dedup();
        waiting.len() >= most as usize
    }

    // A window through which nobody has fired has its last chance at a time (s): what its unit lacks is looked at then, unless
    // another window has a later one.
    fn may_be_last(&mut self, threat: u32, time_s: f64) {
        let state = &mut self.s.threats[threat as usize];
        if time_s <= state.last_chance_s {
            return;
        }
        state.last_chance_s = time_s;
        if !state.is_looked_at {
            state.is_looked_at = true;
            self.s.queue.push(Event::of_threat(Kind::LastChance, threat, time_s));
        }
    }

    // Notes what units lack at the last chance of a threat, or looks again at a later one.
    fn last_chance(&mut self, threat: u32, time_s: f64) {
        let Scratch { threats, windows, stocks, queue, .. } = &mut *self.s;
        let state = &mut threats[threat as usize];
        if state.story.fired > 0 {
            return;
        }
        if time_s < state.last_chance_s {
            queue.push(Event::of_threat(Kind::LastChance, threat, state.last_chance_s));
            return;
        }
        state.is_looked_at = false;
        (state.story.no_channel, state.story.no_round) = (false, false);
        for row in &windows.rows()[windows.of(threat)] {
            let is_last = row.is_open(time_s) || row.turned_away && row.opens_s >= time_s;
            if is_last && !stocks.is_ready(row.unit) {
                let has_round = stocks.has_round(row.unit);
                state.story.no_channel |= has_round;
                state.story.no_round |= !has_round;
            }
        }
    }

    // Notes the first time at which a unit had no round for a threat in its window that nobody engaged.
    fn note_shortage(&mut self, threat: u32, row: usize, time_s: f64) {
        let row = &self.s.windows.rows()[row];
        let unit = row.unit;
        if time_s >= self.s.outcome.short_s[unit as usize] || self.s.stocks.has_round(unit) || !row.is_open(time_s) {
            return;
        }
        if self.is_flying(threat, time_s) && !self.is_engaged(threat, unit, time_s) {
            self.s.outcome.short_s[unit as usize] = time_s;
            self.s.outcome.first_shortage_s = self.s.outcome.first_shortage_s.min(time_s);
        }
    }

    // The same of all units that have a window at a threat.
    fn note_shortages(&mut self, threat: u32, time_s: f64) {
        if self.is_flying(threat, time_s) {
            self.s.windows.of(threat).for_each(|row| self.note_shortage(threat, row, time_s));
        }
    }

    /// The same of all threats that wait for a unit.
    pub(super) fn note_shortages_of(&mut self, unit: u32, time_s: f64) {
        let is_new = time_s < self.s.outcome.short_s[unit as usize];
        let waiting = if is_new { self.s.opened[unit as usize].len() } else { 0 };
        for i in 0..waiting {
            let (row, threat) = self.s.opened[unit as usize][i];
            self.note_shortage(threat, row as usize, time_s);
        }
    }

    // A launch at the very instant of the arrival still counts, one at that of the kill does not.
    fn is_flying(&self, threat: u32, time_s: f64) -> bool {
        time_s < self.s.threats[threat as usize].killed_s && time_s <= self.s.draws.leaves_s[threat as usize]
    }

    fn is_engaged(&self, threat: u32, unit: u32, time_s: f64) -> bool {
        self.s.knows(threat, unit, time_s - self.of.plan.tables().doctrine.deconfliction_delay_s)
    }

    fn waits_for_cheaper(&self) -> bool {
        self.of.plan.tables().doctrine.wait_for_cheaper
    }

    fn serve_waiting(&mut self, unit: u32, time_s: f64) {
        while self.s.stocks.is_ready(unit) {
            let Some((threat, row)) = self.first_waiting(unit, time_s) else {
                return;
            };
            self.fire(threat, row, time_s);
            if !self.all_know() {
                self.engage(threat, time_s);
            }
        }
    }

    // An operator who is free serves the units of the post in their order.
    fn serve_post(&mut self, unit: u32, time_s: f64) {
        let post = self.s.stocks.post(unit);
        for unit in (0u32..).take(self.of.plan.tables().units.len()) {
            if self.s.stocks.post(unit) == post {
                self.serve_waiting(unit, time_s);
            }
        }
    }

    // A unit that is out of rounds is not waited for any longer.
    fn serve_all(&mut self, time_s: f64) {
        for unit in (0u32..).take(self.of.plan.tables().units.len()) {
            self.serve_waiting(unit, time_s);
        }
    }

    // Of those that come at the unit itself, or else of all: the threat that the priority puts first, then of earliest arrival, then of lowest index, that `unit` could engage now; and
    // the window through which it is engaged.
    fn first_waiting(&mut self, unit: u32, time_s: f64) -> Option<(u32, usize)> {
        if self.s.opened[unit as usize].is_empty() {
            return None;
        }
        let mut opened = std::mem::take(&mut self.s.opened[unit as usize]);
        let mut first: Option<((bool, f64, f64, u32), usize)> = None;
        opened.retain(|&(row, threat)| {
            let kept = self.is_flying(threat, time_s) && self.s.windows.rows()[row as usize].is_open(time_s);
            if kept && !self.is_engaged(threat, unit, time_s) {
                let (urgency, arrival_s) = self.urgency(threat, unit);
                let elsewhere = !self.of.plan.tables().comes_at[threat as usize].contains(&unit);
                let candidate = (elsewhere, urgency, arrival_s, threat);
                // Whether it can be engaged is only asked of one that would come first.
                if first.is_none_or(|f| candidate < f.0) {
                    first = self.choice(threat, time_s).map(|row| (candidate, row)).or(first);
                }
            }
            kept
        });
        self.s.opened[unit as usize] = opened;
        first.map(|((.., threat), row)| (threat, row))
    }

    fn urgency(&self, threat: u32, unit: u32) -> (f64, f64) {
        let tables = self.of.plan.tables();
        let t = &tables.threats[threat as usize];
        let arrival_s = t.arrival_s + self.s.draws.moved_s[threat as usize];
        let first = match tables.doctrine.priority {
            Priority::EarliestImpact => 0.0,
            Priority::ValueAtRisk => -t.asset.map_or(0.0, |asset| tables.asset_values[asset as usize]),
            Priority::HardestFirst => {
                let (kills, spoiled) = self.kill(threat, tables.units[unit as usize].class);
                kills * (1.0 - spoiled)
            }
        };
        (first, arrival_s)
    }

    // Has the best unit fire at the threat, if there is one; and the next, as long as it does not know of the others.
    fn engage(&mut self, threat: u32, time_s: f64) {
        while let Some(row) = self.choice(threat, time_s) {
            self.fire(threat, row, time_s);
            if self.all_know() {
                return;
            }
        }
    }

    // Whether every unit knows at once of every engagement.
    fn all_know(&self) -> bool {
        self.of.plan.tables().doctrine.deconfliction_delay_s <= 0.0
    }

    // The window through which the threat is engaged now, if it is.
    fn choice(&self, threat: u32, time_s: f64) -> Option<usize> {
        if !self.is_flying(threat, time_s) || self.rounds_allowed(threat) == 0 {
            return None;
        }
        if self.all_know() && self.s.threats[threat as usize].by != NONE {
            return None;
        }
        let row = self.best_window(threat, time_s)?;
        (!self.waits_for_cheaper() || !self.waits(threat, row, time_s)).then_some(row)
    }

    /// Rounds that the doctrine still allows at the threat.
    pub(super) fn rounds_allowed(&self, threat: u32) -> u32 {
        let fired = self.s.threats[threat as usize].story.fired;
        self.of.plan.tables().doctrine.rounds_per_target_max.saturating_sub(fired)
    }

    // Lowest preference rank, then earliest intercept, then lowest index of the unit.
    fn best_window(&self, threat: u32, time_s: f64) -> Option<usize> {
        let rows = self.s.windows.rows();
        let meets_s = |i: usize| self.intercept_s(threat, i, time_s);
        // The best so far and, once that was asked, when a launch meets the threat.
        let mut best: Option<(usize, Option<f64>)> = None;
        for i in self.s.windows.of(threat) {
            let row = &rows[i];
            let worse = best.is_some_and(|(b, _)| row.rank > rows[b].rank);
            let usable = !worse && row.is_open(time_s) && self.s.stocks.is_ready(row.unit);
            if !usable || self.is_engaged(threat, row.unit, time_s) {
                continue;
            }
            best = match best {
                Some((b, met_s)) if row.rank == rows[b].rank => {
                    let (ours_s, theirs_s) = (meets_s(i), met_s.unwrap_or_else(|| meets_s(b)));
                    let earlier = (ours_s, row.unit, i) < (theirs_s, rows[b].unit, b);
                    Some(if earlier { (i, Some(ours_s)) } else { (b, Some(theirs_s)) })
                }
                _ => Some((i, None)),
            };
        }
        best.map(|(row, _)| row)
    }

    // Whether a cheaper unit that has rounds, or expects some, opens a window later, but before this one closes.
    fn waits(&self, threat: u32, row: usize, time_s: f64) -> bool {
        let (rows, this) = (self.s.windows.rows(), &self.s.windows.rows()[row]);
        self.s.windows.of(threat).map(|i| &rows[i]).any(|other| {
            let later = other.opens_s > time_s && other.opens_s < this.closes_s && !other.barred;
            later && other.rank < this.rank && self.s.stocks.expects_round(other.unit)
        })
    }

    /// Probability that a round kills that no common cause spoils, and that one spoils all.
    pub(super) fn kill(&self, threat: u32, unit_class: u32) -> (f64, f64) {
        let tables = self.of.plan.tables();
        self.s.kills[unit_class as usize * tables.threat_classes + tables.threats[threat as usize].class as usize]
    }

    /// The factor of geometry on the kill probability of a launch through a window.
    pub(super) fn kill_factor(&self, threat: u32, row: usize, launch_s: f64) -> f64 {
        if !self.of.plan.has_factors() {
            return 1.0;
        }
        let moved_s = self.s.draws.moved_s[threat as usize];
        let curve = self.s.windows.rows()[row].curve;
        self.of.plan.tables().encounters[threat as usize].kill_factor(curve, launch_s - moved_s)
    }

    /// When a launch through a window meets the threat (s).
    pub(super) fn intercept_s(&self, threat: u32, row: usize, launch_s: f64) -> f64 {
        let moved_s = self.s.draws.moved_s[threat as usize];
        self.of.plan.curves().of(self.s.windows.rows()[row].knots).intercept_s(launch_s - moved_s) + moved_s
    }
}
