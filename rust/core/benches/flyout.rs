//! How long does the fly-out table of one class take to build, on one thread? The median of rounds is printed, and the
//! cost of one lookup.

#![allow(missing_docs, clippy::print_stdout, reason = "a program that prints")]

use intercept_core::engagement::flyout::{Flyout, Limits};
use intercept_core::engagement::table::FlyoutTable;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 31;
const LOOKUPS: u32 = 1_000_000;

fn main() {
    let lifting =
        Limits { lateral_acceleration_max_m_s2: 490.0, lift_ratio_max: 20.0, induced_drag: 0.03, ..Limits::default() };
    let sustained = Limits { sustain_time_s: 53.0, sustain_acceleration_m_s2: 25.0, ..lifting };
    let missile = |peak_speed_m_s, boost_time_s| Flyout::Boosted {
        peak_speed_m_s,
        boost_time_s,
        ballistic_coefficient_kg_m2: 6_000.0,
        speed_min_m_s: 300.0,
    };
    let gun =
        Flyout::Projectile { muzzle_speed_m_s: 1_175.0, ballistic_coefficient_kg_m2: 2_900.0, speed_min_m_s: 200.0 };
    for (name, flyout, limits, range_m) in [
        ("8 km", missile(650.0, 2.5), lifting, 8e3),
        ("40 km", missile(1_200.0, 7.0), lifting, 40e3),
        ("120 km", missile(1_500.0, 12.0), lifting, 120e3),
        ("250 km", missile(1_500.0, 12.0), lifting, 250e3),
        ("80 km, sustained", missile(700.0, 7.0), sustained, 80e3),
        ("gun", gun, Limits::default(), 4e3),
    ] {
        let build = || FlyoutTable::limited(black_box(&flyout), &limits, range_m, 3e4);
        let mut took: Vec<_> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                black_box(build().map_err(|e| e.to_string()).err());
                start.elapsed()
            })
            .collect();
        took.sort();
        println!("{name}: {:.2} ms", took[ROUNDS / 2].as_secs_f64() * 1e3);
    }
    let Ok(table) = FlyoutTable::limited(&missile(1_200.0, 7.0), &lifting, 40e3, 3e4) else { return };
    let start = Instant::now();
    let sum: f64 = (0..LOOKUPS).map(|i| table.time_of_flight_s(f64::from(i) * 0.03, 5e3)).sum();
    println!("lookup: {:.0} ns (sum {sum:.0})", start.elapsed().as_secs_f64() / f64::from(LOOKUPS) * 1e9);
}
