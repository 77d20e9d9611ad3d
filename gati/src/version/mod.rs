//! Callers of old releases: which release a request asks for, what takes it to the handlers of today, and what goes back.
//!
//! The build script writes a [`Timescape`] of statics; everything here reads it. An app without releases has an empty one, and pays for
//! nothing. See `docs/design/timescape.md`.

mod given;
mod lower;
mod passing;
mod timescape;
mod transformer;

pub(crate) use given::Gift;
pub use given::Given;
pub use lower::{Lower, LowerContent, LowerError, LowerMessage, Lowered, LoweredError};
pub use passing::{LiftFuture, LiftMessage, Passing, Unlifted};
pub use timescape::{Passage, ReleaseRow, Timescape};
pub use transformer::{Transformer, Untransformable};
