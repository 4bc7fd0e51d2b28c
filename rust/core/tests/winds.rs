//! Every flight flies in the wind of its world: routes by closed forms, glides by a plain integrator, cruises by what they hold.

use intercept_core::earth::ellipsoid::{Geodetic, SEMI_MAJOR_AXIS_M};
use intercept_core::earth::geodesic;
use intercept_core::earth::wind::{Axes, Grid, Wind};
use intercept_core::earth::world::World;
use intercept_core::flight::flown::limits::Limits;
use intercept_core::flight::flown::path::{Event, Flown, Outcome, Path};
use intercept_core::flight::flown::quantities::Quantities;
use intercept_core::flight::forces::bank::{BankSchedule, LiftToDrag};
use intercept_core::flight::forces::glide_body::{GlideBody, Mode};
use intercept_core::flight::forces::hypersonic_engine::{Cruiser, Rocket};
use intercept_core::flight::kinds::glide::{BankControl, GlideDive, GlideFlight, GlideStart};
use intercept_core::flight::kinds::hypersonic_cruise::{Goal, HypersonicCruiseFlight};
use intercept_core::flight::route::plan::{Agility, Fuel, RouteFlight, Turn, Waypoint, FOLLOW_M};
use intercept_core::math::integrator::Settings;
use intercept_core::math::vec3::Vec3;
use std::f64::consts::FRAC_PI_2;
use std::sync::Arc;

fn blown(wind: Wind) -> World {
    World { wind: Some(Arc::new(wind)), ..World::EARTH }
}

fn constant(east: f64, north: f64, up: f64) -> World {
    blown(Wind::constant(Vec3::new(east, north, up)).unwrap())
}

// Along the equator from 0 to 2 degrees.
fn equator(altitude_m: f64, airspeed_m_s: f64) -> RouteFlight {
    let at = |longitude: f64| Waypoint {
        latitude_rad: 0.0,
        longitude_rad: longitude.to_radians(),
        altitude_m,
        turn: Turn::FlyBy,
        number: 0,
    };
    RouteFlight {
        waypoints: vec![at(0.0), at(2.0)],
        speeds_m_s: vec![airspeed_m_s],
        agility: Agility {
            bank_rad: 0.5,
            climb_angle_rad: 0.1,
            climb_rate_m_s: f64::INFINITY,
            descent_angle_rad: 0.1,
            descent_rate_m_s: f64::INFINITY,
            normal_acceleration_m_s2: 5.0,
            acceleration_m_s2: 1.0,
        },
        dive: None,
        pop_up: None,
        terrain: None,
        above_ground: false,
        follow_m: FOLLOW_M,
        fuel: Fuel::ENDLESS,
    }
}

fn duration(plan: &RouteFlight, world: &World) -> f64 {
    plan.fly(world).unwrap().knots.last().unwrap().t
}

// Length over ground speed, g = w_t + sqrt(V^2 - w_c^2 - w_up^2), in the wind of the route's own altitude.
#[test]
fn a_route_takes_the_wind_of_its_altitude() {
    let length = 2f64.to_radians() * SEMI_MAJOR_AXIS_M;
    let wind = [Vec3::new(9.0, -40.0, 0.0), Vec3::new(17.0, 30.0, 0.0), Vec3::new(-60.0, 0.0, 0.0)];
    let world = blown(Wind::profile(vec![0.0, 1_000.0, 9_000.0], wind.into()).unwrap());
    for (altitude, along, across) in
        [(0.0, 9.0, 40.0), (500.0, 13.0, 5.0), (1_000.0, 17.0, 30.0), (5_000.0, -21.5, 15.0)]
    {
        let ground = along + (50.0f64.powi(2) - across * across).sqrt();
        let want = length * (1.0 + altitude / SEMI_MAJOR_AXIS_M) / ground;
        let got = duration(&equator(altitude, 50.0), &world);
        assert!((got / want - 1.0).abs() < 1e-12, "{altitude}: {got} {want}");
    }
    let rising = duration(&equator(0.0, 50.0), &constant(0.0, 0.0, 30.0));
    assert!((rising / (length / 40.0) - 1.0).abs() < 1e-12, "{rising}");
}

