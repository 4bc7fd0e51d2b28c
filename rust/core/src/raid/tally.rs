//! Counts of many replications, and their merging.
//!
//! Counts are integers keyed by the replication index, so tallies merge in any order to the same bytes; means
//! and intervals are made once, at the end, by whoever reads them.

use super::plan::Plan;
use super::replicate::{replicate, Fate, Outcome, Scratch};
use crate::error::{Error, Result};
use std::ops::Range;

/// Number of fates: [`Fate`] as an index runs from 0 to this.
pub const FATES: usize = 4;

/// How many of each there are: the width of a tally's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Classes of threats.
    pub threat_classes: usize,
    /// Classes of units.
    pub unit_classes: usize,
    /// Assets.
    pub assets: usize,
}

impl Shape {
    /// The shape of a plan.
    pub fn of(plan: &Plan) -> Self {
        let tables = plan.tables();
        Self {
            threat_classes: tables.threat_classes.len(),
            unit_classes: tables.unit_classes.len(),
            assets: tables.assets as usize,
        }
    }
}

/// Counts by replication, columnar: row i of each column belongs to `replication[i]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Width of the rows.
    pub shape: Shape,
    /// Replication indices, ascending.
    pub replication: Vec<u64>,
    /// Threats by replication, threat class and fate, of shape `(replications, threat_classes, 4)`.
    pub fates: Vec<u32>,
    /// Leaked threats by replication and asset, of shape `(replications, assets)`.
    pub leaked: Vec<u32>,
    /// Rounds spent by replication and unit class, of shape `(replications, unit_classes)`.
    pub rounds: Vec<u32>,
    /// Kills of all replications by unit class and threat class, of shape `(unit_classes, threat_classes)`.
    pub kills: Vec<u64>,
}

impl Tally {
    /// A tally without replications.
    pub fn new(shape: Shape) -> Self {
        Self {
            shape,
            replication: Vec::new(),
            fates: Vec::new(),
            leaked: Vec::new(),
            rounds: Vec::new(),
            kills: vec![0; shape.unit_classes * shape.threat_classes],
        }
    }

    /// Adds one replication of a plan of this shape, whose index must follow those there are.
    pub fn record(&mut self, plan: &Plan, replication: u64, outcome: &Outcome) -> Result<()> {
        same_shape(self.shape, Shape::of(plan))?;
        if let Some(last) = self.replication.last().filter(|&&last| last >= replication) {
            return Err(Error::invalid("replication", replication, &format!("greater than the last one, {last}")));
        }
        let (fates, leaked, rounds) = (self.fates.len(), self.leaked.len(), self.rounds.len());
        self.replication.push(replication);
        self.fates.resize(fates + self.shape.threat_classes * FATES, 0);
        self.leaked.resize(leaked + self.shape.assets, 0);
        self.rounds.resize(rounds + self.shape.unit_classes, 0);
        let tables = plan.tables();
        for ((threat, &fate), &unit) in tables.threats.iter().zip(&outcome.fate).zip(&outcome.unit) {
            let class = threat.class as usize;
            self.fates[fates + class * FATES + fate as usize] += 1;
            match fate {
                Fate::Leaked => threat.asset.into_iter().for_each(|asset| self.leaked[leaked + asset as usize] += 1),
                Fate::Intercepted => {
                    let unit_class = tables.units[unit as usize].class as usize;
                    self.kills[unit_class * self.shape.threat_classes + class] += 1;
                }
                Fate::Failed | Fate::Jammed => {}
            }
        }
        for (unit, &spent) in tables.units.iter().zip(&outcome.rounds) {
            self.rounds[rounds + unit.class as usize] += spent;
        }
        Ok(())
    }

    /// Takes over the replications of `other`. No replication may be in both: it would count twice.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        same_shape(self.shape, other.shape)?;
        if self.replication.last() < other.replication.first() {
            self.append(other);
            return Ok(());
        }
        let mut order: Vec<(u64, &Self, usize)> = Vec::with_capacity(self.replication.len() + other.replication.len());
        for tally in [&*self, other] {
            order.extend(tally.replication.iter().enumerate().map(|(row, &replication)| (replication, tally, row)));
        }
        order.sort_by_key(|&(replication, ..)| replication);
        if let Some(twice) = order.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(Error::invalid("replication", twice[0].0, "in one of the merged tallies only"));
        }
        let mut merged = Self::new(self.shape);
        for (replication, tally, row) in order {
            let shape = self.shape;
            merged.replication.push(replication);
            merged.fates.extend_from_slice(part(&tally.fates, row, shape.threat_classes * FATES));
            merged.leaked.extend_from_slice(part(&tally.leaked, row, shape.assets));
            merged.rounds.extend_from_slice(part(&tally.rounds, row, shape.unit_classes));
        }
        merged.kills = self.kills.iter().zip(&other.kills).map(|(a, b)| a + b).collect();
        *self = merged;
        Ok(())
    }

    // The usual case, chunk after chunk: all replications of `other` follow.
    fn append(&mut self, other: &Self) {
        self.replication.extend_from_slice(&other.replication);
        self.fates.extend_from_slice(&other.fates);
        self.leaked.extend_from_slice(&other.leaked);
        self.rounds.extend_from_slice(&other.rounds);
        for (mine, others) in self.kills.iter_mut().zip(&other.kills) {
            *mine += others;
        }
    }
}

fn part(column: &[u32], row: usize, width: usize) -> &[u32] {
    &column[row * width..(row + 1) * width]
}

fn same_shape(ours: Shape, theirs: Shape) -> Result<()> {
    if ours == theirs {
        return Ok(());
    }
    Err(Error::invalid("shape of a tally", format!("{theirs:?}"), &format!("equal to that of the others, {ours:?}")))
}

/// The tally of a range of replications. Replication r uses sample `r % plans.len()` of the geometry; the plans
/// are of one shape. The ranges of a whole run can be tallied in any order and on any thread, and merged.
pub fn simulate(plans: &[Plan], seed: u64, replications: Range<u64>, scratch: &mut Scratch) -> Result<Tally> {
    let Some(first) = plans.first() else {
        return Err(Error::invalid("number of plans", 0, "at least 1"));
    };
    let mut tally = Tally::new(Shape::of(first));
    for replication in replications {
        #[allow(clippy::cast_possible_truncation)] // The remainder is below a length.
        let plan = &plans[(replication % plans.len() as u64) as usize];
        tally.record(plan, replication, replicate(plan, seed, replication, scratch))?;
    }
    Ok(tally)
}
