//! What the generated table knows of an app.

use std::fmt;

use crate::endpoint::Route;
use crate::error::Error;
use crate::gctx::Sources;
use crate::part::Part;
use crate::version::Timescape;

/// Makes the global context of an app, once its configuration is known.
pub type MakeContext<G> = Box<dyn FnOnce(&mut Sources) -> Result<G, Error> + Send>;

/// Everything that the build script knows of an app, and its global context.
pub struct AppParts<G: 'static> {
    /// The name of the package.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The handlers.
    pub routes: &'static [Route<G>],
    /// `manifest.json`.
    pub manifest: &'static str,
    /// `openapi.json`.
    pub openapi: &'static str,
    /// `openapi-3.0.json`.
    pub openapi_3_0: &'static str,
    /// The folder with what the build wrote for people and other tools.
    pub artifacts_dir: Option<&'static str>,
    /// Its releases.
    pub timescape: Timescape<G>,
    /// Makes the global context.
    pub gctx: MakeContext<G>,
    /// The modules in it, in the order in which they start.
    pub modules: fn(&G) -> Vec<Box<dyn Part<G>>>,
}

impl<G> fmt::Debug for AppParts<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppParts")
            .field("package", &self.package)
            .field("version", &self.version)
            .field("routes", &self.routes)
            .finish_non_exhaustive()
    }
}
