//! The one service behind every path: it finds the handler of the method, runs it and finishes its answer.
//!
//! axum's generics are instantiated for this type alone, however many handlers there are.

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, ready};
use std::time::Instant;

use axum::body::Body;
use http::{Method, Request, request};
use tokio::time::{Sleep, sleep};
use tower_service::Service;
use tracing::{Level, Span};

use super::finish::{Seen, finish};
use super::table::{PathTable, Row};
use super::watch::Step;
use crate::HttpResponse;
use crate::call::Call;
use crate::deadline;
use crate::endpoint::{AnswerFuture, Context};
use crate::exchange::Exchange;
use crate::hook::{Closed, close, open};
use crate::lctx::{At, Ending, settle};
use crate::problem::catalogue;
use crate::rejection::Rejection;
use crate::unwind;
use crate::version::{Edge, Head};

/// Answers all requests for one path.
pub(crate) struct PathService<G: 'static>(pub(super) Arc<PathTable<G>>);

impl<G> Clone for PathService<G> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<G: Context> Service<Request<Body>> for PathService<G> {
    type Response = HttpResponse;
    type Error = Infallible;
    type Future = Answering<G>;

    fn poll_ready(&mut self, _cx: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answering<G> {
        let (mut parts, body) = request.into_parts();
        let method = parts.method.clone();
        let release = match self.0.choose(&mut parts) {
            Ok(release) => release,
            Err(refusal) => {
                let releases = self.0.shared.common.releases.as_ref();
                let nothing = releases.map(|releases| releases.refused());
                return Answering::at_once(Arc::clone(&self.0), Err(refusal.into()), &parts, nothing);
            }
        };
        let number = release.as_ref().map_or(0, |head| head.number);
        let Some((table, at)) = self.0.find(&method, parts.uri.path(), number) else {
            let table = self.0.nearest(parts.uri.path(), number);
            let answer = table.without_handler(&method, number);
            return Answering::at_once(table, answer, &parts, release);
        };
        let Some(row) = table.row(at) else {
            let mistake = catalogue::internal("a row of the table is gone");
            return Answering::at_once(Arc::clone(&self.0), Err(mistake.into()), &parts, release);
        };
        let (route, common) = (row.route, &table.shared.common);
        if let Some(releases) = &common.releases {
            releases.usage.count(number, row.handler);
        }
        let exchange = Exchange::new(route.name, common.version, &parts, row.time_limit, release);
        let span = request_span(&exchange);
        let mut call = Call::new(
            parts,
            body,
            route,
            Arc::clone(&table.shared),
            Arc::clone(&exchange),
        );
        if let Some((passage, place)) = row.passage {
            call.come_through(passage, place);
        }
        if row.keeps_head {
            exchange.keep_head(call.head());
        }
        if row.notes_caller {
            call.note_caller();
        }
        let work = if row.opens {
            Box::pin(open(call, route))
        } else {
            call.tell_of_handler();
            // Moved as seldom as can be: it is large, and most calls are of today.
            match row.passage {
                Some(_) => call.run(),
                None => (route.call)(call),
            }
        };
        Answering {
            table,
            row: Some(at),
            method,
            exchange,
            work: Work::Handler(work),
            timer: None,
            span,
        }
    }
}

/// A request that is being answered. Dropping it, as happens when the client goes away, drops the handler's future.
///
/// It is moved several times before it is first polled, so what it rarely needs is behind a pointer.
pub(crate) struct Answering<G: 'static> {
    table: Arc<PathTable<G>>,
    /// The row of the handler, if there is one.
    row: Option<usize>,
    method: Method,
    exchange: Arc<Exchange>,
    work: Work,
    timer: Option<Pin<Box<Sleep>>>,
    /// The span of the request, if anybody looks at it.
    span: Option<Box<Span>>,
}

/// What is left to do for a request.
enum Work {
    /// The handler, and what comes before it.
    Handler(AnswerFuture),
    /// The hooks that come after it.
    Closing(AnswerFuture),
    /// The answer was given.
    Done,
}

impl<G> Drop for Answering<G> {
    fn drop(&mut self) {
        let work = std::mem::replace(&mut self.work, Work::Done);
        if matches!(work, Work::Done) {
            return;
        }
        super::log::abandoned(&self.exchange, &self.method, self.table.path);
        let common = &self.table.shared.common;
        match work {
            // The rest is done for nobody to see, but it is done.
            Work::Closing(closing) => common.aftermath.finish(Box::pin(async move {
                let _ = closing.await;
            })),
            Work::Handler(handler) => {
                let _ = catch_unwind(AssertUnwindSafe(|| drop(handler)));
                let watchers = &common.watchers;
                if watchers.is_on() && self.exchange.position().stage == At::Handler {
                    watchers.ended(
                        &self.exchange,
                        Step::Handler,
                        self.exchange.handler,
                        Some("cancelled"),
                    );
                }
                if let Some(inner) = self.exchange.take_all() {
                    let (exchange, watchers) = (Arc::clone(&self.exchange), Some(Arc::clone(watchers)));
                    let rest = Box::pin(settle(inner, Ending::Badly, exchange, watchers));
                    common.aftermath.finish(rest);
                }
            }
            Work::Done => {}
        }
    }
}

