//! Wind.

use crate::array::vectors;
use crate::error::exception;
use intercept_core::earth::wind::{self, Axes, Grid};
use intercept_core::error::Error;
use intercept_core::math::vec3::Vec3;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use std::sync::Arc;

/// Wind: constant, over altitude, or on a grid. Winds are rows of east, north, up (m/s).
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Wind {
    pub(crate) inner: Arc<wind::Wind>,
}

fn made(wind: Result<wind::Wind, Error>) -> PyResult<Wind> {
    Ok(Wind { inner: Arc::new(wind.map_err(|e| exception(&e))?) })
}

#[pymethods]
impl Wind {
    /// The same wind everywhere.
    #[staticmethod]
    fn constant(east_m_s: f64, north_m_s: f64, up_m_s: f64) -> PyResult<Self> {
        made(wind::Wind::constant(Vec3::new(east_m_s, north_m_s, up_m_s)))
    }

    /// Winds, shape (n, 3), at altitudes (m).
    #[staticmethod]
    fn profile(altitude_m: PyReadonlyArray1<'_, f64>, wind: PyReadonlyArray2<'_, f64>) -> PyResult<Self> {
        made(wind::Wind::profile(altitude_m.as_array().to_vec(), vectors("wind", &wind)?))
    }

    /// Winds, shape (latitudes * longitudes * altitudes, 3), the altitude running fastest.
    #[staticmethod]
    fn grid(
        latitude_rad: PyReadonlyArray1<'_, f64>,
        longitude_rad: PyReadonlyArray1<'_, f64>,
        altitude_m: PyReadonlyArray1<'_, f64>,
        wind: PyReadonlyArray2<'_, f64>,
    ) -> PyResult<Self> {
        let [latitude_rad, longitude_rad, altitude_m] =
            [latitude_rad, longitude_rad, altitude_m].map(|axis| axis.as_array().to_vec());
        let axes = Axes { latitude_rad, longitude_rad, altitude_m };
        made(Grid::new(axes, vectors("wind", &wind)?).map(wind::Wind::Grid))
    }
}
