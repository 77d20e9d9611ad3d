//! The life of a socket: handler and connection, side by side in one task.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};
use std::time::Instant;

use tokio::time::timeout;

use super::close::{Close, CloseCode};
use super::line::{Line, Wire, lost};
use super::{handshake, wire};
use crate::HttpResponse;
use crate::app::{Limits, Stop, Watchers};
use crate::call::Call;
use crate::endpoint::{AnswerFuture, Context};
use crate::exchange::Exchange;
use crate::lctx::{Ending, settle};
use crate::problem::catalogue;
use crate::rejection::Rejection;
use crate::unwind;

/// What a session needs of its request.
pub(super) struct Surroundings {
    exchange: Arc<Exchange>,
    watchers: Arc<Watchers>,
    limits: Limits,
    stop: Stop,
    over: Stop,
}

impl Surroundings {
    pub(super) fn of<G: Context>(call: &Call<G>) -> Self {
        let common = call.common();
        Self {
            exchange: Arc::clone(call.exchange()),
            watchers: Arc::clone(&common.watchers),
            limits: common.limits,
            stop: common.lifecycle.stop(),
            over: common.lifecycle.over(),
        }
    }
}

/// Runs the handler until it uses its socket, then answers the handshake and lets it go on; or answers for it, if it fails before.
pub(super) fn serve(line: Arc<Line>, mut work: AnswerFuture, around: Surroundings) -> AnswerFuture {
    Box::pin(async move {
        let outcome = tokio::select! {
            biased;
            outcome = &mut work => Some(outcome),
            () = line.opened() => None,
        };
        let outcome = match outcome {
            Some(Err(rejection)) if line.is_offered() => return Err(rejection),
            outcome => outcome,
        };
        let Some(wire) = line.take() else {
            return Err(catalogue::internal("a WS handler ran without its socket").into());
        };
        let answer = handshake::answer(wire.accept.clone());
        around.exchange.go_on();
        tokio::spawn(run(line, work, outcome, wire, around));
        Ok(answer)
    })
}

/// What the handler gave.
type Outcome = Result<HttpResponse, Rejection>;

async fn run(
    line: Arc<Line>,
    work: AnswerFuture,
    outcome: Option<Outcome>,
    wire: Wire,
    around: Surroundings,
) {
    let Surroundings {
        exchange,
        watchers,
        limits,
        stop,
        over,
    } = around;
    let Wire {
        upgrade,
        ends,
        permit,
        ..
    } = wire;
    let opened = Instant::now();
    let mut handler = Caught(Some(work));
    let mut ended = None;
    if let Some(outcome) = outcome {
        handler.0 = None;
        let outcome = Ok(outcome);
        ended = Some(ending_of(&outcome));
        line.finish(close_of(outcome, &exchange));
    }
    let conversation = {
        let line = Arc::clone(&line);
        async move {
            // The connection is ours once the answer is written; the client may be gone by then.
            let close = match timeout(limits.write_time, upgrade).await {
                Ok(Ok(connection)) => wire::converse(connection, ends, &line, limits, stop).await,
                Ok(Err(error)) => lost(error.to_string()),
                Err(_) => lost("the handshake was not answered in time"),
            };
            line.end(close.clone());
            close
        }
    };
    let life = async {
        let mut conversation = pin!(conversation);
        tokio::select! {
            biased;
            close = &mut conversation => {
                if ended.is_none() {
                    // The handler sees the end and may have something to put away.
                    let outcome = timeout(limits.sockets.close_within, &mut handler).await;
                    if outcome.is_err() {
                        tracing::debug!(target: "gati::socket", handler = exchange.handler, "cancelled: its socket is gone");
                    }
                    ended = outcome.ok().as_ref().map(ending_of);
                }
                close
            }
            outcome = &mut handler => {
                ended = Some(ending_of(&outcome));
                line.finish(close_of(outcome, &exchange));
                conversation.await
            }
        }
    };
    let close = tokio::select! {
        close = life => close,
        () = over => lost("the grace period is over"),
    };
    handler.cancel();
    line.end(close.clone());
    if let Some(inner) = exchange.take_all() {
        // A handler that was cancelled has not done what it set out to do.
        let ending = ended.unwrap_or(Ending::Badly);
        settle(inner, ending, Arc::clone(&exchange), Some(watchers)).await;
    }
    tracing::info!(
        target: "gati::socket",
        handler = exchange.handler,
        request_id = exchange.request_id(),
        code = close.code.as_u16(),
        reason = close.reason,
        seconds = opened.elapsed().as_secs(),
        "a socket was closed"
    );
    drop(permit);
}

/// Whether what a handler has done stands.
fn ending_of(outcome: &Result<Outcome, Box<dyn Any + Send>>) -> Ending {
    match outcome {
        Ok(Ok(_)) => Ending::Well,
        Ok(Err(_)) | Err(_) => Ending::Badly,
    }
}

/// How a handler that is done closes its socket.
fn close_of(outcome: Result<Outcome, Box<dyn Any + Send>>, exchange: &Exchange) -> Close {
    let problem = match outcome {
        Ok(Ok(_)) => return Close::new(CloseCode::NORMAL, ""),
        Ok(Err(rejection)) => match rejection.into_problem() {
            Ok(problem) => problem,
            Err(_) => catalogue::internal("an extractor answered after the socket was opened"),
        },
        Err(payload) => unwind::problem(payload, "the handler panicked"),
    };
    if let Some(cause) = problem.log_cause() {
        tracing::error!(
            target: "gati::socket",
            handler = exchange.handler,
            request_id = exchange.request_id(),
            error = cause,
            "a handler failed after its socket was opened"
        );
    }
    Close::new(CloseCode::of_status(problem.status()), problem.code())
}

/// A handler whose panic is a value; gone once it has returned. Until then, polling it again is fine, and afterwards it never completes.
struct Caught(Option<AnswerFuture>);

impl Caught {
    /// Drops the handler's future, which runs its destructors; one that panics must not take the task along.
    fn cancel(&mut self) {
        let work = self.0.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(work)));
    }
}

impl Future for Caught {
    type Output = Result<Outcome, Box<dyn Any + Send>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let Some(work) = &mut self.0 else {
            return Poll::Pending;
        };
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(outcome)) => {
                self.cancel();
                Poll::Ready(Ok(outcome))
            }
            Err(payload) => {
                self.cancel();
                Poll::Ready(Err(payload))
            }
        }
    }
}

impl Drop for Caught {
    fn drop(&mut self) {
        self.cancel();
    }
}
