//! One step of a Runge-Kutta method, for one motion or several abreast.

use super::method::Method;
use super::real::Real;

/// What the forces give at a point: acceleration, and figures of the place that the caller wants back.
pub trait Forces<R: Real> {
    /// Figures of the place.
    type Place: Copy;
    /// Acceleration (m/s^2) at a time (s), position (m) and velocity (m/s).
    fn at(&self, t: R, r: &[R; 3], v: &[R; 3]) -> ([R; 3], Self::Place);
}

/// The end of a step.
#[derive(Debug, Clone, Copy)]
pub struct Step<R, P> {
    /// Position.
    pub r: [R; 3],
    /// Velocity.
    pub v: [R; 3],
    /// Acceleration and figures of the place, if the method evaluates the end.
    pub end: Option<([R; 3], P)>,
    /// Squares of the errors of position (m^2) and velocity (m^2/s^2).
    pub error2: [R; 2],
}

// h sum w_j a_j for each component; weights of zero cost nothing, for they are known when compiling.
#[inline(always)]
fn weighted<R: Real, const S: usize>(weights: &[f64; S], stages: &[[R; 3]; S], n: usize) -> [R; 3] {
    let zero = stages[0][0].splat(0.0);
    let mut sum = [zero; 3];
    for j in 0..n {
        if weights[j] != 0.0 {
            let w = zero.splat(weights[j]);
            for i in 0..3 {
                sum[i] = stages[j][i].mul_add(w, sum[i]);
            }
        }
    }
    sum
}

// Position and velocity of stage i.
#[inline(always)]
fn point<R: Real, const S: usize>(
    method: &Method<S>,
    i: usize,
    stages: &[[R; 3]; S],
    h: R,
    (r, v): (&[R; 3], &[R; 3]),
) -> ([R; 3], [R; 3]) {
    let (dv, dr) = (weighted(&method.a[i], stages, i), weighted(&method.b[i], stages, i - 1));
    let along = h * method.c[i];
    let (mut position, mut velocity) = (*r, *v);
    for k in 0..3 {
        velocity[k] = dv[k].mul_add(h, v[k]);
        position[k] = (dr[k] * h).mul_add(h, v[k].mul_add(along, r[k]));
    }
    (position, velocity)
}

/// A step of length `h` from time, position, velocity and the acceleration there.
#[inline(always)]
pub fn step<R: Real, F: Forces<R>, const S: usize>(
    method: &Method<S>,
    forces: &F,
    (t, h): (R, R),
    (r, v): (&[R; 3], &[R; 3]),
    a: &[R; 3],
) -> Step<R, F::Place> {
    let mut stages = [*a; S];
    // Written out, so that every index and weight is known when compiling.
    macro_rules! stage {
        ($($i:literal)*) => {$(
            if $i < S - 1 {
                let (position, velocity) = point(method, $i, &stages, h, (r, v));
                stages[$i] = forces.at(h.mul_add_const(method.c[$i], t), &position, &velocity).0;
            }
        )*};
    }
    stage!(1 2 3 4 5 6 7 8 9);
    let (position, velocity) = point(method, S - 1, &stages, h, (r, v));
    // No closures: they would not be compiled for vector registers.
    let mut end = None;
    if method.reuses_last {
        let (acceleration, place) = forces.at(t + h, &position, &velocity);
        stages[S - 1] = acceleration;
        end = Some((acceleration, place));
    }
    let size_r = square(weighted(&method.error[1], &stages, S));
    let size_v = square(weighted(&method.error[0], &stages, S));
    let h2 = h * h;
    Step { r: position, v: velocity, end, error2: [size_r * h2 * h2, size_v * h2] }
}

#[inline(always)]
fn square<R: Real>(e: [R; 3]) -> R {
    e[0].mul_add(e[0], e[1].mul_add(e[1], e[2] * e[2]))
}

#[cfg(test)]
mod tests {
    use super::super::method::{Method, DORMAND_PRINCE_5, VERNER_7};
    use super::*;

    // A fall around a centre, against a drag that grows with speed.
    struct Damped;

    impl Forces<f64> for Damped {
        type Place = ();
        fn at(&self, _: f64, r: &[f64; 3], v: &[f64; 3]) -> ([f64; 3], ()) {
            let pull = -square(*r).powf(-1.5);
            let drag = -0.1 * square(*v).sqrt();
            ([0, 1, 2].map(|k| pull * r[k] + drag * v[k]), ())
        }
    }

    // State after one unit of time in so many steps, and the size of the error estimate of the first.
    fn fly<const S: usize>(method: &Method<S>, steps: u32) -> ([f64; 3], f64) {
        let h = f64::from(steps).recip();
        let (mut r, mut v) = ([1.0, 0.2, 0.1], [-0.3, 0.8, 0.3]);
        let mut estimate = 0.0;
        for i in 0..steps {
            let a = Damped.at(0.0, &r, &v).0;
            let tried = step(method, &Damped, (0.0, h), (&r, &v), &a);
            (r, v) = (tried.r, tried.v);
            if i == 0 {
                estimate = tried.error2[1].sqrt();
            }
        }
        (r, estimate)
    }

    fn check<const S: usize>(method: &Method<S>, truth: [f64; 3]) {
        let ((coarse, first), (fine, second)) = (fly(method, 4), fly(method, 8));
        let off = |r: [f64; 3]| square([0, 1, 2].map(|k| r[k] - truth[k])).sqrt();
        let order = (off(coarse) / off(fine)).log2();
        // Half a step has 2^-order of the error, and its estimate, of the pair's lower order, as much; at these lengths
        // within one of that.
        let wanted = f64::from(method.order);
        assert!((order - wanted).abs() < 1.0, "order {order}, not {wanted}");
        let estimated = (first / second).log2();
        assert!((estimated - wanted).abs() < 1.0, "order of the estimate {estimated}, not {wanted}");
    }

    #[test]
    fn errors_and_estimates_fall_as_the_order_says() {
        let truth = fly(&VERNER_7, 128).0;
        check(&DORMAND_PRINCE_5, truth);
        check(&VERNER_7, truth);
    }
}
