//! Wind on a grid over latitude, longitude and altitude, trilinear in its cells.
//!
//! Latitude and altitude are held at the edges of the grid. Longitude is periodic if the grid goes round the globe: the
//! gap between its last and its first meridian is no wider than its widest cell. Otherwise the grid is a region, and
//! places east or west of it take the wind of the nearer edge.

use super::wind::{between, cell, check_axis, check_wind};
use crate::error::{check_latitude, check_range, Error, Result};
use crate::math::vec3::Vec3;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

// Coordinates of files are often rounded to single precision: some 1e-7 of a turn.
const SEAM_SLACK_RAD: f64 = 1e-5;

/// The axes of a grid, each rising.
#[derive(Debug, Clone, PartialEq)]
pub struct Axes {
    /// Geodetic latitudes (rad).
    pub latitude_rad: Vec<f64>,
    /// Longitudes (rad), over one turn at most.
    pub longitude_rad: Vec<f64>,
    /// Altitudes (m).
    pub altitude_m: Vec<f64>,
}

/// A wind on a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    axes: Axes,
    // East, north, up (m/s); altitude runs fastest, then longitude, then latitude.
    wind: Vec<Vec3>,
}

impl Grid {
    /// A grid of winds, of shape (latitude, longitude, altitude) with the last running fastest.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for an axis that does not rise or is out of range, longitudes over more than a
    /// turn, a number of winds that is not the axes' product, or a wind that is not finite or out of range.
    pub fn new(axes: Axes, wind: Vec<Vec3>) -> Result<Self> {
        check_axis("latitude_rad", &axes.latitude_rad, |name, a| check_latitude(name, a, FRAC_PI_2 + 1e-7))?;
        check_axis("longitude_rad", &axes.longitude_rad, |name, a| check_range(name, a, -2.0 * TAU, 2.0 * TAU))?;
        check_axis("altitude_m", &axes.altitude_m, |name, a| check_range(name, a, -1e5, 1e7))?;
        let span = axes.longitude_rad[axes.longitude_rad.len() - 1] - axes.longitude_rad[0];
        if span > TAU + SEAM_SLACK_RAD {
            return Err(Error::invalid("longitude_rad", format!("a span of {span} rad"), "a span of one turn at most"));
        }
        let cells = axes.latitude_rad.len() * axes.longitude_rad.len() * axes.altitude_m.len();
        if wind.len() != cells {
            return Err(Error::invalid(
                "wind",
                format!("{} values", wind.len()),
                &format!("{cells} values, one for each cell"),
            ));
        }
        wind.iter().try_for_each(|&w| check_wind(w))?;
        Ok(Self { axes, wind }.closed())
    }

    // Repeats the first meridian a turn further east when the grid goes round the globe and does not do so itself.
    fn closed(self) -> Self {
        let longitude = &self.axes.longitude_rad;
        let (n, levels) = (longitude.len(), self.axes.altitude_m.len());
        let gap = longitude[0] + TAU - longitude[n - 1];
        let widest = longitude.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
        if gap <= SEAM_SLACK_RAD || gap > widest + SEAM_SLACK_RAD {
            return self;
        }
        let close = |row: &[Vec3]| row.iter().chain(&row[..levels]).copied().collect::<Vec<_>>();
        let wind = self.wind.chunks(n * levels).flat_map(close).collect();
        let mut axes = self.axes;
        let east_end = axes.longitude_rad[0] + TAU;
        axes.longitude_rad.push(east_end);
        Self { axes, wind }
    }

    /// East, north and up (m/s) at a place (rad, rad, m).
    pub fn at(&self, latitude_rad: f64, longitude_rad: f64, altitude_m: f64) -> Vec3 {
        let (row, north) = cell(&self.axes.latitude_rad, latitude_rad);
        let (column, east) = cell(&self.axes.longitude_rad, self.unwrapped(longitude_rad));
        let (level, up) = cell(&self.axes.altitude_m, altitude_m);
        let column_of = |i: usize, j: usize| {
            let (low, high) = (self.value(i, j, level), self.value(i, j, level + 1));
            between(low, high, up)
        };
        let row_of = |i: usize| between(column_of(i, column), column_of(i, column + 1), east);
        between(row_of(row), row_of(row + 1), north)
    }

    /// Greatest speed (m/s) between two altitudes (m), at any latitude and longitude: that of the levels between and of
    /// those next to them.
    pub fn strongest_m_s(&self, low_m: f64, high_m: f64) -> f64 {
        let levels = &self.axes.altitude_m;
        let (first, (last, share)) = (cell(levels, low_m).0, cell(levels, high_m));
        let last = (last + usize::from(share > 0.0)).min(levels.len() - 1);
        let columns = self.wind.chunks(levels.len());
        columns.flat_map(|column| &column[first..=last]).map(|w| w.norm()).fold(0.0, f64::max)
    }

    // The longitude within half a turn of the middle of the grid.
    fn unwrapped(&self, longitude_rad: f64) -> f64 {
        let longitude = &self.axes.longitude_rad;
        let middle = 0.5 * (longitude[0] + longitude[longitude.len() - 1]);
        middle + (longitude_rad - middle + PI).rem_euclid(TAU) - PI
    }

