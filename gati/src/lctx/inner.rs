//! What a request has gathered beyond its facts. Most gather nothing, and pay for nothing.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use super::Lctx;
use super::signal::Listeners;
use super::snapshot::TaskRecord;
use super::state::State;
use super::task::Tracked;
use crate::hook::{Caught, Outcome, Running};
use crate::problem::Problem;

/// A future of its own.
pub(crate) type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What is behind an `Lctx` that is used for more than facts.
#[derive(Default)]
pub(crate) struct Inner {
    pub(super) state: State,
    /// What is switched on for this request, sorted.
    pub(super) flags: Vec<Cow<'static, str>>,
    /// Tasks that a snapshot speaks of and that do not run here.
    pub(super) recorded: Vec<TaskRecord>,
    /// Nobody shares it: the lock is there because closures and futures may not be shared, while an `&Lctx` may.
    actions: Mutex<Actions>,
}

/// What takes back what was done, or says why it could not.
type Compensation = Boxed<Result<(), String>>;

/// What is to be done later.
#[derive(Default)]
pub(super) struct Actions {
    pub(super) before: VecDeque<(Cow<'static, str>, LocalBefore)>,
    pub(super) after: Vec<(Cow<'static, str>, LocalAfter)>,
    pub(super) catch: Vec<(Cow<'static, str>, LocalCatch)>,
    pub(super) listeners: Listeners,
    pub(super) tasks: Vec<Tracked>,
    pub(super) compensations: Vec<(Cow<'static, str>, Compensation)>,
    pub(super) cleanups: Vec<(Cow<'static, str>, Boxed<()>)>,
}

/// A `before` hook that code registered.
pub(crate) type LocalBefore =
    Box<dyn for<'a> FnOnce(&'a mut Lctx) -> Running<'a, Result<ControlFlow<Outcome>, Problem>> + Send>;
/// An `after` hook that code registered.
pub(crate) type LocalAfter =
    Box<dyn for<'a> FnOnce(&'a mut Lctx, &'a mut Outcome) -> Running<'a, Result<(), Problem>> + Send>;
/// A `catch` hook that code registered.
pub(crate) type LocalCatch =
    Box<dyn for<'a> FnOnce(&'a mut Lctx, &'a Problem) -> Running<'a, Result<Caught, Problem>> + Send>;

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inner").finish_non_exhaustive()
    }
}

impl Inner {
    pub(super) fn actions(&mut self) -> &mut Actions {
        self.actions.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over what another context of the same request has gathered later.
    pub(crate) fn absorb(&mut self, mut other: Self) {
        let Actions {
            before,
            after,
            catch,
            listeners,
            tasks,
            compensations,
            cleanups,
        } = std::mem::take(other.actions());
        let mine = self.actions();
        mine.before.extend(before);
        mine.after.extend(after);
        mine.catch.extend(catch);
        mine.listeners.absorb(listeners);
        mine.tasks.extend(tasks);
        mine.compensations.extend(compensations);
        mine.cleanups.extend(cleanups);
        self.state.absorb(other.state);
        self.flags.extend(other.flags);
        self.flags.sort();
        self.flags.dedup();
        self.recorded.extend(other.recorded);
    }

    /// The tasks, also where the context is only shared.
    pub(super) fn tasks(&self) -> Vec<TaskRecord> {
        let actions = self.actions.lock().unwrap_or_else(PoisonError::into_inner);
        let tracked = actions.tasks.iter().map(|task| TaskRecord {
            name: task.facts.name.to_string(),
            status: task.facts.status(),
        });
        self.recorded.iter().cloned().chain(tracked).collect()
    }
}
