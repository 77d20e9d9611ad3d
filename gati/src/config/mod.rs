//! Configuration: files and the environment become one typed value that nothing changes any more.
//!
//! ```text
//! gati.toml, gati.<env>.toml ─┐
//! .env, environment ──────────┴─▶ one tree of nodes, each with its origin ─▶ [server], [secrets]   settings of Gati
//!                                                                          └▶ [app]                the type of the app
//! ```
//!
//! No value is ever shown: not in an error, since it may be a secret in the wrong place, and not in a log.

mod error;
mod folder;
mod layers;
mod model;
mod node;
mod origin;
mod read;
mod settings;
mod toml;
mod variables;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

pub use error::{ConfigError, ConfigMistake};
pub(crate) use layers::Layers;
pub(crate) use read::read;
pub(crate) use settings::{LimitSettings, Settings};
pub(crate) use variables::Variables;

/// The configuration of the app, as `gctx.config`: the type that `gati::app!(config = AppConfig)` names, read when the app starts.
///
/// Nothing changes it while the app runs: it gives out shared references only. Clones are cheap and share it.
///
/// ```
/// use gati::Config;
///
/// struct AppConfig { currency: String }
///
/// let config = Config::new(AppConfig { currency: "EUR".into() });
/// assert_eq!(config.currency, "EUR");
/// ```
pub struct Config<C> {
    value: Arc<C>,
}

impl<C> Config<C> {
    /// This value as a configuration, as tests need it.
    #[must_use]
    pub fn new(value: C) -> Self {
        Self {
            value: Arc::new(value),
        }
    }
}

impl<C> Clone for Config<C> {
    fn clone(&self) -> Self {
        Self {
            value: Arc::clone(&self.value),
        }
    }
}

impl<C> Deref for Config<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.value
    }
}

impl<C: fmt::Debug> fmt::Debug for Config<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

#[cfg(test)]
pub(crate) mod tests;
