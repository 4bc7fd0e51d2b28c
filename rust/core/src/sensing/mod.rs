//! What is seen, and when.
//!
//! A flight is read through its [`profile::Profile`]; conditions on it are followed in time by [`march`]; sensors and
//! what they detect are in [`detection`], the union over sensors in [`track`].

mod balls;
pub mod detection;
pub mod horizon;
pub(crate) mod march;
pub mod profile;
pub(crate) mod range;
pub mod site;
pub mod track;
