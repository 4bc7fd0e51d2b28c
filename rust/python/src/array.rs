//! Arrays in and out: shape and length checks with the parameter's name, inputs borrowed from Python, outputs written
//! by all threads straight into the arrays that Python gets.

use crate::error::{exception, invalid};
use crate::watch::watched;
use intercept_core::batch::Workers;
use intercept_core::math::vec3::Vec3;
use numpy::{
    dtype, Element, IntoPyArray, PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2,
    PyUntypedArrayMethods,
};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::borrow::Cow;

pub(crate) type Column<'py> = Bound<'py, PyArray1<f64>>;
pub(crate) type Matrix<'py> = Bound<'py, PyArray2<f64>>;

/// Rows of a float64 array of shape (n, k), copied.
pub(crate) fn rows(name: &str, array: &PyReadonlyArray2<'_, f64>, k: usize) -> PyResult<Vec<Vec<f64>>> {
    check_width(name, array, k)?;
    let rows = array.as_array();
    listed(array.py(), rows.nrows(), |i| rows.row(i).to_vec())
}

/// Checks that an array has the shape (n, k).
pub(crate) fn check_width(name: &str, array: &PyReadonlyArray2<'_, f64>, k: usize) -> PyResult<()> {
    if array.shape()[1] == k {
        return Ok(());
    }
    Err(invalid(name, format!("an array of shape {:?}", array.shape()), &format!("an array of shape (n, {k})")))
}

/// Vectors of a float64 array of shape (n, 3), copied.
pub(crate) fn vectors(name: &str, array: &PyReadonlyArray2<'_, f64>) -> PyResult<Vec<Vec3>> {
    let flat = flat(name, array)?;
    listed(array.py(), flat.len() / 3, |i| vector(&flat, i))
}

/// The numbers of a float64 array of shape (n, 3), row after row: borrowed, or copied if they lie otherwise in memory.
pub(crate) fn flat<'a>(name: &str, array: &'a PyReadonlyArray2<'_, f64>) -> PyResult<Cow<'a, [f64]>> {
    check_width(name, array, 3)?;
    numbers(array)
}

/// The numbers of an array, row after row: borrowed, or copied if they lie otherwise in memory.
pub(crate) fn numbers<'a>(array: &'a PyReadonlyArray2<'_, f64>) -> PyResult<Cow<'a, [f64]>> {
    if let Ok(numbers) = array.as_slice() {
        return Ok(Cow::Borrowed(numbers));
    }
    let mut all = array.as_array().into_iter();
    Ok(Cow::Owned(listed(array.py(), array.len(), |_| all.next().copied().unwrap_or_default())?))
}

/// What a function makes of the numbers from 0 on, in order; the interpreter is asked for signals all along. For what is
/// over sooner than other threads wake up, or has to be done by this one.
pub(crate) fn listed<T>(py: Python<'_>, count: usize, f: impl FnMut(usize) -> T) -> PyResult<Vec<T>> {
    let mut all = Vec::with_capacity(count);
    let mut made = (0..count).map(f);
    while all.len() < count {
        py.check_signals()?;
        all.extend(made.by_ref().take(LOOK));
    }
    Ok(all)
}

/// Row `i` of numbers that come three a row.
pub(crate) fn vector(flat: &[f64], i: usize) -> Vec3 {
    Vec3::new(flat[3 * i], flat[3 * i + 1], flat[3 * i + 2])
}

/// One number for each row, or one for all: borrowed, or copied if they do not lie side by side in memory.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    values: Cow<'a, [f64]>,
}

impl<'a> Given<'a> {
    pub(crate) fn of(array: &'a PyReadonlyArray1<'_, f64>) -> PyResult<Self> {
        let view = array.as_array();
        // Python's way to repeat one number without memory for it.
        let values = if view.len() > 1 && view.strides() == [0] {
            Cow::Owned(vec![view[0]])
        } else {
            match array.as_slice() {
                Ok(values) => Cow::Borrowed(values),
                Err(_) => Cow::Owned(listed(array.py(), view.len(), |i| view[i])?),
            }
        };
        Ok(Self { values })
    }

