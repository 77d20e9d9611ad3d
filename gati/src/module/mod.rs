//! Modules: parts of an app that run beside its handlers, are started before the first request and stopped after the last.
//!
//! A handler holds a handle, which is a [`Slot`]: the module behind it can be there, be down, be replaced after a failure, or be a fake of
//! a test, and the handler does not notice. What fills the slots is in `unit.rs`, and who does is the supervisor of all [parts](crate::part).

mod absence;
mod build;
mod call;
mod failure;
mod passing;
mod slot;
mod unit;

use gati_schema::Fingerprint;
use serde_json::Value;

pub use absence::Absence;
pub use build::{Build, HasModule, Holds, has_module, module, part};
pub use call::{Arguments, CallError, unknown};
pub use failure::{Fails, Failure, failed};
pub use passing::{Passed, Passes, PassesNot};
pub use slot::{Occupant, Slot};
pub use unit::unit;

/// A future of a module, whatever it is made of.
pub type ModuleFuture<'a, T> = crate::part::PartFuture<'a, T>;

/// A part of an app that is started before the first request and stopped after the last, and that handlers reach as
/// `gctx.modules.ledger`.
///
/// It is never implemented by hand: [`#[gati::module]`](macro@crate::module) does so.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a module",
    label = "not a module",
    note = "a module is a struct whose methods stand in a block under `#[gati::module]`: `#[gati::module] impl {Self} {{ .. }}`"
)]
pub trait Module: Sized + Send + Sync + 'static {
    /// What handlers and other modules hold of it: cheap to clone, with the same methods.
    type Handle: Clone + Send + Sync + 'static;

    /// What stands in for it in tests: a closure for each method.
    type Fake: FakeOf<Self>;

    /// What its attribute says.
    #[doc(hidden)]
    const FACTS: Facts;

    /// A handle on what is in a slot.
    #[doc(hidden)]
    fn handle(slot: Slot<Self>) -> Self::Handle;

    /// The slot of a handle.
    #[doc(hidden)]
    fn slot(handle: &Self::Handle) -> &Slot<Self>;

    /// Calls a method by its name, with its arguments as a JSON object. Arguments and result are held against the types of the method,
    /// as a request and an answer would be; a method that gives nothing gives `null`.
    ///
    /// # Errors
    ///
    /// See [`CallError`].
    fn call_json<'a>(
        handle: &'a Self::Handle,
        method: &'a str,
        arguments: Value,
    ) -> ModuleFuture<'a, Result<Value, CallError>>;

    /// `dispose`, if it has one.
    #[doc(hidden)]
    fn close(&self) -> ModuleFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// `health`, if it has one.
    #[doc(hidden)]
    fn ask_health(&self) -> ModuleFuture<'_, Result<(), Failure>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// The handle of a module.
pub type Handle<M> = <M as Module>::Handle;

/// Says that a fake stands in for the module `M`.
pub trait FakeOf<M: Module<Fake = Self>>: Sized + Send + Sync + 'static {}

/// What the attribute of a module says.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The name of the field.
    pub name: &'static str,
    /// What rustc knows of its methods.
    pub fingerprint: Fingerprint,
    /// How long `init` may take, in milliseconds.
    pub start_timeout_ms: u64,
    /// How long `dispose` may take.
    pub stop_timeout_ms: u64,
    /// How long `health` may take.
    pub health_timeout_ms: u64,
    /// How often `health` is asked.
    pub health_every_ms: u64,
    /// Whether it has a `health`.
    pub has_health: bool,
    /// Whether it is started again when it has failed.
    pub restart: bool,
}

/// A handle on a place that waits for its module.
#[doc(hidden)]
#[must_use]
pub fn empty<M: Module>() -> M::Handle {
    M::handle(Slot::new())
}
