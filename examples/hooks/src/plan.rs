//! What a request is to do.

use gati::prelude::*;

/// What hooks and handler register, and how the handler ends. It comes in the header `x-plan`, which hooks can read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Local hooks before the handler; each says whether it waits.
    pub before: Vec<bool>,
    /// Local hooks after it.
    pub after: Vec<bool>,
    /// Local hooks that see a failure.
    pub catch: Vec<bool>,
    /// Cleanups.
    pub cleanups: Vec<bool>,
    /// Compensations; each says whether it fails itself.
    pub compensations: Vec<bool>,
    /// How it ends.
    pub end: End,
}

/// How a handler ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// With an answer.
    #[default]
    Answer,
    /// A hook before it answers in its place.
    Stopped,
    /// A hook before it refuses.
    Refused,
    /// It fails.
    Fail,
    /// It panics.
    Panic,
    /// It waits for longer than it may.
    Wait,
}

impl Plan {
    /// The plan of a request; one without any does nothing of note.
    #[must_use]
    pub fn of(req: &RequestHead) -> Self {
        req.header("x-plan")
            .and_then(|plan| serde_json::from_str(plan).ok())
            .unwrap_or_default()
    }
}
