//! Whether an app is starting, ready or stopping.

use std::future::{Future, pending};
use std::pin::Pin;

use tokio::sync::watch;

/// Where an app is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Not yet listening.
    Starting,
    /// Answering requests.
    Ready,
    /// Finishing the requests that run.
    Stopping,
    /// Done: what still runs has had its time.
    Over,
}

/// Completes when the app stops.
pub(crate) type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The phase of an app, which the server moves on and probes and streams watch.
#[derive(Debug)]
pub(crate) struct Lifecycle {
    phase: watch::Sender<Phase>,
}

impl Lifecycle {
    pub(crate) fn new() -> Self {
        Self {
            phase: watch::Sender::new(Phase::Starting),
        }
    }

    pub(crate) fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    pub(crate) fn enter(&self, phase: Phase) {
        self.phase.send_replace(phase);
    }

    /// Completes when the app stops.
    pub(crate) fn stop(&self) -> Stop {
        self.until(|phase| matches!(phase, Phase::Stopping | Phase::Over))
    }

    /// Completes when what still runs is to be cut off.
    pub(crate) fn over(&self) -> Stop {
        self.until(|phase| matches!(phase, Phase::Over))
    }

    fn until(&self, reached: fn(&Phase) -> bool) -> Stop {
        let mut phase = self.phase.subscribe();
        Box::pin(async move {
            if phase.wait_for(reached).await.is_err() {
                // The app was dropped without being stopped; what runs may run on.
                pending::<()>().await;
            }
        })
    }
}
