//! The place of an airborne sensor that circles.

use super::site::Site;
use crate::earth::ellipsoid::{Geodetic, ECCENTRICITY_SQUARED};
use crate::error::{check_latitude, check_range, Result};

/// A circle flown clockwise around the sensor's position. Raid time counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orbit {
    /// Radius of the circle (m).
    pub radius_m: f64,
    /// Speed along it (m/s).
    pub speed_m_s: f64,
    /// Where on the circle the platform is at raid time 0, clockwise from north (rad).
    pub phase_rad: f64,
}

/// How fast a sensor's own motion changes what it sees; all 0 for a fixed one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Motion {
    pub(super) speed_m_s: f64,
    pub(super) acceleration_m_s2: f64,
    /// Rate of its height above the ellipsoid: the circle is one of a sphere.
    pub(super) climb_m_s: f64,
    /// Rate at which its east, north and up turn (rad/s).
    pub(super) turn_rad_s: f64,
}

impl Motion {
    pub(crate) const NONE: Self = Self { speed_m_s: 0.0, acceleration_m_s2: 0.0, climb_m_s: 0.0, turn_rad_s: 0.0 };
}

impl Orbit {
    pub(super) fn check(&self, centre: Geodetic) -> Result<()> {
        check_range("orbit_radius_m", self.radius_m, 100.0, 2e5)?;
        check_range("orbit_speed_m_s", self.speed_m_s, 0.0, 1e3)?;
        check_range("orbit_phase_rad", self.phase_rad, -1e3, 1e3)?;
        // North turns fast near a pole.
        check_latitude("latitude_rad of an orbit", centre.latitude_rad, 1.48)
    }

    /// The sensor at a raid time (s): with R the radius of the Earth and H the height of the platform, a circle of radius r
    /// lies r^2 / 2 (R + H) below the horizontal plane through its centre's zenith at H.
    pub(super) fn place(&self, centre: &Site, raid_time_s: f64) -> Site {
        let r = self.radius_m;
        let (sin, cos) = (self.phase_rad + self.speed_m_s / r * raid_time_s).sin_cos();
        let arm = centre.radius_m + centre.altitude_m;
        let up = -r * r / (arm + (arm * arm - r * r).sqrt());
        centre.moved_to(centre.origin + centre.enu.to_ecef(r * sin, r * cos, up))
    }

    /// Bounds of the motion. The smallest radius of curvature of the ellipsoid is 0.5 % below that of the centre's sphere,
    /// north turns about up at v tan(latitude) / R, and height above the ellipsoid changes by up to e^2 r^2 / 2 R twice a
    /// turn.
    pub(super) fn motion(&self, centre: &Site, latitude_rad: f64) -> Motion {
        let (v, r, earth) = (self.speed_m_s, self.radius_m, 0.99 * centre.radius_m);
        let highest = (latitude_rad.abs() + r / earth).min(1.56);
        Motion {
            // Over the sphere that touches the ellipsoid below it, whose centre moves by up to 1 % of its own way.
            speed_m_s: 1.05 * v,
            acceleration_m_s2: v * v / r,
            climb_m_s: 2.0 * ECCENTRICITY_SQUARED * v * r / earth,
            turn_rad_s: v / earth * (1.0 + highest.tan()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::vec3::Vec3;

    #[test]
    fn goes_around_clockwise_at_its_height_and_speed() {
        let centre = Geodetic::new(0.9, 0.5, 8_000.0);
        let site = Site::new(centre, 0.0).unwrap();
        let orbit = Orbit { radius_m: 60e3, speed_m_s: 200.0, phase_rad: 0.0 };
        let motion = orbit.motion(&site, 0.9);
        let at = |t: f64| orbit.place(&site, t);
        assert!(site.look(at(0.0).origin).north_m > 59.9e3 && site.look(at(471.2).origin).east_m > 59.9e3);
        for i in 0..200 {
            let t = 10.0 * f64::from(i);
            let (a, b) = (at(t), at(t + 1e-2));
            assert!((a.altitude_m - 8_000.0).abs() < 2.0, "{}", a.altitude_m);
            assert!(((b.origin - a.origin).norm() / 1e-2 - 200.0).abs() < 1e-3);
            assert!((b.altitude_m - a.altitude_m).abs() / 1e-2 < motion.climb_m_s);
            let turn = |x, y| Vec3::norm(x - y) / 1e-2;
            assert!(turn(b.enu.north, a.enu.north) < motion.turn_rad_s && turn(b.enu.up, a.enu.up) < motion.turn_rad_s);
        }
    }
}
