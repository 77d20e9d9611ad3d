//! An app that serves nobody: its passages are tried with made-up values.

use std::sync::Arc;

use super::{App, Shared};
use crate::endpoint::{Context, Route};
use crate::error::Error;
use crate::version::Timescape;

/// What the proof needs of an app. Its modules are not started.
pub(crate) struct Proof<G: 'static> {
    pub(crate) shared: Arc<Shared<G>>,
    pub(crate) timescape: Timescape<G>,
    routes: &'static [Route<G>],
}

impl<G: Context> App<G> {
    /// The app, set up and not started.
    pub(crate) fn for_proof(self) -> Result<Proof<G>, Error> {
        let app = self.settled();
        let (routes, timescape) = (app.parts.routes, app.parts.timescape);
        let (_, shared) = app.build()?;
        Ok(Proof {
            shared,
            timescape,
            routes,
        })
    }
}

impl<G: Context> Proof<G> {
    pub(crate) fn route(&self, name: &str) -> Option<&'static Route<G>> {
        self.routes.iter().find(|route| route.name == name)
    }
}
