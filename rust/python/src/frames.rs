//! Conversions between frames for arrays. A world, where one may be given, stands for its shape: WGS-84 without one.

use crate::array::{matrix, same_length, vectors};
use crate::world::World;
use intercept_core::earth::ellipsoid::{Enu, Geodetic};
use intercept_core::earth::frames::{self, Observer, Turn};
use intercept_core::earth::world;
use intercept_core::math::vec3::Vec3;
use numpy::{PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

type Rows<'py> = PyReadonlyArray2<'py, f64>;
type Matrix<'py> = Bound<'py, PyArray2<f64>>;
type Planet<'py> = Option<Bound<'py, World>>;

fn shape(planet: &Planet<'_>) -> world::World {
    planet.as_ref().map_or(world::World::EARTH, |w| w.get().inner.clone())
}

fn place(row: Vec3) -> Geodetic {
    Geodetic::new(row.x, row.y, row.z)
}

/// ECEF positions, shape (n, 3) in m, of latitude (rad), longitude (rad), altitude (m), shape (n, 3).
#[pyfunction]
#[pyo3(signature = (geodetic, world=None))]
pub(crate) fn geodetic_to_ecef<'py>(py: Python<'py>, geodetic: Rows<'py>, world: Planet<'py>) -> PyResult<Matrix<'py>> {
    let shape = shape(&world);
    matrix(py, vectors("geodetic", &geodetic)?.into_iter().map(|row| shape.position(place(row))))
}

/// Latitude (rad), longitude (rad), altitude (m), shape (n, 3), of ECEF positions (m), shape (n, 3).
#[pyfunction]
#[pyo3(signature = (position_ecef_m, world=None))]
pub(crate) fn ecef_to_geodetic<'py>(
    py: Python<'py>,
    position_ecef_m: Rows<'py>,
    world: Planet<'py>,
) -> PyResult<Matrix<'py>> {
    let shape = shape(&world);
    let places = vectors("position_ecef_m", &position_ecef_m)?.into_iter().map(|p| shape.geodetic(p));
    matrix(py, places.map(|g| Vec3::new(g.latitude_rad, g.longitude_rad, g.altitude_m)))
}

fn turned<'py>(
    py: Python<'py>,
    (position, velocity): (&Rows<'py>, &Rows<'py>),
    time_s: &PyReadonlyArray1<'py, f64>,
    turn: impl Fn(f64, Vec3, Vec3) -> (Vec3, Vec3),
) -> PyResult<(Matrix<'py>, Matrix<'py>)> {
    let (positions, velocities) = (vectors("position", position)?, vectors("velocity", velocity)?);
    let time = time_s.as_array();
    same_length("velocity", velocities.len(), positions.len(), "position")?;
    same_length("time_s", time.len(), positions.len(), "position")?;
    let states: Vec<_> = time.iter().zip(positions).zip(velocities).map(|((&t, r), v)| turn(t, r, v)).collect();
    Ok((matrix(py, states.iter().map(|s| s.0))?, matrix(py, states.iter().map(|s| s.1))?))
}

/// Inertial positions (m) and velocities (m/s), shape (n, 3), of Earth-fixed ones at times (s).
#[pyfunction]
pub(crate) fn ecef_to_eci<'py>(
    py: Python<'py>,
    position_ecef_m: Rows<'py>,
    velocity_ecef_m_s: Rows<'py>,
    time_s: PyReadonlyArray1<'py, f64>,
    rotation_rate_rad_s: f64,
) -> PyResult<(Matrix<'py>, Matrix<'py>)> {
    let turn = |t, r, v| Turn::at(t, rotation_rate_rad_s).to_eci(r, v);
    turned(py, (&position_ecef_m, &velocity_ecef_m_s), &time_s, turn)
}

/// Earth-fixed positions (m) and velocities (m/s), shape (n, 3), of inertial ones at times (s).
#[pyfunction]
pub(crate) fn eci_to_ecef<'py>(
    py: Python<'py>,
    position_eci_m: Rows<'py>,
    velocity_eci_m_s: Rows<'py>,
    time_s: PyReadonlyArray1<'py, f64>,
    rotation_rate_rad_s: f64,
) -> PyResult<(Matrix<'py>, Matrix<'py>)> {
    let turn = |t, r, v| Turn::at(t, rotation_rate_rad_s).to_ecef(r, v);
    turned(py, (&position_eci_m, &velocity_eci_m_s), &time_s, turn)
}

fn observer(reference: (f64, f64, f64), world: &Planet<'_>) -> Observer {
    let place = Geodetic::new(reference.0, reference.1, reference.2);
    Observer { position: shape(world).position(place), axes: place.enu() }
}

/// East, north, up (m), shape (n, 3), from a reference (latitude and longitude in rad, altitude in m).
#[pyfunction]
#[pyo3(signature = (position_ecef_m, reference, world=None))]
pub(crate) fn ecef_to_enu<'py>(
    py: Python<'py>,
    position_ecef_m: Rows<'py>,
    reference: (f64, f64, f64),
    world: Planet<'py>,
) -> PyResult<Matrix<'py>> {
    let observer = observer(reference, &world);
    matrix(py, vectors("position_ecef_m", &position_ecef_m)?.into_iter().map(|p| observer.enu(p)))
}

/// ECEF positions (m), shape (n, 3), of east, north, up (m) from a reference.
#[pyfunction]
#[pyo3(signature = (position_enu_m, reference, world=None))]
pub(crate) fn enu_to_ecef<'py>(
    py: Python<'py>,
    position_enu_m: Rows<'py>,
    reference: (f64, f64, f64),
    world: Planet<'py>,
) -> PyResult<Matrix<'py>> {
    let observer = observer(reference, &world);
    matrix(py, vectors("position_enu_m", &position_enu_m)?.into_iter().map(|p| observer.ecef(p)))
}

/// East, north, up components, shape (n, 3), of vectors given in ECEF, at a latitude and longitude (rad).
#[pyfunction]
pub(crate) fn ecef_vector_to_enu<'py>(
    py: Python<'py>,
    vector: Rows<'py>,
    latitude_rad: f64,
    longitude_rad: f64,
) -> PyResult<Matrix<'py>> {
    let axes = Enu::at(latitude_rad, longitude_rad);
    matrix(py, vectors("vector", &vector)?.into_iter().map(|v| axes.components(v)))
}

/// ECEF components, shape (n, 3), of vectors given in east, north, up at a latitude and longitude (rad).
#[pyfunction]
pub(crate) fn enu_vector_to_ecef<'py>(
    py: Python<'py>,
    vector: Rows<'py>,
    latitude_rad: f64,
    longitude_rad: f64,
) -> PyResult<Matrix<'py>> {
    let axes = Enu::at(latitude_rad, longitude_rad);
    matrix(py, vectors("vector", &vector)?.into_iter().map(|v| axes.to_ecef(v.x, v.y, v.z)))
}

/// Azimuth, elevation (rad) and slant range (m), shape (n, 3), of east, north, up (m).
#[pyfunction]
pub(crate) fn enu_to_aer<'py>(py: Python<'py>, position_enu_m: Rows<'py>) -> PyResult<Matrix<'py>> {
    matrix(py, vectors("position_enu_m", &position_enu_m)?.into_iter().map(frames::enu_to_aer))
}

/// East, north, up (m), shape (n, 3), of azimuth, elevation (rad) and slant range (m).
#[pyfunction]
pub(crate) fn aer_to_enu<'py>(py: Python<'py>, aer: Rows<'py>) -> PyResult<Matrix<'py>> {
    matrix(py, vectors("aer", &aer)?.into_iter().map(frames::aer_to_enu))
}
