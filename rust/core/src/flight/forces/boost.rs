//! The forces on a vehicle at a moment of its flight: thrust along its attitude, drag, and lift that is asked for.
//!
//! Steering: vertical rise, pitch-over and gravity turn (thrust along the velocity, so that only gravity turns the
//! path), or pitch by time. Left out: attitude dynamics, thrust not through the centre of mass, angle of attack under power (the
//! pitch-over and a pitch programme may ask for one; its lift is not counted).

use super::aerodynamics::Aerodynamics;
use super::body::Body;
use super::vehicle::{Stage, Vehicle};
use super::weave::Weave;
use crate::earth::ellipsoid::Enu;
use crate::earth::world::World;
use crate::error::{check_range, Result};
use crate::flight::flown::attitude::normal;
use crate::math::curve::{Between, Curve};
use crate::math::hermite::Knot;
use crate::math::vec3::Vec3;
use std::f64::consts::FRAC_PI_2;

/// Where the thrust points. Times count from lift-off; pitch is above the launch point's horizon, in the plane of the azimuth.
#[derive(Debug, Clone, PartialEq)]
pub enum AscentSteering {
    /// Straight up, then a pitch-over at a constant rate, then along the velocity.
    GravityTurn {
        /// Time of vertical rise (s).
        vertical_rise_s: f64,
        /// Angle from the vertical at the end of the pitch-over (rad).
        kick_rad: f64,
        /// How long the pitch-over takes (s).
        kick_duration_s: f64,
    },
    /// Pitch (rad) by time (s), straight lines.
    PitchProgramme(Curve),
}

impl AscentSteering {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::GravityTurn { vertical_rise_s, kick_rad, kick_duration_s } => {
                check_range("vertical_rise_s", *vertical_rise_s, 0.0, 1e3)?;
                check_range("kick_rad", *kick_rad, 0.0, FRAC_PI_2)?;
                check_range("kick_duration_s", *kick_duration_s, 1e-3, 1e3)
            }
            Self::PitchProgramme(curve) => {
                curve.y().iter().try_for_each(|&pitch| check_range("pitch_rad", pitch, -FRAC_PI_2, FRAC_PI_2))
            }
        }
    }

    /// The programme of the classes: from the ground upright for a tenth of the burn, then over to a pitch (rad) until half
    /// of it; from a carrier up to it within the first fifth.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] for a burn time or a pitch that is not a number.
    pub fn of_classes(airborne: bool, burn_time_s: f64, pitch_rad: f64) -> Result<Self> {
        let ground = [(0.0, FRAC_PI_2), (0.1 * burn_time_s, FRAC_PI_2), (0.5 * burn_time_s, pitch_rad)];
        let air = [(0.0, 0.0), (0.2 * burn_time_s, pitch_rad)];
        let points: &[(f64, f64)] = if airborne { &air } else { &ground };
        Curve::new("pitch_programme", points, Between::Linear).map(Self::PitchProgramme)
    }

    /// The same steering with times that count from ignition, of a vehicle that lifts off at a time after it (s).
    #[must_use]
    pub fn since_ignition(&self, lift_off_s: f64) -> Self {
        match self.clone() {
            Self::GravityTurn { vertical_rise_s, kick_rad, kick_duration_s } => {
                Self::GravityTurn { vertical_rise_s: vertical_rise_s + lift_off_s, kick_rad, kick_duration_s }
            }
            Self::PitchProgramme(curve) => Self::PitchProgramme(curve.shifted(lift_off_s)),
        }
    }

    /// Times at which the attitude bends: no step of the integration straddles them.
    pub fn bends(&self) -> Vec<f64> {
        match self {
            Self::GravityTurn { vertical_rise_s, kick_duration_s, .. } => {
                vec![*vertical_rise_s, vertical_rise_s + kick_duration_s]
            }
            Self::PitchProgramme(curve) => curve.x().to_vec(),
        }
    }

    // Commanded pitch at a time; `None` along the velocity. `middle` lies inside the phase and tells which law holds.
    fn pitch(&self, t: f64, middle: f64) -> Option<f64> {
        match self {
            Self::GravityTurn { vertical_rise_s, kick_rad, kick_duration_s } => {
                let share = (t - vertical_rise_s) / kick_duration_s;
                ((middle - vertical_rise_s) / kick_duration_s < 1.0)
                    .then(|| FRAC_PI_2 - kick_rad * share.clamp(0.0, 1.0))
            }
            Self::PitchProgramme(curve) => Some(curve.at(t)),
        }
    }
}

/// A burning stage and how it is steered.
#[derive(Debug, Clone, PartialEq)]
pub struct Burn {
    /// The stage.
    pub stage: Stage,
    /// Its ignition since launch (s).
    pub ignition_s: f64,
    /// A time inside the phase (s).
    pub middle_s: f64,
    /// Where the thrust points, by times since ignition.
    pub steering: AscentSteering,
    /// The launch point's horizon.
    pub frame: Enu,
    /// Azimuth of the launch, clockwise from north (rad).
    pub azimuth_rad: f64,
}

