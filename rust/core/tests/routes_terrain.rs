//! Routes over ground: cleared everywhere by the height asked for, within the craft's limits; and the time along a leg.

use intercept_core::earth::ellipsoid::{self, Geodetic};
use intercept_core::earth::geodesic;
use intercept_core::earth::terrain::Terrain;
use intercept_core::earth::wind::Wind;
use intercept_core::earth::world::World;
use intercept_core::flight::flown::path::{Flown, Outcome, Path};
use intercept_core::flight::route::plan::{Agility, Dive, Fuel, PopUp, RouteFlight, Turn, Waypoint, FOLLOW_M};
use intercept_core::math::vec3::Vec3;
use std::sync::Arc;

const NORMAL_M_S2: f64 = 12.0;

fn axis(from_deg: f64, to_deg: f64, nodes: u32) -> Vec<f64> {
    (0..nodes).map(|i| (from_deg + (to_deg - from_deg) * f64::from(i) / f64::from(nodes - 1)).to_radians()).collect()
}

// Ridges of a kilometre and more, and noise from node to node on top.
fn ground(roughness_m: f64, seed: u32) -> Terrain {
    let (latitude, longitude) = (axis(49.9, 50.6, 500), axis(29.9, 31.2, 600));
    let mut heights = Vec::new();
    for (i, y) in (0u32..).zip(&latitude) {
        for (j, x) in (0u32..).zip(&longitude) {
            let hash = (i * 7919 + j).wrapping_add(seed).wrapping_mul(2_654_435_761);
            let noise = f64::from(hash.wrapping_mul(hash >> 7) >> 20) / 4096.0;
            let ridges = (900.0 * y).sin() * (700.0 * x).cos() + (2500.0 * (x + y)).sin() * 0.3;
            heights.push(400.0 + 250.0 * ridges + roughness_m * noise);
        }
    }
    Terrain::new(latitude, longitude, heights).unwrap()
}

fn plan(terrain: Terrain) -> RouteFlight {
    let waypoint = |lat: f64, lon: f64| Waypoint {
        latitude_rad: lat.to_radians(),
        longitude_rad: lon.to_radians(),
        altitude_m: 80.0,
        turn: Turn::FlyBy,
        number: 0,
    };
    RouteFlight {
        waypoints: vec![waypoint(50.0, 30.0), waypoint(50.4, 30.4), waypoint(50.1, 31.0)],
        speeds_m_s: vec![240.0, 240.0],
        agility: Agility {
            bank_rad: 0.8,
            climb_angle_rad: 0.12,
            climb_rate_m_s: f64::INFINITY,
            descent_angle_rad: 0.08,
            descent_rate_m_s: f64::INFINITY,
            normal_acceleration_m_s2: NORMAL_M_S2,
            acceleration_m_s2: 1.0,
        },
        dive: None,
        pop_up: None,
        terrain: Some(Arc::new(terrain)),
        above_ground: true,
        follow_m: FOLLOW_M,
        fuel: Fuel::ENDLESS,
    }
}

// By brute force: least height above the ground every few metres, up to a time before the end, and the angles flown.
fn scan(flown: &Flown, terrain: &Terrain, until_s: f64) -> (f64, f64, f64) {
    let path = Path { knots: &flown.knots };
    let (mut least, mut steepest, mut deepest) = (f64::INFINITY, 0.0f64, 0.0f64);
    let mut t = 0.0;
    while t <= until_s {
        let state = path.state(t);
        let here = ellipsoid::to_geodetic(state.position);
        least = least.min(here.altitude_m - terrain.height(here.latitude_rad, here.longitude_rad).unwrap());
        let angle = state.velocity.unit().dot(ellipsoid::up(state.position)).asin();
        (steepest, deepest) = (steepest.max(angle), deepest.min(angle));
        t += 0.01;
    }
    (least, steepest, deepest)
}

#[test]
fn the_ground_is_cleared_within_the_limits() {
    for (roughness, seed) in [(0.0, 1), (30.0, 2), (150.0, 3)] {
        let plan = plan(ground(roughness, seed));
        let terrain = plan.terrain.clone().unwrap();
        let flown = plan.fly(&World::EARTH).unwrap();
        let end = flown.knots.last().unwrap().t;
        let (least, steepest, deepest) = scan(&flown, &terrain, end);
        // 2 mm: what interpolation between knots may be off in height and in place.
        assert!(least >= 80.0 - 2e-3, "{roughness}: {least}");
        assert!(steepest <= 0.12 + 1e-5 && deepest >= -0.08 - 1e-5, "{roughness}: {steepest} {deepest}");
        // Not higher than needed: over the highest ground of the route it passes close above it.
        assert!(least < 80.0 + 1.0 + 0.2 * roughness, "{roughness}: {least}");
        for k in &flown.knots {
            let up = ellipsoid::up(k.position);
            let normal = (up - k.velocity.unit() * up.dot(k.velocity.unit())).unit();
            // A tenth more: the nodes of the heights are a sixteenth of an arc apart, see `route::follow`.
            assert!(k.acceleration.dot(normal).abs() < 1.1 * NORMAL_M_S2, "{}", k.t);
        }
    }
}

