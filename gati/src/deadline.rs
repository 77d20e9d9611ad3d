//! Until when the request has time on whose behalf code runs.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

thread_local! {
    static CURRENT: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// When the request that is being answered here is out of time. Whatever a handler or a hook calls can ask, however deep it is and without
/// being handed anything, and so can the tasks that belong to the request.
///
/// ```
/// // Outside of a request there is no hurry.
/// assert_eq!(gati::deadline(), None);
/// ```
#[must_use]
pub fn deadline() -> Option<Instant> {
    CURRENT.get()
}

/// How much time is left until the [`deadline`].
#[must_use]
pub fn remaining() -> Option<Duration> {
    deadline().map(|deadline| deadline.saturating_duration_since(Instant::now()))
}

/// Does something under a deadline.
pub(crate) fn within<T>(deadline: Option<Instant>, act: impl FnOnce() -> T) -> T {
    struct Restore(Option<Instant>);
    impl Drop for Restore {
        fn drop(&mut self) {
            CURRENT.set(self.0);
        }
    }
    let _restore = Restore(CURRENT.replace(deadline));
    act()
}

/// A future that runs under a deadline wherever it is polled.
pub(crate) fn carry<F: Future + Send + 'static>(
    deadline: Option<Instant>,
    future: F,
) -> impl Future<Output = F::Output> + Send + 'static {
    Carried {
        deadline,
        future: Box::pin(future),
    }
}

struct Carried<F> {
    deadline: Option<Instant>,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Carried<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let deadline = self.deadline;
        within(deadline, || self.future.as_mut().poll(cx))
    }
}
