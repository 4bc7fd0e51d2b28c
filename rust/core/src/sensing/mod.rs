//! What is seen, and when.
//!
//! A flight is read through its [`profile::Profile`]; the times at which conditions on it hold are found by [`search`]. What a sensor is
//! stands in [`detection`], when it sees a flight in [`coverage`], when that is a track, of one and of all, in [`track`].

pub mod aspect;
pub mod coverage;
pub mod detection;
pub mod horizon;
mod hull;
pub mod orbit;
pub mod piece;
pub mod profile;
pub(crate) mod relative;
pub mod scan;
pub(crate) mod search;
pub(crate) mod sector;
pub(crate) mod sight;
pub mod sight_line;
pub mod site;
mod sound;
pub mod terrain_mask;
pub mod track;
pub(crate) mod turn;
