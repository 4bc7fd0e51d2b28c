//! The forces of a hypersonic cruiser: rocket, engine, wings, and the fuel they take.
//!
//! Mach number, dynamic pressure, drag and lift are those of the velocity through the air; the angle of the path and the
//! turning of the horizon those of the velocity over the ground.

use super::aerodynamics::Aerodynamics;
use super::bank::LiftToDrag;
use super::body::Body;
use super::glide_body::GlideBody;
use super::vehicle::{Ratios, Vehicle};
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{check_range, Result};
use crate::flight::flown::attitude::normal;
use crate::flight::flown::quantities::{airspeed, intervals, speed_of_sound};
use crate::math::hermite::{between, Knot};
use crate::math::integrator::Settings;
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;

/// A solid booster of constant mass flow, dropped when the speed of the cruise is reached or it burns out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rocket {
    /// Specific impulse (s).
    pub specific_impulse_s: f64,
    /// Burn time (s).
    pub burn_time_s: f64,
    /// Mass at launch over mass at burn-out.
    pub mass_ratio: f64,
    /// Pitch at the end of the programme (rad).
    pub pitch_rad: f64,
}

/// An air-breathing missile with its booster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cruiser {
    /// The booster.
    pub rocket: Rocket,
    /// Mach number of the cruise.
    pub mach: f64,
    /// Altitude of the cruise (m).
    pub altitude_m: f64,
    /// Lift-to-drag ratio in powered flight, and the greatest in the dive.
    pub lift_to_drag: f64,
    /// Specific impulse of the engine (s).
    pub specific_impulse_s: f64,
    /// Greatest thrust over mass (m/s^2).
    pub thrust_max_m_s2: f64,
    /// Fuel over the mass at the end of the boost.
    pub fuel_share: f64,
    /// Ballistic coefficient without fuel (kg/m^2).
    pub ballistic_coefficient_kg_m2: f64,
    /// Largest acceleration by lift (m/s^2).
    pub lift_max_m_s2: f64,
}

// Times in which the height, the angle and the speed are brought to those asked for (s). Height and angle make a damped
// oscillator x'' + x'/T_a + x/(T_a T_h) = 0, critical for T_h = 4 T_a.
const HEIGHT_TIME_S: f64 = 24.0;
const ANGLE_TIME_S: f64 = 6.0;
const SPEED_TIME_S: f64 = 10.0;
// Steepest climb or descent that the cruise asks for: its sine.
const CLIMB_MAX: f64 = 0.4;
// Error of the fuel used in a step, as a share of the mass, over that of the position (1/m), and how often a step is halved
// to keep it: the fuel is out e Isp g0 V/(T/m) away for an error e, 6e6 m times e in the middle of the ranges.
const FUEL_ERROR_PER_M: f64 = 1e-8;
// Finer than this halves would only add up what is rounded.
const FUEL_ERROR_MIN: f64 = 1e-12;
const HALVES: u32 = 30;
// Nearer than this to its altitude and speed it cruises.
const ON_STATION: f64 = 0.01;

// Of Lobatto's rule: the ends are among them, so that a bend close to one is seen.
const NODES: [f64; 4] = [0.0, 0.276_393_202_250_021, 0.723_606_797_749_979, 1.0];
const WEIGHTS: [f64; 4] = [1.0 / 12.0, 5.0 / 12.0, 5.0 / 12.0, 1.0 / 12.0];

// Altitude (m), speed through the air (m/s), gravity, and the directions along and across the flow.
struct Flow {
    altitude: f64,
    airspeed: f64,
    gravity: Vec3,
    forward: Vec3,
    normal: Vec3,
}

impl Flow {
    fn of(world: &World, (position, velocity): (Vec3, Vec3)) -> Self {
        let altitude = world.altitude_for_forces(position);
        let through_air = velocity - world.wind(position, altitude);
        let forward = through_air.unit();
        Self {
            altitude,
            airspeed: through_air.norm(),
            gravity: world.field.apparent(position, velocity),
            forward,
            normal: normal(world, position, forward),
        }
    }
}

