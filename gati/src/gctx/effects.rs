//! Durable background work: the place where it will be.

/// Durable background work, as `gctx.effects`.
///
/// The type holds the place: **nothing can be enqueued yet**. There is no method that would take work and lose it; until effects exist, work that
/// must survive the process belongs into the app's own store. Work that may end with the request is a task of its local context.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Effects {}
