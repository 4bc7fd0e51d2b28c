//! Launch solutions: the closed forms without air, and destinations met over the turning Earth with air.

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::earth::world::{Air, World};
use intercept_core::error::Error;
use intercept_core::flight::flown::path::Event;
use intercept_core::flight::forces::aerodynamics::{Aerodynamics, Coefficients};
use intercept_core::flight::forces::vehicle::{Stage, Vehicle};
use intercept_core::flight::kinds::launch::{Ascent, Given, Launch, Mode, Solution, Thrown};
use intercept_core::math::curve::{Between, Curve};
use intercept_core::math::integrator::Settings;
use std::sync::Arc;

const RADIUS_M: f64 = 6_371_008.8;

fn body(beta: f64, destination: Geodetic, mode: Mode) -> Launch {
    let thrown = Thrown::Body(Aerodynamics::BallisticCoefficient(beta), 1000.0);
    Launch { thrown, launch_point: Geodetic::new(0.2, 0.3, 0.0), destination, mode }
}

fn over_sphere(angle: f64) -> Geodetic {
    // Due east along the great circle that leaves (0.2, 0.3): sin(lat) = sin(lat0) cos(angle).
    let lat0 = 0.2f64;
    let lat = (lat0.sin() * angle.cos()).asin();
    Geodetic::new(lat, 0.3 + angle.sin().atan2(lat0.cos() * angle.cos()), 0.0)
}

fn fine() -> Settings {
    Settings { tolerance_m: 1e-7, ..Settings::default() }
}

// Range (km), speed (km/s), angle (deg), apogee (km), time (s): as in tests/reference/minimum_energy.
const TABLE: [[f64; 5]; 5] = [
    [300.0, 1.69648, 44.3255, 74.110, 251.035],
    [500.0, 2.17337, 43.8758, 122.516, 327.364],
    [1000.0, 3.01611, 42.7517, 239.938, 474.361],
    [5500.0, 6.07523, 32.6343, 1040.523, 1315.795],
    [10_000.0, 7.19808, 22.5170, 1319.478, 1930.959],
];

#[test]
fn least_energy_launches_are_the_tables() {
    let world = World::sphere(RADIUS_M, Air::Vacuum);
    for [range, speed, angle, apogee, time] in TABLE {
        let psi = range * 1e3 / RADIUS_M;
        let s = body(1e9, over_sphere(psi), Mode::MinimumEnergy).solve(&world, &fine()).unwrap();
        // Closed forms, Bate, Mueller, White, chapter 6; and half a digit of the table.
        let q = 2.0 * (0.5 * psi).sin() / (1.0 + (0.5 * psi).sin());
        let want = (q * world.field.gm_m3_s2 / RADIUS_M).sqrt();
        let phi = 0.25 * (std::f64::consts::PI - psi);
        assert!((s.burnout_speed_m_s / want - 1.0).abs() < 1e-6, "{range}: {} {want}", s.burnout_speed_m_s);
        assert!((s.burnout_flight_path_rad / phi - 1.0).abs() < 1e-6, "{range}: {} {phi}", s.burnout_flight_path_rad);
        assert!((s.burnout_speed_m_s / 1e3 - speed).abs() < 6e-6);
        assert!((s.burnout_flight_path_rad.to_degrees() - angle).abs() < 6e-5);
        assert!((s.apogee_m / 1e3 - apogee).abs() < 6e-4 * (1.0 + apogee / 500.0), "{range}: {}", s.apogee_m);
        assert!((s.flight_time_s - time).abs() < 6e-4 * (1.0 + time / 500.0), "{range}: {}", s.flight_time_s);
        assert!((s.azimuth_rad - std::f64::consts::FRAC_PI_2).abs() < 1e-6 && s.miss_m < 0.1);
    }
}

