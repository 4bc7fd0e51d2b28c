//! What a threat gives each fire unit to shoot at, kept apart from sensors and decisions: which of them are there, and how
//! long a decision takes, is put in later, as often as wanted.
//!
//! A flight is searched once for the intercepts that each unit can reach; their launches are kept as curves, and beside them
//! what each sensor would track. From these [`Encounters::open`] gives the launch windows for any set of sensors: the same
//! as [`super::window::windows_of`] finds for it, to the accuracy of the curves.

#![allow(clippy::cast_possible_truncation, reason = "units, sensors and curves of a plan are far fewer than 2^32")]

pub use super::store::Among;

use super::allowed::{Allowed, Hold, Orders};
use super::conditions::Intercept;
use super::curve::{Curve, Knot};
use super::kill_geometry::{KillFactor, KillGeometry};
use super::launch::{parts, Pair, Piece, Timing, PART_MIN_S};
use super::requirement::Requirement;
use super::store::{among, Encounter, Own, Parted, Span, Store, NOT_NAMED};
use super::tracked::{tracked, usable, Tracked, ALL_SEEING};
use super::window::{Defence, Threat};
use crate::math::intervals::{later, sooner};
use crate::watch::breathe;
use std::sync::Arc;

/// A launch window: when it is open, and the curve of its intercepts. Times are raid time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opening {
    /// Index of the unit.
    pub unit: u32,
    /// Index of the curve.
    pub curve: u32,
    /// The knots of the curve.
    pub knots: Among,
    /// Earliest launch (s).
    pub opens_s: f64,
    /// Latest launch (s).
    pub closes_s: f64,
}

/// All that a threat gives to shoot at.
#[derive(Debug, Clone, Default)]
pub struct Encounters {
    // Other threats may have theirs in it, too: see `side_by_side`.
    store: Arc<Store>,
    own: Own,
    // Of each curve, where geometry lowers the kill probability; of none if it does so nowhere.
    factors: Vec<Option<KillFactor>>,
    warned_s: f64,
    // Of a raid without sensors, in which everything is known: windows that somebody else has found are open as they are.
    given: bool,
}

/// The curves of threats whose lists lie side by side.
#[derive(Debug, Clone)]
pub struct Curves(Arc<Store>);

impl Curves {
    /// The curve of some knots.
    #[inline]
    pub fn of(&self, knots: Among) -> Curve<&[Knot]> {
        self.0.curve(knots)
    }
}

/// Memory for [`Encounters::open`], to be used again.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    network: Vec<(f64, f64)>,
    cued: Vec<(f64, f64)>,
    guided: Vec<(f64, f64)>,
}

impl Encounters {
    /// Windows that somebody else has found, for a raid without sensors: the unit of each and its curve.
    pub fn given(windows: impl IntoIterator<Item = (u32, Curve)>) -> Self {
        let mut store = Store::default();
        for (at, (unit, curve)) in (0u32..).zip(windows) {
            store.push_curve(&curve);
            store.pairs.push(Encounter {
                unit,
                spans: (at, at + 1),
                cues: NOT_NAMED,
                guides: NOT_NAMED,
                reaction_time_s: 0.0,
                track_to_intercept: false,
                parted: None,
            });
        }
        Self { given: true, ..Self::with(store, (0, 0), f64::INFINITY) }
    }

    fn with(store: Store, network: Among, warned_s: f64) -> Self {
        Self { own: store.whole(network), store: Arc::new(store), warned_s, ..Self::default() }
    }

    /// The same with factors on the kill probability of launches through each window; none where it is 1.
    #[must_use]
    pub fn with_factors(mut self, factors: Vec<Option<KillFactor>>) -> Self {
        self.factors = factors;
        self
    }

