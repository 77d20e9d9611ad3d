//! The parts of the global context, made together.

use serde::de::DeserializeOwned;

use super::secrets::{EnvironmentSecrets, FileSecrets, SecretProvider};
use super::{Effects, Events, Metrics, Secrets, Versions};
use crate::config::{Config, Variables};
use crate::error::Error;

/// What the build script says of an app whose parts are made.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The name of the package.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What the type of its configuration looks like (`config.json`), if it has one.
    pub config: Option<&'static str>,
}

/// The parts of the global context that every app has, to be moved into its `Gctx`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Core<C> {
    /// `gctx.effects`.
    pub effects: Effects,
    /// `gctx.secrets`.
    pub secrets: Secrets,
    /// `gctx.metrics`.
    pub metrics: Metrics,
    /// `gctx.events`.
    pub events: Events,
    /// `gctx.config`.
    pub config: Config<C>,
    /// `gctx.versions`.
    pub versions: Versions,
}

impl<C: DeserializeOwned> Core<C> {
    /// The parts as the process finds them: its configuration read, its environment looked at.
    ///
    /// # Errors
    ///
    /// If the configuration cannot be read.
    pub fn load(about: About) -> Result<Self, Error> {
        let variables = Variables::of_the_process();
        let config = Config::load()?;
        Ok(Self {
            effects: Effects::default(),
            secrets: Secrets::of(providers(&variables)),
            metrics: Metrics::of(about.package),
            events: Events::default(),
            config,
            versions: Versions::new(about.package, about.version),
        })
    }
}

/// The folder that `GATI_SECRETS_DIR` names, then the environment.
fn providers(variables: &Variables) -> Vec<Box<dyn SecretProvider>> {
    let mut providers: Vec<Box<dyn SecretProvider>> = Vec::new();
    if let Some(folder) = variables.get("GATI_SECRETS_DIR") {
        providers.push(Box::new(FileSecrets::new(folder)));
    }
    providers.push(Box::new(EnvironmentSecrets::new(variables.clone())));
    providers
}
