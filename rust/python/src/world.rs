//! The planet of a flight.

use crate::air::Air;
use crate::array::{flat, mapped_columns, mapped_matrix, vector, Column, Matrix};
use crate::error::{exception, invalid};
use crate::wind::Wind;
use intercept_core::earth::gravity::Field;
use intercept_core::earth::world::{self, Shape};
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;

/// Gravity, rotation, shape, air and wind. What is not given is the real Earth's: WGS-84 unless a sphere's radius (m),
/// the standard atmosphere, no wind. `gravity` is "j2", "j4" or "central"; a harmonic given beside it takes its place.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct World {
    pub(crate) inner: world::World,
}

fn field(gravity: &str) -> PyResult<Field> {
    match gravity {
        "j2" => Ok(Field::WGS84),
        "j4" => Ok(Field::WGS84_J4),
        "central" => Ok(Field { j2: 0.0, ..Field::WGS84 }),
        other => Err(invalid("gravity", format!("{other:?}"), "\"j2\", \"j4\" or \"central\"")),
    }
}

#[pymethods]
impl World {
    #[new]
    #[pyo3(signature = (*, sphere_radius_m=None, gm_m3_s2=None, gravity="j2", j2=None, j3=None, j4=None,
                        rotation_rate_rad_s=None, air=None, wind=None))]
    #[allow(clippy::too_many_arguments, reason = "one keyword each")]
    fn new(
        sphere_radius_m: Option<f64>,
        gm_m3_s2: Option<f64>,
        gravity: &str,
        j2: Option<f64>,
        j3: Option<f64>,
        j4: Option<f64>,
        rotation_rate_rad_s: Option<f64>,
        air: Option<Bound<'_, Air>>,
        wind: Option<Bound<'_, Wind>>,
    ) -> PyResult<Self> {
        let base = field(gravity)?;
        let inner = world::World {
            field: Field {
                gm_m3_s2: gm_m3_s2.unwrap_or(base.gm_m3_s2),
                j2: j2.unwrap_or(base.j2),
                j3: j3.unwrap_or(base.j3),
                j4: j4.unwrap_or(base.j4),
                rotation_rate_rad_s: rotation_rate_rad_s.unwrap_or(base.rotation_rate_rad_s),
            },
            shape: sphere_radius_m.map_or(Shape::Wgs84, |radius_m| Shape::Sphere { radius_m }),
            air: air.map_or(world::Air::Us76, |air| air.get().inner),
            wind: wind.map(|wind| wind.get().inner.clone()),
        };
        inner.check().map_err(|e| exception(&e))?;
        Ok(Self { inner })
    }

    /// GM (m^3/s^2), J2, J3, J4 and the rotation rate (rad/s).
    fn field(&self) -> (f64, f64, f64, f64, f64) {
        let f = &self.inner.field;
        (f.gm_m3_s2, f.j2, f.j3, f.j4, f.rotation_rate_rad_s)
    }

    /// Gravitation (m/s^2), ECEF, at ECEF positions (m), both of shape (n, 3).
    #[pyo3(signature = (position_ecef_m, threads=0))]
    fn gravitation<'py>(
        &self,
        py: Python<'py>,
        position_ecef_m: PyReadonlyArray2<'py, f64>,
        threads: usize,
    ) -> PyResult<Matrix<'py>> {
        let (positions, field) = (flat("position_ecef_m", &position_ecef_m)?, &self.inner.field);
        mapped_matrix(py, threads, positions.len() / 3, |i| field.gravitation(vector(&positions, i)))
    }

    /// Potential energy per mass (m^2/s^2) with the centrifugal term at ECEF positions (m), shape (n, 3).
    #[pyo3(signature = (position_ecef_m, threads=0))]
    fn potential<'py>(
        &self,
        py: Python<'py>,
        position_ecef_m: PyReadonlyArray2<'py, f64>,
        threads: usize,
    ) -> PyResult<Column<'py>> {
        let (positions, field) = (flat("position_ecef_m", &position_ecef_m)?, &self.inner.field);
        let potential = |i| [field.potential(vector(&positions, i))];
        mapped_columns(py, threads, positions.len() / 3, potential).map(|[column]| column)
    }

    /// Velocity of the air relative to the Earth (m/s), ECEF, at ECEF positions (m), both of shape (n, 3).
    #[pyo3(signature = (position_ecef_m, threads=0))]
    fn wind<'py>(
        &self,
        py: Python<'py>,
        position_ecef_m: PyReadonlyArray2<'py, f64>,
        threads: usize,
    ) -> PyResult<Matrix<'py>> {
        let (positions, world) = (flat("position_ecef_m", &position_ecef_m)?, &self.inner);
        mapped_matrix(py, threads, positions.len() / 3, |i| {
            let position = vector(&positions, i);
            world.wind(position, world.altitude(position))
        })
    }
}
