//! A stage of which only ratios of mass are known, as of the generic classes: thrust and mass over time.
//!
//! Vehicles with masses of their own: `boost_vehicle.rs`.

use crate::earth::ellipsoid::Enu;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::math::vec3::Vec3;

/// A stage of constant mass flow, flown along a pitch programme in the launch azimuth's plane. All stages
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
    /// Mass over this stage's burn-out mass at a time since ignition (s).
    pub(crate) fn mass_fraction(&self, since_s: f64) -> f64 {
        let burnt = (since_s / self.burn_time_s).clamp(0.0, 1.0);
        self.mass_ratio - (self.mass_ratio - 1.0) * burnt
    }

    /// Thrust per mass, Isp g0 mdot/m, along the commanded attitude (m/s^2).
    pub(crate) fn acceleration(&self, t: f64) -> Vec3 {
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
