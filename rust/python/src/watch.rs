//! Long work that Ctrl-C ends: its threads are told to stop when the interpreter has a signal that raises.

use intercept_core::batch::alone;
use intercept_core::pool::Lease;
use intercept_core::watch::{under, Watch};
use pyo3::prelude::*;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

// How often the interpreter is asked for signals.
const PATIENCE: Duration = Duration::from_millis(100);

#[allow(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime, not of any")]
fn signals() -> PyResult<()> {
    Python::attach(|py| {
        py.check_signals()?;
        // Signals come up in the main thread only. What stops another one is raised in it where it runs Python code.
        py.run(c"0", None, None)
    })
}

/// Work on the threads of the pool; this one waits and asks for signals. Where all pools are taken it does the work itself.
pub(crate) fn watched<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let Some(lease) = Lease::take() else { return watched_here(py, work) };
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let watch: Watch = Arc::new(move || flag.load(Ordering::Relaxed));
    let mut raised = None;
    let look = || {
        if let Err(error) = signals() {
            stop.store(true, Ordering::Relaxed);
            raised.get_or_insert(error);
        }
    };
    let attended = || lease.attended(PATIENCE, look, || under(Some(watch), work));
    let result = py.detach(|| catch_unwind(AssertUnwindSafe(attended)));
    outcome(py, result, raised)
}

/// Work on this thread alone, which asks for signals itself: for what is most often over sooner than a thread wakes up.
pub(crate) fn watched_here<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let state = Arc::new(Mutex::new((Instant::now(), None)));
    let own = Arc::clone(&state);
    let watch: Watch = Arc::new(move || {
        let mut state = own.lock().unwrap_or_else(PoisonError::into_inner);
        if state.0.elapsed() < PATIENCE {
            return false;
        }
        state.1 = signals().err();
        state.0 = Instant::now();
        state.1.is_some()
    });
    let result = py.detach(|| catch_unwind(AssertUnwindSafe(|| under(Some(watch), || alone(work)))));
    let raised = state.lock().unwrap_or_else(PoisonError::into_inner).1.take();
    outcome(py, result, raised)
}

// What was raised meanwhile, or what the work gave; a signal may also have come in less time than between two looks.
fn outcome<T>(py: Python<'_>, result: thread::Result<T>, raised: Option<PyErr>) -> PyResult<T> {
    match (result, raised) {
        (_, Some(error)) => Err(error),
        (Err(panic), None) => resume_unwind(panic),
        (Ok(result), None) => py.check_signals().map(|()| result),
    }
}
