//! How an interceptor flies, and what bounds it: the parameters of a fly-out, checked. The equations are in
//! [`super::motion`].

use crate::error::{check_range, Error, Result};

/// Elevation of the line on which a boosted interceptor reaches its stated peak speed (rad): 35 degrees.
pub const REFERENCE_ELEVATION_RAD: f64 = 35.0 * std::f64::consts::PI / 180.0;

/// How an interceptor flies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Flyout {
    /// One speed from launch: interceptor drones, or anything by its mean speed.
    ConstantSpeed {
        /// Speed (m/s).
        speed_m_s: f64,
    },
    /// Boost, sustain if [`Limits::sustain_time_s`] says so, then coast under drag and gravity.
    Boosted {
        /// Speed at the end of the boost on the reference elevation (m/s).
        peak_speed_m_s: f64,
        /// Duration of the boost (s).
        boost_time_s: f64,
        /// Mass over drag area, m / (`C_D0` A) (kg/m^2).
        ballistic_coefficient_kg_m2: f64,
        /// Speed below which it can no longer intercept (m/s).
        speed_min_m_s: f64,
    },
    /// A gun's projectile, under drag and gravity from the muzzle.
    Projectile {
        /// Speed at the muzzle (m/s).
        muzzle_speed_m_s: f64,
        /// Mass over drag area (kg/m^2).
        ballistic_coefficient_kg_m2: f64,
        /// Speed below which it is of no more use (m/s).
        speed_min_m_s: f64,
    },
}

/// What a class adds to its way of flying: sustainer, lift and its drag, side thrusters, endurance. The default has none
/// of it, and no limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Duration of the sustainer, after the boost (s).
    pub sustain_time_s: f64,
    /// Its thrust over mass (m/s^2).
    pub sustain_acceleration_m_s2: f64,
    /// Greatest lateral acceleration by lift that the structure stands (m/s^2).
    pub lateral_acceleration_max_m_s2: f64,
    /// Greatest lift coefficient over the drag coefficient without lift, `C_L,max` / `C_D0`.
    pub lift_ratio_max: f64,
    /// kappa: drag is q / beta (1 + kappa (`C_L` / `C_D0`)^2).
    pub induced_drag: f64,
    /// Lateral acceleration of side thrusters (m/s^2), added to that of lift.
    pub divert_acceleration_m_s2: f64,
    /// After the boost, the fly-out ends where the lateral acceleration available is less (m/s^2).
    pub lateral_acceleration_min_m_s2: f64,
    /// Longest flight (s).
    pub flight_time_max_s: f64,
    /// Rate of climb of an interceptor of constant speed (m/s): it needs at least height over this.
    pub climb_rate_m_s: f64,
    /// Height of the launcher above the sea (m).
    pub launch_altitude_m: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sustain_time_s: 0.0,
            sustain_acceleration_m_s2: 0.0,
            lateral_acceleration_max_m_s2: f64::INFINITY,
            lift_ratio_max: f64::INFINITY,
            induced_drag: 0.0,
            divert_acceleration_m_s2: 0.0,
            lateral_acceleration_min_m_s2: 0.0,
            flight_time_max_s: f64::INFINITY,
            climb_rate_m_s: f64::INFINITY,
            launch_altitude_m: 0.0,
        }
    }
}

// Like `check_range`, but a limit may be infinite: none.
fn check_limit(parameter: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if value == f64::INFINITY || (value >= low && value <= high) {
        return Ok(());
    }
    Err(Error::invalid(parameter, value, &format!("from {low} to {high}, or infinite for no limit")))
}

impl Flyout {
    pub(crate) fn check(&self) -> Result<()> {
        match *self {
            Self::ConstantSpeed { speed_m_s } => check_range("constant_speed_m_s", speed_m_s, 1.0, 2e4),
            Self::Boosted { peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s } => {
                check_range("peak_speed_m_s", peak_speed_m_s, 10.0, 2e4)?;
                check_range("boost_time_s", boost_time_s, 0.05, 300.0)?;
                check_range("ballistic_coefficient_kg_m2", ballistic_coefficient_kg_m2, 10.0, 1e6)?;
                check_range("speed_min_m_s", speed_min_m_s, 5.0, peak_speed_m_s)?;
                // With g sin 35 deg on top, thrust then exceeds weight on every line.
                if peak_speed_m_s / boost_time_s < 10.0 {
                    let allowed = format!("at most peak_speed_m_s / 10 m/s^2 = {}", peak_speed_m_s / 10.0);
                    return Err(Error::invalid("boost_time_s", boost_time_s, &allowed));
                }
                Ok(())
            }
            Self::Projectile { muzzle_speed_m_s, ballistic_coefficient_kg_m2, speed_min_m_s } => {
                check_range("muzzle_speed_m_s", muzzle_speed_m_s, 10.0, 2e4)?;
                check_range("ballistic_coefficient_kg_m2", ballistic_coefficient_kg_m2, 10.0, 1e6)?;
                check_range("speed_min_m_s", speed_min_m_s, 5.0, muzzle_speed_m_s)
            }
        }
    }
}

impl Limits {
    pub(crate) fn check(&self) -> Result<()> {
        check_range("sustain_time_s", self.sustain_time_s, 0.0, 600.0)?;
        check_range("sustain_acceleration_m_s2", self.sustain_acceleration_m_s2, 0.0, 1e3)?;
        check_limit("lateral_acceleration_max_m_s2", self.lateral_acceleration_max_m_s2, 0.0, 1e5)?;
        check_limit("lift_ratio_max", self.lift_ratio_max, 0.0, 1e3)?;
        check_range("induced_drag", self.induced_drag, 0.0, 1.0)?;
        check_range("divert_acceleration_m_s2", self.divert_acceleration_m_s2, 0.0, 1e4)?;
        check_range("lateral_acceleration_min_m_s2", self.lateral_acceleration_min_m_s2, 0.0, 1e5)?;
        check_limit("flight_time_max_s", self.flight_time_max_s, 0.01, 1e5)?;
        check_limit("climb_rate_m_s", self.climb_rate_m_s, 0.1, 2e4)?;
        check_range("launch_altitude_m", self.launch_altitude_m, -1e3, 1e5)?;
        // At rest, lift that holds the weight would need an infinite coefficient.
        if self.induced_drag > 0.0 && self.lift_ratio_max.is_infinite() {
            return Err(Error::invalid("lift_ratio_max", self.lift_ratio_max, "finite where induced_drag is above 0"));
        }
        Ok(())
    }
}
