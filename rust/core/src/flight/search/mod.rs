//! Which flight ends where it is to: the two ends, the miss between them, and the searches that close it.

pub(super) mod apogee;
pub(super) mod arc;
pub mod endpoints;
pub mod heading;
pub mod lead;
pub mod places;
pub(super) mod sent;
