//! The kinds of flight, each from what is given of it to its knots.

pub mod boosted;
pub mod flight;
pub mod glide;
pub mod glide_flight;
pub mod hypersonic_cruise;
pub mod launch;
pub mod vehicle_flight;
