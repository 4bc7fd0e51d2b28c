//! Terrain following: the height over distance that clears the ground by a wanted height with limited slopes.
//!
//! Let q be a height that must not be undercut. The craft pushes over with the curvature -c before and behind each peak
//! and climbs and descends with limited slopes: q is dilated by the parabola c x^2/2 and by the cone of the slopes. The
//! valleys that are left sharp are filled by parabolas of curvature c: a closing. Dilation and closing by parabolas are
//! the two envelopes of J. M. Lasry and P. L. Lions, Israel J. Math. 55 (1986) 257, and keep |h''| <= c. The nodes so
//! found are the control points of a uniform cubic B-spline, which lies within c d^2/6 of them: that much is added.
//! The path that is flown has far fewer pieces: polynomials of fifth degree that lie at most [`BELOW_M`] below the spline,
//! which is added too, and at most [`Limits::above_m`] above it.
//! Envelopes are computed in linear time, P. F. Felzenszwalb and D. P. Huttenlocher, Theory of Computing 8 (2012) 415.

#![allow(clippy::cast_precision_loss, reason = "indices of nodes, far below 2^53")]

use super::height::{quintic, value, HeightAt, Heights, Steepness};

/// Nodes at equal distances, each with a height (m).
#[derive(Debug, Clone, PartialEq)]
pub struct Nodes {
    /// Spacing (m).
    pub step_m: f64,
    /// Heights (m).
    pub height_m: Vec<f64>,
}

/// The least heights above the wanted ones within the limits of climb and descent (the curvature is the climb's): slopes
/// and pushing over, valleys still sharp.
pub fn lifted(wanted: &Nodes, climb: &Steepness, descent: &Steepness) -> Nodes {
    let d = wanted.step_m;
    let a = 0.5 * climb.curvature * d * d;
    let mut h = dilated(&wanted.height_m, a);
    // The cone: no steeper down than the descent, no steeper up than the climb.
    for i in 1..h.len() {
        h[i] = h[i].max(h[i - 1] - descent.slope * d);
    }
    for i in (1..h.len()).rev() {
        h[i - 1] = h[i - 1].max(h[i] - climb.slope * d);
    }
    Nodes { step_m: d, height_m: h }
}

/// The heights with their valleys filled by parabolas of a curvature (1/m).
pub fn filled(nodes: &Nodes, curvature: f64) -> Nodes {
    let a = 0.5 * curvature * nodes.step_m * nodes.step_m;
    Nodes { step_m: nodes.step_m, height_m: eroded(&dilated(&nodes.height_m, a), a) }
}

/// What a path may do: slopes up and down, and the second derivative (1/m).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Steepest climb, as a tangent.
    pub climb: f64,
    /// Steepest descent, as a tangent.
    pub descent: f64,
    /// Greatest second derivative (1/m).
    pub curvature: f64,
    /// How far it may lie above the cubic B-spline of the nodes (m).
    pub above_m: f64,
}

/// How far the path that is flown may lie below the cubic B-spline of the nodes (m).
pub const BELOW_M: f64 = 0.2;
/// Slopes may be beyond their limits by this, as the spline's own are for rounding.
const SLOPE_SLACK: f64 = 2e-6;
/// Most intervals of nodes that one polynomial stands for.
const STRIDE_MAX: usize = 512;

/// Adds the cubic B-spline of the nodes to heights, up to a distance: in polynomials of fifth degree that meet it in height,
/// slope and bend, each as long as keeps it near the spline and within the limits, and the spline itself where none does.
pub fn spline(nodes: &Nodes, until_m: f64, limits: &Limits, heights: &mut Heights) {
    let path = BSpline { nodes };
    let d = nodes.step_m;
    let last = nodes.height_m.len() - 1;
    let whole = (0..last).take_while(|&i| heights.end_m() + (i + 1) as f64 * d <= until_m + 1e-6).count();
    let (mut i, mut stride) = (0, 8);
    while i < whole {
        stride = (2 * stride).clamp(2, STRIDE_MAX).min(whole - i);
        while stride > 1 && !path.is_near(i, stride, limits) {
            stride = (3 * stride / 4).max(1);
        }
        if stride == 1 {
            heights.curve(d, path.cubic(i));
        } else {
            heights.push(stride as f64 * d, path.quintic(i, stride));
        }
        i += stride;
    }
    let rest = until_m - heights.end_m();
    if i < last && rest > 1e-6 {
        heights.curve(rest.min(d), path.cubic(i));
    }
}

