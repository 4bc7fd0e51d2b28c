use super::*;

// Catalogue classes (peak speed, boost time, ballistic coefficient, lowest speed, slant range).
const CLASSES: [(f64, f64, f64, f64, f64); 6] = [
    (650.0, 2.5, 1_500.0, 250.0, 8e3),
    (1_000.0, 4.0, 2_500.0, 300.0, 20e3),
    (1_200.0, 7.0, 3_000.0, 300.0, 70e3),
    (1_500.0, 12.0, 5_000.0, 400.0, 250e3),
    (1_500.0, 8.0, 4_000.0, 500.0, 65e3),
    (2_700.0, 16.0, 8_000.0, 600.0, 200e3),
];

fn flyout(
    (peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s, _): (f64, f64, f64, f64, f64),
) -> Flyout {
    Flyout::Boosted { peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s }
}

// The classes, one with a sustainer, and a projectile; lift limited and paid for.
fn kinds() -> Vec<(Flyout, Limits, f64)> {
    let lifting = Limits {
        lateral_acceleration_max_m_s2: 400.0,
        lift_ratio_max: 20.0,
        induced_drag: 0.03,
        divert_acceleration_m_s2: 10.0,
        ..Limits::default()
    };
    let mut all: Vec<_> = CLASSES.iter().map(|&class| (flyout(class), lifting, class.4)).collect();
    let sustained = Limits { sustain_time_s: 30.0, sustain_acceleration_m_s2: 40.0, ..lifting };
    all.push((flyout((600.0, 5.0, 4_000.0, 250.0, 0.0)), sustained, 80e3));
    all.push((flyout(CLASSES[2]), Limits { launch_altitude_m: 1_500.0, ..Limits::default() }, 70e3));
    let gun = |muzzle_speed_m_s, ballistic_coefficient_kg_m2| Flyout::Projectile {
        muzzle_speed_m_s,
        ballistic_coefficient_kg_m2,
        speed_min_m_s: 200.0,
    };
    all.push((gun(1_175.0, 2_900.0), Limits::default(), 5e3));
    all.push((gun(850.0, 1_650.0), Limits::default(), 2.5e3));
    all
}

#[test]
fn agrees_with_direct_flights() {
    for (flyout, limits, range) in kinds() {
        let table = FlyoutTable::limited(&flyout, &limits, range, 2e5).unwrap();
        let motion = Motion::new(&flyout, &limits).unwrap();
        // Time, speed, lateral acceleration, reach.
        let mut worst = [0.0_f64; 4];
        for i in 0..150 {
            // Lines off the rows, from -15 degrees to the zenith.
            let x = -0.26 + 1.26 * (f64::from(i) + 0.37) / 150.0;
            let flight = motion.fly(x, 1.3 * range);
            let reach = flight.reach_m().min(range);
            worst[3] = worst[3].max((table.reach_between_m(x, x).0 / reach - 1.0).abs());
            // Even points, and both sides of the ends of the phases, where the speed has its kinks.
            let even = (1..=120).map(|j| reach * f64::from(j) / 121.0);
            let near = motion.phases.iter().map(|p| flight.range_at(p.end_s));
            let near = near.flat_map(|s| [0.97, 0.99, 1.0, 1.01, 1.03].map(|f| f * s));
            for s in even.chain(near).filter(|&s| s < reach) {
                let (time_s, speed) = flight.at(s);
                let at = table.lookup(s, x);
                let lateral = motion.lateral_m_s2(limits.launch_altitude_m + motion.line(x).rise_m(s), speed);
                worst[0] = worst[0].max((at.time_s / time_s - 1.0).abs());
                worst[1] = worst[1].max((1.0 / (at.slowness_s_m * speed) - 1.0).abs());
                if lateral.is_finite() && lateral > 0.0 {
                    worst[2] = worst[2].max((table.lateral_m_s2(s, x, &table.lookup(s, x)) / lateral - 1.0).abs());
                }
            }
        }
        // The tolerances are the stated errors of the table.
        for (share, allowed) in worst.into_iter().zip([1e-3, 1e-2, 2e-2, 5e-3]) {
            assert!(share < allowed, "{flyout:?} {limits:?}: {worst:?}");
        }
    }
}

#[test]
fn is_infinite_just_outside_and_continuous_inside() {
    let class = CLASSES[1];
    let table = FlyoutTable::build(&flyout(class), class.4, 12e3).unwrap();
    assert!(table.time_of_flight_s(20.1e3, 0.0).is_infinite());
    assert!(table.time_of_flight_s(3e3, 12_001.0).is_infinite());
    assert!(table.time_of_flight_s(3e3, -3e3).is_infinite());
    assert_eq!(table.time_of_flight_s(0.0, 0.0), 0.0);
    assert_eq!(table.speed_m_s(30e3, 0.0), 0.0);
    let mut before = 0.0;
    for i in 1..=20_000 {
        let time_s = table.time_of_flight_s(f64::from(i) * 0.8, 4_000.0 * f64::from(i) / 20_000.0);
        if time_s.is_infinite() {
            assert!(i > 5_000, "{i}");
            break;
        }
        assert!(time_s > before && time_s - before < 0.1, "{i}: {before} {time_s}");
        before = time_s;
    }
}

