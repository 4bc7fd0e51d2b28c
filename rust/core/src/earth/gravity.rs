//! Gravitation of the Earth: central term and J2, and the apparent forces of the rotating frame.
//!
//! Vallado, *Fundamentals of Astrodynamics and Applications*, 4th ed., section 8.6; GM and a of WGS-84, J2 of EGM96.

use super::ellipsoid::{ROTATION_RATE_RAD_S, SEMI_MAJOR_AXIS_M};
use crate::math::vec3::Vec3;

/// Gravitational parameter GM (m^3/s^2).
pub const GM_M3_S2: f64 = 3.986_004_418e14;
/// Second zonal harmonic, unnormalised.
pub const J2: f64 = 1.082_629_821_3e-3;

/// The Earth that pulls and turns: the real one, or the simplified ones of published cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// Gravitational parameter (m^3/s^2).
    pub gm_m3_s2: f64,
    /// Second zonal harmonic; 0 for a central field.
    pub j2: f64,
    /// Rotation rate (rad/s); 0 for an Earth at rest.
    pub rotation_rate_rad_s: f64,
}

impl Field {
    /// WGS-84 with J2, rotating.
    pub const WGS84: Self = Self { gm_m3_s2: GM_M3_S2, j2: J2, rotation_rate_rad_s: ROTATION_RATE_RAD_S };

    /// Gravitation at an ECEF position (m/s^2).
    ///
    /// With k = (3/2) J2 (a/r)^2 and f = 5 z^2/r^2:
    /// `g_x` = -GM x/r^3 (1 + k (1 - f)), `g_y` alike, `g_z` = -GM z/r^3 (1 + k (3 - f)).
    pub fn gravitation(&self, position: Vec3) -> Vec3 {
        let r2 = position.dot(position);
        let g = -self.gm_m3_s2 / (r2 * r2.sqrt());
        let k = 1.5 * self.j2 * SEMI_MAJOR_AXIS_M * SEMI_MAJOR_AXIS_M / r2;
        let f = 5.0 * position.z * position.z / r2;
        let gxy = g * (1.0 + k * (1.0 - f));
        Vec3::new(gxy * position.x, gxy * position.y, g * (1.0 + k * (3.0 - f)) * position.z)
    }

    /// Gravitation with the centrifugal and Coriolis terms of the Earth-fixed frame (m/s^2).
    ///
    /// a = g - w x (w x r) - 2 w x v, with w along z.
    pub fn apparent(&self, position: Vec3, velocity: Vec3) -> Vec3 {
        let w = self.rotation_rate_rad_s;
        let g = self.gravitation(position);
        Vec3::new(g.x + w * (w * position.x + 2.0 * velocity.y), g.y + w * (w * position.y - 2.0 * velocity.x), g.z)
    }

    /// Gravitational potential energy per mass with the centrifugal term (m^2/s^2): with |v|^2/2 it is
    /// constant in free flight, seen from the rotating Earth (the Jacobi integral).
    ///
    /// U = -(GM/r) (1 - J2 (a/r)^2 (3 z^2/r^2 - 1)/2) - w^2 (x^2 + y^2)/2
    pub fn potential(&self, position: Vec3) -> f64 {
        let r2 = position.dot(position);
        let r = r2.sqrt();
        let zonal =
            0.5 * self.j2 * (SEMI_MAJOR_AXIS_M * SEMI_MAJOR_AXIS_M / r2) * (3.0 * position.z * position.z / r2 - 1.0);
        let w2 = self.rotation_rate_rad_s * self.rotation_rate_rad_s;
        let p2 = position.x * position.x + position.y * position.y;
        -self.gm_m3_s2 / r * (1.0 - zonal) - 0.5 * w2 * p2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gravitation_is_the_gradient_of_the_potential() {
        let field = Field::WGS84;
        let p = Vec3::new(4.1e6, -2.3e6, 4.6e6);
        let h = 10.0;
        for (i, e) in [Vec3::new(h, 0.0, 0.0), Vec3::new(0.0, h, 0.0), Vec3::new(0.0, 0.0, h)].iter().enumerate() {
            let slope = (field.potential(p + *e) - field.potential(p - *e)) / (2.0 * h);
            let a = field.apparent(p, Vec3::ZERO);
            let component = [a.x, a.y, a.z][i];
            // Cancellation in the difference quotient leaves about 1e-9 of g.
            assert!((slope + component).abs() < 1e-7, "{i}: {slope} {component}");
        }
    }
}
