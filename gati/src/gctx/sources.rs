//! Where the parts of the global context are made from: the process, unless the program says otherwise.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::Secrets;
use crate::config::Layers;
use crate::part::Own;
use crate::version::Releases;

/// What the program has set, and what the process says about the rest.
#[derive(Default)]
pub struct Sources {
    pub(super) config: Option<Box<dyn Any + Send>>,
    pub(super) secrets: Option<Secrets>,
    pub(super) layers: Option<Layers>,
    pub(super) releases: Option<Arc<Releases>>,
    /// What was made of them and has to be looked after.
    pub(super) own: Own,
}

impl Sources {
    pub(crate) fn give_config<C: Send + 'static>(&mut self, config: C) {
        self.config = Some(Box::new(config));
    }

    pub(crate) fn give_secrets(&mut self, secrets: Secrets) {
        self.secrets = Some(secrets);
    }

    pub(crate) fn give_releases(&mut self, releases: Option<Arc<Releases>>) {
        self.releases = releases;
    }

    /// What has to be looked after of the parts that were made, once they are.
    pub(crate) fn own(&mut self) -> Own {
        std::mem::take(&mut self.own)
    }

    /// The files and the environment, read once. Where the configuration is given, what stands in `[app]` is of no interest.
    pub(crate) fn layers(&mut self) -> &Layers {
        self.layers.get_or_insert_with(Layers::of_the_process)
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sources").finish_non_exhaustive()
    }
}
