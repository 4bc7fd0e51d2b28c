//! What can be shot at, and when.
//!
//! An interceptor class is flown once into a [`table::FlyoutTable`] (the model is in `motion`); [`unit`] is what shoots;
//! [`window::windows_of`] gives every launch window of a threat, or the [`reason::Reason`] for none.

mod allowed;
mod conditions;
pub mod curve;
pub mod encounters;
pub mod flyout;
mod grid;
pub mod homing;
pub mod kill_geometry;
mod launch;
mod line_flight;
mod motion;
mod rate;
pub mod reason;
mod rendezvous;
mod requirement;
mod store;
pub mod table;
mod table_bounds;
mod tracked;
pub mod unit;
pub mod window;