#[test]
fn worked_examples_of_the_textbook_are_met() {
    let unit_m = 6_378_145.0;
    let world = World::sphere(unit_m, Air::Vacuum);
    let unit_m_s = (world.field.gm_m3_s2 / unit_m).sqrt();
    // Page 290: burn-out and re-entry at 0.2 DU, 2/3 DU/TU, range angle 36.38974 deg.
    let high = Geodetic::new(0.0, 0.0, 0.2 * unit_m);
    let destination = Geodetic::new(0.0, 36.389_74f64.to_radians(), 0.2 * unit_m);
    let mode = Mode::Lofted(Given::Speed(2.0 / 3.0 * unit_m_s));
    let launch = Launch { launch_point: high, ..body(1e9, destination, mode) };
    let s = launch.solve(&world, &fine()).unwrap();
    // The range angle is written to 1.4e-7; at this angle, well past the steepness of the greatest range, phi follows.
    assert!((s.burnout_flight_path_rad.cos() - 0.625).abs() < 1e-5, "{}", s.burnout_flight_path_rad.cos());
    assert!((s.apogee_m / unit_m - 0.5).abs() < 1e-5);
    // Page 291: 30 N 60 E to 30 S 60 W from 0.025 DU; the book rounds Q to 1.2 and gives phi 39.36 deg.
    let d = f64::to_radians;
    let h = 0.025 * unit_m;
    let (from, to) = (Geodetic::new(d(30.0), d(60.0), h), Geodetic::new(d(-30.0), d(-60.0), h));
    let launch =
        Launch { launch_point: from, ..body(1e9, to, Mode::Lofted(Given::Speed((1.2f64 / 1.025).sqrt() * unit_m_s))) };
    let s = launch.solve(&world, &fine()).unwrap();
    assert!(
        (s.burnout_flight_path_rad.to_degrees() - 39.36).abs() < 0.006,
        "{}",
        s.burnout_flight_path_rad.to_degrees()
    );
}

fn towards(azimuth_deg: f64, distance_m: f64) -> Geodetic {
    let (lat, lon, _) = geodesic::direct(0.2, 0.3, azimuth_deg.to_radians(), distance_m);
    Geodetic::new(lat, lon, 0.0)
}

fn solved(launch: &Launch) -> Solution {
    let s = launch.solve(&World::EARTH, &Settings::default()).unwrap();
    assert!(s.miss_m < 1.0, "{launch:?}: {}", s.miss_m);
    s
}

// A body thrown at 40 km, above most of the air.
fn high(destination: Geodetic, mode: Mode) -> Launch {
    Launch { launch_point: Geodetic::new(0.2, 0.3, 40e3), ..body(5000.0, destination, mode) }
}

#[test]
fn bodies_meet_their_destinations_through_air() {
    for (azimuth, distance) in [(10.0, 80e3), (140.0, 300e3), (260.0, 1000e3), (80.0, 5500e3)] {
        let destination = towards(azimuth, distance);
        let least = solved(&high(destination, Mode::MinimumEnergy));
        for (given, rises) in [(Given::EnergySurplus(0.2), true), (Given::Speed(1.1 * least.burnout_speed_m_s), true)] {
            let lofted = solved(&high(destination, Mode::Lofted(given)));
            let flat = solved(&high(destination, Mode::Depressed(given)));
            assert!((lofted.apogee_m > least.apogee_m) == rises && flat.apogee_m < least.apogee_m);
            assert!(lofted.flight_time_s > least.flight_time_s && flat.burnout_speed_m_s > least.burnout_speed_m_s);
        }
        let steep = solved(&high(destination, Mode::Lofted(Given::FlightPath(0.9))));
        assert!(
            (steep.burnout_flight_path_rad - 0.9).abs() < 1e-9 && steep.burnout_speed_m_s > least.burnout_speed_m_s
        );
        let high = solved(&high(destination, Mode::Lofted(Given::Apogee(1.5 * least.apogee_m))));
        assert!((high.apogee_m / least.apogee_m - 1.5).abs() < 1e-4);
    }
}

#[test]
fn what_is_out_of_reach_says_how_far_one_gets() {
    let destination = towards(60.0, 900e3);
    let slow = high(destination, Mode::Lofted(Given::Speed(1800.0)));
    let error = slow.solve(&World::EARTH, &Settings::default()).unwrap_err();
    let Error::Unreachable { wanted_m, reachable_m } = error else { panic!("{error}") };
    assert!((wanted_m - 900e3).abs() < 1.0 && reachable_m > 250e3 && reachable_m < 450e3, "{reachable_m}");
    // And that far it gets, but not farther.
    let given = Mode::Lofted(Given::Speed(1800.0));
    assert!(solved(&high(towards(60.0, reachable_m - 100.0), given)).miss_m < 1.0);
    let beyond = high(towards(60.0, reachable_m + 1000.0), given);
    assert!(beyond.solve(&World::EARTH, &Settings::default()).is_err());
}

