//! Scrambled Sobol points.

use crate::array::{mapped_columns, same_length, Column};
use crate::error::exception;
use intercept_core::math::sobol::{check, sobol};
use numpy::{PyReadonlyArray1, PyUntypedArrayMethods};
use pyo3::prelude::*;

/// Coordinates of scrambled Sobol points, in (0, 1): of point `index` (0 to 65,535) in `dimension` (0 to 255) of the
/// scramble `seed`, one for each row. Arrays of shape (n,).
#[pyfunction]
pub(crate) fn sobol_points<'py>(
    py: Python<'py>,
    index: PyReadonlyArray1<'_, u64>,
    dimension: PyReadonlyArray1<'_, u64>,
    seed: PyReadonlyArray1<'_, u32>,
) -> PyResult<Column<'py>> {
    same_length("dimension", dimension.len(), index.len(), "index")?;
    same_length("seed", seed.len(), index.len(), "index")?;
    let (index, dimension, seed) = (index.as_array(), dimension.as_array(), seed.as_array());
    index.iter().zip(dimension).try_for_each(|(&i, &d)| check(i, d).map(|_| ())).map_err(|e| exception(&e))?;
    // Checked: none is missing.
    let point = |i: usize| [sobol(index[i], dimension[i], seed[i]).unwrap_or(f64::NAN)];
    mapped_columns(py, 0, index.len(), point).map(|[column]| column)
}
