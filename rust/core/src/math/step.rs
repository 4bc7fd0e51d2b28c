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
    /// Acceleration.
    pub a: [R; 3],
    /// Figures of the place.
    pub place: P,
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
    stage!(1 2 3 4 5 6 7 8 9 10 11);
    let (position, velocity) = point(method, S - 1, &stages, h, (r, v));
    let (acceleration, place) = forces.at(t + h, &position, &velocity);
    stages[S - 1] = acceleration;
    let error2 = [size2(method, 1, &stages) * h * h * h * h, size2(method, 0, &stages) * h * h];
    Step { r: position, v: velocity, a: acceleration, place, error2 }
}

// Square of the length of the error, over h^2 (velocity) or h^4 (position).
#[inline(always)]
fn size2<R: Real, const S: usize>(method: &Method<S>, row: usize, stages: &[[R; 3]; S]) -> R {
    let fine = square(weighted(&method.error[row], stages, S));
    if method.coarse[0][0] == 0.0 {
        return fine;
    }
    let coarse = square(weighted(&method.coarse[row], stages, S));
    // e5^4 / (e5^2 + e3^2/100), and zero for zero.
    fine * fine / (coarse.mul_add_const(0.01, fine) + f64::MIN_POSITIVE)
}

#[inline(always)]
fn square<R: Real>(e: [R; 3]) -> R {
    e[0].mul_add(e[0], e[1].mul_add(e[1], e[2] * e[2]))
}
