//! An app: the table that the build script wrote, and what the user adds to it.

mod absent;
mod aftermath;
mod built_in;
mod choose;
mod finish;
mod lifecycle;
mod limits;
mod log;
mod parts;
#[cfg(feature = "testing")]
mod proof;
mod reach;
mod service;
mod settle;
mod shared;
mod started;
pub(crate) mod sunset;
mod table;
mod versions;
pub(crate) mod watch;

use std::collections::HashSet;
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route as AxumRoute;
use tokio::sync::Semaphore;
use tower_layer::Layer;
use tower_service::Service;

use crate::auth::Authenticator;
use crate::endpoint::{Context, Route};
use crate::error::Error;
use crate::gctx::Sources;
use crate::lctx::Proxies;
use crate::module::{FakeOf, HasModule, Module};
use crate::part::{Health, Own, Parts, State, supervisor};
use crate::version::{OldContracts, Releases, VersionPolicy};

pub(crate) use aftermath::{Aftermath, finish_elsewhere};
pub use built_in::BuiltIn;
pub(crate) use lifecycle::{Lifecycle, Phase, Stop};
pub use limits::Limits;
pub use parts::{AppParts, MakeContext};
#[cfg(feature = "testing")]
pub(crate) use proof::Proof;
pub(crate) use shared::{Common, Shared};
pub use started::Started;
pub(crate) use started::abandon;
pub(crate) use watch::Watchers;
pub use watch::{LifecycleEvent, Moment, Step};

use built_in::{Page, PageService};
use service::PathService;
use shared::Documents;
use table::PathTable;

/// Whether what a handler answers is held against its contract before it is sent.
///
/// An answer that breaks it is replaced by a 500; what is wrong with it goes to the log, not to the caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerValidation {
    /// In every build.
    Always,
    /// In builds with debug assertions, as `cargo test` and `cargo run` make them.
    #[default]
    Debug,
    /// In no build.
    Never,
}

/// An app that can be served, or become a router of axum. `app::new()`, which the build script writes, makes one.
///
/// ```rs
/// app::new()
///     .limits(Limits::default().body(64 * 1024))
///     .authenticator(Tokens::from_environment()?)
///     .serve()
///     .await
/// ```
#[must_use]
pub struct App<G: 'static> {
    parts: AppParts<G>,
    limits: Limits,
    answers: AnswerValidation,
    authenticator: Option<Box<dyn Authenticator>>,
    watchers: Watchers,
    proxies: Proxies,
    left_out: Vec<BuiltIn>,
    fallback: Fallback,
    changes: Vec<Change>,
    arrangements: Vec<Arrangement<G>>,
    sources: Sources,
    versions: VersionPolicy,
    pub(crate) address: Option<String>,
    pub(crate) grace: Duration,
    pub(crate) drain: Duration,
}

/// What a user does to the router, in order.
type Change = Box<dyn FnOnce(Router) -> Router + Send>;

/// What is done to the global context before anything is started.
type Arrangement<G> = Box<dyn FnOnce(&G) + Send>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fallback {
    NotFound,
    LeftToAxum,
}

impl<G: Context> App<G> {
    pub(crate) fn new(parts: AppParts<G>) -> Self {
        Self {
            parts,
            limits: Limits::default(),
            answers: AnswerValidation::default(),
            authenticator: None,
            watchers: Watchers::default(),
            proxies: Proxies::default(),
            left_out: Vec::new(),
            fallback: Fallback::NotFound,
            changes: Vec::new(),
            arrangements: Vec::new(),
            sources: Sources::default(),
            versions: VersionPolicy::default(),
            address: None,
            grace: Duration::from_secs(30),
            drain: Duration::ZERO,
        }
    }

    /// Sets how much one caller may ask for.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets whether answers are held against their contract before they are sent.
    pub fn validate_answers(mut self, answers: AnswerValidation) -> Self {
        self.answers = answers;
        self
    }

    /// Sets who says who calls. An app with a handler that says `auth = ".."` needs one.
    pub fn authenticator(mut self, authenticator: impl Authenticator) -> Self {
        self.authenticator = Some(Box::new(authenticator));
        self
    }

