//! Roots of a function of one variable inside a bracket.

/// The root of `f` between `a` and `b`, whose values have opposite signs, to within `x_tolerance`.
///
/// Bisection with the Illinois variant of the secant (Dowell and Jarratt, BIT 11, 1971): the bracket is
/// kept, so the result always lies inside it. Where the signs agree the end with the smaller |f| is returned.
pub fn bracketed(mut f: impl FnMut(f64) -> f64, a: f64, b: f64, x_tolerance: f64) -> f64 {
    let (mut a, mut b) = (a, b);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa == 0.0 || fa * fb > 0.0 {
        return if fa.abs() <= fb.abs() { a } else { b };
    }
    // The secant is tried first; where it shrinks the bracket too slowly, bisection takes over.
    for i in 0..200 {
        if fb == 0.0 || (b - a).abs() <= x_tolerance {
            break;
        }
        let secant = b - fb * (b - a) / (fb - fa);
        let inside = (secant - a) * (secant - b) < 0.0;
        let c = if inside && i % 3 != 2 { secant } else { 0.5 * (a + b) };
        let fc = f(c);
        if fc * fb < 0.0 {
            (a, fa) = (b, fb);
        } else {
            fa *= 0.5;
        }
        (b, fb) = (c, fc);
    }
    b
}

#[cfg(test)]
mod tests {
    use super::bracketed;

    #[test]
    fn finds_known_roots() {
        assert!((bracketed(|x| x * x - 2.0, 0.0, 2.0, 1e-13) - 2f64.sqrt()).abs() < 1e-12);
        assert!((bracketed(f64::cos, 1.0, 2.0, 1e-13) - std::f64::consts::FRAC_PI_2).abs() < 1e-12);
        // A flat, one-sided function: the plain secant crawls here.
        assert!((bracketed(|x| x.powi(9) - 1e-9, 0.0, 5.0, 1e-12) - 0.1).abs() < 1e-11);
    }

    #[test]
    fn a_step_is_bracketed() {
        let x = bracketed(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0, 1e-9);
        assert!((x - 0.3).abs() < 1e-8);
    }
}
