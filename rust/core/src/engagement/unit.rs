//! A fire unit: where it is, what it can reach, and how long it takes.

use crate::earth::ellipsoid::Geodetic;
use crate::earth::terrain::Terrain;
use crate::error::{check_range, Result};
use crate::sensing::horizon::EFFECTIVE_EARTH_FACTOR;
use crate::sensing::sector::Sector;
use crate::sensing::site::Site;
use crate::sensing::terrain_mask::{Cover, TerrainMask};
use std::f64::consts::{FRAC_PI_2, PI};
use std::sync::Arc;

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
    /// Middle of the sector of intercepts, clockwise from north (rad).
    pub azimuth_centre_rad: f64,
    /// Half of its width (rad); pi for all round.
    pub azimuth_half_width_rad: f64,
    /// Greatest elevation of an intercept (rad).
    pub elevation_max_rad: f64,
    /// Greatest angle between the target's velocity reversed and the line to it (rad): 0 head-on, pi for no limit.
    pub crossing_angle_max_rad: f64,
    /// Least closing speed (m/s): with 0, a target that overtakes the interceptor from behind is not met; -infinite for none.
    pub closing_speed_min_m_s: f64,
    /// Greatest closing speed (m/s); infinite for none.
    pub closing_speed_max_m_s: f64,
    /// Required over the target's lateral acceleration, N' / (N' - 2); 0 for no requirement.
    pub lateral_acceleration_ratio: f64,
    /// The last so many seconds of flight need sight from fire control: its sector of azimuth, its greatest elevation, its
    /// horizon and no ground between, throughout; 0 for none, infinite from launch.
    pub illumination_s: f64,
    /// Whether the track must last to the intercept.
    pub track_to_intercept: bool,
    /// The target must stay within the envelope so long after an intercept (s): a burst.
    pub burst_s: f64,
    /// Effective over true radius of the Earth for the sight of fire control, k.
    pub effective_earth_factor: f64,
}

impl FireUnitSpec {
    /// A unit without any limit but a greatest slant range (m), for a class with that fly-out table.
    pub const fn unlimited(position: Geodetic, table: usize, slant_range_max_m: f64) -> Self {
        Self {
            position,
            class: 0,
            table,
            fire_control_height_m: 0.0,
            slant_range_min_m: 0.0,
            slant_range_max_m,
            altitude_min_m: -1e3,
            altitude_max_m: 2e6,
            target_speed_max_m_s: 2e4,
            reaction_time_s: 0.0,
            assess_time_s: 0.0,
            azimuth_centre_rad: 0.0,
            azimuth_half_width_rad: PI,
            elevation_max_rad: FRAC_PI_2,
            crossing_angle_max_rad: PI,
            closing_speed_min_m_s: f64::NEG_INFINITY,
            closing_speed_max_m_s: f64::INFINITY,
            lateral_acceleration_ratio: 0.0,
            illumination_s: 0.0,
            track_to_intercept: false,
            burst_s: 0.0,
            effective_earth_factor: EFFECTIVE_EARTH_FACTOR,
        }
    }
}

/// A checked fire unit.
#[derive(Debug, Clone, PartialEq)]
pub struct FireUnit {
    /// What it is made of.
    pub spec: FireUnitSpec,
    /// The sensors whose tracks it can use, by index; none for those of the whole network.
    pub cued_by: Option<Vec<usize>>,
    /// The sensors of which one must track the target from the launch to the intercept, by index; none for no such need.
    pub guided_by: Option<Vec<usize>>,
    pub(super) site: Site,
    pub(super) cover: Cover,
    pub(super) sector: Sector,
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
        check_range("azimuth_centre_rad", spec.azimuth_centre_rad, -2.0 * PI, 2.0 * PI)?;
        check_range("azimuth_half_width_rad", spec.azimuth_half_width_rad, 0.0, PI)?;
        check_range("elevation_max_rad", spec.elevation_max_rad, -FRAC_PI_2, FRAC_PI_2)?;
        check_range("crossing_angle_max_rad", spec.crossing_angle_max_rad, 0.0, PI)?;
        if spec.closing_speed_min_m_s != f64::NEG_INFINITY {
            check_range("closing_speed_min_m_s", spec.closing_speed_min_m_s, -1e5, 1e5)?;
        }
        or_infinite("closing_speed_max_m_s", spec.closing_speed_max_m_s, spec.closing_speed_min_m_s.max(-1e5))?;
        check_range("lateral_acceleration_ratio", spec.lateral_acceleration_ratio, 0.0, 100.0)?;
        or_infinite("illumination_s", spec.illumination_s, 0.0)?;
        check_range("burst_s", spec.burst_s, 0.0, 3_600.0)?;
        let site = Site::new(spec.position, spec.fire_control_height_m)?.with_factor(spec.effective_earth_factor)?;
        let sector = Sector::new(&site.enu, spec.azimuth_centre_rad, spec.azimuth_half_width_rad);
        Ok(Self { site, spec, cued_by: None, guided_by: None, cover: Cover::None, sector })
    }

    /// The unit over ground that hides from fire control what is behind it. Ground outside the raster hides nothing.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`](crate::error::Error::InvalidParameter) for an antenna below the ground.
    pub fn with_terrain(self, terrain: &Terrain) -> Result<Self> {
        let mask = TerrainMask::new(&self.site, terrain, self.spec.slant_range_max_m)?;
        Ok(Self { cover: Cover::Mask(Arc::new(mask)), ..self })
    }

    /// The unit with tracks of these sensors only, by index.
    #[must_use]
    pub fn cued_by(self, sensors: Vec<usize>) -> Self {
        Self { cued_by: Some(sensors), ..self }
    }

    /// The unit with the need that one of these sensors, by index, tracks the target from the launch to the intercept.
    #[must_use]
    pub fn guided_by(self, sensors: Vec<usize>) -> Self {
        Self { guided_by: Some(sensors), ..self }
    }
}

// Infinite for no limit, or from `least` to 1e6.
fn or_infinite(name: &str, value: f64, least: f64) -> Result<()> {
    if value == f64::INFINITY {
        Ok(())
    } else {
        check_range(name, value, least, 1e6)
    }
}
