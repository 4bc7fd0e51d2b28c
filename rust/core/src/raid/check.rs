//! What makes a plan one that can be replicated: each mistake is named with its row, value and allowed range.

use super::plan::{Tables, Threat, TIME_TOLERANCE_S};
use crate::engagement::encounters::Encounters;
use crate::engagement::kill_geometry::KillFactor;
use crate::error::{check_range, Error, Result};

// Raid time in either direction (s): some three centuries, beyond which a second is no longer resolved to 1 us.
const LONGEST_S: f64 = 1e10;

/// Checks everything that [`Tables`] holds.
pub(super) fn tables(t: &Tables) -> Result<()> {
    for (what, rows) in [("threats", t.threats.len()), ("units", t.units.len()), ("sensors", t.sensors.len())] {
        if rows >= u32::MAX as usize {
            return Err(Error::invalid(&format!("rows of {what}"), rows, "fewer than 2^32 - 1"));
        }
    }
    distinct("threats", t.threats.iter().map(|threat| threat.key))?;
    distinct("units", t.units.iter().map(|unit| unit.key))?;
    distinct("sensors", t.sensors.iter().map(|sensor| sensor.key))?;
    matrix("kill_scale", &t.kill_scale, t)?;
    matrix("preference", &t.preference, t)?;
    matrix("held", &t.doctrine.held, t)?;
    for (i, row) in t.kill_scale.iter().enumerate() {
        for (j, &scale) in row.iter().enumerate() {
            within(scale, (0.0, 1.0), || format!("kill_scale[{i}][{j}]"))?;
        }
    }
    for (i, &value) in t.asset_values.iter().enumerate() {
        within(value, (0.0, f64::MAX), || format!("asset_values[{i}]"))?;
    }
    if t.doctrine.rounds_per_target_max == 0 {
        return Err(Error::invalid("rounds_per_target_max", 0, "at least 1"));
    }
    within(t.doctrine.deconfliction_delay_s, (0.0, f64::INFINITY), || "deconfliction_delay_s".into())?;
    t.threats.iter().enumerate().try_for_each(|(i, threat)| check_threat(i, threat, t))?;
    for (i, unit) in t.units.iter().enumerate() {
        known(unit.class, t.unit_classes.len(), "unit classes", || format!("units[{i}].class"))?;
    }
    for (i, sensor) in t.sensors.iter().enumerate() {
        known(sensor.class, t.sensor_classes, "sensor classes", || format!("sensors[{i}].class"))?;
    }
    posts(t)?;
    rows("tracks_max", t.tracks_max.len(), t.sensors.len(), "sensor")?;
    if let Some(i) = t.tracks_max.iter().position(|&most| most == 0) {
        return Err(Error::invalid(&format!("tracks_max[{i}]"), 0, "at least 1"));
    }
    rows("comes_at", t.comes_at.len(), t.threats.len(), "threat")?;
    for (i, units) in t.comes_at.iter().enumerate() {
        for &unit in units {
            known(unit, t.units.len(), "units", || format!("comes_at[{i}]"))?;
        }
    }
    encounters(t)
}

fn posts(t: &Tables) -> Result<()> {
    for (i, post) in t.posts.iter().enumerate() {
        if post.operators == 0 {
            return Err(Error::invalid(&format!("posts[{i}].operators"), 0, "at least 1"));
        }
        within(post.operator_time_s, (0.0, LONGEST_S), || format!("posts[{i}].operator_time_s"))?;
    }
    rows("unit_posts", t.unit_posts.len(), t.units.len(), "unit")?;
    for (i, post) in t.unit_posts.iter().enumerate() {
        post.map_or(Ok(()), |post| known(post, t.posts.len(), "command posts", || format!("unit_posts[{i}]")))?;
    }
    Ok(())
}

fn rows(name: &str, length: usize, wanted: usize, each: &str) -> Result<()> {
    if length == wanted {
        return Ok(());
    }
    Err(Error::invalid(&format!("length of {name}"), length, &format!("{wanted}, one for each {each}")))
}

