//! Gravitation of the Earth: central term and zonal harmonics J2 to J4, and the apparent forces of the rotating frame.
//!
//! Vallado, *Fundamentals of Astrodynamics and Applications*, 4th ed., section 8.6. Left out: tesseral harmonics
//! (anomalies of some 5e-5 of g), the Moon and the Sun (1e-7 of g), tides.

use super::ellipsoid::{ROTATION_RATE_RAD_S, SEMI_MAJOR_AXIS_M};
use crate::error::{check_range, Result};
use crate::math::real::Real;
use crate::math::vec3::Vec3;

/// Standard gravity (m/s^2).
pub const STANDARD_GRAVITY_M_S2: f64 = 9.806_65;

/// Gravitational parameter GM (m^3/s^2), with the atmosphere: NIMA TR8350.2, third edition, table 3.1.
pub const GM_M3_S2: f64 = 3.986_004_418e14;
/// Second zonal harmonic, unnormalised: the dynamical form factor of the WGS-84 ellipsoid, NIMA TR8350.2.
pub const J2: f64 = 1.082_629_821_3e-3;
/// Third zonal harmonic, unnormalised: `J_n = -sqrt(2n + 1) C_n0` with `C_30` = 0.957254173792e-6 of EGM96
/// (Lemoine and others, NASA/TP-1998-206861).
pub const J3: f64 = -2.532_656_485_33e-6;
/// Fourth zonal harmonic, unnormalised: from `C_40` = 0.539873863789e-6 of EGM96.
pub const J4: f64 = -1.619_621_591_37e-6;

/// The Earth that pulls and turns: the real one, or the simplified ones of published cases. The harmonics refer to
/// the semi-major axis of WGS-84, whatever the shape of the surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// Gravitational parameter (m^3/s^2).
    pub gm_m3_s2: f64,
    /// Second zonal harmonic; 0 for a central field.
    pub j2: f64,
    /// Third zonal harmonic.
    pub j3: f64,
    /// Fourth zonal harmonic.
    pub j4: f64,
    /// Rotation rate (rad/s); 0 for an Earth at rest.
    pub rotation_rate_rad_s: f64,
}

impl Field {
    /// WGS-84 with J2, rotating.
    pub const WGS84: Self = Self { j3: 0.0, j4: 0.0, ..Self::WGS84_J4 };
    /// WGS-84 with J2, J3 and J4, rotating.
    pub const WGS84_J4: Self =
        Self { gm_m3_s2: GM_M3_S2, j2: J2, j3: J3, j4: J4, rotation_rate_rad_s: ROTATION_RATE_RAD_S };

    /// A central field that does not turn.
    pub const fn central(gm_m3_s2: f64) -> Self {
        Self { gm_m3_s2, j2: 0.0, j3: 0.0, j4: 0.0, rotation_rate_rad_s: 0.0 }
    }

