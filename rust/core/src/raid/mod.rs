//! What gets through: an event-driven raid, replicated.
//!
//! A replication is a pure function of (plan, seed, replication index): [`replicate()`] gives the fate of every
//! threat, [`tally::simulate`] the integer counts of a range of replications, which merge in any order.
//! Limits: a threat is engaged by one unit at a time; units see every open window at once, without delay;
//! the defenders can distinguish a killed or crashed threat from a flying one only once they have assessed it.

mod check;
pub mod draws;
pub mod events;
pub mod plan;
pub mod replicate;
pub mod tally;

pub use plan::{Plan, Tables, Threat, ThreatClass, Unit, UnitClass, Windows, POINTS};
pub use replicate::{replicate, Fate, Outcome, Scratch};
pub use tally::{simulate, Tally};
