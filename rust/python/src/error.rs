//! Errors of the core as exceptions of `intercept.errors`. No wildcard: a new error does not compile until mapped.

use intercept_core::error::Error;
use pyo3::prelude::*;

mod classes {
    pyo3::import_exception!(intercept.errors, InvalidParameterError);
    pyo3::import_exception!(intercept.errors, NotConvergedError);
    pyo3::import_exception!(intercept.errors, UnreachableError);
}

/// The exception of an error.
pub(crate) fn exception(error: &Error) -> PyErr {
    said(error, error.to_string())
}

// The exception of an error's kind, with a message.
fn said(error: &Error, message: String) -> PyErr {
    match error {
        Error::InvalidParameter { .. } => classes::InvalidParameterError::new_err(message),
        Error::NotConverged { .. } => classes::NotConvergedError::new_err(message),
        Error::Unreachable { .. } => classes::UnreachableError::new_err(message),
        Error::Of { error, .. } => said(error, message),
    }
}

/// An invalid-parameter exception.
pub(crate) fn invalid(parameter: &str, value: impl std::fmt::Display, allowed: &str) -> PyErr {
    exception(&Error::invalid(parameter, value, allowed))
}
