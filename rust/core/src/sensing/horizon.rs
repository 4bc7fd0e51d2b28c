//! Line of sight over the ellipsoid through a standard refracting atmosphere: the effective-Earth model.
//!
//! Rays that bend in air with a constant gradient of refractivity are straight over an Earth whose radius is k times the
//! true one, k = 4/3 in the standard atmosphere (Skolnik, *Introduction to Radar Systems*, 3rd ed., section 8.2;
//! Recommendation ITU-R P.453). With R the local radius, heights h1 and h2 above the ellipsoid, and d the distance over
//! ground, two points see each other when
//!
//!   d <= D(h1) + D(h2),   D(h) = k R atan( sqrt(h (2 k R + h)) / (k R) ),
//!
//! the exact tangent geometry of a sphere of radius k R; for low heights D = sqrt(2 k R h) = 4.12 km sqrt(h / 1 m).
//!
//! Limits: no terrain, no ducting. R is the Gaussian radius at the observer. Refraction ends with the atmosphere, so for
//! targets far above it k = 4/3 sees too far: by up to 16 % of D at 100 km (k = 1 gives 1,121 km, k = 4/3 1,297 km). A
//! height of zero or less has D = 0: such a point is seen only from within the other's own horizon distance.

/// Effective Earth radius over true radius, k, in the standard atmosphere.
pub const EFFECTIVE_EARTH_FACTOR: f64 = 4.0 / 3.0;

/// Distance over ground from a point at `height_m` to its horizon (m), over an Earth of radius `radius_m` and k = 4/3:
/// D(h) above.
pub fn horizon_distance(height_m: f64, radius_m: f64) -> f64 {
    horizon_distance_over(height_m, EFFECTIVE_EARTH_FACTOR * radius_m)
}

/// The same over an effective Earth of radius k R (m).
pub fn horizon_distance_over(height_m: f64, effective_radius_m: f64) -> f64 {
    let (kr, h) = (effective_radius_m, height_m.max(0.0));
    kr * ((h * (2.0 * kr + h)).sqrt() / kr).atan()
}

/// Derivative of [`horizon_distance`] by height: dD/dh = (k R)^2 / ((k R + h) sqrt(h (2 k R + h))), falling with
/// height. Heights below a micrometre count as one.
pub fn horizon_slope(height_m: f64, radius_m: f64) -> f64 {
    horizon_slope_over(height_m, EFFECTIVE_EARTH_FACTOR * radius_m)
}

/// The same over an effective Earth of radius k R (m).
pub fn horizon_slope_over(height_m: f64, effective_radius_m: f64) -> f64 {
    let (kr, h) = (effective_radius_m, height_m.max(1e-6));
    kr * kr / ((kr + h) * (h * (2.0 * kr + h)).sqrt())
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::MEAN_RADIUS_M;

    #[test]
    fn agrees_with_the_rule_of_thumb() {
        for (h1, h2) in [(15.0, 50.0), (10.0, 3_000.0), (7_000.0, 50.0), (30.0, 1_000.0_f64)] {
            let d = horizon_distance(h1, MEAN_RADIUS_M) + horizon_distance(h2, MEAN_RADIUS_M);
            let thumb_m = 4_120.0 * (h1.sqrt() + h2.sqrt());
            assert!((d / thumb_m - 1.0).abs() < 2e-3, "{h1} {h2}: {d} {thumb_m}");
        }
    }

    #[test]
    fn stated_figures_at_100_km() {
        let r = MEAN_RADIUS_M;
        assert!((horizon_distance(1e5, r) - 1_297e3).abs() < 1e3);
        let k1 = horizon_distance_over(1e5, r);
        assert!((k1 - 1_121e3).abs() < 1e3, "{k1}");
    }

    #[test]
    fn on_the_ground_the_horizon_is_here() {
        for h in [0.0, -5.0, -1e6] {
            assert_eq!(horizon_distance(h, MEAN_RADIUS_M), 0.0);
            assert!(horizon_slope(h, MEAN_RADIUS_M).is_finite());
        }
    }

    #[test]
    fn slope_is_the_derivative() {
        for h in [1.0, 100.0, 2e4, 4e5] {
            let dh = 1e-4 * h;
            let d = |h| horizon_distance(h, MEAN_RADIUS_M);
            let slope = (d(h + dh) - d(h - dh)) / (2.0 * dh);
            assert!((slope / horizon_slope(h, MEAN_RADIUS_M) - 1.0).abs() < 1e-6);
        }
    }
}
