//! How much of the work that is left a thread takes at once.

// Small enough that all threads end at about the same time.
const SHARES: usize = 8;

/// How many of so many rows that are left a thread takes at once: fewer and fewer towards the end.
pub fn share(left: usize, threads: usize) -> usize {
    left.div_ceil(SHARES * threads)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_end_with_the_work() {
        for threads in 1..9 {
            let mut left = 1_000;
            let mut last = left;
            while left > 0 {
                let taken = share(left, threads);
                assert!(taken > 0 && taken <= left && taken <= last);
                (left, last) = (left - taken, taken);
            }
        }
    }
}
