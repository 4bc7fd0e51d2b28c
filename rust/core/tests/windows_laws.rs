//! Laws of launch windows that hold for every threat and unit.

mod synthetic;

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::gravity::Field;
use intercept_core::engagement::flyout::Flyout;
use intercept_core::engagement::reason::Reason;
use intercept_core::engagement::table::FlyoutTable;
use intercept_core::engagement::unit::{FireUnit, FireUnitSpec};
use intercept_core::engagement::window::{windows_of, Defence, Threat, Window};
use intercept_core::flight::flown::path::Path;
use intercept_core::math::hermite::Knot;
use intercept_core::math::vec3::Vec3;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::{BySensor, SensorTrack, Track, TrackReason};
use synthetic::{knots, random_flight, random_unit, tables, unit, Lcg, ORIGIN};

fn tracked(from: f64) -> Track {
    Track {
        intervals_s: vec![(from, f64::INFINITY)],
        first_detection: None,
        reason: TrackReason::Tracked,
        by_sensor: BySensor::NONE,
    }
}

fn windows(path: Path, from: f64, spec: FireUnitSpec, tables: &[FlyoutTable]) -> Vec<Window> {
    reasoned(Some(&Profile::new(path)), &tracked(from), spec, tables, true).0
}

fn reasoned(
    profile: Option<&Profile>,
    track: &Track,
    spec: FireUnitSpec,
    tables: &[FlyoutTable],
    may: bool,
) -> (Vec<Window>, Reason) {
    let threat = Threat { profile, launch_time_s: 0.0, manoeuvre_m_s2: 0.0, track, warned_s: f64::INFINITY };
    let units = [unit(spec)];
    let tables: Vec<_> = tables.iter().collect();
    let defence = Defence { units: &units, tables: &tables, decision_time_s: 0.0, field: &Field::WGS84 };
    let (windows, reasons) = windows_of(&threat, &defence, |_| may.then_some(f64::INFINITY));
    (windows, reasons[0])
}

fn by_sensor(intervals_s: &[(f64, f64)]) -> SensorTrack {
    let tracked_s = intervals_s.to_vec();
    SensorTrack { coverage_s: vec![], tracked_s, first_detection_s: None, reason: TrackReason::Tracked }
}

fn is_in(windows: &[Window], launch: f64) -> bool {
    windows.iter().any(|w| launch >= w.launch_s[0] - 1e-3 && launch <= w.launch_s[7] + 1e-3)
}

