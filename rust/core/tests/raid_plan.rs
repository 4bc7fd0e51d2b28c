//! Every mistake in a plan, or in a vector of what is not known, is refused by name, with the value and what is allowed.

mod raid_support;

use intercept_core::engagement::curve::Curve;
use intercept_core::engagement::encounters::Encounters;
use intercept_core::engagement::kill_geometry::KillFactor;
use intercept_core::raid::{Magazine, Plan, Post, Site, Tables, Unknowns};
use raid_support::{raid, single_shot, threat, Raid, Window};

fn good() -> Raid {
    let window = Window { threat: 1, unit: 0, opens_s: 10.0, closes_s: 40.0, flight_s: 5.0 };
    let mut raid = raid(&[0.5], &[(0, single_shot())], vec![threat(0.0, 50.0), threat(0.0, 50.0)], &[window]);
    raid.tables.sensors = vec![Site { key: 7, class: 0, given: 0 }];
    raid.tables.sensor_classes = 1;
    raid.tables.tracks_max = vec![u32::MAX];
    raid.unknowns.sensor_availability = vec![0.9];
    raid
}

fn refused(spoil: impl FnOnce(&mut Tables)) -> String {
    let mut spoilt = good().tables;
    spoil(&mut spoilt);
    Plan::new(spoilt).map(|_| "accepted").expect_err("refused").to_string()
}

fn refused_vector(spoil: impl FnOnce(&mut Unknowns)) -> String {
    let (plan, mut spoilt) = (good().plan(), good().unknowns);
    spoil(&mut spoilt);
    spoilt.check(&plan).map(|()| "accepted").expect_err("refused").to_string()
}

fn names(message: &str, parameter: &str, allowed: &str) {
    assert!(message.starts_with(parameter) && message.contains(allowed), "{message}");
}

fn curve(knots: &[(f64, f64)]) -> Vec<Encounters> {
    vec![Encounters::default(), Encounters::given([(0, Curve::through(knots.iter().copied()))])]
}

#[test]
fn a_good_plan_is_accepted() {
    good().plan();
    let mut empty = good();
    empty.tables.threats.clear();
    empty.tables.units.clear();
    empty.tables.encounters.clear();
    empty.tables.unit_posts.clear();
    empty.tables.comes_at.clear();
    empty.unknowns.magazines.clear();
    empty.plan();
}

#[test]
fn threats() {
    names(&refused(|t| t.threats[1].class = 1), "threats[1].class = 1", "one of the 1 threat classes");
    names(&refused(|t| t.threats[1].wave = 3), "threats[1].wave = 3", "one of the 1 waves");
    names(&refused(|t| t.threats[1].asset = Some(0)), "threats[1].asset = 0", "one of the 0 assets");
    names(&refused(|t| t.threats[0].launch_s = f64::NAN), "threats[0].launch_s = NaN", "must be from ");
    names(&refused(|t| t.threats[0].arrival_s = -1.0), "threats[0].arrival_s = -1", "from 0 to ");
    names(&refused(|t| t.threats[0].arrival_s = 1e11), "threats[0].arrival_s = 100000000000", "from 0 to ");
    names(&refused(|t| t.threats[0].jitter_s = -1.0), "threats[0].jitter_s = -1", "from 0 to ");
    names(&refused(|t| t.threats[1].key = 1000), "threats[1].key = 1000", "one that no other has");
}

#[test]
fn units_sensors_and_doctrine() {
    names(&refused(|t| t.units[0].class = 7), "units[0].class = 7", "one of the 1 unit classes");
    names(&refused(|t| t.units.push(t.units[0])), "units[1].key = 0", "one that no other has");
    names(&refused(|t| t.sensors[0].class = 1), "sensors[0].class = 1", "one of the 1 sensor classes");
    names(&refused(|t| t.sensors.push(t.sensors[0])), "sensors[1].key = 7", "one that no other has");
    let delay = "deconfliction_delay_s = -1";
    names(&refused(|t| t.doctrine.deconfliction_delay_s = -1.0), delay, "from 0 to ");
    names(&refused(|t| t.doctrine.rounds_per_target_max = 0), "rounds_per_target_max = 0", "at least 1");
    names(&refused(|t| t.tracks_max[0] = 0), "tracks_max[0] = 0", "at least 1");
    names(&refused(|t| t.tracks_max.clear()), "length of tracks_max = 0", "1, one for each sensor");
    names(&refused(|t| t.asset_values = vec![f64::NAN]), "asset_values[0] = NaN", "from 0 to ");
}

#[test]
fn command_posts_and_who_comes_at_a_unit() {
    let posted = |operators, operator_time_s| refused(|t| t.posts.push(Post { operators, operator_time_s }));
    names(&posted(0, 1.0), "posts[0].operators = 0", "at least 1");
    names(&posted(1, -1.0), "posts[0].operator_time_s = -1", "from 0 to ");
    names(&posted(1, f64::NAN), "posts[0].operator_time_s = NaN", "from 0 to ");
    names(&refused(|t| t.unit_posts[0] = Some(0)), "unit_posts[0] = 0", "one of the 0 command posts");
    names(&refused(|t| t.unit_posts.clear()), "length of unit_posts = 0", "1, one for each unit");
    names(&refused(|t| t.comes_at[1].push(1)), "comes_at[1] = 1", "one of the 1 units");
    names(&refused(|t| t.comes_at.clear()), "length of comes_at = 0", "2, one for each threat");
}

