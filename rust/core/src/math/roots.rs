//! Roots of a function of one variable inside a bracket.

/// The root of `f` between `a` and `b`, whose values have opposite signs, to within `x_tolerance`.
///
/// Inverse quadratic interpolation where it is sure to serve, else bisection (Chandrupatla, "A new hybrid
/// quadratic/bisection algorithm for finding the zero of a nonlinear function without using derivatives", Advances in
/// Engineering Software 28, 1997), from the secant on: the bracket is kept, so the result always lies inside it. Where
/// the signs agree the end with the smaller |f| is returned.
pub fn bracketed(mut f: impl FnMut(f64) -> f64, a: f64, b: f64, x_tolerance: f64) -> f64 {
    let ends = [(a, f(a)), (b, f(b))];
    bracketed_from(f, ends, x_tolerance)
}

/// As [`bracketed`], of ends whose values are known.
pub fn bracketed_from(mut f: impl FnMut(f64) -> f64, [a, b]: [(f64, f64); 2], x_tolerance: f64) -> f64 {
    let nearer = |p: (f64, f64), q: (f64, f64)| if p.1.abs() <= q.1.abs() { p.0 } else { q.0 };
    if a.1 == 0.0 || a.1 * b.1 > 0.0 {
        return nearer(a, b);
    }
    // The latest point, and the other end of the bracket.
    let (mut now, mut other) = (b, a);
    let mut share = now.1 / (now.1 - other.1);
    for _ in 0..200 {
        let width = (other.0 - now.0).abs();
        if now.1 == 0.0 || other.1 == 0.0 || width <= x_tolerance {
            break;
        }
        // A step of at least half the tolerance closes the bracket from the other side too. What is not a number halves it.
        let least = (0.5 * x_tolerance / width).min(0.5);
        let share_now = if share.is_finite() { share.clamp(least, 1.0 - least) } else { 0.5 };
        let x = now.0 + share_now * (other.0 - now.0);
        let next = (x, f(x));
        let before;
        if (next.1 > 0.0) == (now.1 > 0.0) {
            before = now;
        } else {
            before = other;
            other = now;
        }
        now = next;
        // The parabola x(f) through three points is monotone within the bracket if so (Chandrupatla's conditions).
        let xi = (now.0 - other.0) / (before.0 - other.0);
        let phi = (now.1 - other.1) / (before.1 - other.1);
        let serves = phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi;
        share = if serves {
            now.1 / (other.1 - now.1) * before.1 / (other.1 - before.1)
                + (before.0 - now.0) / (other.0 - now.0) * now.1 / (before.1 - now.1) * other.1 / (before.1 - other.1)
        } else {
            0.5
        };
    }
    nearer(now, other)
}

/// The root of a function that comes with its derivative, between `below` and `above`, where it is negative and positive, by
/// Newton's method from a guess; where a step leads out of the bracket, it is halved. A step d leaves an error of at most
/// c d^2, c the greatest `curvature` |f''| / 2 |f'|; it ends where that is within `x_tolerance`, or d so short that any likely
/// curvature makes it so.
pub fn newton_bracketed(
    mut f: impl FnMut(f64) -> (f64, f64),
    (below, above): (f64, f64),
    guess: f64,
    curvature: f64,
    x_tolerance: f64,
) -> f64 {
    const SHORT: f64 = 1e-5;
    let (mut below, mut above, mut x) = (below, above, guess);
    for _ in 0..100 {
        let (value, slope) = f(x);
        if value <= 0.0 {
            below = x;
        } else {
            above = x;
        }
        let step = x - value / slope;
        let within = step.clamp(below.min(above), below.max(above));
        let inside = (step - within).abs() <= SHORT;
        let next = if inside { within } else { 0.5 * (below + above) };
        let way = (next - x).abs();
        // Not for a curvature that is not a number.
        if way <= SHORT || (inside && curvature * way * way <= x_tolerance) {
            return next;
        }
        x = next;
    }
    x
}

/// Where `f` is highest between `a` and `b`, and its value there: the highest of a function with one peak, to within
/// `x_tolerance` times `b - a`; one of the peaks of a function with several.
///
/// Parabolas through the three best points, golden section where they do not serve: Brent, *Algorithms for Minimization
/// Without Derivatives*, 1973, chapter 5 (of -f).
pub fn highest(mut f: impl FnMut(f64) -> f64, a: f64, b: f64, x_tolerance: f64) -> (f64, f64) {
    let ends = [(a, f(a)), (b, f(b))];
    highest_from(f, ends, x_tolerance)
}

/// As [`highest`], between ends whose values are known.
pub fn highest_from(mut f: impl FnMut(f64) -> f64, ends: [(f64, f64); 2], x_tolerance: f64) -> (f64, f64) {
    const SHARE: f64 = 0.381_966_011_250_105_1;
    let [a, b] = ends.map(|end| end.0);
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
    ends.into_iter().chain([best]).fold((a, f64::NEG_INFINITY), |top, at| if at.1 > top.1 { at } else { top })
}

// From the first of three points to the vertex of the parabola through them; none where it has no highest point.
fn parabola_step(x: (f64, f64), w: (f64, f64), v: (f64, f64)) -> Option<f64> {
    let (r, q) = ((x.0 - w.0) * (v.1 - x.1), (x.0 - v.0) * (w.1 - x.1));
    let (p, q) = ((x.0 - v.0) * q - (x.0 - w.0) * r, 2.0 * (r - q));
    (q != 0.0).then(|| p / q).filter(|s| s.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{bracketed, highest, newton_bracketed};

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
    fn roots_take_few_evaluations() {
        // Smooth, as most margins are: one end of the bracket, the other, and half a dozen in between.
        let mut asked = 0;
        let counted = |x: f64, asked: &mut usize| {
            *asked += 1;
            (x * x + 3.0).sqrt() - 2.5
        };
        let x = bracketed(|x| counted(x, &mut asked), 0.0, 20.0, 1e-6);
        assert!((x - 3.25f64.sqrt()).abs() <= 1e-6 && asked <= 10, "{x} {asked}");
    }

    #[test]
    fn newtons_method_keeps_to_its_bracket() {
        let cubic = |x: f64| (x * x * x - 2.0, 3.0 * x * x);
        for (bracket, guess) in [((0.0, 2.0), 0.01), ((0.0, 2.0), 2.0), ((1.0, 1.5), 1.26)] {
            for curvature in [f64::INFINITY, f64::NAN, 30.0] {
                assert!((newton_bracketed(cubic, bracket, guess, curvature, 1e-10) - 2f64.cbrt()).abs() < 1e-10);
            }
        }
        // Falling: negative at the right end; and a root at an end.
        assert!((newton_bracketed(|x| (1.0 - x, -1.0), (3.0, 0.0), 0.1, 0.0, 1e-6) - 1.0).abs() < 1e-12);
        assert!(newton_bracketed(|x| (x - 1.0, 1.0), (1.0, 2.0), 1.7, 0.0, 1e-6) <= 1.0);
    }

    #[test]
    fn a_step_is_bracketed() {
        let x = bracketed(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0, 1e-9);
        assert!((x - 0.3).abs() < 1e-8);
    }
}
