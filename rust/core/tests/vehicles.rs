//! Vehicles flown forward: lift by a table in a pull-up, the weave of a depressed flight, drag by Mach number.

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::earth::world::World;
use intercept_core::flight::flown::path::{Event, Flown, Outcome};
use intercept_core::flight::forces::aerodynamics::{Aerodynamics, Coefficients};
use intercept_core::flight::forces::boost::AscentSteering;
use intercept_core::flight::forces::vehicle::{Stage, Vehicle};
use intercept_core::flight::kinds::boosted::{BoostedFlight, PullUp};
use intercept_core::flight::kinds::depressed::DepressedFlight;
use intercept_core::flight::search::endpoints::{Endpoints, MISS_MAX_M};
use intercept_core::math::curve::{Between, Curve};
use intercept_core::math::integrator::Settings;
use std::sync::Arc;

fn finned(drag_scale: f64) -> Arc<Vehicle> {
    let stage = Stage {
        propellant_mass_kg: 2200.0,
        dry_mass_kg: 400.0,
        thrust_curve: Stage::constant_thrust(45.0).unwrap(),
        specific_impulse_sea_level_s: 235.0,
        specific_impulse_vacuum_s: 260.0,
        coast_s: 0.0,
    };
    let points = [(0.0, 0.15), (0.9, 0.2), (1.2, 0.42), (2.0, 0.29), (5.0, 0.15)].map(|(m, c)| (m, drag_scale * c));
    let table = Coefficients {
        reference_area_m2: 0.6,
        drag: Curve::new("drag", &points, Between::MonotoneCubic).unwrap(),
        lift: Some(Coefficients::lift_slope(6.0, 1.2).unwrap()),
        induced_drag_factor: 0.2,
    };
    Arc::new(Vehicle::new(vec![stage], 500.0, Aerodynamics::Table(table), None).unwrap())
}

fn flight(vehicle: Arc<Vehicle>, pull_up: Option<PullUp>) -> BoostedFlight {
    let steering = AscentSteering::GravityTurn { vertical_rise_s: 3.0, kick_rad: 0.7, kick_duration_s: 4.0 };
    let launch_point = Geodetic::new(0.7, 0.2, 0.0);
    let (azimuth_rad, launch_speed_m_s, ground_altitude_m) = (1.0, 0.0, 0.0);
    BoostedFlight { vehicle, launch_point, azimuth_rad, launch_speed_m_s, steering, pull_up, ground_altitude_m }
}

fn flown(flight: &BoostedFlight) -> (Flown, f64) {
    let flown = flight.fly(&World::EARTH, &Settings::default()).unwrap();
    assert_eq!(flown.outcome, Outcome::Impact);
    let end = intercept_core::earth::ellipsoid::to_geodetic(flown.knots[flown.knots.len() - 1].position);
    let from = flight.launch_point;
    let line = geodesic::inverse(from.latitude_rad, from.longitude_rad, end.latitude_rad, end.longitude_rad);
    (flown, line.distance_m)
}

const PULL_UP: PullUp = PullUp {
    altitude_m: 35e3,
    lateral_acceleration_m_s2: 80.0,
    dive_speed_m_s: 900.0,
    dive_angle_rad: 1.0,
    climb_angle_rad: 0.0,
    weave_acceleration_m_s2: 0.0,
    weave_period_s: 0.0,
};

#[test]
fn a_pull_up_carries_farther_within_its_limit() {
    let (ballistic, near) = flown(&flight(finned(1.0), None));
    let (lifted, far) = flown(&flight(finned(1.0), Some(PULL_UP)));
    assert!(far > near + 20e3, "{near} {far}");
    let events = |f: &Flown| f.marks.iter().map(|m| m.event).collect::<Vec<_>>();
    assert_eq!(events(&ballistic), [Event::Ignition, Event::Burnout]);
    assert_eq!(events(&lifted), [Event::Ignition, Event::Burnout, Event::PullUp, Event::Dive]);
    let begin = lifted.marks[2].time_s;
    for k in lifted.knots.iter().filter(|k| k.t > begin) {
        let felt = k.acceleration - World::EARTH.field.apparent(k.position, k.velocity);
        let along = felt.dot(k.velocity.unit());
        let across = (felt - k.velocity.unit() * along).norm();
        assert!(across <= 80.0 + 1e-6, "{}: {across}", k.t);
    }
}

#[test]
fn less_drag_flies_farther() {
    let mut previous = 0.0;
    for scale in [4.0, 2.0, 1.0, 0.5] {
        let (_, distance) = flown(&flight(finned(scale), None));
        assert!(distance > previous, "{scale}: {distance}");
        previous = distance;
    }
}

#[test]
fn tightening_the_tolerance_converges() {
    let end = |tolerance_m| {
        let settings = Settings { tolerance_m, ..Settings::default() };
        let knots = flight(finned(1.0), Some(PULL_UP)).fly(&World::EARTH, &settings).unwrap().knots;
        knots[knots.len() - 1].position
    };
    let best = end(1e-9);
    let misses: Vec<f64> = [1e-3, 1e-5, 1e-7].map(|tolerance| (end(tolerance) - best).norm()).to_vec();
    assert!(misses[2] < 0.01 && misses[2] < misses[1] && misses[1] < misses[0], "{misses:?}");
}

#[test]
fn a_weaving_flight_ends_at_its_destination() {
    for (distance, amplitude, climb) in [(300e3, 20.0, 0.0), (450e3, 40.0, 0.15), (600e3, 10.0, 0.2)] {
        let (lat, lon, _) = geodesic::direct(-0.8, 0.4, 2.0, distance);
        let ends = Endpoints::new(Geodetic::new(-0.8, 0.4, 0.0), Geodetic::new(lat, lon, 0.0)).unwrap();
        let boosted = DepressedFlight {
            apogee_m: 0.12 * distance,
            launch_speed_m_s: 0.0,
            specific_impulse_s: 245.0,
            stages: 1.0,
            stage_dropped_share: 0.0,
            burn_time_s: 45.0,
            mass_ratio_max: 12.0,
            ballistic_coefficient_kg_m2: 5000.0,
            lift_to_drag: 2.0,
            lateral_acceleration_m_s2: 150.0,
            pull_up_altitude_m: 40e3,
            dive_speed_m_s: 0.5 * (9.8 * distance).sqrt(),
            dive_angle_rad: 1.0,
            climb_angle_rad: climb,
            weave_acceleration_m_s2: amplitude,
            weave_period_s: 20.0,
        };
        let straight = DepressedFlight { weave_acceleration_m_s2: 0.0, ..boosted };
        let side = |b: &DepressedFlight| {
            let flown = b.solve(&World::EARTH, &ends, &Settings::default()).unwrap();
            let last = flown.knots[flown.knots.len() - 1];
            assert!((last.position - ends.destination.to_ecef()).norm() < MISS_MAX_M, "{distance}");
            // Largest acceleration across the plane of the launch point, the destination and the centre.
            let normal = ends.launch_point.to_ecef().cross(ends.destination.to_ecef()).unit();
            flown.knots.iter().map(|k| (k.acceleration.dot(normal)).abs()).fold(0.0, f64::max)
        };
        let (woven, plain) = (side(&boosted), side(&straight));
        assert!(woven > plain + 0.5 * amplitude, "{distance}: {woven} {plain}");
    }
}
