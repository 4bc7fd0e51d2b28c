//! How the geometry of an intercept lowers the probability that a round kills: factors that can be switched on.
//!
//! Each factor is a ramp: 1 where the geometry is easy, falling in a straight line to a least value where it is hardest, and
//! held there. The factors multiply. Shape and ends are assumptions of the user's: no public source gives them for a class.

use crate::error::{check_range, Error, Result};

/// How far a factor read between two knots may be wrong.
const ERROR: f64 = 0.005;
/// Parts of a stretch before it is refined, so that a dip of the target cannot hide between its ends.
const PARTS: u32 = 16;
const HALVINGS: u32 = 10;

/// A factor that falls from 1 at `full` to `least` at `end`: least + (1 - least) (x - end) / (full - end), kept between the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ramp {
    full: f64,
    end: f64,
    least: f64,
}

impl Ramp {
    /// A ramp; the errors name its parameters after `name`.
    pub fn new(name: &str, full: f64, end: f64, least: f64) -> Result<Self> {
        check_range(&format!("{name}_full"), full, -1e9, 1e9)?;
        check_range(&format!("{name}_end"), end, -1e9, 1e9)?;
        check_range(&format!("{name}_least"), least, 0.0, 1.0)?;
        if full <= end && end <= full {
            return Err(Error::invalid(&format!("{name}_end"), end, &format!("another than {name}_full")));
        }
        Ok(Self { full, end, least })
    }

    /// The factor at x, which may be infinite.
    pub fn at(&self, x: f64) -> f64 {
        self.least + (1.0 - self.least) * ((x - self.end) / (self.full - self.end)).clamp(0.0, 1.0)
    }
}

/// The factors of a class of fire unit, those that are switched on.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct KillGeometry {
    /// Of available less required lateral acceleration (m/s^2).
    pub lateral_margin: Option<Ramp>,
    /// Of the closing speed (m/s).
    pub closing_speed: Option<Ramp>,
    /// Of the distance to the nearer of the lowest and the highest altitude of an intercept (m).
    pub altitude_edge: Option<Ramp>,
}

impl KillGeometry {
    /// Whether none is switched on.
    pub fn is_off(&self) -> bool {
        self.lateral_margin.is_none() && self.closing_speed.is_none() && self.altitude_edge.is_none()
    }

    /// The product of the factors.
    pub fn factor(&self, lateral_margin_m_s2: f64, closing_speed_m_s: f64, altitude_edge_m: f64) -> f64 {
        [
            (self.lateral_margin, lateral_margin_m_s2),
            (self.closing_speed, closing_speed_m_s),
            (self.altitude_edge, altitude_edge_m),
        ]
        .into_iter()
        .filter_map(|(ramp, x)| ramp.map(|ramp| ramp.at(x)))
        .product()
    }
}

/// The factor on the kill probability of launches through a window, in ascending order of launch: lines between knots.
#[derive(Debug, Clone, PartialEq)]
pub struct KillFactor {
    // Launch (s) and factor.
    knots: Vec<(f64, f64)>,
}

impl KillFactor {
    /// Lines through knots of launch and factor, ascending in launch; at least one.
    pub fn through(knots: impl IntoIterator<Item = (f64, f64)>) -> Self {
        Self { knots: knots.into_iter().collect() }
    }

    /// Of intercepts from `first`, that of the earliest launch, to `last`: `at(t)` gives the launch of an intercept at t, rising
    /// along the stretch, and its factor. Refined until it is right to 0.005.
    pub(super) fn refined(at: impl Fn(f64) -> (f64, f64), first: f64, last: f64) -> Self {
        let mut factor = Self { knots: vec![at(first)] };
        let part = |i: u32| first + (last - first) * f64::from(i) / f64::from(PARTS);
        for i in 0..PARTS {
            factor.refine(&at, (part(i), if i + 1 == PARTS { last } else { part(i + 1) }), HALVINGS);
        }
        factor
    }

