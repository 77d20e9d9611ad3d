//! Secrets that a test gives.

use std::collections::BTreeMap;

use crate::Secret;
use crate::secrets::{SecretFuture, SecretProvider};

/// Some secrets by their names.
pub(super) struct Given(BTreeMap<String, Secret>);

impl Given {
    pub(super) fn of<const N: usize>(secrets: [(&str, &str); N]) -> Self {
        Self(
            secrets
                .into_iter()
                .map(|(name, text)| (name.to_owned(), Secret::new(text)))
                .collect(),
        )
    }
}

impl SecretProvider for Given {
    fn name(&self) -> &'static str {
        "test"
    }

    fn get<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(async move { Ok(self.0.get(name).cloned()) })
    }
}
