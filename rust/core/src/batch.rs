//! Batches over threads: the only place that shares work among any.
//!
//! A batch maps a pure function of the row's index over rows, or works on parts of arrays. Rows come back in order, so
//! that the result is the same for any number of threads and any chunking.

use crate::error::{Error, Result};
use crate::math::share::share;
use crate::pool::{cores, Lease};
use crate::watch::{breathe, under, watch};
use std::cell::Cell;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The most threads that may be asked for.
pub const THREADS_MAX: usize = 1024;

thread_local! {
    static ALONE: Cell<bool> = const { Cell::new(false) };
}

/// Does work on this thread alone, whatever number of threads it asks for.
pub fn alone<T>(work: impl FnOnce() -> T) -> T {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            ALONE.set(self.0);
        }
    }
    let _restore = Restore(ALONE.replace(true));
    work()
}

/// How many threads of the process's pool a batch may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workers {
    threads: usize,
}

impl Workers {
    /// At most a number of threads; 0 takes all cores, and so does any number beyond them: no more are ever made.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for more than 1024.
    pub fn new(threads: usize) -> Result<Self> {
        if threads > THREADS_MAX {
            return Err(Error::invalid("threads", threads, "from 0 (all cores) to 1024"));
        }
        let cores = cores();
        Ok(Self { threads: if threads == 0 { cores } else { threads.min(cores) } })
    }

    /// Number of threads.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Starts the same work on several threads at once, at most as many as given, and waits for all of them. The work
    /// shares out among them what there is to do; one thread alone must be able to do all of it.
    pub fn each(&self, most: usize, work: impl Fn() + Sync + Send) {
        let count = self.threads.min(most);
        if count <= 1 || ALONE.get() {
            return work();
        }
        let watch = watch();
        let work = || under(watch.clone(), &work);
        if rayon::current_thread_index().is_some() {
            crew(count, &work);
        } else if let Some(lease) = Lease::take() {
            lease.install(|| crew(count, &work));
        } else {
            work();
        }
    }

    /// Works on parts of something, such as the chunks of an array, in no order.
    pub fn share<P: Send>(&self, parts: impl ExactSizeIterator<Item = P> + Send, work: impl Fn(P) + Sync + Send) {
        let count = parts.len();
        let parts = Mutex::new(parts);
        let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
        self.each(count, || {
            while let Some(part) = next() {
                breathe();
                work(part);
            }
        });
    }

    /// `f(i)` for every row `i` of a range, in order.
    pub fn map<T: Send>(&self, rows: Range<usize>, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        self.map_with(rows, || (), |(), i| f(i))
    }

    /// As [`Self::map`], with scratch space that each thread makes once.
    pub fn map_with<S: Send, T: Send>(
        &self,
        rows: Range<usize>,
        scratch: impl Fn() -> S + Sync + Send,
        f: impl Fn(&mut S, usize) -> T + Sync + Send,
    ) -> Vec<T> {
        let next = AtomicUsize::new(rows.start);
        let parts = Mutex::new(Vec::new());
        let work = || {
            let mut own = None;
            while let Some(range) = claim(&next, rows.end, self.threads) {
                let own = own.get_or_insert_with(&scratch);
                let begin = range.start;
                let row = |i| {
                    breathe();
                    f(own, i)
                };
                let part: Vec<T> = range.map(row).collect();
                parts.lock().unwrap_or_else(PoisonError::into_inner).push((begin, part));
            }
        };
        self.each(rows.len(), work);
        let mut parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
        parts.sort_unstable_by_key(|&(begin, _)| begin);
        let mut all = Vec::with_capacity(rows.len());
        for (_, mut part) in parts {
            all.append(&mut part);
        }
        all
    }
}

fn crew(count: usize, work: &(impl Fn() + Sync)) {
    rayon::scope(|scope| {
        for _ in 1..count.min(rayon::current_num_threads()) {
            scope.spawn(|_| work());
        }
        work();
    });
}

// The next rows, fewer and fewer towards the end.
fn claim(next: &AtomicUsize, end: usize, threads: usize) -> Option<Range<usize>> {
    let after = |begin: usize| (begin < end).then(|| begin + share(end - begin, threads));
    let begin = next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, after).ok()?;
    after(begin).map(|end| begin..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::{Stopped, Watch};
    use std::panic::{catch_unwind, AssertUnwindSafe};
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
        for threads in [0, 1, 2, 7, 1024] {
            let workers = Workers::new(threads).unwrap();
            assert!(workers.threads() <= cores());
            assert_eq!(workers.map(3..1000, |i| i * i), want);
            assert_eq!(workers.map_with(3..1000, || 0, |_, i| i * i), want);
            assert_eq!(alone(|| workers.map(3..1000, |i| i * i)), want);
            assert!(workers.map(5..5, |i| i).is_empty());
        }
        assert!(Workers::new(THREADS_MAX + 1).is_err());
    }

    #[test]
    fn parts_of_an_array_are_each_worked_on_once() {
        for threads in [1, 2, 7] {
            let mut array = vec![0usize; 10_001];
            let chunks = array.chunks_mut(100).enumerate();
            Workers::new(threads).unwrap().share(chunks, |(k, chunk)| {
                for (i, x) in chunk.iter_mut().enumerate() {
                    *x += 100 * k + i;
                }
            });
            assert!(array.iter().enumerate().all(|(i, &x)| x == i));
        }
    }

    // Batches within batches, and from many threads at once, more than there are pools.
    #[test]
    fn calls_from_many_threads_at_once_are_all_answered() {
        let workers = Workers::new(0).unwrap();
        let nested = |i: usize| workers.map(0..50, |j| i + j).into_iter().sum::<usize>();
        let want: Vec<usize> = (0..200).map(|i| 50 * i + 1225).collect();
        std::thread::scope(|scope| {
            let calls: Vec<_> = (0..16).map(|_| scope.spawn(|| workers.map(0..200, nested))).collect();
            for call in calls {
                assert_eq!(call.join().unwrap(), want);
            }
        });
    }
}
