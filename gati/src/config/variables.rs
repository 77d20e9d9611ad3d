//! The variables of the environment.

use std::collections::BTreeMap;
use std::env;
use std::fmt;
use std::sync::Arc;

/// The variables that a process was started with, as far as they are text. Their values may be secret, so they are not printed.
#[derive(Clone, Default)]
pub(crate) struct Variables(Arc<BTreeMap<String, String>>);

impl Variables {
    pub(crate) fn of_the_process() -> Self {
        let pairs = env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self(Arc::new(pairs.collect()))
    }

    /// What a variable says, if it says anything.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
