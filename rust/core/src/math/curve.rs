//! A function of one variable given by points: linear or monotone cubic between them, held outside.
//!
//! Monotone cubic: Fritsch and Carlson, "Monotone piecewise cubic interpolation", SIAM J. Numer. Anal. 17 (1980), with
//! the weighted harmonic mean of Fritsch and Butland for the inner slopes. It has a continuous first derivative and never overshoots the points.

use crate::error::{Error, Result};

/// What runs between the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Straight lines.
    Linear,
    /// Cubics that keep the points' rise and fall.
    MonotoneCubic,
}

/// Points of a function in order of x, and what runs between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    x: Vec<f64>,
    y: Vec<f64>,
    // Slopes at the points of a cubic; empty for straight lines.
    slope: Vec<f64>,
}

/// More points than this are a mistake.
const POINTS_MAX: usize = 10_000;

impl Curve {
    /// A curve through points (x, y); `name` is what an error calls it.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for no point, more than 10,000, a number that is not finite, or x not ascending.
    pub fn new(name: &str, points: &[(f64, f64)], between: Between) -> Result<Self> {
        if points.is_empty() || points.len() > POINTS_MAX {
            let value = format!("{} points", points.len());
            return Err(Error::invalid(name, value, &format!("from 1 to {POINTS_MAX} points")));
        }
        if let Some(point) = points.iter().find(|(x, y)| !(x.is_finite() && y.is_finite())) {
            return Err(Error::invalid(name, format!("{point:?}"), "a pair of finite numbers"));
        }
        let falls = |pair: &(&(f64, f64), &(f64, f64))| pair.1 .0 <= pair.0 .0;
        if let Some((a, b)) = points.iter().zip(&points[1..]).find(falls) {
            return Err(Error::invalid(
                name,
                format!("{a:?} before {b:?}"),
                "all rising or all falling in the first number of each point",
            ));
        }
        let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
        let slope = match between {
            Between::Linear => Vec::new(),
            Between::MonotoneCubic => monotone_slopes(&x, &y),
        };
        Ok(Self { x, y, slope })
    }

    /// The same curve, farther along by dx.
    #[must_use]
    pub fn shifted(mut self, dx: f64) -> Self {
        self.x.iter_mut().for_each(|x| *x += dx);
        self
    }

    /// The value at x, held outside the points.
    pub fn at(&self, x: f64) -> f64 {
        let last = self.x.len() - 1;
        if self.slope.is_empty() || last == 0 {
            return held_linear(&self.x, &self.y, x);
        }
        if x <= self.x[0] {
            return self.y[0];
        }
        if x >= self.x[last] {
            return self.y[last];
        }
        // The first point beyond x; a NaN passes both comparisons above and is kept as NaN below.
        let i = self.x.partition_point(|&p| p <= x).clamp(1, last);
        let h = self.x[i] - self.x[i - 1];
        let s = (x - self.x[i - 1]) / h;
        let (a, b) = (self.y[i - 1], self.y[i]);
        // Cubic Hermite basis.
        let (ma, mb) = (self.slope[i - 1] * h, self.slope[i] * h);
        let d = b - a;
        a + s * (ma + s * (3.0 * d - 2.0 * ma - mb + s * (ma + mb - 2.0 * d)))
    }

    /// The integral from the first point to x of straight lines, held outside: exact.
    pub fn integral(&self, x: f64) -> f64 {
        let mut sum = 0.0;
        for i in 1..self.x.len() {
            if x <= self.x[i - 1] {
                break;
            }
            let end = x.min(self.x[i]);
            sum += 0.5 * (self.y[i - 1] + self.at_linear(i, end)) * (end - self.x[i - 1]);
        }
        let last = self.x.len() - 1;
        sum + self.y[last] * (x - self.x[last]).max(0.0) - self.y[0] * (self.x[0] - x).max(0.0)
    }

    fn at_linear(&self, i: usize, x: f64) -> f64 {
        let s = (x - self.x[i - 1]) / (self.x[i] - self.x[i - 1]);
        self.y[i - 1] + (self.y[i] - self.y[i - 1]) * s
    }

    /// Where the points lie.
    pub fn x(&self) -> &[f64] {
        &self.x
    }

    /// The values at the points.
    pub fn y(&self) -> &[f64] {
        &self.y
    }
}

