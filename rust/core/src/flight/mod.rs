//! What flies: phases of powered, free and lifting flight, routes, launch solutions, and the trajectories that
//! come out.
//!
//! The folders build on one another in one direction: `flown <- forces, route <- phase, ensemble <- search <- kinds`.

pub mod ensemble;
pub mod flown;
pub mod forces;
mod horizon;
pub mod kinds;
pub mod phase;
pub mod route;
pub mod search;
