//! What a threat gives each fire unit to shoot at, kept apart from sensors and decisions: which of them are there, and how
//! long a decision takes, is put in later, as often as wanted.
//!
//! A flight is searched once for the intercepts that each unit can reach; their launches are kept as curves, and beside them
//! what each sensor would track. From these [`Encounters::open`] gives the launch windows for any set of sensors: the same
//! as [`super::window::windows_of`] finds for it, to the accuracy of the curves.

#![allow(clippy::cast_possible_truncation, reason = "units, sensors and curves of a plan are far fewer than 2^32")]

use super::allowed::{Allowed, Hold, Orders};
use super::conditions::Intercept;
use super::curve::Curve;
use super::kill_geometry::{KillFactor, KillGeometry};
use super::launch::{parts, Pair, Piece, Timing, PART_MIN_S};
use super::requirement::Requirement;
use super::unit::FireUnitSpec;
use super::window::{Defence, Threat};
use crate::math::intervals::union;
use crate::sensing::track::Track;
use crate::watch::breathe;
use std::ops::Range;

/// A launch window: when it is open, and the curve of its intercepts. Times are raid time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opening {
    /// Index of the unit.
    pub unit: u32,
    /// Index of the curve, among those of the threat.
    pub curve: u32,
    /// Earliest launch (s).
    pub opens_s: f64,
    /// Latest launch (s).
    pub closes_s: f64,
}

// The number of a sensor that is always up, and tracks everything.
const ALL_SEEING: u32 = u32::MAX;

// When one sensor's track can be used (raid time, s).
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tracked {
    sensor: u32,
    from_s: f64,
    to_s: f64,
}

// One unit that could meet the threat: what each replication reads lies side by side.
#[derive(Debug, Clone, PartialEq)]
struct Encounter {
    unit: u32,
    spans: Range<u32>,
    reaction_time_s: f64,
    track_to_intercept: bool,
    // Windows that somebody else has found are open as they are.
    given: bool,
    // Launches are in several curves, or need light: see `parted`.
    parted: bool,
    own: Option<Box<Own>>,
}

// What few units have: sensors of their own, and limits that depend on more than tracks.
#[derive(Debug, Clone, PartialEq)]
struct Own {
    spec: FireUnitSpec,
    // Tracks that it may use, those of the network if none are its own; and those that must guide it.
    cues: Option<Vec<Tracked>>,
    guides: Option<Vec<Tracked>>,
    lit_s: Vec<(f64, f64)>,
}

// The ends of a curve (s).
#[derive(Debug, Clone, Copy, PartialEq)]
struct Span {
    launches: (f64, f64),
    intercepts: (f64, f64),
}