    /// The encounters of a threat with all units, whatever its tracks: `threat.track` holds what every sensor would track if
    /// it were there. `reach_m` is that of [`super::window::windows_of`], `kill` how geometry lowers the kill probability, both by
    /// unit class.
    pub fn of(
        threat: &Threat,
        defence: &Defence,
        reach_m: impl Fn(usize) -> Option<f64>,
        kill: impl Fn(usize) -> KillGeometry,
    ) -> Self {
        let (mut store, mut factors) = (Store::default(), Vec::new());
        let network = store.push_tracks(tracked(threat.track, None));
        let Some(profile) = threat.profile else { return Self::with(store, network, threat.warned_s) };
        let start = threat.launch_time_s;
        for (i, unit) in defence.units.iter().enumerate() {
            breathe();
            let Some(reach_m) = reach_m(unit.spec.class) else { continue };
            let slant_range_max_m = unit.spec.slant_range_max_m.min(reach_m);
            let requirement = Requirement { field: defence.field, manoeuvre_m_s2: threat.manoeuvre_m_s2 };
            let intercept = Intercept { unit, table: defence.tables[unit.spec.table], requirement, slant_range_max_m };
            let pair = Pair::new(profile, intercept);
            let Ok(intercepts) = pair.intercepts() else { continue };
            let pieces: Vec<Piece> = intercepts.iter().flat_map(|&within| pair.monotone(within)).collect();
            let launch = |t: f64| {
                let (launch, rate) = pair.launch_with_rate(t - start);
                (launch + start, rate)
            };
            let first = store.spans.len() as u32;
            let curve = |p: &Piece| Curve::refined(launch, p.first + start, p.last + start);
            let geometry = kill(unit.spec.class);
            for piece in &pieces {
                store.push_curve(&curve(piece));
                if geometry.is_off() {
                    continue;
                }
                let at = |t: f64| (launch(t).0, pair.kill_factor(&geometry, t - start));
                factors.resize(store.spans.len() - 1, None);
                factors.push(Some(KillFactor::refined(at, piece.first + start, piece.last + start)));
            }
            let lit = if unit.spec.illumination_s > 0.0 { pair.lit(&intercepts) } else { Vec::new() };
            let mut named = |sensors: &Option<Vec<usize>>| {
                let tracks = sensors.as_ref().map(|k| tracked(threat.track, Some(k)));
                tracks.map_or(NOT_NAMED, |tracks| store.push_tracks(tracks))
            };
            let (cues, guides) = (named(&unit.cued_by), named(&unit.guided_by));
            let parted = unit.spec.illumination_s > 0.0 || !disjoint(&store.spans[first as usize..]);
            let lit_s = lit.into_iter().map(|(from, to)| (from + start, to + start)).collect();
            store.pairs.push(Encounter {
                unit: i as u32,
                spans: (first, store.spans.len() as u32),
                cues,
                guides,
                reaction_time_s: unit.spec.reaction_time_s,
                track_to_intercept: unit.spec.track_to_intercept,
                parted: parted.then(|| Box::new(Parted { spec: unit.spec, lit_s })),
            });
        }
        Self { factors, ..Self::with(store, network, threat.warned_s) }
    }

    /// The windows for the sensors that are up, in order of unit and launch, appended to `windows`; whether any sensor that is
    /// up ever has a track that others can use. Of a raid without sensors, all windows, and true. `begins(sensor, from)` says when
    /// a sensor that could track it from a time on does so (s): then, later, or never, which is infinite.
    pub fn open(
        &self,
        begins: impl Fn(u32, f64) -> f64,
        decision_time_s: f64,
        scratch: &mut Scratch,
        windows: &mut Vec<Opening>,
    ) -> bool {
        let Scratch { network, cued, guided } = scratch;
        let begins = |sensor: u32, from_s: f64| if sensor == ALL_SEEING { from_s } else { begins(sensor, from_s) };
        let tracks = |of: Among| &self.store.tracks[among(of)];
        usable(tracks(self.own.network), begins, network);
        for pair in &self.store.pairs[among(self.own.pairs)] {
            if self.given {
                self.whole(pair, windows);
                continue;
            }
            let cues = if pair.cues == NOT_NAMED {
                &*network
            } else {
                usable(tracks(pair.cues), begins, cued);
                &*cued
            };
            if cues.is_empty() {
                continue;
            }
            let guides = (pair.guides != NOT_NAMED).then(|| {
                usable(tracks(pair.guides), begins, guided);
                &**guided
            });
            let orders = Orders { warned_s: self.warned_s, decision_time_s, reaction_time_s: pair.reaction_time_s };
            match &pair.parted {
                Some(parted) => {
                    let hold = Hold { spec: &parted.spec, guided_s: guides, lit_s: &parted.lit_s };
                    self.parted(pair, cues, &hold, orders, windows);
                }
                None => self.plain(pair, cues, guides, orders, windows),
            }
        }
        self.given || !network.is_empty()
    }

