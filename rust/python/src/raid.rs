//! Raid plans and their replications.

use crate::array::{rows, same_length};
use crate::encounters::Encounters;
use crate::error::{exception, invalid};
use crate::unknowns::Unknowns;
use crate::watch::watched;
use intercept_core::batch::Workers;
use intercept_core::error::Result;
use intercept_core::math::random::{self, Replication};
use intercept_core::raid::cause::{Cause, CAUSES};
use intercept_core::raid::course::Course;
use intercept_core::raid::nights::{simulate_nights, LUCK_MAX};
use intercept_core::raid::plan::{Doctrine, Plan, Post, Priority, Site, Tables, Threat};
use intercept_core::raid::replicate::Scratch;
use intercept_core::raid::tally::{Shape, Tally, FATES};
use numpy::{Element, IntoPyArray, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyDict;

// Command posts, that of each unit, and the threats that come at a unit with that unit.
type Command<'py> = (PyReadonlyArray2<'py, f64>, PyReadonlyArray1<'py, i64>, PyReadonlyArray2<'py, u64>);

/// A checked raid plan: threats, units, sensors, and what each threat gives to shoot at.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct RaidPlan {
    pub(crate) inner: Plan,
}

#[pymethods]
impl RaidPlan {
    /// Threats of shape (n, 6): class, wave, asset (-1 for none), launch and arrival in raid time (s), jitter (s). Units and sensors of
    /// shape (m, 1): class. Keys are hashed names: of threats, units, sensors and unit classes. Kill scale, preference rank (255:
    /// never) and whether fire is held, of shape (unit classes, threat classes). Doctrine: deconfliction delay (s), most rounds at a
    /// target, whether cheaper windows are waited for, and `earliest_impact`, `value_at_risk` or `hardest_first`. Command posts of
    /// shape (k, 2): operators, and how long an engagement takes one (s); the post of each unit (-1 for none). Threats and the units
    /// that they come at, of shape (pairs, 2).
    #[new]
    #[pyo3(signature = (*, encounters, threats, threat_keys, units, unit_keys, sensors, sensor_keys, unit_class_keys,
        threat_classes, sensor_classes, waves, asset_values, kill_scale, preference, held, command,
        deconfliction_delay_s, rounds_per_target_max, wait_for_cheaper, priority))]
    #[allow(clippy::too_many_arguments, reason = "the columns of one plan")]
    fn new(
        encounters: PyRef<'_, Encounters>,
        threats: PyReadonlyArray2<'_, f64>,
        threat_keys: PyReadonlyArray1<'_, u64>,
        units: PyReadonlyArray1<'_, u64>,
        unit_keys: PyReadonlyArray1<'_, u64>,
        sensors: PyReadonlyArray2<'_, f64>,
        sensor_keys: PyReadonlyArray1<'_, u64>,
        unit_class_keys: PyReadonlyArray1<'_, u64>,
        threat_classes: usize,
        sensor_classes: usize,
        waves: usize,
        asset_values: PyReadonlyArray1<'_, f64>,
        kill_scale: PyReadonlyArray2<'_, f64>,
        preference: PyReadonlyArray2<'_, u8>,
        held: PyReadonlyArray2<'_, bool>,
        command: Command<'_>,
        deconfliction_delay_s: f64,
        rounds_per_target_max: u32,
        wait_for_cheaper: bool,
        priority: &str,
    ) -> PyResult<Self> {
        let flown = rows("threats", &threats, 6)?;
        same_length("threat_keys", threat_keys.len(), flown.len(), "threats")?;
        let keys = threat_keys.as_array();
        let (posts, unit_posts, comes_at) = command;
        let comes_at = own_threats(flown.len(), &comes_at)?;
        let (sensors, tracks_max) = watching(&sensors, &sensor_keys)?;
        let threats = flown.iter().zip(keys.iter()).map(|(r, &key)| threat_of(r, key)).collect::<PyResult<_>>()?;
        let tables = Tables {
            threat_classes,
            waves,
            unit_classes: unit_class_keys.as_array().to_vec(),
            sensor_classes,
            threats,
            units: sites("unit", &units, &unit_keys)?,
            sensors,
            tracks_max,
            asset_values: asset_values.as_array().to_vec(),
            encounters: encounters.rows.clone(),
            kill_scale: matrix(&kill_scale),
            preference: matrix(&preference),
            posts: rows("posts", &posts, 2)?.iter().map(|r| post_of(r)).collect::<PyResult<_>>()?,
            unit_posts: unit_posts
                .as_array()
                .iter()
                .map(|&post| (post >= 0).then(|| small(post.unsigned_abs())))
                .collect(),
            comes_at,
            doctrine: Doctrine {
                deconfliction_delay_s,
                rounds_per_target_max,
                wait_for_cheaper,
                priority: priority_of(priority)?,
                held: matrix(&held),
            },
        };
        Plan::new(tables).map(|inner| Self { inner }).map_err(|e| exception(&e))
    }
}