    /// Checks every parameter.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        check_range("gm_m3_s2", self.gm_m3_s2, 0.0, 1e20)?;
        for (name, harmonic) in [("j2", self.j2), ("j3", self.j3), ("j4", self.j4)] {
            check_range(name, harmonic, -0.1, 0.1)?;
        }
        check_range("rotation_rate_rad_s", self.rotation_rate_rad_s, -1e-3, 1e-3)
    }

    /// Gravitation at an ECEF position (m/s^2): the gradient of the potential V.
    ///
    /// With q = a/r, s = z/r and the Legendre polynomials `P_n`(s), from `(n+1) P_n + s P_n' = P_{n+1}'` and
    /// `(n+1) s P_n - (1 - s^2) P_n' = (n+1) P_{n+1}`:
    ///
    /// ```text
    /// V   =  GM/r (1 - sum J_n q^n P_n)
    /// g_x = -GM x/r^3 (1 - sum J_n q^n P_{n+1}'),  g_y alike
    /// g_z = -GM/r^2 (s - sum J_n q^n (n+1) P_{n+1})
    /// ```
    pub fn gravitation(&self, position: Vec3) -> Vec3 {
        let inverse = 1.0 / position.norm();
        let (level, axial) = self.pull(position.z, inverse);
        Vec3::new(level * position.x, level * position.y, axial)
    }

    /// Factor of x and y (1/s^2), and the component along z (m/s^2), from z (m) and 1/r (1/m).
    #[inline(always)]
    pub fn pull<R: Real>(&self, z: R, inverse: R) -> (R, R) {
        let one = z.splat(1.0);
        let s = z * inverse;
        let s2 = s * s;
        let inverse2 = inverse * inverse;
        let g = inverse * inverse2 * -self.gm_m3_s2;
        // n = 2: P_3' = 3 (5 s^2 - 1)/2, 3 P_3 = 3 s (5 s^2 - 3)/2.
        let k = inverse2 * (1.5 * self.j2 * SEMI_MAJOR_AXIS_M * SEMI_MAJOR_AXIS_M);
        let f = s2.mul_add_const(-5.0, one);
        let mut level = k.mul_add(f, one);
        let mut axial = k.mul_add(f + 2.0, one) * z;
        if self.j3 != 0.0 || self.j4 != 0.0 {
            let q = inverse * SEMI_MAJOR_AXIS_M;
            let q2 = q * q;
            let (k3, k4) = (q2 * q * self.j3, q2 * q2 * self.j4);
            // n = 3: P_4' = 5 s (7 s^2 - 3)/2, 4 P_4 = (35 s^4 - 30 s^2 + 3)/2.
            // n = 4: P_5' = 15 (21 s^4 - 14 s^2 + 1)/8, 5 P_5 = 5 s (63 s^4 - 70 s^2 + 15)/8.
            let third = (s2 * 7.0 + -3.0) * s * 2.5;
            let fourth = ((s2 * 21.0 + -14.0) * s2 + 1.0) * 1.875;
            level = level - k3 * third - k4 * fourth;
            let third = ((s2 * 35.0 + -30.0) * s2 + 3.0) * 0.5;
            let fourth = ((s2 * 63.0 + -70.0) * s2 + 15.0) * s * 0.625;
            axial = axial - (k3 * third + k4 * fourth) / inverse;
        }
        (g * level, g * axial)
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
    /// U = -(GM/r) (1 - J2 q^2 (3 s^2 - 1)/2 - J3 q^3 (5 s^3 - 3 s)/2 - J4 q^4 (35 s^4 - 30 s^2 + 3)/8)
    /// - w^2 (x^2 + y^2)/2
    pub fn potential(&self, position: Vec3) -> f64 {
        let r = position.norm();
        let (s, q) = (position.z / r, SEMI_MAJOR_AXIS_M / r);
        let (s2, q2) = (s * s, q * q);
        let second = 0.5 * (3.0 * s2 - 1.0);
        let third = 0.5 * s * (5.0 * s2 - 3.0);
        let fourth = 0.125 * ((35.0 * s2 - 30.0) * s2 + 3.0);
        let zonal = q2 * (self.j2 * second + q * (self.j3 * third + q * (self.j4 * fourth)));
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
        let p = Vec3::new(4.1e6, -2.3e6, 4.6e6);
        let h = 10.0;
        // Each harmonic alone, a thousand times its size, so that a wrong factor in it cannot hide.
        let large = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)].map(|(j2, j3, j4)| Field {
            j2: 0.1 * j2,
            j3: 0.1 * j3,
            j4: 0.1 * j4,
            ..Field::WGS84
        });
        for field in large.into_iter().chain([Field::WGS84, Field::WGS84_J4, Field::central(GM_M3_S2)]) {
            for (i, e) in [Vec3::new(h, 0.0, 0.0), Vec3::new(0.0, h, 0.0), Vec3::new(0.0, 0.0, h)].iter().enumerate() {
                let slope = (field.potential(p + *e) - field.potential(p - *e)) / (2.0 * h);
                let a = field.apparent(p, Vec3::ZERO);
                let component = [a.x, a.y, a.z][i];
                // Cancellation in the difference quotient leaves about 1e-9 of g.
                assert!((slope + component).abs() < 1e-7, "{field:?} {i}: {slope} {component}");
            }
        }
    }

    #[test]
    fn harmonics_are_those_of_the_normalised_coefficients() {
        assert!((J3 + 7.0_f64.sqrt() * 0.957_254_173_792e-6).abs() < 1e-17);
        assert!((J4 + 3.0 * 0.539_873_863_789e-6).abs() < 1e-17);
    }

    // WGS-84's normal gravity, 9.7803253359 at the equator and 9.8321849378 m/s^2 at the poles (TR8350.2, table 3.4).
    // Its ellipsoid has J4 = -2.37091222e-6 and no odd harmonic; J6 and beyond change g by 1e-8.
    #[test]
    fn normal_gravity_of_the_ellipsoid() {
        let field = Field { j3: 0.0, j4: -2.370_912_22e-6, ..Field::WGS84_J4 };
        let equator = field.apparent(Vec3::new(SEMI_MAJOR_AXIS_M, 0.0, 0.0), Vec3::ZERO).norm();
        let pole = field.apparent(Vec3::new(0.0, 0.0, 6_356_752.314_245), Vec3::ZERO).norm();
        assert!((equator - 9.780_325_335_9).abs() < 5e-7, "{equator}");
        assert!((pole - 9.832_184_937_8).abs() < 5e-7, "{pole}");
    }
}
