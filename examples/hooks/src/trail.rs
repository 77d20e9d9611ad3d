//! What has happened to each request, step by step.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// The steps of every request, by its name.
#[derive(Debug, Default)]
pub struct Trails {
    steps: Mutex<BTreeMap<String, Vec<String>>>,
}

impl Trails {
    /// Notes a step.
    pub fn note(&self, request_id: &str, step: impl Into<String>) {
        let mut steps = self.steps.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        steps.entry(request_id.to_owned()).or_default().push(step.into());
    }

    /// The steps of one request so far.
    #[must_use]
    pub fn of(&self, request_id: &str) -> Vec<String> {
        let steps = self.steps.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        steps.get(request_id).cloned().unwrap_or_default()
    }
}
