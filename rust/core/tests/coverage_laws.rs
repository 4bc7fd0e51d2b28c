//! Laws of sensing: what must never shrink, and what must not matter.

mod synthetic;

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::flight::flown::path::Path;
use intercept_core::math::hermite::Knot;
use intercept_core::math::vec3::Vec3;
use intercept_core::sensing::detection::{Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::scan::{Scan, SingleScan};
use intercept_core::sensing::track::{sensor_track, track, SensorTrack, Track, TrackReason};
use synthetic::{random_flight, Lcg, ORIGIN};

fn random_spec(rng: &mut Lcg) -> SensorSpec {
    let azimuth = rng.uniform(-3.0, 3.0);
    let (la, lo, _) = geodesic::direct(ORIGIN.latitude_rad, ORIGIN.longitude_rad, azimuth, rng.uniform(0.0, 30e3));
    let radar = Detection::Radar { range_for_1_m2_m: rng.uniform(30e3, 90e3), instrumented_range_m: 150e3 };
    let mut spec = SensorSpec::all_round(Geodetic::new(la, lo, 0.0), rng.uniform(2.0, 30.0), radar);
    spec.elevation_max_rad = rng.uniform(0.2, 1.5);
    spec.azimuth_centre_rad = rng.uniform(-3.0, 3.0);
    spec.azimuth_half_width_rad = rng.uniform(0.5, 2.5);
    spec.blind_cone_half_angle_rad = rng.uniform(0.01, 0.8);
    spec.scan = Scan { period_s: rng.uniform(1.0, 10.0), hits: 2, scans: 3 };
    spec.track_delay_s = rng.uniform(0.5, 10.0);
    spec.handover_delay_s = rng.uniform(0.5, 5.0);
    spec.coast_s = rng.uniform(0.0, 20.0);
    spec
}

fn look(flight: &[Knot], sigma: f64, spec: &SensorSpec) -> SensorTrack {
    let signature = Signature { class: 0, radar_cross_section_m2: sigma, aspect: None };
    sensor_track(&Profile::new(Path { knots: flight }), 100.0, &signature, &Sensor::new(spec.clone()).unwrap())
}

// What is in `a` is in `b`, but for the tolerance of edges and stretches too short to be found for sure.
fn within(a: &[(f64, f64)], b: &[(f64, f64)]) -> bool {
    a.iter().all(|&(from, to)| to - from < 0.26 || b.iter().any(|&(f, t)| f <= from + 1e-5 && t >= to - 1e-5))
}

fn no_worse(worse: &SensorTrack, better: &SensorTrack) -> bool {
    let early = |t: &SensorTrack| t.first_detection_s.unwrap_or(f64::INFINITY);
    within(&worse.coverage_s, &better.coverage_s)
        && within(&worse.tracked_s, &better.tracked_s)
        && early(better) <= early(worse) + 1e-5
}

fn with_range(spec: &SensorSpec, factor: f64) -> SensorSpec {
    let Detection::Radar { range_for_1_m2_m, instrumented_range_m } = spec.detection else {
        return spec.clone();
    };
    let range_for_1_m2_m = factor * range_for_1_m2_m;
    SensorSpec { detection: Detection::Radar { range_for_1_m2_m, instrumented_range_m }, ..spec.clone() }
}

#[test]
fn a_better_sensor_never_sees_less_or_later() {
    let mut rng = Lcg(31);
    let mut tracked = 0;
    for case in 0..1_500 {
        let (flight, spec) = (random_flight(&mut rng), random_spec(&mut rng));
        let base = look(&flight, 0.3, &spec);
        tracked += usize::from(base.reason == TrackReason::Tracked);
        let (wide, cone) = (spec.azimuth_half_width_rad * 1.2, 0.5 * spec.blind_cone_half_angle_rad);
        let scan = Scan { period_s: 0.5 * spec.scan.period_s, ..spec.scan };
        let better = [
            ("range", with_range(&spec, 1.3)),
            ("sector", SensorSpec { azimuth_half_width_rad: wide, ..spec.clone() }),
            ("elevation", SensorSpec { elevation_max_rad: spec.elevation_max_rad + 0.05, ..spec.clone() }),
            ("cone", SensorSpec { blind_cone_half_angle_rad: cone, ..spec.clone() }),
            ("period", SensorSpec { scan, ..spec.clone() }),
            ("hits", SensorSpec { scan: Scan { hits: 1, ..spec.scan }, ..spec.clone() }),
            ("delay", SensorSpec { track_delay_s: 0.3, ..spec.clone() }),
            ("hand-over", SensorSpec { handover_delay_s: 0.2, ..spec.clone() }),
            ("coasting", SensorSpec { coast_s: spec.coast_s + 15.0, ..spec.clone() }),
        ];
        for (what, spec) in &better {
            assert!(no_worse(&base, &look(&flight, 0.3, spec)), "case {case}: {what}");
        }
        assert!(no_worse(&base, &look(&flight, 0.5, &spec)), "case {case}: cross-section");
    }
    assert!(tracked > 300, "{tracked}");
}

#[test]
fn chances_are_never_worse_for_a_better_sensor_a_larger_target_or_a_lower_demand() {
    let mut rng = Lcg(32);
    let mut tracked = 0;
    for case in 0..1_000 {
        let (flight, spec) = (random_flight(&mut rng), random_spec(&mut rng));
        let chance = SingleScan { probability: rng.uniform(0.2, 0.95), false_alarm: 1e-6, required: 0.9 };
        let with = |chance: SingleScan, spec: &SensorSpec| SensorSpec { single_scan: Some(chance), ..spec.clone() };
        let base = look(&flight, 0.3, &with(chance, &spec));
        tracked += usize::from(base.reason == TrackReason::Tracked);
        let Detection::Radar { range_for_1_m2_m, instrumented_range_m } = spec.detection else { unreachable!() };
        let farther = Detection::Radar { range_for_1_m2_m, instrumented_range_m: 1.1 * instrumented_range_m };
        let wide = spec.azimuth_half_width_rad * 1.2;
        let better = [
            look(&flight, 0.3, &with(chance, &SensorSpec { detection: farther, ..spec.clone() })),
            look(&flight, 0.3, &with(chance, &SensorSpec { height_m: spec.height_m + 7.0, ..spec.clone() })),
            look(&flight, 0.3, &with(chance, &SensorSpec { azimuth_half_width_rad: wide, ..spec.clone() })),
            look(&flight, 0.6, &with(chance, &spec)),
            look(&flight, 0.3, &with(chance, &with_range(&spec, 1.3))),
            look(&flight, 0.3, &with(SingleScan { required: 0.7, ..chance }, &spec)),
            look(&flight, 0.3, &with(SingleScan { probability: 0.97, ..chance }, &spec)),
            look(&flight, 0.3, &with(chance, &SensorSpec { track_delay_s: 0.3, ..spec.clone() })),
        ];
        for (i, better) in better.iter().enumerate() {
            assert!(no_worse(&base, better), "case {case}: {i}");
        }
    }
    assert!(tracked > 200, "{tracked}");
}

#[test]
fn turning_everything_about_the_axis_changes_nothing() {
    let mut rng = Lcg(33);
    for case in 0..500 {
        let (flight, spec) = (random_flight(&mut rng), random_spec(&mut rng));
        let angle = rng.uniform(-2.5, 2.5);
        let (sin, cos) = angle.sin_cos();
        let turn = |v: Vec3| Vec3::new(cos * v.x - sin * v.y, sin * v.x + cos * v.y, v.z);
        let turned = |k: &Knot| Knot {
            t: k.t,
            position: turn(k.position),
            velocity: turn(k.velocity),
            acceleration: turn(k.acceleration),
        };
        let there: Vec<Knot> = flight.iter().map(turned).collect();
        let p = spec.position;
        let position = Geodetic::new(p.latitude_rad, p.longitude_rad + angle, p.altitude_m);
        let (here, there) = (look(&flight, 0.3, &spec), look(&there, 0.3, &SensorSpec { position, ..spec }));
        // Strides differ in their last digits, so that a stretch below 0.25 s may be found in one only.
        let same = |a: &[(f64, f64)], b: &[(f64, f64)]| within(a, b) && within(b, a);
        assert!(same(&here.coverage_s, &there.coverage_s) && same(&here.tracked_s, &there.tracked_s), "case {case}");
    }
}

#[test]
fn a_network_is_the_union_of_its_sensors() {
    let mut rng = Lcg(5);
    for _ in 0..200 {
        let flight = random_flight(&mut rng);
        let profile = Profile::new(Path { knots: &flight });
        let signature = Signature { class: 0, radar_cross_section_m2: 1.0, aspect: None };
        let sensors: Vec<Sensor> = (0..4).map(|_| Sensor::new(random_spec(&mut rng)).unwrap()).collect();
        let whole = track(&profile, 500.0, &signature, &sensors);
        let alone: Vec<_> = sensors.iter().map(|s| sensor_track(&profile, 500.0, &signature, s)).collect();
        assert!(alone.iter().enumerate().all(|(k, own)| whole.by_sensor.get(k) == Some(own)));
        assert!(whole.by_sensor.get(alone.len()).is_none());
        assert_eq!(whole.by_sensor, alone.iter().cloned().collect());
        let first = alone.iter().filter_map(|s| s.first_detection_s).fold(f64::INFINITY, f64::min);
        assert_eq!(whole.first_detection.map_or(f64::INFINITY, |f| f.0).to_bits(), first.to_bits());
        assert_eq!(whole.intervals_s.is_empty(), whole.reason != TrackReason::Tracked);
        for i in 0..600 {
            let inside = |spans: &[(f64, f64)]| spans.iter().any(|&(a, b)| (a..=b).contains(&(500.0 + f64::from(i))));
            assert_eq!(alone.iter().any(|s| inside(&s.tracked_s)), inside(&whole.intervals_s));
        }
        // One more sensor never shortens a track.
        let fewer = track(&profile, 500.0, &signature, &sensors[..3]);
        let length = |t: &Track| t.intervals_s.iter().map(|(a, b)| b - a).sum::<f64>();
        assert!(length(&whole) >= length(&fewer) - 1e-9);
    }
}
