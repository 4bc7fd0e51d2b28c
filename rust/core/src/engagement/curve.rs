//! Launches and the intercepts that follow from them, as a curve that is read many times.

use crate::math::roots::bracketed;
use std::ops::Deref;

/// How far an intercept read from a curve may lie from the true one, and the launch of an intercept from its own (s).
const ERROR_S: f64 = 0.02;
/// Parts of a stretch before it is refined, so that a bend in the middle cannot hide between its ends.
const PARTS: u32 = 4;
const HALVINGS: u32 = 12;
/// Where an intercept moves faster with its launch than this, a cubic is of no use.
const SLOPE_MAX: f64 = 20.0;
/// Tolerance of a launch read backwards (s).
const EDGE_S: f64 = 1e-6;

/// A launch (s), its intercept (s), and the slope of the intercept over the launch; NaN where it is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knot {
    /// Launch (s).
    pub launch_s: f64,
    /// Intercept (s).
    pub intercept_s: f64,
    /// Change of the intercept with the launch.
    pub slope: f64,
}

/// The intercepts of launches, in ascending order of launch: between two knots a cubic, or a line where a slope is not known.
/// It owns its knots, or reads those that lie elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve<K = Vec<Knot>> {
    knots: K,
}

impl Curve {
    /// A curve of lines through knots, ascending in launch; at least one.
    pub fn through(knots: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let knot = |(launch_s, intercept_s)| Knot { launch_s, intercept_s, slope: f64::NAN };
        Self { knots: knots.into_iter().map(knot).collect() }
    }

    /// The curve of a stretch of intercepts from `first`, that of the earliest launch, to `last`. `launch(t)` gives the launch of an
    /// intercept at t and its rate of change; it rises from `first` to `last`. Refined until both are right to 0.02 s.
    pub(super) fn refined(launch: impl Fn(f64) -> (f64, f64), first: f64, last: f64) -> Self {
        let knot = |t: f64| {
            let (launch_s, rate) = launch(t);
            let slope = if (1.0 / rate).abs() < SLOPE_MAX { 1.0 / rate } else { f64::NAN };
            Knot { launch_s, intercept_s: t, slope }
        };
        let mut curve = Self { knots: vec![knot(first)] };
        for i in 1..=PARTS {
            let t = if i == PARTS { last } else { first + (last - first) * f64::from(i) / f64::from(PARTS) };
            curve.refine(&knot, knot(t), HALVINGS);
        }
        curve
    }

    // Appends the knots up to `end`, which included.
    fn refine(&mut self, knot: &impl Fn(f64) -> Knot, end: Knot, halvings: u32) {
        let begin = self.knots[self.knots.len() - 1];
        let at = |share: f64| knot(begin.intercept_s + share * (end.intercept_s - begin.intercept_s));
        // Where many launches lead to few intercepts, a launch is further off than its intercept, as much as it changes faster.
        let right = |k: &Knot| {
            let off = (between(begin, end, k.launch_s) - k.intercept_s).abs();
            off.max((off / k.slope).abs()) <= ERROR_S
        };
        let middle = at(0.5);
        // A bend beside the middle can leave the middle where it was.
        let good = right(&middle) && right(&at(0.25)) && right(&at(0.75));
        if halvings > 0 && !good {
            self.refine(knot, middle, halvings - 1);
            self.refine(knot, end, halvings - 1);
        } else if end.launch_s > begin.launch_s {
            self.knots.push(end);
        }
    }
}

impl<'a> Curve<&'a [Knot]> {
    /// The curve of knots that lie elsewhere: those of another curve.
    pub(super) const fn of(knots: &'a [Knot]) -> Self {
        Self { knots }
    }
}

impl<K: Deref<Target = [Knot]>> Curve<K> {
    /// The earliest launch and the latest (s).
    pub fn launches_s(&self) -> (f64, f64) {
        (self.knots[0].launch_s, self.knots[self.knots.len() - 1].launch_s)
    }

    /// The intercepts of the earliest launch and of the latest (s).
    pub fn intercepts_s(&self) -> (f64, f64) {
        (self.knots[0].intercept_s, self.knots[self.knots.len() - 1].intercept_s)
    }

