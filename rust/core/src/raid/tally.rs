//! Counts of many replications, and their merging.
//!
//! Counts are integers keyed by the numbers of the replication, so tallies merge in any order to the same bytes; means
//! and intervals are made once, at the end, by whoever reads them.

use super::cause::CAUSES;
use super::check::same;
use super::course::{Course, VECTORS};
use super::plan::Plan;
use super::replicate::{replicate, Fate, Outcome, Scratch};
use super::unknowns::Unknowns;
use super::waits::Wait;
use crate::error::{Error, Result};
use crate::math::random::Replication;

// Sums of multiples of a power of two are exact: the order in which waits are added does not matter.
const WAIT_UNITS_PER_S: f64 = 1_048_576.0;

/// Number of fates: [`Fate`] as an index runs from 0 to this.
pub const FATES: usize = 5;

/// How many of each there are: the width of a tally's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Classes of threats.
    pub threat_classes: usize,
    /// Classes of units.
    pub unit_classes: usize,
    /// Assets.
    pub assets: usize,
    /// Waves.
    pub waves: usize,
}

impl Shape {
    /// The shape of a plan.
    pub fn of(plan: &Plan) -> Self {
        let tables = plan.tables();
        Self {
            threat_classes: tables.threat_classes,
            unit_classes: tables.unit_classes.len(),
            assets: tables.asset_values.len(),
            waves: tables.waves,
        }
    }

    // Width of each integer column of a tally.
    fn widths(self) -> [usize; COLUMNS] {
        let (t, u) = (self.threat_classes, self.unit_classes);
        [t * FATES, t * CAUSES, self.assets, self.waves, u, u, u, u * t, 1, t, t, t, 1]
    }
}

const COLUMNS: usize = 13;

/// Counts by replication, columnar: row i of each column belongs to vector `unknown[i]` and replication `luck[i]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// Width of the rows.
    pub shape: Shape,
    /// Numbers of the vectors of what is not known.
    pub unknown: Vec<u64>,
    /// Numbers of the replications with each; rows ascend in both.
    pub luck: Vec<u64>,
    /// Counts: threats by threat class and fate; leaked threats by threat class and cause; by asset; by wave; rounds spent, wasted
    /// and left by unit class; kills by unit class and threat class; greatest number of channels in use; by threat class those that
    /// came to a unit, those of them that were engaged, and those that were turned away wherever they came; greatest number
    /// that waited at once.
    pub counts: [Vec<u32>; COLUMNS],
    /// When a unit with a window first had no round for it (s); infinite for never.
    pub first_shortage_s: Vec<f64>,
    /// How long all that came waited together, by threat class (s): see [`super::waits::Wait`]. Each wait counts to the
    /// millionth of a second, so that their sum is the same in any order of the threats.
    pub waited_s: Vec<f64>,
    /// Sums over the replications of each [`VECTORS`] vectors, by the number of these, ascending.
    pub courses: Vec<(u64, Course)>,
}

impl Tally {
    /// A tally without replications.
    pub fn new(shape: Shape) -> Self {
        Self {
            shape,
            unknown: Vec::new(),
            luck: Vec::new(),
            counts: Default::default(),
            first_shortage_s: Vec::new(),
            waited_s: Vec::new(),
            courses: Vec::new(),
        }
    }

