//! Callers of old releases: which release a request asks for, what takes it to the handlers of today, and what goes back.
//!
//! The build script writes a [`Timescape`] of statics; everything here reads it. An app without releases has an empty one, and pays for
//! nothing. See `docs/design/timescape.md`.
//!
//! A request meets, in this order: its wish ([`wish`]), the [`Releases`], which choose a [`Head`], the lift of its passage ([`Given`]), and on the
//! way back the [`Edge`].

mod carry;
mod conversation;
mod edge;
mod given;
mod head;
mod history;
mod listing;
mod lower;
mod passing;
mod policy;
mod releases;
mod sample;
pub mod scalar;
mod served;
mod timescape;
#[cfg(feature = "testing")]
mod trail;
mod transformer;
mod usage;
pub(crate) mod wish;

pub use carry::{Absent, absent, acknowledged, array, each, into, known, recode, try_into, values, whole};
pub(crate) use conversation::Conversation;
pub(crate) use edge::{Edge, ItemLower, OldContracts, Unlowered};
pub(crate) use given::Gift;
pub use given::Given;
pub(crate) use head::Head;
pub use lower::{Lower, LowerContent, LowerError, LowerMessage, Lowered, LoweredError};
pub use passing::{LiftFuture, LiftMessage, Passing, Unlifted};
pub(crate) use policy::VersionPolicy;
pub use policy::{MissingVersion, Retirement};
pub(crate) use releases::Releases;
#[cfg(feature = "testing")]
pub(crate) use sample::UNMADE;
pub use sample::{Made, Maker, Sample, Unmade, lent_or_sample, taken_or_sample};
pub use served::ServedVersion;
pub use timescape::{Passage, ReleaseRow, Timescape};
#[cfg(feature = "testing")]
pub(crate) use trail::{Stage, Trail};
pub(crate) use transformer::Why;
pub use transformer::{Because, Transformer, Untransformable, because};
