//! The planet a flight takes place on: the real Earth, or a simplified one of a published case.

use super::atmosphere;
use super::ellipsoid;
use super::gravity::{Field, GM_M3_S2};
use crate::error::{check_range, Result};
use crate::math::vec3::Vec3;

/// Shape of the surface from which altitude is counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// The WGS-84 ellipsoid.
    Wgs84,
    /// A sphere.
    Sphere {
        /// Its radius (m).
        radius_m: f64,
    },
}

/// The air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Air {
    /// US Standard Atmosphere 1976, turning with the Earth.
    Us76,
    /// Density `density_0 exp(-h / scale_height)`.
    Exponential {
        /// Density at altitude zero (kg/m^3).
        density_0_kg_m3: f64,
        /// Scale height (m).
        scale_height_m: f64,
    },
    /// No air.
    Vacuum,
}

/// Gravity field, shape and air together.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Gravitation and rotation.
    pub field: Field,
    /// Shape.
    pub shape: Shape,
    /// Air.
    pub air: Air,
}

impl World {
    /// Rotating WGS-84 with J2 and the US Standard Atmosphere 1976.
    pub const EARTH: Self = Self { field: Field::WGS84, shape: Shape::Wgs84, air: Air::Us76 };

    /// A sphere of the given radius (m) at rest with a central field and the given air.
    pub const fn sphere(radius_m: f64, air: Air) -> Self {
        let field = Field { gm_m3_s2: GM_M3_S2, j2: 0.0, rotation_rate_rad_s: 0.0 };
        Self { field, shape: Shape::Sphere { radius_m }, air }
    }

    /// Checks every parameter.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        check_range("gm_m3_s2", self.field.gm_m3_s2, 0.0, 1e20)?;
        check_range("j2", self.field.j2, -0.1, 0.1)?;
        check_range("rotation_rate_rad_s", self.field.rotation_rate_rad_s, -1e-3, 1e-3)?;
        if let Shape::Sphere { radius_m } = self.shape {
            check_range("sphere_radius_m", radius_m, 1e3, 1e9)?;
        }
        if let Air::Exponential { density_0_kg_m3, scale_height_m } = self.air {
            check_range("density_0_kg_m3", density_0_kg_m3, 0.0, 1e3)?;
            check_range("scale_height_m", scale_height_m, 1.0, 1e6)?;
        }
        Ok(())
    }

    /// Altitude above the surface (m).
    pub fn altitude(&self, position: Vec3) -> f64 {
        match self.shape {
            Shape::Wgs84 => ellipsoid::altitude(position),
            Shape::Sphere { radius_m } => position.norm() - radius_m,
        }
    }

    /// Unit vector normal to the surface.
    pub fn up(&self, position: Vec3) -> Vec3 {
        match self.shape {
            Shape::Wgs84 => ellipsoid::up(position),
            Shape::Sphere { .. } => position.unit(),
        }
    }

    /// Density of the air (kg/m^3) at an altitude (m).
    pub fn density(&self, altitude_m: f64) -> f64 {
        match self.air {
            Air::Us76 => atmosphere::density(altitude_m),
            Air::Exponential { density_0_kg_m3, scale_height_m } => {
                density_0_kg_m3 * (-altitude_m / scale_height_m).exp()
            }
            Air::Vacuum => 0.0,
        }
    }
}