// An east wind that grows evenly with longitude: ds/dt = V + w0 + k s, t = ln((V + w1)/(V + w0))/k.
#[test]
fn a_route_takes_the_wind_of_its_place() {
    let axes = Axes {
        latitude_rad: vec![-0.1, 0.1],
        longitude_rad: vec![0.0, 2f64.to_radians()],
        altitude_m: vec![-100.0, 8_000.0],
    };
    let winds = [-10.0, -10.0, 25.0, 25.0].map(|east| Vec3::new(east, 0.0, 0.0));
    let world = blown(Wind::Grid(Grid::new(axes, [winds, winds].concat()).unwrap()));
    let rate = 35.0 / (2f64.to_radians() * SEMI_MAJOR_AXIS_M);
    let want = (75.0f64 / 40.0).ln() / rate;
    let got = duration(&equator(0.0, 50.0), &world);
    assert!((got / want - 1.0).abs() < 1e-9, "{got} {want}");
}

fn glide(start_altitude_m: f64, mode: Mode) -> GlideFlight {
    GlideFlight {
        body: GlideBody {
            lift_to_drag: LiftToDrag::Constant(2.5),
            ballistic_coefficient_kg_m2: 8_000.0,
            lift_max_m_s2: f64::INFINITY,
        },
        mode,
        start: GlideStart {
            latitude_rad: 0.6,
            longitude_rad: 0.2,
            altitude_m: Some(start_altitude_m),
            speed_m_s: 3_000.0,
            azimuth_rad: 0.8,
            flight_path_rad: Some(0.0),
        },
        steering: BankControl::Schedule(BankSchedule::constant(0.3)),
        dive: None,
        limits: Limits::NONE,
    }
}

// The forces in plain words: drag rho A^2/(2 beta) against the velocity through the air, 2.5 times it across, leaning
// right by 0.3 rad. Fourth-order Runge-Kutta in steps of 50 ms; halving them moves the end by less than 1 mm.
fn plainly_flown(world: &World, flight: &GlideFlight, until_s: f64) -> (Vec3, Vec3) {
    let start = flight.begin(world).unwrap();
    let law = |position: Vec3, velocity: Vec3| {
        let height = world.altitude(position);
        let through = velocity - world.wind(position, height);
        let drag = 0.5 * world.density(height) * through.dot(through) / 8_000.0;
        let ahead = through * (1.0 / through.norm());
        let up = world.up(position);
        let level = up - ahead * up.dot(ahead);
        let normal = level * (1.0 / level.norm());
        let right = ahead.cross(normal);
        world.field.apparent(position, velocity) - ahead * drag
            + (normal * 0.3f64.cos() + right * 0.3f64.sin()) * (2.5 * drag)
    };
    let (mut r, mut v, h) = (start.position, start.velocity, 0.05);
    let mut t = 0.0;
    while t < until_s - 1e-6 {
        let (v1, a1) = (v, law(r, v));
        let (v2, a2) = (v + a1 * (h / 2.0), law(r + v1 * (h / 2.0), v + a1 * (h / 2.0)));
        let (v3, a3) = (v + a2 * (h / 2.0), law(r + v2 * (h / 2.0), v + a2 * (h / 2.0)));
        let (v4, a4) = (v + a3 * h, law(r + v3 * h, v + a3 * h));
        r += (v1 + v2 * 2.0 + v3 * 2.0 + v4) * (h / 6.0);
        v += (a1 + a2 * 2.0 + a3 * 2.0 + a4) * (h / 6.0);
        t += h;
    }
    (r, v)
}

#[test]
fn a_glide_in_wind_is_that_of_a_plain_integrator() {
    let levels = vec![0.0, 20_000.0, 60_000.0];
    let shear = [Vec3::new(-20.0, 10.0, 0.0), Vec3::new(80.0, -30.0, 0.0), Vec3::new(10.0, 90.0, 2.0)];
    for world in [constant(70.0, -40.0, 3.0), blown(Wind::profile(levels, shear.into()).unwrap())] {
        let flight = glide(35_000.0, Mode::Free);
        let settings = Settings { tolerance_m: 1e-6, ..Settings::default() };
        let flown = flight.fly(&world, &settings).unwrap();
        for until in [60.0, 300.0] {
            let got = Path { knots: &flown.knots }.state(until);
            let (position, velocity) = plainly_flown(&world, &flight, until);
            assert!((got.position - position).norm() < 0.02, "{until}: {}", (got.position - position).norm());
            assert!((got.velocity - velocity).norm() < 1e-3, "{until}: {}", (got.velocity - velocity).norm());
        }
        let calm = Path { knots: &flight.fly(&World::EARTH, &settings).unwrap().knots }.state(300.0);
        assert!((calm.position - plainly_flown(&world, &flight, 300.0).0).norm() > 1_000.0);
    }
}

