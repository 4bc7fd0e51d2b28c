//! What a search for the boost of an apogee calls out of reach, because all that rise to it pass over the destination, is so by a
//! scan of boosts that knows nothing of searches.

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::earth::world::World;
use intercept_core::error::Error;
use intercept_core::flight::flown::path::{Flown, Outcome};
use intercept_core::flight::flown::quantities::apogee;
use intercept_core::flight::forces::aerodynamics::Aerodynamics;
use intercept_core::flight::forces::bank::LiftToDrag;
use intercept_core::flight::forces::boost::AscentSteering;
use intercept_core::flight::forces::vehicle::{Ratios, Vehicle};
use intercept_core::flight::kinds::boosted::{BoostedFlight, PullUp};
use intercept_core::flight::kinds::depressed::DepressedFlight;
use intercept_core::flight::search::endpoints::{minimum_energy_apogee, Endpoints};
use intercept_core::math::integrator::Settings;
use std::sync::Arc;

#[path = "share/mod.rs"]
mod share;

const LEAST_RATIO: f64 = 1.02;
const STEEPEST_DEG: f64 = 89.5;

// Case `i`: a flight from the ground or from a carrier, ballistic or lifting, sent as far as an apogee of its own.
fn case(i: u32) -> (DepressedFlight, Endpoints) {
    let primes = (2..100u32).filter(|n| (2..*n).all(|m| n % m != 0)).map(|n| f64::from(n).sqrt()).collect::<Vec<_>>();
    let even = |k: usize, low: f64, high: f64| low + (high - low) * (f64::from(i) * primes[k]).fract();
    let by_ratio = |k: usize, low: f64, high: f64| low * even(k, 0.0, (high / low).ln()).exp();
    let (airborne, lifts) = (i % 2 == 0, i % 4 > 1);
    let distance_m = by_ratio(0, 20e3, 900e3);
    let launch_m = if airborne { even(1, 5e3, 18e3) } else { 0.0 };
    let launch = Geodetic::new(even(2, -1.1, 0.5), even(3, -2.6, -2.2), launch_m);
    let to = geodesic::direct(launch.latitude_rad, launch.longitude_rad, even(4, -3.0, 3.0), distance_m);
    let flight = DepressedFlight {
        apogee_m: launch_m + 8e3 + minimum_energy_apogee(distance_m) * by_ratio(5, 0.3, 4.0),
        launch_speed_m_s: if airborne { even(6, 200.0, 700.0) } else { 0.0 },
        specific_impulse_s: even(7, 180.0, 320.0),
        stages: 1.0 + f64::from(i % 3),
        stage_dropped_share: 0.1,
        burn_time_s: even(8, 10.0, 200.0),
        mass_ratio_max: by_ratio(9, 1.5, 40.0),
        ballistic_coefficient_kg_m2: by_ratio(10, 700.0, 50e3),
        lift_to_drag: if lifts { even(11, 0.2, 5.0) } else { 0.0 },
        lateral_acceleration_m_s2: even(12, 5.0, 300.0),
        pull_up_altitude_m: even(13, 10e3, 70e3),
        dive_speed_m_s: even(14, 300.0, 2_500.0),
        dive_angle_rad: even(15, 0.05, 1.5),
        climb_angle_rad: even(16, 0.0, 0.7),
        weave_acceleration_m_s2: 0.0,
        weave_period_s: 0.0,
    };
    (flight, Endpoints::new(launch, Geodetic::new(to.0, to.1, 0.0)).unwrap())
}

// The flight of a mass ratio and a pitch (rad) on an azimuth (rad): a boost of twice its weight at least.
fn boosted(of: &DepressedFlight, ends: &Endpoints, [azimuth_rad, ratio, pitch_rad]: [f64; 3]) -> Flown {
    let mass_ratio = ratio.powf(1.0 / of.stages);
    let burn_time_s = (of.burn_time_s / of.stages).min(0.5 * of.specific_impulse_s * (1.0 - 1.0 / mass_ratio));
    let aerodynamics = Aerodynamics::LiftToDrag {
        ballistic_coefficient_kg_m2: of.ballistic_coefficient_kg_m2,
        ratio: LiftToDrag::Constant(of.lift_to_drag),
    };
    #[allow(clippy::cast_possible_truncation, reason = "one to three")]
    let ratios = Ratios {
        stages: of.stages as i32,
        mass_ratio,
        dropped_share: of.stage_dropped_share,
        burn_time_s,
        specific_impulse_s: of.specific_impulse_s,
    };
    let pull_up = PullUp {
        altitude_m: of.pull_up_altitude_m,
        lateral_acceleration_m_s2: of.lateral_acceleration_m_s2,
        dive_speed_m_s: of.dive_speed_m_s,
        dive_angle_rad: of.dive_angle_rad,
        climb_angle_rad: of.climb_angle_rad,
        weave_acceleration_m_s2: 0.0,
        weave_period_s: 0.0,
    };
    let airborne = of.launch_speed_m_s > 0.0;
    let flight = BoostedFlight {
        vehicle: Arc::new(Vehicle::of_ratios(&ratios, aerodynamics).unwrap()),
        launch_point: ends.launch_point,
        azimuth_rad,
        launch_speed_m_s: of.launch_speed_m_s,
        steering: AscentSteering::of_classes(airborne, of.stages * burn_time_s, pitch_rad).unwrap(),
        pull_up: (of.lift_to_drag > 0.0).then_some(pull_up),
        ground_altitude_m: 0.0,
    };
    flight.fly(&World::EARTH, &Settings::default()).unwrap()
}

