//! What is heard, and when: sound left the target some time ago.

mod synthetic;

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::flight::flown::path::Path;
use intercept_core::math::hermite::Knot;
use intercept_core::sensing::coverage::coverage;
use intercept_core::sensing::detection::{Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::profile::Profile;
use synthetic::{along_geodesic, knots, random_flight, Lcg, ORIGIN};

const SOUND_M_S: f64 = 340.0;

fn ears(range_m: f64, signal_speed_m_s: f64, position: Geodetic) -> Sensor {
    let detection = Detection::Fixed { range_by_threat_class_m: vec![range_m] };
    Sensor::new(SensorSpec { signal_speed_m_s, ..SensorSpec::all_round(position, 3.0, detection) }).unwrap()
}

fn heard(flight: &[Knot], sensor: &Sensor) -> Vec<(f64, f64)> {
    let signature = Signature { class: 0, radar_cross_section_m2: 0.0, aspect: None };
    coverage(&Profile::new(Path { knots: flight }), 0.0, &signature, sensor).0
}

#[test]
fn a_drone_is_heard_range_over_speed_later() {
    let flight = knots(along_geodesic(0.4, (20e3, 0.0), 50.0, |_| 100.0), 800.0, 40);
    let at_once = heard(&flight, &ears(5e3, f64::INFINITY, ORIGIN));
    let later = heard(&flight, &ears(5e3, SOUND_M_S, ORIGIN));
    assert_eq!((at_once.len(), later.len()), (1, 1));
    for (a, b) in [(at_once[0].0, later[0].0), (at_once[0].1, later[0].1)] {
        assert!((b - a - 5e3 / SOUND_M_S).abs() < 1e-5, "{a} {b}");
    }
}

#[test]
fn faster_than_sound_is_first_heard_where_it_closes_at_its_speed() {
    // Straight and level at Mach 2, 3 km above: the front of the cone is heard when the closing speed is that of sound,
    // at cos(angle to the line) = 1/2. Plane geometry: 12 km are flat enough for 0.02 s.
    let (v, h) = (2.0 * SOUND_M_S, 3_000.0);
    let flight = knots(along_geodesic(0.4, (12e3, 0.0), v, |_| h + 3.0), 36.0, 36);
    let all = heard(&flight, &ears(30e3, SOUND_M_S, ORIGIN));
    let before = h / 3.0_f64.sqrt();
    let first = (12e3 - before) / v + (h * h + before * before).sqrt() / SOUND_M_S;
    assert_eq!(all.len(), 1);
    assert!((all[0].0 - first).abs() < 0.02, "{all:?} {first}");
}

// Oracle: the arrival of every instant emitted in coverage, read every 0.01 s.
#[test]
fn arrivals_are_those_of_every_instant() {
    let mut rng = Lcg(9);
    let mut reversed = 0;
    for case in 0..300 {
        let flight = random_flight(&mut rng);
        let path = Path { knots: &flight };
        let place = Geodetic::new(0.7 + rng.uniform(-1e-3, 1e-3), 0.4 + rng.uniform(-1e-3, 1e-3), 0.0);
        let range_m = rng.uniform(2e3, 30e3);
        let emitted = heard(&flight, &ears(range_m, f64::INFINITY, place));
        let arrived = heard(&flight, &ears(range_m, SOUND_M_S, place));
        let eye = Geodetic::new(place.latitude_rad, place.longitude_rad, 3.0).to_ecef();
        let arrival = |t: f64| t + (path.state(t).position - eye).norm() / SOUND_M_S;
        let mut ends = vec![];
        for &(from, to) in &emitted {
            let (mut first, mut last, mut t) = (f64::INFINITY, f64::NEG_INFINITY, from);
            while t < to + 0.01 {
                let at = arrival(t.min(to));
                let inside = arrived.iter().any(|&(a, b)| at >= a - 1e-5 && at <= b + 1e-5);
                assert!(inside, "case {case}: {at} not in {arrived:?}");
                (first, last, t) = (first.min(at), last.max(at), t + 0.01);
            }
            ends.push((first, last));
        }
        for &(a, b) in &arrived {
            // Next to a turn of the arrival, 0.005 s away at most, it differs by less than 1e-3 s.
            let near = |x: f64, y: f64| (x - y).abs() < 1e-3;
            assert!(
                ends.iter().any(|e| near(e.0, a)) && ends.iter().any(|e| near(e.1, b)),
                "case {case}: {a} {b} {ends:?}"
            );
        }
        reversed += usize::from(emitted.iter().zip(&ends).any(|(e, end)| arrival(e.0) > end.0 + 0.1));
    }
    assert!(reversed > 10, "hardly a target that arrives before its sound: {reversed}");
}