    fn refine(&mut self, at: &impl Fn(f64) -> (f64, f64), (from, to): (f64, f64), halvings: u32) {
        let (begin, end) = (self.knots[self.knots.len() - 1], at(to));
        let off = |share: f64| {
            let (launch_s, factor) = at(from + share * (to - from));
            (between(begin, end, launch_s) - factor).abs()
        };
        if halvings > 0 && [0.25, 0.5, 0.75].into_iter().any(|share| off(share) > ERROR) {
            let middle = f64::midpoint(from, to);
            self.refine(at, (from, middle), halvings - 1);
            self.refine(at, (middle, to), halvings - 1);
        } else if end.0 > begin.0 {
            self.knots.push(end);
        }
    }

    /// The factor of a launch (s); that of the nearer end for a launch beyond them.
    pub fn at(&self, launch_s: f64) -> f64 {
        let i = self.knots.partition_point(|knot| knot.0 <= launch_s).clamp(1, self.knots.len().max(2) - 1);
        match (self.knots.get(i - 1), self.knots.get(i)) {
            (Some(&a), Some(&b)) => between(a, b, launch_s),
            (Some(&a), None) => a.1,
            (None, _) => 1.0,
        }
    }

    /// Launches (s) and factors, ascending in launch.
    pub fn knots(&self) -> &[(f64, f64)] {
        &self.knots
    }
}

fn between(a: (f64, f64), b: (f64, f64), launch_s: f64) -> f64 {
    let length = b.0 - a.0;
    if length <= 0.0 {
        return a.1;
    }
    a.1 + (b.1 - a.1) * ((launch_s - a.0) / length).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_falls_from_full_to_end_and_is_held_beyond() {
        let (rising, falling) = (Ramp::new("m", 50.0, 0.0, 0.4), Ramp::new("v", 1000.0, 3000.0, 0.0));
        let (rising, falling) = (rising.expect("allowed"), falling.expect("allowed"));
        for (ramp, x, wanted) in [
            (rising, f64::INFINITY, 1.0),
            (rising, 50.0, 1.0),
            (rising, 25.0, 0.7),
            (rising, -9.0, 0.4),
            (falling, 500.0, 1.0),
            (falling, 2500.0, 0.25),
            (falling, 1e5, 0.0),
        ] {
            assert!((ramp.at(x) - wanted).abs() < 1e-15, "{x}");
        }
        let both = KillGeometry { lateral_margin: Some(rising), closing_speed: Some(falling), altitude_edge: None };
        assert!((both.factor(25.0, 2500.0, 0.0) - 0.175).abs() < 1e-15 && !both.is_off());
        assert!((KillGeometry::default().factor(-1e9, 1e9, 0.0) - 1.0).abs() <= 0.0);
    }

    #[test]
    fn what_is_no_ramp_is_refused_by_name() {
        let refused = |full, end, least| Ramp::new("x", full, end, least).expect_err("refused").to_string();
        assert!(refused(1.0, 1.0, 0.5).starts_with("x_end = 1"));
        assert!(refused(f64::NAN, 1.0, 0.5).starts_with("x_full = NaN"));
        assert!(refused(1.0, f64::INFINITY, 0.5).starts_with("x_end = inf"));
        assert!(refused(1.0, 0.0, 1.5).starts_with("x_least = 1.5"));
    }

    #[test]
    fn a_factor_with_kinks_is_read_to_half_a_hundredth() {
        let ramp = Ramp::new("x", 20.0, 60.0, 0.1).expect("allowed");
        let at = |t: f64| (0.8 * t - 5.0, ramp.at(t));
        let factor = KillFactor::refined(at, 0.0, 300.0);
        for i in 0..=3000 {
            let (launch_s, wanted) = at(0.1 * f64::from(i));
            assert!((factor.at(launch_s) - wanted).abs() <= 1.5 * ERROR, "{launch_s}");
        }
        assert!(factor.knots().len() < 60, "{}", factor.knots().len());
        let one = KillFactor::through([(3.0, 0.5)]);
        assert!([-1.0, 3.0, 9.0].into_iter().all(|launch_s| (one.at(launch_s) - 0.5).abs() <= 0.0));
    }
}
