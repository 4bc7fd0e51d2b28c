//! What flies: phases of powered, free and lifting flight, routes, launch solutions, and the trajectories that
//! come out.

pub mod boosted;
pub mod endpoints;
#[allow(clippy::module_inception, reason = "the file holds the type of the same name")]
pub mod flight;
pub mod glide;
pub mod path;
pub mod phase;
pub mod profile;
pub mod route;
pub mod summary;
pub mod track;
