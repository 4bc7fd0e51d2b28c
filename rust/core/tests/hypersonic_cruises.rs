//! Hypersonic cruises hold their Mach number and altitude, burn what Breguet says, and end at their destinations.

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::earth::world::{Air, World};
use intercept_core::error::Error;
use intercept_core::flight::flown::limits::Limits;
use intercept_core::flight::flown::path::{Event, Flown, Outcome, Path};
use intercept_core::flight::flown::quantities::Quantities;
use intercept_core::flight::forces::hypersonic_engine::{Cruiser, Rocket};
use intercept_core::flight::kinds::hypersonic_cruise::{Goal, HypersonicCruiseFlight};
use intercept_core::math::integrator::Settings;

fn flight(goal: Goal) -> HypersonicCruiseFlight {
    HypersonicCruiseFlight {
        launch_point: Geodetic::new(0.3, 0.4, 0.0),
        launch_speed_m_s: 0.0,
        cruiser: Cruiser {
            rocket: Rocket { specific_impulse_s: 250.0, burn_time_s: 40.0, mass_ratio: 3.0, pitch_rad: 0.5 },
            mach: 6.5,
            altitude_m: 26e3,
            lift_to_drag: 3.5,
            specific_impulse_s: 900.0,
            thrust_max_m_s2: 30.0,
            fuel_share: 0.25,
            ballistic_coefficient_kg_m2: 4000.0,
            lift_max_m_s2: 60.0,
        },
        dive_angle_rad: 0.7,
        terminal_speed_m_s: None,
        goal,
        limits: Limits::NONE,
    }
}

fn mark(flown: &Flown, event: Event) -> f64 {
    flown.marks.iter().find(|m| m.event == event).map_or(f64::NAN, |m| m.time_s)
}

fn fly(flight: &HypersonicCruiseFlight, world: &World) -> Flown {
    flight.fly(world, &Settings::default()).unwrap()
}

// On station the flight stays within 10 m of its altitude and 1 m/s of its Mach number.
#[test]
fn the_cruise_holds_altitude_and_mach_number() {
    let flown = fly(&flight(Goal::Azimuth(1.0)), &World::EARTH);
    assert_eq!(flown.outcome, Outcome::FuelExhausted);
    let path = Path { knots: &flown.knots };
    let (from, to) = (mark(&flown, Event::Cruise) + 100.0, mark(&flown, Event::FuelOut));
    assert!(to > from + 200.0, "{:?}", flown.marks);
    for i in 0..=40 {
        let q = Quantities::at(&World::EARTH, &path, from + (to - from) * f64::from(i) / 40.0, 0.1);
        assert!((q.altitude_m - 26e3).abs() < 10.0 && (q.mach - 6.5).abs() < 0.003, "{q:?}");
    }
    assert!(mark(&flown, Event::Ignition).abs() < 1e-12);
    assert!(mark(&flown, Event::Dive) >= to);
}

// Breguet on a sphere at rest: thrust is drag, drag is (g - V^2/r)/(L/D), so that fuel ln(m0/m1) lasts for
// t = (L/D) Isp g0 ln(m0/m1)/(g - V^2/r). Between two flights whose fuel differs the climb cancels.
#[test]
fn fuel_lasts_as_long_as_breguet_says() {
    let mut world = World::sphere(6.371e6, Air::Us76);
    world.field.gm_m3_s2 = 3.986e14;
    let fly = |fuel_share: f64| {
        let mut flight = flight(Goal::Azimuth(0.5));
        // The same missile in the boost.
        flight.cruiser.ballistic_coefficient_kg_m2 = 5000.0 * (1.0 - fuel_share);
        flight.cruiser.fuel_share = fuel_share;
        fly(&flight, &world)
    };
    let (less, more) = (fly(0.2), fly(0.3));
    let lasted = mark(&more, Event::FuelOut) - mark(&less, Event::FuelOut);
    let state = Path { knots: &less.knots }.state(mark(&less, Event::FuelOut) - 10.0);
    let (radius, speed) = (state.position.norm(), state.velocity.norm());
    let carried = 3.986e14 / (radius * radius) - speed * speed / radius;
    let want = 3.5 * 900.0 * 9.806_65 * (0.8f64 / 0.7).ln() / carried;
    assert!((lasted / want - 1.0).abs() < 1e-6, "{lasted} {want}");
}

