//! The end of a request: its tasks are cancelled, failed steps undone, and everything is cleaned up.

use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use tokio::time::timeout;

use super::inner::{Actions, Boxed, Inner};
use crate::app::Watchers;
use crate::app::watch::Step;
use crate::exchange::Exchange;
use crate::hook::guard;

/// How long one compensation or one cleanup may take: the time of the request itself may be up.
const STEP_TIME: Duration = Duration::from_secs(30);

/// How a request has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With an answer.
    Well,
    /// With a failure, or because the caller went away: what was done is undone.
    Badly,
}

/// Ends a request. The future owns everything it needs, so that it can go on without the request.
pub(crate) fn settle(
    mut inner: Box<Inner>,
    ending: Ending,
    exchange: Arc<Exchange>,
    watchers: Option<Arc<Watchers>>,
) -> impl Future<Output = ()> + Send + 'static {
    let Actions {
        tasks,
        compensations,
        cleanups,
        ..
    } = std::mem::take(inner.actions());
    async move {
        for task in &tasks {
            task.end();
        }
        let steps = Steps {
            exchange: &exchange,
            watchers: watchers.as_deref(),
        };
        if ending == Ending::Badly {
            for (name, action) in compensations.into_iter().rev() {
                steps.compensate(&name, action).await;
            }
        }
        for (name, action) in cleanups.into_iter().rev() {
            steps.clean(&name, action).await;
        }
        // State goes last: what was to be done may have relied on it.
        exchange.rest(inner);
    }
}

/// Goes on with something as far as it goes without waiting, and leaves the rest to a task. Where no runtime is left, the rest is lost.
pub(crate) fn finish_elsewhere(mut future: Boxed<()>) {
    let mut context = Context::from_waker(Waker::noop());
    if future.as_mut().poll(&mut context).is_pending()
        && let Ok(runtime) = tokio::runtime::Handle::try_current()
    {
        runtime.spawn(future);
    }
}

struct Steps<'a> {
    exchange: &'a Exchange,
    watchers: Option<&'a Watchers>,
}

impl Steps<'_> {
    async fn compensate(&self, name: &str, action: Boxed<Result<(), String>>) {
        let done = self.run(Step::Compensation, name, action).await;
        let (handler, request_id) = (self.exchange.handler, self.exchange.request_id());
        match done {
            Ok(()) => tracing::warn!(
                target: "gati::compensation",
                compensation = name, handler, request_id,
                "the request failed, and this step was undone"
            ),
            Err(cause) => tracing::error!(
                target: "gati::compensation",
                compensation = name, handler, request_id, error = cause,
                alarm = true,
                "a step could not be undone; somebody must look at it"
            ),
        }
    }

    async fn clean(&self, name: &str, action: Boxed<()>) {
        let action = Box::pin(async move {
            action.await;
            Ok(())
        });
        if let Err(cause) = self.run(Step::Cleanup, name, action).await {
            tracing::error!(
                target: "gati::cleanup",
                cleanup = name,
                handler = self.exchange.handler,
                request_id = self.exchange.request_id(),
                error = cause,
                "a cleanup failed"
            );
        }
    }

    async fn run(&self, step: Step, name: &str, action: Boxed<Result<(), String>>) -> Result<(), String> {
        self.tell(|watchers| watchers.started(self.exchange, step, name));
        let guarded = guard(action, |_| "it panicked".to_owned());
        let done = match timeout(STEP_TIME, guarded).await {
            Ok(done) => done,
            Err(_) => Err(format!("it took more than {STEP_TIME:?}")),
        };
        self.tell(|watchers| {
            watchers.ended(self.exchange, step, name, done.as_ref().err().map(String::as_str))
        });
        done
    }

    fn tell(&self, what: impl FnOnce(&Watchers)) {
        if let Some(watchers) = self.watchers
            && watchers.is_on()
        {
            what(watchers);
        }
    }
}
