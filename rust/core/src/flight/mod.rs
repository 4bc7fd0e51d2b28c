//! What flies: phases of powered, free and lifting flight, routes, launch solutions, and the trajectories that
//! come out.

pub mod aerodynamics;
pub mod bank;
pub mod boost;
pub mod boost_vehicle;
pub mod boosted;
mod boosted_search;
pub mod corner;
pub mod endpoints;
pub mod ensemble;
#[allow(clippy::module_inception, reason = "the file holds the type of the same name")]
pub mod flight;
pub mod free;
pub mod glide;
pub mod glide_body;
pub mod glide_flight;
mod glide_landing;
pub mod heading;
pub mod hypersonic_cruise;
pub mod hypersonic_engine;
pub mod launch;
mod launch_search;
mod leg;
pub mod limits;
pub mod path;
pub mod phase;
pub mod places;
pub mod quantities;
pub mod route_follow;
pub mod route_height;
pub mod route_path;
pub mod route_plan;
mod route_shape;
pub mod route_speed;
mod route_wind;
pub mod summary;
pub mod terrain;
pub mod track;
pub mod vehicle;
pub mod vehicle_flight;
pub mod weave;
pub mod wind_triangle;