// The uniform cubic B-spline of which the nodes are the control points.
struct BSpline<'a> {
    nodes: &'a Nodes,
}

impl BSpline<'_> {
    // Beyond the ends the control points go on straight, so that the spline begins and ends in the nodes.
    fn control(&self, i: usize) -> f64 {
        let p = &self.nodes.height_m;
        let last = p.len() - 1;
        match i {
            0 => 2.0 * p[0] - p[1],
            i if i > last + 1 => 2.0 * p[last] - p[last - 1],
            i => p[i - 1],
        }
    }

    // With x from 0 to 1: h = (b0 + 4 b1 + b2)/6 + (b2 - b0) x/2 + (b0 - 2 b1 + b2) x^2/2 + (b3 - 3 b2 + 3 b1 - b0) x^3/6.
    fn at(&self, i: usize) -> HeightAt {
        let (d, b0, b1, b2) = (self.nodes.step_m, self.control(i), self.control(i + 1), self.control(i + 2));
        ((b0 + 4.0 * b1 + b2) / 6.0, 0.5 * (b2 - b0) / d, (b0 - 2.0 * b1 + b2) / (d * d))
    }

    // Half way to the next node.
    fn between(&self, i: usize) -> f64 {
        let b = [0, 1, 2, 3].map(|k| self.control(i + k));
        (b[0] + 23.0 * (b[1] + b[2]) + b[3]) / 48.0
    }

    // Slope, half the second derivative and a sixth of the third, from a node to the next.
    fn cubic(&self, i: usize) -> HeightAt {
        let (here, next, d) = (self.at(i), self.at(i + 1), self.nodes.step_m);
        (here.1, 0.5 * here.2, (next.2 - here.2) / (6.0 * d))
    }

    fn quintic(&self, i: usize, stride: usize) -> [f64; 6] {
        quintic(stride as f64 * self.nodes.step_m, self.at(i), self.at(i + stride))
    }

    fn is_near(&self, i: usize, stride: usize, limits: &Limits) -> bool {
        let (c, d) = (self.quintic(i, stride), self.nodes.step_m);
        let near = |x: f64, spline: f64| {
            let (height, slope, bend) = value(&c, x);
            // Between places d/2 apart a slope is greatest by at most (d/2)^2/8 of its second derivative.
            let third = 6.0 * c[3] + x * (24.0 * c[4] + x * 60.0 * c[5]);
            let slack = SLOPE_SLACK - 0.125 * 0.25 * d * d * third.abs();
            (-BELOW_M..=limits.above_m).contains(&(height - spline))
                && (-limits.descent - slack..=limits.climb + slack).contains(&slope)
                && bend.abs() <= limits.curvature
        };
        (0..stride).all(|k| {
            let x = k as f64 * d;
            near(x + 0.5 * d, self.between(i + k)) && (k == 0 || near(x, self.at(i + k).0))
        })
    }
}

// max over j of f_j - a (i - j)^2.
fn dilated(f: &[f64], a: f64) -> Vec<f64> {
    let negative: Vec<f64> = f.iter().map(|x| -x).collect();
    eroded(&negative, a).iter().map(|x| -x).collect()
}

