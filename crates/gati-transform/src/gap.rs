//! What is missing in a plan.

use gati_schema::TypeName;

use crate::{Part, Way};

/// A transformer that is missing: one mistake, however many fields it has to fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// In which direction.
    pub way: Way,
    /// What must be carried.
    pub party: Party,
    /// What kind of answer it asks for.
    pub kind: GapKind,
    /// What is missing, in the order of the target.
    pub lacks: Vec<Lack>,
    /// The transformer that carries the same the other way, if there is one.
    pub other_half: Option<usize>,
    /// The handlers that it reaches, as the newer release labels them (`POST /captures`), in its order.
    pub handlers: Vec<String>,
}

/// What must be carried.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A type, by its names.
    Type {
        /// In the older release.
        older: TypeName,
        /// In the newer release.
        newer: TypeName,
        /// Whether it is carried as the error of a handler.
        as_error: bool,
    },
    /// A part of a handler, by the names of the handler.
    Handler {
        /// In the older release.
        older: String,
        /// In the newer release.
        newer: String,
        /// Which part.
        part: Part,
    },
}

/// What can fill a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// A transformer.
    Transformer,
    /// No transformer can: both releases speak another protocol. The old handler must be kept.
    Protocol,
}

/// One thing that a gap misses.
#[derive(Clone, Debug, PartialEq)]
pub struct Lack {
    /// What is the matter.
    pub kind: LackKind,
    /// The way to it inside the target, by names in Rust; for [`LackKind::Dropped`] and [`LackKind::Variant`] inside the source.
    pub path: Vec<String>,
    /// What the source has there, as people read it.
    pub source: Option<String>,
    /// What the target asks for there.
    pub target: Option<String>,
    /// What it may be meant to come from, as a name in Rust: said in the stub, never taken.
    pub perhaps: Option<String>,
}

/// What is the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LackKind {
    /// The target must have a value, and the source has none.
    Value,
    /// Both have it, and not every value of the source is one of the target.
    Narrower,
    /// Both have it, as something else.
    Kind,
    /// The source may have none where the target must have one.
    Presence,
    /// The source says it, and the target has no place for it.
    Dropped,
    /// A variant of the source has no counterpart.
    Variant,
    /// More than one field of the source may be meant.
    Ambiguous,
}
