//! Parts of an app: what is started before the first request, watched while requests are answered, and stopped after the last.
//!
//! ```text
//! config, versions, secrets, metrics, events   every app has them: own.rs
//! modules.ledger, modules.store, ...           those of the app, in the order of their needs: ../module/unit.rs
//! ```
//!
//! They start in this order and stop in the reverse of it. A [`Part`] says what is particular about one; `supervisor.rs` looks after all alike, and
//! `health.rs` keeps what probes are told.

mod backoff;
mod condition;
mod guard;
mod health;
mod name;
mod own;
pub(crate) mod supervisor;

use std::future::{Future, ready};
use std::pin::Pin;
use std::time::Duration;

pub(crate) use condition::Cause;
pub use condition::{Ailment, Condition};
pub(crate) use guard::within;
pub(crate) use health::{Health, State};
pub use name::PartName;
pub(crate) use own::Own;

/// A future of a part, whatever it is made of.
pub type PartFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One part of the app of `G`.
pub trait Part<G>: Send + Sync {
    /// What it is called.
    fn name(&self) -> PartName;

    /// How often it is asked how it is; `None` if there is nothing that could go wrong with it.
    fn every(&self) -> Option<Duration> {
        None
    }

    /// Whether it is started anew when it is down, instead of asked until it works again.
    fn restarts(&self) -> bool {
        false
    }

    /// Whether a fake stands in for it, which is neither started nor stopped.
    fn is_faked(&self) -> bool {
        false
    }

    /// Starts it.
    fn start<'a>(&'a self, _gctx: &'a G) -> PartFuture<'a, Result<(), Ailment>> {
        Box::pin(ready(Ok(())))
    }

    /// Asks it how it is, also while it is suspended.
    fn look(&self) -> PartFuture<'_, Condition> {
        Box::pin(ready(Condition::Well))
    }

    /// Lets nobody use it. It may be resumed.
    fn suspend(&self) {}

    /// Lets it be used again.
    fn resume(&self) {}

    /// Stops it, to be started anew.
    fn halt(&self) -> PartFuture<'_, ()> {
        self.stop()
    }

    /// Stops it for good.
    fn stop(&self) -> PartFuture<'_, ()> {
        Box::pin(ready(()))
    }
}

/// The parts of an app, in the order in which they start.
pub(crate) struct Parts<G: 'static>(Vec<Box<dyn Part<G>>>);

impl<G> Parts<G> {
    pub(crate) fn of(own: Own, modules: Vec<Box<dyn Part<G>>>) -> Self {
        let mut parts = own.parts();
        parts.extend(modules);
        Self(parts)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = PartName> {
        self.0.iter().map(|part| part.name())
    }

    /// The first module that has to be started before requests come. The other parts of an app work as they are made.
    pub(crate) fn waiting(&self) -> Option<&'static str> {
        self.0.iter().find_map(|part| match part.name() {
            PartName::Module(name) if !part.is_faked() => Some(name),
            PartName::Module(_) | PartName::Own(_) => None,
        })
    }
}
