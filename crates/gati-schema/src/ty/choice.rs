//! Enums, in the four ways in which serde tags them.

use serde::{Deserialize, Serialize};

use super::{Deprecation, Field, Sided, Type};

/// An enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// How a reader knows which variant it has.
    pub tagging: Tagging,
    /// The variants in the order of the source, which matters where there is no tag.
    pub variants: Vec<Variant>,
    /// Whether unknown keys are refused when it is read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deny_unknown_fields: bool,
}

/// How a reader knows which variant it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tagging {
    /// `{"Card": {…}}`, and `"Cash"` for a variant without content.
    External,
    /// `{"type": "Card", …}`.
    Internal {
        /// The key.
        tag: String,
    },
    /// `{"type": "Card", "content": {…}}`.
    Adjacent {
        /// The key of the name.
        tag: String,
        /// The key of the content.
        content: String,
    },
    /// Nothing: the first variant that fits.
    Untagged,
}

/// One variant of an enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The name in Rust.
    pub rust_name: String,
    /// The name on the wire.
    pub name: Sided<String>,
    /// Further names that are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it carries.
    pub content: Content,
    /// Whether it has no tag although the enum has (`#[serde(untagged)]` on the variant).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub untagged: bool,
    /// Whether it stands for every name that is not known (`#[serde(other)]`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// On which sides it does not exist.
    #[serde(default, skip_serializing_if = "Sided::is_neither")]
    pub skip: Sided<bool>,
    /// The HTTP status with which it is answered, if the enum is an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The doc comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

/// What a variant carries.
#[expect(
    clippy::large_enum_variant,
    reason = "variants are few and live in one vector; a box would cost every match"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Nothing.
    Unit,
    /// One unnamed value, which stands for itself.
    Newtype(Type),
    /// Several unnamed values: a list of fixed length.
    Tuple(Vec<Type>),
    /// Named fields.
    Object(Vec<Field>),
}
