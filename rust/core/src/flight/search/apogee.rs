//! The arc of a given apogee to a destination: energy and steepness by nested brackets, slow and sure.
//!
//! At one energy the apogee rises with the steepness; at one apogee the range grows with the energy. So what is out of reach
//! is known by how much, and an apogee below that to which lift carries the body is known as such.

use super::arc::Search;
use super::endpoints::MISS_MAX_M;
use crate::error::{Error, Result};
use crate::flight::flown::path::{Event, Outcome};
use crate::flight::flown::quantities::{apogee, apogee_with_time};
use crate::math::roots::{bracketed, bracketed_from, highest};

// What an energy can do about the apogee.
enum Arc {
    // Even steeply it stays below: highest apogee (m).
    Low(f64),
    // Even at its flattest it flies higher: lowest apogee (m).
    High(f64),
    // The flight of that apogee, over the destination, and how far beyond it that comes down (m).
    Met { arc: [f64; 3], beyond_m: f64 },
}

const GRID: u32 = 24;
// Both misses together are within the one that is promised.
const ACROSS_MAX_M: f64 = 0.2 * MISS_MAX_M;
const BEYOND_MAX_M: f64 = 0.97 * MISS_MAX_M;
// Shares of the highest energy at which the farthest flight is looked for, and how closely, as a share of what lies between.
const SHARES: [f64; 9] = [0.999, 0.98, 0.96, 0.94, 0.92, 0.9, 0.88, 0.86, 0.84];
const PEAK_TOLERANCE: f64 = 0.01;
// How closely the arc of a steepness rises to its apogee (m), and how often it is turned for that at most.
const APOGEE_MAX_M: f64 = 0.1;
const TURNS: usize = 6;
// A pull-up begins at the apogee to within this (s).
const SAME_S: f64 = 0.1;

fn meets(arc: &Arc) -> bool {
    matches!(arc, Arc::Met { beyond_m, .. } if beyond_m.abs() <= BEYOND_MAX_M)
}

