//! One hook, run once, with its time limit and whatever it panics with.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::time::timeout;

use super::row::Running;
use crate::app::watch::Told;
use crate::problem::{Problem, catalogue};
use crate::unwind;

/// Runs a hook once: `start` calls it, and what it waits for is waited for here.
pub(crate) async fn attempt<'a, T>(
    told: Told<'_>,
    time: Option<Duration>,
    start: impl FnOnce() -> Running<'a, Result<T, Problem>>,
) -> Result<T, Problem> {
    let panicked = |payload| unwind::problem(payload, &format!("the hook `{}` panicked", told.name()));
    let done = match catch_unwind(AssertUnwindSafe(start)) {
        Ok(Running::Done(done)) => done,
        Ok(Running::Later(future)) => {
            let guarded = guard(future, panicked);
            match time {
                None => guarded.await,
                Some(time) => match timeout(time, guarded).await {
                    Ok(done) => done,
                    Err(_) => Err(catalogue::hook_timeout(told.name(), time)),
                },
            }
        }
        Err(payload) => Err(panicked(payload)),
    };
    told.end(done.as_ref().err().map(Problem::code));
    done
}

/// A future whose panic is its own failure.
pub(crate) async fn guard<T, E>(
    mut future: Pin<Box<dyn Future<Output = Result<T, E>> + Send + '_>>,
    panicked: impl Fn(Box<dyn Any + Send>) -> E,
) -> Result<T, E> {
    poll_fn(|cx| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        polled.unwrap_or_else(|payload| Poll::Ready(Err(panicked(payload))))
    })
    .await
}

/// Whether trying again may help: a refusal is a decision, a failure of ours may pass.
pub(crate) fn may_pass<T>(result: &Result<T, Problem>) -> bool {
    matches!(result, Err(problem) if problem.status() >= 500)
}

/// The shorter of a hook's own limit and what is left until a deadline.
pub(crate) fn within(own: Option<u64>, deadline: Option<Instant>) -> Option<Duration> {
    let own = own.map(Duration::from_millis);
    let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
    match (own, left) {
        (Some(own), Some(left)) => Some(own.min(left)),
        (own, left) => own.or(left),
    }
}