impl Cruiser {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        let rocket = &self.rocket;
        check_range("boost_specific_impulse_s", rocket.specific_impulse_s, 100.0, 500.0)?;
        check_range("boost_time_s", rocket.burn_time_s, 1.0, 300.0)?;
        check_range("boost_mass_ratio", rocket.mass_ratio, 1.01, 20.0)?;
        check_range("boost_pitch_rad", rocket.pitch_rad, 0.0, 1.5)?;
        check_range("mach", self.mach, 3.0, 15.0)?;
        check_range("cruise_altitude_m", self.altitude_m, 10_000.0, 50_000.0)?;
        check_range("lift_to_drag", self.lift_to_drag, 0.5, 10.0)?;
        check_range("specific_impulse_s", self.specific_impulse_s, 100.0, 5_000.0)?;
        check_range("thrust_max_m_s2", self.thrust_max_m_s2, 0.1, 500.0)?;
        check_range("fuel_share", self.fuel_share, 0.0, 0.9)?;
        check_range("ballistic_coefficient_kg_m2", self.ballistic_coefficient_kg_m2, 100.0, 1e6)?;
        check_range("lateral_acceleration_max_m_s2", self.lift_max_m_s2, 1.0, 2_000.0)
    }

    // Speed of the cruise at an altitude (m/s).
    fn speed(&self, world: &World, altitude_m: f64) -> f64 {
        self.mach * speed_of_sound(world, altitude_m.min(86_000.0)).unwrap_or(300.0)
    }

    /// What the speed lacks to that of the cruise (m/s).
    pub fn speed_to_gain(&self, world: &World, knot: &Knot) -> f64 {
        self.speed(world, self.altitude_m) - airspeed(world, knot)
    }

    /// How far the flight is from its altitude and speed: zero where the cruise begins.
    pub fn off_station(&self, world: &World, knot: &Knot) -> f64 {
        let height = (world.altitude(knot.position) / self.altitude_m - 1.0).abs();
        let speed = (airspeed(world, knot) / self.speed(world, self.altitude_m) - 1.0).abs();
        height.max(speed) - ON_STATION
    }

    /// Longer than the fuel can last (s): below Mach 15 the turning of the horizon carries less than half of the weight, so
    /// that thrust is more than g0/(2 L/D) once the speed is held.
    pub fn longest(&self) -> f64 {
        200.0 - 2.0 * self.lift_to_drag * self.specific_impulse_s * (1.0 - self.fuel_share).ln()
    }

    /// The unpowered missile with its fuel used up to ln(mass at the end of the boost/mass).
    pub fn body(&self, fuel_used: f64) -> GlideBody {
        let mass = (-fuel_used).exp() / (1.0 - self.fuel_share);
        GlideBody {
            lift_to_drag: LiftToDrag::Constant(self.lift_to_drag),
            ballistic_coefficient_kg_m2: self.ballistic_coefficient_kg_m2 * mass,
            lift_max_m_s2: self.lift_max_m_s2,
        }
    }

    /// The missile with its booster and its fuel: its ballistic coefficient is that without fuel over the share that is left.
    ///
    /// # Errors
    /// As [`Vehicle::new`].
    pub fn booster(&self) -> Result<Vehicle> {
        let ratios = Ratios {
            stages: 1,
            mass_ratio: self.rocket.mass_ratio,
            dropped_share: 0.0,
            burn_time_s: self.rocket.burn_time_s,
            specific_impulse_s: self.rocket.specific_impulse_s,
        };
        let beta = self.ballistic_coefficient_kg_m2 / (1.0 - self.fuel_share);
        Vehicle::of_ratios(&ratios, Aerodynamics::BallisticCoefficient(beta))
    }

    // Lift, drag and thrust over mass (m/s^2). Lift: gamma' = (lift - n)/v with n = -g_n - v^2 cos(gamma)/r, gamma led to
    // (h_c - h)/(v T_h). Drag: lift over L/D, no less than in level flight.
    fn forces(&self, world: &World, (position, velocity): (Vec3, Vec3), flow: &Flow) -> (f64, f64, f64) {
        let Flow { altitude, airspeed, gravity, forward, normal } = *flow;
        let speed = velocity.norm();
        let sin_gamma = world.up(position).dot(velocity.unit());
        let turn = speed * speed * (1.0 - sin_gamma * sin_gamma).max(0.0).sqrt() / position.norm();
        let level = -gravity.dot(normal) - turn;
        let wanted = ((self.altitude_m - altitude) / (speed * HEIGHT_TIME_S)).clamp(-CLIMB_MAX, CLIMB_MAX);
        let pressure = 0.5 * world.density(altitude) * airspeed * airspeed;
        let most = (2.0 * self.lift_to_drag * pressure / self.ballistic_coefficient_kg_m2).min(self.lift_max_m_s2);
        let lift = (level + speed * (wanted - sin_gamma) / ANGLE_TIME_S).clamp(-most, most);
        let drag = lift.abs().max(level) / self.lift_to_drag;
        let pull = -gravity.dot(forward);
        let gain = (self.speed(world, altitude) - airspeed) / SPEED_TIME_S;
        (lift, drag, (drag + pull + gain).clamp(0.0, self.thrust_max_m_s2))
    }

    /// Fuel used along the knots of powered flight, as ln(mass before/mass), and when it is all used.
    ///
    /// m' = -T/(Isp g0): ln(m0/m) is the integral of T/m over Isp g0.
    pub fn fuel(&self, world: &World, knots: &[Knot], settings: &Settings) -> (f64, Option<f64>) {
        let error = (FUEL_ERROR_PER_M * settings.tolerance_m).max(FUEL_ERROR_MIN);
        let budget = -(1.0 - self.fuel_share).ln();
        let mut used = 0.0;
        for (a, b) in intervals(knots) {
            let rate = |t: f64| {
                let knot = between(a, b, t);
                let state = (knot.position, knot.velocity);
                self.forces(world, state, &Flow::of(world, state)).2 / (self.specific_impulse_s * STANDARD_GRAVITY_M_S2)
            };
            let burn = |t: f64| integral(&rate, (a.t, t), lobatto(&rate, a.t, t), error, HALVES);
            let all = burn(b.t);
            if used + all >= budget {
                return (budget, Some(bracketed(|t| used + burn(t) - budget, a.t, b.t, 1e-9)));
            }
            used += all;
        }
        (used, None)
    }
}

