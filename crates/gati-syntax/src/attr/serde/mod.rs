//! Serde's attributes, as far as they change the wire.
//!
//! What they mean was read from `serde_derive` itself (`internals/attr.rs` and the generators). Attributes without
//! effect on the wire (`bound`, `borrow`, `crate`, `expecting`, `getter`, `remote`) are passed over.

mod container;
mod field;
mod meta;
mod variant;

use proc_macro2::Span;

pub use container::{Container, Conversion};
pub use field::Field;
pub use variant::Variant;

use super::case::Case;

/// A fact per side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerSide<T> {
    /// What `Deserialize` does.
    pub read: T,
    /// What `Serialize` does.
    pub write: T,
}

impl<T> PerSide<T> {
    /// One fact for each side, made from the two of another.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> PerSide<U> {
        PerSide {
            read: change(self.read),
            write: change(self.write),
        }
    }
}

impl PerSide<Case> {
    /// These styles, or the other ones where they change nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            read: self.read.or(other.read),
            write: self.write.or(other.write),
        }
    }
}

/// What is read in place of a missing value.
#[derive(Clone)]
pub enum DefaultValue {
    /// `#[serde(default)]`: `Default::default()`.
    Trait,
    /// `#[serde(default = "path")]`.
    Function(syn::ExprPath),
}

/// A function of the user's that reads or writes in serde's place: `with` and its kin. Where there is one, only the author
/// knows the wire form.
#[derive(Clone)]
pub struct Custom {
    /// The key: `with`, `serialize_with` or `deserialize_with`.
    pub key: &'static str,
    /// Where it stands.
    pub span: Span,
}
