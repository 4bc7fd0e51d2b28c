//! Readings along a path against closed forms.

use intercept_core::earth::world::{Air, World};
use intercept_core::flight::ensemble::bodies::{Limits, Start};
use intercept_core::flight::ensemble::release::release;
use intercept_core::flight::flown::path::{Flown, Path};
use intercept_core::flight::flown::quantities::{Quantities, SUTTON_GRAVES};
use intercept_core::flight::flown::summary::Strain;
use intercept_core::flight::forces::bank::Bank;
use intercept_core::math::vec3::Vec3;

const RADIUS_M: f64 = 6_371_008.8;
const DENSITY: f64 = 1.225;
const SCALE_M: f64 = 7200.0;
const SPEED: f64 = 7500.0;

fn world(gm_m3_s2: f64) -> World {
    let air = Air::Exponential { density_0_kg_m3: DENSITY, scale_height_m: SCALE_M };
    let mut world = World::sphere(RADIUS_M, air);
    world.field.gm_m3_s2 = gm_m3_s2;
    world
}

fn fall(world: &World, beta: f64, tolerance_m: f64) -> Flown {
    let released = Start {
        position: Vec3::new(RADIUS_M + 150e3, 0.0, 0.0),
        velocity: Vec3::new(-SPEED, 0.0, 0.0),
        thickness_m2_kg: 0.5 / beta,
        drag: None,
        lift_to_drag: 0.0,
        bank: None,
    };
    release(released, world, Limits { tolerance_m, ..Limits::default() }).unwrap()
}

// Allen and Eggers, NACA Report 1381, straight down without gravity: peak deceleration V_e^2/(2 e H) at V_e exp(-1/2)
// and h = H ln(rho0 H/beta); peak heating at V_e exp(-1/6), h = H ln(3 rho0 H/beta). The start at 150 km instead of
// infinitely high changes the figures by exp(-150/7.2) = 1e-9.
#[test]
fn peaks_of_a_fall_are_those_of_allen_and_eggers() {
    let world = world(0.0);
    for (tolerance_m, relative) in [(1e-4, 1e-4), (1e-8, 1e-7)] {
        for beta in [2000.0, 5000.0] {
            let flown = fall(&world, beta, tolerance_m);
            let path = Path { knots: &flown.knots };
            let strain = Strain::of(&world, &path, 0.1);
            let peak = SPEED * SPEED / (2.0 * std::f64::consts::E * SCALE_M) / 9.806_65;
            assert!((strain.load_factor_max / peak - 1.0).abs() < relative, "{beta} {}", strain.load_factor_max);
            let at = path.state(strain.load_factor_max_time_s);
            // A peak is flat: the place is known to the root of the accuracy of its height.
            let place = 3.0 * relative.sqrt();
            assert!((at.velocity.norm() / SPEED - (-0.5f64).exp()).abs() < place);
            assert!((world.altitude(at.position) - SCALE_M * (DENSITY * SCALE_M / beta).ln()).abs() < place * SCALE_M);
            assert!((strain.dynamic_pressure_max_pa / (beta * peak * 9.806_65) - 1.0).abs() < relative);
            let hottest = path.state(strain.heat_rate_max_time_s);
            assert!((hottest.velocity.norm() / SPEED - (-1.0f64 / 6.0).exp()).abs() < place);
            let density = beta / (3.0 * SCALE_M);
            let heat = SUTTON_GRAVES * (density / 0.1).sqrt() * (SPEED * (-1.0f64 / 6.0).exp()).powi(3);
            assert!((strain.heat_rate_max_w_m2 / heat - 1.0).abs() < relative);
            assert!(
                (strain.heat_load_j_m2 / heat_load(beta) - 1.0).abs() < 10.0 * relative,
                "{}",
                strain.heat_load_j_m2
            );
            assert!((strain.impact_angle_rad - std::f64::consts::FRAC_PI_2).abs() < 1e-6);
        }
    }
}

// Heat over time of the same fall, from its closed form V = V_e exp(-x/2), x = rho H/beta: dt = H dx/(x V), so that
//   integral of k sqrt(rho/r_n) V^3 dt = k sqrt(beta H/r_n) V_e^2 integral of exp(-x)/sqrt(x) dx = ... sqrt(pi) erf(sqrt(x)).
// erf by its series.
fn heat_load(beta: f64) -> f64 {
    let x = DENSITY * SCALE_M / beta;
    let z = x.sqrt();
    let (mut term, mut sum) = (z, z);
    for n in 1..60 {
        let n = f64::from(n);
        term *= -x / n;
        sum += term / (2.0 * n + 1.0);
    }
    // From the start at 150 km, not from infinity.
    sum -= (x * (-150e3 / SCALE_M).exp()).sqrt();
    SUTTON_GRAVES * (beta * SCALE_M / 0.1).sqrt() * SPEED * SPEED * 2.0 * sum
}

