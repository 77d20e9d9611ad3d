//! What the parts of an app are called: as handlers reach them from `gctx`.

use std::fmt;

use super::Cause;
use crate::error::Error;

/// What a part is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartName {
    /// One that every app has: `secrets`.
    Own(&'static str),
    /// A module of the app: `modules.ledger`.
    Module(&'static str),
}

impl PartName {
    /// That it did not start.
    pub(crate) fn did_not_start(self, source: Cause) -> Error {
        match self {
            Self::Own(part) => Error::Part { part, source },
            Self::Module(module) => Error::Module { module, source },
        }
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(name) => f.write_str(name),
            Self::Module(name) => write!(f, "modules.{name}"),
        }
    }
}
