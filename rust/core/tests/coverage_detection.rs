//! Detection by chance and confirmation: closed forms, published figures, enumeration.

mod synthetic;

use intercept_core::flight::flown::path::Path;
use intercept_core::sensing::detection::{Detection, Sensor, SensorSpec, Signature};
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::scan::{swerling_1, Chain, Scan, SingleScan};
use intercept_core::sensing::track::{sensor_track, TrackReason};
use synthetic::{along_geodesic, knots, ORIGIN};

fn decibels(ratio: f64) -> f64 {
    10.0 * ratio.log10()
}

#[test]
fn swerling_1_needs_the_published_signal_to_noise() {
    // Published to a tenth of a decibel: 12.8 dB for 0.5 and 21.1 dB for 0.9 at a false-alarm probability of 1e-6.
    for (pd, published_db) in [(0.5, 12.8), (0.9, 21.1)] {
        let snr = SingleScan { probability: pd, false_alarm: 1e-6, required: 0.9 }.reference_snr();
        assert!((decibels(snr) - published_db).abs() <= 0.05, "{pd}: {}", decibels(snr));
        assert!((swerling_1(1e-6, snr) - pd).abs() < 1e-12);
    }
    // Without a signal only noise crosses the threshold.
    assert!((swerling_1(1e-6, 0.0) / 1e-6 - 1.0).abs() < 1e-12);
}

// Oracle: the density of power of a Swerling 1 target in noise is exponential with mean 1 + SNR, the threshold -ln Pfa;
// its tail is integrated by Simpson's rule.
#[test]
fn the_closed_form_is_the_tail_of_the_density() {
    for (pfa, snr) in [(1e-6_f64, 18.93), (1e-4, 3.0), (1e-8, 100.0)] {
        let (threshold, mean) = (-pfa.ln(), 1.0 + snr);
        let (steps, width) = (200_000_u32, 60.0 * mean);
        let h = width / f64::from(steps);
        let density = |i: u32| (-(threshold + h * f64::from(i)) / mean).exp() / mean;
        let weight = |i: u32| if i == 0 || i == steps { 1.0 } else { 2.0 + 2.0 * f64::from(i % 2) };
        let tail: f64 = (0..=steps).map(|i| weight(i) * density(i)).sum::<f64>() * h / 3.0;
        assert!((tail / swerling_1(pfa, snr) - 1.0).abs() < 1e-9);
    }
}

#[test]
fn one_of_one_accumulates_as_the_complement_of_misses() {
    let mut chain = Chain::new(1, 1);
    for n in 1..200 {
        let want = 1.0 - 0.93_f64.powi(n);
        assert!((chain.scan(0.07) - want).abs() < 1e-14 * f64::from(n));
    }
}

// Oracle: all 2^k patterns of hits and misses, each with its probability.
#[test]
fn m_of_n_is_that_of_all_patterns() {
    let chance = |i: u32| 0.15 + 0.6 * (f64::from(i) * 0.7).sin().abs();
    for (m, n) in [(1, 1), (1, 3), (2, 2), (2, 3), (3, 5), (4, 4), (3, 12), (6, 8)] {
        let mut chain = Chain::new(m, n);
        for k in 1..=14_u32 {
            let confirmed = |pattern: u32| {
                (0..k).any(|last| {
                    let first = (last + 1).saturating_sub(n);
                    (first..=last).filter(|i| pattern >> i & 1 == 1).count() >= m as usize
                })
            };
            let probability = |pattern: u32| -> f64 {
                (0..k).map(|i| if pattern >> i & 1 == 1 { chance(i) } else { 1.0 - chance(i) }).product()
            };
            let want: f64 = (0..1_u32 << k).filter(|&p| confirmed(p)).map(probability).sum();
            let got = chain.scan(chance(k - 1));
            assert!((got - want).abs() < 1e-12, "{m} of {n} after {k}: {got} {want}");
        }
    }
}

#[test]
fn probability_at_the_reference_range_is_the_stated_one() {
    // A target of 1 m^2 that stays about where the radar has its reference range: 10 m/s across at 100 km.
    let flight = knots(along_geodesic(0.0, (1_000.0, 100e3), 10.0, |_| 9_000.0), 200.0, 20);
    let profile = Profile::new(Path { knots: &flight });
    let look = |probability: f64, required: f64, scan: Scan| {
        let radar = Detection::Radar { range_for_1_m2_m: 100.4e3, instrumented_range_m: 150e3 };
        let spec = SensorSpec {
            scan,
            single_scan: Some(SingleScan { probability, false_alarm: 1e-6, required }),
            ..SensorSpec::all_round(ORIGIN, 20.0, radar)
        };
        let signature = Signature { class: 0, radar_cross_section_m2: 1.0, aspect: None };
        sensor_track(&profile, 0.0, &signature, &Sensor::new(spec).unwrap())
    };
    let once = Scan { period_s: 5.0, hits: 1, scans: 1 };
    // Slant range is 100.4 km within 0.1 %, so that probability is the stated one within 0.4 % of SNR.
    let first = |required| look(0.5, required, once).first_detection_s;
    assert_eq!(first(0.49), Some(5.0));
    assert_eq!(first(0.51), Some(10.0));
    // 1 - 0.5^n.
    for n in 2..8 {
        let reached = 1.0 - 0.5_f64.powi(n);
        assert_eq!(first(reached - 0.01 * 0.5_f64.powi(n - 1)), Some(5.0 * f64::from(n)), "{n}");
    }
    // Two of two at once: 0.25 at the second scan.
    let two = Scan { hits: 2, scans: 2, ..once };
    assert_eq!(look(0.5, 0.24, two).tracked_s[0].0.to_bits(), 10.0_f64.to_bits());
    assert_eq!(look(1e-4, 0.99, two).reason, TrackReason::NotConfirmed);
}