    /// The curve of a window.
    #[inline]
    pub fn curve(&self, index: u32) -> Curve<&[Knot]> {
        self.store.curve(self.span(index).knots)
    }

    /// The factor on the kill probability of a launch (s) through a window.
    #[inline]
    pub fn kill_factor(&self, index: u32, launch_s: f64) -> f64 {
        self.factors
            .get((index - self.own.spans.0) as usize)
            .and_then(Option::as_ref)
            .map_or(1.0, |factor| factor.at(launch_s))
    }

    /// The factors of all windows that have one.
    pub fn kill_factors(&self) -> impl Iterator<Item = &KillFactor> {
        self.factors.iter().flatten()
    }

    /// The curves of all windows.
    pub fn curves(&self) -> impl Iterator<Item = Curve<&[Knot]>> {
        self.store.spans[among(self.own.spans)].iter().map(|span| self.store.curve(span.knots))
    }

    /// Lays what many threats have side by side, in their order, where each had its own; returns the curves of all.
    pub fn side_by_side(all: &mut [Self]) -> Curves {
        let mut store = Store::default();
        for one in all.iter_mut() {
            one.own = store.append(&one.store, one.own);
        }
        let store = Arc::new(store);
        for one in all {
            one.store = Arc::clone(&store);
        }
        Curves(store)
    }

    /// The same threat, tracked by a sensor that is always up from a time on (s, raid time), which also cues and guides: what the
    /// limits of sensors cost is the difference to this.
    #[must_use]
    pub fn all_seen(&self, from_s: f64) -> Self {
        let mut store = Store::default();
        store.append(&self.store, self.own);
        for pair in &mut store.pairs {
            (pair.cues, pair.guides) = (NOT_NAMED, NOT_NAMED);
        }
        let network = store.push_tracks(vec![Tracked::by_all_seeing(from_s)]);
        let (own, store) = (store.whole(network), Arc::new(store));
        Self { store, own, ..self.clone() }
    }

