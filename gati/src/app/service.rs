//! The one service behind every path: it finds the handler of the method, runs it and finishes its answer.
//!
//! axum's generics are instantiated for this type alone, however many handlers there are.

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, ready};

use axum::body::Body;
use http::{Method, Request};
use tokio::time::{Sleep, sleep_until};
use tower_service::Service;

use super::finish::{Seen, finish};
use super::table::{PathTable, Row};
use crate::HttpResponse;
use crate::auth::admit;
use crate::call::Call;
use crate::endpoint::{AnswerFuture, Context, RouteAuth};
use crate::exchange::Exchange;
use crate::interrupt::problem_of;
use crate::problem::catalogue;
use crate::rejection::Rejection;

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
        let (parts, body) = request.into_parts();
        let method = parts.method.clone();
        let table = Arc::clone(&self.0);
        let Some(row) = table.row(&method) else {
            let exchange = Exchange::new("", &parts, None);
            let answer = table.without_handler(&method);
            return Answering {
                table,
                handler: None,
                method,
                exchange,
                work: Some(Box::pin(std::future::ready(answer))),
                timer: None,
            };
        };
        let route = row.route;
        let exchange = Exchange::new(route.name, &parts, row.time_limit);
        let call = Call::new(
            parts,
            body,
            route,
            Arc::clone(&table.shared),
            Arc::clone(&exchange),
        );
        let work = match route.auth {
            None => (route.call)(call),
            Some(auth) => Box::pin(call_if_admitted(call, auth, route.call)),
        };
        Answering {
            table,
            handler: Some(route.method),
            method,
            exchange,
            work: Some(work),
            timer: None,
        }
    }
}

/// Calls a handler once its caller is known.
async fn call_if_admitted<G: Context>(
    mut call: Call<G>,
    auth: RouteAuth,
    handler: fn(Call<G>) -> AnswerFuture,
) -> Result<HttpResponse, Rejection> {
    let common = call.common();
    let Some(authenticator) = common.authenticator.as_deref() else {
        // `App::into_router` refuses to build such an app.
        return Err(catalogue::internal("no authenticator is registered").into());
    };
    let identity = admit(authenticator, auth, common.package, call.parts()).await?;
    call.set_identity(identity);
    handler(call).await
}

/// A request that is being answered. Dropping it, as happens when the client goes away, drops the handler's future.
///
/// It is moved several times before it is first polled, so what it rarely needs is behind a pointer.
pub(crate) struct Answering<G: 'static> {
    table: Arc<PathTable<G>>,
    /// The method of the handler, if there is one: `GET` where it answers `HEAD`.
    handler: Option<gati_schema::handler::Method>,
    method: Method,
    exchange: Arc<Exchange>,
    /// Gone once the answer is given.
    work: Option<AnswerFuture>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl<G> Drop for Answering<G> {
    fn drop(&mut self) {
        if self.work.is_some() {
            super::log::abandoned(&self.exchange, &self.method, self.table.path);
        }
    }
}

impl<G: Context> Future for Answering<G> {
    type Output = Result<HttpResponse, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let answer = match ready!(this.poll_work(cx)) {
            Some(answer) => answer,
            None => Err(catalogue::internal("an answer was polled after it was given").into()),
        };
        let row = this.handler.and_then(|method| this.table.row_of(method));
        let seen = Seen {
            common: &this.table.shared.common,
            exchange: &this.exchange,
            method: &this.method,
            path: row.map_or(this.table.path, |row| row.route.path),
            headers: row.map_or(&[], Row::headers),
        };
        Poll::Ready(Ok(finish(answer, &seen)))
    }
}

impl<G> Answering<G> {
    /// Runs the handler until it answers, panics or is out of time; then its future is gone.
    fn poll_work(&mut self, cx: &mut TaskContext<'_>) -> Poll<Option<Result<HttpResponse, Rejection>>> {
        let Some(work) = &mut self.work else {
            return Poll::Ready(None);
        };
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))) {
            Ok(Poll::Ready(answer)) => {
                self.work = None;
                Poll::Ready(Some(answer))
            }
            Ok(Poll::Pending) => {
                // Most handlers that wait at all wait for the body; the timer is set only then.
                let Some(deadline) = self.exchange.deadline() else {
                    return Poll::Pending;
                };
                let timer = self
                    .timer
                    .get_or_insert_with(|| Box::pin(sleep_until(deadline.into())));
                ready!(timer.as_mut().poll(cx));
                let is_reading = self.exchange.is_reading();
                self.cancel();
                Poll::Ready(Some(Err(out_of_time(&self.exchange, is_reading))))
            }
            // A panic is the end of this request and of no other; what unwinds with a problem is answered with it.
            Err(payload) => {
                self.cancel();
                let problem =
                    problem_of(payload).unwrap_or_else(|_panic| catalogue::internal("the handler panicked"));
                Poll::Ready(Some(Err(problem.into())))
            }
        }
    }

    /// Drops the handler's future, which runs its destructors; one that panics must not take the connection along.
    fn cancel(&mut self) {
        let work = self.work.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(work)));
    }
}

fn out_of_time(exchange: &Exchange, is_reading: bool) -> Rejection {
    let limit = exchange.time_limit.unwrap_or_default();
    if is_reading {
        catalogue::body_timeout(limit).into()
    } else {
        catalogue::timeout(limit).into()
    }
}
