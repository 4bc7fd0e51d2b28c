//! Where what many threats give to shoot at lies side by side, in their order: each replication reads all of it from beginning
//! to end.

#![allow(clippy::cast_possible_truncation, reason = "tracks, curves and knots of a plan are far fewer than 2^32")]

use super::curve::{Curve, Knot};
use super::tracked::Tracked;
use super::unit::FireUnitSpec;
use std::ops::Range;

/// Some of a list that is kept for all threats together: the first, and the one after the last.
pub type Among = (u32, u32);

/// Of a unit that names no sensors.
pub(super) const NOT_NAMED: Among = (u32::MAX, u32::MAX);

/// One unit that could meet a threat.
#[derive(Debug, Clone)]
pub(super) struct Encounter {
    pub(super) unit: u32,
    /// Its curves.
    pub(super) spans: Among,
    /// Tracks that it may use, those of the network if none are named; and those that must guide it, if any.
    pub(super) cues: Among,
    pub(super) guides: Among,
    pub(super) reaction_time_s: f64,
    pub(super) track_to_intercept: bool,
    /// Where launches are in several curves, or need light.
    pub(super) parted: Option<Box<Parted>>,
}

/// Limits of few units, which depend on more than tracks.
#[derive(Debug, Clone)]
pub(super) struct Parted {
    pub(super) spec: FireUnitSpec,
    pub(super) lit_s: Vec<(f64, f64)>,
}

/// A curve: its ends (s), and its knots.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) launches: (f64, f64),
    pub(super) intercepts: (f64, f64),
    pub(super) knots: Among,
}

/// The lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    pub(super) pairs: Vec<Encounter>,
    pub(super) spans: Vec<Span>,
    pub(super) tracks: Vec<Tracked>,
    pub(super) knots: Vec<Knot>,
}

/// What of each list belongs to one threat.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Own {
    pub(super) pairs: Among,
    pub(super) spans: Among,
    pub(super) tracks: Among,
    pub(super) network: Among,
}

impl Store {
    /// Adds a curve.
    pub(super) fn push_curve(&mut self, curve: &Curve) {
        let knots = extended(&mut self.knots, curve.knots().iter().copied());
        self.spans.push(Span { launches: curve.launches_s(), intercepts: curve.intercepts_s(), knots });
    }

    /// Adds tracks.
    pub(super) fn push_tracks(&mut self, tracks: Vec<Tracked>) -> Among {
        extended(&mut self.tracks, tracks.into_iter())
    }

    /// The curve of some knots.
    #[inline]
    pub(super) fn curve(&self, knots: Among) -> Curve<&[Knot]> {
        Curve::of(&self.knots[among(knots)])
    }

    /// All of it, as that of one threat whose network has these tracks.
    pub(super) fn whole(&self, network: Among) -> Own {
        let all = |length: usize| (0, length as u32);
        let (pairs, spans, tracks) = (all(self.pairs.len()), all(self.spans.len()), all(self.tracks.len()));
        Own { pairs, spans, tracks, network }
    }

    /// Adds what another store has of a threat.
    pub(super) fn append(&mut self, other: &Self, own: Own) -> Own {
        let first_track = self.tracks.len() as u32;
        let first_span = self.spans.len() as u32;
        let tracks = extended(&mut self.tracks, other.tracks[among(own.tracks)].iter().copied());
        let moved_track = |of: Among| if of == NOT_NAMED { of } else { moved(of, own.tracks.0, first_track) };
        for span in &other.spans[among(own.spans)] {
            let knots = extended(&mut self.knots, other.knots[among(span.knots)].iter().copied());
            self.spans.push(Span { knots, ..*span });
        }
        let pairs = other.pairs[among(own.pairs)].iter().cloned().map(|pair| Encounter {
            spans: moved(pair.spans, own.spans.0, first_span),
            cues: moved_track(pair.cues),
            guides: moved_track(pair.guides),
            ..pair
        });
        let pairs = extended(&mut self.pairs, pairs);
        Own { pairs, spans: (first_span, self.spans.len() as u32), tracks, network: moved_track(own.network) }
    }
}

/// As a range of a list.
#[inline]
pub(super) const fn among((from, to): Among) -> Range<usize> {
    from as usize..to as usize
}

fn moved((from, to): Among, old: u32, new: u32) -> Among {
    (from - old + new, to - old + new)
}

fn extended<T>(list: &mut Vec<T>, with: impl Iterator<Item = T>) -> Among {
    let from = list.len() as u32;
    list.extend(with);
    (from, list.len() as u32)
}
