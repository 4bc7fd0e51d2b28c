//! Glides agree with closed forms and a published run, keep their laws, and end at their destinations.

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::earth::world::{Air, World};
use intercept_core::error::Error;
use intercept_core::flight::flown::limits::Limits;
use intercept_core::flight::flown::path::{Event, Flown, Outcome, Path};
use intercept_core::flight::forces::bank::{BankSchedule, LiftToDrag};
use intercept_core::flight::forces::glide_body::{GlideBody, Mode};
use intercept_core::flight::kinds::glide::{BankControl, GlideDive, GlideFlight, GlideStart};
use intercept_core::flight::search::heading::{equilibrium_range, Heading};
use intercept_core::math::integrator::Settings;
use intercept_core::math::roots::bracketed;

const BETA: f64 = 13_002.8;

fn at_rest(radius_m: f64, gm_m3_s2: f64, air: Air) -> World {
    let mut world = World::sphere(radius_m, air);
    world.field.gm_m3_s2 = gm_m3_s2;
    world
}

fn glide(lift_to_drag: f64) -> GlideFlight {
    GlideFlight {
        body: GlideBody {
            lift_to_drag: LiftToDrag::Constant(lift_to_drag),
            ballistic_coefficient_kg_m2: BETA,
            lift_max_m_s2: f64::INFINITY,
        },
        mode: Mode::Damped,
        start: GlideStart {
            latitude_rad: 0.0,
            longitude_rad: 0.0,
            altitude_m: None,
            speed_m_s: 5500.0,
            azimuth_rad: std::f64::consts::FRAC_PI_2,
            flight_path_rad: None,
        },
        steering: BankControl::Schedule(BankSchedule::constant(0.0)),
        dive: None,
        limits: Limits::NONE,
    }
}

fn banked(lift_to_drag: f64, bank: &[(f64, f64)]) -> GlideFlight {
    let (times_s, bank_rad) = bank.iter().copied().unzip();
    GlideFlight { steering: BankControl::Schedule(BankSchedule { times_s, bank_rad }), ..glide(lift_to_drag) }
}

fn landed(flight: &GlideFlight, world: &World) -> Flown {
    let flown = flight.fly(world, &Settings::default()).unwrap();
    assert_eq!(flown.outcome, Outcome::Impact);
    flown
}

// Distance along the equator from the start (m).
fn along(flown: &Flown, radius_m: f64) -> f64 {
    let last = flown.knots[flown.knots.len() - 1].position;
    radius_m * last.y.atan2(last.x).rem_euclid(std::f64::consts::TAU)
}

// Time (s), range, height (m) and speed (m/s) of the published run.
const PUBLISHED: [(f64, f64, f64, f64); 3] = [
    (300.0, 1_549_030.0, 43_540.0, 4877.0),
    (1000.0, 4_313_586.0, 34_208.0, 2965.0),
    (1600.0, 5_495_558.0, 19_461.0, 979.0),
];

// "HYP-HT-2": flown free from level flight at the published height, as the program does. 0.1 % asked for; 1915.03 s and
// 5670.83 km with the standard atmosphere, of which half the last digit.
#[test]
fn the_published_glide_is_reproduced() {
    let radius = 6.37e6;
    let world = at_rest(radius, 3.99e14, Air::Us76);
    let excess =
        |h: f64| 0.5 * 2.6 * world.density(h) * 5500f64.powi(2) / BETA + 5500f64.powi(2) / (radius + h) - 9.806;
    let altitude_m = Some(bracketed(excess, 30e3, 60e3, 1e-6));
    let start = GlideStart { altitude_m, flight_path_rad: Some(0.0), ..glide(2.6).start };
    let flown = landed(&GlideFlight { mode: Mode::Free, start, ..glide(2.6) }, &world);
    assert!((flown.knots[flown.knots.len() - 1].t - 1915.03).abs() < 0.006);
    assert!((along(&flown, radius) - 5_670_830.0).abs() < 6.0);
    // The damped glide is the same flight without its slight swing, held to the same 0.1 % in range.
    let damped = landed(&GlideFlight { start, ..glide(2.6) }, &world);
    for (t, range, height, speed) in PUBLISHED {
        let state = Path { knots: &damped.knots }.state(t);
        assert!((radius * state.position.y.atan2(state.position.x) / range - 1.0).abs() < 1e-3, "{t}");
        assert!((state.velocity.norm() / speed - 1.0).abs() < 2e-3, "{t}");
        // The free flight swings by some 300 m about the glide.
        assert!((state.position.norm() - radius - height).abs() < 400.0, "{t}");
    }
}

