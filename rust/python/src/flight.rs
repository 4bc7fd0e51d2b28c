//! Batches of flights of any kind, and the trajectories that come out.

use crate::array::{column, flat, given, mapped_matrices, same_length, shaped, Column, Given, Matrix};
use crate::error::{exception, invalid};
use crate::frames;
use crate::watch::{watched, watched_here};
use intercept_core::batch::Workers;
use intercept_core::earth::world::World;
use intercept_core::error::{Error, Result};
use intercept_core::flight::flown::path;
use intercept_core::flight::flown::summary::Summary;
use intercept_core::flight::kinds::flight::Flight;
use intercept_core::flight::search::lead::Lead;
use intercept_core::math::hermite::Knot;
use intercept_core::math::integrator::Settings;
use intercept_core::math::vec3::Vec3;
use intercept_core::watch::breathe;
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A batch of flown trajectories: knots in columns, ragged by `offsets`, with an outcome per row.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Trajectories {
    pub(crate) inner: path::Trajectories,
}

#[pymethods]
impl Trajectories {
    fn __len__(&self) -> usize {
        self.inner.len()
    }

    /// Where each row's knots begin, and the total at the end: shape (rows + 1,).
    fn offsets<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u64>> {
        column(py, self.inner.offsets().iter().map(|&o| o as u64))
    }

    /// Time of each knot since launch (s).
    fn time_s<'py>(&self, py: Python<'py>) -> PyResult<Column<'py>> {
        Ok(self.knots(py, |k| [k.t])?.into_pyarray(py))
    }

    /// Position of each knot, ECEF (m): shape (knots, 3).
    fn position_ecef_m<'py>(&self, py: Python<'py>) -> PyResult<Matrix<'py>> {
        shaped(py, self.knots(py, |k| components(k.position))?)
    }

    /// Velocity of each knot relative to the rotating Earth, ECEF (m/s): shape (knots, 3).
    fn velocity_ecef_m_s<'py>(&self, py: Python<'py>) -> PyResult<Matrix<'py>> {
        shaped(py, self.knots(py, |k| components(k.velocity))?)
    }

    /// Acceleration of each knot in the rotating frame, ECEF (m/s^2): shape (knots, 3).
    fn acceleration_ecef_m_s2<'py>(&self, py: Python<'py>) -> PyResult<Matrix<'py>> {
        shaped(py, self.knots(py, |k| components(k.acceleration))?)
    }

    /// Outcome code of each row.
    fn outcome<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u8>> {
        column(py, (0..self.inner.len()).map(|i| self.inner.outcome(i) as u8))
    }

    /// Why row `i` did not come to its end, in words: it was not flown, or ended on the way; `None` when it did.
    fn fault(&self, i: usize) -> PyResult<Option<String>> {
        if i >= self.inner.len() {
            return Err(invalid("row", i, &format!("below the number of rows, {}", self.inner.len())));
        }
        Ok(self.inner.reason(i))
    }

    /// The batch with faults that name what they are of, one name for each row.
    fn named(&self, names: Vec<String>) -> PyResult<Self> {
        same_length("names", names.len(), self.inner.len(), "the rows")?;
        Ok(Self { inner: self.inner.named(&names) })
    }

    /// What happened on the way: row, time since launch (s) and code of each event, row after row.
    #[allow(clippy::type_complexity, reason = "three columns")]
    fn marks<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyArray1<u64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<u8>>) {
        let all = || (0..self.inner.len()).flat_map(|i| self.inner.marks(i).iter().map(move |m| (i as u64, m)));
        (
            column(py, all().map(|(i, _)| i)),
            column(py, all().map(|(_, m)| m.time_s)),
            column(py, all().map(|(_, m)| m.event as u8)),
        )
    }

    /// Position and velocity of rows at times since their launch, held at the ends: two arrays of shape (n, 3).
    /// NaN for rows that were not flown.
    fn sample<'py>(
        &self,
        py: Python<'py>,
        row: PyReadonlyArray1<'py, u64>,
        time_s: PyReadonlyArray1<'py, f64>,
    ) -> PyResult<(Matrix<'py>, Matrix<'py>)> {
        let (row, [time]) = (row.as_array(), self.moments(&row, &time_s)?);
        let nan = Vec3::new(f64::NAN, f64::NAN, f64::NAN);
        let state = |i: usize| match self.inner.path(index(row[i])) {
            Some(path) if !time.at(i).is_nan() => {
                let state = path.state(time.at(i));
                [state.position, state.velocity]
            }
            _ => [nan, nan],
        };
        mapped_matrices(py, 0, row.len(), state).map(|[position, velocity]| (position, velocity))
    }

    /// Memory held (bytes).
    fn nbytes(&self) -> usize {
        self.inner.bytes()
    }

    /// Latitude, longitude (rad) and altitude (m) over the world flown over, of ECEF positions (m) of shape (n, 3).
    fn geodetic<'py>(
        &self,
        py: Python<'py>,
        position_ecef_m: PyReadonlyArray2<'py, f64>,
    ) -> PyResult<(Column<'py>, Column<'py>, Column<'py>)> {
        frames::geodetic(py, &flat("position_ecef_m", &position_ecef_m)?, self.inner.world(), 0)
    }

    /// Columns of figures per row (NaN for rows that were not flown): time, distance, apogee, speeds, end point.
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let workers = Workers::new(0).map_err(|e| exception(&e))?;
        let batch = &self.inner;
        let rows = each(py, workers, batch.len(), |i| batch.path(i).map(|p| Summary::of(batch.world(), &p)))?;
        let pick = |f: fn(&Summary) -> f64| column(py, rows.iter().map(|s| s.as_ref().map_or(f64::NAN, f)));
        let columns = PyDict::new(py);
        columns.set_item("flight_time_s", pick(|s| s.flight_time_s))?;
        columns.set_item("distance_m", pick(|s| s.distance_m))?;
        columns.set_item("apogee_m", pick(|s| s.apogee_m))?;
        columns.set_item("apogee_time_s", pick(|s| s.apogee_time_s))?;
        columns.set_item("speed_max_m_s", pick(|s| s.speed_max_m_s))?;
        columns.set_item("speed_end_m_s", pick(|s| s.speed_end_m_s))?;
        columns.set_item("latitude_end_rad", pick(|s| s.latitude_end_rad))?;
        columns.set_item("longitude_end_rad", pick(|s| s.longitude_end_rad))?;
        Ok(columns)
    }
}

