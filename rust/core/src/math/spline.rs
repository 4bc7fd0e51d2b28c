//! The cubic spline through points: continuous to the second derivative, the smoothest path through them.
//!
//! With h the step and d the slope of the chord from point i to i + 1, the second derivatives m at the points obey
//!   h[i-1] m[i-1] + 2 (h[i-1] + h[i]) m[i] + h[i] m[i+1] = 6 (d[i] - d[i-1])
//! (de Boor, *A Practical Guide to Splines*, ch. IV). At each end the third derivative goes on past the second point
//! ("not a knot"), m[0] = m[1] + (h[0]/h[1]) (m[1] - m[2]); after a gap, where the first step is more than twice the
//! second, that would magnify noise without bound, and the ratio is held at 2. Two points make a line, three a parabola.
//!
//! Of a smooth function the spline is off by at most 5/384 h^4 of the fourth derivative, its slope by h^3/24 (Hall and
//! Meyer, J. Approx. Theory 16, 1976).

use super::vec3::Vec3;
use crate::watch::breathe;

const RATIO_MAX: f64 = 2.0;

/// First and second derivatives at the points of the spline through them; times ascend, and there are at least two.
pub fn derivatives(t: &[f64], x: &[Vec3]) -> (Vec<Vec3>, Vec<Vec3>) {
    let h: Vec<f64> = t.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let chord: Vec<Vec3> = x.windows(2).zip(&h).map(|(pair, &h)| (pair[1] - pair[0]) * (1.0 / h)).collect();
    breathe();
    let m = second(&h, &chord);
    breathe();
    let last = h.len() - 1;
    // x'[i] = d[i] - h[i] (2 m[i] + m[i+1]) / 6, and from the left at the last point.
    let mut first: Vec<Vec3> = (0..=last).map(|i| chord[i] - (m[i] * 2.0 + m[i + 1]) * (h[i] / 6.0)).collect();
    first.push(chord[last] + (m[last] + m[last + 1] * 2.0) * (h[last] / 6.0));
    (first, m)
}

fn second(h: &[f64], chord: &[Vec3]) -> Vec<Vec3> {
    let points = h.len() + 1;
    let bend = |i: usize| chord[i] - chord[i - 1];
    match points {
        2 => return vec![Vec3::ZERO; 2],
        3 => return vec![bend(1) * (2.0 / (h[0] + h[1])); 3],
        _ => {}
    }
    let inner = points - 2;
    // Rows of the points 1 to n - 2: below, on and above the diagonal.
    let mut below = vec![0.0; inner];
    let mut on = vec![0.0; inner];
    let mut above = vec![0.0; inner];
    let mut right: Vec<Vec3> = (1..=inner).map(|i| bend(i) * 6.0).collect();
    for row in 0..inner {
        (below[row], on[row], above[row]) = (h[row], 2.0 * (h[row] + h[row + 1]), h[row + 1]);
    }
    let (start, end) = (ratio(h[0], h[1]), ratio(h[inner], h[inner - 1]));
    on[0] += h[0] * (1.0 + start);
    above[0] -= h[0] * start;
    on[inner - 1] += h[inner] * (1.0 + end);
    below[inner - 1] -= h[inner] * end;
    breathe();
    // The rows are dominated by their diagonals: no pivots.
    for row in 1..inner {
        let factor = below[row] / on[row - 1];
        on[row] -= factor * above[row - 1];
        right[row] = right[row] - right[row - 1] * factor;
    }
    breathe();
    let mut m = vec![Vec3::ZERO; points];
    m[inner] = right[inner - 1] * (1.0 / on[inner - 1]);
    for row in (0..inner - 1).rev() {
        m[row + 1] = (right[row] - m[row + 2] * above[row]) * (1.0 / on[row]);
    }
    m[0] = m[1] + (m[1] - m[2]) * start;
    m[inner + 1] = m[inner] + (m[inner] - m[inner - 1]) * end;
    m
}

fn ratio(outer: f64, inner: f64) -> f64 {
    (outer / inner).min(RATIO_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(t: &[f64], f: impl Fn(f64) -> f64) -> Vec<Vec3> {
        t.iter().map(|&t| Vec3::new(f(t), -f(t), 2.0 * f(t))).collect()
    }

    #[test]
    fn lines_parabolas_and_cubics_are_exact() {
        let t = [-1.0, 0.0, 0.7, 1.5, 2.9, 4.0];
        for (n, degree) in [(2, 1), (3, 2), (4, 3), (6, 3)] {
            let f = |t: f64| 3.0 - t.powi(degree);
            let slope = |t: f64| -f64::from(degree) * t.powi(degree - 1);
            let bend = |t: f64| -f64::from(degree * (degree - 1)) * if degree > 1 { t.powi(degree - 2) } else { 0.0 };
            let (first, second) = derivatives(&t[..n], &points(&t[..n], f));
            for i in 0..n {
                assert!((first[i].x - slope(t[i])).abs() < 1e-12, "{n} points, slope {i}");
                assert!((second[i].z - 2.0 * bend(t[i])).abs() < 1e-11, "{n} points, bend {i}");
            }
        }
    }

    #[test]
    fn the_slope_is_of_third_order_and_the_bend_of_second() {
        let error = |n: u32| {
            let t: Vec<f64> = (0..=n).map(|i| 3.0 * f64::from(i) / f64::from(n)).collect();
            let (first, second) = derivatives(&t, &points(&t, f64::sin));
            let worst = |off: &dyn Fn(usize) -> f64| (0..t.len()).map(off).fold(0.0, f64::max);
            (worst(&|i| (first[i].x - t[i].cos()).abs()), worst(&|i| (second[i].x + t[i].sin()).abs()))
        };
        let (coarse, fine) = (error(40), error(80));
        assert!(coarse.0 / fine.0 > 7.0 && coarse.1 / fine.1 > 3.7, "{coarse:?} {fine:?}");
    }

    #[test]
    fn a_long_first_step_magnifies_noise_no_more_than_sevenfold() {
        let t = [0.0, 100.0, 101.0, 102.0, 103.0, 104.0];
        let x: Vec<Vec3> = [0.0, 0.0, 1.0, -1.0, 1.0, 0.0].iter().map(|&x| Vec3::new(x, 0.0, 0.0)).collect();
        let (first, second) = derivatives(&t, &x);
        // The second differences of the points are at most 4; over the gap they would be a hundred times more.
        assert!(second[0].x.abs() < 7.0 * 4.0, "{second:?}");
        assert!(first[1].x.abs() < 4.0, "{first:?}");
    }
}
