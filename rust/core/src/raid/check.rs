//! What makes a plan one that can be replicated: each mistake is named with its row, value and allowed range.

use super::plan::{Tables, Threat, Unit, UnitClass, POINTS, TIME_TOLERANCE_S};
use crate::error::{check_range, Error, Result};

// Raid time in either direction (s): some three centuries, beyond which a second is no longer resolved to 1 us.
const LONGEST_S: f64 = 1e10;

/// Checks everything that [`Tables`] holds.
pub(super) fn tables(t: &Tables) -> Result<()> {
    index(t.threats.len())?;
    index(t.units.len())?;
    index(t.windows.unit.len())?;
    for (i, class) in t.threat_classes.iter().enumerate() {
        class.failure_share.check(&format!("threat_classes[{i}].failure_share"), 0.0, 1.0)?;
        class.jam_share.check(&format!("threat_classes[{i}].jam_share"), 0.0, 1.0)?;
    }
    t.unit_classes.iter().enumerate().try_for_each(|(i, class)| unit_class(i, class))?;
    matrix("kill_scale", &t.kill_scale, t)?;
    matrix("preference", &t.preference, t)?;
    for (i, row) in t.kill_scale.iter().enumerate() {
        for (j, &scale) in row.iter().enumerate() {
            within(scale, (0.0, 1.0), || format!("kill_scale[{i}][{j}]"))?;
        }
    }
    t.threats.iter().enumerate().try_for_each(|(i, threat)| check_threat(i, threat, t))?;
    t.units.iter().enumerate().try_for_each(|(i, unit)| check_unit(i, unit, t))?;
    windows(t)
}

/// `i` as one of the 32-bit indices of a plan, of which the last stands for none.
pub(super) fn index(i: usize) -> Result<u32> {
    u32::try_from(i)
        .ok()
        .filter(|&i| i < u32::MAX)
        .ok_or_else(|| Error::invalid("rows of a plan", i, "fewer than 2^32 - 1 threats, units and windows"))
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

fn unit_class(i: usize, class: &UnitClass) -> Result<()> {
    let name = |field: &str| format!("unit_classes[{i}].{field}");
    class.single_shot_kill_probability.check(&name("single_shot_kill_probability"), 0.0, 1.0)?;
    class.common_cause_share.check(&name("common_cause_share"), 0.0, 1.0)?;
    class.availability.check(&name("availability"), 0.0, 1.0)
}

fn matrix<T>(name: &str, rows: &[Vec<T>], t: &Tables) -> Result<()> {
    let (units, threats) = (t.unit_classes.len(), t.threat_classes.len());
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
    known(threat.class, t.threat_classes.len(), "threat classes", || name("class"))?;
    if let Some(asset) = threat.asset {
        known(asset, t.assets as usize, "assets", || name("asset"))?;
    }
    within(threat.launch_s, (-LONGEST_S, LONGEST_S), || name("launch_s"))?;
    within(threat.arrival_s, (threat.launch_s, LONGEST_S), || name("arrival_s"))?;
    if threat.flown {
        return Ok(());
    }
    Err(Error::invalid(&name("flown"), threat.flown, "true: a threat that was not flown is not part of the raid"))
}

fn check_unit(i: usize, unit: &Unit, t: &Tables) -> Result<()> {
    let name = |field: &str| format!("units[{i}].{field}");
    known(unit.class, t.unit_classes.len(), "unit classes", || name("class"))?;
    if unit.channels == 0 {
        return Err(Error::invalid(&name("channels"), 0, "at least 1"));
    }
    if unit.salvo == 0 {
        return Err(Error::invalid(&name("salvo"), 0, "at least 1"));
    }
    within(unit.reload_time_s, (0.0, LONGEST_S), || name("reload_time_s"))?;
    within(unit.assess_time_s, (0.0, LONGEST_S), || name("assess_time_s"))
}

fn windows(t: &Tables) -> Result<()> {
    let w = &t.windows;
    let rows = w.unit.len();
    for (name, length) in [("launch_s", w.launch_s.len()), ("intercept_s", w.intercept_s.len())] {
        if length != rows {
            let allowed = format!("{rows}, as many as windows.unit has");
            return Err(Error::invalid(&format!("rows of windows.{name}"), length, &allowed));
        }
    }
    let (length, wanted) = (w.offsets.len(), t.threats.len() + 1);
    if length != wanted {
        let allowed = format!("{wanted}, one more than threats");
        return Err(Error::invalid("length of windows.offsets", length, &allowed));
    }
    let rising = w.offsets.windows(2).all(|pair| pair[0] <= pair[1]);
    if w.offsets[0] != 0 || w.offsets[wanted - 1] != rows || !rising {
        let allowed = format!("ascending from 0 to the number of windows, {rows}");
        return Err(Error::invalid("windows.offsets", format!("{:?}", w.offsets), &allowed));
    }
    for (threat, range) in t.threats.iter().zip(w.offsets.windows(2)) {
        (range[0]..range[1]).try_for_each(|row| window(row, threat, t))?;
    }
    Ok(())
}

// A launch lies within the flight of the threat, an intercept between the launch and the arrival.
fn window(row: usize, threat: &Threat, t: &Tables) -> Result<()> {
    let w = &t.windows;
    known(w.unit[row], t.units.len(), "units", || format!("windows.unit[{row}]"))?;
    let mut earliest = threat.launch_s;
    for point in 0..POINTS {
        let (launch_s, intercept_s) = (w.launch_s[row][point], w.intercept_s[row][point]);
        within(launch_s, (earliest, threat.arrival_s), || format!("windows.launch_s[{row}][{point}]"))?;
        let flight = (launch_s + TIME_TOLERANCE_S, threat.arrival_s + TIME_TOLERANCE_S);
        within(intercept_s, flight, || format!("windows.intercept_s[{row}][{point}]"))?;
        earliest = launch_s;
    }
    Ok(())
}