impl Trajectories {
    pub(crate) fn of(world: &World, rows: Vec<path::Row>) -> Self {
        Self { inner: path::Trajectories::new(world, rows) }
    }

    /// Times of rows, each of which is checked to be one of the batch.
    pub(crate) fn moments<'a>(
        &self,
        row: &PyReadonlyArray1<'_, u64>,
        time_s: &'a PyReadonlyArray1<'_, f64>,
    ) -> PyResult<[Given<'a>; 1]> {
        let row = row.as_array();
        let (time, times) = given([("time_s", time_s)])?;
        same_length("time_s", times, row.len(), "row")?;
        match row.iter().find(|&&i| i >= self.inner.len() as u64) {
            Some(&i) => Err(invalid("row", i, &format!("below the number of rows, {}", self.inner.len()))),
            None => Ok(time),
        }
    }

    // Numbers of every knot, row after row, written by all threads.
    fn knots<const K: usize>(&self, py: Python<'_>, numbers: fn(&Knot) -> [f64; K]) -> PyResult<Vec<f64>> {
        let workers = Workers::new(0).map_err(|e| exception(&e))?;
        let offsets = self.inner.offsets();
        let mut all = vec![0.0; K * offsets[self.inner.len()]];
        let mut left = &mut all[..];
        let mut parts = Vec::new();
        let mut first = 0;
        while first < self.inner.len() {
            let mut end = first + 1;
            while end < self.inner.len() && offsets[end] - offsets[first] < KNOTS {
                end += 1;
            }
            let (head, tail) = std::mem::take(&mut left).split_at_mut(K * (offsets[end] - offsets[first]));
            parts.push((first..end, head));
            (left, first) = (tail, end);
        }
        let write = |(rows, part): (std::ops::Range<usize>, &mut [f64])| {
            for (i, (to, knot)) in part.chunks_exact_mut(K).zip(rows.flat_map(|i| self.inner.knots(i))).enumerate() {
                if i % KNOTS == 0 {
                    breathe();
                }
                to.copy_from_slice(&numbers(knot));
            }
        };
        if parts.len() < FEW_PARTS {
            watched_here(py, || parts.into_iter().for_each(write))?;
        } else {
            watched(py, || workers.share(parts.into_iter(), write))?;
        }
        Ok(all)
    }
}