    /// Sensor, begin and end (s) of each track of it, were the sensor up.
    pub fn tracks(&self) -> impl Iterator<Item = (u32, f64, f64)> + '_ {
        let all = &self.store.tracks[among(self.own.network)];
        let own = all.iter().filter(|track| track.sensor != ALL_SEEING);
        own.map(|track| (track.sensor, track.from_s, track.to_s))
    }

    /// Gives the units new numbers, in whose order they then are: `place[old]` is the new one.
    pub fn renumber(&mut self, place: &[u32]) {
        let pairs = &mut Arc::make_mut(&mut self.store).pairs[among(self.own.pairs)];
        for pair in pairs.iter_mut() {
            pair.unit = place[pair.unit as usize];
        }
        pairs.sort_by_key(|pair| pair.unit);
    }

    /// The units that could meet it.
    pub fn units(&self) -> impl Iterator<Item = u32> + '_ {
        self.store.pairs[among(self.own.pairs)].iter().map(|pair| pair.unit)
    }

    fn span(&self, index: u32) -> &Span {
        &self.store.spans[index as usize]
    }

    fn opening(&self, unit: u32, curve: u32, (opens_s, closes_s): (f64, f64)) -> Opening {
        Opening { unit, curve, knots: self.span(curve).knots, opens_s, closes_s }
    }

    fn whole(&self, pair: &Encounter, windows: &mut Vec<Opening>) {
        for curve in pair.spans.0..pair.spans.1 {
            windows.push(self.opening(pair.unit, curve, self.span(curve).launches));
        }
    }

    // Where launches belong to one curve each, a window is where launches of the curve, of a track and of a guide overlap.
    fn plain(
        &self,
        pair: &Encounter,
        tracks: &[(f64, f64)],
        guides: Option<&[(f64, f64)]>,
        orders: Orders,
        windows: &mut Vec<Opening>,
    ) {
        let guided = guides.unwrap_or(&ALWAYS);
        for curve in pair.spans.0..pair.spans.1 {
            let span = self.span(curve);
            for &track in tracks {
                let (from, to) = orders.launches(track);
                let (from, to) = (later(from, span.launches.0), sooner(to, span.launches.1));
                if from >= to {
                    continue;
                }
                for &(guided_from, guided_to) in guided {
                    let until = if pair.track_to_intercept { sooner(track.1, guided_to) } else { guided_to };
                    let (low, high) = self.meeting_before(span, until);
                    let (opens_s, closes_s) = (later(later(from, guided_from), low), sooner(to, high));
                    if closes_s - opens_s > PART_MIN_S {
                        windows.push(Opening { unit: pair.unit, curve, knots: span.knots, opens_s, closes_s });
                    }
                }
            }
        }
    }

    // Launches of a curve whose intercepts come no later than a time.
    fn meeting_before(&self, span: &Span, until: f64) -> (f64, f64) {
        let (first, last) = span.intercepts;
        if later(first, last) <= until {
            (f64::NEG_INFINITY, f64::INFINITY)
        } else if sooner(first, last) >= until {
            (f64::INFINITY, f64::NEG_INFINITY)
        } else if first <= last {
            (f64::NEG_INFINITY, self.store.curve(span.knots).launch_s(until))
        } else {
            (self.store.curve(span.knots).launch_s(until), f64::INFINITY)
        }
    }

    fn parted(&self, pair: &Encounter, tracks: &[(f64, f64)], hold: &Hold, orders: Orders, windows: &mut Vec<Opening>) {
        let launches: Vec<(f64, f64)> = tracks.iter().map(|&track| orders.launches(track)).collect();
        let allowed: Vec<Allowed> = hold.held(&launches);
        let curves = OfPair((pair.spans.0..pair.spans.1).map(|index| self.curve(index)).collect());
        let pieces: Vec<Piece> =
            curves.0.iter().map(Curve::intercepts_s).map(|(first, last)| Piece { first, last }).collect();
        for (whole, part) in parts(&pieces, &allowed, &curves) {
            let [opens_s, closes_s] = [part.first, part.last].map(|t| curves.launch_of(whole, t));
            windows.push(self.opening(pair.unit, pair.spans.0 + whole as u32, (opens_s, closes_s)));
        }
    }
}

const ALWAYS: [(f64, f64); 1] = [(f64::NEG_INFINITY, f64::INFINITY)];

struct OfPair<'a>(Vec<Curve<&'a [Knot]>>);

impl Timing for OfPair<'_> {
    fn launch_of(&self, piece: usize, t: f64) -> f64 {
        self.0[piece].launch_s(t)
    }

    fn intercept_of(&self, piece: usize, _: Piece, launch: f64) -> f64 {
        self.0[piece].intercept_s(launch)
    }
}

fn disjoint(spans: &[Span]) -> bool {
    let mut launches: Vec<(f64, f64)> = spans.iter().map(|span| span.launches).collect();
    launches.sort_by(|a, b| a.0.total_cmp(&b.0));
    launches.windows(2).all(|pair| pair[0].1 <= pair[1].0)
}