#[test]
fn derivatives_are_those_of_the_time() {
    let class = CLASSES[2];
    let table = FlyoutTable::build(&flyout(class), class.4, 3e4).unwrap();
    for (s, x) in [(3_000.0_f64, 0.4_f64), (15_000.0, 0.11), (30_000.0, 0.73)] {
        let at = table.lookup(s, x);
        let by_s = (table.lookup(s + 1.0, x).time_s - table.lookup(s - 1.0, x).time_s) / 2.0;
        let by_x = (table.lookup(s, x + 1e-5).time_s - table.lookup(s, x - 1e-5).time_s) / 2e-5;
        assert!((by_s / at.slowness_s_m - 1.0).abs() < 1e-5);
        assert!((by_x - at.by_sine_s).abs() < 1e-4 * (1.0 + at.by_sine_s.abs()));
    }
}

#[test]
fn constant_speed_is_distance_over_speed() {
    let table = FlyoutTable::build(&Flyout::ConstantSpeed { speed_m_s: 80.0 }, 15e3, 4e3).unwrap();
    assert_eq!(table.time_of_flight_s(3e3, 4e3), 5e3 / 80.0);
    assert!((table.speed_m_s(3e3, 4e3) - 80.0).abs() < 1e-9);
    assert!(table.time_of_flight_s(15.1e3, 0.0).is_infinite());
}

#[test]
fn bad_flyouts_are_named() {
    let said = |f: Flyout| FlyoutTable::build(&f, 1e4, 1e4).unwrap_err().to_string();
    assert!(said(Flyout::ConstantSpeed { speed_m_s: 0.0 }).contains("constant_speed_m_s = 0"));
    assert!(said(flyout((1_000.0, 4.0, 2e3, 1_200.0, 0.0))).contains("speed_min_m_s = 1200"));
    assert!(said(flyout((100.0, 20.0, 2e3, 50.0, 0.0))).contains("boost_time_s = 20"));
}

// Catalogue classes that a fine sampling found outside the bounds of a coarse one: MANPADS and short-range SAM.
const SHORT: [(f64, f64, f64, f64, f64); 2] = [(600.0, 2.0, 1_500.0, 250.0, 6e3), (900.0, 4.0, 2_500.0, 250.0, 15e3)];

#[test]
fn bounds_hold_over_their_cells() {
    let lifting = Limits { lift_ratio_max: 20.0, induced_drag: 0.03, ..Limits::default() };
    let short = SHORT.iter().map(|&class| (flyout(class), lifting, class.4));
    for (kind, (flyout, limits, range)) in kinds().into_iter().chain(short).enumerate() {
        let table = FlyoutTable::limited(&flyout, &limits, range, 2e5).unwrap();
        for column in 1..48_u32 {
            for row in 0..24_u32 {
                // Just inside the cell, so that no other is asked.
                let part = |k: u32, i: f64, n: f64| (f64::from(k) + 1e-9 + (1.0 - 2e-9) * i) / n;
                let place = |i: f64, j: f64| {
                    let u = part(column, i, 48.0);
                    (range * u * u, SIN_ELEVATION_MIN + (1.0 - SIN_ELEVATION_MIN) * part(row, j, 24.0))
                };
                let ((s0, x0), (s1, x1)) = (place(0.0, 0.0), place(1.0, 1.0));
                let (speed, lateral) =
                    (table.speed_between_m_s((s0, s1), (x0, x1)), table.lateral_between_m_s2((s0, s1), (x0, x1)));
                for i in 0..20 {
                    for j in 0..8 {
                        let (s, x) = place(f64::from(i) / 19.0, f64::from(j) / 7.0);
                        // Beyond the boundary no intercept is asked for.
                        if s > table.reach_between_m(x, x).0 {
                            continue;
                        }
                        let (v, a) =
                            (1.0 / table.lookup(s, x).slowness_s_m, table.lateral_m_s2(s, x, &table.lookup(s, x)));
                        assert!(speed.0 <= v && v <= speed.1, "kind {kind} at {s} {x}: speed {v} outside {speed:?}");
                        let within = lateral.0 <= a && a <= lateral.1 || a.is_infinite();
                        assert!(within, "kind {kind} at {s} {x}: lateral {a} outside {lateral:?}");
                    }
                }
            }
        }
    }
}
