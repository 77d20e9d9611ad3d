//! The life of all parts of an app: started in order, watched, stopped in reverse.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::backoff::Backoff;
use super::condition::{Ailment, Condition};
use super::health::State;
use super::{Part, PartName};
use crate::app::Shared;
use crate::endpoint::Context;
use crate::error::Error;

/// Pauses before a part that failed is started anew double up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Starts every part; if one fails, those that had started are stopped, in reverse.
pub(crate) async fn start<G: Context>(shared: &Shared<G>) -> Result<(), Error> {
    for (i, part) in shared.parts.0.iter().enumerate() {
        let name = part.name();
        if part.is_faked() {
            shared.common.health.set(i, State::Up);
            continue;
        }
        tracing::debug!(target: "gati", part = %name, "starting");
        if let Err(ailment) = part.start(&shared.gctx).await {
            tracing::error!(target: "gati", part = %name, cause = ailment.told(), "did not start");
            stop(shared).await;
            return Err(name.did_not_start(ailment.into_cause()));
        }
        shared.common.health.set(i, State::Up);
        tell(name, "started");
    }
    Ok(())
}

/// Stops every part that runs, in reverse.
pub(crate) async fn stop<G: Context>(shared: &Shared<G>) {
    for (i, part) in shared.parts.0.iter().enumerate().rev() {
        let runs = matches!(
            shared.common.health.state(i),
            State::Up | State::Degraded | State::Down
        );
        if !runs {
            continue;
        }
        part.stop().await;
        shared.common.health.set(i, State::Stopped);
        if !part.is_faked() {
            tell(part.name(), "stopped");
        }
    }
}

/// What every app has is no news to whoever reads the log of one; its own modules are.
fn tell(name: PartName, what: &'static str) {
    match name {
        PartName::Own(_) => tracing::debug!(target: "gati", part = %name, "{what}"),
        PartName::Module(_) => tracing::info!(target: "gati", part = %name, "{what}"),
    }
}

/// Watches every part with which something may go wrong, until the tasks are ended or the app is gone.
pub(crate) fn watch<G: Context>(shared: &Arc<Shared<G>>) -> Vec<JoinHandle<()>> {
    let parts = shared.parts.0.iter().enumerate();
    parts
        .filter(|(_, part)| !part.is_faked())
        .filter_map(|(i, part)| {
            let watching = watch_one(Arc::downgrade(shared), i, part.every()?);
            Some(tokio::spawn(watching))
        })
        .collect()
}

async fn watch_one<G: Context>(app: Weak<Shared<G>>, at: usize, every: Duration) {
    while let Some(shared) = app.upgrade() {
        look(&shared, at, every).await;
        drop(shared);
        sleep(every).await;
    }
}

/// Looks at a part once; if it is down, until it works again.
async fn look<G: Context>(shared: &Shared<G>, at: usize, every: Duration) {
    let (part, health) = (&*shared.parts.0[at], &shared.common.health);
    let name = part.name();
    match part.look().await {
        Condition::Well => {
            if health.state(at) == State::Up {
                return;
            }
            tracing::info!(target: "gati", part = %name, "works again");
        }
        Condition::Degraded(ailment) => {
            if health.set_ailing(at, State::Degraded, &ailment) {
                tracing::warn!(target: "gati", part = %name, cause = ailment.told(), "is degraded");
            }
            return;
        }
        Condition::Down(ailment) => {
            part.suspend();
            health.set_ailing(at, State::Down, &ailment);
            tracing::error!(target: "gati", part = %name, cause = ailment.told(), "is down");
            if part.restarts() {
                restart(shared, part).await;
                tracing::info!(target: "gati", part = %name, "started again");
            } else {
                recover(part, every).await;
                tracing::info!(target: "gati", part = %name, "works again");
            }
        }
    }
    health.set(at, State::Up);
}

/// Asks until the part works again, and lets it be used.
async fn recover<G: Context>(part: &dyn Part<G>, every: Duration) {
    let mut backoff = Backoff::up_to(every);
    loop {
        backoff.pause().await;
        match part.look().await {
            Condition::Down(ailment) => {
                tracing::debug!(target: "gati", part = %part.name(), cause = ailment.told(), "is still down");
            }
            Condition::Well | Condition::Degraded(_) => return part.resume(),
        }
    }
}

/// Closes the part and starts it anew until that works.
async fn restart<G: Context>(shared: &Shared<G>, part: &dyn Part<G>) {
    part.halt().await;
    let mut backoff = Backoff::up_to(LONGEST_PAUSE);
    loop {
        backoff.pause().await;
        match part.start(&shared.gctx).await {
            Ok(()) => return,
            Err(ailment) => told_not_started(part.name(), &ailment, backoff.peek()),
        }
    }
}

fn told_not_started(name: PartName, ailment: &Ailment, next: Duration) {
    tracing::error!(target: "gati", part = %name, cause = ailment.told(), next_try_in = ?next, "did not start again");
}