#[test]
fn a_shorter_delay_never_takes_a_launch_away() {
    let (mut rng, tables) = (Lcg(31), tables());
    let mut compared = 0;
    for _ in 0..1_000 {
        let knots = random_flight(&mut rng);
        let path = Path { knots: &knots };
        let (slow, from) = (random_unit(&mut rng), rng.uniform(0.0, 60.0));
        let quick = FireUnitSpec { reaction_time_s: slow.reaction_time_s * rng.uniform(0.0, 1.0), ..slow };
        let (before, after) = (windows(path, from, slow, &tables), windows(path, from, quick, &tables));
        for w in &before {
            compared += 1;
            assert!(w.launch_s.iter().all(|&l| is_in(&after, l)), "{w:?}\n{after:?}");
        }
        let shots = |w: &[Window]| w.iter().map(|w| w.shots.len()).sum::<usize>();
        // Where the target outruns the interceptor an earlier launch may meet it later, and cost the next one.
        let rising = after.iter().all(|w| w.intercept_s[7] >= w.intercept_s[0]);
        assert!(!rising || shots(&after) >= shots(&before), "{before:?}\n{after:?}");
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn a_faster_interceptor_never_takes_an_intercept_away() {
    let mut rng = Lcg(32);
    let mut compared = 0;
    for _ in 0..1_000 {
        let knots = random_flight(&mut rng);
        let path = Path { knots: &knots };
        let (speed, faster) = (rng.uniform(60.0, 900.0), rng.uniform(1.0, 2.0));
        let table = |v| FlyoutTable::build(&Flyout::ConstantSpeed { speed_m_s: v }, 3e4, 1e5).unwrap();
        let spec = FireUnitSpec { table: 0, slant_range_min_m: 500.0, ..random_unit(&mut rng) };
        let spec = FireUnitSpec { slant_range_max_m: rng.uniform(2e3, 3e4), ..spec };
        let from = rng.uniform(0.0, 60.0);
        let (slow, quick) = (table(speed), table(speed * faster));
        let after = windows(path, from, spec, std::slice::from_ref(&quick));
        for w in windows(path, from, spec, std::slice::from_ref(&slow)) {
            compared += 1;
            for (launch, intercept) in w.launch_s.iter().zip(w.intercept_s) {
                // The same intercept, launched later.
                let later = intercept - (intercept - launch) / faster;
                assert!(is_in(&after, later), "{launch} {intercept} {later}\n{after:?}");
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn every_shot_meets_the_target_one_time_of_flight_later() {
    let (mut rng, tables) = (Lcg(33), tables());
    let mut fired = 0;
    for _ in 0..1_000 {
        let knots = random_flight(&mut rng);
        let path = Path { knots: &knots };
        let spec = random_unit(&mut rng);
        let place = spec.position.to_ecef();
        let flight = |t: f64| {
            let q = path.state(t).position - place;
            let up = q.dot(spec.position.enu().up);
            tables[spec.table].time_of_flight_s((q.dot(q) - up * up).max(0.0).sqrt(), up)
        };
        let mut ready = f64::NEG_INFINITY;
        for w in windows(path, 20.0, spec, &tables) {
            for &(launch, meets) in &w.shots {
                // The edges of windows are exact to 1e-5 s, the intercepts of shots to 1e-5 s.
                assert!((meets - flight(meets) - launch).abs() <= 2e-5, "{w:?}");
                assert!(launch >= ready && launch >= w.launch_s[0] && launch <= w.launch_s[7], "{w:?}");
                let (low, high) = (w.intercept_s[0].min(w.intercept_s[7]), w.intercept_s[0].max(w.intercept_s[7]));
                assert!((low - 1e-5..=high + 1e-5).contains(&meets), "{w:?}");
                ready = (meets + spec.assess_time_s).max(launch + 1e-3);
                fired += 1;
            }
        }
    }
    assert!(fired > 500, "{fired}");
}

fn overhead() -> Vec<Knot> {
    let e = ORIGIN.enu();
    knots(|t| ORIGIN.to_ecef() + e.to_ecef(150.0 * t - 30e3, 0.0, 2e3), 400.0, 20)
}

fn plain_unit() -> FireUnitSpec {
    FireUnitSpec {
        position: ORIGIN,
        class: 0,
        table: 0,
        fire_control_height_m: 10.0,
        slant_range_min_m: 3e3,
        slant_range_max_m: 12e3,
        altitude_min_m: 20.0,
        altitude_max_m: 6e3,
        target_speed_max_m_s: 400.0,
        reaction_time_s: 10.0,
        assess_time_s: 5.0,
        ..FireUnitSpec::unlimited(ORIGIN, 0, 12e3)
    }
}

#[test]
fn an_overhead_pass_is_the_closed_form() {
    let table = FlyoutTable::build(&Flyout::ConstantSpeed { speed_m_s: 600.0 }, 12e3, 6e3).unwrap();
    let knots = overhead();
    let found = windows(Path { knots: &knots }, 0.0, plain_unit(), &[table]);
    // Coming and going, with the minimum range in between: slant^2 = 2000^2 + x^2, intercepts at x = -+sqrt(...).
    let x = |s: f64| (s * s - 2e3 * 2e3_f64).sqrt();
    let want = [(-x(12e3), 12e3, -x(3e3), 3e3), (x(3e3), 3e3, x(12e3), 12e3)];
    assert_eq!(found.len(), 2);
    for (w, (x1, s1, x2, s2)) in found.iter().zip(want) {
        let (t1, t2) = ((x1 + 30e3) / 150.0, (x2 + 30e3) / 150.0);
        assert!((w.intercept_s[0] - t1).abs() < 1e-4 && (w.intercept_s[7] - t2).abs() < 1e-4);
        assert!((w.launch_s[0] - (t1 - s1 / 600.0)).abs() < 1e-4 && (w.launch_s[7] - (t2 - s2 / 600.0)).abs() < 1e-4);
        assert!((w.first_slant_range_m - s1).abs() < 0.1 && (w.last_slant_range_m - s2).abs() < 0.1);
        assert!((w.first_intercept.altitude_m - 2e3).abs() < 20.0);
    }
    // Launch at 101.1 s and every flight plus 5 s thereafter, up to 171.3 s: counted by hand from the formula.
    let mut shots = 0;
    let mut launch = found[0].launch_s[0];
    while launch <= found[0].launch_s[7] {
        shots += 1;
        // Meeting point: (x + 150 T)^2 + 2000^2 = (600 T)^2 with x where the target is at launch.
        let at = 150.0 * launch - 30e3;
        let (a, b, c) = (600.0_f64.powi(2) - 150.0_f64.powi(2), -300.0 * at, -(at * at + 4e6));
        launch += (-b + (b * b - 4.0 * a * c).sqrt()) / (2.0 * a) + 5.0;
    }
    assert_eq!(found[0].shots.len(), shots);
}

#[test]
fn reasons_follow_the_stated_order() {
    let table = FlyoutTable::build(&Flyout::ConstantSpeed { speed_m_s: 600.0 }, 12e3, 6e3).unwrap();
    let (knots, good) = (overhead(), plain_unit());
    let profile = Profile::new(Path { knots: &knots });
    let reason = |spec, track: &Track, may| reasoned(Some(&profile), track, spec, std::slice::from_ref(&table), may).1;
    let on = tracked(0.0);
    let lost =
        Track { intervals_s: vec![], first_detection: None, reason: TrackReason::TooShort, by_sensor: BySensor::NONE };
    let far = Geodetic::new(0.71, 0.4, 0.0);
    assert_eq!(reason(good, &on, true), Reason::Engageable);
    assert_eq!(reason(good, &Track::not_flown(), true), Reason::NotFlown);
    assert_eq!(reason(good, &lost, false), Reason::NotAssigned);
    assert_eq!(reason(good, &lost, true), Reason::NeverTracked);
    assert_eq!(reason(FireUnitSpec { position: far, ..good }, &on, true), Reason::OutOfReach);
    assert_eq!(reason(FireUnitSpec { altitude_max_m: 1e3, ..good }, &on, true), Reason::TooHigh);
    assert_eq!(reason(FireUnitSpec { altitude_min_m: 5e3, ..good }, &on, true), Reason::TooLow);
    assert_eq!(reason(FireUnitSpec { target_speed_max_m_s: 100.0, ..good }, &on, true), Reason::TooFast);
    assert_eq!(reason(good, &tracked(300.0), true), Reason::TooLate);
    // The windows of this pair begin later than 10 s, so that a track that ends there ends before any launch.
    let brief = Track { intervals_s: vec![(0.0, 10.0)], ..tracked(0.0) };
    assert_eq!(reason(good, &brief, true), Reason::TrackEnded);
    let none = reasoned(None, &on, good, std::slice::from_ref(&table), true);
    assert_eq!((none.0.len(), none.1), (0, Reason::NotFlown));
}

#[test]
fn tracks_of_others_warnings_and_reach_by_class_count_as_stated() {
    let table = FlyoutTable::build(&Flyout::ConstantSpeed { speed_m_s: 600.0 }, 12e3, 6e3).unwrap();
    let (knots, spec) = (overhead(), plain_unit());
    let profile = Profile::new(Path { knots: &knots });
    let found = |unit: FireUnit, sensors: &[(f64, f64)], from: f64, warned_s: f64, reach_m: f64| {
        let track = Track { by_sensor: [by_sensor(sensors)].into_iter().collect(), ..tracked(from) };
        let threat =
            Threat { profile: Some(&profile), launch_time_s: 0.0, manoeuvre_m_s2: 0.0, track: &track, warned_s };
        let (units, tables) = ([unit], [&table]);
        let defence = Defence { units: &units, tables: &tables, decision_time_s: 30.0, field: &Field::WGS84 };
        let (windows, reasons) = windows_of(&threat, &defence, |_| Some(reach_m));
        (windows, reasons[0])
    };
    let (never, free) = (f64::INFINITY, f64::INFINITY);
    let edges = |w: &[Window]| (w[0].launch_s[0], w[w.len() - 1].launch_s[7]);
    let (open, close) = edges(&found(unit(spec), &[], 0.0, never, free).0);
    // A sensor of which the unit is not cued: others track, it does not.
    assert_eq!(found(unit(spec).cued_by(vec![0]), &[], 0.0, never, free).1, Reason::NotCued);
    // Guided from launch to intercept: the launch is not before, the intercept not after the track of the sensor.
    let middle = 0.5 * (open + close);
    let guided = found(unit(spec).guided_by(vec![0]), &[(middle, middle + 20.0)], 0.0, never, free).0;
    assert!((edges(&guided).0 - middle).abs() < 1e-5 && guided[0].intercept_s[7] <= middle + 20.0 + 1e-5, "{guided:?}");
    assert_eq!(found(unit(spec).guided_by(vec![0]), &[], 0.0, never, free).1, Reason::TrackLost);
    // Of a decision of 30 s, a warning 10 s before the track leaves 20 s, one 40 s before it none; one after it changes nothing.
    let first = |warned_s| edges(&found(unit(spec), &[], middle - 40.0, warned_s, free).0).0 - middle + 40.0;
    for (warning, left) in [(never, 30.0), (middle, 30.0), (middle - 50.0, 20.0), (middle - 80.0, 0.0)] {
        let delay = left + spec.reaction_time_s;
        assert!((first(warning) - delay.max(open - middle + 40.0)).abs() < 1e-5, "{warning} {left}");
    }
    // A reach against this class below the unit's own.
    let near = found(unit(spec), &[], 0.0, never, 0.6 * spec.slant_range_max_m).0;
    assert!((near[0].first_slant_range_m - 0.6 * spec.slant_range_max_m).abs() < 0.1, "{near:?}");
    assert_eq!(found(unit(spec), &[], 0.0, never, 100.0).1, Reason::OutOfReach);
}

#[test]
fn turning_the_earth_under_everything_changes_nothing() {
    // About its axis the ellipsoid is symmetric: 1 rad more of longitude for flight and unit.
    let (mut rng, tables) = (Lcg(34), tables());
    let (sin, cos) = 1.0_f64.sin_cos();
    let turn = |v: Vec3| Vec3::new(cos * v.x - sin * v.y, sin * v.x + cos * v.y, v.z);
    for _ in 0..300 {
        let here = random_flight(&mut rng);
        let moved = |k: &Knot| Knot {
            t: k.t,
            position: turn(k.position),
            velocity: turn(k.velocity),
            acceleration: turn(k.acceleration),
        };
        let there: Vec<Knot> = here.iter().map(moved).collect();
        let spec = random_unit(&mut rng);
        let position = Geodetic { longitude_rad: spec.position.longitude_rad + 1.0, ..spec.position };
        let a = windows(Path { knots: &here }, 20.0, spec, &tables);
        let b = windows(Path { knots: &there }, 20.0, FireUnitSpec { position, ..spec }, &tables);
        assert_eq!(a.len(), b.len());
        for (a, b) in a.iter().zip(&b) {
            assert!(a.launch_s.iter().zip(b.launch_s).all(|(a, b)| (a - b).abs() < 1e-4), "{a:?}\n{b:?}");
        }
    }
}

#[test]
fn bad_units_are_named() {
    let said = |spec| FireUnit::new(spec).unwrap_err().to_string();
    let good = plain_unit();
    assert!(said(FireUnitSpec { slant_range_min_m: 2e4, ..good }).contains("slant_range_min_m = 20000"));
    assert!(said(FireUnitSpec { altitude_min_m: f64::NAN, ..good }).contains("altitude_min_m = NaN"));
    assert!(said(FireUnitSpec { reaction_time_s: -1.0, ..good }).contains("reaction_time_s = -1"));
}