    fn value(&self, row: usize, column: usize, level: usize) -> Vec3 {
        let Axes { latitude_rad, longitude_rad, altitude_m } = &self.axes;
        let (i, j) = (row.min(latitude_rad.len() - 1), column.min(longitude_rad.len() - 1));
        self.wind[(i * longitude_rad.len() + j) * altitude_m.len() + level.min(altitude_m.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(latitude_deg: &[f64], longitude_deg: &[f64], altitude_m: &[f64]) -> Axes {
        let rad = |x: &[f64]| x.iter().map(|d| d.to_radians()).collect();
        Axes { latitude_rad: rad(latitude_deg), longitude_rad: rad(longitude_deg), altitude_m: altitude_m.to_vec() }
    }

    fn filled(axes: Axes, wind: impl Fn(f64, f64, f64) -> Vec3) -> Grid {
        let mut values = Vec::new();
        for lat in &axes.latitude_rad {
            for lon in &axes.longitude_rad {
                values.extend(axes.altitude_m.iter().map(|h| wind(*lat, *lon, *h)));
            }
        }
        Grid::new(axes, values).unwrap()
    }

    // Trilinear interpolation gives back any function that is linear in each coordinate, products included.
    #[test]
    fn a_multilinear_wind_is_given_back() {
        let wind = |lat: f64, lon: f64, h: f64| {
            Vec3::new(3.0 * lat - 2.0 * lon + 1e-3 * h, lat * lon * h * 1e-3, 1e-4 * h * lon - lat)
        };
        let grid = filled(axes(&[40.0, 45.0, 51.0], &[20.0, 27.0, 30.0], &[0.0, 2_000.0, 9_000.0]), wind);
        for (lat, lon, h) in [(40.0, 20.0, 0.0), (44.0, 29.0, 1_500.0), (50.9, 26.9, 8_999.0), (51.0, 30.0, 9_000.0)] {
            let (lat, lon): (f64, f64) = (f64::to_radians(lat), f64::to_radians(lon));
            assert!((grid.at(lat, lon, h) - wind(lat, lon, h)).norm() < 1e-12, "{lat} {lon} {h}");
            assert!((grid.at(lat, lon - TAU, h) - wind(lat, lon, h)).norm() < 1e-12, "a turn west");
        }
    }

    #[test]
    fn beyond_a_region_its_edge_is_held() {
        let wind = |lat: f64, lon: f64, h: f64| Vec3::new(lat, lon, 1e-4 * h);
        // Across the antimeridian.
        let grid = filled(axes(&[-10.0, 10.0], &[170.0, 190.0], &[0.0, 1_000.0]), wind);
        let edge = |lat: f64, lon: f64, h| wind(lat.to_radians(), lon.to_radians(), h);
        let at = |lat: f64, lon: f64, h| grid.at(lat.to_radians(), lon.to_radians(), h);
        for (got, want) in [
            (at(80.0, 180.0, 500.0), edge(10.0, 180.0, 500.0)),
            (at(0.0, -175.0, 500.0), edge(0.0, 185.0, 500.0)),
            (at(0.0, -160.0, 2_000.0), edge(0.0, 190.0, 1_000.0)),
            (at(0.0, 100.0, -5.0), edge(0.0, 170.0, 0.0)),
        ] {
            assert!((got - want).norm() < 1e-12, "{got:?} {want:?}");
        }
    }

    #[test]
    fn round_the_globe_the_seam_is_a_cell_like_any_other() {
        // Wind as a function of the longitude's index, so that the seam cell runs from 30 back to 0.
        let east = |_: f64, lon: f64, _: f64| Vec3::new(lon.to_degrees().rem_euclid(360.0) / 9.0, 0.0, 0.0);
        for longitudes in [&[0.0, 90.0, 180.0, 270.0][..], &[0.0, 90.0, 180.0, 270.0, 360.0]] {
            let grid = filled(axes(&[0.0], longitudes, &[0.0]), east);
            for (lon, want) in [(315.0, 15.0), (-45.0, 15.0), (-0.9, 0.3), (45.0, 5.0), (359.1, 0.3), (720.0, 0.0)] {
                let got = grid.at(0.2, f64::to_radians(lon), 0.0).x;
                assert!((got - want).abs() < 1e-9, "{lon}: {got}");
            }
        }
    }

    #[test]
    fn bad_grids_are_refused() {
        let good = || axes(&[0.0, 1.0], &[0.0, 1.0], &[0.0]);
        assert!(Grid::new(good(), vec![Vec3::ZERO; 4]).is_ok());
        assert!(Grid::new(good(), vec![Vec3::ZERO; 5]).is_err());
        assert!(Grid::new(good(), vec![Vec3::new(f64::NAN, 0.0, 0.0); 4]).is_err());
        assert!(Grid::new(axes(&[0.0, 91.0], &[0.0, 1.0], &[0.0]), vec![Vec3::ZERO; 4]).is_err());
        assert!(Grid::new(axes(&[0.0, 1.0], &[0.0, 361.0], &[0.0]), vec![Vec3::ZERO; 4]).is_err());
        assert!(Grid::new(axes(&[1.0, 0.0], &[0.0, 1.0], &[0.0]), vec![Vec3::ZERO; 4]).is_err());
        assert!(Grid::new(axes(&[], &[0.0, 1.0], &[0.0]), vec![]).is_err());
    }
}
