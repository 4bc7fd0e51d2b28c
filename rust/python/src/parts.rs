//! Flown trajectories as plain parts, and back: what copying and pickling in Python need.

use crate::array::{listed, same_length, vectors};
use crate::error::invalid;
use crate::flight::{index, Trajectories};
use crate::world::World;
use intercept_core::error::Error;
use intercept_core::flight::flown::path::{self, Event, Flown, Mark, Outcome};
use intercept_core::math::hermite::Knot;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

// The words and the numbers of an error.
type Fault = (Vec<String>, Vec<f64>);

const OUTCOMES: [Outcome; 10] = [
    Outcome::Impact,
    Outcome::Timeout,
    Outcome::StepLimit,
    Outcome::NonFinite,
    Outcome::Unreachable,
    Outcome::Invalid,
    Outcome::NotConverged,
    Outcome::LimitExceeded,
    Outcome::FuelExhausted,
    Outcome::Recorded,
];
const EVENTS: [Event; 11] = [
    Event::Ignition,
    Event::Burnout,
    Event::Separation,
    Event::PullUp,
    Event::Glide,
    Event::Cruise,
    Event::Dive,
    Event::HeatRateLimit,
    Event::DynamicPressureLimit,
    Event::LoadLimit,
    Event::FuelOut,
];

/// Why each row was not flown, as words and numbers; `None` where it was.
#[pyfunction]
pub(crate) fn trajectory_faults(trajectories: &Trajectories) -> Vec<Option<Fault>> {
    let inner = &trajectories.inner;
    (0..inner.len()).map(|i| inner.fault(i).map(parts_of)).collect()
}

/// The batch that has these parts: knots, offsets, outcomes and marks as its methods of these names give them, faults
/// as `trajectory_faults`.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "one column each")]
pub(crate) fn trajectories_of_parts(
    py: Python<'_>,
    offsets: PyReadonlyArray1<'_, u64>,
    time_s: PyReadonlyArray1<'_, f64>,
    position_ecef_m: PyReadonlyArray2<'_, f64>,
    velocity_ecef_m_s: PyReadonlyArray2<'_, f64>,
    acceleration_ecef_m_s2: PyReadonlyArray2<'_, f64>,
    outcome: PyReadonlyArray1<'_, u8>,
    faults: Vec<Option<Fault>>,
    marks: (PyReadonlyArray1<'_, u64>, PyReadonlyArray1<'_, f64>, PyReadonlyArray1<'_, u8>),
    world: &World,
) -> PyResult<Trajectories> {
    let (offsets, outcome) = (offsets.as_array(), outcome.as_array());
    same_length("offsets", offsets.len(), outcome.len() + 1, "outcome and one more")?;
    same_length("faults", faults.len(), outcome.len(), "outcome")?;
    let knots = knots_of(py, time_s, position_ecef_m, velocity_ecef_m_s, acceleration_ecef_m_s2)?;
    let mut row_marks = marks_by_row(outcome.len(), marks)?.into_iter();
    let mut rows = Vec::with_capacity(outcome.len());
    for (i, fault) in faults.into_iter().enumerate() {
        py.check_signals()?;
        let (start, end) = (index(offsets[i]), index(offsets[i + 1]));
        let knots =
            knots.get(start..end).ok_or_else(|| invalid("offsets", end, "ascending, to the number of knots"))?;
        let marks = row_marks.next().unwrap_or_default();
        rows.push(path::row(match fault {
            Some(parts) => Err(error_of(parts)?),
            None => Ok(Flown { knots: knots.to_vec(), marks, outcome: coded("outcome", &OUTCOMES, outcome[i])? }),
        }));
    }
    Ok(Trajectories::of(&world.inner, rows))
}

fn knots_of(
    py: Python<'_>,
    time_s: PyReadonlyArray1<'_, f64>,
    position_ecef_m: PyReadonlyArray2<'_, f64>,
    velocity_ecef_m_s: PyReadonlyArray2<'_, f64>,
    acceleration_ecef_m_s2: PyReadonlyArray2<'_, f64>,
) -> PyResult<Vec<Knot>> {
    let times = time_s.as_array();
    let positions = vectors("position_ecef_m", &position_ecef_m)?;
    let velocities = vectors("velocity_ecef_m_s", &velocity_ecef_m_s)?;
    let accelerations = vectors("acceleration_ecef_m_s2", &acceleration_ecef_m_s2)?;
    same_length("position_ecef_m", positions.len(), times.len(), "time_s")?;
    same_length("velocity_ecef_m_s", velocities.len(), times.len(), "time_s")?;
    same_length("acceleration_ecef_m_s2", accelerations.len(), times.len(), "time_s")?;
    let knot = |i: usize| Knot {
        t: times[i],
        position: positions[i],
        velocity: velocities[i],
        acceleration: accelerations[i],
    };
    listed(py, times.len(), knot)
}

fn marks_by_row(
    rows: usize,
    (row, time_s, event): (PyReadonlyArray1<'_, u64>, PyReadonlyArray1<'_, f64>, PyReadonlyArray1<'_, u8>),
) -> PyResult<Vec<Vec<Mark>>> {
    let (row, time_s, event) = (row.as_array(), time_s.as_array(), event.as_array());
    same_length("time_s of marks", time_s.len(), row.len(), "their rows")?;
    same_length("events of marks", event.len(), row.len(), "their rows")?;
    let mut marks = vec![Vec::new(); rows];
    for (i, &of) in row.iter().enumerate() {
        let own = marks.get_mut(index(of)).ok_or_else(|| invalid("row of a mark", of, &format!("below {rows}")))?;
        own.push(Mark { time_s: time_s[i], event: coded("event", &EVENTS, event[i])? });
    }
    Ok(marks)
}

fn coded<T: Copy>(name: &str, all: &[T], code: u8) -> PyResult<T> {
    all.get(usize::from(code)).copied().ok_or_else(|| invalid(name, code, &format!("below {}", all.len())))
}

// Of an error that names what it is of: no word, the name, and its own parts.
fn parts_of(error: &Error) -> Fault {
    match error.clone() {
        Error::InvalidParameter { parameter, value, allowed } => (vec![parameter, value, allowed], Vec::new()),
        Error::NotConverged { what, iterations, off, at } => (vec![what, iterations.to_string(), off, at], Vec::new()),
        Error::Unreachable { wanted_m, reachable_m } => (Vec::new(), vec![wanted_m, reachable_m]),
        Error::Of { whose, error } => {
            let (words, numbers) = parts_of(&error);
            ([vec![String::new(), whose], words].concat(), numbers)
        }
    }
}

fn error_of((words, numbers): Fault) -> PyResult<Error> {
    match (words.as_slice(), numbers.as_slice()) {
        ([mark, whose, words @ ..], _) if mark.is_empty() => {
            let error = Box::new(error_of((words.to_vec(), numbers))?);
            Ok(Error::Of { whose: whose.clone(), error })
        }
        ([parameter, value, allowed], []) => {
            Ok(Error::InvalidParameter { parameter: parameter.clone(), value: value.clone(), allowed: allowed.clone() })
        }
        ([what, iterations, off, at], []) => Ok(Error::NotConverged {
            what: what.clone(),
            iterations: iterations.parse().map_err(|_| invalid("iterations", iterations, "a whole number"))?,
            off: off.clone(),
            at: at.clone(),
        }),
        ([], &[wanted_m, reachable_m]) => Ok(Error::Unreachable { wanted_m, reachable_m }),
        _ => Err(invalid("faults", format!("{words:?}, {numbers:?}"), "the parts of an error")),
    }
}
