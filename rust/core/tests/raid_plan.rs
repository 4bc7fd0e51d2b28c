//! Every mistake in a plan is refused by name, with the value and what is allowed.

mod raid_support;

use intercept_core::raid::{Plan, Tables};
use raid_support::{columns, plan, single_shot_unit, tables, threat, unit_class, Window};

fn good() -> Tables {
    let window = Window { threat: 1, unit: 0, opens_s: 10.0, closes_s: 40.0, flight_s: 5.0 };
    let threats = vec![threat(0.0, 50.0), threat(0.0, 50.0)];
    tables(vec![unit_class(0.5, 0.1, 0.9)], vec![single_shot_unit()], threats, &[window])
}

fn refused(spoil: impl FnOnce(&mut Tables)) -> String {
    let mut spoilt = good();
    spoil(&mut spoilt);
    Plan::new(spoilt).map(|_| "accepted").expect_err("refused").to_string()
}

fn names(message: &str, parameter: &str, allowed: &str) {
    assert!(message.starts_with(parameter) && message.contains(allowed), "{message}");
}

#[test]
fn a_good_plan_is_accepted() {
    assert!(Plan::new(good()).is_ok());
    let empty = Tables { threats: vec![], units: vec![], windows: columns(0, &[]), ..good() };
    assert!(Plan::new(empty).is_ok());
}

#[test]
fn priors() {
    let k = "unit_classes[0].single_shot_kill_probability";
    names(&refused(|t| t.unit_classes[0].single_shot_kill_probability.high = 1.2), k, "from 0 to 1");
    names(&refused(|t| t.unit_classes[0].single_shot_kill_probability.low = 0.6), k, "low <= mode <= high");
    names(
        &refused(|t| t.unit_classes[0].availability.mode = f64::NAN),
        "unit_classes[0].availability.mode",
        "must be from ",
    );
    let common = "unit_classes[0].common_cause_share.low = -0.1";
    names(&refused(|t| t.unit_classes[0].common_cause_share.low = -0.1), common, "from 0 to 1");
    names(
        &refused(|t| t.threat_classes[0].jam_share.high = 2.0),
        "threat_classes[0].jam_share.high = 2",
        "from 0 to 1",
    );
    let failure = "threat_classes[0].failure_share.low = inf";
    names(&refused(|t| t.threat_classes[0].failure_share.low = f64::INFINITY), failure, "must be from ");
}

#[test]
fn threats() {
    names(&refused(|t| t.threats[1].class = 1), "threats[1].class = 1", "one of the 1 threat classes");
    names(&refused(|t| t.threats[1].asset = Some(0)), "threats[1].asset = 0", "one of the 0 assets");
    names(&refused(|t| t.threats[0].launch_s = f64::NAN), "threats[0].launch_s = NaN", "must be from ");
    names(&refused(|t| t.threats[0].arrival_s = -1.0), "threats[0].arrival_s = -1", "from 0 to ");
    names(&refused(|t| t.threats[0].flown = false), "threats[0].flown = false", "not part of the raid");
}

#[test]
fn units() {
    names(&refused(|t| t.units[0].class = 7), "units[0].class = 7", "one of the 1 unit classes");
    names(&refused(|t| t.units[0].channels = 0), "units[0].channels = 0", "at least 1");
    names(&refused(|t| t.units[0].salvo = 0), "units[0].salvo = 0", "at least 1");
    names(&refused(|t| t.units[0].reload_time_s = -1.0), "units[0].reload_time_s = -1", "from 0 to ");
    names(&refused(|t| t.units[0].assess_time_s = f64::INFINITY), "units[0].assess_time_s = inf", "must be from ");
}

#[test]
fn windows() {
    names(&refused(|t| t.windows.unit[0] = 1), "windows.unit[0] = 1", "one of the 1 units");
    names(&refused(|t| t.windows.launch_s[0][3] = 11.0), "windows.launch_s[0][3] = 11", "from 18.5");
    names(&refused(|t| t.windows.launch_s[0][0] = -1.0), "windows.launch_s[0][0] = -1", "from 0 to 50");
    names(&refused(|t| t.windows.launch_s[0][7] = 51.0), "windows.launch_s[0][7] = 51", "to 50");
    names(&refused(|t| t.windows.launch_s[0][2] = f64::NAN), "windows.launch_s[0][2] = NaN", "must be from ");
    names(&refused(|t| t.windows.intercept_s[0][0] = 9.0), "windows.intercept_s[0][0] = 9", "from 10.01 to 50.01");
    names(&refused(|t| t.windows.intercept_s[0][7] = 50.1), "windows.intercept_s[0][7] = 50.1", "to 50.01");
}

#[test]
fn columns_of_unequal_length() {
    names(&refused(|t| t.windows.launch_s.clear()), "rows of windows.launch_s = 0", "1, as many as");
    names(&refused(|t| t.windows.offsets = vec![0, 1]), "length of windows.offsets = 2", "3, one more than threats");
    names(&refused(|t| t.windows.offsets = vec![0, 2, 1]), "windows.offsets = [0, 2, 1]", "ascending");
    names(&refused(|t| t.windows.offsets = vec![0, 0, 2]), "windows.offsets = [0, 0, 2]", "from 0 to");
    names(&refused(|t| t.kill_scale.push(vec![])), "rows of kill_scale = 2", "1, one row per unit class");
    names(&refused(|t| t.preference[0].clear()), "length of preference[0] = 0", "1, one value per threat class");
    names(&refused(|t| t.kill_scale[0][0] = 1.5), "kill_scale[0][0] = 1.5", "from 0 to 1");
}

#[test]
fn an_intercept_is_interpolated_within_its_window() {
    let mut bent = good();
    bent.windows.intercept_s[0][7] = 50.0;
    let plan = plan(bent);
    let knots = plan.tables().windows.launch_s[0];
    assert!((plan.intercept_s(0, 10.0) - 15.0).abs() < 1e-12);
    assert!((plan.intercept_s(0, 20.0) - 25.0).abs() < 1e-12);
    assert!((plan.intercept_s(0, 40.0) - 50.0).abs() < 1e-12);
    let middle = f64::midpoint(knots[6], knots[7]);
    assert!((plan.intercept_s(0, middle) - f64::midpoint(knots[6] + 5.0, 50.0)).abs() < 1e-12);
    let is_open = |time_s| plan.rows()[0].is_open(time_s);
    assert!(is_open(10.0) && is_open(40.0) && !is_open(9.99) && !is_open(40.01));
}
