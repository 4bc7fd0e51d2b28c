//! Frames besides geodetic and ECEF: the inertial one, and the local one of an observer.
//!
//! - ECI here is the inertial frame that coincides with ECEF at time 0 of the flight: no sidereal time, precession,
//!   nutation or polar motion.
//! - ENU: east, north, up of a reference point, from there. AER: azimuth clockwise from north, elevation above the
//!   horizontal plane, slant range.

use super::ellipsoid::Enu;
use crate::math::vec3::Vec3;

/// The turn of the Earth at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    sin: f64,
    cos: f64,
    rate_rad_s: f64,
}

impl Turn {
    /// The turn by w t.
    pub fn at(time_s: f64, rotation_rate_rad_s: f64) -> Self {
        let (sin, cos) = (rotation_rate_rad_s * time_s).sin_cos();
        Self { sin, cos, rate_rad_s: rotation_rate_rad_s }
    }

    /// Inertial position and velocity of Earth-fixed ones: `r_i` = R r, `v_i` = R (v + w x r), R the turn about z.
    pub fn to_eci(&self, position: Vec3, velocity: Vec3) -> (Vec3, Vec3) {
        (self.forward(position), self.forward(velocity + self.carried(position)))
    }

    /// Earth-fixed position and velocity of inertial ones: r = R' `r_i`, v = R' `v_i` - w x r.
    pub fn to_ecef(&self, position: Vec3, velocity: Vec3) -> (Vec3, Vec3) {
        let fixed = self.back(position);
        (fixed, self.back(velocity) - self.carried(fixed))
    }

    fn carried(&self, position: Vec3) -> Vec3 {
        Vec3::new(-self.rate_rad_s * position.y, self.rate_rad_s * position.x, 0.0)
    }

    fn forward(&self, v: Vec3) -> Vec3 {
        Vec3::new(self.cos * v.x - self.sin * v.y, self.sin * v.x + self.cos * v.y, v.z)
    }

    fn back(&self, v: Vec3) -> Vec3 {
        Vec3::new(self.cos * v.x + self.sin * v.y, -self.sin * v.x + self.cos * v.y, v.z)
    }
}

/// The local frame of an observer: where it is and how it lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observer {
    /// Position, ECEF (m).
    pub position: Vec3,
    /// East, north, up.
    pub axes: Enu,
}

impl Observer {
    /// East, north and up (m) of an ECEF position (m).
    pub fn enu(&self, position: Vec3) -> Vec3 {
        self.axes.components(position - self.position)
    }

    /// ECEF position (m) of east, north and up (m).
    pub fn ecef(&self, enu: Vec3) -> Vec3 {
        self.position + self.axes.to_ecef(enu.x, enu.y, enu.z)
    }
}

/// Azimuth from 0 to 2 pi, elevation, slant range (rad, rad, m) of east, north, up (m). Azimuth 0 at the zenith.
pub fn enu_to_aer(enu: Vec3) -> Vec3 {
    let level = enu.x.hypot(enu.y);
    let azimuth = if level == 0.0 { 0.0 } else { enu.x.atan2(enu.y) };
    // A tiny negative azimuth rounds to the full turn itself: that is north.
    let azimuth = if azimuth < 0.0 { azimuth + std::f64::consts::TAU } else { azimuth };
    let azimuth = if azimuth >= std::f64::consts::TAU { 0.0 } else { azimuth };
    Vec3::new(azimuth, enu.z.atan2(level), level.hypot(enu.z))
}

/// East, north, up (m) of azimuth, elevation and slant range (rad, rad, m).
pub fn aer_to_enu(aer: Vec3) -> Vec3 {
    let (sin_a, cos_a) = aer.x.sin_cos();
    let (sin_e, cos_e) = aer.y.sin_cos();
    Vec3::new(cos_e * sin_a, cos_e * cos_a, sin_e) * aer.z
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::{Geodetic, ROTATION_RATE_RAD_S};

    #[test]
    fn a_point_fixed_to_the_earth_moves_east_in_space() {
        let quarter = Turn::at(std::f64::consts::FRAC_PI_2 / ROTATION_RATE_RAD_S, ROTATION_RATE_RAD_S);
        let (position, velocity) = quarter.to_eci(Vec3::new(7e6, 0.0, 1e6), Vec3::ZERO);
        assert!((position - Vec3::new(0.0, 7e6, 1e6)).norm() < 1e-8);
        assert!((velocity - Vec3::new(-7e6 * ROTATION_RATE_RAD_S, 0.0, 0.0)).norm() < 1e-12);
        let (back, rest) = quarter.to_ecef(position, velocity);
        assert!((back - Vec3::new(7e6, 0.0, 1e6)).norm() < 2e-9 && rest.norm() < 1e-12);
    }

    // The velocity is the rate of the position: central difference of the path of a body in steady motion.
    #[test]
    fn inertial_velocity_is_the_rate_of_the_inertial_position() {
        let (r, v) = (Vec3::new(4.1e6, -2.3e6, 4.6e6), Vec3::new(900.0, -3_000.0, 1_200.0));
        let at = |t: f64| Turn::at(t, ROTATION_RATE_RAD_S).to_eci(r + v * (t - 700.0), v);
        let slope = (at(700.5).0 - at(699.5).0) * 1.0;
        // The difference quotient over 1 s leaves its third derivative, w^2 v/8.
        assert!((slope - at(700.0).1).norm() < 1e-5);
    }

    #[test]
    fn directions_are_the_known_ones() {
        let place = Geodetic::new(0.0, 0.0, 0.0);
        let observer = Observer { position: place.to_ecef(), axes: place.enu() };
        let cases = [
            (Vec3::new(0.0, 5.0, 0.0), Vec3::new(90.0, 0.0, 5.0)),
            (Vec3::new(0.0, 0.0, 5.0), Vec3::new(0.0, 0.0, 5.0)),
            (Vec3::new(0.0, -5.0, 0.0), Vec3::new(270.0, 0.0, 5.0)),
            (Vec3::new(5.0, 0.0, 0.0), Vec3::new(0.0, 90.0, 5.0)),
            (Vec3::new(-5.0, 0.0, 0.0), Vec3::new(0.0, -90.0, 5.0)),
        ];
        for (offset, want) in cases {
            let aer = enu_to_aer(observer.enu(observer.position + offset));
            let got = Vec3::new(aer.x.to_degrees(), aer.y.to_degrees(), aer.z);
            assert!((got - want).norm() < 1e-12, "{offset:?}: {got:?}");
            assert!((observer.ecef(aer_to_enu(aer)) - observer.position - offset).norm() < 2e-9);
        }
    }
}
