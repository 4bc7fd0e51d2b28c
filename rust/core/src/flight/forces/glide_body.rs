//! The forces on a gliding body, and the lift that keeps it in quasi-equilibrium.
//!
//! Drag rho V^2/(2 beta) and lift (L/D) times it belong to the angle of attack of the greatest lift-to-drag ratio. Other
//! lift follows the parabolic polar through that point (Vinh, Busemann and Culp, *Hypersonic and Planetary Entry Flight
//! Mechanics*, 1980): kappa times the lift costs (1 + kappa^2)/2 times the drag.
//!
//! In wind w forces are those of the velocity through the air, v - w, and lie along and across it; the path that damping
//! leads, and the turning of the horizon, are those of v over the ground.

use super::aerodynamics::Aerodynamics;
use super::bank::{BankSchedule, LiftToDrag};
use super::body::Body;
use super::boost::{Craft, Lift};
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::attitude::normal;
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;

/// A lifting body.
#[derive(Debug, Clone, PartialEq)]
pub struct GlideBody {
    /// Greatest lift-to-drag ratio.
    pub lift_to_drag: LiftToDrag,
    /// Ballistic coefficient at that ratio (kg/m^2).
    pub ballistic_coefficient_kg_m2: f64,
    /// Largest acceleration by lift (m/s^2).
    pub lift_max_m_s2: f64,
}

/// How lift is commanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Lift is changed so that the flight-path angle follows that of the quasi-equilibrium glide: no skips.
    Damped,
    /// Lift stays at the greatest lift-to-drag ratio: off equilibrium the path swings (phugoid) and skips.
    Free,
}

// Least greatest lift-to-drag ratio: damping leads the path by angles that go with its inverse.
const RATIO_MIN: f64 = 0.1;

/// Most lift that damping may ask for, over that of the greatest lift-to-drag ratio.
const KAPPA_MAX: f64 = 2.0;

/// Steepest descent that damping asks for (rad).
const DESCENT_MAX_RAD: f64 = 0.5;

// Gravity across the path less the turning of the horizon (m/s^2), the height over which the air thins by e (m), and
// the speeds over the ground and through the air (m/s).
struct Balance {
    needed: f64,
    scale_height_m: f64,
    speed: f64,
    airspeed: f64,
}

impl GlideBody {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        self.lift_to_drag.check(RATIO_MIN)?;
        check_range("ballistic_coefficient_kg_m2", self.ballistic_coefficient_kg_m2, 100.0, 1e6)?;
        let limit = self.lift_max_m_s2;
        check_range("lateral_acceleration_max_m_s2", if limit == f64::INFINITY { 1.0 } else { limit }, 0.1, 1e4)
    }

    /// Acceleration at a bank angle.
    pub fn acceleration(&self, world: &World, state: (Vec3, Vec3), bank_rad: f64, mode: Mode) -> Vec3 {
        let (position, velocity) = state;
        let gravity = world.field.apparent(position, velocity);
        let altitude = world.altitude(position);
        let through_air = velocity - world.wind(position, altitude);
        let (speed, airspeed) = (velocity.norm(), through_air.norm());
        let forward = through_air.unit();
        let normal = normal(world, position, forward);
        let (drag, ratio) = self.drag(world, altitude, airspeed);
        let nominal = ratio * drag;
        let (sin_bank, cos_bank) = bank_rad.sin_cos();
        let mut vertical = nominal * cos_bank;
        if mode == Mode::Damped && cos_bank > 0.0 && drag > 0.0 {
            let turn = speed * speed / position.norm();
            let sin_gamma = world.up(position).dot(velocity.unit());
            let needed = -gravity.dot(normal) - turn * (1.0 - sin_gamma * sin_gamma).max(0.0).sqrt();
            let balance = Balance { needed, scale_height_m: scale_height(world, altitude), speed, airspeed };
            let wanted = damped_lift(&balance, sin_gamma, (vertical, ratio * cos_bank.max(0.05)));
            // Fades out towards a bank of 90 degrees, where lift has no vertical part to command.
            vertical += (wanted - vertical) * (cos_bank / 0.1).min(1.0);
        }
        let lateral = nominal * sin_bank;
        let lift = vertical.hypot(lateral);
        let allowed = lift.min(KAPPA_MAX * nominal).min(self.lift_max_m_s2);
        let scale = if lift > 0.0 { allowed / lift } else { 0.0 };
        let kappa = if nominal > 0.0 && mode == Mode::Damped { allowed / nominal } else { 1.0 };
        gravity - forward * (drag * 0.5 * (1.0 + kappa * kappa))
            + (normal * vertical + forward.cross(normal) * lateral) * scale
    }

    // Drag (m/s^2) and lift-to-drag ratio at the greatest ratio.
    fn drag(&self, world: &World, altitude_m: f64, speed_m_s: f64) -> (f64, f64) {
        let drag = 0.5 * world.density(altitude_m) * speed_m_s * speed_m_s / self.ballistic_coefficient_kg_m2;
        (drag, self.ratio(world, altitude_m, speed_m_s))
    }

    /// Greatest lift-to-drag ratio at an altitude (m) and speed through the air (m/s).
    pub fn ratio(&self, world: &World, altitude_m: f64, speed_m_s: f64) -> f64 {
        match &self.lift_to_drag {
            LiftToDrag::Constant(ratio) => *ratio,
            table => table.at(speed_m_s, speed_m_s / world.speed_of_sound(altitude_m)),
        }
    }

    /// The body with lift that no bank leads, as in a dive: at its constant drag.
    pub fn craft(&self, lift: Lift) -> Craft {
        let aerodynamics = Aerodynamics::LiftToDrag {
            ballistic_coefficient_kg_m2: self.ballistic_coefficient_kg_m2,
            ratio: self.lift_to_drag.clone(),
        };
        // Any mass would do: the coefficients are over it.
        Craft { aerodynamics, mass_kg: 1.0, reference_mass_kg: 1.0, burn: None, lift }
    }

    /// The altitude (m) above a point at which lift and the turning of the horizon carry the weight in level flight at a
    /// velocity and bank angle: Saenger's equilibrium.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] when no altitude up to 120 km does.
    pub fn equilibrium(&self, world: &World, ground: Vec3, velocity: Vec3, bank_rad: f64) -> Result<f64> {
        let (up, speed) = (world.up(ground), velocity.norm());
        // (L/D) cos(bank) rho v^2/(2 beta) + v^2/r - g: falls with altitude.
        let excess = |altitude: f64| {
            let position = ground + up * altitude;
            let airspeed = (velocity - world.wind(position, altitude)).norm();
            let (drag, ratio) = self.drag(world, altitude, airspeed);
            let lift = (ratio * drag).min(self.lift_max_m_s2) * bank_rad.cos();
            lift + speed * speed / position.norm() + world.field.apparent(position, velocity).dot(up)
        };
        let (bottom, top) = (0.0, 120_000.0);
        if excess(bottom) <= 0.0 || excess(top) >= 0.0 {
            let allowed = "a speed at which lift carries the weight at an altitude from 0 to 120 km";
            return Err(Error::invalid("speed_m_s (equilibrium start)", speed, allowed));
        }
        Ok(bracketed(excess, bottom, top, 1e-6))
    }

    /// Flight-path angle of the quasi-equilibrium glide (rad) at a velocity, position and bank angle.
    pub fn glide_angle(&self, world: &World, state: (Vec3, Vec3), bank_rad: f64) -> f64 {
        let (position, velocity) = state;
        let (up, speed, altitude) = (world.up(position), velocity.norm(), world.altitude(position));
        let needed = -world.field.apparent(position, velocity).dot(up) - speed * speed / position.norm();
        let airspeed = (velocity - world.wind(position, altitude)).norm();
        let balance = Balance { needed, scale_height_m: scale_height(world, altitude), speed, airspeed };
        sin_descent(&balance, self.ratio(world, altitude, airspeed) * bank_rad.cos().max(0.05)).asin()
    }
}

