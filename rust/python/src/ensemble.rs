//! Ensembles of bodies in free flight.

use crate::array::{numbers, same_length, unwritten, Given};
use crate::boosted::Aerodynamics;
use crate::error::{exception, invalid};
use crate::flight::Trajectories;
use crate::watch::{watched, watched_here};
use crate::world::World as PlanetWorld;
use intercept_core::batch::Workers;
use intercept_core::flight::ensemble::bodies::{Ensemble, Limits, Start, Starts};
use intercept_core::flight::ensemble::landings::{Ends, Landings, Wanted};
use intercept_core::flight::flown::path::Row;
use intercept_core::flight::forces::aerodynamics;
use intercept_core::flight::forces::bank::Bank;
use intercept_core::math::curve::Curve;
use numpy::{PyArray1, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::borrow::Cow;

type Column<'py> = PyReadonlyArray1<'py, f64>;
type Rows<'py> = PyReadonlyArray2<'py, f64>;

/// Bodies as Python gives them: position (m) and velocity (m/s) of shape (n, 3); ballistic coefficient (kg/m^2), or mass
/// (kg) and a drag table; lift-to-drag ratio and factor of the density, of shape (n,); bank angles (rad) of shape (n, k)
/// at times (s) of shape (k,), or none.
#[derive(FromPyObject)]
pub(crate) struct Bodies<'py>(
    Rows<'py>,
    Rows<'py>,
    Option<Column<'py>>,
    Option<(Column<'py>, Bound<'py, Aerodynamics>, f64)>,
    Column<'py>,
    Column<'py>,
    Option<(Column<'py>, Rows<'py>)>,
);

// The same, borrowed: what threads read while Python goes on.
struct Borrowed<'a> {
    rows: usize,
    position: Given<'a>,
    velocity: Given<'a>,
    drag: Drag<'a>,
    lift_to_drag: Given<'a>,
    density_factor: Given<'a>,
    bank: Option<(Vec<f64>, Cow<'a, [f64]>)>,
}

enum Drag<'a> {
    Coefficient(Given<'a>),
    // Mass, drag coefficient by Mach number, reference area (m^2).
    Table(Given<'a>, Option<&'a Curve>, f64),
}

impl Bodies<'_> {
    fn borrowed(&self) -> PyResult<Borrowed<'_>> {
        let Self(position, velocity, coefficient, table, lift_to_drag, density_factor, bank) = self;
        let rows = position.shape()[0];
        same_length("velocity_ecef_m_s", velocity.shape()[0], rows, "position_ecef_m")?;
        let column = |name: &str, column: &'_ Column<'_>| same_length(name, column.len(), rows, "position_ecef_m");
        column("lift_to_drag", lift_to_drag)?;
        column("density_factor", density_factor)?;
        let drag = match (coefficient, table) {
            (Some(coefficient), _) => {
                column("ballistic_coefficient_kg_m2", coefficient)?;
                Drag::Coefficient(Given::of(coefficient)?)
            }
            (None, Some((mass, drag, area_m2))) => {
                column("mass_kg", mass)?;
                let curve = match &drag.get().inner {
                    aerodynamics::Aerodynamics::Table(table) => Some(&table.drag),
                    aerodynamics::Aerodynamics::BallisticCoefficient(_)
                    | aerodynamics::Aerodynamics::LiftToDrag { .. } => None,
                };
                Drag::Table(Given::of(mass)?, curve, *area_m2)
            }
            (None, None) => return Err(invalid("drag", "none", "a ballistic coefficient, or a mass and a table")),
        };
        let bank = match bank {
            None => None,
            Some((times, angles)) => {
                if angles.shape() != [rows, times.len()] {
                    let wanted = format!("of shape ({rows}, {})", times.len());
                    return Err(invalid("bank_rad", format!("shape {:?}", angles.shape()), &wanted));
                }
                Some((times.as_array().to_vec(), numbers(angles)?))
            }
        };
        Ok(Borrowed {
            rows,
            position: Given::vectors("position_ecef_m", position)?,
            velocity: Given::vectors("velocity_ecef_m_s", velocity)?,
            drag,
            lift_to_drag: Given::of(lift_to_drag)?,
            density_factor: Given::of(density_factor)?,
            bank,
        })
    }
}

impl Starts for Borrowed<'_> {
    fn rows(&self) -> usize {
        self.rows
    }

    fn start(&self, row: usize) -> Start<'_> {
        let (thickness, drag) = match &self.drag {
            Drag::Coefficient(coefficient) => (0.5 / coefficient.at(row), None),
            Drag::Table(mass, curve, area_m2) => (0.5 * area_m2 / mass.at(row), *curve),
        };
        let bank = self.bank.as_ref().map(|(times_s, angles)| {
            let moments = times_s.len();
            Bank { times_s, bank_rad: &angles[row * moments..(row + 1) * moments] }
        });
        Start {
            position: self.position.vector(row),
            velocity: self.velocity.vector(row),
            thickness_m2_kg: thickness * self.density_factor.at(row),
            drag,
            lift_to_drag: self.lift_to_drag.at(row),
            bank,
        }
    }

    fn lifting(&self) -> bool {
        self.lift_to_drag.values().iter().any(|&ratio| ratio != 0.0)
    }
}

