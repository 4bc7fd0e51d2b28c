//! Conversions between frames for arrays. A world, where one may be given, stands for its shape: WGS-84 without one.

use crate::array::{
    filled_columns, filled_matrix, flat, given, mapped_columns, mapped_matrices, mapped_matrix, same_length, vector,
    Column, Given, Matrix,
};
use crate::world::World;
use intercept_core::earth::ellipsoid::{Enu, Geodetic};
use intercept_core::earth::frames::{self, Observer, Turn};
use intercept_core::earth::geodetic_lanes::{to_ecef_rows, to_geodetic_rows};
use intercept_core::earth::world::{self, Shape};
use intercept_core::math::vec3::Vec3;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

type Rows<'py> = PyReadonlyArray2<'py, f64>;
type Planet<'py> = Option<Bound<'py, World>>;

fn shape(planet: &Planet<'_>) -> world::World {
    planet.as_ref().map_or(world::World::EARTH, |w| w.get().inner.clone())
}

/// ECEF positions, shape (n, 3) in m, of latitude (rad), longitude (rad), altitude (m), each of shape (n,) or (1,).
#[pyfunction]
#[pyo3(signature = (latitude_rad, longitude_rad, altitude_m, world=None, threads=0))]
pub(crate) fn geodetic_to_ecef<'py>(
    py: Python<'py>,
    latitude_rad: PyReadonlyArray1<'py, f64>,
    longitude_rad: PyReadonlyArray1<'py, f64>,
    altitude_m: PyReadonlyArray1<'py, f64>,
    world: Planet<'py>,
    threads: usize,
) -> PyResult<Matrix<'py>> {
    let columns = [("latitude_rad", &latitude_rad), ("longitude_rad", &longitude_rad), ("altitude_m", &altitude_m)];
    let ([latitude, longitude, altitude], rows) = given(columns)?;
    let shape = shape(&world);
    if shape.shape != Shape::Wgs84 {
        let place = |i| Geodetic::new(latitude.at(i), longitude.at(i), altitude.at(i));
        return mapped_matrix(py, threads, rows, |i| shape.position(place(i)));
    }
    let columns = [&latitude, &longitude, &altitude];
    filled_matrix(py, threads, rows, |first, part| {
        let places = columns.map(|column: &Given<'_>| column.stretch(first, part.len() / 3));
        to_ecef_rows(places.each_ref().map(|column| &column[..]), part);
    })
}

/// Latitude (rad), longitude (rad), altitude (m), each of shape (n,), of ECEF positions (m), shape (n, 3).
#[pyfunction]
#[pyo3(signature = (position_ecef_m, world=None, threads=0))]
pub(crate) fn ecef_to_geodetic<'py>(
    py: Python<'py>,
    position_ecef_m: Rows<'py>,
    world: Planet<'py>,
    threads: usize,
) -> PyResult<(Column<'py>, Column<'py>, Column<'py>)> {
    let positions = flat("position_ecef_m", &position_ecef_m)?;
    geodetic(py, &positions, &shape(&world), threads)
}

pub(crate) fn geodetic<'py>(
    py: Python<'py>,
    positions: &[f64],
    world: &world::World,
    threads: usize,
) -> PyResult<(Column<'py>, Column<'py>, Column<'py>)> {
    let rows = positions.len() / 3;
    let [latitude, longitude, altitude] = if world.shape == Shape::Wgs84 {
        filled_columns(py, threads, rows, |first, places: [&mut [f64]; 3]| {
            let count = places[0].len();
            to_geodetic_rows(&positions[3 * first..3 * (first + count)], places);
        })?
    } else {
        mapped_columns(py, threads, rows, |i| {
            let place = world.geodetic(vector(positions, i));
            [place.latitude_rad, place.longitude_rad, place.altitude_m]
        })?
    };
    Ok((latitude, longitude, altitude))
}