/// A gliding body banked by a schedule.
#[derive(Debug, Clone, Copy)]
pub struct Banked<'a> {
    /// The body.
    pub body: &'a GlideBody,
    /// How its lift is commanded.
    pub mode: Mode,
    /// Its bank over time.
    pub bank: &'a BankSchedule,
}

impl Body for Banked<'_> {
    fn acceleration(&self, world: &World, t: f64, state: (Vec3, Vec3)) -> Vec3 {
        self.body.acceleration(world, state, self.bank.at(t), self.mode)
    }

    fn is_carried(&self) -> bool {
        true
    }
}

// Sine of the flight-path angle along which lift keeps pace with the weight it has to carry. With
// (L/D) rho A^2/(2 beta) = n, n = g - V^2/r, A the speed through the air and V over the ground, rho falling by e over
// H, V' = A' = -n/(L/D) - g s:
//   h'/H = (2 V'/V) k, k = V/A + (g - n)/n   and   h' = V s   give   s = -[2 H n k/(V^2 L/D)] / (1 + 2 H g k/V^2).
// In still air k = g/n; with V_c^2 = g R and without the small second term: -2 (H/R) (V_c/V)^2/(L/D), Saenger's glide.
fn sin_descent(balance: &Balance, ratio: f64) -> f64 {
    let g = STANDARD_GRAVITY_M_S2;
    let Balance { needed, scale_height_m, speed, airspeed } = *balance;
    let fall = 2.0 * scale_height_m * g / (speed * speed).max(1.0);
    let faster = (speed / airspeed.max(1.0) - 1.0) * needed.max(0.1) / g;
    let sine = -fall * (1.0 + faster) / ratio / (1.0 + fall * (1.0 + faster) * g / needed.max(0.1));
    sine.max(-DESCENT_MAX_RAD.sin())
}

// Vertical lift (m/s^2) that leads the path to its quasi-equilibrium angle: the lift of the greatest ratio, or where that
// is more than the weight needs (below equilibrium, where the path would climb) what it needs; and a damping term
// V (gamma_ref - gamma)/T with 1/T = 2 omega, omega^2 = n/H: critical damping of the phugoid.
fn damped_lift(balance: &Balance, sin_gamma: f64, (nominal, ratio): (f64, f64)) -> f64 {
    let (wanted, speed) = (sin_descent(balance, ratio), balance.speed);
    let omega = (balance.needed.max(0.1) / balance.scale_height_m).sqrt();
    (nominal.min(balance.needed) + 2.0 * omega * speed * (wanted - sin_gamma)).max(0.0)
}

// Height over which the air thins by e (m), from the densities either side of an altitude.
fn scale_height(world: &World, altitude_m: f64) -> f64 {
    const HALF_M: f64 = 50.0;
    let ratio = world.density(altitude_m - HALF_M) / world.density(altitude_m + HALF_M);
    // Vacuum has no scale height; nor has it lift.
    if ratio > 1.0 && ratio.is_finite() {
        2.0 * HALF_M / ratio.ln()
    } else {
        1e5
    }
}
