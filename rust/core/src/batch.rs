//! Batches over threads: the only place that starts any.
//!
//! A batch maps a pure function of the row's index over rows. Rows come back in order, so that the result is the
//! same for any number of threads and any chunking.

use crate::error::{Error, Result};
use crate::watch::{breathe, under, watch};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Threads for batches.
#[derive(Debug)]
pub struct Workers {
    pool: ThreadPool,
}

impl Workers {
    /// A pool of a number of threads; 0 takes all cores.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] when the system refuses them, or for more than 1024.
    pub fn new(threads: usize) -> Result<Self> {
        if threads > 1024 {
            return Err(Error::invalid("threads", threads, "from 0 (all cores) to 1024"));
        }
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        pool.map(|pool| Self { pool }).map_err(|e| Error::invalid("threads", threads, &e.to_string()))
    }

    /// Number of threads.
    pub fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// `f(i)` for every row `i` of a range, in order.
    pub fn map<T: Send>(&self, rows: std::ops::Range<usize>, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        self.map_with(rows, || (), |(), i| f(i))
    }

    /// As [`Self::map`], with scratch space that each thread makes once.
    pub fn map_with<S: Send, T: Send>(
        &self,
        rows: std::ops::Range<usize>,
        scratch: impl Fn() -> S + Sync + Send,
        f: impl Fn(&mut S, usize) -> T + Sync + Send,
    ) -> Vec<T> {
        let watch = watch();
        let row = |scratch: &mut S, i| {
            under(watch.clone(), || {
                breathe();
                f(scratch, i)
            })
        };
        self.pool.install(|| rows.into_par_iter().map_init(scratch, row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::{Stopped, Watch};
    use std::panic::{catch_unwind, AssertUnwindSafe};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::Arc;

    #[test]
    fn watched_work_stops_soon_after_it_is_told_to() {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let watch: Watch = Arc::new(move || count.fetch_add(1, Ordering::Relaxed) >= 100);
        let workers = Workers::new(2).unwrap();
        let done = AtomicUsize::new(0);
        let row = |_| done.fetch_add(1, Ordering::Relaxed);
        let work = || under(Some(watch), || workers.map(0..1_000_000, row));
        let payload = catch_unwind(AssertUnwindSafe(work)).unwrap_err();
        assert!(payload.is::<Stopped>() && done.load(Ordering::Relaxed) <= 100);
        // The watch is over.
        breathe();
        assert_eq!(workers.map(0..3, |i| i), [0, 1, 2]);
    }

    #[test]
    fn rows_come_back_in_order_for_any_number_of_threads() {
        let want: Vec<usize> = (3..1000).map(|i| i * i).collect();
        for threads in [1, 2, 7] {
            let workers = Workers::new(threads).unwrap();
            assert_eq!(workers.map(3..1000, |i| i * i), want);
            assert_eq!(workers.map_with(3..1000, || 0, |_, i| i * i), want);
        }
    }
}
