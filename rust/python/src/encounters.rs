//! What each threat gives every unit to shoot at, for any set of sensors.

use crate::array::{listed, rows, same_length};
use crate::error::invalid;
use crate::watch::watched_here;
use intercept_core::engagement::curve::Curve;
use intercept_core::engagement::encounters::{Encounters as Met, Scratch};
use intercept_core::watch::breathe;
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::prelude::*;

/// What each threat of a batch gives to shoot at.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Encounters {
    pub(crate) rows: Vec<Met>,
}

#[pymethods]
impl Encounters {
    /// Windows that somebody else has found: threat and unit of each, and launches with their intercepts (s) and factors on the
    /// kill probability, of shape (windows, points), ascending in launch.
    #[new]
    fn given(
        py: Python<'_>,
        threats: usize,
        window_threat: PyReadonlyArray1<'_, u32>,
        window_unit: PyReadonlyArray1<'_, u32>,
        launch_s: PyReadonlyArray2<'_, f64>,
        intercept_s: PyReadonlyArray2<'_, f64>,
        kill_factor: PyReadonlyArray2<'_, f64>,
    ) -> PyResult<Self> {
        let (threat, unit) = (window_threat.as_array().to_vec(), window_unit.as_array().to_vec());
        same_length("window_unit", unit.len(), threat.len(), "window_threat")?;
        let points = launch_s.shape()[1];
        if points == 0 {
            return Err(invalid("launch_s", "an array of no columns", "an array of at least one"));
        }
        let launches = rows("launch_s", &launch_s, points)?;
        let intercepts = rows("intercept_s", &intercept_s, points)?;
        let factors = rows("kill_factor", &kill_factor, points)?;
        for (name, given) in [("launch_s", &launches), ("intercept_s", &intercepts), ("kill_factor", &factors)] {
            same_length(name, given.len(), threat.len(), "window_threat")?;
        }
        let mut of_threat = vec![(Vec::new(), Vec::new()); threats];
        for (k, (&threat, &unit)) in threat.iter().zip(&unit).enumerate() {
            py.check_signals()?;
            let Some(windows) = of_threat.get_mut(threat as usize) else {
                return Err(invalid(&format!("window_threat[{k}]"), threat, &format!("below {threats}")));
            };
            windows.0.push((unit, Curve::through(launches[k].iter().copied().zip(intercepts[k].iter().copied()))));
            windows.1.push(crate::kill_geometry::given_factor(&launches[k], &factors[k]));
        }
        Ok(Self { rows: of_threat.into_iter().map(|(w, factors)| Met::given(w).with_factors(factors)).collect() })
    }

    /// Those of some threats, by their row numbers, in that order. Where times are given (s, raid time), each is tracked from then
    /// on by a sensor that is always up, and guides every unit.
    #[pyo3(signature = (threats, seen_from_s=None))]
    fn part(
        &self,
        py: Python<'_>,
        threats: PyReadonlyArray1<'_, u32>,
        seen_from_s: Option<PyReadonlyArray1<'_, f64>>,
    ) -> PyResult<Self> {
        let threats = threats.as_array();
        let row = |&k: &u32| {
            let found = self.rows.get(k as usize);
            found.ok_or_else(|| invalid("threats", k, &format!("below {}", self.rows.len())))
        };
        let kept: Vec<&Met> = threats.iter().map(row).collect::<PyResult<_>>()?;
        let Some(from_s) = seen_from_s else {
            return Ok(Self { rows: listed(py, kept.len(), |k| kept[k].clone())? });
        };
        same_length("seen_from_s", from_s.len(), kept.len(), "threats")?;
        let from_s = from_s.as_array();
        Ok(Self { rows: listed(py, kept.len(), |k| kept[k].all_seen(from_s[k]))? })
    }

    /// The windows for the sensors that are up and a time from track to order (s): threat, unit, earliest and latest launch, and
    /// the intercepts of these (s).
    #[allow(clippy::type_complexity, reason = "six columns")]
    fn windows<'py>(
        &self,
        py: Python<'py>,
        up: PyReadonlyArray1<'_, bool>,
        decision_time_s: f64,
    ) -> PyResult<(Bound<'py, PyArray1<u32>>, Bound<'py, PyArray1<u32>>, [Bound<'py, PyArray1<f64>>; 4])> {
        let up = up.as_array();
        let search = || {
            let (mut threat, mut unit, mut times) = (Vec::new(), Vec::new(), [const { Vec::new() }; 4]);
            let (mut scratch, mut found) = (Scratch::default(), Vec::new());
            for (i, row) in (0u32..).zip(&self.rows) {
                breathe();
                found.clear();
                let begins = |k: u32, from: f64| if up.get(k as usize) == Some(&true) { from } else { f64::INFINITY };
                row.open(begins, decision_time_s, &mut scratch, &mut found);
                for window in &found {
                    threat.push(i);
                    unit.push(window.unit);
                    let meets = |launch| row.curve(window.curve).intercept_s(launch);
                    let row = [window.opens_s, window.closes_s, meets(window.opens_s), meets(window.closes_s)];
                    times.iter_mut().zip(row).for_each(|(column, time)| column.push(time));
                }
            }
            (threat, unit, times)
        };
        let (threat, unit, times) = watched_here(py, search)?;
        Ok((threat.into_pyarray(py), unit.into_pyarray(py), times.map(|t| t.into_pyarray(py))))
    }
}
