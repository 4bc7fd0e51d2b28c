//! Numbers that know nothing of the Earth: vectors, integration, roots, interpolation, random streams,
//! evenly spread points.

pub mod angle;
pub mod arch;
pub mod circular;
pub mod curve;
pub mod hermite;
pub mod integrator;
pub mod intervals;
pub mod lanes;
pub mod method;
pub mod newton;
pub mod pair;
pub mod random;
pub mod real;
pub mod roots;
pub mod share;
pub mod sobol;
pub mod solo;
pub mod spline;
pub mod step;
pub mod vec3;