/// All that a threat gives to shoot at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Encounters {
    curves: Vec<Curve>,
    // Of each curve, where geometry lowers the kill probability.
    factors: Vec<Option<KillFactor>>,
    spans: Vec<Span>,
    pairs: Vec<Encounter>,
    network: Vec<Tracked>,
    warned_s: f64,
    // Of a raid without sensors, in which everything is known.
    given: bool,
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
        let mut found = Self { warned_s: f64::INFINITY, given: true, ..Self::default() };
        for (unit, curve) in windows {
            let at = found.curves.len() as u32;
            found.push(curve);
            found.pairs.push(Encounter {
                unit,
                spans: at..at + 1,
                reaction_time_s: 0.0,
                track_to_intercept: false,
                given: true,
                parted: false,
                own: None,
            });
        }
        found
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
        let mut found = Self { warned_s: threat.warned_s, network: tracked(threat.track, None), ..Self::default() };
        let Some(profile) = threat.profile else { return found };
        let start = threat.launch_time_s;
        for (i, unit) in defence.units.iter().enumerate() {
            breathe();
            let Some(reach_m) = reach_m(unit.spec.class) else { continue };
            let slant_range_max_m = unit.spec.slant_range_max_m.min(reach_m);
            let requirement = Requirement { field: defence.field, manoeuvre_m_s2: threat.manoeuvre_m_s2 };
            let intercept = Intercept { unit, table: defence.tables[unit.spec.table], requirement, slant_range_max_m };
            let pair = Pair { profile, intercept };
            let Ok(intercepts) = pair.intercepts() else { continue };
            let pieces: Vec<Piece> = intercepts.iter().flat_map(|&within| pair.monotone(within)).collect();
            let launch = |t: f64| {
                let (launch, rate) = pair.launch_with_rate(t - start);
                (launch + start, rate)
            };
            let first = found.curves.len() as u32;
            let curve = |p: &Piece| Curve::refined(launch, p.first + start, p.last + start);
            let geometry = kill(unit.spec.class);
            for piece in &pieces {
                found.push(curve(piece));
                let at = |t: f64| (launch(t).0, pair.kill_factor(&geometry, t - start));
                let factor = || KillFactor::refined(at, piece.first + start, piece.last + start);
                found.factors.push((!geometry.is_off()).then(factor));
            }
            let lit = if unit.spec.illumination_s > 0.0 { pair.lit(&intercepts) } else { Vec::new() };
            let own = |sensors: &Option<Vec<usize>>| sensors.as_ref().map(|k| tracked(threat.track, Some(k)));
            let (cues, guides) = (own(&unit.cued_by), own(&unit.guided_by));
            let spans = first..found.curves.len() as u32;
            let parted = unit.spec.illumination_s > 0.0 || !disjoint(&found.spans[first as usize..]);
            let plain = !parted && cues.is_none() && guides.is_none();
            let lit_s = lit.into_iter().map(|(from, to)| (from + start, to + start)).collect();
            found.pairs.push(Encounter {
                unit: i as u32,
                spans,
                reaction_time_s: unit.spec.reaction_time_s,
                track_to_intercept: unit.spec.track_to_intercept,
                given: false,
                parted,
                own: (!plain).then(|| Box::new(Own { spec: unit.spec, cues, guides, lit_s })),
            });
        }
        found
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
        usable(&self.network, begins, network);
        for pair in &self.pairs {
            if pair.given {
                self.whole(pair, windows);
                continue;
            }
            let own = pair.own.as_deref();
            let tracks = own.and_then(|own| own.cues.as_ref()).map_or(&*network, |cues| {
                usable(cues, begins, cued);
                &*cued
            });
            if tracks.is_empty() {
                continue;
            }
            let guides = own.and_then(|own| own.guides.as_ref()).map(|guides| {
                usable(guides, begins, guided);
                &**guided
            });
            let orders = Orders { warned_s: self.warned_s, decision_time_s, reaction_time_s: pair.reaction_time_s };
            match own.filter(|_| pair.parted) {
                Some(own) => {
                    let hold = Hold { spec: &own.spec, guided_s: guides, lit_s: &own.lit_s };
                    self.parted(pair, tracks, &hold, orders, windows);
                }
                None => self.plain(pair, tracks, guides, orders, windows),
            }
        }
        self.given || !network.is_empty()
    }

    /// The curve of a window.
    #[inline]
    pub fn curve(&self, index: u32) -> &Curve {
        &self.curves[index as usize]
    }

    /// The factor on the kill probability of a launch (s) through a window.
    #[inline]
    pub fn kill_factor(&self, index: u32, launch_s: f64) -> f64 {
        self.factors.get(index as usize).and_then(Option::as_ref).map_or(1.0, |factor| factor.at(launch_s))
    }

    /// The factors of all windows that have one.
    pub fn kill_factors(&self) -> impl Iterator<Item = &KillFactor> {
        self.factors.iter().flatten()
    }

    /// The curves of all windows.
    pub fn curves(&self) -> &[Curve] {
        &self.curves
    }

    /// The same threat, tracked by a sensor that is always up from a time on (s, raid time), which also cues and guides: what the
    /// limits of sensors cost is the difference to this.
    #[must_use]
    pub fn all_seen(&self, from_s: f64) -> Self {
        let mut seen = self.clone();
        seen.network = vec![Tracked { sensor: ALL_SEEING, from_s, to_s: f64::INFINITY }];
        for own in seen.pairs.iter_mut().filter_map(|pair| pair.own.as_mut()) {
            (own.cues, own.guides) = (None, None);
        }
        seen
    }

    /// Sensor, begin and end (s) of each track of it, were the sensor up.
    pub fn tracks(&self) -> impl Iterator<Item = (u32, f64, f64)> + '_ {
        let own = self.network.iter().filter(|track| track.sensor != ALL_SEEING);
        own.map(|track| (track.sensor, track.from_s, track.to_s))
    }

    /// Gives the units new numbers: `place[old]` is the new one.
    pub fn renumber(&mut self, place: &[u32]) {
        self.pairs.iter_mut().for_each(|pair| pair.unit = place[pair.unit as usize]);
    }

    /// The units that could meet it.
    pub fn units(&self) -> impl Iterator<Item = u32> + '_ {
        self.pairs.iter().map(|pair| pair.unit)
    }

    fn push(&mut self, curve: Curve) {
        self.spans.push(Span { launches: curve.launches_s(), intercepts: curve.intercepts_s() });
        self.curves.push(curve);
    }

    fn whole(&self, pair: &Encounter, windows: &mut Vec<Opening>) {
        for curve in pair.spans.clone() {
            let (opens_s, closes_s) = self.spans[curve as usize].launches;
            windows.push(Opening { unit: pair.unit, curve, opens_s, closes_s });
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
        let always = [(f64::NEG_INFINITY, f64::INFINITY)];
        for index in pair.spans.clone() {
            let (earliest, latest) = self.spans[index as usize].launches;
            for &track in tracks {
                let (from, to) = orders.launches(track);
                let (from, to) = (from.max(earliest), to.min(latest));
                if from >= to {
                    continue;
                }
                for &(guided_from, guided_to) in guides.unwrap_or(&always) {
                    let until = if pair.track_to_intercept { track.1.min(guided_to) } else { guided_to };
                    let (low, high) = self.meeting_before(index, until);
                    let (opens_s, closes_s) = (from.max(guided_from).max(low), to.min(high));
                    if closes_s - opens_s > PART_MIN_S {
                        windows.push(Opening { unit: pair.unit, curve: index, opens_s, closes_s });
                    }
                }
            }
        }
    }

    // Launches of a curve whose intercepts come no later than a time.
    fn meeting_before(&self, index: u32, until: f64) -> (f64, f64) {
        let (first, last) = self.spans[index as usize].intercepts;
        if first.max(last) <= until {
            (f64::NEG_INFINITY, f64::INFINITY)
        } else if first.min(last) >= until {
            (f64::INFINITY, f64::NEG_INFINITY)
        } else if first <= last {
            (f64::NEG_INFINITY, self.curve(index).launch_s(until))
        } else {
            (self.curve(index).launch_s(until), f64::INFINITY)
        }
    }

    fn parted(&self, pair: &Encounter, tracks: &[(f64, f64)], hold: &Hold, orders: Orders, windows: &mut Vec<Opening>) {
        let launches: Vec<(f64, f64)> = tracks.iter().map(|&track| orders.launches(track)).collect();
        let allowed: Vec<Allowed> = hold.held(&launches);
        let curves = Curves(&self.curves[pair.spans.start as usize..pair.spans.end as usize]);
        let pieces: Vec<Piece> =
            curves.0.iter().map(Curve::intercepts_s).map(|(first, last)| Piece { first, last }).collect();
        for (whole, part) in parts(&pieces, &allowed, &curves) {
            let [opens_s, closes_s] = [part.first, part.last].map(|t| curves.launch_of(whole, t));
            windows.push(Opening { unit: pair.unit, curve: pair.spans.start + whole as u32, opens_s, closes_s });
        }
    }
}