#[test]
fn cruises_end_at_their_destinations() {
    for (latitude, azimuth) in [(-40.0, 10.0), (0.0, 120.0), (55.0, 250.0), (80.0, 330.0)] {
        for distance in [400e3, 700e3, 1000e3] {
            for (altitude, speed) in [(0.0, 0.0), (12e3, 240.0)] {
                let (lat, lon) = (f64::to_radians(latitude), 0.4);
                let (lat2, lon2, _) = geodesic::direct(lat, lon, f64::to_radians(azimuth), distance);
                let destination = Geodetic::new(lat2, lon2, 100.0);
                let launch_point = Geodetic::new(lat, lon, altitude);
                let flight = HypersonicCruiseFlight {
                    launch_point,
                    launch_speed_m_s: speed,
                    ..flight(Goal::Destination(destination))
                };
                let flown = fly(&flight, &World::EARTH);
                assert_eq!(flown.outcome, Outcome::Impact);
                let last = flown.knots[flown.knots.len() - 1].position;
                let miss = (last - World::EARTH.position(destination)).norm();
                assert!(miss < 1.0, "{latitude} {azimuth} {distance} {altitude}: {miss}");
            }
        }
    }
}

// A speed asked for at the end is met to 0.1 m/s, by a dive that falls no farther from the destination.
#[test]
fn a_terminal_speed_is_met() {
    let (lat, lon, _) = geodesic::direct(0.3, 0.4, 2.0, 500e3);
    let destination = Geodetic::new(lat, lon, 0.0);
    let with =
        |speed| HypersonicCruiseFlight { terminal_speed_m_s: Some(speed), ..flight(Goal::Destination(destination)) };
    for speed in [400.0, 900.0, 1300.0, 1700.0] {
        let flown = fly(&with(speed), &World::EARTH);
        let last = flown.knots[flown.knots.len() - 1];
        assert!((last.velocity.norm() - speed).abs() < 0.1, "{speed}: {}", last.velocity.norm());
        assert!((last.position - World::EARTH.position(destination)).norm() < 1.0, "{speed}");
    }
    let refused =
        |flight: &HypersonicCruiseFlight| flight.fly(&World::EARTH, &Settings::default()).unwrap_err().to_string();
    assert!(refused(&with(2200.0)).contains("terminal_speed_m_s = 2200"));
    assert!(refused(&with(f64::NAN)).contains("terminal_speed_m_s = NaN"));
    let without_destination = HypersonicCruiseFlight { terminal_speed_m_s: Some(900.0), ..flight(Goal::Azimuth(1.0)) };
    assert!(refused(&without_destination).contains("destination"));
}

#[test]
fn fuel_sets_the_reach() {
    let destination = |distance| {
        let (lat, lon, _) = geodesic::direct(0.3, 0.4, 1.0, distance);
        Goal::Destination(Geodetic::new(lat, lon, 0.0))
    };
    let mut reach = 0.0;
    for fuel_share in [0.15, 0.25, 0.35] {
        let mut flight = flight(destination(4000e3));
        flight.cruiser.fuel_share = fuel_share;
        match flight.fly(&World::EARTH, &Settings::default()).unwrap_err() {
            Error::Unreachable { wanted_m, reachable_m } => {
                assert!(reachable_m > reach + 100e3 && reachable_m < wanted_m, "{reachable_m}");
                reach = reachable_m;
            }
            other => panic!("{other}"),
        }
    }
    let near = flight(destination(60e3)).fly(&World::EARTH, &Settings::default()).unwrap_err();
    assert!(matches!(near, Error::Unreachable { wanted_m, reachable_m } if reachable_m > wanted_m), "{near}");
}
