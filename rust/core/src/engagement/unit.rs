//! A fire unit: where it is, what it can reach, and how long it takes.

use crate::earth::ellipsoid::Geodetic;
use crate::error::{check_range, Result};
use crate::sensing::site::Site;

/// What a fire unit is made of, unchecked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FireUnitSpec {
    /// Ground position of launcher and fire control.
    pub position: Geodetic,
    /// Unit class.
    pub class: usize,
    /// Index of the class's fly-out table.
    pub table: usize,
    /// Height of the fire-control antenna above the position (m).
    pub fire_control_height_m: f64,
    /// Least slant range of an intercept, from the position (m).
    pub slant_range_min_m: f64,
    /// Greatest slant range of an intercept (m).
    pub slant_range_max_m: f64,
    /// Lowest altitude of an intercept, above the unit's own ground (m).
    pub altitude_min_m: f64,
    /// Highest altitude of an intercept, above the unit's own ground (m).
    pub altitude_max_m: f64,
    /// Greatest target speed, relative to the ground (m/s).
    pub target_speed_max_m_s: f64,
    /// From an assigned track to launch (s).
    pub reaction_time_s: f64,
    /// From an intercept to the next launch at the same target (s).
    pub assess_time_s: f64,
}

/// A checked fire unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FireUnit {
    /// What it is made of.
    pub spec: FireUnitSpec,
    pub(super) site: Site,
}

impl FireUnit {
    /// Checks a fire unit and places it. Errors name the parameter that is out of range. That the index of the table
    /// exists is for the caller of [`super::window::windows_of`] to see to.
    pub fn new(spec: FireUnitSpec) -> Result<Self> {
        check_range("fire_control_height_m", spec.fire_control_height_m, 0.0, 1e5)?;
        check_range("slant_range_max_m", spec.slant_range_max_m, 1.0, 2e6)?;
        check_range("slant_range_min_m", spec.slant_range_min_m, 0.0, spec.slant_range_max_m)?;
        check_range("altitude_max_m", spec.altitude_max_m, 0.0, 2e6)?;
        check_range("altitude_min_m", spec.altitude_min_m, -1e3, spec.altitude_max_m)?;
        check_range("target_speed_max_m_s", spec.target_speed_max_m_s, 0.0, 2e4)?;
        check_range("reaction_time_s", spec.reaction_time_s, 0.0, 1e6)?;
        check_range("assess_time_s", spec.assess_time_s, 0.0, 1e6)?;
        Ok(Self { site: Site::new(spec.position, spec.fire_control_height_m)?, spec })
    }
}
