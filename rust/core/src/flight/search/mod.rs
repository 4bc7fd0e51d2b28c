//! Which flight ends where it is to: the two ends, the miss between them, and the searches that close it.

pub(super) mod boosted_search;
pub mod endpoints;
pub mod heading;
pub(super) mod launch_search;
pub mod places;
pub(crate) mod sent;
