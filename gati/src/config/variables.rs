//! The variables of the environment, and of `.env` beneath them.

use std::collections::BTreeMap;
use std::env;
use std::fmt;
use std::sync::Arc;

use gati_dotenv::Variable;

use super::origin::Origin;

/// Variables by their names. Their values may be secret, so they are not printed.
#[derive(Clone, Default)]
pub(crate) struct Variables(Arc<BTreeMap<String, (String, Origin)>>);

impl Variables {
    /// The variables that the process was started with, as far as they are text.
    pub(crate) fn of_the_process() -> Self {
        Self::of(
            env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
        )
    }

    pub(crate) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let variables = pairs.into_iter().map(|(name, value)| {
            let origin = Origin::Variable(name.clone());
            (name, (value, origin))
        });
        Self(Arc::new(variables.collect()))
    }

    /// With those of `.env` for what the environment does not say.
    pub(super) fn over(self, file: &Arc<str>, variables: Vec<Variable>) -> Self {
        let mut all: BTreeMap<_, _> = variables
            .into_iter()
            .map(|Variable { name, value, line }| {
                let origin = Origin::DotEnv {
                    name: name.clone(),
                    file: Arc::clone(file),
                    line,
                };
                (name, (value, origin))
            })
            .collect();
        let own = self.0.iter().map(|(name, value)| (name.clone(), value.clone()));
        all.extend(own);
        Self(Arc::new(all))
    }

    /// What a variable says, if it says anything.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (value, _) = self.0.get(name)?;
        (!value.is_empty()).then_some(value)
    }

    /// All of them, by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str, &Origin)> {
        self.0
            .iter()
            .map(|(name, (value, origin))| (name.as_str(), value.as_str(), origin))
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
