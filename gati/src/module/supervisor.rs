//! The life of all modules of an app: started in order, watched, stopped in reverse.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::Cause;
use super::failure::chain;
use super::health::State;
use super::unit::AnyUnit;
use crate::app::Shared;
use crate::endpoint::Context;

/// A module that did not start.
#[derive(Debug)]
pub(crate) struct PartsError {
    pub(crate) module: &'static str,
    pub(crate) cause: Cause,
}

/// The first pause before a module that failed is looked at, or started, again.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// Pauses double up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The modules of an app, in the order in which they start.
pub(crate) struct Parts<G: 'static>(pub(crate) Vec<Box<dyn AnyUnit<G>>>);

impl<G> Parts<G> {
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|unit| unit.facts().name)
    }

    /// The first module that has to be started before requests come.
    pub(crate) fn waiting(&self) -> Option<&'static str> {
        let mut real = self.0.iter().filter(|unit| !unit.is_faked());
        real.next().map(|unit| unit.facts().name)
    }
}

/// Starts every module; if one fails, those that had started are stopped, in reverse.
pub(crate) async fn start<G: Context>(shared: &Shared<G>) -> Result<(), PartsError> {
    for (i, unit) in shared.parts.0.iter().enumerate() {
        let name = unit.facts().name;
        if unit.is_faked() {
            shared.common.health.set(i, State::Up);
            continue;
        }
        tracing::debug!(target: "gati", module = name, "starting");
        match unit.start(&shared.gctx).await {
            Ok(()) => {
                shared.common.health.set(i, State::Up);
                tracing::info!(target: "gati", module = name, "started");
            }
            Err(cause) => {
                tracing::error!(target: "gati", module = name, cause = chain(&*cause), "did not start");
                stop(shared).await;
                return Err(PartsError { module: name, cause });
            }
        }
    }
    Ok(())
}

/// Stops every module that runs, in reverse.
pub(crate) async fn stop<G: Context>(shared: &Shared<G>) {
    for (i, unit) in shared.parts.0.iter().enumerate().rev() {
        let state = shared.common.health.state(i);
        if !matches!(state, State::Up | State::Down) {
            continue;
        }
        unit.stop(false).await;
        shared.common.health.set(i, State::Stopped);
        if !unit.is_faked() {
            tracing::info!(target: "gati", module = unit.facts().name, "stopped");
        }
    }
}

/// Watches every module that can say how it is, until the tasks are ended.
pub(crate) fn watch<G: Context>(shared: &Arc<Shared<G>>) -> Vec<JoinHandle<()>> {
    let units = shared.parts.0.iter().enumerate();
    units
        .filter(|(_, unit)| unit.facts().has_health && !unit.is_faked())
        .map(|(i, _)| tokio::spawn(watch_one(Arc::clone(shared), i)))
        .collect()
}

async fn watch_one<G: Context>(shared: Arc<Shared<G>>, at: usize) {
    let unit = &*shared.parts.0[at];
    let facts = unit.facts();
    let every = Duration::from_millis(facts.health_every_ms);
    loop {
        sleep(every).await;
        let Err(cause) = unit.health().await else {
            continue;
        };
        unit.suspend();
        shared.common.health.set(at, State::Down);
        tracing::error!(target: "gati", module = facts.name, cause = chain(&*cause), "is down");
        if facts.restart {
            restart(&shared, unit).await;
            tracing::info!(target: "gati", module = facts.name, "started again");
        } else {
            recover(unit, every).await;
            tracing::info!(target: "gati", module = facts.name, "works again");
        }
        shared.common.health.set(at, State::Up);
    }
}

/// Asks until the module works again, and puts it back in its place.
async fn recover<G: Context>(unit: &dyn AnyUnit<G>, every: Duration) {
    let mut pause = FIRST_PAUSE.min(every);
    loop {
        sleep(pause).await;
        match unit.health().await {
            Ok(()) => break,
            Err(cause) => {
                tracing::debug!(target: "gati", module = unit.facts().name, cause = chain(&*cause), "is still down");
            }
        }
        pause = (pause * 2).min(every);
    }
    unit.resume();
}

/// Closes the module and starts it anew until that works.
async fn restart<G: Context>(shared: &Shared<G>, unit: &dyn AnyUnit<G>) {
    unit.stop(true).await;
    let mut pause = FIRST_PAUSE;
    loop {
        sleep(pause).await;
        match unit.start(&shared.gctx).await {
            Ok(()) => break,
            Err(cause) => {
                tracing::error!(target: "gati", module = unit.facts().name, cause = chain(&*cause), next_try_in = ?pause * 2, "did not start again");
            }
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
