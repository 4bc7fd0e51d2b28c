//! Synthetic flights and fire units for the tests of sensing and engagement.
#![allow(dead_code)] // Each test binary uses its own part.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Small counts.

use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::earth::geodesic;
use intercept_core::engagement::flyout::{Flyout, Limits};
use intercept_core::engagement::table::FlyoutTable;
use intercept_core::engagement::unit::{FireUnit, FireUnitSpec};
use intercept_core::math::hermite::Knot;
use intercept_core::math::vec3::Vec3;

/// A linear congruential generator (Knuth's MMIX constants): the same cases in every run.
pub(crate) struct Lcg(pub(crate) u64);

impl Lcg {
    pub(crate) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.uniform(0.0, n as f64) as usize).min(n - 1)
    }
}

pub(crate) const ORIGIN: Geodetic = Geodetic::new(0.7, 0.4, 0.0);

/// Knots of any smooth motion, its derivatives by central differences.
pub(crate) fn knots(motion: impl Fn(f64) -> Vec3, duration_s: f64, count: u32) -> Vec<Knot> {
    let h = 0.05;
    let knot = |i: u32| {
        let t = duration_s * f64::from(i) / f64::from(count);
        let (a, b, c) = (motion(t - h), motion(t), motion(t + h));
        let acceleration = (a - b * 2.0 + c) * (1.0 / (h * h));
        Knot { t, position: b, velocity: (c - a) * (0.5 / h), acceleration }
    };
    (0..=count).map(knot).collect()
}

/// Motion along a geodesic past the origin: from `start_m` before the point abeam, offset to the side, with altitude by time.
pub(crate) fn along_geodesic(
    azimuth: f64,
    (start_m, offset_m): (f64, f64),
    speed: f64,
    altitude: impl Fn(f64) -> f64,
) -> impl Fn(f64) -> Vec3 {
    let (lat, lon, azi) =
        geodesic::direct(ORIGIN.latitude_rad, ORIGIN.longitude_rad, azimuth + std::f64::consts::FRAC_PI_2, offset_m);
    let course = azi - std::f64::consts::FRAC_PI_2;
    move |t| {
        let (la, lo, _) = geodesic::direct(lat, lon, course, speed * t - start_m);
        Geodetic::new(la, lo, altitude(t)).to_ecef()
    }
}

/// One flight of a random kind: cruise with a weave in height, straight dive, vacuum ballistic arc, low and far, weave to all sides.
pub(crate) fn random_flight(rng: &mut Lcg) -> Vec<Knot> {
    let azimuth = rng.uniform(-3.0, 3.0);
    match rng.below(5) {
        0 => {
            let (speed, offset) = (rng.uniform(45.0, 280.0), rng.uniform(-1.0, 1.0).powi(3) * 60e3);
            let (base, swing, w) =
                (20.0 * 150.0_f64.powf(rng.uniform(0.0, 1.0)), rng.uniform(0.0, 0.8), rng.uniform(0.005, 0.08));
            let duration = rng.uniform(200.0, 500.0);
            let before = speed * duration * rng.uniform(0.2, 1.0);
            let path = along_geodesic(azimuth, (before, offset), speed, |t| base * (1.0 + swing * (w * t).sin()));
            knots(path, duration, 60)
        }
        1 => {
            // A dive that ends on the ground some way off.
            let (speed, duration) = (rng.uniform(60.0, 1_500.0), rng.uniform(60.0, 200.0));
            let (top, offset) = (rng.uniform(2e3, 4e4), rng.uniform(-15e3, 15e3));
            let path =
                along_geodesic(azimuth, (speed * duration, offset), speed, |t| top * (1.0 - (t / duration).powi(2)));
            knots(path, duration, 40)
        }
        2 => {
            let (speed, duration) = (rng.uniform(600.0, 2_500.0), rng.uniform(100.0, 400.0));
            let offset = rng.uniform(-30e3, 30e3);
            let path = along_geodesic(azimuth, (speed * duration, offset), speed, |t| 4.9 * t * (duration - t));
            knots(path, duration, 40)
        }
        3 => {
            // Low and far: near or below the horizon of most units.
            let (speed, offset) = (rng.uniform(100.0, 280.0), rng.uniform(35e3, 110e3));
            let (height, duration) = (rng.uniform(20.0, 150.0), rng.uniform(150.0, 300.0));
            knots(along_geodesic(azimuth, (0.5 * speed * duration, offset), speed, |_| height), duration, 30)
        }
        _ => {
            // Weaves sideways at a height, going out as often as in.
            let (e, n) = (rng.uniform(-25e3, 25e3), rng.uniform(-25e3, 25e3));
            let (ve, vn) = (rng.uniform(-700.0, 700.0), rng.uniform(-700.0, 700.0));
            let (side, w) = (rng.uniform(0.0, 4e3), rng.uniform(0.02, 0.15));
            let up = rng.uniform(500.0, 15e3);
            let frame = ORIGIN.enu();
            let path = move |t: f64| {
                let s = side * (w * t).sin();
                ORIGIN.to_ecef() + frame.to_ecef(e + ve * t + s, n + vn * t - s, up)
            };
            knots(path, 120.0, 60)
        }
    }
}

