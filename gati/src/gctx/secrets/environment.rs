//! Secrets in the environment.

use std::fmt;

use super::provider::{SecretFuture, SecretProvider};
use crate::Secret;
use crate::config::Variables;

/// Secrets in the environment, and in `.env`: `stripe_key` is `GATI_SECRET_STRIPE_KEY`.
#[derive(Clone)]
pub struct EnvironmentSecrets {
    variables: Variables,
}

impl EnvironmentSecrets {
    /// The secrets among these variables.
    pub(crate) fn new(variables: Variables) -> Self {
        Self { variables }
    }
}

impl SecretProvider for EnvironmentSecrets {
    fn name(&self) -> &'static str {
        "environment"
    }

    fn get<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(async move { Ok(self.variables.get(&variable(name)).map(Secret::new)) })
    }
}

/// The variable of a secret.
fn variable(name: &str) -> String {
    let name = name.to_ascii_uppercase().replace(['-', '.'], "_");
    format!("GATI_SECRET_{name}")
}

impl fmt::Debug for EnvironmentSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnvironmentSecrets").finish_non_exhaustive()
    }
}
