//! The air of a world.

use crate::array::{column, given, mapped_columns, Column};
use crate::error::exception;
use intercept_core::earth::air;
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

/// Air: the standard atmosphere, scaled or not, an exponential one, or none.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Air {
    pub(crate) inner: air::Air,
}

impl Air {
    fn checked(inner: air::Air) -> PyResult<Self> {
        inner.check().map_err(|e| exception(&e))?;
        Ok(Self { inner })
    }
}

#[pymethods]
impl Air {
    /// The US Standard Atmosphere 1976 with a density factor, a temperature offset (K) and, if not the standard's own
    /// course, an exponential one of a scale height (m) above 86 km.
    #[staticmethod]
    #[pyo3(signature = (density_factor, temperature_offset_k, scale_height_above_86_km_m=None))]
    fn us76(density_factor: f64, temperature_offset_k: f64, scale_height_above_86_km_m: Option<f64>) -> PyResult<Self> {
        let scaled = air::Scaled { density_factor, temperature_offset_k, scale_height_above_86_km_m };
        Self::checked(if scaled == air::Scaled::STANDARD { air::Air::Us76 } else { air::Air::Scaled(scaled) })
    }

    /// Density at zero (kg/m^3) falling by e over a scale height (m).
    #[staticmethod]
    fn exponential(density_0_kg_m3: f64, scale_height_m: f64) -> PyResult<Self> {
        let inner = air::Air::Exponential { density_0_kg_m3, scale_height_m };
        let air = Self::checked(inner)?;
        Ok(if density_0_kg_m3 == 0.0 { Self { inner: air::Air::Vacuum } } else { air })
    }

    /// Temperature (K), pressure (Pa), density (kg/m^3), speed of sound (m/s) and dynamic viscosity (Pa s) at
    /// altitudes (m); the last two NaN where the air has none.
    #[allow(clippy::type_complexity, reason = "five columns of one kind")]
    #[pyo3(signature = (altitude_m, threads=0))]
    fn at<'py>(
        &self,
        py: Python<'py>,
        altitude_m: PyReadonlyArray1<'py, f64>,
        threads: usize,
    ) -> PyResult<(Column<'py>, Column<'py>, Column<'py>, Column<'py>, Column<'py>)> {
        let ([altitude], rows) = given([("altitude_m", &altitude_m)])?;
        let (air, nan) = (&self.inner, f64::NAN);
        let row = |i| {
            let a = air.at(altitude.at(i));
            let (sound, viscosity) = (a.speed_of_sound_m_s.unwrap_or(nan), a.viscosity_pa_s.unwrap_or(nan));
            [a.temperature_k, a.pressure_pa, a.density_kg_m3, sound, viscosity]
        };
        mapped_columns(py, threads, rows, row).map(<(_, _, _, _, _)>::from)
    }

    /// Altitudes (m) at which density or temperature has a kink or changes its formula.
    fn breaks_m<'py>(&self, py: Python<'py>) -> Column<'py> {
        column(py, self.inner.breaks_m().into_iter())
    }
}
