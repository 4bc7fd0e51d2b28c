//! Routes of classes: one height and one speed up to a dive that ends at its own, without jumps of velocity.

use intercept_core::earth::ellipsoid::{self, Geodetic};
use intercept_core::earth::wind::Wind;
use intercept_core::earth::world::World;
use intercept_core::flight::flown::path::{Event, Flown, Outcome, Path};
use intercept_core::flight::route::plan::{Agility, Dive, Fuel, RouteFlight, Turn, Waypoint, FOLLOW_M};
use intercept_core::math::vec3::Vec3;
use std::sync::Arc;

const POINTS_DEG: [(f64, f64); 4] = [(60.0, 10.0), (61.0, 13.0), (59.5, 16.0), (59.0, 20.0)];

// Launched from the ground: height and speed of the cruise, speed at the end of the dive.
fn route(points_deg: &[(f64, f64)], cruise_m: f64, speed_m_s: f64, speed_end_m_s: f64) -> RouteFlight {
    let waypoint = |(i, &(lat, lon)): (usize, &(f64, f64))| Waypoint {
        latitude_rad: lat.to_radians(),
        longitude_rad: lon.to_radians(),
        altitude_m: if i == 0 { 0.0 } else { cruise_m },
        turn: Turn::FlyBy,
        number: i,
    };
    RouteFlight {
        waypoints: points_deg.iter().enumerate().map(waypoint).collect(),
        speeds_m_s: vec![speed_m_s; points_deg.len() - 1],
        agility: Agility {
            bank_rad: 1.3,
            climb_angle_rad: 0.25,
            climb_rate_m_s: f64::INFINITY,
            descent_angle_rad: 0.6,
            descent_rate_m_s: f64::INFINITY,
            normal_acceleration_m_s2: 60.0,
            acceleration_m_s2: 1.0,
        },
        dive: Some(Dive { angle_rad: 0.6, altitude_m: 0.0, speed_m_s: Some(speed_end_m_s), evenly: true }),
        pop_up: None,
        terrain: None,
        above_ground: false,
        follow_m: FOLLOW_M,
        fuel: Fuel::ENDLESS,
    }
}

// Sea skimming (its dive is all arc), drone, cruise missile, high and fast.
const CLASSES: [(f64, f64, f64); 4] =
    [(15.0, 750.0, 850.0), (2_500.0, 50.0, 50.0), (80.0, 240.0, 270.0), (14_000.0, 900.0, 650.0)];

fn fly(plan: &RouteFlight) -> Flown {
    let flown = plan.fly(&World::EARTH).unwrap();
    assert_eq!(flown.outcome, Outcome::Impact);
    flown
}

#[test]
fn velocity_does_not_jump() {
    for (cruise, speed, end) in CLASSES {
        let flown = fly(&route(&POINTS_DEG, cruise, speed, end));
        let mut joints = 0;
        for pair in flown.knots.windows(2).filter(|pair| pair[1].t - pair[0].t < 1e-7) {
            joints += 1;
            let jump = (pair[1].velocity - pair[0].velocity).norm();
            assert!(jump < 1e-6, "{cruise} m, at {} s: {jump}", pair[0].t);
            assert!((pair[1].position - pair[0].position).norm() < 1e-4);
        }
        // Two turns with two ends each, climb and dive of two pieces and more.
        assert!(joints >= 7, "{joints}");
    }
}

// Halfway between knots the path keeps the cruise altitude and speed, and its velocity is the slope of its position.
#[test]
fn the_cruise_is_level_and_steady() {
    for (cruise, speed, end) in CLASSES {
        let flown = fly(&route(&POINTS_DEG, cruise, speed, end));
        let path = Path { knots: &flown.knots };
        let (from, to) = (flown.marks[0].time_s, flown.marks[1].time_s);
        for i in 1..400 {
            let t = from + (to - from) * f64::from(i) / 400.0;
            let state = path.state(t);
            assert!((ellipsoid::altitude(state.position) - cruise).abs() < 2e-3, "{cruise} {t}");
            assert!((state.velocity.norm() - speed).abs() < 1e-3, "{cruise} {t}: {}", state.velocity.norm());
            let slope = (path.state(t + 1e-3).position - path.state(t - 1e-3).position) * 500.0;
            // Across a joint the acceleration of a turn jumps: half of it times 1 ms.
            assert!((slope - state.velocity).norm() < 0.1, "{cruise} {t}");
        }
    }
}