    /// Calls a function for each step of each request: hooks and handlers that start, end or fail, steps that are undone, cleanups. It is
    /// called where the step happens, so it must be quick.
    pub fn observe(mut self, watcher: impl Fn(&LifecycleEvent<'_>) + Send + Sync + 'static) -> Self {
        self.watchers.add(watcher);
        self
    }

    /// Sets which proxies are believed when they say who calls: none.
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.proxies = proxies;
        self
    }

    /// Leaves some of the built-in routes out.
    pub fn without(mut self, built_in: BuiltIn) -> Self {
        self.left_out.push(built_in);
        self
    }

    /// Leaves requests that no route answers to the router that this one is merged into, whose fallback then answers them. Two routers with a
    /// fallback cannot be merged.
    pub fn without_fallback(mut self) -> Self {
        self.fallback = Fallback::LeftToAxum;
        self
    }

    /// Adds routes of axum. They are no part of the contract.
    pub fn merge(mut self, router: Router) -> Self {
        self.changes.push(Box::new(move |app| app.merge(router)));
        self
    }

    /// Puts a layer of tower around everything added so far.
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<AxumRoute> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Response: IntoResponse, Error: Into<Infallible>, Future: Send>
            + Clone
            + Send
            + Sync
            + 'static,
        <L::Service as Service<Request>>::Response: 'static,
        <L::Service as Service<Request>>::Error: 'static,
        <L::Service as Service<Request>>::Future: 'static,
    {
        self.changes.push(Box::new(move |app| app.layer(layer)));
        self
    }

    /// Sets the address to listen at unless the environment names another: `GATI_ADDR`, or `PORT` for all interfaces. Without any: `127.0.0.1:3000`.
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// Sets how long running requests may take to finish when the server stops: 30 s.
    pub fn grace_period(mut self, time: Duration) -> Self {
        self.grace = time;
        self
    }

    /// Sets how long the server goes on accepting connections after it was told to stop, while `/health/ready` already answers 503, so that load
    /// balancers notice: not at all.
    pub fn drain_period(mut self, time: Duration) -> Self {
        self.drain = time;
        self
    }

    /// Lets a fake stand in for a module, which is then not started.
    pub fn fake<M: Module<Fake = F>, F: FakeOf<M>>(mut self, fake: F) -> Self
    where
        G: HasModule<M>,
    {
        self.arrangements.push(Box::new(move |gctx| {
            M::slot(gctx.handle()).fake(fake);
        }));
        self
    }

    /// The app as a router of axum, to be nested, merged, layered or called in tests.
    ///
    /// An app with modules has to be started first: [`start`](Self::start) gives the router of an app that runs.
    ///
    /// # Panics
    ///
    /// If the app has modules, or if a handler says `auth = ".."` and no [`authenticator`](Self::authenticator) is set;
    /// [`try_into_router`](Self::try_into_router) returns the error instead. And where axum panics: if two routes that were merged have one path.
    #[track_caller]
    pub fn into_router(self) -> Router {
        match self.try_into_router() {
            Ok(router) => router,
            Err(error) => panic!("{error}"),
        }
    }

    /// The app as a router of axum.
    ///
    /// # Errors
    ///
    /// If the app has modules other than fakes: they have to be started first, by [`start`](Self::start). Or if a handler says `auth = ".."` and no [`authenticator`](Self::authenticator) is set.
    pub fn try_into_router(self) -> Result<Router, Error> {
        let (router, shared) = self.settled().build()?;
        if let Some(module) = shared.parts.waiting() {
            return Err(Error::NotStarted { module });
        }
        shared.common.health.set_all(State::Up);
        if tokio::runtime::Handle::try_current().is_ok() {
            // They end with the app.
            let _ = supervisor::watch(&shared);
        }
        shared.common.lifecycle.enter(Phase::Ready);
        Ok(router)
    }

