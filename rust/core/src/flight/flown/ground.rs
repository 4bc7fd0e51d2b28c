//! Whether a flight meets the ground of a raster before its end.
//!
//! Flights that are solved for end at the height of the ground at their destination. A ridge on the way is another thing:
//! a flight that meets one has no solution over that ground.

use super::path::Path;
use crate::earth::terrain::Terrain;
use crate::earth::world::World;
use crate::error::{Error, Result};
use crate::math::roots::bracketed;

/// A flight from the ground counts as clear of it from this height on (m).
const LIFTED_M: f64 = 1.0;
/// Shortest step between readings (s).
const STEP_MIN_S: f64 = 1e-4;

/// Checks that a flight is above the ground until the last cell of the raster on its way. The ground is read every
/// quarter spacing of the raster; ground outside it hides nothing.
///
/// # Errors
/// [`Error::InvalidParameter`] says where it meets the ground.
pub fn check_clear(world: &World, path: &Path, terrain: &Terrain) -> Result<()> {
    let (spacing_m, (_, highest_m)) = (terrain.spacing_m(), terrain.extremes_m());
    let clearance = |t: f64| {
        let place = world.geodetic(path.state(t).position);
        terrain
            .height(place.latitude_rad, place.longitude_rad)
            .map_or(f64::INFINITY, |ground| place.altitude_m - ground)
    };
    let end = path.state(path.end()).position;
    let (mut t, mut before, mut lifted) = (path.start(), path.start(), false);
    while t < path.end() {
        let state = path.state(t);
        let speed = state.velocity.norm().max(1.0);
        let (clear, above_all) = (clearance(t), world.altitude(state.position) - highest_m);
        if lifted && clear < 0.0 {
            let time = bracketed(clearance, before, t, 1e-6);
            let place = path.state(time).position;
            let short_m = (place - end).norm();
            if short_m <= spacing_m {
                return Ok(());
            }
            let allowed = format!("above the ground, which it meets {:.1} km before its end", 1e-3 * short_m);
            return Err(Error::invalid("altitude_m on the flight", format!("{:.0}", world.altitude(place)), &allowed));
        }
        lifted = lifted || clear > LIFTED_M;
        before = t;
        // High above all ground it takes a while to come down.
        t += (0.25 * spacing_m).max(above_all) / speed.max(fastest(path, t)) + STEP_MIN_S;
    }
    Ok(())
}

// The greater speed at the knots about a time (m/s): near enough for a step between readings.
fn fastest(path: &Path, t: f64) -> f64 {
    let (a, b) = path.interval(t);
    a.velocity.norm().max(b.velocity.norm())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::Geodetic;
    use crate::math::hermite::Knot;
    use crate::math::vec3::Vec3;

    // From 3 km above one place to the ground at another, some 20 km east, in 100 s.
    fn descent() -> Vec<Knot> {
        let from = Geodetic::new(-0.785, -2.18, 3_000.0).to_ecef();
        let to = Geodetic::new(-0.785, -2.1756, 0.0).to_ecef();
        let velocity = (to - from) * 0.01;
        [0.0, 100.0].map(|t| Knot { t, position: from + velocity * t, velocity, acceleration: Vec3::ZERO }).to_vec()
    }

    // A ridge of a height from south to north, at a share of the way; nodes some 200 m apart.
    fn ridge(share: f64, height_m: f64) -> Terrain {
        let axis = |from: f64, n: u32| (0..n).map(|i| from + 4.4e-5 * f64::from(i)).collect::<Vec<f64>>();
        let (latitude, longitude) = (axis(-0.786, 40), axis(-2.1802, 115));
        let crest = -2.18 + 0.0044 * share;
        let one = |x: &f64| if (x - crest).abs() < 4.4e-5 { height_m } else { 0.0 };
        let heights = latitude.iter().flat_map(|_| longitude.iter().map(one)).collect();
        Terrain::new(latitude, longitude, heights).unwrap()
    }

    #[test]
    fn a_ridge_on_the_way_is_met_and_a_lower_one_is_not() {
        let knots = descent();
        let path = Path { knots: &knots };
        // Half-way down the straight line is 1,500 m high, less 8 m by which the ground bulges.
        assert!(check_clear(&World::EARTH, &path, &ridge(0.5, 1_400.0)).is_ok());
        let said = check_clear(&World::EARTH, &path, &ridge(0.5, 1_600.0)).unwrap_err().to_string();
        assert!(
            said.contains("above the ground") && said.contains("10.") && said.contains("km before its end"),
            "{said}"
        );
    }

    #[test]
    fn rising_ground_at_the_end_is_the_end() {
        let knots = descent();
        let path = Path { knots: &knots };
        assert!(check_clear(&World::EARTH, &path, &ridge(1.0, 20.0)).is_ok());
        // Up from the ground: the start is no contact.
        let up: Vec<Knot> =
            knots.iter().rev().map(|k| Knot { t: 100.0 - k.t, velocity: k.velocity * -1.0, ..*k }).collect();
        assert!(check_clear(&World::EARTH, &Path { knots: &up }, &ridge(0.5, 10.0)).is_ok());
    }
}
