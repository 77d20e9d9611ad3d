//! Numbers that look random and are the same in every run with the same seed.

use std::sync::{Arc, Mutex, PoisonError};

/// A sequence of numbers; clones draw from the same one.
#[derive(Clone, Debug)]
pub(super) struct Random(Arc<Mutex<u64>>);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(seed)))
    }

    /// The next number. `SplitMix64` (Steele, Lea, Flood 2014).
    pub(super) fn next(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 if there is none.
    pub(super) fn below(&self, bound: u64) -> u64 {
        // The bias of the remainder is far too small to be seen in tests.
        self.next().checked_rem(bound).unwrap_or_default()
    }
}
