//! The course of the night, and why threats leaked where: sums over replications, of which a run keeps no single one.
//!
//! Sums are integers (times in milliseconds), so that they are the same in whatever order replications are added. Steps of time
//! double when a replication lasts longer than all of them: two neighbours become one, and nothing is lost but detail.

use super::cause::CAUSES;
use super::plan::Plan;
use super::replicate::Outcome;

/// The first step (ms), and how many steps there are before they double.
const STEP_MS: u64 = 7_500;
const STEPS_MAX: usize = 512;
const MS_PER_S: f64 = 1000.0;

/// Vectors of what is not known whose replications are summed up together: a scramble of a run.
pub const VECTORS: u64 = 1 << 16;

/// An engagement: a channel of the unit from the launch until the result is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Engagement {
    /// Index of the unit.
    pub unit: u32,
    /// Its first launch, and when its channel is free again (s).
    pub from_s: f64,
    /// See `from_s`.
    pub to_s: f64,
    /// Rounds launched.
    pub rounds: u32,
}

/// Sums over some replications. Unit classes of one key count as one, in the order in which they come first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    /// How many replications.
    pub replications: u64,
    /// Length of a step (ms), from the beginning of the raid on.
    pub step_ms: u64,
    /// Time of channels in use (ms), by step and unit class.
    pub busy_ms: Vec<u64>,
    /// By how much the rounds left change, by step and unit class: those sent by depots less those launched.
    pub change: Vec<i64>,
    /// Rounds at the beginning, by unit class.
    pub begun: Vec<u64>,
    /// Replications in which a unit with a window had no round, by unit class and, last, of any class.
    pub short: Vec<u64>,
    /// When that first was (ms), summed over these replications.
    pub short_ms: Vec<i64>,
    /// Leaked threats by asset and cause, and by wave and cause.
    pub causes_by_asset: Vec<u64>,
    /// See `causes_by_asset`.
    pub causes_by_wave: Vec<u64>,
    // Of each class of the plan, which of those it is.
    own: Vec<usize>,
}

impl Course {
    /// Sums of nothing, for replications of a plan.
    pub fn new(plan: &Plan) -> Self {
        let tables = plan.tables();
        let mut keys: Vec<u64> = Vec::new();
        let mut own = Vec::with_capacity(tables.unit_classes.len());
        for &key in &tables.unit_classes {
            let place = keys.iter().position(|&known| known == key).unwrap_or(keys.len());
            if place == keys.len() {
                keys.push(key);
            }
            own.push(place);
        }
        let classes = keys.len();
        Self {
            step_ms: STEP_MS,
            begun: vec![0; classes],
            short: vec![0; classes + 1],
            short_ms: vec![0; classes + 1],
            causes_by_asset: vec![0; tables.asset_values.len() * CAUSES],
            causes_by_wave: vec![0; tables.waves * CAUSES],
            own,
            ..Self::default()
        }
    }

    /// How many unit classes there are.
    pub fn classes(&self) -> usize {
        self.begun.len()
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        self.busy_ms.len() / self.classes().max(1)
    }

    /// Adds a replication of a plan.
    pub fn record(&mut self, plan: &Plan, outcome: &Outcome) {
        let (classes, ends_ms) = (self.classes(), ms(outcome.ends_s));
        self.replications += 1;
        self.reach(ends_ms);
        let units = &plan.tables().units;
        for (unit, &left) in units.iter().zip(&outcome.left) {
            self.begun[self.own[unit.class as usize]] += u64::from(left);
        }
        // What there is at the end is what there was, less what was launched, and what depots sent.
        for engagement in &outcome.engagements {
            let class = self.own[units[engagement.unit as usize].class as usize];
            let (from_ms, to_ms) = (ms(engagement.from_s), ms(engagement.to_s).min(ends_ms));
            self.begun[class] += u64::from(engagement.rounds);
            let first = self.step_of(from_ms);
            self.change[first * classes + class] -= i64::from(engagement.rounds);
            for step in first..=self.step_of(to_ms.max(from_ms)) {
                let (begins, ends) = (step as u64 * self.step_ms, (step as u64 + 1) * self.step_ms);
                self.busy_ms[step * classes + class] += to_ms.min(ends).saturating_sub(from_ms.max(begins));
            }
        }
        for &(unit, time_s, rounds) in &outcome.sent {
            let class = self.own[units[unit as usize].class as usize];
            let step = self.step_of(ms(time_s));
            self.begun[class] -= u64::from(rounds);
            self.change[step * classes + class] += i64::from(rounds);
        }
        self.note_shortages(plan, outcome);
        for (threat, cause) in plan.tables().threats.iter().zip(&outcome.cause) {
            if let Some(cause) = *cause {
                threat.asset.iter().for_each(|&of| self.causes_by_asset[of as usize * CAUSES + cause as usize] += 1);
                self.causes_by_wave[threat.wave as usize * CAUSES + cause as usize] += 1;
            }
        }
    }