fn turned<'py>(
    py: Python<'py>,
    (position, velocity): (&Rows<'py>, &Rows<'py>),
    time_s: &PyReadonlyArray1<'py, f64>,
    threads: usize,
    turn: impl Fn(f64, Vec3, Vec3) -> (Vec3, Vec3) + Sync + Send,
) -> PyResult<(Matrix<'py>, Matrix<'py>)> {
    let (positions, velocities) = (flat("position", position)?, flat("velocity", velocity)?);
    same_length("velocity", velocities.len() / 3, positions.len() / 3, "position")?;
    let ([time], times) = given([("time_s", time_s)])?;
    let rows = positions.len() / 3;
    if times != 1 {
        same_length("time_s", times, rows, "position")?;
    }
    let row = |i| {
        let (r, v) = turn(time.at(i), vector(&positions, i), vector(&velocities, i));
        [r, v]
    };
    mapped_matrices(py, threads, rows, row).map(|[position, velocity]| (position, velocity))
}

/// Inertial positions (m) and velocities (m/s), shape (n, 3), of Earth-fixed ones at times (s) of shape (n,) or (1,).
#[pyfunction]
#[pyo3(signature = (position_ecef_m, velocity_ecef_m_s, time_s, rotation_rate_rad_s, threads=0))]
pub(crate) fn ecef_to_eci<'py>(
    py: Python<'py>,
    position_ecef_m: Rows<'py>,
    velocity_ecef_m_s: Rows<'py>,
    time_s: PyReadonlyArray1<'py, f64>,
    rotation_rate_rad_s: f64,
    threads: usize,
) -> PyResult<(Matrix<'py>, Matrix<'py>)> {
    let turn = |t, r, v| Turn::at(t, rotation_rate_rad_s).to_eci(r, v);
    turned(py, (&position_ecef_m, &velocity_ecef_m_s), &time_s, threads, turn)
}

/// Earth-fixed positions (m) and velocities (m/s), shape (n, 3), of inertial ones at times (s) of shape (n,) or (1,).
#[pyfunction]
#[pyo3(signature = (position_eci_m, velocity_eci_m_s, time_s, rotation_rate_rad_s, threads=0))]
pub(crate) fn eci_to_ecef<'py>(
    py: Python<'py>,
    position_eci_m: Rows<'py>,
    velocity_eci_m_s: Rows<'py>,
    time_s: PyReadonlyArray1<'py, f64>,
    rotation_rate_rad_s: f64,
    threads: usize,
) -> PyResult<(Matrix<'py>, Matrix<'py>)> {
    let turn = |t, r, v| Turn::at(t, rotation_rate_rad_s).to_ecef(r, v);
    turned(py, (&position_eci_m, &velocity_eci_m_s), &time_s, threads, turn)
}

fn observer(reference: (f64, f64, f64), world: &Planet<'_>) -> Observer {
    let place = Geodetic::new(reference.0, reference.1, reference.2);
    let shape = shape(world);
    let mut position = shape.position(place);
    if shape.shape == Shape::Wgs84 {
        // To the bit where `geodetic_to_ecef` puts it, so that a place is at the origin of its own frame.
        let mut row = [0.0; 3];
        to_ecef_rows([&[reference.0], &[reference.1], &[reference.2]], &mut row);
        position = vector(&row, 0);
    }
    Observer { position, axes: place.enu() }
}

fn each<'py>(
    py: Python<'py>,
    (name, rows): (&str, &Rows<'py>),
    threads: usize,
    f: impl Fn(Vec3) -> Vec3 + Sync + Send,
) -> PyResult<Matrix<'py>> {
    let vectors = flat(name, rows)?;
    mapped_matrix(py, threads, vectors.len() / 3, |i| f(vector(&vectors, i)))
}

