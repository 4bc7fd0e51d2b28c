//! A watch over long work: where it may be stopped, and who says so.

use std::cell::RefCell;
use std::sync::Arc;

/// Tells long work whether it is to stop.
pub type Watch = Arc<dyn Fn() -> bool + Send + Sync>;

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

/// What the unwinding of stopped work carries.
#[derive(Debug, Clone, Copy)]
pub struct Stopped;

/// Does work on this thread, and through [`crate::batch::Workers`] on others, under a watch: it unwinds with [`Stopped`] soon after the
/// watch says so, without a result. Only who sets a watch has to expect that.
pub fn under<T>(watch: Option<Watch>, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<Watch>);
    impl Drop for Restore {
        fn drop(&mut self) {
            let before = self.0.take();
            WATCH.with(|w| *w.borrow_mut() = before);
        }
    }
    let _restore = Restore(WATCH.with(|w| w.replace(watch)));
    work()
}

/// A place where long work may be stopped.
pub fn breathe() {
    let stop = WATCH.with(|w| w.borrow().as_ref().is_some_and(|watch| watch()));
    if stop {
        std::panic::resume_unwind(Box::new(Stopped));
    }
}

/// The watch that this thread works under, if any.
pub fn watch() -> Option<Watch> {
    WATCH.with(|w| w.borrow().clone())
}