fn matrix<T: Element + Copy>(array: &PyReadonlyArray2<'_, T>) -> Vec<Vec<T>> {
    array.as_array().rows().into_iter().map(|r| r.to_vec()).collect()
}

fn priority_of(word: &str) -> PyResult<Priority> {
    match word {
        "earliest_impact" => Ok(Priority::EarliestImpact),
        "value_at_risk" => Ok(Priority::ValueAtRisk),
        "hardest_first" => Ok(Priority::HardestFirst),
        _ => Err(invalid("priority", word, "earliest_impact, value_at_risk or hardest_first")),
    }
}

fn sites(what: &str, classes: &PyReadonlyArray1<'_, u64>, keys: &PyReadonlyArray1<'_, u64>) -> PyResult<Vec<Site>> {
    same_length(&format!("{what}_keys"), keys.len(), classes.len(), &format!("{what}s"))?;
    Ok(classes
        .as_array()
        .iter()
        .zip(keys.as_array().iter())
        .map(|(&c, &key)| Site { key, class: small(c), given: 0 })
        .collect())
}

// The sensors, and how many threats each tracks at a time.
fn watching(sensors: &PyReadonlyArray2<'_, f64>, keys: &PyReadonlyArray1<'_, u64>) -> PyResult<(Vec<Site>, Vec<u32>)> {
    let rows = rows("sensors", sensors, 2)?;
    same_length("sensor_keys", keys.len(), rows.len(), "sensors")?;
    let each = rows.iter().zip(keys.as_array());
    let site = |(r, &key): (&Vec<f64>, &u64)| {
        Ok((Site { key, class: whole("sensor class", r[0])?, given: 0 }, most("tracks_max", r[1])?))
    };
    Ok(each.map(site).collect::<PyResult<Vec<_>>>()?.into_iter().unzip())
}

// What is no index of anything is refused as one that is too large.
fn small(index: u64) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn post_of(r: &[f64]) -> PyResult<Post> {
    Ok(Post { operators: whole("operators of a command post", r[0])?, operator_time_s: r[1] })
}

// The units that each threat comes at.
fn own_threats(threats: usize, pairs: &PyReadonlyArray2<'_, u64>) -> PyResult<Vec<Vec<u32>>> {
    let mut units = vec![Vec::new(); threats];
    for (i, pair) in pairs.as_array().rows().into_iter().enumerate() {
        let (Some(&threat), Some(&unit)) = (pair.get(0), pair.get(1)) else {
            return Err(invalid(
                "comes_at",
                format!("an array of shape {:?}", pairs.shape()),
                "an array of shape (n, 2)",
            ));
        };
        match units.get_mut(small(threat) as usize) {
            Some(own) => own.push(small(unit)),
            None => return Err(invalid(&format!("comes_at[{i}]"), threat, &format!("below {threats}, a threat"))),
        }
    }
    Ok(units)
}

fn threat_of(r: &[f64], key: u64) -> PyResult<Threat> {
    let asset = if r[2] < 0.0 { None } else { Some(whole("asset", r[2])?) };
    let (class, wave) = (whole("threat class", r[0])?, whole("wave", r[1])?);
    Ok(Threat { key, class, wave, asset, launch_s: r[3], arrival_s: r[4], jitter_s: r[5] })
}