    /// Adds one replication of a plan of this shape, which must follow those there are.
    pub fn record(&mut self, plan: &Plan, replication: Replication, outcome: &Outcome) -> Result<()> {
        same(&self.shape, &Shape::of(plan))?;
        let key = (replication.unknown, replication.luck);
        if let Some(last) = self.last().filter(|&last| last >= key) {
            let allowed = format!("greater than the last one, {last:?}");
            return Err(Error::invalid("replication", format!("{key:?}"), &allowed));
        }
        let group = replication.unknown / VECTORS;
        if self.courses.last().is_none_or(|(last, _)| *last != group) {
            self.courses.push((group, Course::new(plan)));
        }
        if let Some((_, course)) = self.courses.last_mut() {
            course.record(plan, outcome);
        }
        self.unknown.push(replication.unknown);
        self.luck.push(replication.luck);
        self.first_shortage_s.push(outcome.first_shortage_s);
        let starts = self.counts.each_ref().map(Vec::len);
        for (column, width) in self.counts.iter_mut().zip(self.shape.widths()) {
            column.resize(column.len() + width, 0);
        }
        let [fates, causes, assets, waves, rounds, wasted, left, kills, busy, came, engaged, away, waiting] =
            &mut self.counts;
        let classes = self.shape.threat_classes;
        let waited_from = self.waited_s.len();
        self.waited_s.resize(waited_from + classes, 0.0);
        let tables = plan.tables();
        for (i, threat) in tables.threats.iter().enumerate() {
            let class = threat.class as usize;
            fates[starts[0] + class * FATES + outcome.fate[i] as usize] += 1;
            if let Some(cause) = outcome.cause[i] {
                causes[starts[1] + class * CAUSES + cause as usize] += 1;
                threat.asset.into_iter().for_each(|asset| assets[starts[2] + asset as usize] += 1);
                waves[starts[3] + threat.wave as usize] += 1;
            }
            match outcome.waits[i] {
                Wait::None => {}
                Wait::TurnedAway => away[starts[11] + class] += 1,
                Wait::Engaged(waited_s) | Wait::InVain(waited_s) => {
                    came[starts[9] + class] += 1;
                    engaged[starts[10] + class] += u32::from(matches!(outcome.waits[i], Wait::Engaged(_)));
                    self.waited_s[waited_from + class] += whole(waited_s * WAIT_UNITS_PER_S) / WAIT_UNITS_PER_S;
                }
            }
            if outcome.fate[i] == Fate::Intercepted {
                let unit_class = tables.units[outcome.unit[i] as usize].class as usize;
                kills[starts[7] + unit_class * classes + class] += 1;
            }
        }
        for (i, unit) in tables.units.iter().enumerate() {
            let class = unit.class as usize;
            rounds[starts[4] + class] += outcome.rounds[i];
            wasted[starts[5] + class] += outcome.wasted[i];
            left[starts[6] + class] = left[starts[6] + class].saturating_add(outcome.left[i]);
        }
        busy[starts[8]] = outcome.channels_busy_max;
        waiting[starts[12]] = outcome.waiting_max;
        Ok(())
    }

    fn last(&self) -> Option<(u64, u64)> {
        Some((*self.unknown.last()?, *self.luck.last()?))
    }

    /// Takes over the replications of `other`, which follow those there are.
    pub fn append(&mut self, other: &Self) -> Result<()> {
        same(&self.shape, &other.shape)?;
        let first = other.unknown.first().zip(other.luck.first()).map(|(&e, &a)| (e, a));
        if let Some((first, last)) = first.zip(self.last()).filter(|(first, last)| first <= last) {
            let allowed = format!("greater than the last one, {last:?}");
            return Err(Error::invalid("replication", format!("{first:?}"), &allowed));
        }
        self.unknown.extend_from_slice(&other.unknown);
        self.luck.extend_from_slice(&other.luck);
        self.first_shortage_s.extend_from_slice(&other.first_shortage_s);
        self.waited_s.extend_from_slice(&other.waited_s);
        for (group, course) in &other.courses {
            match self.courses.last_mut() {
                Some((last, sums)) if last == group => sums.add(course),
                _ => self.courses.push((*group, course.clone())),
            }
        }
        for (mine, others) in self.counts.iter_mut().zip(&other.counts) {
            mine.extend_from_slice(others);
        }
        Ok(())
    }
}

// A number that is not negative, as `f64::round` does it, without a call of the mathematical library.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "below 2^52, where all digits are kept"
)]
fn whole(x: f64) -> f64 {
    if x >= 4_503_599_627_370_496.0 {
        return x;
    }
    let below = x as i64 as f64;
    if x - below >= 0.5 {
        below + 1.0
    } else {
        below
    }
}

/// The tally of some replications of a plan, each with its vector of what is not known, in ascending order of their numbers. The
/// replications of a whole run can be tallied in any order and on any thread, and put together.
pub fn simulate<'u>(
    plan: &Plan,
    replications: impl IntoIterator<Item = (Replication, &'u Unknowns)>,
    scratch: &mut Scratch,
) -> Result<Tally> {
    let mut tally = Tally::new(Shape::of(plan));
    for (replication, unknowns) in replications {
        tally.record(plan, replication, replicate(plan, unknowns, replication, scratch))?;
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_rounded_as_the_mathematical_library_does_it() {
        let near = |x: f64| [x.to_bits() - 1, x.to_bits(), x.to_bits() + 1].map(f64::from_bits);
        let places = [0.25, 0.5, 1.0, 1.5, 2.5, 1e6 + 0.5, 4_503_599_627_370_495.5, 4_503_599_627_370_496.0, 1e300];
        for x in places.into_iter().flat_map(near).chain([0.0, f64::MIN_POSITIVE, f64::INFINITY]) {
            assert_eq!(whole(x).to_bits(), x.round().to_bits(), "{x}");
        }
    }
}
