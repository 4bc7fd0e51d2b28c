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

/// Where `f` is highest between `a` and `b`, and its value there: the highest of a function with one peak, to within
/// `x_tolerance` times `b - a`; one of the peaks of a function with several.
///
/// Parabolas through the three best points, golden section where they do not serve: Brent, *Algorithms for Minimization
/// Without Derivatives*, 1973, chapter 5 (of -f).
pub fn highest(mut f: impl FnMut(f64) -> f64, a: f64, b: f64, x_tolerance: f64) -> (f64, f64) {
    const SHARE: f64 = 0.381_966_011_250_105_1;
    let (mut low, mut high) = (a.min(b), a.max(b));
    let first = low + SHARE * (high - low);
    // The best point, the second and the third, each with its value; the last step and the one before.
    let mut best = (first, f(first));
    let (mut second, mut third) = (best, best);
    let (mut step, mut before) = (0.0f64, 0.0f64);
    let tolerance = (0.5 * x_tolerance * (b - a).abs()).max(f64::EPSILON * (a.abs() + b.abs()));
    let same = |p: (f64, f64), q: (f64, f64)| p.0.total_cmp(&q.0).is_eq();
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if (best.0 - middle).abs() <= 2.0 * tolerance - 0.5 * (high - low) {
            break;
        }
        let vertex = parabola_step(best, second, third).filter(|s| {
            let inside = low < best.0 + s && best.0 + s < high;
            before.abs() > tolerance && inside && s.abs() < 0.5 * before.abs()
        });
        (before, step) = vertex.map_or_else(
            || {
                let rest = if best.0 < middle { high - best.0 } else { low - best.0 };
                (rest, SHARE * rest)
            },
            |s| (step, s),
        );
        let x = best.0 + if step.abs() >= tolerance { step } else { tolerance.copysign(step) };
        let at = (x, f(x));
        if at.1 >= best.1 {
            *(if x < best.0 { &mut high } else { &mut low }) = best.0;
            (third, second, best) = (second, best, at);
        } else {
            *(if x < best.0 { &mut low } else { &mut high }) = x;
            if at.1 >= second.1 || same(second, best) {
                (third, second) = (second, at);
            } else if at.1 >= third.1 || same(third, best) || same(third, second) {
                third = at;
            }
        }
    }
    // The search never looks at the ends themselves.
    [(a, f(a)), (b, f(b)), best].into_iter().fold((a, f64::NEG_INFINITY), |top, at| if at.1 > top.1 { at } else { top })
}

// From the first of three points to the vertex of the parabola through them; none where it has no highest point.
fn parabola_step(x: (f64, f64), w: (f64, f64), v: (f64, f64)) -> Option<f64> {
    let (r, q) = ((x.0 - w.0) * (v.1 - x.1), (x.0 - v.0) * (w.1 - x.1));
    let (p, q) = ((x.0 - v.0) * q - (x.0 - w.0) * r, 2.0 * (r - q));
    (q != 0.0).then(|| p / q).filter(|s| s.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{bracketed, highest};

    #[test]
    fn a_peak_is_found_inside_and_at_the_ends() {
        let (x, value) = highest(|x| (x - 0.3) * (0.3 - x), 0.0, 1.0, 1e-9);
        assert!((x - 0.3).abs() < 1e-7 && value.abs() < 1e-14, "{x} {value}");
        assert_eq!(highest(|x| x, -1.0, 2.0, 1e-6), (2.0, 2.0));
        assert_eq!(highest(|x| -x, -1.0, 2.0, 1e-6), (-1.0, 1.0));
        assert_eq!(highest(|x| x, 1.0, 1.0, 1e-6), (1.0, 1.0));
        // Flat, bent on one side only, and with a kink.
        let (x, _) = highest(|x: f64| -(x - 0.7).powi(8), 0.0, 1.0, 1e-9);
        assert!((x - 0.7).abs() < 1e-2, "{x}");
        let (x, _) = highest(|x: f64| (-(x - 2.0) / 3.0).exp() * (x - 1.0), 1.0, 9.0, 1e-9);
        assert!((x - 4.0).abs() < 1e-6, "{x}");
        let (x, _) = highest(|x: f64| -(x - 0.3).abs(), 0.0, 1.0, 1e-9);
        assert!((x - 0.3).abs() < 1e-8, "{x}");
    }

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