// V^2 changes evenly over the whole dive, so that it ends at the speed asked for.
#[test]
fn every_dive_ends_at_its_terminal_speed() {
    for (cruise, speed, end) in CLASSES {
        let flown = fly(&route(&POINTS_DEG, cruise, speed, end));
        let last = flown.knots.last().unwrap();
        assert!((last.velocity.norm() - end).abs() < 1e-6, "{cruise}: {}", last.velocity.norm());
        let destination = Geodetic::new(59f64.to_radians(), 20f64.to_radians(), 0.0).to_ecef();
        assert!((last.position - destination).norm() < 2e-3);
        let path = Path { knots: &flown.knots };
        let dive = flown.marks[1].time_s;
        let fastest = (0..=100).map(|i| path.state(dive + (path.end() - dive) * f64::from(i) / 100.0).velocity.norm());
        assert!(fastest.fold(0.0, f64::max) < speed.max(end) + 1e-3);
    }
}

#[test]
fn climb_and_dive_are_marked() {
    for (cruise, speed, end) in CLASSES {
        let flown = fly(&route(&POINTS_DEG, cruise, speed, end));
        let events: Vec<Event> = flown.marks.iter().map(|m| m.event).collect();
        assert_eq!(events, [Event::Cruise, Event::Dive]);
        let path = Path { knots: &flown.knots };
        for mark in &flown.marks {
            let state = path.state(mark.time_s);
            assert!((ellipsoid::altitude(state.position) - cruise).abs() < 2e-3);
            assert!(state.velocity.dot(ellipsoid::up(state.position)).abs() < 1e-3 * speed);
        }
        let before = path.state(0.5 * flown.marks[0].time_s);
        assert!(before.velocity.dot(ellipsoid::up(before.position)) > 0.1);
    }
}

// A climb of 57 km and a dive of 25 km over legs of some 12 km; the climb may not reach into a leg of another height.
#[test]
fn climbs_and_dives_reach_over_legs_of_one_height() {
    let points: Vec<(f64, f64)> =
        (0..13).map(|i| (50.0 + 0.02 * f64::from(i % 2), 30.0 + 0.17 * f64::from(i))).collect();
    let mut plan = route(&points, 14_000.0, 250.0, 250.0);
    let flown = fly(&plan);
    let path = Path { knots: &flown.knots };
    let highest = (0..2000).map(|i| ellipsoid::altitude(path.state(path.end() * f64::from(i) / 2000.0).position));
    assert!((highest.fold(0.0, f64::max) - 14_000.0).abs() < 2e-3);
    plan.waypoints[2].altitude_m = 13_000.0;
    let why = plan.fly(&World::EARTH).unwrap_err().to_string();
    assert!(
        why.contains("distance from the start to waypoint 1") && why.contains("in which the height changes"),
        "{why}"
    );
}

// Still air flies by a short cut: curvature from three places of a leg, fewer checks. A wind of a hair does not.
#[test]
fn the_short_cut_in_still_air_is_the_long_way() {
    let hair = Wind::constant(Vec3::new(1e-12, 0.0, 0.0)).unwrap();
    let world = World { wind: Some(Arc::new(hair)), ..World::EARTH };
    for (cruise, speed, end) in CLASSES {
        for points in [&POINTS_DEG[..], &[(-89.0, 20.0), (-80.0, 120.0), (-70.0, 100.0)], &[(5.0, 0.0), (-3.0, 30.0)]] {
            let plan = route(points, cruise, speed, end);
            let (short, long) = (fly(&plan), plan.fly(&world).unwrap());
            let (a, b) = (Path { knots: &short.knots }, Path { knots: &long.knots });
            // Curvature to 1e-7, of which a height takes 1e-3.
            assert!((a.end() / b.end() - 1.0).abs() < 1e-10, "{cruise} {points:?}: {} {}", a.end(), b.end());
            for i in 0..=200 {
                let t = a.end() * f64::from(i) / 200.0;
                let off = (a.state(t).position - b.state(t).position).norm();
                // Each within 1 mm of the route.
                assert!(off < 2e-3, "{cruise} {points:?} {t}: {off}");
            }
        }
    }
}
