//! What has been flown: a path and its events, what an observer reads off it, its peaks and its limits.

pub mod attitude;
pub mod ground;
pub mod limits;
pub mod path;
pub mod quantities;
pub mod samples;
pub mod summary;