impl<G: Context> Future for Answering<G> {
    type Output = Result<HttpResponse, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let _entered = this.span.as_deref().cloned().map(Span::entered);
        let answer = ready!(this.poll_work(cx));
        let row = this.row.and_then(|at| this.table.row(at));
        let seen = Seen {
            common: &this.table.shared.common,
            exchange: &this.exchange,
            method: &this.method,
            path: row.map_or(this.table.path, Row::path),
            headers: row.map_or(&[], Row::headers),
        };
        Poll::Ready(Ok(finish(answer, &seen)))
    }
}

impl<G: Context> Answering<G> {
    /// A request that is answered without a handler.
    fn at_once(
        table: Arc<PathTable<G>>,
        answer: Result<HttpResponse, Rejection>,
        parts: &request::Parts,
        release: Option<Arc<Head>>,
    ) -> Self {
        let exchange = Exchange::new("", table.shared.common.version, parts, None, release);
        Self {
            table,
            row: None,
            method: parts.method.clone(),
            exchange,
            work: Work::Handler(Box::pin(std::future::ready(answer))),
            timer: None,
            span: None,
        }
    }

    /// Runs the handler until it answers, panics or is out of time, and then what comes after it.
    fn poll_work(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<HttpResponse, Rejection>> {
        let is_closing = matches!(self.work, Work::Closing(_));
        let (Work::Handler(work) | Work::Closing(work)) = &mut self.work else {
            let mistake = catalogue::internal("an answer was polled after it was given");
            return Poll::Ready(Err(mistake.into()));
        };
        let deadline = self.exchange.deadline();
        let polled = catch_unwind(AssertUnwindSafe(|| {
            deadline::within(deadline, || work.as_mut().poll(cx))
        }));
        let hurried = !matches!(polled, Ok(Poll::Ready(_)));
        let answer = match polled {
            Ok(Poll::Ready(answer)) => answer,
            // What comes after the handler watches its own time.
            Ok(Poll::Pending) if is_closing => return Poll::Pending,
            Ok(Poll::Pending) => Err(ready!(self.poll_timer(cx))),
            // A panic is the end of this request and of no other.
            Err(payload) => Err(unwind::problem(payload, "the handler panicked").into()),
        };
        self.cancel();
        if !is_closing && let Some(row) = self.row.and_then(|at| self.table.row(at)) {
            let watchers = &self.table.shared.common.watchers;
            if watchers.is_on() && self.exchange.position().stage == At::Handler {
                let failure = answer.as_ref().err().map(Rejection::code);
                watchers.ended(&self.exchange, Step::Handler, self.exchange.handler, failure);
            }
            let inner = self.exchange.take_for_closing();
            if inner.is_some() || row.closes(&answer) {
                self.work = Work::Closing(Box::pin(close(Closed {
                    answer,
                    hurried,
                    inner,
                    route: row.route,
                    edge: row.passage.map(|(passage, place)| Edge::of(passage, place)),
                    shared: Arc::clone(&self.table.shared),
                    exchange: Arc::clone(&self.exchange),
                })));
                return self.poll_work(cx);
            }
        }
        Poll::Ready(answer)
    }

    /// Waits for the time limit. Most handlers that wait at all wait for the body; the timer is set only then.
    fn poll_timer(&mut self, cx: &mut TaskContext<'_>) -> Poll<Rejection> {
        let Some(deadline) = self.exchange.deadline() else {
            return Poll::Pending;
        };
        // What is left, and not the deadline itself: the clock of a test may stand still while the system's goes on.
        let left = deadline.saturating_duration_since(Instant::now());
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(left)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(out_of_time(&self.exchange))
    }

    /// Drops the future that ran, which runs its destructors; one that panics must not take the connection along.
    fn cancel(&mut self) {
        let work = std::mem::replace(&mut self.work, Work::Done);
        let _ = catch_unwind(AssertUnwindSafe(|| drop(work)));
    }
}

/// The span of a request, if anybody looks at it. Spans of its tasks are inside of it.
fn request_span(exchange: &Exchange) -> Option<Box<Span>> {
    tracing::span_enabled!(target: "gati::request", Level::DEBUG).then(|| {
        Box::new(tracing::debug_span!(
            target: "gati::request",
            "request",
            request_id = exchange.request_id(),
            handler = exchange.handler,
            version = exchange.version,
        ))
    })
}

fn out_of_time(exchange: &Exchange) -> Rejection {
    let limit = exchange.time_limit.unwrap_or_default();
    if exchange.is_reading() {
        catalogue::body_timeout(limit).into()
    } else {
        catalogue::timeout(limit).into()
    }
}