#[test]
fn flat_ground_is_followed_at_the_height_asked_for() {
    let nodes = vec![250.0; 4];
    let terrain = Terrain::new(axis(49.0, 51.0, 2), axis(29.0, 32.0, 2), nodes).unwrap();
    let flown = plan(terrain).fly(&World::EARTH).unwrap();
    for k in &flown.knots {
        let above = ellipsoid::altitude(k.position) - 330.0;
        // Spline and interval steps may add some tenths of a metre.
        assert!((-1e-3..0.3).contains(&above), "{above}");
    }
}

#[test]
fn a_dive_over_ground_ends_on_it() {
    let rough = ground(20.0, 5);
    let mut plan = plan(rough.clone());
    plan.dive = Some(Dive { angle_rad: 0.5, altitude_m: 0.0, speed_m_s: None, evenly: false });
    for pop_up in [None, Some(PopUp { distance_m: 14_000.0, altitude_m: 1500.0, angle_rad: 0.3 })] {
        plan.pop_up = pop_up;
        let flown = plan.fly(&World::EARTH).unwrap();
        assert_eq!(flown.outcome, Outcome::Impact);
        let last = flown.knots.last().unwrap();
        let (lat, lon) = (plan.waypoints[2].latitude_rad, plan.waypoints[2].longitude_rad);
        let destination = Geodetic::new(lat, lon, rough.height(lat, lon).unwrap());
        assert!((last.position - destination.to_ecef()).norm() < 2e-3);
        let dive = flown.marks.last().unwrap().time_s;
        assert!(scan(&flown, &rough, dive).0 >= 80.0 - 2e-3);
        // Smooth: where the height's pieces join, velocity does not jump.
        for w in flown.knots.windows(2).filter(|w| w[1].t - w[0].t < 1e-9) {
            assert!((w[1].velocity - w[0].velocity).norm() < 1e-6, "{w:?}");
        }
    }
}

#[test]
fn ground_in_the_way_and_the_edge_of_the_map_are_told() {
    let mut plan = plan(ground(0.0, 1));
    plan.above_ground = false;
    let why = plan.fly(&World::EARTH).unwrap_err().to_string();
    assert!(why.contains("above the ground"), "{why}");
    for point in &mut plan.waypoints {
        point.altitude_m = 900.0;
    }
    assert!(plan.fly(&World::EARTH).is_ok());
    plan.waypoints[2].longitude_rad += 0.1;
    let why = plan.fly(&World::EARTH).unwrap_err().to_string();
    assert!(why.contains("terrain raster"), "{why}");
}

// The time along a leg in a wind that turns against the track, by a sum of a hundred thousand middles.
#[test]
fn time_in_wind_is_the_integral() {
    let mut plan = plan(ground(0.0, 1));
    (plan.terrain, plan.above_ground) = (None, false);
    let wind = Wind::constant(Vec3::new(25.0, -12.0, 0.0)).unwrap();
    let world = World { wind: Some(Arc::new(wind)), ..World::EARTH };
    plan.waypoints.truncate(2);
    plan.speeds_m_s.truncate(1);
    for (point, (lat, lon)) in plan.waypoints.iter_mut().zip([(65.0, -40.0), (72.0, 60.0)]) {
        (point.latitude_rad, point.longitude_rad) = (f64::to_radians(lat), f64::to_radians(lon));
        point.altitude_m = 0.0;
    }
    let (a, b) = (plan.waypoints[0], plan.waypoints[1]);
    let line = geodesic::inverse(a.latitude_rad, a.longitude_rad, b.latitude_rad, b.longitude_rad);
    let n = 100_000;
    let ds = line.distance_m / f64::from(n);
    let time: f64 = (0..n)
        .map(|i| {
            let s = (f64::from(i) + 0.5) * ds;
            let (_, _, heading) = geodesic::direct(a.latitude_rad, a.longitude_rad, line.azimuth_start_rad, s);
            let (along, across) =
                (25.0 * heading.sin() - 12.0 * heading.cos(), 25.0 * heading.cos() + 12.0 * heading.sin());
            ds / (along + (240.0f64.powi(2) - across * across).sqrt())
        })
        .sum();
    let flown = plan.fly(&world).unwrap().knots.last().unwrap().t;
    // The sum's own error: 1e-9 of the time.
    assert!((flown / time - 1.0).abs() < 1e-9, "{flown} {time}");
}
