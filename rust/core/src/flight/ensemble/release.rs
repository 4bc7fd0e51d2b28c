//! Flying bodies: one by itself, or an ensemble shared by threads, its rows brought back into order.

use super::bodies::{Ended, Ensemble, Limits, Start};
use super::engine::Engine;
use crate::earth::world::World;
use crate::error::Result;
use crate::flight::flown::path::{Flown, Outcome, Trajectories};
use crate::math::hermite::Knot;
use crate::math::lanes::Lanes;
use crate::math::method::{DORMAND_PRINCE_5, DORMAND_PRINCE_8};
use crate::math::pair::Pair;
use crate::math::real::Real;
use crate::math::solo::Solo;
use crate::math::vec3::Vec3;
use pulp::{Arch, Simd, WithSimd};

impl Ensemble<'_> {
    /// Flies bodies until none is left to take; several threads may do so at once and share them. Each comes back
    /// with its row.
    pub fn fly(&self) -> Vec<(usize, Result<Ended>)> {
        Arch::new().dispatch(Shift(self))
    }
}

/// One body, flown by itself.
///
/// # Errors
/// [`Error::InvalidParameter`] for a limit, a state or a parameter out of range.
pub fn release(start: Start, world: &World, limits: Limits) -> Result<Flown> {
    let starts = [start];
    let parts = vec![Ensemble::new(&starts, world, limits)?.fly()];
    let ended = in_order(parts, 1).remove(0)?;
    Ok(Flown { knots: ended.knots, marks: Vec::new(), outcome: ended.outcome })
}

/// Rows in order, from the parts that several threads flew.
pub fn in_order(parts: Vec<Vec<(usize, Result<Ended>)>>, rows: usize) -> Vec<Result<Ended>> {
    let mut ordered: Vec<Option<Result<Ended>>> = (0..rows).map(|_| None).collect();
    for (row, ended) in parts.into_iter().flatten() {
        ordered[row] = Some(ended);
    }
    // Every row was taken by one thread.
    ordered.into_iter().flatten().collect()
}

/// An empty batch of trajectories.
pub fn batch(world: &World) -> Trajectories {
    Trajectories::new(world)
}

/// Appends rows to a batch.
pub fn append(batch: &mut Trajectories, rows: Vec<Result<Ended>>) {
    for row in rows {
        batch.push(row.map(|e| Flown { knots: e.knots, marks: Vec::new(), outcome: e.outcome }));
    }
}

/// The end of a row without its knots; NaN for one that could not be flown.
pub fn end(row: &Result<Ended>) -> Ended {
    let nowhere = Vec3::new(f64::NAN, f64::NAN, f64::NAN);
    let nothing = Knot { t: f64::NAN, position: nowhere, velocity: nowhere, acceleration: nowhere };
    match row {
        Ok(e) => Ended { knots: Vec::new(), ..*e },
        Err(error) => Ended { last: nothing, outcome: Outcome::of(error), steps: 0, knots: Vec::new() },
    }
}

struct Shift<'a, 'b>(&'b Ensemble<'a>);

// The order that costs least: the fifth to a centimetre a step, the eighth below. Knots lie close enough for the
// quintic between them with the fifth only.
const FINE_M: f64 = 1e-2;
const FEW: usize = 4;

impl WithSimd for Shift<'_, '_> {
    type Output = Vec<(usize, Result<Ended>)>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
        let ensemble = self.0;
        let lane = Lanes::new(simd, 0.0);
        // Fewer bodies than this take less time one by one. The bits are the same.
        if S::F64_LANES > 1 && ensemble.starts.len() < FEW {
            run(ensemble, Solo(0.0))
        } else {
            run(ensemble, Pair(lane, lane))
        }
    }
}

#[inline(always)]
fn run<R: Real>(ensemble: &Ensemble<'_>, z: R) -> Vec<(usize, Result<Ended>)> {
    let engine = Engine::new(ensemble);
    match (ensemble.lifting, ensemble.limits.knots || ensemble.limits.tolerance_m >= FINE_M) {
        (false, true) => engine.run::<_, 7, false>(z, &DORMAND_PRINCE_5),
        (false, false) => engine.run::<_, 13, false>(z, &DORMAND_PRINCE_8),
        (true, true) => engine.run::<_, 7, true>(z, &DORMAND_PRINCE_5),
        (true, false) => engine.run::<_, 13, true>(z, &DORMAND_PRINCE_8),
    }
}