// min over j of f_j + a (i - j)^2: the lower envelope of parabolas, of which `apex` holds those that show and `from`
// where each begins to. Parabolas j < k cross at x = (f_k - f_j)/(2 a (k - j)) + (k + j)/2.
fn eroded(f: &[f64], a: f64) -> Vec<f64> {
    let cross = |j: usize, k: usize| 0.5 * ((f[k] - f[j]) / (a * (k - j) as f64) + (k + j) as f64);
    let (mut apex, mut from) = (vec![0], vec![f64::NEG_INFINITY]);
    for k in 1..f.len() {
        let mut x = cross(apex[apex.len() - 1], k);
        while x <= from[from.len() - 1] {
            apex.pop();
            from.pop();
            x = cross(apex[apex.len() - 1], k);
        }
        apex.push(k);
        from.push(x);
    }
    let mut shown = 0;
    (0..f.len())
        .map(|i| {
            while shown + 1 < apex.len() && from[shown + 1] <= i as f64 {
                shown += 1;
            }
            let away = i as f64 - apex[shown] as f64;
            f[apex[shown]] + a * away * away
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small counts")]
mod tests {
    use super::*;

    fn ridges() -> Vec<f64> {
        (0..400u32)
            .map(|i| {
                let x = f64::from(i);
                let noise = f64::from((i.wrapping_mul(2_654_435_761)) >> 20) / 4096.0;
                300.0 * (x / 23.0).sin().powi(4) + 40.0 * noise
            })
            .collect()
    }

    // Oracle: all pairs.
    #[test]
    fn envelopes_are_those_of_all_pairs() {
        let f = ridges();
        for a in [1e-3, 0.05, 2.0] {
            let fast = eroded(&f, a);
            for (i, got) in fast.iter().enumerate() {
                let away = |j: usize| f64::from(i32::try_from(i.abs_diff(j)).unwrap());
                let slow = (0..f.len()).map(|j| f[j] + a * away(j).powi(2)).fold(f64::INFINITY, f64::min);
                assert!((got - slow).abs() < 1e-9, "{i}");
            }
        }
    }

    #[test]
    fn limits_hold_and_nothing_is_undercut() {
        let wanted = Nodes { step_m: 50.0, height_m: ridges() };
        let climb = Steepness { slope: 0.1, curvature: 1e-4 };
        let descent = Steepness { slope: 0.15, curvature: 1e-4 };
        let flown = filled(&lifted(&wanted, &climb, &descent), 1e-4);
        let h = &flown.height_m;
        assert!(h.iter().zip(&wanted.height_m).all(|(a, b)| a >= &(b - 1e-9)));
        for w in h.windows(2) {
            let slope = (w[1] - w[0]) / 50.0;
            assert!((-0.15 - 1e-9..=0.1 + 1e-9).contains(&slope), "{slope}");
        }
        for w in h.windows(3) {
            let bend = (w[0] - 2.0 * w[1] + w[2]) / 2500.0;
            // The closing moves the touching points by up to half a step: a tenth of the curvature here.
            assert!(bend.abs() <= 1.1e-4, "{bend}");
        }
        // It does not fly higher than needed: over the greatest height it is that height.
        let top = |f: &[f64]| f.iter().copied().fold(0.0, f64::max);
        assert!((top(h) - top(&wanted.height_m)).abs() < 1e-9);
    }

    // The thinned path against the spline itself, every metre.
    #[test]
    fn the_thinned_path_keeps_near_the_spline_and_within_the_limits() {
        let wanted = Nodes { step_m: 25.0, height_m: ridges() };
        let (climb, descent) = (Steepness { slope: 0.1, curvature: 1e-4 }, Steepness { slope: 0.15, curvature: 1e-4 });
        let nodes = filled(&lifted(&wanted, &climb, &descent), 1e-4);
        let limits = Limits { climb: 0.1, descent: 0.15, curvature: 2e-4, above_m: 2.0 };
        for until in [25.0 * 399.0, 7_013.0, 12.0] {
            let mut thin = Heights::from(nodes.height_m[0]);
            spline(&nodes, until, &limits, &mut thin);
            let path = BSpline { nodes: &nodes };
            assert!((thin.end_m() - until).abs() < 1e-6);
            assert!(until < 1e3 || thin.starts().count() < 130, "{}", thin.starts().count());
            for k in 0..(until as u32) {
                let s = f64::from(k);
                let (i, x) = ((s / 25.0) as usize, s % 25.0);
                let c = path.cubic(i);
                let exact = path.at(i).0 + x * (c.0 + x * (c.1 + x * c.2));
                let (height, slope, bend) = thin.at(thin.piece_at(s), s);
                let off = height - exact;
                assert!((-BELOW_M - 0.01..=limits.above_m + 0.01).contains(&off), "{s}: {off}");
                assert!((-0.1501..=0.1001).contains(&slope) && bend.abs() < 2.1e-4, "{s}: {slope} {bend}");
            }
            // Smooth: no jump of height, slope or bend where pieces join.
            for s in thin.starts().skip(1).collect::<Vec<_>>() {
                let (a, b) = (thin.at(thin.piece_at(s) - 1, s), thin.at(thin.piece_at(s), s));
                assert!((a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-11 && (a.2 - b.2).abs() < 1e-12, "{s}");
            }
        }
    }
}