#[test]
fn modes_that_lack_what_they_need_are_refused() {
    let destination = towards(60.0, 300e3);
    let bad = [
        (body(-5.0, destination, Mode::MinimumEnergy), "ballistic_coefficient_kg_m2 = -5"),
        (body(5e3, destination, Mode::Lofted(Given::WholeBurn)), "mode = lofted or depressed alone"),
        (body(5e3, destination, Mode::Lofted(Given::Speed(f64::NAN))), "speed_m_s = NaN"),
        (body(5e3, destination, Mode::Lofted(Given::FlightPath(0.3))), "flight_path_rad = 0.3"),
        (body(5e3, destination, Mode::Depressed(Given::Apogee(500e3))), "apogee_m = 500000"),
        (body(5e3, Geodetic::new(1.6, 0.0, 0.0), Mode::MinimumEnergy), "destination latitude_rad = 1.6"),
        (body(5e3, Geodetic::new(0.2, 0.3, 0.0), Mode::MinimumEnergy), "distance to the destination"),
    ];
    for (launch, words) in bad {
        let error = launch.solve(&World::EARTH, &Settings::default()).unwrap_err().to_string();
        assert!(error.starts_with(words), "{error}");
    }
}

fn rocket() -> Arc<Vehicle> {
    let stage = |propellant, dry, burn, coast_s| Stage {
        propellant_mass_kg: propellant,
        dry_mass_kg: dry,
        thrust_curve: Stage::constant_thrust(burn).unwrap(),
        specific_impulse_sea_level_s: 230.0,
        specific_impulse_vacuum_s: 260.0,
        coast_s,
    };
    let drag = [(0.0, 0.2), (0.9, 0.22), (1.2, 0.4), (2.0, 0.3), (5.0, 0.16)];
    let drag = Curve::new("drag", &drag, Between::MonotoneCubic).unwrap();
    let table = Coefficients { reference_area_m2: 0.6, drag, lift: None, induced_drag_factor: 0.0 };
    let stages = vec![stage(4000.0, 600.0, 60.0, 2.0), stage(1200.0, 200.0, 40.0, 0.0)];
    Arc::new(Vehicle::new(stages, 500.0, Aerodynamics::Table(table), None).unwrap())
}

fn boosted(destination: Geodetic, mode: Mode, carrier_speed_m_s: f64) -> Launch {
    let ascent = Ascent { vertical_rise_s: 5.0, kick_duration_s: 5.0, carrier_speed_m_s };
    let altitude = if carrier_speed_m_s > 0.0 { 12e3 } else { 0.0 };
    Launch {
        thrown: Thrown::Vehicle(rocket(), ascent),
        launch_point: Geodetic::new(0.2, 0.3, altitude),
        destination,
        mode,
    }
}

#[test]
fn vehicles_meet_their_destinations_high_and_low() {
    for (azimuth, carrier) in [(40.0, 0.0), (250.0, 0.0), (120.0, 250.0)] {
        let destination = towards(azimuth, 800e3);
        let lofted = solved(&boosted(destination, Mode::Lofted(Given::WholeBurn), carrier));
        let flat = solved(&boosted(destination, Mode::Depressed(Given::WholeBurn), carrier));
        assert!(lofted.apogee_m > 2.0 * flat.apogee_m, "{} {}", lofted.apogee_m, flat.apogee_m);
        let least = solved(&boosted(destination, Mode::MinimumEnergy, carrier));
        assert!(least.burnout_s < lofted.burnout_s, "{} {}", least.burnout_s, lofted.burnout_s);
        assert!(least.apogee_m < lofted.apogee_m && least.apogee_m > flat.apogee_m);
        let events: Vec<Event> = lofted.flown.marks.iter().map(|m| m.event).collect();
        let one = [Event::Ignition, Event::Burnout];
        assert_eq!(events, [&one[..], &[Event::Separation], &one[..]].concat());
    }
    let far = boosted(towards(40.0, 6000e3), Mode::Lofted(Given::WholeBurn), 0.0);
    let error = far.solve(&World::EARTH, &Settings::default()).unwrap_err();
    assert!(
        matches!(error, Error::Unreachable { reachable_m, .. } if reachable_m > 900e3 && reachable_m < 3000e3),
        "{error}"
    );
}
