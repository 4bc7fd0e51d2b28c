//! Terrain following: the height over distance that clears the ground by a wanted height with limited slopes.
//!
//! Let q be a height that must not be undercut. The craft pushes over with the curvature -c before and behind each peak
//! and climbs and descends with limited slopes: q is dilated by the parabola c x^2/2 and by the cone of the slopes. The
//! valleys that are left sharp are filled by parabolas of curvature c: a closing. Dilation and closing by parabolas are
//! the two envelopes of J. M. Lasry and P. L. Lions, Israel J. Math. 55 (1986) 257, and keep |h''| <= c. The nodes so
//! found are the control points of a uniform cubic B-spline, which lies within c d^2/6 of them: that much is added.
//! Envelopes are computed in linear time, P. F. Felzenszwalb and D. P. Huttenlocher, Theory of Computing 8 (2012) 415.

use super::height::{Heights, Steepness};

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

/// Adds the cubic B-spline of the nodes to heights, up to a distance.
pub fn spline(nodes: &Nodes, until_m: f64, heights: &mut Heights) {
    let (d, p) = (nodes.step_m, &nodes.height_m);
    let last = p.len() - 1;
    // Beyond the ends the control points go on straight, so that the spline begins and ends in the nodes.
    let at = |i: usize| match i {
        0 => 2.0 * p[0] - p[1],
        i if i > last + 1 => 2.0 * p[last] - p[last - 1],
        i => p[i - 1],
    };
    for i in 0..last {
        let length = d.min(until_m - heights.end_m());
        if length <= 1e-6 {
            return;
        }
        // With x from 0 to 1: h = (b0 + 4 b1 + b2)/6 + (b2 - b0) x/2 + (b0 - 2 b1 + b2) x^2/2 + (b3 - 3 b2 + 3 b1 - b0) x^3/6.
        let (b0, b1, b2, b3) = (at(i), at(i + 1), at(i + 2), at(i + 3));
        let first = 0.5 * (b2 - b0) / d;
        let second = 0.5 * (b0 - 2.0 * b1 + b2) / (d * d);
        let third = (b3 - 3.0 * b2 + 3.0 * b1 - b0) / (6.0 * d * d * d);
        heights.curve(length, (first, second, third));
    }
}

// max over j of f_j - a (i - j)^2.
fn dilated(f: &[f64], a: f64) -> Vec<f64> {
    let negative: Vec<f64> = f.iter().map(|x| -x).collect();
    eroded(&negative, a).iter().map(|x| -x).collect()
}

// min over j of f_j + a (i - j)^2: the lower envelope of parabolas, of which `apex` holds those that show and `from`
// where each begins to. Parabolas j < k cross at x = (f_k - f_j)/(2 a (k - j)) + (k + j)/2.
#[allow(clippy::cast_precision_loss, reason = "indices of nodes, far below 2^53")]
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
}