// Fewer rows than this are flown by the calling thread: others take longer to wake up.
const FEW: usize = 16;

fn fly(
    py: Python<'_>,
    bodies: &Borrowed<'_>,
    world: &PlanetWorld,
    (limits, threads): (Limits, usize),
    wanted: Wanted<'_>,
) -> PyResult<()> {
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let crew = Ensemble::new(bodies, &world.inner, limits).map_err(|e| exception(&e))?;
    let landings = Landings::new(bodies.rows, wanted, workers.threads());
    if bodies.rows < FEW {
        watched_here(py, || crew.fly(&landings))
    } else {
        watched(py, || workers.each(Landings::parts(bodies.rows), || crew.fly(&landings)))
    }
}

/// Flies bodies to the ground (m) or for a duration (s), keeping their knots.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "options of one call")]
pub(crate) fn fly_ensemble(
    py: Python<'_>,
    bodies: Bodies<'_>,
    world: &PlanetWorld,
    tolerance_m: f64,
    duration_max_s: f64,
    steps_max: u32,
    ground_m: f64,
    threads: usize,
) -> PyResult<Trajectories> {
    let limits = Limits { tolerance_m, duration_max_s, steps_max, ground_m, knots: true };
    let bodies = bodies.borrowed()?;
    let mut rows: Vec<Option<Row>> = (0..bodies.rows).map(|_| None).collect();
    fly(py, &bodies, world, (limits, threads), Wanted::Trajectories(&mut rows))?;
    // Every row was taken by one thread.
    Ok(Trajectories::of(&world.inner, rows.into_iter().flatten().collect()))
}

/// Flies bodies to the ground (m) or for a duration (s), keeping their ends only: a dictionary of those of the columns
/// `time_s`, `position_ecef_m`, `velocity_ecef_m_s`, `outcome`, `steps` that are wanted. A row that could not be flown is
/// NaN.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "options of one call")]
pub(crate) fn fly_ensemble_ends<'py>(
    py: Python<'py>,
    bodies: Bodies<'py>,
    columns: Vec<String>,
    world: &PlanetWorld,
    tolerance_m: f64,
    duration_max_s: f64,
    steps_max: u32,
    ground_m: f64,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let limits = Limits { tolerance_m, duration_max_s, steps_max, ground_m, knots: false };
    let bodies = bodies.borrowed()?;
    let n = bodies.rows;
    let wants = |name: &str| columns.iter().any(|column| column == name);
    let floats = |name: &str, width: usize| wants(name).then(|| unwritten::<f64>(py, width * n)).transpose();
    let (time, position, velocity) =
        (floats("time_s", 1)?, floats("position_ecef_m", 3)?, floats("velocity_ecef_m_s", 3)?);
    let outcome = wants("outcome").then(|| unwritten::<u8>(py, n)).transpose()?;
    let steps = wants("steps").then(|| unwritten::<u32>(py, n)).transpose()?;
    {
        let [mut t, mut r, mut v] = [&time, &position, &velocity].map(|a| a.as_ref().map(PyArrayMethods::readwrite));
        let (mut how, mut tried) =
            (outcome.as_ref().map(PyArrayMethods::readwrite), steps.as_ref().map(PyArrayMethods::readwrite));
        let ends = Ends {
            time_s: t.as_mut().map(|column| column.as_slice_mut()).transpose()?,
            position: r.as_mut().map(|column| column.as_slice_mut()).transpose()?,
            velocity: v.as_mut().map(|column| column.as_slice_mut()).transpose()?,
            outcome: how.as_mut().map(|column| column.as_slice_mut()).transpose()?,
            steps: tried.as_mut().map(|column| column.as_slice_mut()).transpose()?,
        };
        fly(py, &bodies, world, (limits, threads), Wanted::Ends(ends))?;
    }
    let found = PyDict::new(py);
    let vectors = |flat: &Option<Bound<'py, PyArray1<f64>>>| flat.as_ref().map(|a| a.reshape([n, 3])).transpose();
    for name in &columns {
        match name.as_str() {
            "time_s" => found.set_item(name, &time)?,
            "position_ecef_m" => found.set_item(name, vectors(&position)?)?,
            "velocity_ecef_m_s" => found.set_item(name, vectors(&velocity)?)?,
            "outcome" => found.set_item(name, &outcome)?,
            "steps" => found.set_item(name, &steps)?,
            _ => return Err(invalid("columns", name, "a column of ends")),
        }
    }
    Ok(found)
}