#[test]
fn a_sure_target_is_confirmed_at_its_mth_scan() {
    let flight = knots(along_geodesic(0.0, (20e3, 0.0), 200.0, |_| 9_000.0), 200.0, 20);
    let profile = Profile::new(Path { knots: &flight });
    let radar = Detection::Radar { range_for_1_m2_m: 100e3, instrumented_range_m: 150e3 };
    let scan = Scan { period_s: 4.0, hits: 3, scans: 5 };
    let all_round = SensorSpec::all_round(ORIGIN, 20.0, radar);
    let spec = SensorSpec { scan, track_delay_s: 2.5, handover_delay_s: 1.5, ..all_round };
    let signature = Signature { class: 0, radar_cross_section_m2: 1.0, aspect: None };
    let look = |spec: &SensorSpec| sensor_track(&profile, 1e3, &signature, &Sensor::new(spec.clone()).unwrap());
    let seen = look(&spec);
    assert_eq!(seen.coverage_s, [(1_000.0, 1_200.0)]);
    assert_eq!((seen.first_detection_s, seen.tracked_s), (Some(1_004.0), vec![(1_016.0, 1_200.0)]));
    let slow = look(&SensorSpec { track_delay_s: 190.0, ..spec.clone() });
    assert_eq!((slow.reason, slow.tracked_s), (TrackReason::TooShort, vec![]));
    let rare = look(&SensorSpec { scan: Scan { period_s: 90.0, ..scan }, ..spec });
    assert_eq!((rare.reason, rare.first_detection_s), (TrackReason::NotConfirmed, Some(1_090.0)));
}

#[test]
fn a_track_coasts_over_the_blind_cone() {
    // Straight over the radar at 9 km and 200 m/s: a cone of 30 degrees hides it for 2 x 9,000 tan(30 deg) / 200 = 51.96 s.
    let flight = knots(along_geodesic(0.0, (20e3, 0.0), 200.0, |_| 9_000.0), 200.0, 20);
    let profile = Profile::new(Path { knots: &flight });
    let radar = Detection::Radar { range_for_1_m2_m: 100e3, instrumented_range_m: 150e3 };
    let cone = SensorSpec {
        blind_cone_half_angle_rad: 30f64.to_radians(),
        track_delay_s: 10.0,
        handover_delay_s: 5.0,
        ..SensorSpec::all_round(ORIGIN, 0.0, radar)
    };
    let signature = Signature { class: 0, radar_cross_section_m2: 1.0, aspect: None };
    let look = |coast_s: f64| {
        let spec = SensorSpec { coast_s, ..cone.clone() };
        sensor_track(&profile, 0.0, &signature, &Sensor::new(spec).unwrap())
    };
    let (short, long) = (look(51.0), look(53.0));
    assert_eq!((short.coverage_s.len(), long.coverage_s.len()), (2, 2));
    let hidden = long.coverage_s[1].0 - long.coverage_s[0].1;
    // The Earth curves away by 5 m under the flight, and its 9 km count from the ellipsoid.
    assert!((hidden - 51.96).abs() < 0.1, "{hidden}");
    assert_eq!(short.tracked_s, [(15.0, short.coverage_s[0].1), (short.coverage_s[1].0 + 15.0, 200.0)]);
    assert_eq!(long.tracked_s, [(15.0, 200.0)]);
}

#[test]
fn a_glimpse_too_short_for_a_track_leaves_nothing_to_coast_on() {
    // As above, but a range that ends 0.2 s before the cone begins: the first glimpse lasts for less than the track delay.
    let flight = knots(along_geodesic(0.0, (20e3, 0.0), 200.0, |_| 9_000.0), 200.0, 20);
    let profile = Profile::new(Path { knots: &flight });
    let radar = Detection::Radar { range_for_1_m2_m: 100e3, instrumented_range_m: 11.0e3 };
    let spec = SensorSpec {
        blind_cone_half_angle_rad: 30f64.to_radians(),
        track_delay_s: 9.0,
        coast_s: 60.0,
        ..SensorSpec::all_round(ORIGIN, 0.0, radar)
    };
    let signature = Signature { class: 0, radar_cross_section_m2: 1.0, aspect: None };
    let look = |track_delay_s: f64| {
        let spec = SensorSpec { track_delay_s, ..spec.clone() };
        sensor_track(&profile, 0.0, &signature, &Sensor::new(spec).unwrap())
    };
    let [(a, b), (c, d)] = look(0.0).coverage_s[..] else { panic!("two glimpses") };
    let (glimpse, gap) = (b - a, c - b);
    assert!(glimpse > 1.0 && gap > 40.0 && gap < 60.0, "{glimpse} {gap}");
    // Made within the first glimpse, the track coasts through the gap; made within the gap, it would never have been
    // made: the second glimpse begins anew.
    let (enough, short) = (look(glimpse - 0.5), look(glimpse + 0.5));
    assert_eq!(enough.tracked_s, [(a + glimpse - 0.5, d)]);
    assert_eq!((short.reason, short.tracked_s), (TrackReason::TooShort, vec![]));
    // Of the hand-over only the end of the track counts: others may get it in the gap.
    let handed = SensorSpec { track_delay_s: glimpse - 0.5, handover_delay_s: 10.0, ..spec.clone() };
    let handed = sensor_track(&profile, 0.0, &signature, &Sensor::new(handed).unwrap());
    assert_eq!(handed.tracked_s, [(a + glimpse - 0.5 + 10.0, d)]);
}