/// Straight lines through points of ascending x, at least one, held outside them.
pub fn held_linear(x: &[f64], y: &[f64], at: f64) -> f64 {
    let last = x.len() - 1;
    if at <= x[0] {
        return y[0];
    }
    if at >= x[last] {
        return y[last];
    }
    // The first point beyond; a NaN passes both comparisons above and is kept as NaN below.
    let i = x.partition_point(|&p| p <= at).clamp(1, last.max(1));
    x.get(i).map_or(f64::NAN, |end| y[i - 1] + (y[i] - y[i - 1]) * ((at - x[i - 1]) / (end - x[i - 1])))
}

// Inner slopes: zero at a turn, else the harmonic mean of the neighbouring secants weighted by the widths,
//   m = 3 (h1 + h2) / ((2 h2 + h1)/d1 + (h2 + 2 h1)/d2); at the ends the secant.
fn monotone_slopes(x: &[f64], y: &[f64]) -> Vec<f64> {
    let h: Vec<f64> = x.windows(2).map(|p| p[1] - p[0]).collect();
    let d: Vec<f64> = y.windows(2).zip(&h).map(|(p, h)| (p[1] - p[0]) / h).collect();
    let n = x.len();
    (0..n)
        .map(|i| match (i.checked_sub(1).and_then(|k| d.get(k)), d.get(i)) {
            (Some(&before), Some(&after)) if before * after <= 0.0 => 0.0,
            (Some(&before), Some(&after)) => {
                let (h1, h2) = (h[i - 1], h[i]);
                3.0 * (h1 + h2) / ((2.0 * h2 + h1) / before + (h2 + 2.0 * h1) / after)
            }
            (Some(&only), None) | (None, Some(&only)) => only,
            (None, None) => 0.0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINTS: [(f64, f64); 5] = [(0.0, 0.2), (0.8, 0.2), (1.1, 0.5), (2.0, 0.3), (5.0, 0.25)];

    #[test]
    fn points_are_met_and_held_outside() {
        for between in [Between::Linear, Between::MonotoneCubic] {
            let curve = Curve::new("points", &POINTS, between).unwrap();
            for (x, y) in POINTS {
                assert!((curve.at(x) - y).abs() < 1e-15);
            }
            assert!(curve.at(f64::NAN).is_nan());
            assert!(Curve::new("point", &POINTS[..1], between).unwrap().at(f64::NAN).is_nan());
            assert!(curve.at(-3.0).to_bits() == 0.2f64.to_bits() && curve.at(1e9).to_bits() == 0.25f64.to_bits());
        }
    }

    #[test]
    fn a_monotone_cubic_never_overshoots() {
        let curve = Curve::new("points", &POINTS, Between::MonotoneCubic).unwrap();
        for pair in POINTS.windows(2) {
            let (low, high) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
            let mut previous = pair[0].1;
            for k in 0..=100 {
                let y = curve.at(pair[0].0 + (pair[1].0 - pair[0].0) * f64::from(k) / 100.0);
                assert!(y >= low - 1e-15 && y <= high + 1e-15);
                assert!((y - previous) * (pair[1].1 - pair[0].1) >= -1e-15, "turns between its points");
                previous = y;
            }
        }
    }

    #[test]
    fn the_integral_is_that_of_many_small_steps() {
        let curve = Curve::new("points", &POINTS, Between::Linear).unwrap();
        for end in [0.3, 0.8, 1.7, 5.0, 7.5] {
            let n = 20_000;
            let h = end / f64::from(n);
            // The midpoint rule errs by the bends only: h^2.
            let slow: f64 = (0..n).map(|i| curve.at((f64::from(i) + 0.5) * h) * h).sum();
            assert!((curve.integral(end) - slow).abs() < 1e-7, "{end}");
        }
    }

    #[test]
    fn bad_points_are_named() {
        let nan = f64::NAN;
        for points in [&[][..], &[(0.0, nan)], &[(nan, 0.0)], &[(1.0, 0.0), (1.0, 1.0)], &[(2.0, 0.0), (1.0, 1.0)]] {
            let error = Curve::new("drag", points, Between::Linear).unwrap_err();
            assert!(error.to_string().starts_with("drag = "), "{error}");
        }
    }
}
