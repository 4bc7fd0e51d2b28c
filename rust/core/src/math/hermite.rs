//! Quintic Hermite interpolation between two knots of position, velocity and acceleration.
//!
//! The polynomial of degree five that takes both ends' values, first and second derivatives. Its error in
//! position over a step `h` is at most `h^6 / 46080` times the sixth derivative.

use super::vec3::Vec3;

/// A knot of dense output: time, position and its two derivatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knot {
    /// Time (s).
    pub t: f64,
    /// Position (m).
    pub position: Vec3,
    /// Velocity (m/s).
    pub velocity: Vec3,
    /// Acceleration (m/s^2).
    pub acceleration: Vec3,
}

/// Position between two knots at time `t`.
pub fn position(a: &Knot, b: &Knot, t: f64) -> Vec3 {
    let h = b.t - a.t;
    if h <= 0.0 {
        return b.position;
    }
    let s = (t - a.t) / h;
    let (c3, c4, c5) = coefficients(a, b, h);
    a.position + (a.velocity * h + (a.acceleration * (0.5 * h * h) + (c3 + (c4 + c5 * s) * s) * s) * s) * s
}

/// Velocity between two knots at time `t`: the derivative of [`position`].
pub fn velocity(a: &Knot, b: &Knot, t: f64) -> Vec3 {
    let h = b.t - a.t;
    if h <= 0.0 {
        return b.velocity;
    }
    let s = (t - a.t) / h;
    let (c3, c4, c5) = coefficients(a, b, h);
    a.velocity + (a.acceleration * h + (c3 * 3.0 + (c4 * 4.0 + c5 * (5.0 * s)) * s) * (s / h)) * s
}

/// Acceleration between two knots at time `t`: the second derivative of [`position`]. Its error over a step `h` is two
/// powers of `h` below that of the position; at the knots it is theirs.
pub fn acceleration(a: &Knot, b: &Knot, t: f64) -> Vec3 {
    let h = b.t - a.t;
    if h <= 0.0 {
        return b.acceleration;
    }
    let s = (t - a.t) / h;
    let (c3, c4, c5) = coefficients(a, b, h);
    a.acceleration + (c3 * 6.0 + (c4 * 12.0 + c5 * (20.0 * s)) * s) * (s / (h * h))
}

/// Position, velocity and acceleration between two knots at time `t`, together.
pub fn between(a: &Knot, b: &Knot, t: f64) -> Knot {
    if b.t <= a.t {
        return Knot { t, ..*b };
    }
    Quintic::new(a, b).at(t)
}

/// The polynomial between two knots, the first before the second, for many times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quintic {
    from: Knot,
    h: f64,
    c: (Vec3, Vec3, Vec3),
}

impl Quintic {
    /// Between two knots.
    pub fn new(a: &Knot, b: &Knot) -> Self {
        let h = b.t - a.t;
        Self { from: *a, h, c: coefficients(a, b, h) }
    }

    /// A single knot, held.
    pub fn still(knot: &Knot) -> Self {
        Self { from: *knot, h: 0.0, c: (Vec3::ZERO, Vec3::ZERO, Vec3::ZERO) }
    }

    /// Position at time `t`.
    #[inline]
    pub fn position(&self, t: f64) -> Vec3 {
        let (a, h, (c3, c4, c5)) = (&self.from, self.h, self.c);
        if h == 0.0 {
            return a.position;
        }
        let s = (t - a.t) / h;
        a.position + (a.velocity * h + (a.acceleration * (0.5 * h * h) + (c3 + (c4 + c5 * s) * s) * s) * s) * s
    }

    /// Velocity at time `t`.
    #[inline]
    pub fn velocity(&self, t: f64) -> Vec3 {
        let (a, h, (c3, c4, c5)) = (&self.from, self.h, self.c);
        if h == 0.0 {
            return a.velocity;
        }
        let s = (t - a.t) / h;
        a.velocity + (a.acceleration * h + (c3 * 3.0 + (c4 * 4.0 + c5 * (5.0 * s)) * s) * (s / h)) * s
    }

    /// Position, velocity and acceleration at time `t`.
    #[inline]
    pub fn at(&self, t: f64) -> Knot {
        let (a, h, (c3, c4, c5)) = (&self.from, self.h, self.c);
        if h == 0.0 {
            return Knot { t, ..*a };
        }
        let s = (t - a.t) / h;
        Knot {
            t,
            position: self.position(t),
            velocity: self.velocity(t),
            acceleration: a.acceleration + (c3 * 6.0 + (c4 * 12.0 + c5 * (20.0 * s)) * s) * (s / (h * h)),
        }
    }
}

// With s = (t - t_a)/h and p(s) = p_a + v_a h s + a_a h^2 s^2/2 + c3 s^3 + c4 s^4 + c5 s^5, the conditions at
// s = 1 leave D = p_b - (p_a + v_a h + a_a h^2/2), V = (v_b - v_a) h - a_a h^2, A = (a_b - a_a) h^2 and
//   c3 = 10 D - 4 V + A/2,   c4 = -15 D + 7 V - A,   c5 = 6 D - 3 V + A/2.
fn coefficients(a: &Knot, b: &Knot, h: f64) -> (Vec3, Vec3, Vec3) {
    let d = b.position - a.position - a.velocity * h - a.acceleration * (0.5 * h * h);
    let v = (b.velocity - a.velocity) * h - a.acceleration * (h * h);
    let acc = (b.acceleration - a.acceleration) * (h * h);
    (d * 10.0 - v * 4.0 + acc * 0.5, d * -15.0 + v * 7.0 - acc, d * 6.0 - v * 3.0 + acc * 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Any quintic is reproduced exactly.
    fn knot(t: f64) -> Knot {
        let p = |t: f64| 1.0 + t * (2.0 + t * (-1.0 + t * (0.5 + t * (0.25 - 0.125 * t))));
        let v = |t: f64| 2.0 + t * (-2.0 + t * (1.5 + t * (1.0 - 0.625 * t)));
        let a = |t: f64| -2.0 + t * (3.0 + t * (3.0 - 2.5 * t));
        Knot {
            t,
            position: Vec3::new(p(t), -p(t), 0.0),
            velocity: Vec3::new(v(t), -v(t), 0.0),
            acceleration: Vec3::new(a(t), -a(t), 0.0),
        }
    }

    #[test]
    fn a_quintic_is_exact() {
        let (a, b) = (knot(-1.0), knot(2.5));
        for i in 0..=20 {
            let want = knot(-1.0 + 3.5 * f64::from(i) / 20.0);
            assert!((position(&a, &b, want.t) - want.position).norm() < 1e-12);
            assert!((acceleration(&a, &b, want.t) - want.acceleration).norm() < 1e-11);
            assert!((velocity(&a, &b, want.t) - want.velocity).norm() < 1e-12);
            let whole = between(&a, &b, want.t);
            assert_eq!(whole.position, position(&a, &b, want.t));
            assert_eq!(Quintic::new(&a, &b).velocity(want.t), velocity(&a, &b, want.t));
            assert_eq!(whole.velocity, velocity(&a, &b, want.t));
            assert_eq!(whole.acceleration, acceleration(&a, &b, want.t));
        }
    }
}
