//! Ensembles against a slow, plain integration of the exact forces; and what must not depend on the company.

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::gravity::Field;
use intercept_core::earth::wind::Wind;
use intercept_core::earth::world::{Air, Scaled, Shape, World};
use intercept_core::flight::ensemble::bodies::{Ended, Ensemble, Limits, Start};
use intercept_core::flight::ensemble::landings::{Landings, Wanted};
use intercept_core::flight::ensemble::release::release;
use intercept_core::flight::flown::path::Outcome;
use intercept_core::flight::forces::bank::Bank;
use intercept_core::math::curve::{Between, Curve};
use intercept_core::math::random::{Purpose, Replication, Stream};
use intercept_core::math::vec3::Vec3;
use std::sync::Arc;

type State = (Vec3, Vec3);

// The forces as docs/models say them, by the exact functions of the world.
fn acceleration(start: &Start<'_>, world: &World, t: f64, (r, v): State) -> Vec3 {
    let altitude = world.altitude(r);
    let w = v - world.wind(r, altitude);
    let speed = w.norm();
    let coefficient = start.drag.map_or(1.0, |c| c.at(speed / world.speed_of_sound(altitude)));
    let drag = world.density(altitude) * speed * speed * start.thickness_m2_kg * coefficient;
    let forward = w.unit();
    let up = world.up(r);
    let normal = (up - forward * up.dot(forward)).unit();
    let bank = start.bank.map_or(0.0, |b| b.at(t));
    let lift = normal * bank.cos() + forward.cross(normal) * bank.sin();
    world.field.apparent(r, v) - forward * drag + lift * (drag * start.lift_to_drag)
}

// Classical Runge-Kutta with a fixed step.
fn slow(start: &Start<'_>, world: &World, duration_s: f64, step_s: f64) -> State {
    let mut state = (start.position, start.velocity);
    let mut t = 0.0;
    while t < duration_s - 1e-9 {
        let h = step_s.min(duration_s - t);
        let rate = |t: f64, s: State| (s.1, acceleration(start, world, t, s));
        let along = |s: State, k: State, h: f64| (s.0 + k.0 * h, s.1 + k.1 * h);
        let a = rate(t, state);
        let b = rate(t + 0.5 * h, along(state, a, 0.5 * h));
        let c = rate(t + 0.5 * h, along(state, b, 0.5 * h));
        let d = rate(t + h, along(state, c, h));
        let mean = |f: fn(State) -> Vec3| (f(a) + f(b) * 2.0 + f(c) * 2.0 + f(d)) * (1.0 / 6.0);
        state = (state.0 + mean(|s| s.0) * h, state.1 + mean(|s| s.1) * h);
        t += h;
    }
    state
}

fn body(altitude_m: f64, velocity: (f64, f64, f64), beta: f64) -> Start<'static> {
    let place = Geodetic::new(0.8, -2.9, altitude_m);
    Start {
        position: place.to_ecef(),
        velocity: place.enu().to_ecef(velocity.0, velocity.1, velocity.2),
        thickness_m2_kg: 0.5 / beta,
        drag: None,
        lift_to_drag: 0.0,
        bank: None,
    }
}

fn glider() -> Start<'static> {
    let bank = Bank { times_s: &[5.0, 60.0, 61.0, 150.0], bank_rad: &[0.4, 1.1, -1.3, 0.2] };
    Start { lift_to_drag: 2.6, bank: Some(bank), ..body(45_000.0, (4_000.0, 1_500.0, -20.0), 9_000.0) }
}

