//! The store: names and numbers.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::Journal;

/// A place for names and numbers.
#[derive(Debug)]
pub struct Store {
    journal: Journal,
    numbers: Mutex<BTreeMap<String, u64>>,
}

/// Keeps names and numbers.
#[gati::module]
impl Store {
    pub(crate) fn init(journal: &Journal) -> Self {
        journal.note("store starts");
        Self {
            journal: journal.clone(),
            numbers: Mutex::default(),
        }
    }

    /// The number under a name; zero if there is none.
    pub fn get(&self, name: &str) -> u64 {
        self.numbers().get(name).copied().unwrap_or(0)
    }

    /// Sets the number under a name.
    pub fn set(&self, name: &str, number: u64) {
        self.numbers().insert(name.to_owned(), number);
    }

    fn numbers(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, u64>> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn dispose(&self) {
        self.journal.note("store stops");
        let _ = self.journal.pass("store stop", "the store does not close").await;
    }
}
