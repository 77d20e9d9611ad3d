//! The two sides of a type: what `Deserialize` accepts and what `Serialize` emits.

use serde::{Deserialize, Serialize};

/// From which side a type is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// What the server reads: requests.
    Read,
    /// What the server writes: answers.
    Write,
}

/// A fact that may differ between the two sides; when it does not, it is stored once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Sided<T> {
    /// The same on both sides.
    Same(T),
    /// One fact per side.
    Each {
        /// What holds when the type is read.
        read: T,
        /// What holds when the type is written.
        write: T,
    },
}

impl<T: PartialEq> Sided<T> {
    /// Both facts, stored once if they are equal.
    pub fn new(read: T, write: T) -> Self {
        if read == write {
            Self::Same(read)
        } else {
            Self::Each { read, write }
        }
    }
}

impl<T> Sided<T> {
    /// The fact for one side.
    pub fn on(&self, side: Side) -> &T {
        match (self, side) {
            (Self::Same(fact), _) => fact,
            (Self::Each { read, .. }, Side::Read) => read,
            (Self::Each { write, .. }, Side::Write) => write,
        }
    }
}

impl Sided<bool> {
    /// Neither side: what most items say of `skip`.
    pub const NEITHER: Self = Self::Same(false);

    /// Whether this is [`Sided::NEITHER`], and need not be written down.
    #[must_use]
    pub fn is_neither(&self) -> bool {
        *self == Self::NEITHER
    }
}

impl Default for Sided<bool> {
    fn default() -> Self {
        Self::NEITHER
    }
}
