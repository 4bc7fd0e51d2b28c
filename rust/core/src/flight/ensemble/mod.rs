//! Many bodies in free flight at once: one a lane of the machine's vector registers, each with its own time and step.
//!
//! A lane whose body has landed takes the next one, so that lanes stay full. Steps end at the edges of the air's
//! cells and at the bends of bank schedules, so that no step sees a kink. What a lane computes depends on its body
//! alone: results are the same bits for any number of lanes in use, threads and chunks.

mod arc;
mod block;
mod edge;
mod engine;
mod strips;

use super::bank::BankSchedule;
use super::path::{Flown, Outcome, Trajectories};
use crate::earth::atmosphere::cells::Cells;
use crate::earth::height::Height;
use crate::earth::world::World;
use crate::error::{check_range, in_words, Error, Result};
use crate::math::curve::Curve;
use crate::math::hermite::Knot;
use crate::math::lanes::Lanes;
use crate::math::method::{DORMAND_PRINCE_5, DORMAND_PRINCE_8};
use crate::math::pair::Pair;
use crate::math::real::Real;
use crate::math::solo::Solo;
use crate::math::vec3::Vec3;
use engine::Engine;
use pulp::{Arch, Simd, WithSimd};
use std::sync::atomic::AtomicUsize;
use std::sync::Arc;

/// A body at its release.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// Position, ECEF (m).
    pub position: Vec3,
    /// Velocity relative to the rotating Earth, ECEF (m/s).
    pub velocity: Vec3,
    /// 1/(2 beta), the inverse of twice the ballistic coefficient; with a drag curve, the reference area over twice
    /// the mass (m^2/kg).
    pub thickness_m2_kg: f64,
    /// Drag coefficient by Mach number, if it is not part of the thickness; that of the first body holds for all.
    pub drag: Option<Arc<Curve>>,
    /// Lift-to-drag ratio; 0 for a ballistic body.
    pub lift_to_drag: f64,
    /// Bank angle over time; level without one.
    pub bank: Option<Arc<BankSchedule>>,
}

impl Start {
    /// Checks the state and every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is not finite or out of range.
    pub fn check(&self) -> Result<()> {
        for (name, v) in [("position_ecef_m", self.position), ("velocity_ecef_m_s", self.velocity)] {
            if !v.is_finite() {
                return Err(Error::invalid(name, format!("[{}, {}, {}]", v.x, v.y, v.z), "finite"));
            }
        }
        check_range("position_ecef_m (distance from the centre)", self.position.norm(), 1.0, 2e9)?;
        check_range("velocity_ecef_m_s (speed)", self.velocity.norm(), 0.0, 1e5)?;
        // The range of ballistic coefficients is 1 to 1e9 kg/m^2.
        if !(5e-10..=0.5).contains(&self.thickness_m2_kg) {
            let beta = 0.5 / self.thickness_m2_kg;
            let name = if self.drag.is_some() {
                "mass_kg over the reference area and density_factor, in kg/m^2,"
            } else {
                "ballistic_coefficient_kg_m2 (over density_factor)"
            };
            return Err(Error::invalid(name, in_words(beta), "finite and within [1, 1000000000]"));
        }
        check_range("lift_to_drag", self.lift_to_drag, -10.0, 10.0)?;
        self.bank.as_ref().map_or(Ok(()), |bank| bank.check())
    }
}

/// How closely to integrate, and when to give up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Error allowed per step: m in position, and a tenth of that in m/s of velocity.
    pub tolerance_m: f64,
    /// Longest flight (s).
    pub duration_max_s: f64,
    /// Largest number of steps, accepted or not.
    pub steps_max: u32,
    /// Altitude of the ground (m).
    pub ground_m: f64,
    /// Keep the knots of every flight, or only its end.
    pub knots: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { tolerance_m: 1e-4, duration_max_s: 36_000.0, steps_max: 100_000, ground_m: 0.0, knots: true }
    }
}

/// The end of a flight, and the way to it if asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// Last time, position, velocity and acceleration.
    pub last: Knot,
    /// How it ended.
    pub outcome: Outcome,
    /// Steps tried.
    pub steps: u32,
    /// Knots, if they were asked for.
    pub knots: Vec<Knot>,
}

/// Bodies to be flown together.
#[derive(Debug)]
pub struct Ensemble<'a> {
    starts: &'a [Start],
    world: &'a World,
    limits: Limits,
    cells: Arc<Cells>,
    height: Height,
    lifting: bool,
    drag: Option<Arc<Curve>>,
    next: AtomicUsize,
}

impl<'a> Ensemble<'a> {
    /// Bodies over a world.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a limit out of range. A bad body is a row that ends as such.
    pub fn new(starts: &'a [Start], world: &'a World, limits: Limits) -> Result<Self> {
        world.check()?;
        check_range("tolerance_m", limits.tolerance_m, 1e-9, 1e3)?;
        check_range("duration_max_s", limits.duration_max_s, 1e-6, 1e6)?;
        check_range("steps_max", f64::from(limits.steps_max), 1.0, 1e9)?;
        check_range("ground_m", limits.ground_m, -5_000.0, 100_000.0)?;
        let lifting = starts.iter().any(|s| s.lift_to_drag != 0.0);
        let drag = starts.first().and_then(|s| s.drag.clone());
        let (cells, height) = (world.air.cells(), Height::of(&world.shape));
        Ok(Self { starts, world, limits, cells, height, lifting, drag, next: AtomicUsize::new(0) })
    }

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
        // Fewer than this are sooner done one by one. The bits are the same.
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
