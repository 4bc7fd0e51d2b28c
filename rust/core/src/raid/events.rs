//! The event queue: a total order, so that equal times never leave the sequence to chance.

use crate::math::intervals::{later, sooner};
use std::cmp::Ordering;
use std::collections::VecDeque;

/// No unit, no threat, no window.
pub const NONE: u32 = u32::MAX;

/// What happens. At equal times the first of these goes first: who waits is served before who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// An engagement is over: the unit has its channel back and the threat, if it flies on, is free again.
    ChannelFree = 0,
    /// An operator of the unit's command post is free again.
    OperatorFree = 1,
    /// Rounds are loaded. No threat belongs to it.
    Reloaded = 2,
    /// Rounds of the depot arrive at the unit.
    Delivered = 3,
    /// The depot has rounds again for a unit that asked in vain.
    DepotFilled = 4,
    /// The unit has fired its last round, or none for a while, and may load what is missing.
    Lull = 5,
    /// A launch window of the unit against the threat opens.
    WindowOpens = 6,
    /// A window is about to close within which a cheaper one may be waited for.
    WindowCloses = 7,
    /// The unit has, and expects, no round.
    RanOut = 8,
    /// Perhaps the last chance to fire at a threat at which nobody has fired.
    LastChance = 9,
}

/// An event, ordered by (time, kind, threat, unit, window).
#[derive(Debug, Clone, Copy)]
pub struct Event {
    /// Raid time (s).
    pub time_s: f64,
    /// What happens.
    pub kind: Kind,
    /// Index of the threat, [`NONE`] for what concerns a unit alone.
    pub threat: u32,
    /// Index of the unit, [`NONE`] for what concerns a threat alone.
    pub unit: u32,
    /// Row of the window that opens or closes, [`NONE`] for other events.
    pub window: u32,
}

impl Event {
    /// Something that happens to a unit alone.
    pub(super) const fn of_unit(kind: Kind, unit: u32, time_s: f64) -> Self {
        Self { time_s, kind, threat: NONE, unit, window: NONE }
    }

    /// Something that happens to a threat alone.
    pub(super) const fn of_threat(kind: Kind, threat: u32, time_s: f64) -> Self {
        Self { time_s, kind, threat, unit: NONE, window: NONE }
    }
}

impl Ord for Event {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        let ties = |e: &Self| (e.kind, e.threat, e.unit, e.window);
        self.time_s.total_cmp(&other.time_s).then_with(|| ties(self).cmp(&ties(other)))
    }
}

impl PartialOrd for Event {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Event {}

impl Event {
    // Times alone decide nearly always.
    #[inline]
    fn is_before(&self, other: &Self) -> bool {
        self.time_s < other.time_s || (self.time_s <= other.time_s && *self < *other)
    }
}

/// What is known before the first event is taken: that a window opens, or closes. The rows of the windows are in order of
/// threat, unit and curve, so that (time, kind, window) is the order of events.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Planned {
    time_s: f64,
    window: u32,
    kind: Kind,
}

impl Planned {
    fn order(&self, other: &Self) -> Ordering {
        self.time_s.total_cmp(&other.time_s).then_with(|| (self.kind, self.window).cmp(&(other.kind, other.window)))
    }

    // None of these kinds arises.
    #[inline]
    fn is_before(&self, arisen: &Event) -> bool {
        self.time_s < arisen.time_s || (self.time_s <= arisen.time_s && self.kind < arisen.kind)
    }
}

/// The events to come: the openings of windows, sorted once, and those that arise, kept in order: they are few
/// at a time, and most come last.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    planned: Vec<Planned>,
    // The same in order, and where each part of the time ends among them.
    known: Vec<Planned>,
    ends: Vec<u32>,
    next_known: usize,
    arisen: VecDeque<Event>,
}

impl Queue {
    /// Forgets everything: the start of a replication.
    pub fn clear(&mut self) {
        self.planned.clear();
        self.known.clear();
        self.next_known = 0;
        self.arisen.clear();
    }

    /// Forgets what belonged to the threats of a night; what is under way to units goes on.
    pub fn next_night(&mut self) {
        self.planned.clear();
        self.known.clear();
        self.next_known = 0;
        self.arisen.retain(|event| event.threat == NONE && event.kind != Kind::OperatorFree);
    }

