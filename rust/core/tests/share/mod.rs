//! How many cases a test draws: a fifth in `make test`, all of them in `make test-long`, which sets `INTERCEPT_ALL_CASES`.

pub(crate) fn cases(all: usize) -> usize {
    if std::env::var_os("INTERCEPT_ALL_CASES").is_some() {
        all
    } else {
        all / 5
    }
}