// The name is only made when it is needed: there are many windows and few mistakes.
fn within(value: f64, (low, high): (f64, f64), name: impl FnOnce() -> String) -> Result<()> {
    if value >= low && value <= high {
        return Ok(());
    }
    check_range(&name(), value, low, high)
}

fn known(index: u32, count: usize, what: &str, name: impl FnOnce() -> String) -> Result<()> {
    if (index as usize) < count {
        return Ok(());
    }
    Err(Error::invalid(&name(), index, &format!("the index of one of the {count} {what}")))
}

// Two of one key would share their luck.
fn distinct(what: &str, keys: impl Iterator<Item = u64>) -> Result<()> {
    let mut sorted: Vec<(u64, usize)> = keys.zip(0..).collect();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        None => Ok(()),
        Some(pair) => Err(Error::invalid(&format!("{what}[{}].key", pair[1].1), pair[1].0, "one that no other has")),
    }
}

fn matrix<T>(name: &str, rows: &[Vec<T>], t: &Tables) -> Result<()> {
    let (units, threats) = (t.unit_classes.len(), t.threat_classes);
    if rows.len() != units {
        let allowed = format!("{units}, one row per unit class");
        return Err(Error::invalid(&format!("rows of {name}"), rows.len(), &allowed));
    }
    match rows.iter().position(|row| row.len() != threats) {
        None => Ok(()),
        Some(i) => {
            let allowed = format!("{threats}, one value per threat class");
            Err(Error::invalid(&format!("length of {name}[{i}]"), rows[i].len(), &allowed))
        }
    }
}

fn check_threat(i: usize, threat: &Threat, t: &Tables) -> Result<()> {
    let name = |field: &str| format!("threats[{i}].{field}");
    known(threat.class, t.threat_classes, "threat classes", || name("class"))?;
    known(threat.wave, t.waves, "waves", || name("wave"))?;
    if let Some(asset) = threat.asset {
        known(asset, t.asset_values.len(), "assets", || name("asset"))?;
    }
    within(threat.launch_s, (-LONGEST_S, LONGEST_S), || name("launch_s"))?;
    within(threat.arrival_s, (threat.launch_s, LONGEST_S), || name("arrival_s"))?;
    within(threat.jitter_s, (0.0, LONGEST_S), || name("jitter_s"))
}

fn encounters(t: &Tables) -> Result<()> {
    rows("encounters", t.encounters.len(), t.threats.len(), "threat")?;
    for (i, (threat, met)) in t.threats.iter().zip(&t.encounters).enumerate() {
        for unit in met.units() {
            known(unit, t.units.len(), "units", || format!("unit of a window of threats[{i}]"))?;
        }
        for (sensor, ..) in met.tracks() {
            known(sensor, t.sensors.len(), "sensors", || format!("sensor of a track of threats[{i}]"))?;
        }
        curves(i, threat, met)?;
        for factor in met.kill_factors().flat_map(KillFactor::knots) {
            within(factor.1, (0.0, 1.0), || format!("kill_factor of a window of threats[{i}]"))?;
        }
    }
    Ok(())
}

// A launch lies within the flight of the threat, an intercept between the launch and the arrival.
fn curves(i: usize, threat: &Threat, met: &Encounters) -> Result<()> {
    for (k, curve) in met.curves().enumerate() {
        let name = |field: &str| format!("{field} of window {k} of threats[{i}]");
        let mut earliest = f64::NEG_INFINITY;
        for knot in curve.knots() {
            within(knot.launch_s, (earliest, threat.arrival_s), || name("launch_s"))?;
            let flight = (knot.launch_s, threat.arrival_s + TIME_TOLERANCE_S);
            within(knot.intercept_s, flight, || name("intercept_s"))?;
            earliest = knot.launch_s;
        }
    }
    Ok(())
}

/// Refuses what does not fit another plan: see [`super::tally::Tally`].
pub(super) fn same<T: PartialEq + std::fmt::Debug>(ours: &T, theirs: &T) -> Result<()> {
    if ours == theirs {
        return Ok(());
    }
    Err(Error::invalid("shape of a tally", format!("{theirs:?}"), &format!("equal to that of the others, {ours:?}")))
}
