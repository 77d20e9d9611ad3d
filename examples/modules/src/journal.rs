//! What happens, in order: tests look at it, and set what goes wrong.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

/// The state of the app: a list of what happened, and the faults that a test asks for.
#[derive(Clone, Debug, Default)]
pub struct Journal(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    lines: Mutex<Vec<(Instant, String)>>,
    faults: Mutex<BTreeMap<&'static str, Fault>>,
}

/// How something goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It says that it does not work.
    Refuses,
    /// It panics.
    Panics,
    /// It does not come to an end.
    Hangs,
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
        self.set_fault("carrier", broken.then_some(Fault::Refuses));
    }

    /// Makes something go wrong from now on, or work again: `stock`, `carrier`, `store stop`.
    pub fn set_fault(&self, place: &'static str, fault: Option<Fault>) {
        let mut faults = self.0.faults.lock().unwrap_or_else(PoisonError::into_inner);
        match fault {
            Some(fault) => faults.insert(place, fault),
            None => faults.remove(place),
        };
    }

    /// Goes wrong here, if a test asks for it.
    pub(crate) async fn pass(&self, place: &str, words: &str) -> Result<(), String> {
        let fault = {
            let faults = self.0.faults.lock().unwrap_or_else(PoisonError::into_inner);
            faults.get(place).copied()
        };
        match fault {
            None => Ok(()),
            Some(Fault::Refuses) => Err(words.to_owned()),
            Some(Fault::Panics) => panic!("{words}"),
            Some(Fault::Hangs) => std::future::pending().await,
        }
    }
}
