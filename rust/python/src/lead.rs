//! Flights that are searched for from where a like one was found.

use crate::depressed;
use crate::flight::{run, settings, Trajectories};
use crate::glide::GlideRow;
use crate::hypersonic_cruise::CruiseRow;
use crate::watch::watched_here;
use crate::world::World;
use intercept_core::error::Result;
use intercept_core::flight::kinds::flight::Flight;
use intercept_core::flight::search::lead;
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;

/// Flights of one kind whose launch is solved for, as the function that flies the kind takes them.
#[derive(FromPyObject)]
enum Flights<'py> {
    Depressed(PyReadonlyArray2<'py, f64>),
    Glide(Vec<GlideRow>),
    HypersonicCruise(Vec<CruiseRow>),
}

impl Flights<'_> {
    fn made(&self, world: &World) -> PyResult<Vec<Result<Flight>>> {
        match self {
            Self::Depressed(parameters) => depressed::flights(parameters, world),
            Self::Glide(rows) => Ok(rows.iter().map(GlideRow::flight).collect()),
            Self::HypersonicCruise(rows) => Ok(rows.iter().map(|row| Ok(row.flight())).collect()),
        }
    }
}

/// What led to the first of some flights; where it is not found, it leads others nowhere.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Lead {
    inner: Option<lead::Lead>,
}

#[pymethods]
impl Lead {
    #[new]
    #[pyo3(signature = (flights, *, world, tolerance_m))]
    fn new(py: Python<'_>, flights: Flights<'_>, world: &World, tolerance_m: f64) -> PyResult<Self> {
        let (flights, settings) = (flights.made(world)?, settings(tolerance_m, None)?);
        let Some(Ok(first)) = flights.first() else { return Ok(Self { inner: None }) };
        Ok(Self { inner: watched_here(py, || first.lead(&world.inner, &settings))? })
    }

    /// Flies like flights between other places, each searched for from there.
    #[pyo3(signature = (flights, *, world, tolerance_m, threads))]
    fn fly(
        &self,
        py: Python<'_>,
        flights: Flights<'_>,
        world: &World,
        tolerance_m: f64,
        threads: usize,
    ) -> PyResult<Trajectories> {
        let settings = settings(tolerance_m, None)?;
        run(py, threads, &flights.made(world)?, &world.inner, &settings, self.inner.as_ref())
    }
}
