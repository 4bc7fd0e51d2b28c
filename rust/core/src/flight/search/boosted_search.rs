//! The slow and sure search behind a boosted flight: burn and pitch by nested brackets, where Newton's method fails.
//!
//! With a burn fixed, the apogee rises with the pitch; with the apogee fixed, the range grows with the burn. So what
//! is out of reach is known by how much, and an apogee below that to which lift carries the body is known as such.

use super::endpoints::{not_converged, Endpoints, Shot, MISS_MAX_M};
use crate::earth::world::World;
use crate::error::{Error, Result};
use crate::flight::flown::quantities::apogee;
use crate::math::roots::{bracketed, highest};

/// A flight of given azimuth offset (rad), mass ratio and pitch (rad); `None` when it does not come down.
pub(crate) type Fly<'a> = dyn Fn(&[f64]) -> Option<Shot> + 'a;

/// What to search and where.
pub(crate) struct Search<'a> {
    pub(crate) world: &'a World,
    pub(crate) ends: &'a Endpoints,
    pub(crate) fly: &'a Fly<'a>,
    pub(crate) apogee_m: f64,
    /// Azimuth offset to begin with (rad).
    pub(crate) azimuth_rad: f64,
    /// Bounds of the mass ratio.
    pub(crate) mass_ratio: (f64, f64),
    /// Bounds of the pitch (rad).
    pub(crate) pitch: (f64, f64),
}

/// The error of a boost that was not found: how far off it ended (m), and where.
pub(crate) fn unsolved([azimuth, ratio, pitch]: [f64; 3], off_m: f64) -> Error {
    let at = [("azimuth offset in rad", azimuth), ("mass ratio", ratio), ("pitch in rad", pitch)];
    not_converged("the boost to this destination and apogee", 200, off_m, &at)
}

// What a burn can do about the apogee.
enum Arc {
    // Even steeply it stays below: highest apogee (m).
    Low(f64),
    // Even at its flattest it flies higher: lowest apogee (m).
    High(f64),
    // The flight of that apogee, over the destination, and how far beyond it that comes down (m).
    Met { x: [f64; 3], beyond_m: f64 },
}

const GRID: u32 = 24;

impl Search<'_> {
    /// The flight to the destination, as (azimuth offset, mass ratio, pitch).
    ///
    /// # Errors
    /// [`Error::Unreachable`] with the farthest that flights of this apogee reach (of any, where none rises so high),
    /// [`Error::InvalidParameter`] for an
    /// apogee that no burn rises to or that every burn exceeds, [`Error::NotConverged`] where the brackets do not close.
    pub(crate) fn solve(&self) -> Result<[f64; 3]> {
        let distance = self.ends.line.distance_m;
        let (least, most) = self.mass_ratio;
        match self.arc(most) {
            Arc::Low(highest) => {
                let beyond = self.farthest(most);
                return Err(if beyond < 0.0 {
                    Error::Unreachable { wanted_m: distance, reachable_m: (distance + beyond).max(0.0) }
                } else {
                    self.apogee_error("at most", highest, "that of the whole burn")
                });
            }
            Arc::Met { beyond_m, .. } if beyond_m < -MISS_MAX_M => {
                return Err(Error::Unreachable { wanted_m: distance, reachable_m: (distance + beyond_m).max(0.0) });
            }
            Arc::High(_) | Arc::Met { .. } => {}
        }
        let mut shortest = -distance;
        let beyond = |ratio: f64| match self.arc(ratio) {
            Arc::Low(_) => -distance,
            Arc::High(_) => distance,
            Arc::Met { beyond_m, .. } => {
                shortest = if beyond_m < 0.0 { shortest.max(beyond_m) } else { shortest };
                beyond_m
            }
        };
        let ratio = bracketed(beyond, least, most, 1e-10);
        match self.arc(ratio) {
            Arc::Met { x, beyond_m } if beyond_m.abs() <= MISS_MAX_M => Ok(x),
            // With more burnt it leaps over the destination: its lift carries it above this apogee, or past a crash.
            _ if shortest > -distance => {
                Err(Error::Unreachable { wanted_m: distance, reachable_m: distance + shortest })
            }
            Arc::Met { x, beyond_m } => Err(unsolved(x, beyond_m)),
            Arc::High(lowest) => Err(self.apogee_error("at least", lowest, "to which its lift carries it on the way")),
            Arc::Low(highest) => Err(self.apogee_error("at most", highest, "on the way to this destination")),
        }
    }

    fn apogee_error(&self, word: &str, bound_m: f64, why: &str) -> Error {
        Error::invalid("apogee_m", self.apogee_m, &format!("{word} {bound_m:.0} m, {why}"))
    }

    // How far beyond the destination one burn comes down at the pitch that takes it farthest (m).
    fn farthest(&self, ratio: f64) -> f64 {
        let distance = self.ends.line.distance_m;
        let along = |pitch: f64| {
            (self.fly)(&[self.azimuth_rad, ratio, pitch]).map_or(-distance, |shot| shot.miss.0.max(-distance))
        };
        let (low, high) = self.pitch;
        let step = (high - low) / f64::from(GRID);
        let grid = (0..=GRID).map(|k| low + step * f64::from(k)).map(|pitch| (pitch, along(pitch)));
        let (best, _) = grid.fold((high, f64::MIN), |a, b| if b.1 > a.1 { b } else { a });
        highest(along, (best - step).max(low), (best + step).min(high), 1e-6).1
    }

    // Twice: the azimuth that takes it over the destination, then the apogee of that azimuth.
    fn arc(&self, ratio: f64) -> Arc {
        match self.rising(ratio, self.azimuth_rad) {
            Arc::Met { x, .. } => self.rising(ratio, x[0]),
            other => other,
        }
    }

    // The flight of one burn that rises to the apogee: down from the vertical to the first that stays below.
    fn rising(&self, ratio: f64, azimuth_rad: f64) -> Arc {
        let over = |pitch: f64| {
            (self.fly)(&[azimuth_rad, ratio, pitch])
                .map_or(f64::INFINITY, |shot| apogee(self.world, &shot.flown.knots) - self.apogee_m)
        };
        let (low, high) = self.pitch;
        let mut above = (high, over(high));
        if above.1 < 0.0 {
            return Arc::Low(self.apogee_m + above.1);
        }
        let mut lowest = above.1;
        for k in 1..=GRID {
            let pitch = high - (high - low) * f64::from(k) / f64::from(GRID);
            let height = over(pitch);
            if height < 0.0 {
                let finite = |pitch: f64| over(pitch).min(1e9);
                return self.aligned(azimuth_rad, ratio, bracketed(finite, above.0, pitch, 1e-10));
            }
            lowest = lowest.min(height);
            above = (pitch, height);
        }
        Arc::High(self.apogee_m + lowest)
    }

    // That flight turned over the destination.
    fn aligned(&self, azimuth_rad: f64, ratio: f64, pitch: f64) -> Arc {
        let mut x = [azimuth_rad, ratio, pitch];
        let mut beyond_m = -self.ends.line.distance_m;
        for _ in 0..6 {
            let Some(shot) = (self.fly)(&x) else { break };
            beyond_m = shot.miss.0;
            if shot.miss.1.abs() < 0.2 * MISS_MAX_M {
                break;
            }
            x[0] -= (shot.miss.1 / self.ends.span_m()).clamp(-0.5, 0.5);
        }
        Arc::Met { x, beyond_m }
    }
}
