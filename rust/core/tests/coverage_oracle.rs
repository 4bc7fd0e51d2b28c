//! Sensor coverage and tracks against a brute-force scan with direct geometry.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Counts of steps.

mod synthetic;

use intercept_core::earth::ellipsoid::{to_geodetic, Geodetic, ECCENTRICITY_SQUARED, FLATTENING, SEMI_MAJOR_AXIS_M};
use intercept_core::earth::geodesic;
use intercept_core::flight::path::{Path, State};
use intercept_core::sensing::detection::{coverage, Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::{track, Track, TrackReason};
use synthetic::{random_flight, Lcg, ORIGIN};

const STEP_S: f64 = 0.05;

fn random_sensor(rng: &mut Lcg) -> SensorSpec {
    let (azimuth, away) = (rng.uniform(-3.0, 3.0), rng.uniform(0.0, 30e3));
    let (la, lo, _) = geodesic::direct(ORIGIN.latitude_rad, ORIGIN.longitude_rad, azimuth, away);
    let radar = Detection::Radar { range_for_1_m2_m: rng.uniform(15e3, 200e3), instrumented_range_m: 150e3 };
    let ears = Detection::Fixed { range_by_threat_class_m: vec![rng.uniform(0.0, 8e3), 0.0] };
    SensorSpec {
        position: Geodetic::new(la, lo, rng.uniform(0.0, 100.0)),
        height_m: [2.0, 15.0, 7_000.0][rng.below(3)],
        detection: [radar, ears][usize::from(rng.below(4) == 0)].clone(),
        elevation_min_rad: rng.uniform(-0.05, 0.02),
        elevation_max_rad: rng.uniform(0.1, 1.5),
        track_delay_s: rng.uniform(0.0, 40.0),
    }
}

/// Number of conditions that hold before the first that fails: range, horizon, elevation.
fn depth(s: &SensorSpec, range_m: f64, state: State) -> usize {
    let antenna = Geodetic { altitude_m: s.position.altitude_m + s.height_m, ..s.position };
    let w = ECCENTRICITY_SQUARED * s.position.latitude_rad.sin().powi(2);
    let radius = SEMI_MAJOR_AXIS_M * (1.0 - FLATTENING) / (1.0 - w);
    let (up, centre) = (antenna.enu().up, Geodetic { altitude_m: -radius, ..antenna }.to_ecef());
    let arm = state.position - centre;
    let over_ground = radius * up.cross(arm).norm().atan2(up.dot(arm));
    let kr = 4.0 / 3.0 * radius;
    let (h1, h2) = (antenna.altitude_m, to_geodetic(state.position).altitude_m);
    let horizon = |h: f64| kr * (kr / (kr + h.max(0.0))).acos();
    // On the effective Earth, as plane coordinates about its centre.
    let (sin, cos) = (over_ground / kr).sin_cos();
    let elevation = ((kr + h2) * cos - (kr + h1)).atan2((kr + h2) * sin);
    let holds = [
        (state.position - antenna.to_ecef()).norm() <= range_m,
        over_ground <= horizon(h1) + horizon(h2),
        elevation >= s.elevation_min_rad && elevation <= s.elevation_max_rad,
    ];
    holds.iter().position(|h| !h).unwrap_or(3)
}

fn reason_depth(reason: TrackReason) -> usize {
    match reason {
        TrackReason::OutOfSensorRange | TrackReason::NotFlown => 0,
        TrackReason::BelowHorizon => 1,
        TrackReason::OutsideElevation => 2,
        TrackReason::TooShort | TrackReason::Tracked => 3,
    }
}

fn matches_the_scan(
    path: Path,
    spec: &SensorSpec,
    range_m: f64,
    seen: &[(f64, f64)],
    reason: TrackReason,
    case: usize,
) {
    let at = |t: f64| depth(spec, range_m, path.state(t));
    let (mut run, mut deeper) = (0, 0);
    for i in 0..((path.end() - path.start()) / STEP_S) as usize {
        let t = path.start() + STEP_S * i as f64;
        let depth = at(t);
        deeper = if depth > reason_depth(reason) { deeper + 1 } else { 0 };
        run = if depth == 3 { run + 1 } else { 0 };
        assert!(deeper < 7, "case {case} at {t}: {reason:?}, but {depth} conditions hold");
        // Edges within 1e-3 s; a gap of less than 0.25 s may have been bridged, an interval missed.
        let inside = seen.iter().any(|&(from, to)| t >= from - 1e-3 && t <= to + 1e-3);
        assert!(run < 7 || inside, "case {case}: seen at {t}, in no interval of {seen:?}");
    }
    for &(from, to) in seen {
        assert!(at(from) == 3 && at(to) == 3, "case {case}: edges {from} {to}");
        for (outside, end) in [(from - 1e-3, path.start()), (to + 1e-3, path.end())] {
            assert!((outside - end).abs() < 2e-3 || at(outside) < 3, "case {case}: seen outside at {outside}");
        }
    }
}

#[test]
fn coverage_is_that_of_the_scan() {
    let mut rng = Lcg(77);
    let mut reasons = [0; 6];
    for case in 0..1_500 {
        let knots = random_flight(&mut rng);
        let path = Path { knots: &knots };
        let spec = random_sensor(&mut rng);
        let class = rng.below(2);
        let signature = Signature { class, radar_cross_section_m2: 10.0_f64.powf(rng.uniform(-2.5, 1.0)) };
        let sensor = Sensor::new(spec.clone()).unwrap();
        let (seen, reason) = coverage(&Profile::new(path), &signature, &sensor);
        matches_the_scan(path, &spec, spec.detection.range_m(&signature), &seen, reason, case);
        reasons[reason as usize] += 1;
    }
    assert!(reasons.iter().enumerate().all(|(i, &n)| n > 5 || i == 1), "{reasons:?}");
}

#[test]
fn a_track_is_the_union_of_what_lasts() {
    let mut rng = Lcg(5);
    for _ in 0..200 {
        let knots = random_flight(&mut rng);
        let profile = Profile::new(Path { knots: &knots });
        let signature = Signature { class: 0, radar_cross_section_m2: 1.0 };
        let sensors: Vec<Sensor> = (0..4).map(|_| Sensor::new(random_sensor(&mut rng)).unwrap()).collect();
        let whole = track(&profile, 500.0, &signature, &sensors);
        let seen: Vec<_> = sensors.iter().map(|s| (s, coverage(&profile, &signature, s))).collect();
        let first = seen.iter().flat_map(|(_, c)| &c.0).map(|i| i.0 + 500.0).fold(f64::INFINITY, f64::min);
        assert_eq!(whole.first_detection.map_or(f64::INFINITY, |f| f.0).to_bits(), first.to_bits());
        assert_eq!(whole.intervals_s.is_empty(), whole.reason != TrackReason::Tracked);
        for i in 0..600 {
            let t = 500.0 + f64::from(i);
            let has = |s: &Sensor, c: &[(f64, f64)]| {
                c.iter().any(|&(a, b)| t >= a + 500.0 + s.spec.track_delay_s && t <= b + 500.0)
            };
            let tracked = seen.iter().any(|(s, c)| has(s, &c.0));
            assert_eq!(tracked, whole.intervals_s.iter().any(|&(a, b)| t >= a && t <= b));
        }
        // One more sensor never shortens a track.
        let fewer = track(&profile, 500.0, &signature, &sensors[..3]);
        let length = |t: &Track| t.intervals_s.iter().map(|(a, b)| b - a).sum::<f64>();
        assert!(length(&whole) >= length(&fewer) - 1e-9);
    }
}
