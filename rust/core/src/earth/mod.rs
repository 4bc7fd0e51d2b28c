//! The Earth: ellipsoid and frames, geodesics, gravity, air, wind, and terrain heights.

pub mod air;
pub mod atmosphere;
pub mod ellipsoid;
pub mod frames;
pub mod geodesic;
pub mod geodetic_lanes;
pub mod gravity;
pub mod height;
pub mod terrain;
pub mod wind;
mod wind_grid;
pub mod world;