// Started in its equilibrium, in any steady wind, a damped glide descends throughout.
#[test]
fn a_damped_glide_does_not_skip_in_wind() {
    for (east, north) in [(90.0, 0.0), (-90.0, 0.0), (0.0, 60.0)] {
        let mut flight = glide(0.0, Mode::Damped);
        (flight.start.altitude_m, flight.start.flight_path_rad) = (None, None);
        flight.steering = BankControl::Schedule(BankSchedule::constant(0.0));
        let world = constant(east, north, 0.0);
        let flown = flight.fly(&world, &Settings::default()).unwrap();
        let climbs = flown.knots.iter().map(|k| world.up(k.position).dot(k.velocity));
        assert!(climbs.fold(f64::NEG_INFINITY, f64::max) < 0.0);
    }
}

fn cruise(goal: Goal) -> HypersonicCruiseFlight {
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
    flown.marks.iter().find(|m| m.event == event).unwrap().time_s
}

// The Mach number that is held is that through the air: over the ground a tail wind is added, a head wind taken away.
#[test]
fn a_cruise_holds_its_mach_number_through_the_air() {
    for east in [60.0, -60.0] {
        let world = constant(east, 0.0, 0.0);
        let flight =
            HypersonicCruiseFlight { launch_point: Geodetic::new(0.0, 0.4, 0.0), ..cruise(Goal::Azimuth(FRAC_PI_2)) };
        let flown = flight.fly(&world, &Settings::default()).unwrap();
        let path = Path { knots: &flown.knots };
        let (from, to) = (mark(&flown, Event::Cruise) + 100.0, mark(&flown, Event::FuelOut));
        assert!(to > from + 150.0, "{:?}", flown.marks);
        for i in 0..=20 {
            let q = Quantities::at(&world, &path, from + (to - from) * f64::from(i) / 20.0, 0.1);
            assert!((q.altitude_m - 26e3).abs() < 10.0 && (q.mach - 6.5).abs() < 0.003, "{q:?}");
            let through = 6.5 * world.speed_of_sound(q.altitude_m);
            assert!((q.speed_m_s - through - east).abs() < 1.0, "{q:?}");
        }
    }
}

#[test]
fn flights_end_at_their_destinations_in_wind() {
    let levels = vec![0.0, 10_000.0, 30_000.0];
    let jet = [Vec3::new(5.0, -5.0, 0.0), Vec3::new(60.0, 20.0, 0.0), Vec3::new(-30.0, 10.0, 0.0)];
    let world = blown(Wind::profile(levels, jet.into()).unwrap());
    for azimuth in [0.4, 2.0, 5.0] {
        let (lat, lon, _) = geodesic::direct(0.3, 0.4, azimuth, 600e3);
        let destination = Geodetic::new(lat, lon, 0.0);
        let flown = cruise(Goal::Destination(destination)).fly(&world, &Settings::default()).unwrap();
        assert_eq!(flown.outcome, Outcome::Impact);
        let miss = (flown.knots.last().unwrap().position - world.position(destination)).norm();
        assert!(miss < 1.0, "{azimuth}: {miss}");
    }
}

// A wind of zero is no wind, bit for bit where forces are integrated.
#[test]
fn no_wind_is_a_wind_of_zero() {
    let still = constant(0.0, 0.0, 0.0);
    let dive = Some(GlideDive { altitude_m: 20e3, range_m: 0.0, angle_rad: 0.6 });
    let glide = GlideFlight { dive, ..glide(35_000.0, Mode::Damped) };
    let settings = Settings::default();
    assert_eq!(glide.fly(&still, &settings).unwrap(), glide.fly(&World::EARTH, &settings).unwrap());
    let cruise = cruise(Goal::Azimuth(1.0));
    assert_eq!(cruise.fly(&still, &settings).unwrap(), cruise.fly(&World::EARTH, &settings).unwrap());
    // Routes in still air take a short cut, which keeps within their 1 mm.
    let route = equator(900.0, 70.0);
    let ends = [&still, &World::EARTH].map(|world| *route.fly(world).unwrap().knots.last().unwrap());
    assert!((ends[0].position - ends[1].position).norm() < 1e-6 && (ends[0].t / ends[1].t - 1.0).abs() < 1e-10);
}
