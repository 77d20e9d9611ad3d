//! Structs with named fields, and struct variants.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Deprecation, Sided, Type};

/// A field of an object.
///
/// A field is required when it is read unless it has a default or its type is an `Option`; it is always there when it is
/// written unless [`Field::written`] says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The name in Rust.
    pub rust_name: String,
    /// The name on the wire; of no meaning for a flattened field.
    pub name: Sided<String>,
    /// Further names that are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: Type,
    /// What a reader takes when the field is absent.
    #[serde(default, skip_serializing_if = "Default::is_none")]
    pub default: Default,
    /// Whether a writer always emits it.
    #[serde(default, skip_serializing_if = "Written::is_always")]
    pub written: Written,
    /// On which sides serde ignores the field.
    #[serde(default, skip_serializing_if = "Sided::is_neither")]
    pub skip: Sided<bool>,
    /// Whether the fields of its type stand in this object instead of the field itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flatten: bool,
    /// The doc comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// Values that show how it is meant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Value>,
}

/// What a reader takes when a field is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Default {
    /// Nothing: the field must be there (unless it is an `Option`).
    #[default]
    None,
    /// A value that the source spells out.
    Known(Value),
    /// The result of a function that the scan cannot evaluate.
    Computed,
}

impl Default {
    /// Whether there is no default.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// Whether a writer emits a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// Always.
    #[default]
    Always,
    /// Only when it is not `None` (`skip_serializing_if = "Option::is_none"`): absent instead of null.
    WhenSome,
    /// Only when some function says so.
    Sometimes,
}

impl Written {
    /// Whether it is always there.
    #[must_use]
    pub fn is_always(&self) -> bool {
        matches!(self, Self::Always)
    }
}
