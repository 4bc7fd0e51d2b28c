//! Line of sight over the horizon, judged over a stretch of a flight. The condition is [`Site::horizon_margin`].

use super::horizon::{horizon_distance_over, horizon_slope_over};
use super::piece::Stretch;
use super::relative::Relative;
use super::search::Verdict;
use super::site::Site;
use crate::earth::ellipsoid::altitude;
use crate::math::intervals::product;
use crate::math::vec3::Vec3;

/// Up to this range (m) a way over ground is at most 1.001 of the straight one, from 1 km below the ellipsoid upwards.
const STRAIGHT_M: f64 = 9e5;

/// The margin of a target at a place (ECEF, m) in m over ground, by the exact altitude: the horizon of a low target moves by metres for the
/// 7e-7 m of the fast one.
pub(crate) fn margin(site: &Site, place: Vec3) -> f64 {
    site.horizon_margin(&site.look(place), altitude(place))
}

/// Whether a target is above the horizon of a site over a stretch.
pub(crate) fn judge(site: &Site, stretch: &Stretch, seen: &Relative) -> Verdict {
    let (low, high) = stretch.altitude_m();
    let far = seen.slant_range_m.1;
    if far < STRAIGHT_M && 1.001 * far <= site.eye_horizon_m() + horizon_at_least(low, site.effective_radius_m) {
        return Verdict::Holds;
    }
    let way = over_ground(site, stretch, seen);
    let horizon = |h: f64| site.eye_horizon_m() + horizon_distance_over(h, site.effective_radius_m);
    let bounds = (horizon(low) - way.distance_m.1, horizon(high) - way.distance_m.0);
    // f' = D'(h) h' - d', with D' falling with height above the ellipsoid, and zero below it.
    let slope = |h: f64| horizon_slope_over(h, site.effective_radius_m);
    let slopes = (if low > 0.0 { slope(high) } else { 0.0 }, if high > 0.0 { slope(low) } else { 0.0 });
    let climb = stretch.climb_m_s();
    let least = if climb.0 < 0.0 { slopes.1 * climb.0 } else { slopes.0 * climb.0 } - way.rate_m_s.1;
    let most = if climb.1 > 0.0 { slopes.1 * climb.1 } else { slopes.0 * climb.1 } - way.rate_m_s.0;
    let monotone = least > 0.0 || most < 0.0;
    Verdict::between(bounds).or_else(|| if monotone { Verdict::Monotone } else { Verdict::Unknown })
}

/// Whether a target surely stays below an apparent elevation, given by its tangent, over a stretch.
///
/// With r = k R, c = d / r and X, Y as below: Y <= h - h1, and sin c >= c (1 - c^2 / 6), so X >= (1 + h / r) d (1 - c^2 / 6). The
/// way over ground d = R atan(g / Z), Z = R + H + u, is at least R (g / Z) (1 - (g / Z)^2 / 3), g^2 = s^2 - u^2.
pub(crate) fn stays_below(site: &Site, stretch: &Stretch, seen: &Relative, tangent: f64) -> bool {
    let ((low, high), (u_low, u_high)) = (stretch.altitude_m(), seen.up_m(stretch, site.enu.up));
    let ((near, far), u) = (seen.slant_range_m, u_high.max(-u_low));
    let (ground, z) = ((near * near - u * u).max(0.0).sqrt(), site.radius_m + site.altitude_m + u_high);
    let (share, r) = (ground / z, site.effective_radius_m);
    let way = site.radius_m * share * (1.0 - share * share / 3.0);
    let c = way / r;
    let along = (1.0 + low / r) * way * (1.0 - c * c / 6.0);
    // Up to the farthest target X must rise with the way.
    tangent > 0.0 && far < STRAIGHT_M.min(0.9 * r) && high - site.eye_altitude_m < along * tangent
}

/// Whether the apparent elevation only rises or only falls over a stretch.
///
/// With r = k R, c = d / r: tan e = Y / X, and X Y' - Y X' = h' (r + h1) sin c - (1 + h / r) d' B,
/// B = h - h1 + (r + h1) (1 - cos c), from X = (r + h) sin c, Y = (r + h) cos c - (r + h1).
pub(crate) fn elevation_is_monotone(site: &Site, stretch: &Stretch, seen: &Relative) -> bool {
    let (r, way, climb, (low, high)) =
        (site.effective_radius_m, over_ground(site, stretch, seen), stretch.climb_m_s(), stretch.altitude_m());
    let (near, far) = (way.distance_m.0.max(0.0) / r, way.distance_m.1.max(0.0) / r);
    let arm = r + site.eye_altitude_m;
    // 1 - cos c = 2 sin^2(c / 2)
    let sunk = |c: f64| 2.0 * arm * (0.5 * c).sin().powi(2);
    let rise = product(climb, (arm * near.sin(), arm * far.sin()));
    let above = (low - site.eye_altitude_m + sunk(near), high - site.eye_altitude_m + sunk(far));
    let drift = product(product(way.rate_m_s, above), (1.0 + low / r, 1.0 + high / r));
    rise.0 - drift.1 > 0.0 || rise.1 - drift.0 < 0.0
}

// D(h) = k R acos(k R / (k R + h)) >= sqrt(2 k R h) (1 - 0.42 h / (k R)).
fn horizon_at_least(height_m: f64, kr: f64) -> f64 {
    let h = height_m.max(0.0);
    (2.0 * kr * h).sqrt() * (1.0 - 0.42 * h / kr)
}

struct Way {
    distance_m: (f64, f64),
    rate_m_s: (f64, f64),
}

// Distance over ground d = R atan2(g, Z), Z = R + H + u, and its rate R (Z g' - g u') / (g^2 + Z^2), g' = (q.v - u u') / g.
// In spherical coordinates about the site's vertical, r th'' = a_th - 2 r' th' + r sin th cos th ph'^2, so
// |d''| <= A + 2 V^2 / R + V^2 / g; and |d'| <= V.
fn over_ground(site: &Site, stretch: &Stretch, seen: &Relative) -> Way {
    let (h, up) = (stretch.half_s, site.enu.up);
    let speed = 1.001 * stretch.piece.speed_m_s;
    let (u, climb) = (seen.q.dot(up), stretch.middle.velocity.dot(up));
    let ground = (seen.q.dot(seen.q) - u * u).max(0.0).sqrt();
    let z = site.radius_m + site.altitude_m + u;
    let distance = site.radius_m * ground.atan2(z);
    let least = ground - speed * h;
    if least <= 1.0 {
        let distance_m = (distance - speed * h, distance + speed * h);
        return Way { distance_m, rate_m_s: (-speed, speed) };
    }
    let outward = (seen.qv - u * climb) / ground;
    let rate = site.radius_m * (z * outward - ground * climb) / (ground * ground + z * z);
    let bend = 1.001 * stretch.acceleration_m_s2 + speed * speed * (2.0 / site.radius_m + 1.0 / least);
    let change = (rate.abs() * h + 0.5 * bend * h * h).min(speed * h);
    Way {
        distance_m: (distance - change, distance + change),
        rate_m_s: ((rate - bend * h).max(-speed), (rate + bend * h).min(speed)),
    }
}