#[test]
fn ensembles_agree_with_a_plain_integration() {
    let windy = Wind::constant(Vec3::new(30.0, -12.0, 1.0)).unwrap();
    let curve = Curve::new("drag", &[(0.0, 0.3), (0.8, 0.35), (1.1, 0.9), (4.0, 0.4)], Between::MonotoneCubic).unwrap();
    let j4 = World { field: Field::WGS84_J4, wind: Some(Arc::new(windy)), ..World::EARTH };
    let scaled = Scaled { density_factor: 1.1, temperature_offset_k: 12.0, ..Scaled::STANDARD };
    let round = World { shape: Shape::Sphere { radius_m: 6.37e6 }, air: Air::Scaled(scaled), ..World::EARTH };
    let falling = body(70_000.0, (1_500.0, -900.0, -1_100.0), 3_000.0);
    let shell = Start { drag: Some(&curve), ..body(20.0, (300.0, 200.0, 700.0), 600.0) };
    let cases = [
        ("fall", &falling, &World::EARTH, 40.0),
        ("fall in wind", &falling, &j4, 40.0),
        ("fall on a sphere in warm air", &falling, &round, 40.0),
        ("glide", &glider(), &World::EARTH, 180.0),
        ("glide in wind", &glider(), &j4, 180.0),
        ("shell", &shell, &World::EARTH, 40.0),
    ];
    for (name, start, world, duration_s) in cases {
        let (r, v) = slow(start, world, duration_s, 0.002);
        for knots in [true, false] {
            let limits = Limits { tolerance_m: 1e-6, duration_max_s: duration_s, knots, ..Limits::default() };
            let mut rows = Ensemble::new(&[*start].as_slice(), world, limits).unwrap().flights();
            let Ended { last, outcome, .. } = rows.remove(0).unwrap();
            assert_eq!(outcome, Outcome::Timeout, "{name}");
            // The fast forms of altitude (7e-7 m) and density (1e-6 where it is worst) and the tolerance, over the flight.
            let off = (last.position - r).norm();
            assert!(off < 2e-3, "{name}, knots {knots}: {off} m");
            assert!((last.velocity - v).norm() < 2e-4, "{name}, knots {knots}");
        }
    }
}

fn crowd(n: u64) -> Vec<Start<'static>> {
    (0..n)
        .map(|i| {
            let stream = Stream::new(Replication { seed: 7, unknown: i, luck: 0 }, 0, Purpose::Shot);
            let mut draws = 0..;
            let mut u = |low: f64, high: f64| low + (high - low) * stream.uniform(draws.next().unwrap());
            // Lifting bodies glide: in vertical flight there is no upper side for lift to point to.
            let lifts = i % 3 == 0;
            let altitude_m = if lifts { u(40e3, 80e3) } else { u(0.0, 250e3).powf(u(0.3, 1.0)) };
            let place = Geodetic::new(u(-1.57, 1.57), u(-3.1, 3.1), altitude_m);
            let speed = if lifts { u(2_000.0, 6_000.0) } else { u(0.0, 5_000.0) };
            let steepest = if lifts { 0.1 } else { 1.57 };
            let (azimuth, climb) = (u(0.0, std::f64::consts::TAU), u(-steepest, steepest));
            let level = speed * climb.cos();
            Start {
                position: place.to_ecef(),
                velocity: place.enu().to_ecef(level * azimuth.sin(), level * azimuth.cos(), speed * climb.sin()),
                thickness_m2_kg: 0.5 / u(50.0, 20_000.0),
                drag: None,
                lift_to_drag: if lifts { u(0.0, 3.0) } else { 0.0 },
                bank: (i % 6 == 0).then(|| Bank { times_s: &[0.0], bank_rad: vec![u(-1.0, 1.0)].leak() }),
            }
        })
        .collect()
}

