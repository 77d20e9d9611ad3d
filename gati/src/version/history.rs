//! What the build script tells of each release beyond its row.

use std::sync::OnceLock;

use serde_json::{Map, Value};

/// `versions.json`, read when somebody first asks.
pub(super) struct History {
    text: &'static str,
    value: OnceLock<Value>,
}

impl History {
    pub(super) const fn new(text: &'static str) -> Self {
        Self {
            text,
            value: OnceLock::new(),
        }
    }

    /// What is known of a version, which may be the pending one.
    pub(super) fn of(&self, version: &str) -> Map<String, Value> {
        let value = self.value();
        let released = value["releases"].as_array().into_iter().flatten();
        let known = released
            .chain([&value["pending"]])
            .find(|release| release["version"] == version);
        known.and_then(Value::as_object).cloned().unwrap_or_default()
    }

    fn value(&self) -> &Value {
        self.value.get_or_init(|| {
            if self.text.is_empty() {
                return Value::Null;
            }
            serde_json::from_str(self.text).unwrap_or_else(|error| {
                tracing::error!(target: "gati", %error, "the history of the releases cannot be read");
                Value::Null
            })
        })
    }
}

/// Whether a change of a release concerns a handler. One that names no handler concerns every one.
pub(super) fn concerns(change: &Value, handler: &str) -> bool {
    match (&change["handlers"], &change["handler"]) {
        (Value::Array(handlers), _) => handlers.iter().any(|name| name == handler),
        (_, Value::String(name)) => name == handler,
        _ => true,
    }
}
