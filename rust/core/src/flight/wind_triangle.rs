//! The wind triangle: the speed over the ground of a craft that holds a track at a given airspeed.

use crate::math::vec3::Vec3;

/// Horizontal speed over the ground (m/s) along a track, or `None` where wind keeps the craft from holding it or from
/// going forward.
///
/// With ground speed g, slope T of the path (climb per ground distance), wind a along and c across the track and u
/// upwards, the velocity through the air is (g - a, -c, g T - u); its size is the airspeed V. With b = a + u T:
///   (1 + T^2) g^2 - 2 b g + a^2 + c^2 + u^2 - V^2 = 0,   g = (b + sqrt(b^2 + (1 + T^2)(V^2 - a^2 - c^2 - u^2)))/(1 + T^2)
/// which in level flight without u is g = a + sqrt(V^2 - c^2).
pub fn ground_speed(airspeed: f64, slope: f64, (along, across, up): (f64, f64, f64)) -> Option<f64> {
    let k = 1.0 + slope * slope;
    let helped = along + up * slope;
    let root = helped * helped + k * (airspeed * airspeed - along * along - across * across - up * up);
    let speed = (helped + root.sqrt()) / k;
    // A craft that creeps forward at less than 1 mm/s is held by the wind.
    (root >= 0.0 && speed > 1e-3).then_some(speed)
}

/// A wind (east, north, up in m/s) along and across (from the left positive) a heading (rad), and up.
pub fn along_across(wind: Vec3, heading: f64) -> (f64, f64, f64) {
    let (sin, cos) = heading.sin_cos();
    (wind.x * sin + wind.y * cos, wind.x * cos - wind.y * sin, wind.z)
}

#[cfg(test)]
mod tests {
    use super::*;

    // By hand: 50 m/s, 30 m/s from the left: 3-4-5 triangle. Head and tail wind add. A climb at tangent 3/4 through
    // still air goes forward at 4/5.
    #[test]
    fn triangles_by_hand() {
        assert_eq!(ground_speed(50.0, 0.0, (0.0, 30.0, 0.0)), Some(40.0));
        assert_eq!(ground_speed(50.0, 0.0, (10.0, -30.0, 0.0)), Some(50.0));
        assert_eq!(ground_speed(50.0, 0.0, (-10.0, 0.0, 0.0)), Some(40.0));
        assert!((ground_speed(50.0, 0.75, (0.0, 0.0, 0.0)).unwrap() - 40.0).abs() < 1e-12);
        // North-east at 5 m/s, track east: 3-4-5 again, 4 along and 3 from the right.
        let (along, across, up) = along_across(Vec3::new(4.0, 3.0, 0.5), std::f64::consts::FRAC_PI_2);
        assert!((along - 4.0).abs() < 1e-12 && (across + 3.0).abs() < 1e-12 && (up - 0.5).abs() < 1e-12);
        // Level through air that rises at 30 m/s: 3-4-5 once more. Up a slope of 3/4 with air that moves along the
        // slope, 8 and 6 m/s: 60 m/s along it, 48 m/s over the ground.
        assert_eq!(ground_speed(50.0, 0.0, (0.0, 0.0, 30.0)), Some(40.0));
        assert!((ground_speed(50.0, 0.75, (8.0, 0.0, 6.0)).unwrap() - 48.0).abs() < 1e-12);
    }

    #[test]
    fn what_the_wind_holds_back_has_no_speed() {
        assert_eq!(ground_speed(50.0, 0.0, (0.0, 50.1, 0.0)), None);
        assert_eq!(ground_speed(50.0, 0.0, (-50.0, 0.0, 0.0)), None);
        assert_eq!(ground_speed(50.0, 0.0, (-60.0, 0.0, 0.0)), None);
        // A gale from behind carries it even sideways off balance.
        assert_eq!(ground_speed(50.0, 0.0, (60.0, 30.0, 0.0)), Some(100.0));
    }
}