fn fly(starts: &[Start<'_>], limits: Limits, crews: usize) -> Vec<Ended> {
    let ensemble = Ensemble::new(&starts, &World::EARTH, limits).unwrap();
    let mut flights = vec![None; starts.len()];
    let landings = Landings::new(starts.len(), Wanted::Flights(&mut flights), crews);
    std::thread::scope(|scope| {
        for _ in 0..crews {
            scope.spawn(|| ensemble.fly(&landings));
        }
    });
    flights.into_iter().map(|ended| ended.unwrap().unwrap()).collect()
}

#[test]
fn the_bits_do_not_depend_on_the_company() {
    // Lifting and ballistic bodies in one ensemble share its equations, so all are given the same kind of company.
    let starts = crowd(300);
    for knots in [true, false] {
        let limits = Limits { knots, duration_max_s: 3_000.0, ..Limits::default() };
        let together = fly(&starts, limits, 1);
        assert_eq!(together, fly(&starts, limits, 3));
        let reversed: Vec<Start<'_>> = starts.iter().rev().copied().collect();
        let mut back = fly(&reversed, limits, 2);
        back.reverse();
        assert_eq!(together, back);
        let glides: Vec<usize> = (0..starts.len()).filter(|i| starts[*i].lift_to_drag != 0.0).collect();
        for &i in glides.iter().take(20) {
            let alone = fly(&starts[i..=i], limits, 1);
            assert_eq!(alone[0], together[i]);
        }
    }
}

#[test]
fn every_body_comes_down_in_a_bounded_number_of_steps() {
    for tolerance_m in [1.0, 1e-3, 1e-6] {
        for knots in [true, false] {
            let limits = Limits { tolerance_m, knots, ..Limits::default() };
            for (i, end) in fly(&crowd(2_000), limits, 2).iter().enumerate() {
                assert_eq!(end.outcome, Outcome::Impact, "{i}");
                let altitude = World::EARTH.altitude(end.last.position);
                assert!(altitude.abs() < 1e-5, "{i}: {altitude}");
                assert!(end.steps < 20_000, "{i}: {} steps", end.steps);
            }
        }
    }
}

#[test]
fn limits_and_bad_bodies_are_told() {
    let fall = body(30_000.0, (0.0, 100.0, 0.0), 1_000.0);
    let few = Limits { steps_max: 5, ..Limits::default() };
    assert_eq!(release(fall, &World::EARTH, few).unwrap().outcome, Outcome::StepLimit);
    let short = Limits { duration_max_s: 3.0, ..Limits::default() };
    let flown = release(fall, &World::EARTH, short).unwrap();
    assert_eq!(flown.outcome, Outcome::Timeout);
    assert!((flown.knots[flown.knots.len() - 1].t - 3.0).abs() < 1e-9);
    // A place on the ground is rounded to either side of it; below is a mistake.
    let grounded = body(-0.5, (0.0, 100.0, -5.0), 1_000.0);
    assert_eq!(release(grounded, &World::EARTH, Limits::default()).unwrap().outcome, Outcome::Impact);
    let buried = body(-10.0, (0.0, 100.0, -5.0), 1_000.0);
    assert!(release(buried, &World::EARTH, Limits::default()).is_err());
    let lost = Start { position: Vec3::new(f64::NAN, 0.0, 0.0), ..fall };
    assert!(release(lost, &World::EARTH, Limits::default()).is_err());
    assert!(
        Ensemble::new(&[].as_slice(), &World::EARTH, Limits { tolerance_m: f64::NAN, ..Limits::default() }).is_err()
    );
    let mixed = [fall, Start { thickness_m2_kg: -1.0, ..fall }, fall];
    let rows = Ensemble::new(&mixed.as_slice(), &World::EARTH, Limits::default()).unwrap().flights();
    assert!(rows[0].is_ok() && rows[1].is_err() && rows[2].is_ok());
}

// Forces go with the velocity through the air, and so does what a step costs: a light body that drifts with the wind
// flies on steps as long as it would in still air.
#[test]
fn a_steady_wind_costs_no_steps() {
    let winds = [(0.0, 0.0), (10.0, 0.0), (-30.0, 20.0), (0.0, 60.0)];
    for (beta, lift_to_drag) in [(10.0, 0.0), (10.0, 1.0), (12.0, 8.0), (100.0, 0.0), (100.0, 4.0)] {
        for (tolerance_m, knots) in [(1e-4, true), (1e-4, false), (1.0, false)] {
            let limits = Limits { tolerance_m, knots, ..Limits::default() };
            let steps = winds.map(|(east, north)| {
                let wind = Some(Arc::new(Wind::constant(Vec3::new(east, north, 0.0)).unwrap()));
                let world = World { wind, ..World::EARTH };
                let start = Start { lift_to_drag, ..body(3_000.0, (10.0 + east, north, 0.0), beta) };
                let ended = Ensemble::new(&[start].as_slice(), &world, limits).unwrap().flights().remove(0).unwrap();
                assert_eq!(ended.outcome, Outcome::Impact);
                ended.steps
            });
            let most = f64::from(steps[1..].iter().copied().max().unwrap());
            assert!(most < 1.02 * f64::from(steps[0]), "{beta} {lift_to_drag} {tolerance_m}: {steps:?}");
        }
    }
}
