//! Geodesics for arrays.

use crate::array::{column, same_length};
use intercept_core::earth::geodesic;
use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

type Column<'py> = Bound<'py, PyArray1<f64>>;

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