impl Search<'_> {
    /// The flight of an apogee (m) to the destination, as (azimuth, energy, steepness).
    ///
    /// # Errors
    /// [`Error::Unreachable`] with the farthest that flights of this apogee reach (of any, where none rises so high), or
    /// the nearest, [`Error::InvalidParameter`] for an apogee that no burn rises to or that every burn exceeds,
    /// [`Error::NotConverged`] where the brackets do not close.
    pub(crate) fn at_apogee(&self, apogee_m: f64) -> Result<[f64; 3]> {
        let most = self.energy.1;
        let apogee_error = |word: &str, bound_m: f64, why: &str| {
            Error::invalid("apogee_m", format!("{apogee_m:.0}"), &format!("{word} {bound_m:.0} m, {why}"))
        };
        let end = match self.of_energy(most, apogee_m) {
            Arc::Low(highest) => {
                let (grid, beyond) = self.over_steepness(most);
                let (_, beyond) = self.farthest(most, &grid, &beyond);
                return Err(if beyond < 0.0 {
                    self.unreachable(beyond)
                } else {
                    apogee_error("at most", highest, "that of the whole burn")
                });
            }
            Arc::Met { arc, beyond_m } if beyond_m < -BEYOND_MAX_M => {
                let (energy, beyond_m) = self.farthest_below(apogee_m, arc, beyond_m);
                if beyond_m < -BEYOND_MAX_M {
                    return Err(self.unreachable(beyond_m));
                }
                energy
            }
            Arc::High(_) | Arc::Met { .. } => most,
        };
        // Flatter flights of one apogee fly farther: where the steepest passes over the destination, all do.
        let steepest = self.of_steepness(self.steepness.1, apogee_m, end);
        if let Some((_, beyond_m)) = steepest.filter(|&(_, beyond_m)| beyond_m > BEYOND_MAX_M) {
            return Err(self.unreachable(beyond_m));
        }
        let (arc, shortest) = self.closed(apogee_m, end);
        // With more burnt it leaps over the destination: its lift carries it above this apogee, or past a crash.
        let leap = shortest.filter(|_| !meets(&arc));
        let arc = if let Some((arc, beyond_m)) = leap {
            let (energy, beyond_m) = self.farthest_below(apogee_m, arc, beyond_m);
            if beyond_m < -BEYOND_MAX_M {
                return Err(self.unreachable(beyond_m));
            }
            self.closed(apogee_m, energy).0
        } else {
            arc
        };
        if meets(&arc) {
            if let Arc::Met { arc, .. } = arc {
                return Ok(arc);
            }
        }
        if let Some(arc) = self.steeply(apogee_m, end) {
            return Ok(arc);
        }
        match arc {
            Arc::Met { arc, beyond_m } => Err(self.unsolved(arc, beyond_m)),
            Arc::High(lowest) => Err(apogee_error("at least", lowest, "to which its lift carries it on the way")),
            // The flights that rise so high all come down beyond it, or past it, where the Earth turns away below.
            Arc::Low(_) => Err(Error::invalid(
                "apogee_m",
                format!("{apogee_m:.0}"),
                "lower: every flight that rises to it passes over the destination",
            )),
        }
    }

    // The arc over the destination among the steepest, where the apogee has its peak: more than one of them has the same
    // energy, and the steepness tells which.
    fn steeply(&self, apogee_m: f64, most: f64) -> Option<[f64; 3]> {
        let (low, high) = self.steepness;
        let beyond = |steepness: f64| self.of_steepness(steepness, apogee_m, most).map(|(_, beyond_m)| beyond_m);
        let mut short = Some(high).filter(|&steepness| beyond(steepness).is_some_and(|beyond_m| beyond_m < 0.0))?;
        for k in 1..=GRID {
            let steepness = high - (high - low) * f64::from(k) / f64::from(GRID);
            if beyond(steepness)? > 0.0 {
                let far = self.ends.line.distance_m;
                let steepness = bracketed(|steepness| beyond(steepness).unwrap_or(far), short, steepness, 1e-10);
                let (arc, beyond_m) = self.of_steepness(steepness, apogee_m, most)?;
                return (beyond_m.abs() <= BEYOND_MAX_M).then_some(arc);
            }
            short = steepness;
        }
        None
    }

    // The arc of one steepness that rises to the apogee, with at most an energy, turned over the destination, and how far
    // beyond it that comes down; none where even the least energy rises higher, or the most does not.
    fn of_steepness(&self, steepness: f64, apogee_m: f64, most: f64) -> Option<([f64; 3], f64)> {
        let mut azimuth = self.azimuth_rad;
        // By turns: the energy that rises to the apogee, and the azimuth that takes that over the destination.
        for _ in 0..TURNS {
            let over = |energy: f64| self.over(azimuth, energy, steepness, apogee_m).min(1e9);
            let ends = [(self.energy.0, over(self.energy.0)), (most, over(most))];
            if ends[0].1 >= 0.0 || ends[1].1 < 0.0 {
                return None;
            }
            let energy = bracketed_from(over, ends, 1e-10);
            let (turned, _) = self.aligned_within(azimuth, energy, steepness, ACROSS_MAX_M);
            let flown = (self.fly)(turned, energy, steepness)?;
            let (beyond_m, right_m) = self.ends.miss(self.world, &flown)?;
            let off_m = apogee(self.world, &flown.knots) - apogee_m;
            if right_m.abs() <= ACROSS_MAX_M && off_m.abs() <= APOGEE_MAX_M {
                return Some(([turned, energy, steepness], beyond_m));
            }
            azimuth = turned;
        }
        None
    }

    // How far a flight rises above an apogee (m); infinitely where it does not come down.
    fn over(&self, azimuth_rad: f64, energy: f64, steepness: f64, apogee_m: f64) -> f64 {
        let flown = (self.fly)(azimuth_rad, energy, steepness).filter(|f| f.outcome == Outcome::Impact);
        flown.map_or(f64::INFINITY, |flown| apogee(self.world, &flown.knots) - apogee_m)
    }

    // The arc over the destination of an energy up to a highest, as far as brackets close on it; and of the flights short of
    // the destination on the way there the farthest, and how far beyond it comes down.
    fn closed(&self, apogee_m: f64, highest: f64) -> (Arc, Option<([f64; 3], f64)>) {
        let distance = self.ends.line.distance_m;
        let mut shortest: Option<([f64; 3], f64)> = None;
        let beyond = |energy: f64| match self.of_energy(energy, apogee_m) {
            Arc::Low(_) => -distance,
            Arc::High(_) => distance,
            Arc::Met { arc, beyond_m } => {
                if beyond_m < 0.0 && shortest.is_none_or(|(_, so_far)| beyond_m > so_far) {
                    shortest = Some((arc, beyond_m));
                }
                beyond_m
            }
        };
        let energy = bracketed(beyond, self.energy.0, highest, 1e-10);
        (self.of_energy(energy, apogee_m), shortest)
    }

    // Which energy flies farthest of those up to that of an arc, as (energy, how far beyond). The range grows up to the end,
    // but where lift carries the body up to its apogee only after it has pulled up: more is lost in the dense air below, and
    // the flattest flights of the most energy are others than those of a little less.
    fn farthest_below(&self, apogee_m: f64, arc: [f64; 3], beyond_m: f64) -> (f64, f64) {
        let end = (arc[1], beyond_m);
        if !self.climbs_by_lift(arc) {
            return end;
        }
        let beyond = |energy: f64| match self.of_energy(energy, apogee_m) {
            Arc::Met { beyond_m, .. } => beyond_m,
            Arc::Low(_) | Arc::High(_) => -self.ends.line.distance_m,
        };
        let shares = SHARES.iter().map(|share| share * end.0).filter(|&energy| energy > self.energy.0);
        let points: Vec<(f64, f64)> =
            std::iter::once(end).chain(shares.map(|energy| (energy, beyond(energy)))).collect();
        let best = (0..points.len()).max_by(|&a, &b| points[a].1.total_cmp(&points[b].1)).unwrap_or(0);
        if best == 0 {
            return end;
        }
        let (low, high) = (points[(best + 1).min(points.len() - 1)].0, points[best - 1].0);
        let found = highest(beyond, low, high, PEAK_TOLERANCE);
        if found.1 > points[best].1 {
            found
        } else {
            points[best]
        }
    }

    // Whether a flight has pulled up before it is highest.
    fn climbs_by_lift(&self, [azimuth, energy, steepness]: [f64; 3]) -> bool {
        let flown = (self.fly)(azimuth, energy, steepness);
        flown.is_some_and(|flown| {
            let highest_s = apogee_with_time(self.world, &flown.knots).0;
            flown.marks.iter().any(|mark| mark.event == Event::PullUp && mark.time_s < highest_s - SAME_S)
        })
    }

    // Twice: the azimuth that takes it over the destination, then the apogee of that azimuth.
    fn of_energy(&self, energy: f64, apogee_m: f64) -> Arc {
        match self.rising(energy, self.azimuth_rad, apogee_m) {
            Arc::Met { arc, .. } => self.rising(energy, arc[0], apogee_m),
            other => other,
        }
    }

    // The flight of one energy that rises to the apogee: down from the steepest to the first that stays below, turned over
    // the destination.
    fn rising(&self, energy: f64, azimuth_rad: f64, apogee_m: f64) -> Arc {
        let over = |steepness: f64| self.over(azimuth_rad, energy, steepness, apogee_m);
        let (low, high) = self.steepness;
        let mut above = (high, over(high));
        if above.1 < 0.0 {
            return Arc::Low(apogee_m + above.1);
        }
        let mut lowest = above.1;
        let at = |k: u32| high - (high - low) * f64::from(k) / f64::from(GRID);
        // The apogee rises with the steepness: where the last one was, if this is no flatter.
        let mut first = 1;
        let likely = self.cell.get();
        if likely > 1 {
            let steepness = at(likely - 1);
            let height = over(steepness);
            if height >= 0.0 {
                lowest = lowest.min(height);
                (above, first) = ((steepness, height), likely);
            }
        }
        for k in first..=GRID {
            let steepness = at(k);
            let height = over(steepness);
            if height < 0.0 {
                self.cell.set(k);
                let steepness = bracketed(|steepness| over(steepness).min(1e9), above.0, steepness, 1e-10);
                let (azimuth, beyond_m) = self.aligned_within(azimuth_rad, energy, steepness, ACROSS_MAX_M);
                return Arc::Met { arc: [azimuth, energy, steepness], beyond_m };
            }
            lowest = lowest.min(height);
            above = (steepness, height);
        }
        Arc::High(apogee_m + lowest)
    }
}
