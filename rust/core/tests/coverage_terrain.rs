//! Ground that hides targets: the mask against the sight line over the raster, coverage against a scan.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Counts of steps.

mod share;
mod synthetic;

use intercept_core::earth::ellipsoid::{altitude, Geodetic};
use intercept_core::earth::geodesic;
use intercept_core::earth::terrain::Terrain;
use intercept_core::flight::flown::path::Path;
use intercept_core::math::hermite::Knot;
use intercept_core::sensing::coverage::coverage;
use intercept_core::sensing::detection::{Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::orbit::Orbit;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::sight_line::sight_line_rad;
use intercept_core::sensing::site::Site;
use intercept_core::sensing::terrain_mask::TerrainMask;
use intercept_core::sensing::track::TrackReason;
use share::cases;
use std::sync::Arc;
use synthetic::{along_geodesic, knots, Lcg, ORIGIN};

const SIGNATURE: Signature = Signature { class: 0, radar_cross_section_m2: 1.0, aspect: None };

/// Hills up to `high_m` with waves of 6 to 30 km, at nodes 0.9 km apart, 1 degree around the origin.
fn hills(high_m: f64) -> Terrain {
    let axis = |middle: f64, step: f64| (0..241).map(|i| middle + step * (f64::from(i) - 120.0)).collect::<Vec<_>>();
    let (latitude, longitude) = (axis(ORIGIN.latitude_rad, 1.45e-4), axis(ORIGIN.longitude_rad, 1.9e-4));
    let height = |y: f64, x: f64| {
        let (y, x) = ((y - ORIGIN.latitude_rad) * 6.37e6, (x - ORIGIN.longitude_rad) * 4.9e6);
        let wave = |kx: f64, ky: f64, phase: f64| (x / kx + y / ky + phase).sin();
        high_m * (0.5 + 0.2 * wave(3e3, 5e3, 1.0) + 0.2 * wave(-5e3, 2e3, 4.0) + 0.1 * wave(1.5e3, -1e3, 0.0))
    };
    let heights = latitude.iter().flat_map(|&y| longitude.iter().map(move |&x| height(y, x))).collect();
    Terrain::new(latitude, longitude, heights).unwrap()
}

fn ground(terrain: &Terrain, p: Geodetic) -> f64 {
    terrain.height(p.latitude_rad, p.longitude_rad).unwrap()
}

/// A point at an azimuth and distance from the origin.
fn place(azimuth: f64, distance_m: f64, altitude_m: f64) -> Geodetic {
    let (la, lo, _) = geodesic::direct(ORIGIN.latitude_rad, ORIGIN.longitude_rad, azimuth, distance_m);
    Geodetic::new(la, lo, altitude_m)
}

/// Oracle: the least clearance (m) of a ray with constant curvature over the ground, read every 20 m along a geodesic. At
/// fractions f of the distance d the ray is at h1 + f (h2 - h1) - f (1 - f) d^2 / (2 k R).
fn clearance_m(terrain: &Terrain, (from, azimuth): (f64, f64), distance_m: f64, target_m: f64) -> f64 {
    let steps = (distance_m / 20.0) as u32;
    let above = |i: u32| {
        let f = f64::from(i) / f64::from(steps);
        let bulge = f * (1.0 - f) * distance_m * distance_m / (2.0 * 4.0 / 3.0 * 6.371e6);
        from + f * (target_m - from) - bulge - ground(terrain, place(azimuth, f * distance_m, 0.0))
    };
    (1..steps).map(above).fold(f64::INFINITY, f64::min)
}

#[test]
fn mask_and_sight_line_agree_with_the_curved_ray() {
    let terrain = hills(600.0);
    let eye_m = ground(&terrain, ORIGIN) + 15.0;
    let site = Site::new(Geodetic { altitude_m: eye_m, ..ORIGIN }, 0.0).unwrap();
    let mask = TerrainMask::new(&site, &terrain, 80e3).unwrap();
    let mut rng = Lcg(3);
    let (mut hidden, mut worst) = (0, 0.0_f64);
    for _ in 0..3_000 {
        let (azimuth, d) = (rng.uniform(-3.1, 3.1), rng.uniform(2e3, 60e3));
        let target = place(azimuth, d, 0.0);
        let target = Geodetic { altitude_m: ground(&terrain, target) + rng.uniform(10.0, 500.0), ..target };
        let look = site.look(target.to_ecef());
        let oracle_m = clearance_m(&terrain, (eye_m, azimuth), d, target.altitude_m);
        let line = sight_line_rad(&site, &terrain, &look, target.altitude_m);
        let masked = mask.clearance_rad(&site, &look, target.altitude_m);
        // The oracle's sphere, parabola and steps are good for 3 m of height.
        assert!(oracle_m.abs() < 3.0 || (line >= 0.0) == (oracle_m >= 0.0), "{azimuth} {d}: {line} {oracle_m}");
        // The stated error, on slopes of at most 0.2 of the ground and the line.
        let (off, step_m) = ((masked - line).abs(), 2.0 * (d * 80e3).sqrt() / 384.0);
        assert!(off < 0.2 * (step_m / d + 3.2 / 720.0), "{azimuth} {d}: {off}");
        worst = worst.max(off);
        hidden += usize::from(oracle_m < 0.0);
    }
    assert!((300..2_700).contains(&hidden), "{hidden}");
    // The figure of docs/models/sensing.md.
    assert!(worst < 1.5e-3, "{worst}");
}

fn low_flight(rng: &mut Lcg) -> Vec<Knot> {
    let (speed, height) = (rng.uniform(40.0, 300.0), rng.uniform(350.0, 1_200.0));
    let (offset, swing) = (rng.uniform(-1.0, 1.0).powi(3) * 30e3, rng.uniform(0.0, 150.0));
    let motion = along_geodesic(rng.uniform(-3.0, 3.0), (100.0 * speed, offset), speed, move |t| {
        height + swing * (0.05 * t).sin()
    });
    knots(motion, 250.0, 50)
}

fn sensor(rng: &mut Lcg, terrain: &Terrain, orbit: bool) -> SensorSpec {
    let at = place(rng.uniform(-3.0, 3.0), rng.uniform(0.0, 10e3), 0.0);
    let radar = Detection::Radar { range_for_1_m2_m: rng.uniform(10e3, 60e3), instrumented_range_m: 60e3 };
    let height_m = if orbit { rng.uniform(1_500.0, 3_000.0) } else { ground(terrain, at) + rng.uniform(2.0, 40.0) };
    let mut spec = SensorSpec::all_round(at, height_m, radar);
    spec.orbit = orbit.then_some(Orbit { radius_m: 5e3, speed_m_s: 100.0, phase_rad: 1.0 });
    spec
}

// Without a raster the flight is seen for longer; what is missing must be hidden, what is left must not.
fn hidden_is_what_the_scan_hides(
    flight: &[Knot],
    (bare, over): (&Sensor, &Sensor),
    clear: impl Fn(f64) -> f64,
    case: usize,
) -> TrackReason {
    let path = Path { knots: flight };
    let profile = Profile::new(path);
    let (open, _) = coverage(&profile, 0.0, &SIGNATURE, bare);
    let (seen, reason) = coverage(&profile, 0.0, &SIGNATURE, over);
    let within = |spans: &[(f64, f64)], t: f64, slack: f64| spans.iter().any(|&(a, b)| t > a - slack && t < b + slack);
    let (mut lost, mut invented) = (0, 0);
    for i in 0..((path.end() - path.start()) / 0.05) as usize {
        let t = path.start() + 0.05 * i as f64;
        let visible = within(&open, t, -1e-3) && clear(t) >= 0.0;
        lost = if visible && !within(&seen, t, 1e-3) { lost + 1 } else { 0 };
        invented = if within(&seen, t, -1e-3) && clear(t) < 0.0 { invented + 1 } else { 0 };
        assert!(lost < 7 && invented < 7, "case {case} at {t}: {lost} {invented} {seen:?}");
    }
    for &(from, to) in &seen {
        assert!(clear(from) >= -1e-9 && clear(to) >= -1e-9, "case {case}: {from} {to}");
    }
    reason
}

#[test]
fn coverage_over_ground_is_that_of_the_scan() {
    let terrain = Arc::new(hills(600.0));
    let mut rng = Lcg(21);
    let mut masked = 0;
    for case in 0..cases(120) {
        let spec = sensor(&mut rng, &terrain, false);
        let bare = Sensor::new(spec.clone()).unwrap();
        let over = bare.clone().with_terrain(&terrain).unwrap();
        let site = Site::new(Geodetic { altitude_m: spec.height_m, ..spec.position }, 0.0).unwrap();
        let mask = TerrainMask::new(&site, &terrain, 60e3).unwrap();
        for _ in 0..10 {
            let flight = low_flight(&mut rng);
            let path = Path { knots: &flight };
            let clear = |t: f64| {
                let position = path.state(t).position;
                mask.clearance_rad(&site, &site.look(position), altitude(position))
            };
            let reason = hidden_is_what_the_scan_hides(&flight, (&bare, &over), clear, case);
            masked += usize::from(reason == TrackReason::MaskedByTerrain);
        }
    }
    assert!(masked > cases(5), "{masked}");
}

#[test]
fn a_sensor_that_circles_looks_over_the_raster_itself() {
    let terrain = Arc::new(hills(600.0));
    let mut rng = Lcg(22);
    for case in 0..8 {
        let spec = sensor(&mut rng, &terrain, true);
        let bare = Sensor::new(spec.clone()).unwrap();
        let over = bare.clone().with_terrain(&terrain).unwrap();
        let (orbit, flight) = (spec.orbit.unwrap(), low_flight(&mut rng));
        let path = Path { knots: &flight };
        let clear = |t: f64| {
            let angle = orbit.phase_rad + orbit.speed_m_s / orbit.radius_m * t;
            let (la, lo, _) = geodesic::direct(spec.position.latitude_rad, spec.position.longitude_rad, angle, 5e3);
            let site = Site::new(Geodetic::new(la, lo, spec.height_m), 0.0).unwrap();
            let position = path.state(t).position;
            sight_line_rad(&site, &terrain, &site.look(position), altitude(position))
        };
        // The circle of the geodesic at sea level lies up to 3 m beside that of the platform, so a target may be seen from
        // the one and just not from the other: clearance is asked for with a margin.
        let lenient = |t: f64| if clear(t).abs() < 5e-4 { 0.0 } else { clear(t) };
        let path = Profile::new(path);
        let (seen, _) = coverage(&path, 0.0, &SIGNATURE, &over);
        for &(from, to) in &seen {
            for i in 0..=20 {
                let t = from + (to - from) * f64::from(i) / 20.0;
                assert!(lenient(t) >= 0.0, "case {case} at {t}: {}", clear(t));
            }
        }
        let length = |spans: &[(f64, f64)]| spans.iter().map(|s| s.1 - s.0).sum::<f64>();
        assert!(length(&seen) <= length(&coverage(&path, 0.0, &SIGNATURE, &bare).0) + 1e-4);
    }
}

#[test]
fn flat_ground_hides_no_more_than_the_horizon() {
    let flat = Arc::new(hills(0.0));
    let mut rng = Lcg(23);
    for _ in 0..100 {
        let radar = Detection::Radar { range_for_1_m2_m: 60e3, instrumented_range_m: 60e3 };
        let bare = Sensor::new(SensorSpec::all_round(ORIGIN, rng.uniform(5.0, 50.0), radar)).unwrap();
        let over = bare.clone().with_terrain(&flat).unwrap();
        let height = rng.uniform(5.0, 300.0);
        let offset = rng.uniform(0.0, 20e3);
        let flight = knots(along_geodesic(rng.uniform(-3.0, 3.0), (40e3, offset), 250.0, |_| height), 320.0, 40);
        let profile = Profile::new(Path { knots: &flight });
        let (a, b) = (coverage(&profile, 0.0, &SIGNATURE, &bare).0, coverage(&profile, 0.0, &SIGNATURE, &over).0);
        assert_eq!(a.len(), b.len());
        for (a, b) in a.iter().zip(&b) {
            assert!((a.0 - b.0).abs() < 1e-4 && (a.1 - b.1).abs() < 1e-4, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_buried_antenna_is_refused() {
    let terrain = Arc::new(hills(600.0));
    let radar = Detection::Radar { range_for_1_m2_m: 60e3, instrumented_range_m: 60e3 };
    let said = Sensor::new(SensorSpec::all_round(ORIGIN, 5.0, radar)).unwrap().with_terrain(&terrain).unwrap_err();
    assert!(said.to_string().contains("altitude_m + height_m = 5"), "{said}");
}
