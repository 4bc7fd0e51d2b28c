//! The kinds of flight, each from what is given of it to its knots.

pub mod boosted;
mod cruise_dive;
pub mod depressed;
pub mod flight;
pub mod glide;
mod glide_landing;
pub mod hypersonic_cruise;
