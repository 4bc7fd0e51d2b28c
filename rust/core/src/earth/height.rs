//! The fast form of altitude: a polynomial that shares the distance from the centre with gravitation.
//!
//! With r the distance from the centre, s = z^2/r^2 and q = a/r,
//!   altitude = r - a P(s, q),   P = 1 - f s + s (1 - s) G(s, q),
//! exact at the equator and at the poles for any G; on a sphere f and G are zero. The nine coefficients of G are a
//! least-squares fit of this form to the defining equations of WGS-84 from -5 to 2,000 km, 7e-7 m at most.

use super::ellipsoid::{FLATTENING, SEMI_MAJOR_AXIS_M};
use super::world::Shape;
use crate::math::real::Real;

/// Coefficients of altitude above a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Height {
    radius_m: f64,
    flattening: f64,
    // Rows by power of q, columns by power of s.
    bulge: [[f64; 3]; 3],
}

/// Where a point is, as the forces need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot<R> {
    /// Inverse of the distance from the centre (1/m).
    pub inverse: R,
    /// z^2/r^2.
    pub s: R,
    /// Altitude (m).
    pub altitude: R,
}

const WGS84_BULGE: [[f64; 3]; 3] = [
    [5.619_991_960_819e-6, 2.239_522_479_706e-8, -3.491_348_607_173e-9],
    [-2.240_502_906_377_1e-5, -1.622_693_501_482e-7, 1.126_800_968_617e-8],
    [-1.526_663_184_809e-7, 3.114_785_654_307e-7, -9.966_359_159_235e-9],
];

impl Height {
    /// Coefficients for a shape.
    pub const fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Wgs84 => Self { radius_m: SEMI_MAJOR_AXIS_M, flattening: FLATTENING, bulge: WGS84_BULGE },
            Shape::Sphere { radius_m } => Self { radius_m: *radius_m, flattening: 0.0, bulge: [[0.0; 3]; 3] },
        }
    }

    /// The spot of an ECEF position (m).
    #[inline(always)]
    pub fn spot<R: Real>(&self, r: &[R; 3]) -> Spot<R> {
        let zz = r[2] * r[2];
        let square = r[0].mul_add(r[0], r[1].mul_add(r[1], zz));
        // The division does not wait for the root, nor what goes with s for q.
        let (distance, inverse2) = (square.sqrt(), square.splat(1.0) / square);
        let (inverse, s) = (distance * inverse2, zz * inverse2);
        let [b0, b1, b2] = &self.bulge;
        let (g0, g1, g2) = (parabola(b0, s), parabola(b1, s), parabola(b2, s));
        // altitude = (r - a + a f s) - a s (1 - s) G
        let flattened = s.mul_add_const(self.flattening * self.radius_m, distance + -self.radius_m);
        let share = (-s + 1.0) * s * -self.radius_m;
        let q = inverse * self.radius_m;
        Spot { inverse, s, altitude: g2.mul_add(q, g1).mul_add(q, g0).mul_add(share, flattened) }
    }

    /// Upward unit vector at a position (m): the gradient of altitude,
    /// r/|r| (1 + q^2 `P_q`) - a `P_s` grad s, with grad s = 2 (z `e_z` - s r)/r^2.
    #[inline(always)]
    pub fn up<R: Real>(&self, spot: &Spot<R>, r: &[R; 3]) -> [R; 3] {
        let Spot { inverse, s, .. } = *spot;
        let q = inverse * self.radius_m;
        let [b0, b1, b2] = &self.bulge;
        let (g0, g1, g2) = (parabola(b0, s), parabola(b1, s), parabola(b2, s));
        let bulge = g2.mul_add(q, g1).mul_add(q, g0);
        let by_s = slope(b2, s).mul_add(q, slope(b1, s)).mul_add(q, slope(b0, s));
        let by_q = (g2 * 2.0).mul_add(q, g1);
        // P_s = -f + (1 - 2 s) G + s (1 - s) G_s,  P_q = s (1 - s) G_q
        let share = s * (-s + 1.0);
        let p_s = (s * -2.0 + 1.0).mul_add(bulge, share.mul_add(by_s, s.splat(-self.flattening)));
        let p_q = share * by_q;
        let tilt = p_s * q * inverse * -2.0;
        let outward = (q * q).mul_add(p_q, s.splat(1.0)).mul_add(inverse, -(tilt * s));
        [r[0] * outward, r[1] * outward, r[2] * (outward + tilt)]
    }

    /// Rate of altitude (m/s), that of r - a (1 - f s): what is left out is 1e-5 of the speed.
    #[inline(always)]
    pub fn climb<R: Real>(&self, spot: &Spot<R>, r: &[R; 3], v: &[R; 3]) -> R {
        let along = r[0].mul_add(v[0], r[1].mul_add(v[1], r[2] * v[2]));
        // ds/dt = 2 (z vz - s r.v)/r^2
        let shift = (-spot.s).mul_add(along, r[2] * v[2]) * spot.inverse * spot.inverse;
        shift.mul_add_const(2.0 * self.radius_m * self.flattening, along * spot.inverse)
    }
}

#[inline(always)]
fn parabola<R: Real>(terms: &[f64; 3], s: R) -> R {
    s.splat(terms[2]).mul_add(s, s.splat(terms[1])).mul_add(s, s.splat(terms[0]))
}

// Its derivative.
#[inline(always)]
fn slope<R: Real>(terms: &[f64; 3], s: R) -> R {
    s.splat(2.0 * terms[2]).mul_add(s, s.splat(terms[1]))
}

#[cfg(test)]
mod tests {
    use super::super::ellipsoid::{altitude, up, Geodetic};
    use super::*;
    use crate::math::vec3::Vec3;

    fn places() -> impl Iterator<Item = Vec3> {
        (0..=180).flat_map(|i| {
            (0..=400).map(move |j| {
                let latitude_rad = (f64::from(i) - 90.0).to_radians();
                Geodetic::new(latitude_rad, 0.3, -5e3 + 2e6 * f64::from(j) / 400.0).to_ecef()
            })
        })
    }

    #[test]
    fn it_agrees_with_the_defining_equations() {
        let height = Height::of(&Shape::Wgs84);
        let (mut worst, mut tilt, mut rate) = (0f64, 0f64, 0f64);
        for p in places() {
            let r = [p.x, p.y, p.z];
            let spot = height.spot(&r);
            worst = worst.max((spot.altitude - altitude(p)).abs());
            let [x, y, z] = height.up(&spot, &r);
            tilt = tilt.max((Vec3::new(x, y, z) - up(p)).norm());
            let v = Vec3::new(-2_000.0, 1_500.0, 2_500.0);
            rate = rate.max((height.climb(&spot, &r, &[v.x, v.y, v.z]) - up(p).dot(v)).abs());
        }
        // What the fit claims; rounding adds 2e-9 m. The slope of so smooth an error is 1e-12.
        assert!(worst < 7e-7, "{worst}");
        assert!(tilt < 1e-11, "{tilt}");
        assert!(rate < 2e-5 * 3_536.0, "{rate}");
    }

    #[test]
    fn a_sphere_is_round() {
        let height = Height::of(&Shape::Sphere { radius_m: 6.37e6 });
        let r = [3e6, -4e6, 5e6];
        let spot = height.spot(&r);
        let distance = 50f64.sqrt() * 1e6;
        assert!((spot.altitude - (distance - 6.37e6)).abs() < 1e-8);
        for (up, along) in height.up(&spot, &r).iter().zip(r) {
            assert!((up - along / distance).abs() < 1e-15);
        }
    }
}