    /// The built-in routes that this app has: those that it did not leave out, has something to tell about, and no route of its own for.
    fn pages(&self) -> Vec<Page> {
        let (routes, timescape) = (self.parts.routes, &self.parts.timescape);
        let own: HashSet<String> = routes
            .iter()
            .map(|route| route.path)
            .chain(timescape.passages.iter().map(|passage| passage.path))
            .map(table::key)
            .collect();
        let pages = Page::ALL.into_iter().filter(|page| {
            let has_subject = page.group() != BuiltIn::Versions || !timescape.releases.is_empty();
            has_subject && !self.left_out.contains(&page.group()) && !own.contains(&table::key(page.path()))
        });
        pages.collect()
    }

    /// The router, and what its requests share.
    pub(crate) fn build(mut self) -> Result<(Router, Arc<Shared<G>>), Error> {
        check_auth(self.parts.routes, self.authenticator.is_some())?;
        let pages = self.pages();
        let parts = self.parts;
        let handlers: Vec<&'static str> = parts.routes.iter().map(|route| route.name).collect();
        let releases = Releases::of(
            parts.timescape,
            handlers.clone(),
            parts.package,
            self.versions,
            pages.contains(&Page::Versions),
        )?
        .map(Arc::new);
        self.sources.give_releases(releases.clone());
        let gctx = (parts.gctx)(&mut self.sources)?;
        for arrange in self.arrangements {
            arrange(&gctx);
        }
        let own = Own {
            releases: releases.clone(),
            ..self.sources.own()
        };
        let all = Parts::of(own, (parts.modules)(&gctx));
        let health = Health::of(all.names());
        let shared = Arc::new(Shared {
            gctx,
            parts: all,
            common: Common {
                health,
                package: parts.package,
                version: parts.version,
                handlers,
                limits: self.limits,
                validates_answers: match self.answers {
                    AnswerValidation::Always => true,
                    AnswerValidation::Debug => cfg!(debug_assertions),
                    AnswerValidation::Never => false,
                },
                authenticator: self.authenticator,
                watchers: Arc::new(self.watchers),
                proxies: self.proxies,
                lifecycle: Lifecycle::new(),
                sockets: Arc::new(Semaphore::new(self.limits.sockets.count)),
                aftermath: Aftermath::new(),
                documents: Documents {
                    manifest: parts.manifest,
                    openapi: parts.openapi,
                    openapi_3_0: parts.openapi_3_0,
                },
                manifest: OnceLock::new(),
                old_contracts: OldContracts::of(parts.timescape.passages),
                releases,
            },
        });
        let mut router = Router::new();
        for page in pages {
            let shared = Arc::clone(&shared);
            router = router.route_service(page.path(), PageService { page, shared });
        }
        for table in PathTable::group(parts.routes, &parts.timescape, &shared) {
            if !table.gives_way() {
                router = router.route_service(table.path, PathService(table));
            }
        }
        if let Some(releases) = &shared.common.releases {
            releases.keep();
        }
        if self.fallback == Fallback::NotFound {
            router = router.fallback_service(PageService {
                page: Page::NotFound,
                shared: Arc::clone(&shared),
            });
        }
        for change in self.changes {
            router = change(router);
        }
        Ok((router, shared))
    }

    pub(crate) fn limits_in_force(&self) -> Limits {
        self.limits
    }

    pub(crate) fn facts(&self) -> Facts {
        Facts {
            package: self.parts.package,
            version: self.parts.version,
            artifacts: self.parts.artifacts_dir,
            left_out: self.left_out.clone(),
        }
    }
}

/// What the server tells about an app when it starts.
pub(crate) struct Facts {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    pub(crate) artifacts: Option<&'static str>,
    pub(crate) left_out: Vec<BuiltIn>,
}

fn check_auth<G>(routes: &[Route<G>], has_authenticator: bool) -> Result<(), Error> {
    if has_authenticator {
        return Ok(());
    }
    let guarded = routes.iter().find_map(|route| Some((route.name, route.auth?)));
    match guarded {
        Some((handler, auth)) => Err(Error::NoAuthenticator {
            handler,
            scheme: auth.scheme.name(),
        }),
        None => Ok(()),
    }
}

impl<G> fmt::Debug for App<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("package", &self.parts.package)
            .field("routes", &self.parts.routes)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