// How far a mass ratio and a pitch (rad) carry towards the destination (m).
fn reach(of: &DepressedFlight, ends: &Endpoints, ratio: f64, pitch_rad: f64) -> Option<f64> {
    let (mut azimuth, mut reached) = (ends.line.azimuth_start_rad, None);
    for _ in 0..5 {
        let flown = boosted(of, ends, [azimuth, ratio, pitch_rad]);
        let last = flown.knots.last().filter(|_| flown.outcome == Outcome::Impact)?;
        let end = World::EARTH.geodetic(last.position);
        let from = ends.launch_point;
        let line = geodesic::inverse(from.latitude_rad, from.longitude_rad, end.latitude_rad, end.longitude_rad);
        azimuth -= (line.azimuth_start_rad - ends.line.azimuth_start_rad).sin();
        reached = Some(line.distance_m);
    }
    reached
}

// The mass ratio that rises to the apogee at a pitch (rad), by halves.
fn rising(of: &DepressedFlight, ends: &Endpoints, pitch_rad: f64) -> Option<f64> {
    let over = |ratio: f64| {
        let flown = boosted(of, ends, [ends.line.azimuth_start_rad, ratio, pitch_rad]);
        flown.outcome != Outcome::Impact || apogee(&World::EARTH, &flown.knots) > of.apogee_m
    };
    let (mut low, mut high) = (LEAST_RATIO, of.mass_ratio_max);
    if over(low) || !over(high) {
        return None;
    }
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        *(if over(middle) { &mut high } else { &mut low }) = middle;
    }
    Some(low)
}

#[test]
fn a_boost_that_passes_over_its_destination_does_so_at_every_steepness() {
    let (mut flown, mut beyond, mut short) = (0, 0, 0);
    let cases = u32::try_from(share::cases(300)).unwrap();
    for i in 1..=cases {
        let (flight, ends) = case(i);
        let wanted = ends.line.distance_m;
        match flight.solve(&World::EARTH, &ends, &Settings::default()) {
            Ok(_) => flown += 1,
            Err(Error::Unreachable { wanted_m, reachable_m }) if reachable_m > wanted_m => {
                let pitches = (0..20).map(|k| (STEEPEST_DEG - 0.2 * f64::from(k * k)).to_radians());
                let arcs: Vec<f64> = pitches
                    .filter_map(|pitch| Some((pitch, rising(&flight, &ends, pitch)?)))
                    .filter_map(|(pitch, ratio)| reach(&flight, &ends, ratio, pitch))
                    .collect();
                let nearest = arcs.iter().fold(f64::INFINITY, |low, &m| low.min(m));
                // Azimuth and apogee are met to a few metres here.
                assert!(nearest > wanted, "{i}: {nearest} {wanted} {flight:?}");
                assert!(
                    (nearest - reachable_m).abs() < 1e-3 * nearest + 10.0,
                    "{i}: {nearest} {reachable_m} {flight:?}"
                );
                beyond += 1;
            }
            Err(Error::Unreachable { reachable_m, .. }) => {
                assert!((0.0..wanted).contains(&reachable_m), "{i}: {reachable_m} {flight:?}");
                short += 1;
            }
            // Of an apogee that no burn rises to, or that every flight exceeds.
            Err(Error::InvalidParameter { parameter, .. }) => assert_eq!(parameter, "apogee_m", "{i}: {flight:?}"),
            Err(error) => panic!("{i}: {error} {flight:?}"),
        }
    }
    assert!(flown >= 20 && beyond >= 3 && short >= 3, "{flown} {beyond} {short}");
}
