//! Numbers that know nothing of the Earth: vectors, integration, roots, interpolation, random streams.

pub mod hermite;
pub mod integrator;
pub mod intervals;
pub mod newton;
pub mod random;
pub mod roots;
pub mod vec3;
