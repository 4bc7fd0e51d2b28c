//! Where a planned route leads, and when: track, heights, speeds and wind, laid out before it is flown.

mod chord;
pub mod corner;
pub mod follow;
pub mod height;
pub mod path;
pub mod piece;
pub mod plan;
pub(super) mod shape;
pub mod speed;
pub mod track;
pub mod wind;
