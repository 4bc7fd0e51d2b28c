//! Frames, geodesics and air for arrays.

use crate::array::{column, matrix, rows, same_length, vectors};
use intercept_core::earth::{atmosphere, ellipsoid, geodesic};
use numpy::{PyArray1, PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

type Column<'py> = Bound<'py, PyArray1<f64>>;
type Matrix<'py> = Bound<'py, PyArray2<f64>>;

/// ECEF positions, shape (n, 3) in m, of geodetic latitude (rad), longitude (rad), altitude (m), shape (n, 3).
#[pyfunction]
pub(crate) fn geodetic_to_ecef<'py>(py: Python<'py>, geodetic: PyReadonlyArray2<'py, f64>) -> PyResult<Matrix<'py>> {
    let places = rows("geodetic", &geodetic, 3)?;
    matrix(py, places.iter().map(|g| ellipsoid::Geodetic::new(g[0], g[1], g[2]).to_ecef()))
}

/// Geodetic latitude (rad), longitude (rad), altitude (m), shape (n, 3), of ECEF positions (m), shape (n, 3).
#[pyfunction]
pub(crate) fn ecef_to_geodetic<'py>(
    py: Python<'py>,
    position_ecef_m: PyReadonlyArray2<'py, f64>,
) -> PyResult<Matrix<'py>> {
    let positions = vectors("position_ecef_m", &position_ecef_m)?;
    let geodetic = positions.iter().map(|&p| ellipsoid::to_geodetic(p));
    matrix(py, geodetic.map(|g| intercept_core::math::vec3::Vec3::new(g.latitude_rad, g.longitude_rad, g.altitude_m)))
}

/// Latitude, longitude and azimuth (rad) at distances (m) along azimuths from points (rad), all of shape (n,).
#[pyfunction]
pub(crate) fn geodesic_direct<'py>(
    py: Python<'py>,
    latitude_rad: PyReadonlyArray1<'py, f64>,
    longitude_rad: PyReadonlyArray1<'py, f64>,
    azimuth_rad: PyReadonlyArray1<'py, f64>,
    distance_m: PyReadonlyArray1<'py, f64>,
) -> PyResult<(Column<'py>, Column<'py>, Column<'py>)> {
    let (lat, lon, azi, s) = four(&latitude_rad, &longitude_rad, &azimuth_rad, &distance_m, "distance_m")?;
    let ends: Vec<_> = (0..lat.len()).map(|i| geodesic::direct(lat[i], lon[i], azi[i], s[i])).collect();
    Ok((
        column(py, ends.iter().map(|e| e.0)),
        column(py, ends.iter().map(|e| e.1)),
        column(py, ends.iter().map(|e| e.2)),
    ))
}

/// Distance (m), azimuth at the first and at the second point (rad) of geodesics, all of shape (n,).
#[pyfunction]
pub(crate) fn geodesic_inverse<'py>(
    py: Python<'py>,
    latitude_1_rad: PyReadonlyArray1<'py, f64>,
    longitude_1_rad: PyReadonlyArray1<'py, f64>,
    latitude_2_rad: PyReadonlyArray1<'py, f64>,
    longitude_2_rad: PyReadonlyArray1<'py, f64>,
) -> PyResult<(Column<'py>, Column<'py>, Column<'py>)> {
    let (a, b, c, d) = four(&latitude_1_rad, &longitude_1_rad, &latitude_2_rad, &longitude_2_rad, "longitude_2_rad")?;
    let lines: Vec<_> = (0..a.len()).map(|i| geodesic::inverse(a[i], b[i], c[i], d[i])).collect();
    Ok((
        column(py, lines.iter().map(|l| l.distance_m)),
        column(py, lines.iter().map(|l| l.azimuth_start_rad)),
        column(py, lines.iter().map(|l| l.azimuth_end_rad)),
    ))
}

/// Temperature (K), pressure (Pa), density (kg/m^3) and speed of sound (m/s, NaN above 86 km) at altitudes (m).
#[pyfunction]
#[allow(clippy::type_complexity, reason = "four columns of one kind")]
pub(crate) fn us76<'py>(
    py: Python<'py>,
    altitude_m: PyReadonlyArray1<'py, f64>,
) -> (Column<'py>, Column<'py>, Column<'py>, Column<'py>) {
    let air: Vec<_> = altitude_m.as_array().iter().map(|&h| atmosphere::us76(h)).collect();
    (
        column(py, air.iter().map(|a| a.temperature_k)),
        column(py, air.iter().map(|a| a.pressure_pa)),
        column(py, air.iter().map(|a| a.density_kg_m3)),
        column(py, air.iter().map(|a| a.speed_of_sound_m_s.unwrap_or(f64::NAN))),
    )
}

type Four = (Vec<f64>, Vec<f64>, Vec<f64>, Vec<f64>);

fn four(
    a: &PyReadonlyArray1<'_, f64>,
    b: &PyReadonlyArray1<'_, f64>,
    c: &PyReadonlyArray1<'_, f64>,
    d: &PyReadonlyArray1<'_, f64>,
    last: &str,
) -> PyResult<Four> {
    let columns = [a, b, c, d].map(|x| x.as_array().to_vec());
    for x in &columns {
        same_length(last, x.len(), columns[0].len(), "the first column")?;
    }
    let [a, b, c, d] = columns;
    Ok((a, b, c, d))
}