/// A whole number, or infinite for no limit.
pub(crate) fn most(name: &str, value: f64) -> PyResult<u32> {
    if value == f64::INFINITY {
        return Ok(u32::MAX);
    }
    whole(name, value)
}

pub(crate) fn whole(name: &str, value: f64) -> PyResult<u32> {
    if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a u32")]
        return Ok(value as u32);
    }
    Err(invalid(name, value, "a whole number from 0 to 4294967295"))
}

// Replications a worker makes in one go, and in all between two polls of the interpreter for Ctrl-C.
const BLOCK: usize = 8;
const CHUNK: usize = 256;

/// Replications of vectors `first..first + rows of unknowns`, each with luck `luck.0..luck.1`: for each of some nights in a row,
/// columns with one row for each replication, in ascending order of unknown and luck.
#[pyfunction]
#[pyo3(signature = (plan, unknowns, seed, first, luck, threads, nights=1))]
#[allow(clippy::too_many_arguments, reason = "the settings of one call")]
pub(crate) fn simulate_raid<'py>(
    py: Python<'py>,
    plan: PyRef<'py, RaidPlan>,
    unknowns: PyRef<'py, Unknowns>,
    seed: u64,
    first: u64,
    luck: (u64, u64),
    threads: usize,
    nights: u32,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    if luck.1 > LUCK_MAX && nights > 1 {
        return Err(invalid("end of luck", luck.1, &format!("at most {LUCK_MAX} where nights follow on each other")));
    }
    if luck.1 < luck.0 {
        return Err(invalid("end of luck", luck.1, &format!("at least its start, {}", luck.0)));
    }
    let (plan, vectors) = (&plan.inner, &unknowns.rows);
    for vector in vectors {
        vector.check(plan).map_err(|e| exception(&e))?;
    }
    let each = usize::try_from(luck.1 - luck.0).unwrap_or(usize::MAX);
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let mut totals = vec![Tally::new(Shape::of(plan)); nights as usize];
    let (mut from, count) = (0, vectors.len().saturating_mul(each));
    while from < count {
        let to = count.min(from + CHUNK);
        let block = |scratch: &mut Scratch, i: usize| {
            let begin = from + i * BLOCK;
            let rows = (begin..to.min(begin + BLOCK)).map(|k| {
                let (vector, luck_index) = (k / each, k % each);
                (
                    Replication { seed, unknown: first + vector as u64, luck: luck.0 + luck_index as u64 },
                    &vectors[vector],
                )
            });
            simulate_nights(plan, rows, nights, scratch)
        };
        let blocks = (to - from).div_ceil(BLOCK);
        let found: Vec<Result<Vec<Tally>>> = watched(py, || workers.map_with(0..blocks, Scratch::default, block))?;
        for tallies in found {
            for (total, tally) in totals.iter_mut().zip(tallies.map_err(|e| exception(&e))?) {
                total.append(&tally).map_err(|e| exception(&e))?;
            }
        }
        from = to;
    }
    totals.into_iter().map(|total| columns(py, total)).collect()
}

