//! Arrays in and out: shape and length checks with the parameter's name.

use crate::error::invalid;
use intercept_core::math::vec3::Vec3;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::prelude::*;

/// Rows of a float64 array of shape (n, k), copied.
pub(crate) fn rows(name: &str, array: &PyReadonlyArray2<'_, f64>, k: usize) -> PyResult<Vec<Vec<f64>>> {
    if array.shape()[1] != k {
        return Err(invalid(
            name,
            format!("an array of shape {:?}", array.shape()),
            &format!("an array of shape (n, {k})"),
        ));
    }
    Ok(array.as_array().rows().into_iter().map(|row| row.to_vec()).collect())
}

/// Vectors of a float64 array of shape (n, 3).
pub(crate) fn vectors(name: &str, array: &PyReadonlyArray2<'_, f64>) -> PyResult<Vec<Vec3>> {
    if array.shape()[1] != 3 {
        return Err(invalid(name, format!("an array of shape {:?}", array.shape()), "an array of shape (n, 3)"));
    }
    Ok(array.as_array().rows().into_iter().map(|r| Vec3::new(r[0], r[1], r[2])).collect())
}

/// Checks that an array has a length.
pub(crate) fn same_length(name: &str, length: usize, wanted: usize, of: &str) -> PyResult<()> {
    if length == wanted {
        return Ok(());
    }
    Err(invalid(name, format!("length {length}"), &format!("as long as {of}, {wanted}")))
}

/// Vectors as a float64 array of shape (n, 3).
pub(crate) fn matrix(py: Python<'_>, vectors: impl Iterator<Item = Vec3>) -> PyResult<Bound<'_, PyArray2<f64>>> {
    let flat: Vec<f64> = vectors.flat_map(|v| [v.x, v.y, v.z]).collect();
    let n = flat.len() / 3;
    numpy::PyArrayMethods::reshape(&flat.into_pyarray(py), [n, 3])
}

/// A column as an array.
pub(crate) fn column<T: numpy::Element>(py: Python<'_>, values: impl Iterator<Item = T>) -> Bound<'_, PyArray1<T>> {
    values.collect::<Vec<T>>().into_pyarray(py)
}