    /// Vectors, of an array of shape (n, 3): one for each row, or one for all.
    pub(crate) fn vectors(name: &str, array: &'a PyReadonlyArray2<'_, f64>) -> PyResult<Self> {
        let view = array.as_array();
        if view.nrows() > 1 && view.ncols() == 3 && view.strides()[0] == 0 {
            return Ok(Self { values: Cow::Owned(view.row(0).to_vec()) });
        }
        Ok(Self { values: flat(name, array)? })
    }

    pub(crate) fn vector(&self, i: usize) -> Vec3 {
        vector(&self.values, if self.values.len() == 3 { 0 } else { i })
    }

    pub(crate) fn at(&self, i: usize) -> f64 {
        if self.values.len() == 1 {
            self.values[0]
        } else {
            self.values[i]
        }
    }

    /// The values there are: one where one stands for all.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// Values of some rows, written out where one stands for all.
    pub(crate) fn stretch(&self, first: usize, count: usize) -> Cow<'_, [f64]> {
        if self.values.len() == 1 {
            Cow::Owned(vec![self.values[0]; count])
        } else {
            Cow::Borrowed(&self.values[first..first + count])
        }
    }
}

/// Columns for the same rows, and how many these are: each column has a value for every row, or one for all.
pub(crate) fn given<'a, const K: usize>(
    arrays: [(&str, &'a PyReadonlyArray1<'_, f64>); K],
) -> PyResult<([Given<'a>; K], usize)> {
    let lengths = arrays.map(|(_, array)| array.len());
    let rows = if lengths.contains(&0) { 0 } else { lengths.into_iter().max().unwrap_or(0) };
    for (name, array) in arrays {
        if array.len() != 1 {
            same_length(name, array.len(), rows, "the longest column")?;
        }
    }
    let columns = arrays.into_iter().map(|(_, array)| Given::of(array)).collect::<PyResult<_>>()?;
    Ok((exactly(columns)?, rows))
}

/// Checks that an array has a length.
pub(crate) fn same_length(name: &str, length: usize, wanted: usize, of: &str) -> PyResult<()> {
    if length == wanted {
        return Ok(());
    }
    Err(invalid(name, format!("length {length}"), &format!("as long as {of}, {wanted}")))
}

// Fewer rows than this take less time on the calling thread than others take to wake up.
const FEW: usize = 4_096;
// Numbers of rows between two looks for signals.
const LOOK: usize = 65_536;
// Rows that a thread writes at once.
const CHUNK: usize = 1_024;

/// An array for numbers that are all to be written: memory that Python takes from the system without clearing it, which
/// would be one thread's work.
pub(crate) fn unwritten<T: Element + Clone + Default>(
    py: Python<'_>,
    length: usize,
) -> PyResult<Bound<'_, PyArray1<T>>> {
    static EMPTY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if length < FEW {
        return Ok(vec![T::default(); length].into_pyarray(py));
    }
    let empty = EMPTY.import(py, "numpy", "empty")?;
    Ok(empty.call1((length, dtype::<T>(py)))?.cast_into()?)
}

/// Arrays of `rows` rows, each of as many numbers as its width, written in chunks by some threads: `fill` is given the
/// first row of a chunk and the places for its numbers.
fn filled<const K: usize>(
    py: Python<'_>,
    threads: usize,
    (rows, widths): (usize, [usize; K]),
    fill: impl Fn(usize, [&mut [f64]; K]) + Sync + Send,
) -> PyResult<Vec<Column<'_>>> {
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let arrays: Vec<_> = widths.iter().map(|width| unwritten(py, width * rows)).collect::<PyResult<_>>()?;
    let mut guards: Vec<_> = arrays.iter().map(PyArrayMethods::readwrite).collect();
    let mut left: [&mut [f64]; K] = std::array::from_fn(|_| Default::default());
    for (left, guard) in left.iter_mut().zip(&mut guards) {
        *left = guard.as_slice_mut()?;
    }
    if rows < FEW {
        fill(0, left);
        return Ok(arrays);
    }
    let mut parts = Vec::with_capacity(rows.div_ceil(CHUNK));
    for first in (0..rows).step_by(CHUNK) {
        let count = CHUNK.min(rows - first);
        let mut widths = widths.iter();
        let part = left.each_mut().map(|left| {
            let (head, tail) = std::mem::take(left).split_at_mut(widths.next().map_or(0, |width| width * count));
            *left = tail;
            head
        });
        parts.push((first, part));
    }
    watched(py, || workers.share(parts.into_iter(), |(first, part)| fill(first, part)))?;
    Ok(arrays)
}