// Saenger's closed form leaves out the height of the air and so the work of gravity along the descent: its error against the
// full equations is of order H g/V^2. With ever thinner air (scale height H) the flight tends to it, and its value for
// H = 0 extrapolated from two flights agrees to 1e-6.
#[test]
fn saengers_range_is_the_limit_of_thin_air() {
    let (radius, high, low, ratio) = (6_371_000.0, 5900.0, 1500.0, 2.6);
    let settings = Settings { tolerance_m: 1e-6, ..Settings::default() };
    let relative = |scale_height_m: f64| {
        let air = Air::Exponential { density_0_kg_m3: 1.225, scale_height_m };
        let world = at_rest(radius, 9.806_65 * radius * radius, air);
        let start = GlideStart { speed_m_s: high, ..glide(ratio).start };
        let flown = GlideFlight { start, ..glide(ratio) }.fly(&world, &settings).unwrap();
        let path = Path { knots: &flown.knots };
        let end = bracketed(|t| path.state(t).velocity.norm() - low, 0.0, path.end(), 1e-9);
        let state = path.state(end).position;
        radius * state.y.atan2(state.x) / equilibrium_range(ratio, radius, high, low) - 1.0
    };
    let (coarse, fine) = (relative(80.0), relative(40.0));
    assert!(coarse.abs() < 80.0 * 9.8 / (low * low) && (fine / coarse - 0.5).abs() < 0.02, "{coarse} {fine}");
    assert!((2.0 * fine - coarse).abs() < 1e-6, "{coarse} {fine}");
}

#[test]
fn range_rises_with_lift_to_drag() {
    for mode in [Mode::Damped, Mode::Free] {
        let range = |ratio: f64| along(&landed(&GlideFlight { mode, ..glide(ratio) }, &World::EARTH), 6.378e6);
        let ranges: Vec<f64> = [1.0, 1.8, 2.6, 3.4].iter().map(|&r| range(r)).collect();
        assert!(ranges.windows(2).all(|w| w[1] > w[0] * 1.1), "{ranges:?}");
    }
}

// From equilibrium, and from 8 km above and below it: never a climb when damped; a skip of more than 1 km when free.
#[test]
fn a_damped_glide_does_not_skip() {
    for (ratio, speed_m_s) in [(1.5, 6500.0), (2.6, 5500.0), (3.5, 3000.0)] {
        let start = GlideStart { speed_m_s, ..glide(ratio).start };
        let from = GlideFlight { start, ..glide(ratio) }.begin(&World::EARTH).unwrap();
        let height = World::EARTH.altitude(from.position);
        for off in [-8e3, 0.0, 8e3] {
            let start = GlideStart { altitude_m: Some(height + off), flight_path_rad: Some(0.0), ..start };
            let climb = |mode| {
                let flown = landed(&GlideFlight { start, mode, ..glide(ratio) }, &World::EARTH);
                let path = Path { knots: &flown.knots };
                let heights: Vec<f64> = (0..=4000)
                    .map(|i| World::EARTH.altitude(path.state(path.end() * f64::from(i) / 4000.0).position))
                    .collect();
                heights.windows(2).map(|w| w[1] - w[0]).filter(|&rise| rise > 0.0).sum::<f64>()
            };
            // A millimetre of rounding and of integration error.
            assert!(climb(Mode::Damped) < 1e-3, "{ratio} {off}: {}", climb(Mode::Damped));
            if off != 0.0 {
                assert!(climb(Mode::Free) > 1e3, "{ratio} {off}: {}", climb(Mode::Free));
            }
        }
    }
}

// A sphere at rest has no left and right: the mirrored bank flies the mirrored track.
#[test]
fn mirrored_bank_flies_the_mirrored_track() {
    let world = at_rest(6.371e6, 3.986e14, Air::Us76);
    let bank = [(0.0, 0.2), (300.0, 0.9), (500.0, -0.4), (900.0, 0.1)];
    let mirrored = bank.map(|(t, b)| (t, -b));
    // A step on whose error rounding decides is taken in one flight and not in the other, and a banked glide magnifies what that
    // changes some thousand times: steps of 10 nm, then.
    let settings = Settings { tolerance_m: 1e-8, ..Settings::default() };
    let [one, other] = [&bank, &mirrored].map(|bank| banked(2.6, bank).fly(&world, &settings).unwrap());
    assert_eq!((one.outcome, other.outcome), (Outcome::Impact, Outcome::Impact));
    let (one, other) = (Path { knots: &one.knots }, Path { knots: &other.knots });
    let mut widest = 0f64;
    for i in 0..=50 {
        let t = one.end() * f64::from(i) / 50.0;
        let (a, b) = (one.state(t).position, other.state(t).position);
        assert!((a.x - b.x).abs() < 1e-4 && (a.y - b.y).abs() < 1e-4 && (a.z + b.z).abs() < 1e-4, "{t} {a:?} {b:?}");
        widest = widest.max(a.z.abs());
    }
    assert!(widest > 100e3, "{widest}");
}

// Positive bank leans right: eastwards along the equator, to the south.
#[test]
fn positive_bank_turns_right() {
    let flown = landed(&banked(2.6, &[(0.0, 0.5)]), &World::EARTH);
    assert!(flown.knots[flown.knots.len() - 1].position.z < -100e3);
}

