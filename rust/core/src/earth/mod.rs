//! The Earth: ellipsoid and frames, geodesics, gravity, air, wind.

pub mod air;
pub mod atmosphere;
pub mod ellipsoid;
pub mod frames;
pub mod geodesic;
pub mod gravity;
pub mod height;
pub mod wind;
mod wind_grid;
pub mod world;
