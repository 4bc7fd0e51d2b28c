//! Wind: the velocity of the air relative to the rotating Earth, in local east, north and up.
//!
//! None, constant, a profile over altitude, or a grid over latitude, longitude and altitude (`wind_grid.rs`). Steady in
//! time, and without gusts or turbulence. A profile is linear between its levels and held beyond them.

pub use super::wind_grid::{Axes, Grid};
use crate::error::{check_range, Error, Result};
use crate::math::vec3::Vec3;

/// Greatest wind speed in any one direction (m/s): beyond any jet, and a unit mistaken is found.
pub const SPEED_MAX_M_S: f64 = 500.0;

/// A wind. Components are east, north, up (m/s).
#[derive(Debug, Clone, PartialEq)]
pub enum Wind {
    /// The same everywhere.
    Constant(Vec3),
    /// Over altitude.
    Profile(Profile),
    /// Over latitude, longitude and altitude.
    Grid(Grid),
}

/// A wind over altitude.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    altitude_m: Vec<f64>,
    wind: Vec<Vec3>,
}

impl Wind {
    /// The same wind everywhere, east, north and up (m/s).
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a component that is not finite or beyond [`SPEED_MAX_M_S`].
    pub fn constant(wind: Vec3) -> Result<Self> {
        check_wind(wind)?;
        Ok(Self::Constant(wind))
    }

    /// A wind at altitudes (m), rising; linear in between, held below the first and above the last.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for altitudes that do not rise, unequal lengths, none at all, or a bad wind.
    pub fn profile(altitude_m: Vec<f64>, wind: Vec<Vec3>) -> Result<Self> {
        check_axis("altitude_m", &altitude_m, |name, a| check_range(name, a, -1e5, 1e7))?;
        if wind.len() != altitude_m.len() {
            let allowed = format!("{} levels, one for each altitude", altitude_m.len());
            return Err(Error::invalid("wind", format!("{} levels", wind.len()), &allowed));
        }
        wind.iter().try_for_each(|&w| check_wind(w))?;
        Ok(Self::Profile(Profile { altitude_m, wind }))
    }

    /// East, north and up (m/s) at a place (rad, rad, m).
    pub fn at(&self, latitude_rad: f64, longitude_rad: f64, altitude_m: f64) -> Vec3 {
        match self {
            Self::Constant(wind) => *wind,
            Self::Profile(profile) => {
                let (i, share) = cell(&profile.altitude_m, altitude_m);
                between(profile.wind[i], profile.wind[(i + 1).min(profile.wind.len() - 1)], share)
            }
            Self::Grid(grid) => grid.at(latitude_rad, longitude_rad, altitude_m),
        }
    }

    /// Greatest speed (m/s) between two altitudes (m), anywhere. Speed is convex between the nodes of a table, so that it
    /// is greatest at a node, or at an end of the altitudes.
    pub fn strongest_m_s(&self, low_m: f64, high_m: f64) -> f64 {
        match self {
            Self::Constant(wind) => wind.norm(),
            Self::Profile(profile) => {
                let inside = profile.altitude_m.iter().zip(&profile.wind).filter(|(&h, _)| h > low_m && h < high_m);
                let ends = [low_m, high_m].map(|h| self.at(0.0, 0.0, h).norm());
                inside.map(|(_, w)| w.norm()).chain(ends).fold(0.0, f64::max)
            }
            Self::Grid(grid) => grid.strongest_m_s(low_m, high_m),
        }
    }
}

// The interval [i, i + 1] of a rising axis that holds a value, and the share of the way through it; held at the ends.
pub(super) fn cell(axis: &[f64], value: f64) -> (usize, f64) {
    if axis.len() == 1 {
        return (0, 0.0);
    }
    let i = axis.partition_point(|&a| a <= value).clamp(1, axis.len() - 1) - 1;
    // `clamp` hands NaN on.
    (i, ((value - axis[i]) / (axis[i + 1] - axis[i])).clamp(0.0, 1.0))
}

pub(super) fn between(a: Vec3, b: Vec3, share: f64) -> Vec3 {
    a + (b - a) * share
}

// An axis of a table: at least one value, each within its range and greater than the one before.
pub(super) fn check_axis(name: &str, axis: &[f64], within: impl Fn(&str, f64) -> Result<()>) -> Result<()> {
    if axis.is_empty() {
        return Err(Error::invalid(name, "no value", "at least one value"));
    }
    axis.iter().try_for_each(|&a| within(name, a))?;
    match axis.windows(2).find(|pair| pair[1] <= pair[0]) {
        Some(pair) => Err(Error::invalid(name, format!("{} after {}", pair[1], pair[0]), "all rising or all falling")),
        None => Ok(()),
    }
}

pub(super) fn check_wind(wind: Vec3) -> Result<()> {
    for (name, value) in [("east_m_s", wind.x), ("north_m_s", wind.y), ("up_m_s", wind.z)] {
        check_range(name, value, -SPEED_MAX_M_S, SPEED_MAX_M_S)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_linear_between_and_held_beyond() {
        let levels = vec![0.0, 1_000.0, 3_000.0];
        let winds = vec![Vec3::ZERO, Vec3::new(10.0, -4.0, 0.0), Vec3::new(30.0, 0.0, 1.0)];
        let wind = Wind::profile(levels, winds).unwrap();
        let at = |h| wind.at(0.3, 1.0, h);
        assert_eq!(at(-50.0), Vec3::ZERO);
        assert_eq!(at(500.0), Vec3::new(5.0, -2.0, 0.0));
        assert_eq!(at(1_000.0), Vec3::new(10.0, -4.0, 0.0));
        assert_eq!(at(2_000.0), Vec3::new(20.0, -2.0, 0.5));
        assert_eq!(at(1e7), Vec3::new(30.0, 0.0, 1.0));
        assert!(at(f64::NAN).x.is_nan());
    }

    #[test]
    fn the_strongest_wind_is_that_of_the_altitudes_asked_for() {
        let wind = Wind::profile(vec![0.0, 1_000.0, 2_000.0], [5.0, -30.0, 8.0].map(|e| Vec3::new(e, 0.0, 0.0)).into());
        let strongest = |low, high| wind.as_ref().unwrap().strongest_m_s(low, high);
        assert!((strongest(0.0, 500.0) - 12.5).abs() < 1e-12);
        assert!((strongest(500.0, 1_500.0) - 30.0).abs() < 1e-12);
        assert!((strongest(2_000.0, 9_000.0) - 8.0).abs() < 1e-12);
    }

    #[test]
    fn bad_winds_are_refused() {
        assert!(Wind::constant(Vec3::new(501.0, 0.0, 0.0)).is_err());
        assert!(Wind::constant(Vec3::new(0.0, f64::NAN, 0.0)).is_err());
        assert!(Wind::profile(vec![], vec![]).is_err());
        assert!(Wind::profile(vec![0.0, 0.0], vec![Vec3::ZERO; 2]).is_err());
        assert!(Wind::profile(vec![0.0, 1.0], vec![Vec3::ZERO]).is_err());
        assert!(Wind::profile(vec![f64::NAN], vec![Vec3::ZERO]).is_err());
    }
}
