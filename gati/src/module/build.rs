//! Where a module comes from: its `init`, and what that is given.

use super::{Failure, Handle, Module, ModuleFuture};

/// A context in which a module has its place. Only the generated table implements it.
#[diagnostic::on_unimplemented(
    message = "`{M}` is not a module of this app",
    label = "not a module of this app",
    note = "the build script follows `mod` from the crate root and looks for `#[gati::module] impl {M} {{ .. }}`; it reads source, not the output of other macros"
)]
pub trait HasModule<M: Module> {
    /// The handle on it.
    fn handle(&self) -> &Handle<M>;
}

/// A context that has a part which modules may be given. Only the generated table implements it.
#[diagnostic::on_unimplemented(
    message = "this app has no `{T}` that `init` could be given",
    label = "no part of the app",
    note = "`init` is given `&State` of `gati::app!(state = State)`, `&C` of `gati::app!(config = C)`, `&Secrets`, `&Metrics`, `&Events`, `&Effects`, `&Versions`, and other modules as `Handle<M>`"
)]
pub trait Holds<T> {
    /// The part.
    fn held(&self) -> &T;
}

/// Makes a module in the context of an app. `#[gati::module]` implements it.
pub trait Build<G>: Module {
    /// Calls `init`.
    fn build(gctx: &G) -> ModuleFuture<'_, Result<Self, Failure>>;
}

/// Fails to compile if the app of `G` has no module `M`.
pub const fn has_module<M: Module, G: HasModule<M>>() {}

/// A handle on another module, for `init`.
pub fn module<M: Module, G: HasModule<M>>(gctx: &G) -> Handle<M> {
    gctx.handle().clone()
}

/// A part of the app, for `init`.
pub fn part<T, G: Holds<T>>(gctx: &G) -> &T {
    gctx.held()
}
