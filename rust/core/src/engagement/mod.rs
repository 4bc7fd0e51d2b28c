//! What can be shot at, and when.
//!
//! An interceptor class is flown once into a [`table::FlyoutTable`] ([`flyout`] is the model); [`unit`] is what shoots;
//! [`window::windows_of`] gives every launch window of a threat, or the [`reason::Reason`] for none.

mod conditions;
pub mod flyout;
mod launch;
pub mod reason;
pub mod table;
pub mod unit;
pub mod window;
