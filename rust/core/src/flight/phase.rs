//! Flight as a list of phases, each with its forces and the condition that ends it.
//!
//! Point mass, Earth-fixed: r'' = `g_apparent(r`, v) + drag + lift + thrust, with
//!   drag  = -rho v |v| / (2 beta), beta = m / (`C_D` A) the ballistic coefficient,
//!   lift  = (L/D) |drag|, normal to v and turned by the bank angle out of the vertical plane,
//!   thrust = Isp g0 mdot / m along a commanded attitude.
//! In wind w drag and lift are those of the velocity through the air, v - w.
//! Left out: angle of attack, attitude dynamics, change of drag coefficient with Mach number.

use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::flight::flown::attitude::{level_lift, normal, sin_flight_path};
use crate::flight::flown::path::{Event, Flown, Mark, Outcome};
use crate::flight::forces::boost::Boost;
use crate::flight::forces::boost_vehicle::Craft;
use crate::flight::forces::weave::Weave;
use crate::math::hermite::Knot;
use crate::math::integrator::{integrate, Layers, Settings, Stop};
use crate::math::vec3::Vec3;
use std::sync::Arc;

/// What drives a phase.
#[derive(Debug, Clone, PartialEq)]
pub enum Control {
    /// No thrust; lift at a constant lift-to-drag ratio and bank.
    Unpowered {
        /// Lift-to-drag ratio; 0 for a ballistic body.
        lift_to_drag: f64,
        /// Bank angle (rad): 0 lifts up, pi lifts down, positive leans right.
        bank_rad: f64,
        /// Largest acceleration by lift (m/s^2).
        lift_max_m_s2: f64,
    },
    /// No thrust; as much lift upwards, up to the limits, as turns the path level and keeps it so: no skipping.
    LevelOff {
        /// Greatest lift-to-drag ratio.
        lift_to_drag: f64,
        /// Largest acceleration by lift (m/s^2).
        lift_max_m_s2: f64,
    },
    /// Thrust along a pitch programme, no lift.
    Boost(Boost),
    /// All forces of a body with masses and aerodynamics of its own; the phase's ballistic coefficient does not count.
    Craft(Arc<Craft>),
    /// No thrust; lift that levels off, climbs back and weaves.
    Weave(Weave),
}

impl Control {
    /// A ballistic body.
    pub const BALLISTIC: Self = Self::Unpowered { lift_to_drag: 0.0, bank_rad: 0.0, lift_max_m_s2: 0.0 };
}

/// What ends a phase. The ground ends every phase, and the flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// Time of flight (s).
    Time(f64),
    /// Descending, and altitude below this (m).
    AltitudeBelow(f64),
    /// Flight-path angle falls below this (rad).
    FlightPathBelow(f64),
    /// Energy per mass, v^2/2 + g0 h, falls below this (m^2/s^2). In unpowered flight drag only ever lowers it.
    EnergyBelow(f64),
    /// Only the ground.
    Ground,
}

/// One phase of a flight.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// Forces besides gravity and drag.
    pub control: Control,
    /// Ballistic coefficient (kg/m^2), of the burnt-out vehicle.
    pub ballistic_coefficient_kg_m2: f64,
    /// End condition.
    pub end: End,
    /// What its beginning marks.
    pub begins: Option<Event>,
}

/// Flies the phases one after another from `start`. The knots of all phases follow each other; a change of phase is
/// two knots at one time.
pub fn fly(world: &World, start: &Knot, phases: &[Phase], ground_m: f64, settings: &Settings) -> Flown {
    let mut flown = Flown { knots: Vec::with_capacity(128), marks: Vec::new(), outcome: Outcome::Timeout };
    let mut now = *start;
    for phase in phases {
        // A phase whose end condition holds already is over before it begins.
        if margin(world, phase.end, &now, world.altitude(now.position)) <= 0.0 {
            continue;
        }
        flown.marks.extend(phase.begins.map(|event| Mark { time_s: now.t, event }));
        let stop = fly_phase(world, &now, phase, ground_m, settings, &mut flown.knots);
        now = flown.knots[flown.knots.len() - 1];
        let landed = world.altitude(now.position) <= ground_m + 1e-3 && sin_flight_path(world, &now) < 0.0;
        flown.outcome = match stop {
            Stop::NonFinite => Outcome::NonFinite,
            Stop::StepLimit => Outcome::StepLimit,
            Stop::Event if landed => Outcome::Impact,
            Stop::Timeout if !matches!(phase.end, End::Time(_)) => Outcome::Timeout,
            Stop::Timeout | Stop::Event => continue,
        };
        return flown;
    }
    flown.outcome = Outcome::Timeout;
    flown
}