// As many as there are, for callers that know the number.
fn exactly<T, const K: usize>(all: Vec<T>) -> PyResult<[T; K]> {
    let length = all.len();
    all.try_into().map_err(|_| invalid("arrays", length, &format!("{K} of them")))
}

/// Columns, written by some threads: see `filled`.
pub(crate) fn filled_columns<const K: usize>(
    py: Python<'_>,
    threads: usize,
    rows: usize,
    fill: impl Fn(usize, [&mut [f64]; K]) + Sync + Send,
) -> PyResult<[Column<'_>; K]> {
    exactly(filled(py, threads, (rows, [1; K]), fill)?)
}

/// Columns, each row of which is a function of its number, computed by some threads.
pub(crate) fn mapped_columns<const K: usize>(
    py: Python<'_>,
    threads: usize,
    rows: usize,
    f: impl Fn(usize) -> [f64; K] + Sync + Send,
) -> PyResult<[Column<'_>; K]> {
    filled_columns(py, threads, rows, |first, mut part: [&mut [f64]; K]| {
        for i in 0..part[0].len() {
            for (column, value) in part.iter_mut().zip(f(first + i)) {
                column[i] = value;
            }
        }
    })
}

/// An array of shape (n, 3), written by some threads: `fill` is given the first row of a chunk and its numbers.
pub(crate) fn filled_matrix(
    py: Python<'_>,
    threads: usize,
    rows: usize,
    fill: impl Fn(usize, &mut [f64]) + Sync + Send,
) -> PyResult<Matrix<'_>> {
    let [flat] = exactly(filled(py, threads, (rows, [3]), |first, [part]: [&mut [f64]; 1]| fill(first, part))?)?;
    flat.reshape([rows, 3])
}

/// Arrays of shape (n, 3), each row of which is a function of its number, computed by some threads.
pub(crate) fn mapped_matrices<const K: usize>(
    py: Python<'_>,
    threads: usize,
    rows: usize,
    f: impl Fn(usize) -> [Vec3; K] + Sync + Send,
) -> PyResult<[Matrix<'_>; K]> {
    let flat = filled(py, threads, (rows, [3; K]), |first, mut part: [&mut [f64]; K]| {
        for i in 0..part[0].len() / 3 {
            for (matrix, v) in part.iter_mut().zip(f(first + i)) {
                matrix[3 * i..3 * i + 3].copy_from_slice(&[v.x, v.y, v.z]);
            }
        }
    })?;
    exactly(flat.iter().map(|flat| flat.reshape([rows, 3])).collect::<PyResult<_>>()?)
}

/// An array of shape (n, 3), each row of which is a function of its number, computed by some threads.
pub(crate) fn mapped_matrix(
    py: Python<'_>,
    threads: usize,
    rows: usize,
    f: impl Fn(usize) -> Vec3 + Sync + Send,
) -> PyResult<Matrix<'_>> {
    mapped_matrices(py, threads, rows, |i| [f(i)]).map(|[matrix]| matrix)
}

/// Numbers that come three a row as a float64 array of shape (n, 3).
pub(crate) fn shaped(py: Python<'_>, flat: Vec<f64>) -> PyResult<Matrix<'_>> {
    let n = flat.len() / 3;
    flat.into_pyarray(py).reshape([n, 3])
}

/// Vectors as a float64 array of shape (n, 3).
pub(crate) fn matrix(py: Python<'_>, vectors: impl Iterator<Item = Vec3>) -> PyResult<Matrix<'_>> {
    shaped(py, vectors.flat_map(|v| [v.x, v.y, v.z]).collect())
}

/// A column as an array.
pub(crate) fn column<T: numpy::Element>(py: Python<'_>, values: impl Iterator<Item = T>) -> Bound<'_, PyArray1<T>> {
    values.collect::<Vec<T>>().into_pyarray(py)
}
