//! The parts that every app has.
//!
//! Something that goes wrong with one of them makes it **degraded** and not down: instances share a vault, and if each took itself out of service
//! while that is away, none would be left to answer what needs no secret, or one that is still kept.

use std::sync::Arc;
use std::time::Duration;

use super::condition::{Ailment, Condition};
use super::guard::within;
use super::{Part, PartFuture, PartName};
use crate::gctx::{Events, Secrets};
use crate::version::Releases;

/// How often they are asked how they are.
const EVERY: Duration = Duration::from_secs(10);
/// How long a provider of secrets may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is looked after of the parts that every app has.
pub(crate) struct Own {
    pub(crate) secrets: Secrets,
    pub(crate) events: Events,
    pub(crate) releases: Option<Arc<Releases>>,
}

/// Of a context that was made without them.
impl Default for Own {
    fn default() -> Self {
        Self {
            secrets: Secrets::of(Vec::new()),
            events: Events::default(),
            releases: None,
        }
    }
}

impl Own {
    /// The parts, in the order in which they start. The configuration and the versions are read while the app is made, which ends there if they are
    /// wrong; the metrics are only names for what the program's own recorder keeps.
    pub(super) fn parts<G>(self) -> Vec<Box<dyn Part<G>>> {
        vec![
            Box::new(Made("config")),
            Box::new(VersionsPart(self.releases)),
            Box::new(SecretsPart(self.secrets)),
            Box::new(Made("metrics")),
            Box::new(EventsPart(self.events)),
        ]
    }
}

/// A part that works once it is made.
struct Made(&'static str);

impl<G> Part<G> for Made {
    fn name(&self) -> PartName {
        PartName::Own(self.0)
    }
}

struct VersionsPart(Option<Arc<Releases>>);

impl<G> Part<G> for VersionsPart {
    fn name(&self) -> PartName {
        PartName::Own("versions")
    }

    fn every(&self) -> Option<Duration> {
        self.0.as_ref().map(|_| EVERY)
    }

    /// The counts are written once, so that a place where they cannot be is known now and not in a minute.
    fn start<'a>(&'a self, _: &'a G) -> PartFuture<'a, Result<(), Ailment>> {
        Box::pin(async {
            self.write().await;
            Ok(())
        })
    }

    fn look(&self) -> PartFuture<'_, Condition> {
        let trouble = self.0.as_ref().and_then(|releases| releases.usage.trouble());
        let condition = trouble.map_or(Condition::Well, |trouble| {
            let cause = format!("{}: {}", trouble.what, trouble.why).into();
            Condition::Degraded(Ailment::withheld(trouble.what, cause))
        });
        Box::pin(std::future::ready(condition))
    }

    fn stop(&self) -> PartFuture<'_, ()> {
        Box::pin(self.write())
    }
}

impl VersionsPart {
    async fn write(&self) {
        if let Some(releases) = self.0.clone() {
            // Writing a file waits for the disk.
            let _ = tokio::task::spawn_blocking(move || releases.round()).await;
        }
    }
}

struct SecretsPart(Secrets);

impl SecretsPart {
    async fn ask(&self) -> Result<(), Ailment> {
        for provider in self.0.providers() {
            let of = format!("the provider `{}`", provider.name());
            let said = within("health", PATIENCE, provider.health()).await;
            let said = said.map_err(|interrupted| {
                Ailment::withheld(format!("{of} does not say how it is"), Box::new(interrupted))
            })?;
            said.map_err(|cause| Ailment::withheld(format!("{of} cannot give secrets"), cause))?;
        }
        Ok(())
    }
}

impl<G> Part<G> for SecretsPart {
    fn name(&self) -> PartName {
        PartName::Own("secrets")
    }

    fn every(&self) -> Option<Duration> {
        Some(EVERY)
    }

    fn start<'a>(&'a self, _: &'a G) -> PartFuture<'a, Result<(), Ailment>> {
        Box::pin(self.ask())
    }

    fn look(&self) -> PartFuture<'_, Condition> {
        Box::pin(async {
            self.ask()
                .await
                .map_or_else(Condition::Degraded, |()| Condition::Well)
        })
    }
}

struct EventsPart(Events);

impl<G> Part<G> for EventsPart {
    fn name(&self) -> PartName {
        PartName::Own("events")
    }

    fn every(&self) -> Option<Duration> {
        Some(EVERY)
    }

    fn look(&self) -> PartFuture<'_, Condition> {
        let condition = self
            .0
            .lag()
            .map_or(Condition::Well, |lag| Condition::Degraded(Ailment::open(lag)));
        Box::pin(std::future::ready(condition))
    }
}
