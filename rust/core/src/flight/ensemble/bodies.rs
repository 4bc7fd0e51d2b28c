//! Bodies at their release, how they are to be integrated, and how they end.

use crate::earth::atmosphere::cells::Cells;
use crate::earth::height::Height;
use crate::earth::world::World;
use crate::error::{check_range, in_words, Error, Result};
use crate::flight::flown::path::Outcome;
use crate::flight::forces::bank::Bank;
use crate::math::curve::Curve;
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;
use std::sync::Arc;

// A radius of less than some thousand kilometres (m of altitude).
const DEEP_M: f64 = -5e6;
// What starts this near to the ground stands on it (m): the fast form of altitude is good to 7e-7 m. Further from the
// centre, this share of the distance from it: numbers so large are rounded by more.
const ON_GROUND_M: f64 = 1e-6;
const ON_GROUND: f64 = 1e-15;
// Bounds of the longest first step (s).
const FIRST_STEP_S: [f64; 2] = [0.05, 20.0];

/// A body at its release.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start<'a> {
    /// Position, ECEF (m).
    pub position: Vec3,
    /// Velocity relative to the rotating Earth, ECEF (m/s).
    pub velocity: Vec3,
    /// 1/(2 beta), the inverse of twice the ballistic coefficient; with a drag curve, the reference area over twice
    /// the mass (m^2/kg).
    pub thickness_m2_kg: f64,
    /// Drag coefficient by Mach number, if it is not part of the thickness; that of the first body holds for all.
    pub drag: Option<&'a Curve>,
    /// Lift-to-drag ratio; 0 for a ballistic body.
    pub lift_to_drag: f64,
    /// Bank angle over time; level without one.
    pub bank: Option<Bank<'a>>,
}

/// Bodies at their release, row by row.
pub trait Starts: Sync {
    /// Number of rows.
    fn rows(&self) -> usize;
    /// A row.
    fn start(&self, row: usize) -> Start<'_>;
    /// Whether any row has lift.
    fn lifting(&self) -> bool;
}

impl Starts for &[Start<'_>] {
    fn rows(&self) -> usize {
        self.len()
    }
    fn start(&self, row: usize) -> Start<'_> {
        self[row]
    }
    fn lifting(&self) -> bool {
        self.iter().any(|s| s.lift_to_drag != 0.0)
    }
}

impl Start<'_> {
    /// Checks the state and every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is not finite or out of range.
    pub fn check(&self) -> Result<()> {
        for (name, v) in [("position_ecef_m", self.position), ("velocity_ecef_m_s", self.velocity)] {
            if !v.is_finite() {
                return Err(Error::invalid(name, format!("[{}, {}, {}]", v.x, v.y, v.z), "three finite numbers"));
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
            return Err(Error::invalid(name, in_words(beta), "from 1 to 1000000000"));
        }
        check_range("lift_to_drag", self.lift_to_drag, -10.0, 10.0)?;
        self.bank.map_or(Ok(()), |bank| bank.check())
    }
}

/// How closely to integrate, and when to give up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Error allowed per step (m): see `horizon.rs`.
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
pub struct Ensemble<'a> {
    pub(super) starts: &'a dyn Starts,
    pub(super) world: &'a World,
    pub(super) limits: Limits,
    pub(super) cells: Arc<Cells>,
    pub(super) height: Height,
    pub(super) lifting: bool,
    pub(super) drag: Option<&'a Curve>,
}

impl<'a> Ensemble<'a> {
    /// Bodies over a world.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a limit out of range. A bad body is a row that ends as such.
    pub fn new(starts: &'a dyn Starts, world: &'a World, limits: Limits) -> Result<Self> {
        world.check()?;
        check_range("tolerance_m", limits.tolerance_m, 1e-9, 1e3)?;
        check_range("duration_max_s", limits.duration_max_s, 1e-6, 1e6)?;
        check_range("steps_max", f64::from(limits.steps_max), 1.0, 1e9)?;
        check_range("ground_m", limits.ground_m, -5_000.0, 100_000.0)?;
        let drag = if starts.rows() > 0 { starts.start(0).drag } else { None };
        let (cells, height) = (world.air.cells(), Height::of(&world.shape));
        Ok(Self { starts, world, limits, cells, height, lifting: starts.lifting(), drag })
    }

    /// Number of bodies.
    pub fn rows(&self) -> usize {
        self.starts.rows()
    }

    // A metre below is still the ground: places on it are rounded.
    pub(super) fn above_ground(&self, altitude: f64) -> Result<()> {
        let ground = self.limits.ground_m;
        if altitude >= ground - 1.0 {
            return Ok(());
        }
        // Nothing flies so deep: kilometres from the centre given for metres.
        let hint = if altitude < DEEP_M { "; did you give kilometres?" } else { "" };
        let allowed = format!("at least that of the ground, ground_m = {ground}{hint}");
        Err(Error::invalid("altitude of position_ecef_m in m", format!("{altitude:.1}"), &allowed))
    }

    // The altitude (m) on which a body that starts at this altitude, so far from the centre, lands: where it starts, if
    // that is the ground but for rounding. What moves down from there has landed, whichever side it was rounded to.
    pub(super) fn ground_under(&self, altitude_m: f64, distance_m: f64) -> f64 {
        let ground = self.limits.ground_m;
        let on_it = (altitude_m - ground).abs() <= ON_GROUND_M.max(ON_GROUND * distance_m);
        if on_it {
            altitude_m
        } else {
            ground
        }
    }

    // The longest first step, the time in which the speed through the air changes by half: a longer one can pass over
    // what bends the drag, the turn of a body at rest into the wind, where the estimate of the error is blind.
    pub(super) fn first_step_max_s(&self, start: &Start, altitude_m: f64, acceleration: [f64; 3]) -> f64 {
        let through_air = (start.velocity - self.world.wind(start.position, altitude_m)).norm();
        let [x, y, z] = acceleration;
        let [shortest, longest] = FIRST_STEP_S;
        (0.5 * through_air / Vec3::new(x, y, z).norm()).max(shortest).min(longest)
    }
}
