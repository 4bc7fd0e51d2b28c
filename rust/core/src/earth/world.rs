//! The planet a flight takes place on: the real Earth, or a simplified one of a published case.

pub use super::air::{Air, Scaled};
use super::ellipsoid::{self, Enu, Geodetic};
use super::gravity::{Field, GM_M3_S2};
use super::height::Height;
use super::wind::Wind;
use crate::error::{check_range, Result};
use crate::math::vec3::Vec3;
use std::sync::Arc;

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

/// Gravity field, shape, air and wind together.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Gravitation and rotation.
    pub field: Field,
    /// Shape.
    pub shape: Shape,
    /// Air.
    pub air: Air,
    /// Wind; None for air that turns with the Earth.
    pub wind: Option<Arc<Wind>>,
}

impl World {
    /// Rotating WGS-84 with J2 and the US Standard Atmosphere 1976.
    pub const EARTH: Self = Self { field: Field::WGS84, shape: Shape::Wgs84, air: Air::Us76, wind: None };

    /// A sphere of the given radius (m) at rest with a central field and the given air.
    pub const fn sphere(radius_m: f64, air: Air) -> Self {
        Self { field: Field::central(GM_M3_S2), shape: Shape::Sphere { radius_m }, air, wind: None }
    }

    /// Checks every parameter.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        self.field.check()?;
        if let Shape::Sphere { radius_m } = self.shape {
            check_range("sphere_radius_m", radius_m, 1e3, 1e9)?;
        }
        self.air.check()
    }

    /// Altitude above the surface (m).
    pub fn altitude(&self, position: Vec3) -> f64 {
        match self.shape {
            Shape::Wgs84 => ellipsoid::altitude(position),
            Shape::Sphere { radius_m } => position.norm() - radius_m,
        }
    }

    /// Altitude above the surface (m) as the forces need it: by the polynomial of [`Height`], good to 7e-7 m up to 2,000 km.
    pub fn altitude_for_forces(&self, position: Vec3) -> f64 {
        const WGS84: Height = Height::of(&Shape::Wgs84);
        match self.shape {
            Shape::Wgs84 => WGS84.spot(&[position.x, position.y, position.z]).altitude,
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

    /// Latitude, longitude (rad) and altitude (m) of an ECEF position (m): geodetic, or geocentric on a sphere.
    pub fn geodetic(&self, position: Vec3) -> Geodetic {
        match self.shape {
            Shape::Wgs84 => ellipsoid::to_geodetic(position),
            Shape::Sphere { radius_m } => {
                let p = position.x.hypot(position.y);
                let longitude = position.y.atan2(position.x);
                Geodetic::new(position.z.atan2(p), longitude, position.norm() - radius_m)
            }
        }
    }

    /// ECEF position (m) of latitude, longitude (rad) and altitude (m): geodetic, or geocentric on a sphere.
    pub fn position(&self, place: Geodetic) -> Vec3 {
        match self.shape {
            Shape::Wgs84 => place.to_ecef(),
            Shape::Sphere { radius_m } => place.enu().up * (radius_m + place.altitude_m),
        }
    }

    /// Density of the air (kg/m^3) at an altitude (m).
    pub fn density(&self, altitude_m: f64) -> f64 {
        self.air.density_exact(altitude_m)
    }

    /// Temperature of the air (K) at an altitude (m); 0 in a vacuum.
    pub fn temperature(&self, altitude_m: f64) -> f64 {
        self.air.temperature_exact(altitude_m)
    }

    /// Speed of sound (m/s) at an altitude (m); above 86 km that of 86 km, infinite in a vacuum.
    pub fn speed_of_sound(&self, altitude_m: f64) -> f64 {
        self.air.speed_of_sound_exact(altitude_m)
    }

    /// Velocity of the air relative to the rotating Earth (m/s), ECEF; zero without wind.
    pub fn wind(&self, position: Vec3, altitude_m: f64) -> Vec3 {
        let Some(wind) = &self.wind else { return Vec3::ZERO };
        let Geodetic { latitude_rad, longitude_rad, .. } = self.geodetic(position);
        let local = wind.at(latitude_rad, longitude_rad, altitude_m);
        Enu::at(latitude_rad, longitude_rad).to_ecef(local.x, local.y, local.z)
    }
}
