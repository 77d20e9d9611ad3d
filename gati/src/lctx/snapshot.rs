//! A request as a value: to be stored, looked at, and gone on with.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Lctx;
use super::task::TaskStatus;

/// The number of the snapshots' format.
const FORMAT: u32 = 1;

/// What is known of a request at one moment: its local state, its tasks, how far it has come. It is plain data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Snapshot {
    /// The number of the format.
    pub format: u32,
    /// The name of the request.
    pub request_id: String,
    /// The trace that it belongs to.
    pub trace_id: String,
    /// The handler.
    pub handler: String,
    /// The version of the handler.
    pub version: String,
    /// What is switched on.
    pub flags: Vec<String>,
    /// The local state by the names of its keys.
    pub state: BTreeMap<String, Value>,
    /// The names of values that are never stored.
    pub transient: Vec<String>,
    /// The tasks that belong to the request.
    pub tasks: Vec<TaskRecord>,
    /// How far it has come.
    pub position: Position,
}

/// A task in a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRecord {
    /// Its name.
    pub name: String,
    /// What has become of it.
    pub status: TaskStatus,
}

/// How far a request has come: the stage, and how many hooks of that stage have been started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Where it is.
    pub stage: At,
    /// How many hooks of this stage have been started: the number of the last one, counted from one; 0 if there was none.
    pub hook: u32,
}

/// A part of the way of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum At {
    /// In its handler.
    Handler,
    /// In hooks before the handler.
    Before,
    /// In hooks after the handler.
    After,
    /// In hooks that catch a failure.
    Catch,
}

impl Position {
    pub(crate) const BEFORE: At = At::Before;

    /// As one number, which many may read while one writes.
    pub(crate) fn pack(self) -> u32 {
        let stage = match self.stage {
            At::Handler => 0,
            At::Before => 1,
            At::After => 2,
            At::Catch => 3,
        };
        stage << 24 | self.hook.min(0xff_ffff)
    }

    pub(crate) fn unpack(packed: u32) -> Self {
        let stage = match packed >> 24 {
            0 => At::Handler,
            1 => At::Before,
            2 => At::After,
            _ => At::Catch,
        };
        Self {
            stage,
            hook: packed & 0xff_ffff,
        }
    }
}

/// A value of the local state that cannot be JSON.
#[derive(Debug)]
pub struct SnapshotError {
    key: String,
    cause: serde_json::Error,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the value of `{}` in the local state cannot be stored",
            self.key
        )
    }
}

impl std::error::Error for SnapshotError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

impl Lctx {
    /// This request as a value.
    ///
    /// # Errors
    ///
    /// If a value of the local state cannot be JSON.
    pub fn snapshot(&self) -> Result<Snapshot, SnapshotError> {
        let (state, transient) = match &self.inner {
            Some(inner) => inner
                .state
                .store()
                .map_err(|(key, cause)| SnapshotError { key, cause })?,
            None => Default::default(),
        };
        Ok(Snapshot {
            format: FORMAT,
            request_id: self.request_id().to_owned(),
            trace_id: self.trace_id().to_owned(),
            handler: self.handler().to_owned(),
            version: self.version().to_owned(),
            flags: self.flags().map(str::to_owned).collect(),
            state,
            transient,
            tasks: self.tasks(),
            position: self.exchange.position(),
        })
    }

    /// Takes over the state, the flags, the tasks and the position of a snapshot. Tasks do not run again; they are known with the status
    /// that they had. What this request had in its state before is gone.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        self.exchange.set_position(snapshot.position);
        let inner = self.inner();
        inner.state.restore(&snapshot.state);
        inner.flags = snapshot.flags.iter().cloned().map(Into::into).collect();
        inner.recorded.clone_from(&snapshot.tasks);
    }
}
