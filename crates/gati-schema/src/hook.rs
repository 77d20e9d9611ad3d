//! What runs around handlers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Fingerprint, Type};

/// A function that runs before or after handlers, or when they fail. It is no part of the contract with callers: they see what it fails with,
/// as they see the problems of the framework.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hook {
    /// The name by which handlers, events and snapshots call it, unique in its API.
    pub name: String,
    /// When it runs.
    pub stage: Stage,
    /// Whether it runs for every handler, without being named there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub global: bool,
    /// Its place among the global hooks of its stage: smaller numbers run earlier before the handler, and later after it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub order: i32,
    /// Whether it waits for anything.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_async: bool,
    /// How long it may run, in milliseconds; absent means as long as the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    /// How often it is tried again when it fails.
    #[serde(default, skip_serializing_if = "is_none")]
    pub retries: u32,
    /// The enum of errors that it fails with, if its signature names one: an error of any handler that it runs around.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Type>,
    /// One line for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The rest of the doc comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What the compiler and the scan agreed on.
    pub fingerprint: Fingerprint,
}

/// When a hook runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Before the request is decoded.
    Before,
    /// After the handler has answered.
    After,
    /// After something has failed.
    Catch,
}

impl Stage {
    /// Every stage, in the order of a request.
    pub const ALL: [Self; 3] = [Self::Before, Self::After, Self::Catch];

    /// The name in attributes and manifests.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Catch => "catch",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(order: &i32) -> bool {
    *order == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(retries: &u32) -> bool {
    *retries == 0
}
