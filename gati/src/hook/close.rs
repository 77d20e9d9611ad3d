//! From the handler's answer, or from whatever went wrong, to what is sent: the `after` and `catch` hooks, and the end of what belongs to
//! the request.

use std::sync::Arc;
use std::time::Duration;

use super::answer::Caught;
use super::attempt::{attempt, may_pass, within};
use super::row::Around;
use super::{Outcome, RequestHead};
use crate::HttpResponse;
use crate::app::Shared;
use crate::app::watch::{Step, Told};
use crate::endpoint::{Context, Route};
use crate::exchange::Exchange;
use crate::lctx::{At, Ending, Inner, Lctx, settle};
use crate::problem::Problem;
use crate::rejection::Rejection;
use crate::version::Edge;

/// How long a `catch` hook may run that does not say so itself: the request's own time may be up when it starts.
const CATCH_TIME: Duration = Duration::from_secs(10);

/// What a request is closed with.
type Answer = Result<HttpResponse, Rejection>;

/// A request whose handler is done.
pub(crate) struct Closed<G: 'static> {
    /// What the handler answered, or what became of it.
    pub(crate) answer: Answer,
    /// Whether its caller has waited long enough: what need not be done before the answer is sent is done elsewhere.
    pub(crate) hurried: bool,
    /// What it gathered.
    pub(crate) inner: Option<Box<Inner>>,
    pub(crate) route: &'static Route<G>,
    /// Where its answer leaves, if it came through a passage.
    pub(crate) edge: Option<Edge>,
    pub(crate) shared: Arc<Shared<G>>,
    pub(crate) exchange: Arc<Exchange>,
}

/// Does what comes after a handler.
pub(crate) async fn close<G: Context>(closed: Closed<G>) -> Answer {
    let Closed {
        answer,
        hurried,
        inner,
        route,
        edge,
        shared,
        exchange,
    } = closed;
    let mut closing = Closing {
        lctx: Lctx::resumed(Arc::clone(&exchange), inner),
        route,
        edge,
        shared: &shared,
        exchange: &exchange,
    };
    let answer = match answer {
        Ok(response) => closing.after(response).await.map_err(Rejection::from),
        Err(rejection) => Err(rejection),
    };
    let ending = if answer.is_ok() {
        Ending::Well
    } else {
        Ending::Badly
    };
    let answer = match answer.map_err(Rejection::into_problem) {
        Ok(response) => Ok(response),
        Err(Ok(problem)) => closing.catch(problem).await.map_err(Rejection::from),
        // What an extractor of axum answered is no problem of ours.
        Err(Err(response)) => Err(Rejection::foreign(*response)),
    };
    // What belongs to a handler that goes on ends with it: the context is kept for its end.
    if !exchange.goes_on()
        && let Some(inner) = closing.lctx.take_inner()
    {
        let watchers = Arc::clone(&shared.common.watchers);
        let rest = Box::pin(settle(inner, ending, Arc::clone(&exchange), Some(watchers)));
        if hurried {
            shared.common.aftermath.finish(rest);
        } else {
            rest.await;
        }
    }
    answer
}

struct Closing<'a, G: 'static> {
    lctx: Lctx,
    route: &'static Route<G>,
    edge: Option<Edge>,
    shared: &'a Shared<G>,
    exchange: &'a Exchange,
}

impl<G: Context> Closing<'_, G> {
    async fn after(&mut self, response: HttpResponse) -> Result<HttpResponse, Problem> {
        let mut outcome = Outcome::of(response);
        self.exchange.enter(At::After);
        while let Some((name, hook)) = self.lctx.next_after() {
            let told = step(self.shared, self.exchange, Step::After, &name);
            let time = within(None, self.exchange.deadline());
            let (lctx, answer) = (&mut self.lctx, &mut outcome);
            attempt(told, time, move || hook(lctx, answer)).await?;
        }
        for row in self.route.hooks.map_or(&[][..], |hooks| hooks.after) {
            let mut left = row.retries;
            let verdict = loop {
                let told = step(self.shared, self.exchange, Step::After, row.name);
                let time = within(row.timeout_ms, self.exchange.deadline());
                let (around, answer) = (self.lend(), &mut outcome);
                let verdict = attempt(told, time, move || (row.run)(around, answer)).await;
                if left == 0 || !may_pass(&verdict) {
                    break verdict;
                }
                left -= 1;
            };
            verdict?;
        }
        outcome.into_response(
            self.route.name,
            self.route.statuses,
            &self.shared.common,
            self.edge,
        )
    }

    async fn catch(&mut self, mut problem: Problem) -> Result<HttpResponse, Problem> {
        self.exchange.enter(At::Catch);
        while let Some((name, hook)) = self.lctx.next_catch() {
            let told = step(self.shared, self.exchange, Step::Catch, &name);
            let (lctx, seen) = (&mut self.lctx, &problem);
            let caught = attempt(told, Some(CATCH_TIME), move || hook(lctx, seen)).await;
            match self.caught(problem, caught, &name) {
                Ok(response) => return Ok(response),
                Err(next) => problem = next,
            }
        }
        for row in self.route.hooks.map_or(&[][..], |hooks| hooks.catch) {
            let mut left = row.retries;
            let caught = loop {
                let told = step(self.shared, self.exchange, Step::Catch, row.name);
                let time = row.timeout_ms.map_or(CATCH_TIME, Duration::from_millis);
                let around = self.lend();
                let caught = attempt(told, Some(time), || (row.run)(around, &problem)).await;
                if left == 0 || !may_pass(&caught) {
                    break caught;
                }
                left -= 1;
            };
            match self.caught(problem, caught, row.name) {
                Ok(response) => return Ok(response),
                Err(next) => problem = next,
            }
        }
        Err(problem)
    }

    /// What a problem is after a hook has seen it.
    fn caught(
        &self,
        problem: Problem,
        caught: Result<Caught, Problem>,
        name: &str,
    ) -> Result<HttpResponse, Problem> {
        match caught {
            Ok(Caught::Kept) => Err(problem),
            Ok(Caught::Mapped(other)) => Err(other),
            Ok(Caught::Answered(outcome)) => outcome.into_response(
                self.route.name,
                self.route.statuses,
                &self.shared.common,
                self.edge,
            ),
            // A hook that fails to map a problem must not hide it.
            Err(failure) => {
                tracing::error!(
                    target: "gati::hook",
                    hook = name,
                    handler = self.route.name,
                    request_id = self.exchange.request_id(),
                    error = failure.log_cause().unwrap_or(failure.code()),
                    "a catch hook failed; the problem is answered as it was"
                );
                Err(problem)
            }
        }
    }

    fn lend(&mut self) -> Around<'_, G> {
        Around {
            lctx: &mut self.lctx,
            gctx: &self.shared.gctx,
            head: match self.exchange.head() {
                Some(head) => head,
                None => RequestHead::nothing(),
            },
        }
    }
}

/// The next hook begins.
fn step<'a, G: Context>(
    shared: &'a Shared<G>,
    exchange: &'a Exchange,
    step: Step,
    name: &'a str,
) -> Told<'a> {
    exchange.next_hook();
    Told::start(&shared.common.watchers, exchange, step, name)
}
