//! What has happened to each request, step by step.

use std::collections::BTreeMap;
use std::sync::Mutex;

use gati::prelude::*;

/// The steps of every request, by its name.
#[derive(Debug, Default)]
pub struct Trails {
    steps: Mutex<BTreeMap<String, Vec<String>>>,
    positions: Mutex<BTreeMap<String, Vec<gati::Position>>>,
}

impl Trails {
    /// Notes a step.
    pub fn note(&self, request_id: &str, step: impl Into<String>) {
        let mut steps = self.steps.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        steps.entry(request_id.to_owned()).or_default().push(step.into());
    }

    /// Notes a step, and where a snapshot says that the request is.
    pub fn note_at(&self, lctx: &Lctx, step: impl Into<String>) {
        if let Ok(snapshot) = lctx.snapshot() {
            let mut positions = self
                .positions
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            positions
                .entry(snapshot.request_id)
                .or_default()
                .push(snapshot.position);
        }
        self.note(lctx.request_id(), step);
    }

    /// Where the snapshots of one request say that it was.
    #[must_use]
    pub fn positions_of(&self, request_id: &str) -> Vec<gati::Position> {
        let positions = self
            .positions
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        positions.get(request_id).cloned().unwrap_or_default()
    }

    /// The steps of one request so far.
    #[must_use]
    pub fn of(&self, request_id: &str) -> Vec<String> {
        let steps = self.steps.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        steps.get(request_id).cloned().unwrap_or_default()
    }
}
