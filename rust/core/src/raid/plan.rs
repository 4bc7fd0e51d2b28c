//! The plan of a raid: what flies, what shoots, and what each gives the other to shoot at.
//!
//! [`Tables`] are the columns a caller fills; [`Plan`] is the same after its check. One plan holds one geometry: flights,
//! what each sensor would track of them, and where units could meet them. What is not known besides is a vector of
//! [`super::unknowns::Unknowns`], and luck is drawn for each replication.

use super::check;
use crate::engagement::encounters::{Curves, Encounters};
use crate::error::Result;

/// How far an intercept may lie beyond the arrival (s): arrivals and windows are found separately, to less than this.
pub const TIME_TOLERANCE_S: f64 = 0.05;

/// Preference rank of a unit class that never engages a threat class.
pub const NEVER: u8 = u8::MAX;

/// A threat of the raid.
#[derive(Debug, Clone, PartialEq)]
pub struct Threat {
    /// Its name, hashed: its luck is drawn under it.
    pub key: u64,
    /// Index of its class.
    pub class: u32,
    /// Index of its wave.
    pub wave: u32,
    /// Index of the asset it flies at, if it flies at one.
    pub asset: Option<u32>,
    /// Launch, in raid time (s).
    pub launch_s: f64,
    /// Arrival if nothing stops it, in raid time (s).
    pub arrival_s: f64,
    /// In each replication all its times are moved by as much as this (s) either way, uniformly.
    pub jitter_s: f64,
}

/// Something of a class that is up or not, under its hashed name: a fire unit or a sensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// Its name, hashed.
    pub key: u64,
    /// Index of its class, or of the variant of a class.
    pub class: u32,
    /// Its place in the caller's order: that of its magazine.
    pub given: u32,
}

/// Which of the threats that wait a unit takes first. Equal ones are taken in order of arrival, then of index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Priority {
    /// The one that arrives first.
    #[default]
    EarliestImpact,
    /// The one that flies at the asset of the greatest value.
    ValueAtRisk,
    /// The one that the unit is least likely to kill.
    HardestFirst,
}

/// A command post: an engagement by any of its units takes one of its operators for a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Post {
    /// Its operators.
    pub operators: u32,
    /// How long an engagement takes one, from the launch on (s).
    pub operator_time_s: f64,
}

/// How fire is controlled.
#[derive(Debug, Clone, PartialEq)]
pub struct Doctrine {
    /// How long after a launch other units know of the engagement (s): 0 under one command, infinite for units that act each
    /// for itself.
    pub deconfliction_delay_s: f64,
    /// The most rounds at one threat, by all units together.
    pub rounds_per_target_max: u32,
    /// Whether a unit waits for a cheaper one whose window opens before its own closes.
    pub wait_for_cheaper: bool,
    /// Which threat is first.
    pub priority: Priority,
    /// Whether the unit class holds its fire at the threat class, by unit class and threat class.
    pub held: Vec<Vec<bool>>,
}

/// The columns of a plan, not yet checked.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Number of classes of threats.
    pub threat_classes: usize,
    /// Number of waves.
    pub waves: usize,
    /// Hashed name of the class of each variant of unit class: all shots of a class at one threat share a common cause.
    pub unit_classes: Vec<u64>,
    /// Number of classes of sensors.
    pub sensor_classes: usize,
    /// The threats.
    pub threats: Vec<Threat>,
    /// The units.
    pub units: Vec<Site>,
    /// The sensors.
    pub sensors: Vec<Site>,
    /// The most threats that each sensor tracks at a time.
    pub tracks_max: Vec<u32>,
    /// Relative value of each asset.
    pub asset_values: Vec<f64>,
    /// What each threat gives to shoot at.
    pub encounters: Vec<Encounters>,
    /// Multiplier of the kill probability, 0 to 1, by unit class and threat class.
    pub kill_scale: Vec<Vec<f64>>,
    /// Preference rank by unit class and threat class: the lowest is tried first, [`NEVER`] not at all.
    pub preference: Vec<Vec<u8>>,
    /// The command posts.
    pub posts: Vec<Post>,
    /// Index of the command post of each unit, if it has one.
    pub unit_posts: Vec<Option<u32>>,
    /// Units that each threat comes at: they take it before others.
    pub comes_at: Vec<Vec<u32>>,
    /// How fire is controlled.
    pub doctrine: Doctrine,
}

/// How a unit stands to a class of threats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stance {
    /// Preference rank of its class.
    pub rank: u8,
    /// Whether its class holds its fire.
    pub held: bool,
}

