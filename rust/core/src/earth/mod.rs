//! The Earth: ellipsoid and frames, geodesics, gravity, air.

pub mod atmosphere;
pub mod ellipsoid;
pub mod geodesic;
pub mod gravity;
pub mod world;
