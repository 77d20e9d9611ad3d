//! What a handler is to the runtime: an [`Endpoint`] for its behaviour, a [`Route`] for its facts.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use gati_schema::Fingerprint;
use gati_schema::handler::{AuthScheme, Method};

use crate::call::Call;
use crate::hook::Hooks;
use crate::rejection::Rejection;

/// What calling a handler gives: the answer, or the problem that takes its place.
pub type AnswerFuture = Pin<Box<dyn Future<Output = Result<crate::HttpResponse, Rejection>> + Send>>;

/// The global context of an app, shared by all requests: its `Gctx`.
///
/// Every type that threads may share is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the global context of an app",
    label = "threads cannot share this",
    note = "all requests share one global context: it must be `Send + Sync + 'static`"
)]
pub trait Context: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> Context for T {}

/// The behaviour of a handler. `#[gati::handler]` implements it for a hidden type beside the function.
pub trait Endpoint<G: Context> {
    /// All of it, as one constant: rustc looks at it as one body, and says what is wrong with a type once.
    const BEHAVIOUR: Behaviour<G>;

    /// The shape of the handler as rustc sees it; the generated table compares it with what the build script saw.
    const FINGERPRINT: Fingerprint = Self::BEHAVIOUR.fingerprint;

    /// Reads the arguments from the request, calls the function and writes its answer.
    fn call(call: Call<G>) -> AnswerFuture {
        (Self::BEHAVIOUR.call)(call)
    }
}

/// What a handler looks like, and what it does.
pub struct Behaviour<G: 'static> {
    /// See [`Endpoint::FINGERPRINT`].
    pub fingerprint: Fingerprint,
    /// See [`Endpoint::call`].
    pub call: fn(Call<G>) -> AnswerFuture,
}

impl<G> fmt::Debug for Behaviour<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Behaviour")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

/// Says that the build script saw a handler, a hook or a transformer. Only the generated table implements it.
#[diagnostic::on_unimplemented(
    message = "the build script did not see this function, so nothing would ever call it",
    label = "not in what the build script wrote",
    note = "the scan follows `mod` from the crate root and reads source, not the output of other macros",
    note = "write the function outside of `macro_rules!` and of other functions, in a module that is reachable from the crate root"
)]
pub trait Seen {}

/// Fails to compile if the build script did not see what the marker `M` stands for.
pub const fn seen<M: Seen>() {}

/// One row of the generated route table.
pub struct Route<G: 'static> {
    /// The name of the handler.
    pub name: &'static str,
    /// The method it is written for.
    pub method: Method,
    /// Where it is found, in axum's grammar: `/payments/{id}/files/{*rest}`.
    pub path: &'static str,
    /// The statuses it may answer with when it succeeds; the first is the default.
    pub statuses: &'static [u16],
    /// How long it may run, in milliseconds; `None` is the default of the app.
    pub timeout_ms: Option<u64>,
    /// Who may call it; `None` is anybody.
    pub auth: Option<RouteAuth>,
    /// Whether its use is discouraged: the date since when, or an empty text if none was given.
    pub deprecated: Option<&'static str>,
    /// The date on which it will be gone.
    pub sunset: Option<&'static str>,
    /// The first release that it serves as it is, by number; see [`Timescape`](crate::version::Timescape).
    pub since: u16,
    /// The first one after it that it does not serve as it is; `None` if it serves what the source serves today.
    pub until: Option<u16>,
    /// What runs around it; `None` if nothing does.
    pub hooks: Option<&'static Hooks<G>>,
    /// [`Endpoint::call`] of the handler.
    pub call: fn(Call<G>) -> AnswerFuture,
}

impl<G> fmt::Debug for Route<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route")
            .field("name", &self.name)
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// Who may call a route.
#[derive(Clone, Copy, Debug)]
pub struct RouteAuth {
    /// How the caller proves who it is.
    pub scheme: AuthScheme,
    /// Roles of which the caller must have at least one; empty means any caller that is known.
    pub roles: &'static [&'static str],
}
