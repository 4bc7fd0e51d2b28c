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

#[test]
fn agrees_with_direct_flights() {
    for class in CLASSES {
        let table = FlyoutTable::build(&flyout(class), class.4, 2e5).unwrap();
        let booster = Booster::new(class.0, class.1, class.2, class.3);
        let (mut worst_time, mut worst_speed, mut worst_reach) = (0.0_f64, 0.0_f64, 0.0_f64);
        for i in 0..150 {
            // Lines off the rows, from -15 degrees to the zenith.
            let x = -0.26 + 1.26 * (f64::from(i) + 0.37) / 150.0;
            let flight = booster.fly(x, class.4);
            let reach = flight.reach_m().min(class.4);
            let Lines::Grid(grid) = &table.lines else { panic!("boosted") };
            worst_reach = worst_reach.max((grid.reach_m(x).min(class.4) / reach - 1.0).abs());
            for j in 1..=120 {
                let s = reach * f64::from(j) / 121.0;
                let (time_s, speed) = flight.at(s);
                let at = table.lookup(s, x);
                worst_time = worst_time.max((at.time_s / time_s - 1.0).abs());
                worst_speed = worst_speed.max((1.0 / (at.slowness_s_m * speed) - 1.0).abs());
            }
        }
        // The tolerance is the stated error of the table; of the speed 3 %, at the kink of burn-out.
        assert!(worst_time < 5e-3, "{class:?}: time {worst_time}");
        assert!(worst_reach < 5e-3, "{class:?}: reach {worst_reach}");
        assert!(worst_speed < 3e-2, "{class:?}: speed {worst_speed}");
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
    assert!(said(Flyout::ConstantSpeed { speed_m_s: 0.0 }).contains("speed_m_s = 0"));
    assert!(said(flyout((1_000.0, 4.0, 2e3, 1_200.0, 0.0))).contains("speed_min_m_s = 1200"));
    assert!(said(flyout((100.0, 20.0, 2e3, 50.0, 0.0))).contains("boost_time_s = 20"));
}
