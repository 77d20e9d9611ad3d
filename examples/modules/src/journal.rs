//! What happens, in order: tests look at it, and set what goes wrong.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

/// The state of the app: a list of what happened, and the faults that a test asks for.
#[derive(Clone, Debug, Default)]
pub struct Journal(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    lines: Mutex<Vec<(Instant, String)>>,
    carrier_broken: AtomicBool,
    stock_refuses: AtomicBool,
}

impl Journal {
    /// Notes what happens.
    pub fn note(&self, line: impl Into<String>) {
        let now = Instant::now();
        self.0
            .lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((now, line.into()));
    }

    /// What happened so far.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let lines = self.0.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().map(|(_, line)| line.clone()).collect()
    }

    /// When something happened, by the clock of a test.
    #[must_use]
    pub fn times(&self, wanted: &str) -> Vec<Instant> {
        let lines = self.0.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = lines.iter().filter(|(_, line)| line == wanted);
        wanted.map(|(at, _)| *at).collect()
    }

    /// Breaks or mends the line to the carrier.
    pub fn break_carrier(&self, broken: bool) {
        self.0.carrier_broken.store(broken, Ordering::SeqCst);
    }

    pub(crate) fn carrier_is_broken(&self) -> bool {
        self.0.carrier_broken.load(Ordering::SeqCst)
    }

    /// Makes the stock refuse to start.
    pub fn refuse_stock(&self) {
        self.0.stock_refuses.store(true, Ordering::SeqCst);
    }

    pub(crate) fn stock_refuses(&self) -> bool {
        self.0.stock_refuses.load(Ordering::SeqCst)
    }
}
