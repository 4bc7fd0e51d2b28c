//! Errors of a whole call. The failure of one row of a batch is data (an outcome code), not an error.

use thiserror::Error;

/// What can go wrong with a call.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// A parameter lies outside its allowed range.
    #[error("{parameter} = {value} is not allowed: must be {allowed}")]
    InvalidParameter {
        /// Name of the parameter, with its unit.
        parameter: String,
        /// The value that was given.
        value: String,
        /// The allowed range, in words.
        allowed: String,
    },
    /// An iteration did not reach its tolerance.
    #[error("{what} did not converge after {iterations} iteration{}: still {off} off, at {at}", if *iterations == 1 { "" } else { "s" })]
    NotConverged {
        /// The quantity that was solved for.
        what: String,
        /// Iterations made.
        iterations: usize,
        /// How far off it ended, with its unit.
        off: String,
        /// Where it ended, in words.
        at: String,
    },
    /// The destination cannot be reached.
    #[error("the destination, {wanted_m:.0} m away, is out of reach: the nearest reachable distance is {reachable_m:.0} m, {:.0} m {} it", (wanted_m - reachable_m).abs(), if wanted_m > reachable_m { "short of" } else { "beyond" })]
    Unreachable {
        /// Ground distance to the destination.
        wanted_m: f64,
        /// Nearest ground distance that can be reached.
        reachable_m: f64,
    },
    /// One of these, of something that has a name.
    #[error("{whose}: {error}")]
    Of {
        /// What it is an error of.
        whose: String,
        /// What went wrong.
        error: Box<Self>,
    },
}

impl Error {
    /// An [`Error::InvalidParameter`] from displayable parts.
    pub fn invalid(parameter: &str, value: impl std::fmt::Display, allowed: &str) -> Self {
        Self::InvalidParameter {
            parameter: parameter.to_owned(),
            value: value.to_string(),
            allowed: allowed.to_owned(),
        }
    }

    /// A destination (m) that is out of reach, and the nearest distance reached (m): what falls back behind its launch point
    /// reached none.
    pub(crate) fn unreachable(wanted_m: f64, reachable_m: f64) -> Self {
        Self::Unreachable { wanted_m, reachable_m: if reachable_m > 0.0 { reachable_m } else { 0.0 } }
    }
}

/// Result of a call of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Checks that `value` is finite and within `[low, high]`, or names it.
pub fn check_range(parameter: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if value.is_finite() && value >= low && value <= high {
        return Ok(());
    }
    Err(Error::invalid(parameter, in_words(value), &format!("from {} to {}", in_words(low), in_words(high))))
}

/// Checks that a latitude (rad) is finite and within a limit either way, or names it: a value that is too large is
/// likely to be in degrees.
pub fn check_latitude(parameter: &str, value: f64, limit_rad: f64) -> Result<()> {
    check_range(parameter, value, -limit_rad, limit_rad).map_err(|_| {
        let limit = (limit_rad * 1e4).round() / 1e4;
        let hint = if value.is_finite() { "; did you mean degrees?" } else { "" };
        Error::invalid(parameter, in_words(value), &format!("from -{limit} to {limit} radians{hint}"))
    })
}

/// A number as people write it: very large and very small ones with an exponent, not with three hundred digits.
pub fn in_words(value: f64) -> String {
    let size = value.abs();
    if value.is_finite() && size != 0.0 && !(1e-6..1e15).contains(&size) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_short() {
        let said = |value| check_range("x", value, 0.0, 1e20).unwrap_err().to_string();
        assert_eq!(said(-1e300), "x = -1e300 is not allowed: must be from 0 to 1e20");
        assert_eq!(said(-2.5), "x = -2.5 is not allowed: must be from 0 to 1e20");
        assert_eq!(said(f64::NAN), "x = NaN is not allowed: must be from 0 to 1e20");
    }

    #[test]
    fn a_latitude_too_large_is_asked_about() {
        let limit = std::f64::consts::FRAC_PI_2;
        let said = |value| check_latitude("latitude_rad", value, limit).unwrap_err().to_string();
        let wanted = "is not allowed: must be from -1.5708 to 1.5708 radians";
        assert_eq!(said(-45.0), format!("latitude_rad = -45 {wanted}; did you mean degrees?"));
        assert_eq!(said(f64::NAN), format!("latitude_rad = NaN {wanted}"));
        assert!(check_latitude("latitude_rad", -limit, limit).is_ok());
    }
}
