//! Trajectories, engagement windows and raid outcomes, in pure Rust.
//!
//! The modules build on one another in one direction:
//! `math <- earth <- flight <- sensing <- engagement <- raid <- batch`.
//! SI units and radians everywhere; positions are Earth-centred Earth-fixed (ECEF) on WGS-84.

pub mod batch;
pub mod earth;
pub mod engagement;
pub mod error;
pub mod flight;
pub mod math;
pub mod pool;
pub mod raid;
pub mod sensing;
pub mod watch;
