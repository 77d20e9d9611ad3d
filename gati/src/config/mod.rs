//! Configuration: files and the environment become one typed value that nothing changes any more.

mod variables;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::error::Error;
pub(crate) use variables::Variables;

/// The configuration of the app, as `gctx.config`: the type that `gati::app!(config = AppConfig)` names, read when the app starts and never changed.
/// Clones are cheap and share it.
pub struct Config<C> {
    value: Arc<C>,
}

impl<C> Config<C> {
    /// This value as a configuration, for tests.
    #[must_use]
    pub fn new(value: C) -> Self {
        Self {
            value: Arc::new(value),
        }
    }
}

impl<C: DeserializeOwned> Config<C> {
    /// What can be read out of nothing: a type whose every part has a default, or `()`.
    pub(crate) fn load() -> Result<Self, Error> {
        let nothing = serde_json::Value::Object(serde_json::Map::new());
        C::deserialize(serde_json::Value::Null)
            .or_else(|_| C::deserialize(nothing))
            .map(Self::new)
            .map_err(|error| Error::Io(std::io::Error::other(error)))
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