/// Fly-outs of several kinds with the slant range that fits each.
pub(crate) fn flyouts() -> Vec<(Flyout, f64)> {
    let boosted = |peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s| Flyout::Boosted {
        peak_speed_m_s,
        boost_time_s,
        ballistic_coefficient_kg_m2,
        speed_min_m_s,
    };
    vec![
        (Flyout::ConstantSpeed { speed_m_s: 83.0 }, 15e3),
        (Flyout::ConstantSpeed { speed_m_s: 650.0 }, 2.5e3),
        (boosted(650.0, 2.5, 4e3, 250.0), 6.5e3),
        (boosted(1_000.0, 4.0, 8e3, 300.0), 18e3),
        (boosted(1_200.0, 7.0, 9e3, 300.0), 45e3),
        (boosted(2_700.0, 16.0, 8e3, 600.0), 180e3),
    ]
}

pub(crate) fn tables() -> Vec<FlyoutTable> {
    let limits = Limits { lateral_acceleration_max_m_s2: 250.0, lift_ratio_max: 8.0, ..Limits::default() };
    flyouts().iter().map(|(flyout, range)| FlyoutTable::limited(flyout, &limits, *range, 1.5e5).unwrap()).collect()
}

/// A unit near the origin of a random kind.
pub(crate) fn random_unit(rng: &mut Lcg) -> FireUnitSpec {
    let table = [0, 1, 2, 3, 3, 4, 4, 5][rng.below(8)];
    let slant_range_max_m = flyouts()[table].1 * rng.uniform(0.6, 1.1);
    let (la, lo, _) =
        geodesic::direct(ORIGIN.latitude_rad, ORIGIN.longitude_rad, rng.uniform(-3.0, 3.0), rng.uniform(0.0, 6e3));
    FireUnitSpec {
        position: Geodetic::new(la, lo, [0.0, 20.0, 300.0][rng.below(3)]),
        class: table,
        table,
        fire_control_height_m: rng.uniform(2.0, 30.0),
        slant_range_min_m: slant_range_max_m * rng.uniform(0.0, 0.3),
        slant_range_max_m,
        altitude_min_m: [0.0, 30.0, 1_000.0][rng.below(3)],
        altitude_max_m: [1_500.0, 10e3, 1.2e5][rng.below(3)],
        target_speed_max_m_s: [70.0, 600.0, 3_000.0, 3_000.0, 3_000.0][rng.below(5)],
        reaction_time_s: rng.uniform(0.0, 30.0),
        assess_time_s: rng.uniform(1.0, 10.0),
        ..FireUnitSpec::unlimited(ORIGIN, table, slant_range_max_m)
    }
}

pub(crate) fn unit(spec: FireUnitSpec) -> FireUnit {
    FireUnit::new(spec).unwrap()
}
