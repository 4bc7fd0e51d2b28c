//! The event queue: a total order, so that equal times never leave the sequence to chance.

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
    /// Index of the unit.
    pub unit: u32,
    /// Row of the window that opens or closes, [`NONE`] for other events.
    pub window: u32,
}

impl Event {
    /// Something that happens to a unit alone.
    pub(super) const fn of_unit(kind: Kind, unit: u32, time_s: f64) -> Self {
        Self { time_s, kind, threat: NONE, unit, window: NONE }
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

/// The events to come: the openings of windows, sorted once, and those that arise, kept in order: they are few
/// at a time, and most come last.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    planned: Vec<Event>,
    // The same in order, and where each part of the time ends among them.
    known: Vec<Event>,
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

    /// Adds an event that is known before the first is taken.
    pub fn plan(&mut self, event: Event) {
        self.planned.push(event);
    }

    /// Sorts the events that are known: none is planned thereafter. First into as many equal parts of the time as there are
    /// events, then, within the few that share a part, by comparison.
    pub fn start(&mut self) {
        let Self { planned, known, ends, .. } = self;
        let Some(&first) = planned.first() else { return };
        let span = |(low, high): (f64, f64), event: &Event| (low.min(event.time_s), high.max(event.time_s));
        let (low, high) = planned.iter().fold((first.time_s, first.time_s), span);
        #[allow(clippy::cast_precision_loss, reason = "events of a raid are far fewer than 2^32")]
        let a_second = planned.len() as f64 / (high - low);
        let last = planned.len() - 1;
        // Rounding never lets a later event into an earlier part; with one instant alone all are in the first.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates, NaN is 0")]
        let part = |event: &Event| (((event.time_s - low) * a_second) as usize).min(last);
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
                known[from as usize..to as usize].sort_unstable();
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

    /// Takes the next event of both, unless it comes after a time (s).
    #[inline]
    pub fn pop_until(&mut self, time_s: f64) -> Option<Event> {
        match (self.known.get(self.next_known), self.arisen.front()) {
            (Some(&event), arisen) if arisen.is_none_or(|arisen| event.is_before(arisen)) => (event.time_s <= time_s)
                .then(|| {
                    self.next_known += 1;
                    event
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
        let event = |time_s, kind, threat, unit| Event { time_s, kind, threat, unit, window: 0 };
        let sorted = [
            event(1.0, Kind::WindowOpens, 9, 9),
            event(2.0, Kind::ChannelFree, 5, 0),
            event(2.0, Kind::Reloaded, NONE, 0),
            event(2.0, Kind::WindowOpens, 1, 7),
            event(2.0, Kind::WindowOpens, 2, 3),
            event(2.0, Kind::WindowOpens, 2, 4),
            event(3.0, Kind::ChannelFree, 0, 0),
        ];
        let mut queue = Queue::default();
        for e in sorted.iter().rev() {
            if e.kind == Kind::WindowOpens {
                queue.plan(*e);
            } else {
                queue.push(*e);
            }
        }
        queue.start();
        let popped: Vec<Event> = std::iter::from_fn(|| queue.pop_until(f64::INFINITY)).collect();
        assert_eq!(popped, sorted);
    }
}