#[test]
fn a_table_of_one_value_is_that_value() {
    let flat = |lift_to_drag| {
        let body = GlideBody { lift_to_drag, ..glide(2.6).body };
        along(&landed(&GlideFlight { body, ..glide(2.6) }, &World::EARTH), 6.378e6)
    };
    let constant = flat(LiftToDrag::Constant(2.6));
    let by_mach = flat(LiftToDrag::ByMach { mach: vec![0.0, 30.0], ratio: vec![2.6, 2.6] });
    assert!((by_mach - constant).abs() < 1e-6, "{by_mach} {constant}");
    let worse = flat(LiftToDrag::BySpeed { speed_m_s: vec![1000.0, 5000.0], ratio: vec![2.6, 2.0] });
    let worst = flat(LiftToDrag::Constant(2.0));
    assert!(worst < worse && worse < constant, "{worst} {worse} {constant}");
}

fn towards(latitude_deg: f64, azimuth_deg: f64, distance_m: f64, off_deg: f64, speed_m_s: f64) -> GlideFlight {
    let (latitude_rad, longitude_rad) = (latitude_deg.to_radians(), 0.4);
    let (lat, lon, _) = geodesic::direct(latitude_rad, longitude_rad, azimuth_deg.to_radians(), distance_m);
    let heading = Heading {
        destination: Geodetic::new(lat, lon, 50.0),
        corridor_near_rad: 0.06,
        corridor_far_rad: 0.2,
        corridor_range_m: 1.5e6,
        bank_min_rad: 0.08,
        bank_max_rad: 1.2,
        handover_range_m: 250e3,
        handover_speed_m_s: 1800.0,
    };
    let azimuth_rad = (azimuth_deg + off_deg).to_radians();
    let start = GlideStart { latitude_rad, longitude_rad, azimuth_rad, speed_m_s, ..glide(2.6).start };
    GlideFlight {
        start,
        steering: BankControl::Heading { heading, land: true },
        dive: Some(GlideDive { altitude_m: 0.0, range_m: 0.0, angle_rad: 0.9 }),
        ..glide(2.6)
    }
}

fn destination(flight: &GlideFlight) -> Geodetic {
    match &flight.steering {
        BankControl::Heading { heading, .. } => heading.destination,
        BankControl::Schedule(_) | BankControl::Start { .. } => unreachable!("steered by heading"),
    }
}

#[test]
fn steered_glides_end_at_their_destinations() {
    for latitude in [-50.0, 10.0] {
        for azimuth in [0.0, 95.0, 220.0] {
            for (distance, speed) in [(1200e3, 3500.0), (2500e3, 4500.0), (4000e3, 5500.0)] {
                for off in [-20.0, 5.0] {
                    let flight = towards(latitude, azimuth, distance, off, speed);
                    let flown = landed(&flight, &World::EARTH);
                    let last = flown.knots[flown.knots.len() - 1].position;
                    let miss = (last - World::EARTH.position(destination(&flight))).norm();
                    assert!(miss < 1.0, "{latitude} {azimuth} {distance} {off}: {miss}");
                    assert!(flown.marks.iter().any(|m| m.event == Event::Dive));
                }
            }
        }
    }
}

#[test]
fn a_destination_beyond_the_glide_is_out_of_reach() {
    let error = towards(0.0, 90.0, 9000e3, 0.0, 5500.0).fly(&World::EARTH, &Settings::default()).unwrap_err();
    match error {
        Error::Unreachable { wanted_m, reachable_m } => assert!(reachable_m > 4000e3 && reachable_m < wanted_m),
        other => panic!("{other}"),
    }
}

// A lower limit breaks no later, and the flight that stops at it ends where the reading is the limit.
#[test]
fn lower_limits_break_sooner_and_stop_the_flight() {
    let mut before = 0.0;
    for limit in [30e3, 37e3, 44e3] {
        let limits = Limits { dynamic_pressure_pa: limit, heat_rate_w_m2: 1e12, ..Limits::NONE };
        let flown = GlideFlight { limits, ..glide(2.6) }.fly(&World::EARTH, &Settings::default()).unwrap();
        assert_eq!(flown.outcome, Outcome::LimitExceeded);
        let time = flown.marks.iter().find(|m| m.event == Event::DynamicPressureLimit).unwrap().time_s;
        assert!(time > before, "{limit} {time}");
        before = time;
        let stopped = GlideFlight { limits: Limits { stop: true, ..limits }, ..glide(2.6) };
        let stopped = stopped.fly(&World::EARTH, &Settings::default()).unwrap();
        let last = stopped.knots[stopped.knots.len() - 1];
        assert_eq!(stopped.outcome, Outcome::LimitExceeded);
        let pressure = 0.5 * World::EARTH.density(World::EARTH.altitude(last.position)) * last.velocity.norm().powi(2);
        assert!((pressure / limit - 1.0).abs() < 1e-7, "{pressure} {limit}");
        assert!((last.t - time).abs() < 1e-9 && flown.knots[flown.knots.len() - 1].t > time + 100.0);
    }
}