/// East, north, up (m), shape (n, 3), from a reference (latitude and longitude in rad, altitude in m).
#[pyfunction]
#[pyo3(signature = (position_ecef_m, reference, world=None, threads=0))]
pub(crate) fn ecef_to_enu<'py>(
    py: Python<'py>,
    position_ecef_m: Rows<'py>,
    reference: (f64, f64, f64),
    world: Planet<'py>,
    threads: usize,
) -> PyResult<Matrix<'py>> {
    let observer = observer(reference, &world);
    each(py, ("position_ecef_m", &position_ecef_m), threads, |p| observer.enu(p))
}

/// ECEF positions (m), shape (n, 3), of east, north, up (m) from a reference.
#[pyfunction]
#[pyo3(signature = (position_enu_m, reference, world=None, threads=0))]
pub(crate) fn enu_to_ecef<'py>(
    py: Python<'py>,
    position_enu_m: Rows<'py>,
    reference: (f64, f64, f64),
    world: Planet<'py>,
    threads: usize,
) -> PyResult<Matrix<'py>> {
    let observer = observer(reference, &world);
    each(py, ("position_enu_m", &position_enu_m), threads, |p| observer.ecef(p))
}

/// East, north, up components, shape (n, 3), of vectors given in ECEF, at a latitude and longitude (rad).
#[pyfunction]
#[pyo3(signature = (vector, latitude_rad, longitude_rad, threads=0))]
pub(crate) fn ecef_vector_to_enu<'py>(
    py: Python<'py>,
    vector: Rows<'py>,
    latitude_rad: f64,
    longitude_rad: f64,
    threads: usize,
) -> PyResult<Matrix<'py>> {
    let axes = Enu::at(latitude_rad, longitude_rad);
    each(py, ("vector", &vector), threads, |v| axes.components(v))
}

/// ECEF components, shape (n, 3), of vectors given in east, north, up at a latitude and longitude (rad).
#[pyfunction]
#[pyo3(signature = (vector, latitude_rad, longitude_rad, threads=0))]
pub(crate) fn enu_vector_to_ecef<'py>(
    py: Python<'py>,
    vector: Rows<'py>,
    latitude_rad: f64,
    longitude_rad: f64,
    threads: usize,
) -> PyResult<Matrix<'py>> {
    let axes = Enu::at(latitude_rad, longitude_rad);
    each(py, ("vector", &vector), threads, |v| axes.to_ecef(v.x, v.y, v.z))
}

/// Azimuth, elevation (rad) and slant range (m), each of shape (n,), of east, north, up (m), shape (n, 3).
#[pyfunction]
#[pyo3(signature = (position_enu_m, threads=0))]
pub(crate) fn enu_to_aer<'py>(
    py: Python<'py>,
    position_enu_m: Rows<'py>,
    threads: usize,
) -> PyResult<(Column<'py>, Column<'py>, Column<'py>)> {
    let positions = flat("position_enu_m", &position_enu_m)?;
    let [azimuth, elevation, slant] = mapped_columns(py, threads, positions.len() / 3, |i| {
        let aer = frames::enu_to_aer(vector(&positions, i));
        [aer.x, aer.y, aer.z]
    })?;
    Ok((azimuth, elevation, slant))
}

/// East, north, up (m), shape (n, 3), of azimuth, elevation (rad) and slant range (m), each of shape (n,) or (1,).
#[pyfunction]
#[pyo3(signature = (azimuth_rad, elevation_rad, slant_range_m, threads=0))]
pub(crate) fn aer_to_enu<'py>(
    py: Python<'py>,
    azimuth_rad: PyReadonlyArray1<'py, f64>,
    elevation_rad: PyReadonlyArray1<'py, f64>,
    slant_range_m: PyReadonlyArray1<'py, f64>,
    threads: usize,
) -> PyResult<Matrix<'py>> {
    let columns = [("azimuth_rad", &azimuth_rad), ("elevation_rad", &elevation_rad), ("slant_range_m", &slant_range_m)];
    let ([azimuth, elevation, slant], rows) = given(columns)?;
    mapped_matrix(py, threads, rows, |i| frames::aer_to_enu(Vec3::new(azimuth.at(i), elevation.at(i), slant.at(i))))
}
