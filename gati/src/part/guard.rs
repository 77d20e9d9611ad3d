//! Work of a part that may not end, or may panic.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::timeout;

/// Why something did not come to its own end.
#[derive(Debug)]
pub(crate) enum Interrupted {
    /// It took longer than it may.
    TookTooLong { what: &'static str, limit: Duration },
    /// It panicked; what it said went to the panic hook.
    Panicked { what: &'static str },
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TookTooLong { what, limit } => write!(f, "`{what}` took longer than {limit:?}"),
            Self::Panicked { what } => write!(f, "`{what}` panicked"),
        }
    }
}

impl StdError for Interrupted {}

/// Runs something within a limit; its panics become errors.
pub(crate) async fn within<T>(
    what: &'static str,
    limit: Duration,
    work: impl Future<Output = T> + Send,
) -> Result<T, Interrupted> {
    match timeout(limit, Guarded(Box::pin(work))).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(())) => Err(Interrupted::Panicked { what }),
        Err(_) => Err(Interrupted::TookTooLong { what, limit }),
    }
}

/// A future whose panic is its end.
struct Guarded<F>(Pin<Box<F>>);

impl<F: Future> Future for Guarded<F> {
    type Output = Result<F::Output, ()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let work = self.0.as_mut();
        match catch_unwind(AssertUnwindSafe(|| work.poll(cx))) {
            Ok(poll) => poll.map(Ok),
            Err(_) => Poll::Ready(Err(())),
        }
    }
}
