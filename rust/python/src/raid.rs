//! Raid plans and their replications.

use crate::array::{rows, same_length};
use crate::error::{exception, invalid};
use crate::watch::watched;
use intercept_core::batch::Workers;
use intercept_core::error::Result;
use intercept_core::math::random::{self, Triangular};
use intercept_core::raid::plan::{Plan, Tables, Threat, ThreatClass, Unit, UnitClass, Windows, POINTS};
use intercept_core::raid::replicate::Scratch;
use intercept_core::raid::tally::{simulate, Shape, Tally, FATES};
use numpy::{IntoPyArray, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A checked raid plan: threats, units, windows and priors.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct RaidPlan {
    inner: Plan,
}

#[pymethods]
impl RaidPlan {
    /// Threat classes of shape (c, 6): low, mode, high of the failure share and of the jam share. Unit classes of shape (d,
    /// 9): of the single-shot kill probability, the common-cause share and the availability. Threats of shape (n, 4): class,
    /// asset (-1 for none), launch and arrival in raid time (s). Units of shape (m, 8): class, rounds, channels, reload time
    /// (s), reloads, salvo, shoot-look-shoot (0 or 1), assess time (s). Windows by threat and unit with grids of shape (w, 8) in
    /// raid time (s), sorted by threat. Kill scale and preference rank (255: never) of shape (d, c).
    #[new]
    #[pyo3(signature = (*, threat_classes, unit_classes, threats, units, assets, window_threat, window_unit, launch_s, intercept_s,
        kill_scale, preference))]
    #[allow(clippy::too_many_arguments, reason = "the columns of one plan")]
    fn new(
        threat_classes: PyReadonlyArray2<'_, f64>,
        unit_classes: PyReadonlyArray2<'_, f64>,
        threats: PyReadonlyArray2<'_, f64>,
        units: PyReadonlyArray2<'_, f64>,
        assets: u32,
        window_threat: PyReadonlyArray1<'_, u32>,
        window_unit: PyReadonlyArray1<'_, u32>,
        launch_s: PyReadonlyArray2<'_, f64>,
        intercept_s: PyReadonlyArray2<'_, f64>,
        kill_scale: PyReadonlyArray2<'_, f64>,
        preference: PyReadonlyArray2<'_, u8>,
    ) -> PyResult<Self> {
        let threats = rows("threats", &threats, 4)?;
        let window_threat = window_threat.as_array().to_vec();
        let window_unit = window_unit.as_array().to_vec();
        same_length("window_unit", window_unit.len(), window_threat.len(), "window_threat")?;
        if !window_threat.is_sorted() || window_threat.last().is_some_and(|&t| t as usize >= threats.len()) {
            return Err(invalid(
                "window_threat",
                format!("{:?}", window_threat.last()),
                "ascending, and each below the number of threats",
            ));
        }
        let offsets = (0..=threats.len()).map(|i| window_threat.partition_point(|&t| (t as usize) < i)).collect();
        let grid = |name, array| -> PyResult<Vec<[f64; POINTS]>> {
            let rows = rows(name, array, POINTS)?;
            same_length(name, rows.len(), window_threat.len(), "window_threat")?;
            Ok(rows.iter().map(|r| std::array::from_fn(|k| r[k])).collect())
        };
        let windows = Windows {
            offsets,
            unit: window_unit,
            launch_s: grid("launch_s", &launch_s)?,
            intercept_s: grid("intercept_s", &intercept_s)?,
        };
        let tables = Tables {
            threat_classes: rows("threat_classes", &threat_classes, 6)?.iter().map(|r| threat_class_of(r)).collect(),
            unit_classes: rows("unit_classes", &unit_classes, 9)?.iter().map(|r| unit_class_of(r)).collect(),
            threats: threats.iter().map(|r| threat_of(r)).collect::<PyResult<_>>()?,
            units: rows("units", &units, 8)?.iter().map(|r| unit_of(r)).collect::<PyResult<_>>()?,
            assets,
            windows,
            kill_scale: kill_scale.as_array().rows().into_iter().map(|r| r.to_vec()).collect(),
            preference: preference.as_array().rows().into_iter().map(|r| r.to_vec()).collect(),
        };
        Plan::new(tables).map(|inner| Self { inner }).map_err(|e| exception(&e))
    }
}

