//! A module that is away for a while.

use std::fmt;
use std::sync::Arc;

use crate::module::{Absence, Module, Occupant, Slot};

/// A module is away as long as this lives; see [`TestApp::outage`](super::TestApp::outage).
#[must_use = "the module is back when this is dropped"]
pub struct Outage<M: Module> {
    slot: Slot<M>,
    occupant: Arc<Occupant<M>>,
}

impl<M: Module> Outage<M> {
    pub(super) fn of(slot: &Slot<M>) -> Self {
        Self {
            slot: slot.clone(),
            occupant: slot.vacate(Absence::Down),
        }
    }
}

impl<M: Module> Drop for Outage<M> {
    fn drop(&mut self) {
        self.slot.put(Arc::clone(&self.occupant));
    }
}

impl<M: Module> fmt::Debug for Outage<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outage")
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}
