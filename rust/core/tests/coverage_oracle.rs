//! Sensor coverage against a brute-force scan with direct geometry, every option of a sensor at random.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Counts of steps.

mod direct;
mod share;
mod synthetic;

use direct::{Direct, CONDITIONS};
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::flight::flown::path::Path;
use intercept_core::sensing::aspect::Aspect;
use intercept_core::sensing::coverage::coverage;
use intercept_core::sensing::detection::{Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::orbit::Orbit;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::TrackReason;
use share::cases;
use std::f64::consts::PI;
use synthetic::{random_flight, Lcg, ORIGIN};

const STEP_S: f64 = 0.05;
/// Steps in a row that no interval or gap of 0.25 s can be without.
const MANY: usize = 7;

fn random_sensor(rng: &mut Lcg) -> SensorSpec {
    // One of four stands under the flights, so that they pass overhead.
    let away = [0.0, rng.uniform(0.0, 500.0), rng.uniform(0.0, 30e3), rng.uniform(0.0, 30e3)][rng.below(4)];
    let (la, lo, _) = geodesic::direct(ORIGIN.latitude_rad, ORIGIN.longitude_rad, rng.uniform(-3.0, 3.0), away);
    let radar = Detection::Radar { range_for_1_m2_m: rng.uniform(15e3, 200e3), instrumented_range_m: 150e3 };
    let ears = Detection::Fixed { range_by_threat_class_m: vec![rng.uniform(0.0, 8e3), 0.0] };
    let height_m = [2.0, 15.0, 7_000.0][rng.below(3)];
    let detection = [radar, ears][usize::from(rng.below(4) == 0)].clone();
    let mut spec = SensorSpec::all_round(Geodetic::new(la, lo, rng.uniform(0.0, 100.0)), height_m, detection);
    spec.elevation_min_rad = [rng.uniform(-0.05, 0.02), -1.5][rng.below(2)];
    spec.elevation_max_rad = [rng.uniform(0.1, 1.5), PI / 2.0][rng.below(2)];
    spec.effective_earth_factor = [4.0 / 3.0, rng.uniform(0.5, 1.0), rng.uniform(1.0, 3.0), 100.0][rng.below(4)];
    if rng.below(2) == 0 {
        spec.azimuth_centre_rad = rng.uniform(-7.0, 7.0);
        spec.azimuth_half_width_rad = rng.uniform(0.05, 3.1);
    }
    if rng.below(3) == 0 {
        spec.blind_cone_half_angle_rad = rng.uniform(0.05, 1.4);
    }
    if rng.below(4) == 0 {
        let radius_m = [1e3, 20e3, 60e3][rng.below(3)];
        spec.orbit = Some(Orbit { radius_m, speed_m_s: rng.uniform(20.0, 240.0), phase_rad: rng.uniform(-7.0, 7.0) });
    }
    spec
}

fn aspects() -> [Option<Aspect>; 3] {
    let table = |angle: &[f64], factor: &[f64]| Some(Aspect::new(angle.to_vec(), factor).unwrap());
    // Nothing; a broadside flash; ten times less from ahead.
    [None, table(&[0.0, 1.4, 1.57, 1.74, PI], &[0.1, 0.3, 20.0, 0.3, 0.5]), table(&[0.3, 2.0], &[0.1, 1.0])]
}

fn reason_depth(reason: TrackReason) -> usize {
    match reason {
        TrackReason::OutOfSensorRange | TrackReason::NotFlown => 0,
        TrackReason::BelowHorizon => 1,
        TrackReason::OutsideElevation => 2,
        TrackReason::OutsideAzimuth => 3,
        TrackReason::BlindCone => 4,
        _ => CONDITIONS,
    }
}

fn matches_the_scan(direct: &Direct, seen: &[(f64, f64)], reason: TrackReason, case: usize) {
    let (start, end) = direct.span_s();
    let (mut run, mut gap, mut deeper) = (0, 0, 0);
    let mut i = 0;
    while start + STEP_S * (i as f64) < end {
        let t = start + STEP_S * i as f64;
        let depth = direct.depth(t);
        deeper = if depth > reason_depth(reason) { deeper + 1 } else { 0 };
        assert!(deeper < MANY, "case {case} at {t}: {reason:?}, but {depth} conditions hold");
        let inside = |slack: f64| seen.iter().any(|&(from, to)| t >= from - slack && t <= to + slack);
        run = if depth == CONDITIONS && !inside(1e-3) { run + 1 } else { 0 };
        gap = if depth < CONDITIONS && inside(-1e-3) { gap + 1 } else { 0 };
        assert!(run < MANY, "case {case}: seen at {t}, in no interval of {seen:?}");
        assert!(gap < MANY, "case {case}: not seen at {t}, {depth}, in an interval of {seen:?}");
        i += 1 + (direct.surely_out_s(t) / STEP_S) as usize;
    }
    let at = |t: f64| direct.depth(t);
    for &(from, to) in seen {
        let (first, last) = (from.max(start), to.min(end));
        // A microsecond inside: where a flight meets the ground it meets its horizon, and rounding of the altitude decides.
        let inside = at(first + 1e-6) == CONDITIONS && at(last - 1e-6) == CONDITIONS;
        assert!(inside || last - first < 2e-6, "case {case}: edges {from} {to}");
        for (outside, end) in [(from - 1e-4, start), (to + 1e-4, end)] {
            assert!((outside - end).abs() < 2e-3 || at(outside) < CONDITIONS, "case {case}: seen outside at {outside}");
        }
    }
}

fn scan_of(seed: u64, cases: usize) -> [usize; 7] {
    let mut rng = Lcg(seed);
    let aspects = aspects();
    // Seen, the reasons up to the blind cone, and cases with an orbit that saw something.
    let mut counts = [0; 7];
    for case in 0..cases {
        let knots = random_flight(&mut rng);
        let spec = random_sensor(&mut rng);
        let class = rng.below(2);
        let aspect = aspects[rng.below(3)].as_ref();
        let signature = Signature { class, radar_cross_section_m2: 10.0_f64.powf(rng.uniform(-2.5, 1.0)), aspect };
        let launch_s = rng.uniform(0.0, 3e3);
        let sensor = Sensor::new(spec.clone()).unwrap();
        let path = Path { knots: &knots };
        let (seen, reason) = coverage(&Profile::new(path), launch_s, &signature, &sensor);
        matches_the_scan(&Direct::new(path, launch_s, &spec, &signature), &seen, reason, case);
        counts[reason_depth(reason).min(5)] += 1;
        counts[6] += usize::from(spec.orbit.is_some() && !seen.is_empty());
    }
    counts
}

// 10,000 pairs, or a share of them, in four parts side by side.
#[test]
fn coverage_is_that_of_the_scan() {
    let parts: Vec<[usize; 7]> = std::thread::scope(|scope| {
        let running: Vec<_> = (77..81).map(|seed| scope.spawn(move || scan_of(seed, cases(2_500)))).collect();
        running.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let counts: Vec<usize> = (0..7).map(|kind| parts.iter().map(|part| part[kind]).sum()).collect();
    assert!(counts.iter().all(|&n| n >= 2), "{counts:?}");
}