// The integral of a function that may bend, as thrust does where it meets its limits, whose value by Lobatto's rule is known:
// on halves where that says something else.
fn integral(f: &impl Fn(f64) -> f64, (from, to): (f64, f64), whole: f64, error: f64, halves: u32) -> f64 {
    let middle = 0.5 * (from + to);
    let (left, right) = (lobatto(f, from, middle), lobatto(f, middle, to));
    if halves == 0 || (left + right - whole).abs() <= error {
        return left + right;
    }
    integral(f, (from, middle), left, error, halves - 1) + integral(f, (middle, to), right, error, halves - 1)
}

// Lobatto's rule of four points, of order 6.
fn lobatto(f: &impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let span = to - from;
    span * NODES.iter().zip(WEIGHTS).map(|(node, weight)| weight * f(from + span * node)).sum::<f64>()
}

// In powered flight: lift leads to the altitude, thrust to the Mach number.
impl Body for Cruiser {
    fn acceleration(&self, world: &World, _: f64, state: (Vec3, Vec3)) -> Vec3 {
        let flow = Flow::of(world, state);
        let (lift, drag, thrust) = self.forces(world, state, &flow);
        flow.gravity + flow.normal * lift + flow.forward * (thrust - drag)
    }

    fn is_carried(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The integral of max(t - b, 0) from 0 to 1 is (1 - b)^2/2.
    #[test]
    fn a_bend_is_seen_wherever_it_lies() {
        for k in 0..=1_000 {
            let bend = f64::from(k) / 1_000.0;
            let f = |t: f64| (t - bend).max(0.0);
            let sum = integral(&f, (0.0, 1.0), lobatto(&f, 0.0, 1.0), 1e-12, HALVES);
            assert!((sum - 0.5 * (1.0 - bend) * (1.0 - bend)).abs() < 1e-10, "{bend} {sum}");
        }
    }
}
