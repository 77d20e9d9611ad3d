//! Tasks that belong to a request.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use tokio::task::{AbortHandle, JoinHandle};
use tracing::Instrument as _;

use crate::deadline;

/// What has become of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TaskStatus {
    /// It runs.
    Running,
    /// It is done.
    Done,
    /// It panicked.
    Failed,
    /// It was cancelled, by hand or with its request.
    Cancelled,
}

/// A task that was started by [`Lctx::spawn`](crate::Lctx::spawn). It may be awaited; dropping this handle lets it run on.
#[derive(Debug)]
pub struct Task<T> {
    handle: JoinHandle<T>,
    facts: Arc<TaskFacts>,
}

/// Why a task gave no result.
#[derive(Debug)]
#[non_exhaustive]
pub enum TaskError {
    /// It panicked.
    Failed,
    /// It was cancelled.
    Cancelled,
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Failed => "the task panicked",
            Self::Cancelled => "the task was cancelled",
        })
    }
}

impl std::error::Error for TaskError {}

impl<T> Task<T> {
    /// What has become of it.
    #[must_use]
    pub fn status(&self) -> TaskStatus {
        self.facts.status()
    }

    /// Cancels it.
    pub fn cancel(&self) {
        self.handle.abort();
    }

    /// Lets it outlive its request.
    pub fn detach(self) {
        self.facts.detached.store(true, Ordering::Relaxed);
    }
}

impl<T> Future for Task<T> {
    type Output = Result<T, TaskError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.handle).poll(cx).map_err(|error| {
            if error.is_panic() {
                TaskError::Failed
            } else {
                TaskError::Cancelled
            }
        })
    }
}

/// What a request remembers of a task.
#[derive(Debug)]
pub(super) struct TaskFacts {
    pub(super) name: Cow<'static, str>,
    status: AtomicU8,
    detached: AtomicBool,
}

/// A task in the books of its request.
pub(super) struct Tracked {
    pub(super) facts: Arc<TaskFacts>,
    abort: AbortHandle,
}

impl Tracked {
    /// Cancels the task, unless it was detached.
    pub(super) fn end(&self) {
        if !self.facts.detached.load(Ordering::Relaxed) {
            self.abort.abort();
        }
    }
}

impl TaskFacts {
    pub(super) fn status(&self) -> TaskStatus {
        match self.status.load(Ordering::Acquire) {
            0 => TaskStatus::Running,
            1 => TaskStatus::Done,
            2 => TaskStatus::Failed,
            _ => TaskStatus::Cancelled,
        }
    }
}

/// Starts a task.
pub(super) fn spawn<T: Send + 'static>(
    name: Cow<'static, str>,
    deadline: Option<Instant>,
    future: impl Future<Output = T> + Send + 'static,
) -> (Task<T>, Tracked) {
    let facts = Arc::new(TaskFacts {
        name,
        status: AtomicU8::new(0),
        detached: AtomicBool::new(false),
    });
    let ending = Ending(Arc::clone(&facts));
    let watched = async move {
        let ending = ending;
        let result = future.await;
        ending.0.status.store(1, Ordering::Release);
        result
    };
    let handle = tokio::spawn(deadline::carry(deadline, watched).in_current_span());
    let tracked = Tracked {
        facts: Arc::clone(&facts),
        abort: handle.abort_handle(),
    };
    (Task { handle, facts }, tracked)
}

/// Notes how a task ended that did not finish.
struct Ending(Arc<TaskFacts>);

impl Drop for Ending {
    fn drop(&mut self) {
        let status = if std::thread::panicking() { 2 } else { 3 };
        let _ = self
            .0
            .status
            .compare_exchange(0, status, Ordering::AcqRel, Ordering::Acquire);
    }
}
