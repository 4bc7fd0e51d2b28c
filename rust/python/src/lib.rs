//! Binding of `intercept-core` to Python as `intercept._core`: converts, detaches, maps errors. No physics.

#![allow(clippy::needless_pass_by_value, reason = "PyO3 hands arguments over by value")]

use pyo3::prelude::*;

mod air;
mod array;
mod boosted;
mod depressed;
mod earth;
mod encounters;
mod engagement;
mod ensemble;
mod error;
mod flight;
mod flyout;
mod frames;
mod glide;
mod homing;
mod hypersonic_cruise;
mod kill_geometry;
mod lead;
mod parts;
mod quantities;
mod raid;
mod route;
mod samples;
mod sensing;
mod sobol;
mod unknowns;
mod watch;
mod wind;
mod world;

/// The compiled core of `intercept`. Private: import `intercept` instead.
#[pymodule]
mod _core {
    use super::error::exception;
    use intercept_core::math::arch;
    use numpy::PyArray1;
    use pyo3::prelude::*;

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        arch::check().map_err(|e| exception(&e))?;
        // NumPy's interface is looked up at its first use, where an interrupt would be a panic: here it is an exception.
        let py = module.py();
        py.import("numpy")?;
        PyArray1::<f64>::zeros(py, 0, false);
        py.check_signals()
    }

    /// The instructions that lanes are computed with: "plain", "avx2", "avx512" or "neon".
    #[pyfunction]
    fn simd() -> &'static str {
        arch::name()
    }

    #[pymodule_export]
    use super::air::Air;
    #[pymodule_export]
    use super::boosted::{fly_boosted, Aerodynamics, AscentSteering, Vehicle};
    #[pymodule_export]
    use super::depressed::fly_depressed;
    #[pymodule_export]
    use super::earth::{geodesic_direct, geodesic_inverse};
    #[pymodule_export]
    use super::encounters::Encounters;
    #[pymodule_export]
    use super::engagement::{reason_words, Meetings, Windows};
    #[pymodule_export]
    use super::ensemble::{fly_ensemble, fly_ensemble_ends};
    #[pymodule_export]
    use super::flight::{gather, Trajectories};
    #[pymodule_export]
    use super::flyout::{check_flyout, flyout_tables, FlyoutTable};
    #[pymodule_export]
    use super::frames::{
        aer_to_enu, ecef_to_eci, ecef_to_enu, ecef_to_geodetic, ecef_vector_to_enu, eci_to_ecef, enu_to_aer,
        enu_to_ecef, enu_vector_to_ecef, geodetic_to_ecef,
    };
    #[pymodule_export]
    use super::glide::fly_glide;
    #[pymodule_export]
    use super::homing::{fly_out, fly_out_reduced};
    #[pymodule_export]
    use super::hypersonic_cruise::fly_hypersonic_cruise;
    #[pymodule_export]
    use super::lead::Lead;
    #[pymodule_export]
    use super::parts::{trajectories_of_parts, trajectory_faults};
    #[pymodule_export]
    use super::quantities::{trajectory_quantities, trajectory_strain};
    #[pymodule_export]
    use super::raid::{cause_words, philox, simulate_raid, RaidPlan};
    #[pymodule_export]
    use super::route::{breguet_endurance_s, clear_of_ground, fly_route, RouteFlight, Terrain};
    #[pymodule_export]
    use super::samples::trajectories_of_samples;
    #[pymodule_export]
    use super::sensing::{track_reason_words, Sensors, Tracks};
    #[pymodule_export]
    use super::sobol::sobol_points;
    #[pymodule_export]
    use super::unknowns::Unknowns;
    #[pymodule_export]
    use super::wind::Wind;
    #[pymodule_export]
    use super::world::World;
}
