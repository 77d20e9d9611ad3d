//! The parts of the global context, made together.

use serde::de::DeserializeOwned;

use super::Sources;
use super::secrets::{EnvironmentSecrets, FileSecrets, SecretProvider};
use super::{Effects, Events, Metrics, Secrets, Versions};
use crate::config::{self, Config, ConfigError, Settings, Variables};
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

impl<C: DeserializeOwned + GType + 'static> Core<C> {
    /// The parts as the process finds them: its configuration read, its environment looked at.
    ///
    /// # Errors
    ///
    /// If the configuration cannot be used; the error holds everything that is wrong with it.
    pub fn load(about: About, sources: &mut Sources) -> Result<Self, Error> {
        let (given, given_secrets) = (sources.config.take(), sources.secrets.take());
        let releases = sources.releases.take();
        let layers = sources.layers();
        let mut mistakes = layers.mistakes().to_vec();
        let settings = Settings::read(layers, &mut mistakes);
        let config = match given {
            // Its type is the one that the app names: the setter asks for that.
            Some(given) => given.downcast::<C>().ok().map(|config| *config),
            None => config::read(layers, about.config, &mut mistakes),
        };
        ConfigError::unless_empty(mistakes)?;
        // Whoever gives no value says why.
        let config = config.ok_or_else(ConfigError::unexplained)?;
        let from_process = || secrets(&settings, layers.variables());
        let (secrets, events) = (given_secrets.unwrap_or_else(from_process), Events::default());
        sources.own.secrets = secrets.clone();
        sources.own.events = events.clone();
        Ok(Self {
            effects: Effects::default(),
            secrets,
            metrics: Metrics::of(about.package),
            events,
            config: Config::new(config),
            versions: Versions::new(about.package, about.version, releases),
        })
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
