//! What gets through: an event-driven raid, replicated.
//!
//! A replication is a pure function of (plan, vector of what is not known, seed, numbers of both): [`replicate()`] gives the
//! fate of every threat, [`tally::simulate`] the integer counts of many, which merge in any order.
//! Limits: units see every open window at once, without delay; the defenders can distinguish a killed or crashed threat from a
//! flying one only once they have assessed it.

pub mod cause;
mod check;
pub mod course;
pub mod draws;
mod engage;
pub mod events;
pub mod nights;
pub mod plan;
pub mod replicate;
mod shoot;
mod stock;
pub mod tally;
mod tracking;
pub mod unknowns;
pub mod waits;
pub mod windows;

pub use cause::Cause;
pub use course::{Course, Engagement};
pub use plan::{Doctrine, Plan, Post, Priority, Site, Tables, Threat};
pub use replicate::{replicate, Fate, Outcome, Scratch};
pub use tally::{simulate, Tally};
pub use unknowns::{Depot, Magazine, Unknowns};
pub use waits::Wait;