    /// The intercept of a launch (s); that of the nearer end for a launch beyond them.
    #[inline]
    pub fn intercept_s(&self, launch_s: f64) -> f64 {
        if launch_s <= self.knots[0].launch_s {
            return self.knots[0].intercept_s;
        }
        let i = self.knots.partition_point(|k| k.launch_s <= launch_s);
        match (i.checked_sub(1).map(|i| self.knots[i]), self.knots.get(i)) {
            (Some(a), Some(&b)) => between(a, b, launch_s),
            (Some(a), None) => a.intercept_s,
            (None, _) => self.knots[0].intercept_s,
        }
    }

    /// The launch of an intercept (s); that of the nearer end for an intercept beyond them.
    pub fn launch_s(&self, intercept_s: f64) -> f64 {
        let (first, last) = self.intercepts_s();
        let passed = |k: &Knot| if first <= last { k.intercept_s <= intercept_s } else { k.intercept_s >= intercept_s };
        let i = self.knots.partition_point(passed);
        match (i.checked_sub(1).map(|i| self.knots[i]), self.knots.get(i)) {
            (Some(a), Some(&b)) => {
                bracketed(|launch| between(a, b, launch) - intercept_s, a.launch_s, b.launch_s, EDGE_S)
            }
            (Some(a), None) => a.launch_s,
            (None, _) => self.knots[0].launch_s,
        }
    }

    /// The knots, ascending in launch.
    pub fn knots(&self) -> &[Knot] {
        &self.knots
    }
}

// With s the share of the way in launch, h its length and d the rise of the intercept over it:
// t = t_a + s d + s (1 - s) ((1 - s) (h m_a - d) - s (h m_b - d)), the cubic of Hermite, kept between its ends.
fn between(a: Knot, b: Knot, launch_s: f64) -> f64 {
    let (length, rise) = (b.launch_s - a.launch_s, b.intercept_s - a.intercept_s);
    if length <= 0.0 {
        return a.intercept_s;
    }
    let s = ((launch_s - a.launch_s) / length).clamp(0.0, 1.0);
    let bend = s * (1.0 - s) * ((1.0 - s) * (length * a.slope - rise) - s * (length * b.slope - rise));
    let t = a.intercept_s + s * rise + if bend.is_finite() { bend } else { 0.0 };
    t.clamp(a.intercept_s.min(b.intercept_s), a.intercept_s.max(b.intercept_s))
}

#[cfg(test)]
mod tests {
    use super::*;

    // A target at 250 m/s that passes 3 km abeam of an interceptor of 700 m/s: launch = t - range(t) / 700.
    fn passing(t: f64) -> (f64, f64) {
        let (along, abeam) = (250.0 * (t - 400.0), 3000.0);
        let range = f64::hypot(along, abeam);
        (t - range / 700.0, 1.0 - 250.0 * along / range / 700.0)
    }

    #[test]
    fn a_long_window_is_read_to_a_fiftieth_of_a_second() {
        let curve = Curve::refined(passing, 0.0, 900.0);
        assert!(curve.knots().len() < 30, "{}", curve.knots().len());
        for i in 0..=9000 {
            let t = f64::from(i) / 10.0;
            let launch = passing(t).0;
            assert!((curve.intercept_s(launch) - t).abs() <= ERROR_S, "{t}");
            assert!((curve.launch_s(t) - launch).abs() <= ERROR_S, "{t}");
        }
    }

    #[test]
    fn falling_intercepts_are_read_alike() {
        let falling = |t: f64| (100.0 - 0.25 * t, -0.25);
        let curve = Curve::refined(falling, 80.0, 20.0);
        assert_eq!(curve.launches_s(), (80.0, 95.0));
        assert!((curve.intercept_s(90.0) - 40.0).abs() < 1e-9 && (curve.launch_s(40.0) - 90.0).abs() < 1e-5);
    }

    #[test]
    fn beyond_the_ends_the_ends_count() {
        let curve = Curve::through([(0.0, 10.0), (5.0, 20.0)]);
        for (launch, intercept) in [(-1.0, 10.0), (2.5, 15.0), (9.0, 20.0)] {
            assert!((curve.intercept_s(launch) - intercept).abs() <= 0.0);
        }
        for (intercept, launch) in [(9.0, 0.0), (25.0, 5.0)] {
            assert!((curve.launch_s(intercept) - launch).abs() <= 0.0);
        }
    }
}
