//! Geodesics for arrays.

use crate::array::{given, mapped_columns, Column};
use intercept_core::earth::geodesic;
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

type Three<'py> = (Column<'py>, Column<'py>, Column<'py>);

/// Latitude, longitude and azimuth (rad) at distances (m) along azimuths from points (rad), all of shape (n,) or (1,).
#[pyfunction]
#[pyo3(signature = (latitude_rad, longitude_rad, azimuth_rad, distance_m, threads=0))]
pub(crate) fn geodesic_direct<'py>(
    py: Python<'py>,
    latitude_rad: PyReadonlyArray1<'py, f64>,
    longitude_rad: PyReadonlyArray1<'py, f64>,
    azimuth_rad: PyReadonlyArray1<'py, f64>,
    distance_m: PyReadonlyArray1<'py, f64>,
    threads: usize,
) -> PyResult<Three<'py>> {
    let ([latitude, longitude, azimuth, distance], rows) = given([
        ("latitude_rad", &latitude_rad),
        ("longitude_rad", &longitude_rad),
        ("azimuth_rad", &azimuth_rad),
        ("distance_m", &distance_m),
    ])?;
    let end = |i| {
        let end = geodesic::direct(latitude.at(i), longitude.at(i), azimuth.at(i), distance.at(i));
        [end.0, end.1, end.2]
    };
    mapped_columns(py, threads, rows, end).map(<(_, _, _)>::from)
}

/// Distance (m), azimuth at the first and at the second point (rad) of geodesics, all of shape (n,) or (1,).
#[pyfunction]
#[pyo3(signature = (latitude_1_rad, longitude_1_rad, latitude_2_rad, longitude_2_rad, threads=0))]
pub(crate) fn geodesic_inverse<'py>(
    py: Python<'py>,
    latitude_1_rad: PyReadonlyArray1<'py, f64>,
    longitude_1_rad: PyReadonlyArray1<'py, f64>,
    latitude_2_rad: PyReadonlyArray1<'py, f64>,
    longitude_2_rad: PyReadonlyArray1<'py, f64>,
    threads: usize,
) -> PyResult<Three<'py>> {
    let ([a, b, c, d], rows) = given([
        ("latitude_1_rad", &latitude_1_rad),
        ("longitude_1_rad", &longitude_1_rad),
        ("latitude_2_rad", &latitude_2_rad),
        ("longitude_2_rad", &longitude_2_rad),
    ])?;
    let line = |i| {
        let line = geodesic::inverse(a.at(i), b.at(i), c.at(i), d.at(i));
        [line.distance_m, line.azimuth_start_rad, line.azimuth_end_rad]
    };
    mapped_columns(py, threads, rows, line).map(<(_, _, _)>::from)
}