#[test]
fn readings_of_a_fall() {
    let world = world(3.986e14);
    let flown = fall(&world, 5000.0, 1e-6);
    let path = Path { knots: &flown.knots };
    let at = |t: f64| Quantities::at(&world, &path, t, 0.1);
    let mut energy = f64::INFINITY;
    for i in 0..=200 {
        let t = path.end() * f64::from(i) / 200.0;
        let q = at(t);
        // Drag is the only force: its deceleration is the load, and the dynamic pressure over beta.
        assert!((q.deceleration_m_s2 / 9.806_65 - q.load_factor).abs() < 1e-3, "{t}");
        assert!((q.deceleration_m_s2 - q.dynamic_pressure_pa / 5000.0).abs() < 1e-2, "{t}");
        assert!(q.specific_energy_m2_s2 < energy + 1e-3);
        energy = q.specific_energy_m2_s2;
        assert!((q.flight_path_rad + std::f64::consts::FRAC_PI_2).abs() < 1e-6);
        assert!((q.mach - q.speed_m_s / (1.4f64 * 9.806_65 * SCALE_M).sqrt()).abs() < 1e-9);
    }
    // Held at the ends.
    assert_eq!(at(-5.0), at(0.0));
    assert_eq!(at(1e9), at(path.end()));
}

#[test]
fn azimuth_is_clockwise_from_north() {
    let frame = intercept_core::earth::ellipsoid::Geodetic::new(0.7, -1.0, 20e3);
    for want in [0.0, 1.0, 3.0, 5.5f64] {
        let velocity = frame.enu().to_ecef(want.sin() * 900.0, want.cos() * 900.0, 300.0);
        let knot = intercept_core::math::hermite::Knot {
            t: 0.0,
            position: frame.to_ecef(),
            velocity,
            acceleration: World::EARTH.field.apparent(frame.to_ecef(), velocity),
        };
        let q = Quantities::of(&World::EARTH, &knot, 0.1);
        assert!((q.azimuth_rad - want).sin().abs() < 1e-12, "{want} {}", q.azimuth_rad);
        assert!((q.flight_path_rad - (1.0f64 / 3.0).atan()).abs() < 1e-12 && q.load_factor == 0.0);
    }
}

// The slow way: every reading at forty points between knots, the heat by Simpson's rule over them. A skipping glide has
// many peaks; the highest of forty points lies below its peak by a thousandth of what the reading changes there.
#[test]
fn strain_is_that_of_a_dense_scan() {
    for (speed, lift_to_drag, tolerance_m) in [(7000.0, 2.0, 1e-4), (4000.0, 3.0, 1e-3), (2000.0, 0.0, 1e-4)] {
        let released = Start {
            position: Vec3::new(6_378_137.0 + 60e3, 0.0, 0.0),
            velocity: Vec3::new(0.0, 0.6 * speed, 0.8 * speed),
            thickness_m2_kg: 0.5 / 8000.0,
            drag: None,
            lift_to_drag,
            bank: Some(Bank { times_s: &[0.0], bank_rad: &[0.2] }),
        };
        let flown = release(released, &World::EARTH, Limits { tolerance_m, ..Limits::default() }).unwrap();
        let strain = Strain::of(&World::EARTH, &Path { knots: &flown.knots }, 0.1);
        let (mut tops, mut heat) = ([0.0f64; 3], 0.0);
        for pair in flown.knots.windows(2).filter(|pair| pair[1].t > pair[0].t) {
            let step = (pair[1].t - pair[0].t) / 40.0;
            for i in 0..=40 {
                let q = Quantities::at(&World::EARTH, &Path { knots: pair }, pair[0].t + step * f64::from(i), 0.1);
                let weight = if i % 40 == 0 { 1.0 } else { 2.0 + 2.0 * f64::from(i % 2) };
                heat += q.heat_rate_w_m2 * weight * step / 3.0;
                for (top, value) in tops.iter_mut().zip([q.load_factor, q.dynamic_pressure_pa, q.heat_rate_w_m2]) {
                    *top = top.max(value);
                }
            }
        }
        let found = [strain.load_factor_max, strain.dynamic_pressure_max_pa, strain.heat_rate_max_w_m2];
        for (found, dense) in found.into_iter().zip(tops) {
            assert!(found >= dense * (1.0 - 1e-12) && found <= dense * (1.0 + 1e-3), "{speed}: {found} {dense}");
        }
        // The rules' own accuracy: they err most where the density bends, at the layers of the air.
        assert!((strain.heat_load_j_m2 / heat - 1.0).abs() < 1e-6, "{speed}: {} {heat}", strain.heat_load_j_m2);
    }
}