#[test]
fn windows() {
    names(&refused(|t| t.encounters[1].renumber(&[5])), "unit of a window of threats[1] = 5", "one of the 1 units");
    let launch = |knots: &[(f64, f64)]| refused(|t| t.encounters = curve(knots));
    names(&launch(&[(10.0, 15.0), (9.0, 15.0)]), "launch_s of window 0 of threats[1] = 9", "from 10 to 50");
    names(&launch(&[(51.0, 52.0)]), "launch_s of window 0 of threats[1] = 51", "to 50");
    names(&launch(&[(f64::NAN, 52.0)]), "launch_s of window 0 of threats[1] = NaN", "to 50");
    names(&launch(&[(10.0, 9.0)]), "intercept_s of window 0 of threats[1] = 9", "from 10 to 50.05");
    names(&launch(&[(10.0, 50.1)]), "intercept_s of window 0 of threats[1] = 50.1", "from 10 to 50.05");
    let factor = |value: f64| {
        let given = Encounters::given([(0, Curve::through([(10.0, 15.0)]))]);
        let factor = Some(KillFactor::through([(10.0, value)]));
        refused(|t| t.encounters[1] = given.with_factors(vec![factor]))
    };
    names(&factor(1.5), "kill_factor of a window of threats[1] = 1.5", "from 0 to 1");
    names(&factor(f64::NAN), "kill_factor of a window of threats[1] = NaN", "from 0 to 1");
    names(&refused(|t| t.encounters.truncate(1)), "length of encounters = 1", "2, one for each threat");
}

#[test]
fn matrices() {
    names(&refused(|t| t.kill_scale.push(vec![])), "rows of kill_scale = 2", "1, one row per unit class");
    names(&refused(|t| t.preference[0].clear()), "length of preference[0] = 0", "1, one value per threat class");
    names(&refused(|t| t.doctrine.held.clear()), "rows of held = 0", "1, one row per unit class");
    names(&refused(|t| t.kill_scale[0][0] = 1.5), "kill_scale[0][0] = 1.5", "from 0 to 1");
    names(&refused(|t| t.kill_scale[0][0] = f64::NAN), "kill_scale[0][0] = NaN", "from 0 to 1");
}

#[test]
fn shares_of_a_vector() {
    type Share = fn(&mut Unknowns) -> &mut Vec<f64>;
    let shares: [(&str, Share); 9] = [
        ("kill_probability", |u| &mut u.kill_probability),
        ("common_cause_share", |u| &mut u.common_cause_share),
        ("unit_availability", |u| &mut u.unit_availability),
        ("sensor_availability", |u| &mut u.sensor_availability),
        ("failure_share", |u| &mut u.failure_share),
        ("jam_share", |u| &mut u.jam_share),
        ("jam_crash_share", |u| &mut u.jam_crash_share),
        ("decoy_share", |u| &mut u.decoy_share),
        ("discrimination_share", |u| &mut u.discrimination_share),
    ];
    for (name, share) in shares {
        names(&refused_vector(|u| share(u)[0] = 1.5), &format!("{name}[0] = 1.5"), "from 0 to 1");
        names(&refused_vector(|u| share(u)[0] = f64::NAN), &format!("{name}[0] = NaN"), "from 0 to 1");
        names(&refused_vector(|u| share(u).push(0.5)), &format!("length of {name} = 2"), "1");
    }
    names(&refused_vector(|u| u.decision_time_s = -1.0), "decision_time_s = -1", "from 0 to 86400");
}

#[test]
fn magazines_and_depots_of_a_vector() {
    let magazine = |spoil: fn(&mut Magazine)| refused_vector(|u| spoil(&mut u.magazines[0]));
    names(&magazine(|m| m.channels = 0), "magazines[0].channels = 0", "at least 1");
    names(&magazine(|m| m.salvo = 0), "magazines[0].salvo = 0", "at least 1");
    names(&magazine(|m| m.misses_max = 0), "magazines[0].misses_max = 0", "at least 1");
    names(&magazine(|m| m.rounds_per_target_max = 0), "magazines[0].rounds_per_target_max = 0", "at least 1");
    names(&magazine(|m| m.reload_time_s = -1.0), "magazines[0].reload_time_s = -1", "from 0 to ");
    names(&magazine(|m| m.salvo_spacing_s = f64::NAN), "magazines[0].salvo_spacing_s = NaN", "from 0 to ");
    names(&magazine(|m| m.assess_time_s = f64::INFINITY), "magazines[0].assess_time_s = inf", "from 0 to ");
    names(&magazine(|m| m.top_up_after_s = 0.0), "magazines[0].top_up_after_s = 0", "above 0, or infinite");
    names(&magazine(|m| m.top_up_after_s = f64::NAN), "magazines[0].top_up_after_s = NaN", "above 0");
    names(&refused_vector(|u| u.magazines.clear()), "length of magazines = 0", "1");
    names(&refused_vector(|u| u.depots.clear()), "length of depots = 0", "1");
    names(&refused_vector(|u| u.depots[0].resupply_per_day = -1.0), "depots[0].resupply_per_day = -1", "from 0 to ");
    names(&refused_vector(|u| u.depots[0].delivery_time_s = -1.0), "depots[0].delivery_time_s = -1", "from 0 to ");
}