struct Curves<'a>(&'a [Curve]);

impl Timing for Curves<'_> {
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

// The tracks of some sensors, or of all, in order of their begin.
fn tracked(track: &Track, sensors: Option<&[usize]>) -> Vec<Tracked> {
    let all = || track.by_sensor.iter().enumerate();
    let named = all().filter(|(k, _)| sensors.is_none_or(|sensors| sensors.contains(k)));
    let mut found: Vec<Tracked> = named
        .flat_map(|(k, s)| s.tracked_s.iter().map(move |&(from_s, to_s)| Tracked { sensor: k as u32, from_s, to_s }))
        .collect();
    found.sort_by(|a, b| a.from_s.total_cmp(&b.from_s));
    found
}

// The union of the tracks that there are, as disjoint intervals in order.
fn usable(tracks: &[Tracked], begins: impl Fn(u32, f64) -> f64, merged: &mut Vec<(f64, f64)>) {
    merged.clear();
    let mut late = false;
    for track in tracks {
        // What lies within a track that there is adds nothing, whether its sensor is up or not.
        if merged.last().is_some_and(|last| track.from_s >= last.0 && track.to_s <= last.1) {
            continue;
        }
        let from_s = begins(track.sensor, track.from_s);
        if from_s >= track.to_s {
            continue;
        }
        late |= from_s > track.from_s;
        match merged.last_mut() {
            Some(last) if from_s <= last.1 && from_s >= last.0 => last.1 = last.1.max(track.to_s),
            _ => merged.push((from_s, track.to_s)),
        }
    }
    // Who begins late may come after those who began later.
    if late {
        *merged = union(std::mem::take(merged));
    }
}
