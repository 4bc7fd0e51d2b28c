//! Binding of `intercept-core` to Python as `intercept._core`: converts, detaches, maps errors. No physics.

#![allow(clippy::needless_pass_by_value, reason = "PyO3 hands arguments over by value")]

use pyo3::prelude::*;

mod array;
mod earth;
mod engagement;
mod error;
mod flight;
mod raid;
mod sensing;
mod world;

/// The compiled core of `intercept`. Private: import `intercept` instead.
#[pymodule]
mod _core {
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::earth::{ecef_to_geodetic, geodesic_direct, geodesic_inverse, geodetic_to_ecef, us76};
    #[pymodule_export]
    use super::engagement::{engagement_windows, reason_words, FlyoutTable, Windows};
    #[pymodule_export]
    use super::flight::{fly_boosted, fly_glide, fly_released, fly_routes, gather, Trajectories};
    #[pymodule_export]
    use super::raid::{philox, simulate_raid, RaidPlan};
    #[pymodule_export]
    use super::sensing::{track_threats, Tracks};
    #[pymodule_export]
    use super::world::World;
}
