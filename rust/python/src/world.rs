//! The planet of a flight.

use crate::error::exception;
use intercept_core::earth::gravity::Field;
use intercept_core::earth::world::{self, Air, Shape};
use pyo3::prelude::*;

/// Gravity, rotation, shape and air. What is not given is the real Earth's: WGS-84 unless a sphere's radius (m), the
/// standard atmosphere unless `air` = (density at zero in kg/m^3, scale height in m); density zero is vacuum.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct World {
    pub(crate) inner: world::World,
}

#[pymethods]
impl World {
    #[new]
    #[pyo3(signature = (*, sphere_radius_m=None, gm_m3_s2=None, j2=None, rotation_rate_rad_s=None, air=None))]
    fn new(
        sphere_radius_m: Option<f64>,
        gm_m3_s2: Option<f64>,
        j2: Option<f64>,
        rotation_rate_rad_s: Option<f64>,
        air: Option<(f64, f64)>,
    ) -> PyResult<Self> {
        let real = Field::WGS84;
        let inner = world::World {
            field: Field {
                gm_m3_s2: gm_m3_s2.unwrap_or(real.gm_m3_s2),
                j2: j2.unwrap_or(real.j2),
                rotation_rate_rad_s: rotation_rate_rad_s.unwrap_or(real.rotation_rate_rad_s),
            },
            shape: sphere_radius_m.map_or(Shape::Wgs84, |radius_m| Shape::Sphere { radius_m }),
            air: match air {
                None => Air::Us76,
                Some((density_0_kg_m3, scale_height_m)) => Air::Exponential { density_0_kg_m3, scale_height_m },
            },
        };
        inner.check().map_err(|e| exception(&e))?;
        Ok(Self { inner })
    }
}