fn triangular(r: &[f64]) -> Triangular {
    Triangular { low: r[0], mode: r[1], high: r[2] }
}

fn threat_class_of(r: &[f64]) -> ThreatClass {
    ThreatClass { failure_share: triangular(&r[0..3]), jam_share: triangular(&r[3..6]) }
}

fn unit_class_of(r: &[f64]) -> UnitClass {
    UnitClass {
        single_shot_kill_probability: triangular(&r[0..3]),
        common_cause_share: triangular(&r[3..6]),
        availability: triangular(&r[6..9]),
    }
}

fn threat_of(r: &[f64]) -> PyResult<Threat> {
    let asset = if r[1] < 0.0 { None } else { Some(whole("asset", r[1])?) };
    Ok(Threat { class: whole("threat class", r[0])?, asset, launch_s: r[2], arrival_s: r[3], flown: true })
}

fn unit_of(r: &[f64]) -> PyResult<Unit> {
    Ok(Unit {
        class: whole("unit class", r[0])?,
        rounds: whole("rounds", r[1])?,
        channels: whole("channels", r[2])?,
        reload_time_s: r[3],
        reloads: whole("reloads", r[4])?,
        salvo: whole("salvo", r[5])?,
        shoot_look_shoot: r[6] > 0.0,
        assess_time_s: r[7],
    })
}

fn whole(name: &str, value: f64) -> PyResult<u32> {
    if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a u32")]
        return Ok(value as u32);
    }
    Err(invalid(name, value, "a whole number from 0 to 4294967295"))
}

// Replications a worker makes in one go, and in all between two polls of the interpreter for Ctrl-C.
const BLOCK: u64 = 16;
const CHUNK: u64 = 256;

/// Replications `start..stop`; replication r uses plan r modulo their number. Columns: replication (n,), fates (n, threat
/// classes, 4: failed, jammed, intercepted, leaked), leaked (n, assets), rounds (n, unit classes); and kills (unit classes,
/// threat classes) in all.
#[pyfunction]
pub(crate) fn simulate_raid<'py>(
    py: Python<'py>,
    plans: Vec<PyRef<'py, RaidPlan>>,
    seed: u64,
    start: u64,
    stop: u64,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    if plans.is_empty() {
        return Err(invalid("plans", 0, "at least one plan"));
    }
    if stop < start {
        return Err(invalid("stop", stop, &format!("at least start, {start}")));
    }
    let plans: Vec<Plan> = plans.iter().map(|p| p.inner.clone()).collect();
    let shape = Shape::of(&plans[0]);
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let mut total = Tally::new(shape);
    let mut from = start;
    while from < stop {
        let to = stop.min(from.saturating_add(CHUNK));
        let blocks = usize::try_from((to - from).div_ceil(BLOCK)).unwrap_or(usize::MAX);
        let block = |scratch: &mut Scratch, i: usize| {
            let begin = from + i as u64 * BLOCK;
            simulate(&plans, seed, begin..to.min(begin.saturating_add(BLOCK)), scratch)
        };
        let tallies: Vec<Result<Tally>> = watched(py, || workers.map_with(0..blocks, Scratch::default, block))?;
        for tally in tallies {
            tally.and_then(|t| total.merge(&t)).map_err(|e| exception(&e))?;
        }
        from = to;
    }
    columns(py, total)
}

fn columns(py: Python<'_>, tally: Tally) -> PyResult<Bound<'_, PyDict>> {
    let n = tally.replication.len();
    let shape = tally.shape;
    let columns = PyDict::new(py);
    columns.set_item("fates", tally.fates.into_pyarray(py).reshape([n, shape.threat_classes, FATES])?)?;
    columns.set_item("leaked", tally.leaked.into_pyarray(py).reshape([n, shape.assets])?)?;
    columns.set_item("rounds", tally.rounds.into_pyarray(py).reshape([n, shape.unit_classes])?)?;
    columns.set_item("kills", tally.kills.into_pyarray(py).reshape([shape.unit_classes, shape.threat_classes])?)?;
    columns.set_item("replication", tally.replication.into_pyarray(py))?;
    Ok(columns)
}

/// The raw Philox 4x64-10 block of a counter and a key: the source of every draw of a replication.
#[pyfunction]
pub(crate) fn philox(counter: [u64; 4], key: [u64; 2]) -> [u64; 4] {
    random::philox4x64_10(counter, key)
}
