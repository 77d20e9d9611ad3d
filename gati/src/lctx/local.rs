//! What code registers for its own request: hooks, compensations, cleanups, listeners, tasks.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::future::Future;
use std::ops::ControlFlow;
use std::pin::Pin;

use super::Lctx;
use super::inner::{LocalAfter, LocalBefore, LocalCatch};
use super::signal::Signal;
use super::snapshot::TaskRecord;
use super::task::{self, Task};
use crate::hook::{AfterAnswer, BeforeAnswer, CatchAnswer, Outcome, Running};
use crate::problem::{Problem, catalogue};

/// What an async hook that code registered gives: `Box::pin(async move { .. })`.
pub type HookFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A `before` hook was registered when all of them had run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLate;

impl Display for TooLate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a `before` hook was registered after the last one had run; register it in another `before` hook",
        )
    }
}

impl std::error::Error for TooLate {}

impl From<TooLate> for Problem {
    fn from(mistake: TooLate) -> Self {
        catalogue::internal(mistake)
    }
}

impl Lctx {
    /// Runs a hook after the global ones and those of the handler, and before the handler itself.
    ///
    /// # Errors
    ///
    /// If all `before` hooks have run, as they have when the handler does.
    pub fn before<R: BeforeAnswer>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        hook: impl FnOnce(&mut Self) -> R + Send + 'static,
    ) -> Result<(), TooLate> {
        self.check_early()?;
        let hook = move |lctx: &mut Self| hook(lctx).verdict();
        let run: LocalBefore = Box::new(move |lctx| Running::Done(hook(lctx)));
        self.inner().actions().before.push_back((name.into(), run));
        Ok(())
    }

    /// As [`before`](Self::before), for a hook that waits: `lctx.before_async("name", |lctx| Box::pin(async move { .. }))`.
    ///
    /// # Errors
    ///
    /// If all `before` hooks have run.
    pub fn before_async<R: BeforeAnswer + 'static>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        hook: impl for<'a> FnOnce(&'a mut Self) -> HookFuture<'a, R> + Send + 'static,
    ) -> Result<(), TooLate> {
        self.check_early()?;
        let run: LocalBefore = Box::new(move |lctx| before_later(hook(lctx)));
        self.inner().actions().before.push_back((name.into(), run));
        Ok(())
    }

    /// Runs a hook when there is an answer: the last one registered first, and all of them before those of the handler and the global ones.
    ///
    /// ```
    /// use gati::prelude::*;
    ///
    /// async fn order(lctx: &mut Lctx) -> Text {
    ///     lctx.after("stamp", |_, outcome| {
    ///         outcome.headers_mut().insert("x-stamped", "yes".parse().expect("a word may stand in a header"));
    ///     });
    ///     Text("done".into())
    /// }
    /// ```
    pub fn after<R: AfterAnswer>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        hook: impl FnOnce(&mut Self, &mut Outcome) -> R + Send + 'static,
    ) {
        let hook = move |lctx: &mut Self, outcome: &mut Outcome| hook(lctx, outcome).verdict();
        let run: LocalAfter = Box::new(move |lctx, outcome| Running::Done(hook(lctx, outcome)));
        self.inner().actions().after.push((name.into(), run));
    }

    /// As [`after`](Self::after), for a hook that waits.
    pub fn after_async<R: AfterAnswer + 'static>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        hook: impl for<'a> FnOnce(&'a mut Self, &'a mut Outcome) -> HookFuture<'a, R> + Send + 'static,
    ) {
        let run: LocalAfter = Box::new(move |lctx, outcome| after_later(hook(lctx, outcome)));
        self.inner().actions().after.push((name.into(), run));
    }

    /// Runs a hook when something fails: the last one registered first, and all of them before those of the handler and the global ones.
    pub fn catch<R: CatchAnswer>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        hook: impl FnOnce(&mut Self, &Problem) -> R + Send + 'static,
    ) {
        let hook = move |lctx: &mut Self, problem: &Problem| hook(lctx, problem).verdict();
        let run: LocalCatch = Box::new(move |lctx, problem| Running::Done(Ok(hook(lctx, problem))));
        self.inner().actions().catch.push((name.into(), run));
    }

    /// As [`catch`](Self::catch), for a hook that waits.
    pub fn catch_async<R: CatchAnswer + 'static>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        hook: impl for<'a> FnOnce(&'a mut Self, &'a Problem) -> HookFuture<'a, R> + Send + 'static,
    ) {
        let run: LocalCatch = Box::new(move |lctx, problem| catch_later(hook(lctx, problem)));
        self.inner().actions().catch.push((name.into(), run));
    }

    /// Does something when the request has ended, however it ends: with an answer, an error, a panic, a timeout, or because the caller went
    /// away. The last one registered is done first.
    ///
    /// ```
    /// use gati::prelude::*;
    ///
    /// async fn export(lctx: &mut Lctx) -> NoContent {
    ///     let folder = std::env::temp_dir().join("export");
    ///     lctx.cleanup("remove the folder", async move {
    ///         let _ = std::fs::remove_dir_all(folder);
    ///     });
    ///     NoContent
    /// }
    /// ```
    pub fn cleanup(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        action: impl Future<Output = ()> + Send + 'static,
    ) {
        self.inner()
            .actions()
            .cleanups
            .push((name.into(), Box::pin(action)));
    }

    /// Undoes a step if the request fails later on. The last one registered is undone first, each is logged, and one that fails itself
    /// is an error in the log and an event of its own: somebody must look at it.
    ///
    /// ```
    /// use gati::prelude::*;
    ///
    /// async fn transfer(lctx: &mut Lctx) -> Result<NoContent, Problem> {
    ///     // .. take the amount from one account ..
    ///     lctx.compensate("give the amount back", async move { Ok::<(), Problem>(()) });
    ///     // .. and give it to the other; should that fail, the first step is undone.
    ///     Ok(NoContent)
    /// }
    /// ```
    pub fn compensate<E: Display>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        action: impl Future<Output = Result<(), E>> + Send + 'static,
    ) {
        let action = async move { action.await.map_err(|error| error.to_string()) };
        self.inner()
            .actions()
            .compensations
            .push((name.into(), Box::pin(action)));
    }

    /// Listens to an event of this request.
    pub fn listen<T: 'static>(&mut self, signal: &Signal<T>, listener: impl FnMut(&T) + Send + 'static) {
        self.inner().actions().listeners.add(signal, listener);
    }

    /// Tells the listeners of this request, and only those; says how many there are.
    pub fn emit<T: 'static>(&mut self, signal: &Signal<T>, value: &T) -> usize {
        match &mut self.inner {
            Some(inner) => inner.actions().listeners.tell(signal, value),
            None => 0,
        }
    }

    /// Starts a task that belongs to this request: it is cancelled when the request ends, unless it is awaited before or
    /// [detached](Task::detach).
    ///
    /// # Panics
    ///
    /// Outside of a Tokio runtime.
    pub fn spawn<T: Send + 'static>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let (task, tracked) = task::spawn(name.into(), self.deadline(), future);
        self.inner().actions().tasks.push(tracked);
        task
    }

    /// The tasks of this request, and what has become of each.
    #[must_use]
    pub fn tasks(&self) -> Vec<TaskRecord> {
        self.inner.as_ref().map(|inner| inner.tasks()).unwrap_or_default()
    }

    fn check_early(&self) -> Result<(), TooLate> {
        if self.exchange.position().stage == super::Position::BEFORE {
            Ok(())
        } else {
            Err(TooLate)
        }
    }
}

fn before_later<R: BeforeAnswer + 'static>(
    future: HookFuture<'_, R>,
) -> Running<'_, Result<ControlFlow<Outcome>, Problem>> {
    Running::later(async move { future.await.verdict() })
}

fn after_later<R: AfterAnswer + 'static>(future: HookFuture<'_, R>) -> Running<'_, Result<(), Problem>> {
    Running::later(async move { future.await.verdict() })
}

fn catch_later<R: CatchAnswer + 'static>(
    future: HookFuture<'_, R>,
) -> Running<'_, Result<crate::hook::Caught, Problem>> {
    Running::later(async move { Ok(future.await.verdict()) })
}