fn components(v: Vec3) -> [f64; 3] {
    [v.x, v.y, v.z]
}

// Knots that a thread writes at once, or those of one row; and how many such parts are worth waking threads.
const KNOTS: usize = 1_024;
const FEW_PARTS: usize = 8;

// A row number that was checked against the length, or came from one.
pub(crate) fn index(i: u64) -> usize {
    usize::try_from(i).unwrap_or(usize::MAX)
}

pub(crate) fn run(
    py: Python<'_>,
    threads: usize,
    flights: &[Result<Flight>],
    world: &World,
    settings: &Settings,
    lead: Option<&Lead>,
) -> PyResult<Trajectories> {
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let fly = |flight: &Flight| flight.fly_led(world, settings, lead).map(|(flown, _)| flown);
    let fly = |i: usize| path::row(flights[i].as_ref().map_err(Clone::clone).and_then(fly));
    Ok(Trajectories::of(world, each(py, workers, flights.len(), fly)?))
}

/// What a function makes of every row, in order, shared by threads.
pub(crate) fn each<T: Send>(
    py: Python<'_>,
    workers: Workers,
    rows: usize,
    f: impl Fn(usize) -> T + Sync + Send,
) -> PyResult<Vec<T>> {
    // A thread takes longer to wake up than one flight takes.
    if rows == 1 {
        watched_here(py, || vec![f(0)])
    } else {
        watched(py, || workers.map(0..rows, f))
    }
}

pub(crate) fn settings(tolerance_m: f64, duration_max_s: Option<f64>) -> PyResult<Settings> {
    let check = |name, value, low, high| {
        intercept_core::error::check_range(name, value, low, high).map_err(|e: Error| exception(&e))
    };
    check("tolerance_m", tolerance_m, 1e-9, 1e3)?;
    let default = Settings::default();
    let duration_max_s = duration_max_s.unwrap_or(default.duration_max_s);
    check("duration_max_s", duration_max_s, 1e-6, 1e6)?;
    Ok(Settings { tolerance_m, duration_max_s, ..default })
}

/// Rows of several batches in a new order: row `i` is row `row[i]` of `parts[part[i]]`.
#[pyfunction]
pub(crate) fn gather(
    py: Python<'_>,
    parts: Vec<PyRef<'_, Trajectories>>,
    part: PyReadonlyArray1<'_, u64>,
    row: PyReadonlyArray1<'_, u64>,
) -> PyResult<Trajectories> {
    let (part, row) = (part.as_array(), row.as_array());
    same_length("row", row.len(), part.len(), "part")?;
    let mut rows = Vec::with_capacity(row.len());
    for (&p, &i) in part.iter().zip(row) {
        py.check_signals()?;
        let batch = parts
            .get(index(p))
            .ok_or_else(|| invalid("part", p, &format!("below the number of parts, {}", parts.len())))?;
        if index(i) >= batch.inner.len() {
            return Err(invalid("row", i, &format!("below the number of rows, {}", batch.inner.len())));
        }
        rows.push(batch.inner.row(index(i)));
    }
    Ok(Trajectories::of(parts.first().map_or(&World::EARTH, |p| p.inner.world()), rows))
}
