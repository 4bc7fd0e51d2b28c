//! What acts on a body: the air, thrust, and lift as it is steered.

pub mod aerodynamics;
pub mod bank;
pub mod body;
pub mod boost;
pub mod glide_body;
pub mod hypersonic_engine;
pub mod vehicle;
pub mod weave;