    /// Adds what is known to happen at a time (s) to a window, before the first event is taken.
    #[inline]
    pub fn plan(&mut self, time_s: f64, kind: Kind, window: u32) {
        self.planned.push(Planned { time_s, window, kind });
    }

    /// Sorts the events that are known: none is planned thereafter. First into as many equal parts of the time as there are
    /// events, then, within the few that share a part, by comparison.
    pub fn start(&mut self) {
        let Self { planned, known, ends, .. } = self;
        let Some(&first) = planned.first() else { return };
        let span = |(low, high): (f64, f64), event: &Planned| (sooner(low, event.time_s), later(high, event.time_s));
        let (low, high) = planned.iter().fold((first.time_s, first.time_s), span);
        #[allow(clippy::cast_precision_loss, reason = "events of a raid are far fewer than 2^32")]
        let a_second = planned.len() as f64 / (high - low);
        let last = planned.len() - 1;
        // Rounding never lets a later event into an earlier part; with one instant alone all are in the first.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates, NaN is 0")]
        let part = |event: &Planned| (((event.time_s - low) * a_second) as usize).min(last);
        ends.clear();
        ends.resize(planned.len(), 0);
        for event in planned.iter() {
            ends[part(event)] += 1;
        }
        let mut before = 0;
        for end in ends.iter_mut() {
            before += std::mem::replace(end, before);
        }
        known.resize(planned.len(), first);
        for event in planned.iter() {
            let at = &mut ends[part(event)];
            known[*at as usize] = *event;
            *at += 1;
        }
        let mut from = 0;
        for &to in ends.iter() {
            if to - from > 1 {
                known[from as usize..to as usize].sort_unstable_by(Planned::order);
            }
            from = to;
        }
    }

    /// Adds an event that arose.
    pub fn push(&mut self, event: Event) {
        if self.arisen.back().is_none_or(|last| last.is_before(&event)) {
            self.arisen.push_back(event);
        } else {
            let at = self.arisen.partition_point(|before| before.is_before(&event));
            self.arisen.insert(at, event);
        }
    }

    /// Takes the next event of both, unless it comes after a time (s); `whose` tells the threat and the unit of a window.
    #[inline]
    pub fn pop_until(&mut self, time_s: f64, whose: impl Fn(u32) -> (u32, u32)) -> Option<Event> {
        match (self.known.get(self.next_known), self.arisen.front()) {
            (Some(&known), arisen) if arisen.is_none_or(|arisen| known.is_before(arisen)) => (known.time_s <= time_s)
                .then(|| {
                    self.next_known += 1;
                    let Planned { time_s, window, kind } = known;
                    let (threat, unit) = whose(window);
                    Event { time_s, kind, threat, unit, window }
                }),
            (_, Some(event)) if event.time_s <= time_s => self.arisen.pop_front(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_broken_by_kind_then_threat_then_unit() {
        let event = |time_s, kind, threat, unit| Event { time_s, kind, threat, unit, window: NONE };
        let window = |time_s, kind, (threat, unit), window| Event { time_s, kind, threat, unit, window };
        let sorted = [
            window(1.0, Kind::WindowOpens, (9, 9), 3),
            event(2.0, Kind::ChannelFree, 5, 0),
            event(2.0, Kind::Reloaded, NONE, 0),
            window(2.0, Kind::WindowOpens, (1, 7), 0),
            window(2.0, Kind::WindowOpens, (2, 3), 1),
            window(2.0, Kind::WindowOpens, (2, 4), 2),
            window(2.0, Kind::WindowCloses, (1, 7), 0),
            event(2.0, Kind::RanOut, NONE, 3),
            event(3.0, Kind::ChannelFree, 0, 0),
        ];
        let mut queue = Queue::default();
        for e in sorted.iter().rev() {
            if e.window == NONE {
                queue.push(*e);
            } else {
                queue.plan(e.time_s, e.kind, e.window);
            }
        }
        queue.start();
        let whose = |window: u32| [(1, 7), (2, 3), (2, 4), (9, 9)][window as usize];
        let popped: Vec<Event> = std::iter::from_fn(|| queue.pop_until(f64::INFINITY, whose)).collect();
        assert_eq!(popped, sorted);
    }
}