    fn note_shortages(&mut self, plan: &Plan, outcome: &Outcome) {
        let mut first_s = vec![f64::INFINITY; self.short.len()];
        for (unit, &short_s) in plan.tables().units.iter().zip(&outcome.short_s) {
            let own = &mut first_s[self.own[unit.class as usize]];
            *own = own.min(short_s);
        }
        let any = first_s.iter().copied().fold(f64::INFINITY, f64::min);
        if let Some(last) = first_s.last_mut() {
            *last = any;
        }
        for (class, short_s) in first_s.into_iter().enumerate().filter(|(_, short_s)| short_s.is_finite()) {
            self.short[class] += 1;
            #[allow(clippy::cast_possible_truncation, reason = "raid times are far below 2^63 ms")]
            {
                self.short_ms[class] += (short_s * MS_PER_S).round() as i64;
            }
        }
    }

    /// Adds the sums of other replications of the same raid.
    pub fn add(&mut self, other: &Self) {
        let mut other = other.clone();
        let step_ms = self.step_ms.max(other.step_ms);
        self.fold_to(step_ms);
        other.fold_to(step_ms);
        let rows = self.steps().max(other.steps());
        self.resize(rows);
        self.replications += other.replications;
        for (mine, theirs) in [
            (&mut self.busy_ms, &other.busy_ms),
            (&mut self.begun, &other.begun),
            (&mut self.short, &other.short),
            (&mut self.causes_by_asset, &other.causes_by_asset),
            (&mut self.causes_by_wave, &other.causes_by_wave),
        ] {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        for (mine, theirs) in [(&mut self.change, &other.change), (&mut self.short_ms, &other.short_ms)] {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
    }

    /// Doubles the step until it is as long (ms).
    pub fn fold_to(&mut self, step_ms: u64) {
        while self.step_ms < step_ms {
            self.step_ms *= 2;
            self.busy_ms = folded(&self.busy_ms, self.begun.len());
            self.change = folded(&self.change, self.begun.len());
        }
    }

    /// Appends steps in which nothing happens until there are so many.
    pub fn resize(&mut self, steps: usize) {
        let length = steps.max(self.steps()) * self.classes();
        self.busy_ms.resize(length, 0);
        self.change.resize(length, 0);
    }

    // Has steps for every time up to one (ms), included.
    fn reach(&mut self, time_ms: u64) {
        while time_ms / self.step_ms >= STEPS_MAX as u64 {
            self.fold_to(2 * self.step_ms);
        }
        self.resize(self.step_of(time_ms) + 1);
    }

    fn step_of(&self, time_ms: u64) -> usize {
        usize::try_from(time_ms / self.step_ms).unwrap_or(usize::MAX)
    }
}

// What comes before the raid's clock begins counts to its first step.
fn ms(time_s: f64) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates")]
    let whole = (time_s * MS_PER_S).round() as u64;
    whole
}

fn folded<T: Copy + std::ops::AddAssign>(rows: &[T], width: usize) -> Vec<T> {
    let pairs = rows.chunks(2 * width.max(1)).map(|pair| {
        let (first, second) = pair.split_at(width.min(pair.len()));
        let mut sum = first.to_vec();
        sum.iter_mut().zip(second).for_each(|(sum, &more)| *sum += more);
        sum
    });
    pairs.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_become_one_keep_their_sums_whatever_their_number() {
        let rows: Vec<u64> = (1..=10).collect();
        assert_eq!(folded(&rows, 2), vec![4, 6, 12, 14, 9, 10]);
        assert_eq!(folded(&folded(&rows, 2), 2), vec![16, 20, 9, 10]);
        assert_eq!(folded(&Vec::<i64>::new(), 0), Vec::<i64>::new());
    }

    #[test]
    fn sums_are_the_same_in_either_order_and_for_steps_of_any_length() {
        let of = |ends_ms: u64, at: usize, ms: u64| {
            let mut course = Course { step_ms: STEP_MS, begun: vec![0], short: vec![0; 2], ..Course::default() };
            course.reach(ends_ms);
            course.busy_ms[at] += ms;
            course
        };
        let long = 5 * STEP_MS * STEPS_MAX as u64;
        let (a, b) = (of(60_000, 3, 7), of(long, 9, 5));
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.add(&b);
        ba.add(&a);
        assert_eq!(ab, ba);
        assert_eq!((ab.step_ms, ab.busy_ms.iter().sum::<u64>()), (8 * STEP_MS, 12));
        // What was in the fourth step is in the first of eight times its length.
        assert_eq!((ab.busy_ms[0], ab.busy_ms[9], ab.steps()), (7, 5, STEPS_MAX * 5 / 8 + 1));
    }
}
