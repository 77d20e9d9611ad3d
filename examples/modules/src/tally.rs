//! The tally: a module whose methods do next to nothing, so that a call of it shows what calls cost.

use std::sync::atomic::{AtomicU64, Ordering};

/// A number that grows.
#[derive(Debug, Default)]
pub struct Tally {
    sum: AtomicU64,
}

/// Counts what was taken.
#[gati::module]
impl Tally {
    pub(crate) fn init() -> Self {
        Self::default()
    }

    /// Adds to the sum and gives it.
    pub fn add(&self, count: u64) -> u64 {
        self.sum.fetch_add(count, Ordering::Relaxed) + count
    }

    /// The same, awaited.
    pub async fn add_later(&self, count: u64) -> u64 {
        self.add(count)
    }
}
