//! What all requests of an app share.

use std::fmt;
use std::sync::{Arc, OnceLock};

use gati_schema::{Handler, Manifest};
use tokio::sync::Semaphore;

use super::aftermath::Aftermath;
use super::lifecycle::Lifecycle;
use super::limits::Limits;
use super::watch::Watchers;
use crate::auth::Authenticator;
use crate::lctx::Proxies;
use crate::part::{Health, Parts};
use crate::version::{Edge, OldContracts, Releases};

/// The global context of an app, and everything else that its requests share.
pub(crate) struct Shared<G: 'static> {
    pub(crate) gctx: G,
    /// What is started and stopped.
    pub(crate) parts: Parts<G>,
    pub(crate) common: Common,
}

/// What is shared and does not depend on the type of the global context.
pub(crate) struct Common {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    /// The names of the handlers of today.
    pub(crate) handlers: Vec<&'static str>,
    pub(crate) limits: Limits,
    pub(crate) validates_answers: bool,
    pub(crate) authenticator: Option<Box<dyn Authenticator>>,
    pub(crate) watchers: Arc<Watchers>,
    pub(crate) proxies: Proxies,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) health: Health,
    /// Each socket holds a permit while it lives.
    pub(crate) sockets: Arc<Semaphore>,
    /// What goes on for requests that have ended.
    pub(crate) aftermath: Aftermath,
    pub(crate) documents: Documents,
    pub(crate) manifest: OnceLock<Option<Manifest>>,
    pub(crate) old_contracts: OldContracts,
    /// The releases; `None` in an app without any.
    pub(crate) releases: Option<Arc<Releases>>,
}

/// The descriptions of an app, as the build script wrote them.
#[derive(Clone, Copy)]
pub(crate) struct Documents {
    pub(crate) manifest: &'static str,
    pub(crate) openapi: &'static str,
    pub(crate) openapi_3_0: &'static str,
}

impl Common {
    /// What a handler promises: today, or to the callers of an old release.
    pub(crate) fn contract(&self, handler: &str, edge: Option<Edge>) -> Option<(&Manifest, &Handler)> {
        if let Some(edge) = edge {
            return self.old_contracts.get(edge.contract);
        }
        let manifest = self.manifest()?;
        let handler = manifest.handlers.iter().find(|known| known.name == handler)?;
        Some((manifest, handler))
    }

    /// The manifest, read when the first request is refused; an app that never refuses one never reads it.
    pub(crate) fn manifest(&self) -> Option<&Manifest> {
        self.manifest
            .get_or_init(|| match Manifest::from_json(self.documents.manifest) {
                Ok(manifest) => Some(manifest),
                Err(error) => {
                    tracing::error!(target: "gati", %error, "the manifest cannot be read");
                    None
                }
            })
            .as_ref()
    }
}

impl fmt::Debug for Common {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Common")
            .field("package", &self.package)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
