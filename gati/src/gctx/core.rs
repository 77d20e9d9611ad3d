//! The parts of the global context, made together.

use serde::de::DeserializeOwned;

use super::secrets::{EnvironmentSecrets, FileSecrets, SecretProvider};
use super::{Effects, Events, Metrics, Secrets, Versions};
use crate::config::{self, Config, ConfigError, Layers, Settings, Variables};
use crate::error::Error;
use crate::gtype::GType;

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

impl<C: DeserializeOwned + GType> Core<C> {
    /// The parts as the process finds them: its configuration read, its environment looked at.
    ///
    /// # Errors
    ///
    /// If the configuration cannot be used; the error holds everything that is wrong with it.
    pub fn load(about: About) -> Result<Self, Error> {
        Ok(Self::of(about, &Layers::of_the_process())?)
    }

    /// The parts of an app with this configuration.
    fn of(about: About, layers: &Layers) -> Result<Self, ConfigError> {
        let mut mistakes = layers.mistakes().to_vec();
        let settings = Settings::read(layers, &mut mistakes);
        let config = config::read(layers, about.config, &mut mistakes);
        ConfigError::unless_empty(mistakes)?;
        let Some(config) = config else {
            // Whoever gives no value says why.
            return Err(ConfigError::unexplained());
        };
        Ok(Self::with(
            about,
            Config::new(config),
            secrets(&settings, layers.variables()),
        ))
    }
}

impl<C> Core<C> {
    /// The parts around a configuration and secrets that are there already.
    fn with(about: About, config: Config<C>, secrets: Secrets) -> Self {
        Self {
            effects: Effects::default(),
            secrets,
            metrics: Metrics::of(about.package),
            events: Events::default(),
            config,
            versions: Versions::new(about.package, about.version),
        }
    }
}

/// The secrets of the folder, if one is named, and then those of the environment.
fn secrets(settings: &Settings, variables: &Variables) -> Secrets {
    let mut providers: Vec<Box<dyn SecretProvider>> = Vec::new();
    if let Some(folder) = &settings.secrets_folder {
        providers.push(Box::new(FileSecrets::new(folder)));
    }
    providers.push(Box::new(EnvironmentSecrets::new(variables.clone())));
    let secrets = Secrets::of(providers);
    match settings.secrets_time_to_live {
        Some(time) => secrets.time_to_live(time),
        None => secrets,
    }
}
