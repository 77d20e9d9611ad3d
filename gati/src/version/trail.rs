//! What a proof sees of a value on its way: every step, the transformers that were called there, and what came of it.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

/// Where the steps of one value are written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail(Arc<Mutex<Vec<Stage>>>);

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stage {
    /// `1.0.0 to 2.0.0`.
    pub(crate) step: &'static str,
    /// The transformers that were called, each with its file and line.
    pub(crate) by: Vec<&'static str>,
    /// What came of it, by part; nothing of a part whose type is never written.
    pub(crate) made: Vec<(String, Option<Value>)>,
}

impl Stage {
    /// The releases from which and to which it leads.
    pub(crate) fn ends(&self) -> (&'static str, &'static str) {
        self.step.split_once(" to ").unwrap_or((self.step, ""))
    }

    /// What came of one part.
    pub(crate) fn part(&self, name: &str) -> Option<&Value> {
        let (_, value) = self.made.iter().find(|(part, _)| part == name)?;
        value.as_ref()
    }

    /// All that came of it: the one value, or an object of the parts; nothing if one of them cannot be looked into.
    pub(crate) fn document(&self) -> Option<Value> {
        match self.made.as_slice() {
            [] => None,
            [(part, value)] if part.is_empty() => value.clone(),
            parts => {
                let parts = parts.iter();
                let object = parts.map(|(part, value)| Some((part.clone(), value.clone()?)));
                object.collect::<Option<_>>().map(Value::Object)
            }
        }
    }

    /// Whether every part of it can be looked into.
    pub(crate) fn is_seen(&self) -> bool {
        self.made.iter().all(|(_, value)| value.is_some())
    }
}

impl Trail {
    pub(crate) fn stages(&self) -> Vec<Stage> {
        self.with(|stages| stages.clone())
    }

    pub(super) fn begin(&self, step: &'static str) {
        self.with(|stages| {
            stages.push(Stage {
                step,
                by: Vec::new(),
                made: Vec::new(),
            });
        });
    }

    pub(super) fn called(&self, transformer: &'static str) {
        self.with(|stages| {
            if let Some(stage) = stages.last_mut()
                && !stage.by.contains(&transformer)
            {
                stage.by.push(transformer);
            }
        });
    }

    pub(super) fn made(&self, part: &str, value: Option<Value>) {
        self.with(|stages| {
            if let Some(stage) = stages.last_mut() {
                stage.made.push((part.to_owned(), value));
            }
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut Vec<Stage>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