fn columns(py: Python<'_>, tally: Tally) -> PyResult<Bound<'_, PyDict>> {
    let n = tally.unknown.len();
    let Shape { threat_classes: t, unit_classes: u, assets, waves } = tally.shape;
    let columns = PyDict::new(py);
    columns.set_item("unknown", tally.unknown.into_pyarray(py))?;
    columns.set_item("luck", tally.luck.into_pyarray(py))?;
    let [fates, causes, by_asset, by_wave, rounds, wasted, left, kills, busy, came, engaged, away, waiting] =
        tally.counts;
    columns.set_item("fates", fates.into_pyarray(py).reshape([n, t, FATES])?)?;
    columns.set_item("causes", causes.into_pyarray(py).reshape([n, t, CAUSES])?)?;
    columns.set_item("leaked", by_asset.into_pyarray(py).reshape([n, assets])?)?;
    columns.set_item("leaked_by_wave", by_wave.into_pyarray(py).reshape([n, waves])?)?;
    columns.set_item("rounds", rounds.into_pyarray(py).reshape([n, u])?)?;
    columns.set_item("wasted", wasted.into_pyarray(py).reshape([n, u])?)?;
    columns.set_item("left", left.into_pyarray(py).reshape([n, u])?)?;
    columns.set_item("kills", kills.into_pyarray(py).reshape([n, u, t])?)?;
    columns.set_item("channels_busy_max", busy.into_pyarray(py))?;
    columns.set_item("came", came.into_pyarray(py).reshape([n, t])?)?;
    columns.set_item("engaged", engaged.into_pyarray(py).reshape([n, t])?)?;
    columns.set_item("turned_away", away.into_pyarray(py).reshape([n, t])?)?;
    columns.set_item("waited_s", tally.waited_s.into_pyarray(py).reshape([n, t])?)?;
    columns.set_item("waiting_max", waiting.into_pyarray(py))?;
    columns.set_item("first_shortage_s", tally.first_shortage_s.into_pyarray(py))?;
    columns.set_item("course", courses(py, tally.courses)?)?;
    Ok(columns)
}

// The sums of all groups, with steps of one length, and as many of them.
fn courses(py: Python<'_>, mut groups: Vec<(u64, Course)>) -> PyResult<Bound<'_, PyDict>> {
    let step_ms = groups.iter().map(|(_, course)| course.step_ms).max().unwrap_or(0);
    for (_, course) in &mut groups {
        course.fold_to(step_ms);
    }
    let steps = groups.iter().map(|(_, course)| course.steps()).max().unwrap_or(0);
    for (_, course) in &mut groups {
        course.resize(steps);
    }
    let (n, classes) = (groups.len(), groups.first().map_or(0, |(_, course)| course.classes()));
    let columns = PyDict::new(py);
    let numbers = |of: fn(&(u64, Course)) -> u64| groups.iter().map(of).collect::<Vec<_>>().into_pyarray(py);
    columns.set_item("group", numbers(|(group, _)| *group))?;
    columns.set_item("replications", numbers(|(_, course)| course.replications))?;
    columns.set_item("step_ms", numbers(|(_, course)| course.step_ms))?;
    let all = |of: fn(&Course) -> &Vec<u64>| groups.iter().flat_map(|(_, c)| of(c).iter().copied()).collect::<Vec<_>>();
    let signed =
        |of: fn(&Course) -> &Vec<i64>| groups.iter().flat_map(|(_, c)| of(c).iter().copied()).collect::<Vec<_>>();
    columns.set_item("busy_ms", all(|c| &c.busy_ms).into_pyarray(py).reshape([n, steps, classes])?)?;
    columns.set_item("change", signed(|c| &c.change).into_pyarray(py).reshape([n, steps, classes])?)?;
    columns.set_item("begun", all(|c| &c.begun).into_pyarray(py).reshape([n, classes])?)?;
    columns.set_item("short", all(|c| &c.short).into_pyarray(py).reshape([n, classes + usize::from(n > 0)])?)?;
    columns
        .set_item("short_ms", signed(|c| &c.short_ms).into_pyarray(py).reshape([n, classes + usize::from(n > 0)])?)?;
    for (name, sums) in
        [("causes_by_asset", all(|c| &c.causes_by_asset)), ("causes_by_wave", all(|c| &c.causes_by_wave))]
    {
        let rows = sums.len() / CAUSES / n.max(1);
        columns.set_item(name, sums.into_pyarray(py).reshape([n, rows, CAUSES])?)?;
    }
    Ok(columns)
}

/// Names of the causes of leakers, by code.
#[pyfunction]
pub(crate) fn cause_words() -> Vec<&'static str> {
    Cause::ALL.iter().map(|c| c.as_str()).collect()
}

/// The raw Philox 4x64-10 block of a counter and a key: the source of every draw of a replication.
#[pyfunction]
pub(crate) fn philox(counter: [u64; 4], key: [u64; 2]) -> [u64; 4] {
    random::philox4x64_10(counter, key)
}
