//! Flight as a list of phases, each with its forces and the condition that ends it.
//!
//! Point mass, Earth-fixed: r'' = `g_apparent(r`, v) + drag + lift + thrust, with
//!   drag  = -rho v |v| / (2 beta), beta = m / (`C_D` A) the ballistic coefficient,
//!   lift  = (L/D) |drag|, normal to v and turned by the bank angle out of the vertical plane,
//!   thrust = Isp g0 mdot / m along a commanded attitude.
//! Left out: angle of attack, attitude dynamics, wind, change of drag coefficient with Mach number.

use super::path::{Event, Flown, Mark, Outcome};
use crate::earth::ellipsoid::Enu;
use crate::earth::world::World;
use crate::math::hermite::{self, Knot};
use crate::math::integrator::{integrate, Settings, Stop};
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;

/// Standard gravity (m/s^2).
pub const STANDARD_GRAVITY_M_S2: f64 = 9.806_65;

/// A solid or liquid stage of constant mass flow, flown along a pitch programme in the launch azimuth's plane. All stages
/// of a missile share the programme, which counts from the launch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Boost {
    /// Specific impulse (s).
    pub specific_impulse_s: f64,
    /// Mass at ignition over mass at burn-out, of this stage with what it carries.
    pub mass_ratio: f64,
    /// Mass at this stage's burn-out over the mass after the last stage's burn-out.
    pub mass_after: f64,
    /// Burn time (s).
    pub burn_time_s: f64,
    /// Time of ignition (s).
    pub ignition_s: f64,
    /// Time of launch (s), from which the pitch programme counts.
    pub launch_s: f64,
    /// Local frame of the launch point, in which attitude is commanded.
    pub frame: Enu,
    /// Launch azimuth, clockwise from north (rad).
    pub azimuth_rad: f64,
    /// Pitch at launch (rad), held for `hold_s`.
    pub pitch_start_rad: f64,
    /// How long the first pitch is held (s).
    pub hold_s: f64,
    /// Pitch from the end of the turn on (rad).
    pub pitch_end_rad: f64,
    /// How long the turn takes (s), at a constant rate.
    pub turn_s: f64,
}

impl Boost {
    // Mass over this stage's burn-out mass at a time since ignition (s).
    fn mass_fraction(&self, since_s: f64) -> f64 {
        let burnt = (since_s / self.burn_time_s).clamp(0.0, 1.0);
        self.mass_ratio - (self.mass_ratio - 1.0) * burnt
    }

    // Thrust per mass, Isp g0 mdot/m, along the commanded attitude (m/s^2).
    fn acceleration(&self, t: f64) -> Vec3 {
        let since = t - self.ignition_s;
        let mass_flow = (self.mass_ratio - 1.0) / self.burn_time_s;
        let thrust = self.specific_impulse_s * STANDARD_GRAVITY_M_S2 * mass_flow / self.mass_fraction(since);
        let turned = ((t - self.launch_s - self.hold_s) / self.turn_s.max(1e-6)).clamp(0.0, 1.0);
        let pitch = self.pitch_start_rad + (self.pitch_end_rad - self.pitch_start_rad) * turned;
        let (sin_p, cos_p) = pitch.sin_cos();
        let (sin_a, cos_a) = self.azimuth_rad.sin_cos();
        self.frame.to_ecef(cos_p * sin_a, cos_p * cos_a, sin_p) * thrust
    }
}

/// What drives a phase.
#[derive(Debug, Clone, Copy, PartialEq)]
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
#[derive(Debug, Clone, Copy, PartialEq)]
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

/// Sine of the flight-path angle above the local horizontal.
pub fn sin_flight_path(world: &World, knot: &Knot) -> f64 {
    world.up(knot.position).dot(knot.velocity.unit())
}

/// Highest altitude of a flight (m), located between knots where the climb turns into descent.
pub fn apogee(world: &World, knots: &[Knot]) -> f64 {
    let climb = |k: &Knot| world.up(k.position).dot(k.velocity);
    let mut highest = knots.iter().map(|k| world.altitude(k.position)).fold(f64::MIN, f64::max);
    for pair in knots.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if climb(a) > 0.0 && climb(b) <= 0.0 && b.t > a.t {
            let at = |t: f64| Knot {
                t,
                position: hermite::position(a, b, t),
                velocity: hermite::velocity(a, b, t),
                acceleration: a.acceleration,
            };
            let t = bracketed(|t| climb(&at(t)), a.t, b.t, 1e-6);
            highest = highest.max(world.altitude(at(t).position));
        }
    }
    highest
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
    integrate(|t, r, v| acceleration(world, phase, t, r, v), event, start, &settings, knots)
}

// Time in which a path that levels off loses its flight-path angle (s).
const LEVEL_OFF_TIME_S: f64 = 10.0;

fn acceleration(world: &World, phase: &Phase, t: f64, position: Vec3, velocity: Vec3) -> Vec3 {
    let gravity = world.field.apparent(position, velocity);
    let density = world.density(world.altitude(position));
    let speed = velocity.norm();
    let forward = velocity.unit();
    let drag = 0.5 * density * speed * speed / phase.ballistic_coefficient_kg_m2;
    match phase.control {
        Control::Boost(boost) => {
            let drag = drag / (boost.mass_fraction(t - boost.ignition_s) * boost.mass_after);
            gravity + boost.acceleration(t) - forward * drag
        }
        Control::Unpowered { lift_to_drag: 0.0, .. } => gravity - forward * drag,
        Control::Unpowered { lift_to_drag, bank_rad, lift_max_m_s2 } => {
            let normal = normal(world, position, forward);
            let lift = (lift_to_drag * drag).min(lift_max_m_s2);
            let direction = normal * bank_rad.cos() + forward.cross(normal) * bank_rad.sin();
            gravity - forward * drag + direction * lift
        }
        Control::LevelOff { lift_to_drag, lift_max_m_s2 } => {
            let normal = normal(world, position, forward);
            // gamma' = (lift - needed)/v, with needed = -g_n - v^2 cos(gamma)/r; asked for: gamma' = -gamma/T.
            let sin_gamma = world.up(position).dot(forward);
            let turn = speed * speed * (1.0 - sin_gamma * sin_gamma).max(0.0).sqrt() / position.norm();
            let wanted = -gravity.dot(normal) - turn - speed * sin_gamma / LEVEL_OFF_TIME_S;
            let lift = wanted.clamp(0.0, (lift_to_drag * drag).min(lift_max_m_s2));
            gravity - forward * drag + normal * lift
        }
    }
}

// The unit vector normal to the path in the vertical plane, upwards.
fn normal(world: &World, position: Vec3, forward: Vec3) -> Vec3 {
    let up = world.up(position);
    (up - forward * up.dot(forward)).unit()
}
