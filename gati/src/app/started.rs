//! An app whose parts run.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use tokio::task::JoinHandle;

use super::{App, Phase, Shared};
use crate::endpoint::Context;
use crate::error::Error;
use crate::part::supervisor;

impl<G: Context> App<G> {
    /// Starts the parts of the app, each module after those that it needs, and gives the app as it runs.
    ///
    /// [`serve`](Self::serve) and [`run`](Self::run) do so by themselves. It is for programs that serve the
    /// [router](Started::router) on their own, and for tests.
    ///
    /// # Errors
    ///
    /// If a part does not start: those that had started are stopped again, in reverse. And as
    /// [`try_into_router`](Self::try_into_router).
    pub async fn start(self) -> Result<Started<G>, Error> {
        let (router, shared) = self.settled().build()?;
        let started = Started::launch(router, shared).await?;
        started.shared.common.lifecycle.enter(Phase::Ready);
        Ok(started)
    }
}

/// An app whose modules run.
///
/// It is stopped by [`stop`](Self::stop). Dropping it leaves the modules as they are, to be dropped with the last request: their
/// `dispose` is not called.
#[must_use = "the modules run as long as this is held, and are closed by `stop`"]
pub struct Started<G: 'static> {
    router: Router,
    shared: Arc<Shared<G>>,
    watchers: Vec<JoinHandle<()>>,
}

impl<G: Context> Started<G> {
    /// Starts the parts. If this is dropped before it is done, [`abandon`] closes those that had started.
    pub(crate) async fn launch(router: Router, shared: Arc<Shared<G>>) -> Result<Self, Error> {
        supervisor::start(&shared).await?;
        let watchers = supervisor::watch(&shared);
        Ok(Self {
            router,
            shared,
            watchers,
        })
    }

    /// The app as a router of axum, to be nested, merged, layered or called in tests.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// What all requests share.
    #[must_use]
    pub fn gctx(&self) -> &G {
        &self.shared.gctx
    }

    /// Tells streams and probes that the app stops, waits for the cleanups of requests that have ended, and closes the modules, each before
    /// those that it needs. Calls that still run are waited for as long as the module's `stop_timeout` says.
    pub async fn stop(self) {
        self.shared.common.lifecycle.enter(Phase::Stopping);
        self.shared.common.aftermath.over().await;
        self.close().await;
    }

    /// Closes the parts.
    pub(crate) async fn close(mut self) {
        self.shared.common.lifecycle.enter(Phase::Stopping);
        for watcher in self.watchers.drain(..) {
            watcher.abort();
            // It ends at its next pause, unless it had ended by itself.
            let _ = watcher.await;
        }
        supervisor::stop(&self.shared).await;
    }
}

/// Closes the parts of an app that was told to stop while it started.
pub(crate) async fn abandon<G: Context>(shared: &Shared<G>) {
    supervisor::stop(shared).await;
}

impl<G> Drop for Started<G> {
    fn drop(&mut self) {
        for watcher in &self.watchers {
            watcher.abort();
        }
    }
}

impl<G> fmt::Debug for Started<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Started")
            .field("package", &self.shared.common.package)
            .field("parts", &self.shared.common.health)
            .finish_non_exhaustive()
    }
}
