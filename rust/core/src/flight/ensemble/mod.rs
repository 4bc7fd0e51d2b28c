//! Many bodies in free flight at once: one a lane of the machine's vector registers, each with its own time and step.
//!
//! A lane whose body has landed takes the next one, so that lanes stay full. Steps end at the edges of the air's
//! cells and at the bends of bank schedules, so that no step sees a kink. What a lane computes depends on its body
//! alone: results are the same bits for any number of lanes in use, threads and chunks.

mod arc;
mod attend;
mod block;
pub mod bodies;
mod edge;
mod engine;
pub mod free;
mod kink;
pub mod landings;
mod pace;
pub mod release;
mod strips;