// A threat, and from when to when a sensor could track it (s).
type Seen = (u32, f64, f64);

/// A checked plan.
#[derive(Debug, Clone)]
pub struct Plan {
    tables: Tables,
    // Of the intercepts through all windows.
    curves: Curves,
    // Whether geometry lowers any kill probability.
    has_factors: bool,
    // By unit and threat class: what replications ask for most, side by side.
    stances: Vec<Stance>,
    // Whether some unit that engages its class could meet the threat, were it tracked throughout.
    reachable: Vec<bool>,
    // Of each sensor whose tracks are limited: threat, begin and end (s) of what it could track.
    limited: Vec<(u32, Vec<Seen>)>,
}

impl Plan {
    /// Checks the tables, and puts threats and units in the order of their keys: what happens at the same instant then does not
    /// depend on the order in which they are given.
    pub fn new(mut tables: Tables) -> Result<Self> {
        check::tables(&tables)?;
        let met = tables.encounters.into_iter().zip(tables.comes_at);
        let mut threats: Vec<_> = tables.threats.into_iter().zip(met).collect();
        threats.sort_by_key(|(threat, _)| threat.key);
        (tables.threats, (tables.encounters, tables.comes_at)) = threats.into_iter().unzip();
        let mut order: Vec<u32> = (0u32..).take(tables.units.len()).collect();
        order.sort_by_key(|&unit| tables.units[unit as usize].key);
        let mut place = vec![0u32; order.len()];
        for (new, &old) in (0u32..).zip(&order) {
            place[old as usize] = new;
        }
        tables.unit_posts = order.iter().map(|&old| tables.unit_posts[old as usize]).collect();
        tables.comes_at.iter_mut().flatten().for_each(|unit| *unit = place[*unit as usize]);
        tables.units = order.iter().map(|&old| Site { given: old, ..tables.units[old as usize] }).collect();
        tables.encounters.iter_mut().for_each(|met| met.renumber(&place));
        let curves = Encounters::side_by_side(&mut tables.encounters);
        let has_factors = tables.encounters.iter().any(|met| met.kill_factors().next().is_some());
        let of_class = |class: usize, kind: usize| Stance {
            rank: tables.preference[class][kind],
            held: tables.doctrine.held[class][kind],
        };
        let stances: Vec<Stance> = (tables.units.iter())
            .flat_map(|unit| (0..tables.threat_classes).map(|kind| of_class(unit.class as usize, kind)))
            .collect();
        let rank = |unit: u32, kind: u32| stances[unit as usize * tables.threat_classes + kind as usize].rank;
        let reachable = (tables.threats.iter().zip(&tables.encounters))
            .map(|(threat, met)| met.units().any(|unit| rank(unit, threat.class) != NEVER))
            .collect();
        let limited = (0u32..).zip(&tables.tracks_max).filter(|(_, &most)| most < u32::MAX);
        let limited = limited.map(|(sensor, _)| (sensor, sights(&tables.encounters, sensor))).collect();
        Ok(Self { tables, curves, has_factors, stances, reachable, limited })
    }

    /// The sensors whose tracks are limited, each with threat, begin and end (s) of what it could track.
    pub(super) fn limited(&self) -> impl Iterator<Item = (&u32, &[Seen])> {
        self.limited.iter().map(|(sensor, sights)| (sensor, sights.as_slice()))
    }

    /// The curves of intercepts through all windows.
    #[inline]
    pub(super) fn curves(&self) -> &Curves {
        &self.curves
    }

    /// Whether geometry lowers any kill probability.
    pub(super) fn has_factors(&self) -> bool {
        self.has_factors
    }

    /// How a unit stands to a class of threats.
    #[inline]
    pub fn stance(&self, unit: u32, threat_class: u32) -> Stance {
        self.stances[unit as usize * self.tables.threat_classes + threat_class as usize]
    }

    /// Whether some unit that engages its class could meet a threat, were it tracked throughout.
    pub fn is_reachable(&self, threat: u32) -> bool {
        self.reachable[threat as usize]
    }

    /// The columns.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }
}

fn sights(encounters: &[Encounters], sensor: u32) -> Vec<Seen> {
    let of = |(threat, met): (u32, &Encounters)| {
        let tracks = met.tracks().filter(|track| track.0 == sensor).map(|(_, from_s, to_s)| (threat, from_s, to_s));
        tracks.collect::<Vec<_>>()
    };
    (0u32..).zip(encounters).flat_map(of).collect()
}
