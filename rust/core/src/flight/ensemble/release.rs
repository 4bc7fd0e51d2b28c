//! Flying bodies: one by itself, or an ensemble shared by threads.

use super::bodies::{Ended, Ensemble, Limits, Start};
use super::engine::Engine;
use super::landings::{Landings, Wanted};
use crate::earth::world::World;
use crate::error::Result;
use crate::flight::flown::path::Flown;
use crate::math::arch::arch;
use crate::math::lanes::Lanes;
use crate::math::method::{DORMAND_PRINCE_5, VERNER_7};
use crate::math::pair::Pair;
use crate::math::real::Real;
use crate::math::solo::Solo;
use pulp::{Simd, WithSimd};

impl Ensemble<'_> {
    /// Flies bodies until none is left to take; several threads may do so at once and share them.
    pub fn fly(&self, landings: &Landings<'_>) {
        arch().dispatch(Shift(self, landings));
    }

    /// All bodies, in order, flown by this thread.
    pub fn flights(&self) -> Vec<Result<Ended>> {
        let mut flights: Vec<Option<Result<Ended>>> = (0..self.rows()).map(|_| None).collect();
        self.fly(&Landings::new(self.rows(), Wanted::Flights(&mut flights), 1));
        flights.into_iter().flatten().collect()
    }
}

/// One body, flown by itself.
///
/// # Errors
/// [`crate::error::Error::InvalidParameter`] for a limit, a state or a parameter out of range.
pub fn release(start: Start<'_>, world: &World, limits: Limits) -> Result<Flown> {
    let starts = [start];
    let ended = Ensemble::new(&starts.as_slice(), world, limits)?.flights().remove(0)?;
    Ok(Flown::from(ended))
}

impl From<Ended> for Flown {
    fn from(ended: Ended) -> Self {
        Self { knots: ended.knots, marks: Vec::new(), outcome: ended.outcome }
    }
}

struct Shift<'a, 'b, 'c>(&'b Ensemble<'a>, &'b Landings<'c>);

// The order that costs least: the fifth to five centimetres a step, the seventh below. Knots lie close enough for the
// quintic between them with the fifth only.
const FINE_M: f64 = 5e-2;
const FEW: usize = 4;

impl WithSimd for Shift<'_, '_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
        let Self(ensemble, landings) = self;
        let lane = Lanes::new(simd, 0.0);
        // Fewer bodies than this take less time one by one. The bits are the same.
        if S::F64_LANES > 1 && ensemble.rows() < FEW {
            run(ensemble, landings, Solo(0.0));
        } else {
            run(ensemble, landings, Pair(lane, lane));
        }
    }
}

#[inline(always)]
fn run<R: Real>(ensemble: &Ensemble<'_>, landings: &Landings<'_>, z: R) {
    let engine = Engine::new(ensemble, landings);
    match (ensemble.lifting, ensemble.limits.knots || ensemble.limits.tolerance_m >= FINE_M) {
        (false, true) => engine.run::<_, 7, false>(z, &DORMAND_PRINCE_5),
        (false, false) => engine.run::<_, 11, false>(z, &VERNER_7),
        (true, true) => engine.run::<_, 7, true>(z, &DORMAND_PRINCE_5),
        (true, false) => engine.run::<_, 11, true>(z, &VERNER_7),
    }
}