// How far a phase is from its end: positive before, zero or less when it is over. Only the sign counts.
fn margin(world: &World, end: End, knot: &Knot, height_m: f64) -> f64 {
    match end {
        End::Time(t) if t <= knot.t => 0.0,
        End::Time(_) | End::Ground => f64::INFINITY,
        // Climbing counts as not yet over, whatever the altitude.
        End::AltitudeBelow(limit) => (height_m - limit).max(1e5 * sin_flight_path(world, knot)),
        End::FlightPathBelow(limit) => sin_flight_path(world, knot) - limit.sin(),
        End::EnergyBelow(limit) => 0.5 * knot.velocity.dot(knot.velocity) + STANDARD_GRAVITY_M_S2 * height_m - limit,
    }
}

fn fly_phase(
    world: &World,
    start: &Knot,
    phase: &Phase,
    ground_m: f64,
    settings: &Settings,
    knots: &mut Vec<Knot>,
) -> Stop {
    let mut settings = *settings;
    if let End::Time(t) = phase.end {
        settings.duration_max_s = (t - start.t).max(0.0);
    }
    let event = |k: &Knot| {
        let height = world.altitude(k.position);
        (height - ground_m).min(margin(world, phase.end, k, height))
    };
    let layers = Layers { height: &|r| world.altitude(r), edges_m: world.air.kinks_m() };
    integrate(|t, r, v| acceleration(world, phase, t, r, v), event, &layers, start, &settings, knots)
}

fn acceleration(world: &World, phase: &Phase, t: f64, position: Vec3, velocity: Vec3) -> Vec3 {
    let gravity = world.field.apparent(position, velocity);
    if let Control::Craft(craft) = &phase.control {
        return gravity + craft.acceleration(world, &Knot { t, position, velocity, acceleration: gravity });
    }
    let altitude = world.altitude(position);
    let density = world.density(altitude);
    let through_air = velocity - world.wind(position, altitude);
    let speed = through_air.norm();
    let forward = through_air.unit();
    let drag = 0.5 * density * speed * speed / phase.ballistic_coefficient_kg_m2;
    match phase.control {
        Control::Boost(boost) => {
            let drag = drag / (boost.mass_fraction(t - boost.ignition_s) * boost.mass_after);
            gravity + boost.acceleration(t) - forward * drag
        }
        Control::Craft(_) => gravity,
        Control::Unpowered { lift_to_drag: 0.0, .. } => gravity - forward * drag,
        Control::Unpowered { lift_to_drag, bank_rad, lift_max_m_s2 } => {
            let normal = normal(world, position, forward);
            let lift = (lift_to_drag * drag).min(lift_max_m_s2);
            let direction = normal * bank_rad.cos() + forward.cross(normal) * bank_rad.sin();
            gravity - forward * drag + direction * lift
        }
        Control::LevelOff { lift_to_drag, lift_max_m_s2 } => {
            let up = normal(world, position, forward);
            let wanted = level_lift(world, &Knot { t, position, velocity, acceleration: gravity }, up);
            let lift = wanted.clamp(0.0, (lift_to_drag * drag).min(lift_max_m_s2));
            gravity - forward * drag + up * lift
        }
        Control::Weave(weave) => {
            let now = Knot { t, position, velocity, acceleration: gravity };
            gravity - forward * drag + weave.lift(world, &now, forward, drag)
        }
    }
}
