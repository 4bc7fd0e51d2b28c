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
    /// Rounds are loaded. No threat belongs to it.
    Reloaded = 1,
    /// Rounds of the depot arrive at the unit.
    Delivered = 2,
    /// The depot has rounds again for a unit that asked in vain.
    DepotFilled = 3,
    /// The unit has fired its last round, or none for a while, and may load what is missing.
    Lull = 4,
    /// A launch window of the unit against the threat opens.
    WindowOpens = 5,
    /// A window is about to close within which a cheaper one may be waited for.
    WindowCloses = 6,
    /// The unit has, and expects, no round.
    RanOut = 7,
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
    fn cmp(&self, other: &Self) -> Ordering {
        let ties = |e: &Self| (e.kind, e.threat, e.unit, e.window);
        self.time_s.total_cmp(&other.time_s).then_with(|| ties(self).cmp(&ties(other)))
    }
}

impl PartialOrd for Event {
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

/// The events to come: the openings of windows, sorted once, and those that arise, kept in order: they are few
/// at a time, and most come last.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    known: Vec<Event>,
    // Time as a whole number of the same order, and index of each of them, in order.
    order: Vec<(i64, u32)>,
    next_known: usize,
    arisen: VecDeque<Event>,
}

impl Queue {
    /// Forgets everything: the start of a replication.
    pub fn clear(&mut self) {
        self.known.clear();
        self.order.clear();
        self.next_known = 0;
        self.arisen.clear();
    }

    /// Adds an event that is known before the first is taken.
    pub fn plan(&mut self, event: Event) {
        self.known.push(event);
    }

    /// Sorts the events that are known: none is planned thereafter.
    pub fn start(&mut self) {
        #[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "bits of an f64, as total_cmp takes them")]
        let time = |event: &Event| {
            let bits = event.time_s.to_bits() as i64;
            bits ^ (((bits >> 63) as u64) >> 1) as i64
        };
        self.order.clear();
        self.order.extend(self.known.iter().map(time).zip(0u32..));
        // By time alone, which is quick, and then those of equal times among themselves, which are few.
        self.order.sort_unstable_by_key(|&(time, _)| time);
        for equal in self.order.chunk_by_mut(|a, b| a.0 == b.0) {
            if equal.len() > 1 {
                equal.sort_unstable_by_key(|&(_, i)| self.known[i as usize]);
            }
        }
    }

    /// Adds an event that arose.
    pub fn push(&mut self, event: Event) {
        let at = self.arisen.partition_point(|before| *before < event);
        self.arisen.insert(at, event);
    }

    /// Takes the next event of both.
    pub fn pop(&mut self) -> Option<Event> {
        let first_known = self.order.get(self.next_known).map(|&(_, i)| &self.known[i as usize]);
        match (first_known, self.arisen.front()) {
            (Some(&event), arisen) if arisen.is_none_or(|arisen| event < *arisen) => {
                self.next_known += 1;
                Some(event)
            }
            _ => self.arisen.pop_front(),
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
        let popped: Vec<Event> = std::iter::from_fn(|| queue.pop()).collect();
        assert_eq!(popped, sorted);
    }
}
