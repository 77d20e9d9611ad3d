//! What a hook is to the runtime: a function behind a trait for its behaviour, a [`HookRow`] for its facts.

use std::fmt;
use std::future::Future;
use std::ops::ControlFlow;
use std::pin::Pin;

use gati_schema::Fingerprint;

use super::answer::Caught;
use super::{Outcome, RequestHead};
use crate::lctx::Lctx;
use crate::problem::Problem;

/// A hook as rustc sees it. `#[gati::hook]` implements it for a hidden type beside the function.
pub trait Hook {
    /// What the attribute says; the generated table compares it with what the build script saw.
    const FINGERPRINT: Fingerprint;
    /// Whether it takes `&RequestHead`, which must then be kept beyond the handler.
    const TAKES_HEAD: bool;
}

/// What a hook is lent.
pub struct Around<'a, G> {
    /// The local context.
    pub lctx: &'a mut Lctx,
    /// The global context.
    pub gctx: &'a G,
    /// The request.
    pub head: &'a RequestHead,
}

impl<G> fmt::Debug for Around<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Around")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

/// A hook that has run, or has begun to.
pub enum Running<'a, T> {
    /// It never waits; this is what it said.
    Done(T),
    /// It waits.
    Later(Pin<Box<dyn Future<Output = T> + Send + 'a>>),
}

impl<'a, T> Running<'a, T> {
    /// A hook that waits.
    pub fn later(future: impl Future<Output = T> + Send + 'a) -> Self {
        Self::Later(Box::pin(future))
    }
}

impl<T> fmt::Debug for Running<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done(_) => "Done",
            Self::Later(_) => "Later",
        })
    }
}

/// How a `before` hook is called.
pub type BeforeFn<G> = for<'a> fn(Around<'a, G>) -> Running<'a, Result<ControlFlow<Outcome>, Problem>>;
/// How an `after` hook is called.
pub type AfterFn<G> = for<'a> fn(Around<'a, G>, &'a mut Outcome) -> Running<'a, Result<(), Problem>>;
/// How a `catch` hook is called.
pub type CatchFn<G> = for<'a> fn(Around<'a, G>, &'a Problem) -> Running<'a, Result<Caught, Problem>>;

/// A hook that runs before the request is decoded.
pub trait BeforeHook<G>: Hook {
    /// Runs it.
    fn run(around: Around<'_, G>) -> Running<'_, Result<ControlFlow<Outcome>, Problem>>;
}

/// A hook that runs after the handler has answered.
pub trait AfterHook<G>: Hook {
    /// Runs it.
    fn run<'a>(around: Around<'a, G>, outcome: &'a mut Outcome) -> Running<'a, Result<(), Problem>>;
}

/// A hook that runs when something has failed.
pub trait CatchHook<G>: Hook {
    /// Runs it.
    fn run<'a>(around: Around<'a, G>, problem: &'a Problem) -> Running<'a, Result<Caught, Problem>>;
}

/// One hook of a handler.
#[derive(Clone, Copy)]
pub struct HookRow<F> {
    /// Its name.
    pub name: &'static str,
    /// How long it may run, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// How often it is tried again.
    pub retries: u32,
    /// See [`Hook::TAKES_HEAD`].
    pub takes_head: bool,
    /// Runs it.
    pub run: F,
}

/// The hooks of one handler, global ones included, each list in the order in which it runs.
pub struct Hooks<G: 'static> {
    /// Before the request is decoded: global ones, then its own.
    pub before: &'static [HookRow<BeforeFn<G>>],
    /// After it has answered: its own, then global ones.
    pub after: &'static [HookRow<AfterFn<G>>],
    /// When something failed: its own, then global ones.
    pub catch: &'static [HookRow<CatchFn<G>>],
}

impl<G> Hooks<G> {
    /// Whether any hook runs after the handler.
    pub(crate) fn come_after(&self) -> bool {
        !self.after.is_empty() || !self.catch.is_empty()
    }

    /// Whether a hook that runs after the handler looks at the request, which the handler has consumed by then.
    pub(crate) fn keep_head(&self) -> bool {
        self.after.iter().any(|row| row.takes_head) || self.catch.iter().any(|row| row.takes_head)
    }
}

impl<F> fmt::Debug for HookRow<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl<G> fmt::Debug for Hooks<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks")
            .field("before", &self.before)
            .field("after", &self.after)
            .field("catch", &self.catch)
            .finish()
    }
}
