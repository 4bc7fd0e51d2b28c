//! The threads of the process: a pool of as many as there are cores, made when it is first needed and kept.
//!
//! Calls that follow one another use the same pool. A call that comes while others are at work, from another thread of
//! the program, takes a further pool, so that neither waits for the other; beyond a few, calls work on the thread that
//! they come from. A process made by `fork` has none of its parent's threads: it makes pools of its own.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

// Pools of one process: as many calls at once have threads to share their work with.
const POOLS_MAX: usize = 4;
// The lock of the reserve is held for some nanoseconds. It stays locked for good in the child of a process in which
// another thread held it at the fork: such a child works on its own threads.
const TRIES: usize = 1_000;

static RESERVE: Mutex<Reserve> = Mutex::new(Reserve { process: 0, made: 0, idle: Vec::new() });

struct Reserve {
    process: u32,
    made: usize,
    idle: Vec<ThreadPool>,
}

fn reserve() -> Option<MutexGuard<'static, Reserve>> {
    for _ in 0..TRIES {
        match RESERVE.try_lock() {
            Ok(reserve) => return Some(reserve),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => std::thread::yield_now(),
        }
    }
    None
}

/// Number of threads of a pool: the cores that the process may use.
pub fn cores() -> usize {
    // Zero before the first question; not a lock, which a fork could leave locked.
    static CORES: AtomicUsize = AtomicUsize::new(0);
    let known = CORES.load(Ordering::Relaxed);
    if known > 0 {
        return known;
    }
    let found = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    CORES.store(found, Ordering::Relaxed);
    found
}

/// A pool, taken for one call and handed back when dropped.
#[derive(Debug)]
pub struct Lease {
    pool: Option<ThreadPool>,
    process: u32,
}

impl Lease {
    /// An idle pool, or a new one; none when as many calls as have pools are at work, or when the system refuses
    /// threads.
    pub fn take() -> Option<Self> {
        let process = std::process::id();
        let mut reserve = reserve()?;
        if reserve.process != process {
            // To drop a pool is to talk to its threads, and those are the parent's.
            std::mem::forget(std::mem::take(&mut reserve.idle));
            (reserve.made, reserve.process) = (0, process);
        }
        if let Some(pool) = reserve.idle.pop() {
            return Some(Self { pool: Some(pool), process });
        }
        if reserve.made >= POOLS_MAX {
            return None;
        }
        reserve.made += 1;
        drop(reserve);
        let made = ThreadPoolBuilder::new().num_threads(cores()).thread_name(|i| format!("intercept-{i}")).build();
        if let Ok(pool) = made {
            return Some(Self { pool: Some(pool), process });
        }
        if let Some(mut reserve) = self::reserve() {
            reserve.made = reserve.made.saturating_sub(1);
        }
        None
    }

    /// Work on a thread of the pool.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    /// Work on a thread of the pool while this thread waits, looking about every so often.
    pub fn attended<T: Send>(&self, every: Duration, mut look: impl FnMut(), work: impl FnOnce() -> T + Send) -> T {
        let Some(pool) = &self.pool else { return work() };
        let (working, done) = mpsc::channel::<()>();
        let mut result = None;
        let slot = &mut result;
        pool.in_place_scope(|scope| {
            scope.spawn(move |_| {
                // Dropped at the end, however it comes, which wakes the other side.
                let _working = working;
                *slot = Some(work());
            });
            while done.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                look();
            }
        });
        match result {
            Some(result) => result,
            // Work that did not come to its end unwinds out of the scope.
            None => unreachable!("the scope ended without a result"),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(pool) = self.pool.take() else { return };
        if self.process == std::process::id() {
            RESERVE.lock().unwrap_or_else(PoisonError::into_inner).idle.push(pool);
        } else {
            std::mem::forget(pool);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_at_once_have_pools_of_their_own_and_calls_in_a_row_the_same() {
        // Other tests may hold some of them meanwhile.
        let held: Vec<Lease> = std::iter::from_fn(Lease::take).collect();
        assert!(held.len() <= POOLS_MAX);
        for lease in &held {
            assert_eq!(lease.install(rayon::current_num_threads), cores());
        }
        drop(held);
        for _ in 0..1_000 {
            drop(Lease::take());
        }
        assert!(RESERVE.lock().unwrap().made <= POOLS_MAX);
    }

    #[test]
    fn the_waiting_thread_looks_about_until_the_work_is_done() {
        let Some(lease) = Lease::take() else { return };
        let looks = AtomicUsize::new(0);
        let look = || {
            looks.fetch_add(1, Ordering::Relaxed);
        };
        let work = || {
            while looks.load(Ordering::Relaxed) < 3 {
                std::thread::yield_now();
            }
            7
        };
        assert_eq!(lease.attended(Duration::from_millis(1), look, work), 7);
    }
}