/// Lift that a coasting body asks of its aerodynamics.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lift {
    /// None: ballistic.
    Zero,
    /// What levels the path off, leads it back to the best glide, and weaves.
    Weave(Weave),
    /// Downwards, at a limit (m/s^2).
    Down(f64),
}

/// A body in flight.
#[derive(Debug, Clone, PartialEq)]
pub struct Craft {
    /// How the air acts on it.
    pub aerodynamics: Aerodynamics,
    /// Mass at the beginning of the burn, or of the coast (kg).
    pub mass_kg: f64,
    /// Mass to which a constant ballistic coefficient belongs (kg).
    pub reference_mass_kg: f64,
    /// The burning stage, if any.
    pub burn: Option<Burn>,
    /// Lift while coasting.
    pub lift: Lift,
}

impl Craft {
    /// The burn of a vehicle's stage `i`: what flies, and the times (s) until which. It is cut where thrust or attitude
    /// bends, so that no step of the integration straddles a bend.
    pub fn burning(
        vehicle: &Vehicle,
        i: usize,
        steering: &AscentSteering,
        frame: Enu,
        azimuth_rad: f64,
    ) -> Vec<(Self, f64)> {
        let stage = &vehicle.stages()[i];
        let ignition_s = vehicle.ignition_s(i);
        let burnout = ignition_s + stage.burn_time_s();
        let mut cuts: Vec<f64> = stage.thrust_curve.x().iter().map(|x| ignition_s + x).collect();
        cuts.extend(steering.bends().into_iter().filter(|&t| t > ignition_s && t < burnout));
        cuts.sort_by(f64::total_cmp);
        let craft = |middle_s| Self {
            aerodynamics: vehicle.aerodynamics().clone(),
            mass_kg: vehicle.ignition_mass_kg(i),
            reference_mass_kg: vehicle.burnout_mass_kg(),
            burn: Some(Burn {
                stage: stage.clone(),
                ignition_s,
                middle_s,
                steering: steering.clone(),
                frame,
                azimuth_rad,
            }),
            lift: Lift::Zero,
        };
        let pairs = cuts.windows(2).filter(|pair| pair[1] > pair[0]);
        pairs.map(|pair| (craft(0.5 * (pair[0] + pair[1])), pair[1])).collect()
    }
}

impl Body for Craft {
    fn acceleration(&self, world: &World, t: f64, (position, velocity): (Vec3, Vec3)) -> Vec3 {
        let gravity = world.field.apparent(position, velocity);
        let altitude = world.altitude_for_forces(position);
        let through_air = velocity - world.wind(position, altitude);
        let forward = through_air.unit();
        let flow = self.aerodynamics.flow(world, altitude, through_air.norm());
        if let Some(burn) = &self.burn {
            let since = (t - burn.ignition_s).clamp(0.0, burn.stage.burn_time_s());
            let mass = self.mass_kg - burn.stage.burnt_kg(since);
            let pressure = || world.air.at(altitude).pressure_pa;
            let thrust = burn.stage.thrust_n(since, if burn.stage.feels_pressure() { pressure() } else { 0.0 });
            let drag = self.aerodynamics.drag(&flow, mass, self.reference_mass_kg);
            return gravity + burn.direction(t, forward) * (thrust / mass) - forward * drag;
        }
        let trim = |wanted: f64| self.aerodynamics.trim(&flow, self.mass_kg, wanted);
        match self.lift {
            Lift::Zero => gravity - forward * self.aerodynamics.drag(&flow, self.mass_kg, self.reference_mass_kg),
            Lift::Weave(weave) => {
                let now = Knot { t, position, velocity, acceleration: gravity };
                let most = self.aerodynamics.lift_max(&flow, self.mass_kg);
                let lift = weave.lift(world, &now, forward, most);
                gravity + lift - forward * trim(lift.norm()).drag_m_s2
            }
            Lift::Down(limit) => {
                let trim = trim(limit);
                gravity - normal(world, position, forward) * trim.lift_m_s2 - forward * trim.drag_m_s2
            }
        }
    }

    fn is_carried(&self) -> bool {
        self.burn.is_some() || !matches!(self.lift, Lift::Zero)
    }
}

impl Burn {
    fn direction(&self, t: f64, forward: Vec3) -> Vec3 {
        let Some(pitch) = self.steering.pitch(t, self.middle_s) else { return forward };
        let (sin_p, cos_p) = pitch.sin_cos();
        let (sin_a, cos_a) = self.azimuth_rad.sin_cos();
        self.frame.to_ecef(cos_p * sin_a, cos_p * cos_a, sin_p)
    }
}
