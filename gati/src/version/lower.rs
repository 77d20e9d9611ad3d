//! What lowers an answer. The values are type-erased here; generated code knows their types.

use std::any::Any;
use std::fmt;

use super::passing::{LiftMessage, Passing};
use super::transformer::Untransformable;
use crate::problem::{ApiError, Problem, to_problem};

/// Lowers a value that a handler answers with: that of a [`Json`](crate::Json), the text of a [`Text`](crate::Text), `()` where there is no
/// body, one item of a stream.
pub type LowerContent = fn(Box<dyn Any>, &mut Passing<'_>) -> Result<Lowered, Untransformable>;

/// Lowers the error that a handler answers with.
pub type LowerError = fn(Box<dyn Any>, &mut Passing<'_>) -> Result<LoweredError, Untransformable>;

/// Lowers a message that a handler sends through a socket, which is lent by reference.
pub type LowerMessage = fn(&dyn Any, &mut Passing<'_>) -> Result<Lowered, Untransformable>;

/// What of an answer is lowered, and what of a conversation lifted.
#[derive(Clone, Copy, Default)]
pub struct Lower {
    /// The value of an answer that succeeds, or each item of a stream. `None` if it is the same today.
    pub content: Option<LowerContent>,
    /// The error of one that fails. `None` if it is the same today.
    pub error: Option<LowerError>,
    /// Messages that come through a socket. `None` if they are the same today.
    pub incoming: Option<LiftMessage>,
    /// Messages that go out through it. `None` if they are the same today.
    pub outgoing: Option<LowerMessage>,
}

impl Lower {
    /// Lowers nothing.
    pub const NOTHING: Self = Self {
        content: None,
        error: None,
        incoming: None,
        outgoing: None,
    };
}

impl fmt::Debug for Lower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lower")
            .field("content", &self.content.is_some())
            .field("error", &self.error.is_some())
            .field("incoming", &self.incoming.is_some())
            .field("outgoing", &self.outgoing.is_some())
            .finish()
    }
}

/// An answer as an old release knows it, encoded.
#[derive(Debug)]
pub struct Lowered {
    pub(crate) form: Form,
    pub(crate) body: Vec<u8>,
}

/// What a lowered answer is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Text,
    Empty,
}

impl Lowered {
    pub(super) const fn json(body: Vec<u8>) -> Self {
        Self {
            form: Form::Json,
            body,
        }
    }

    /// A text.
    #[must_use]
    pub fn text(text: String) -> Self {
        Self {
            form: Form::Text,
            body: text.into_bytes(),
        }
    }

    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            form: Form::Empty,
            body: Vec::new(),
        }
    }
}

/// What becomes of an error.
#[derive(Debug)]
pub enum LoweredError {
    /// That of the old release.
    Problem(Problem),
    /// The old release did not know it: it is told as it is. Clients expect errors that they do not know.
    AsItIs,
}

impl LoweredError {
    /// The problem document of an error of an old release.
    pub fn of<E: ApiError>(error: &E) -> Self {
        Self::Problem(to_problem(error))
    }
}
