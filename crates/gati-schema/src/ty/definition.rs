//! What the name of a type stands for.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Choice, Field, Type};
use crate::TypeName;

/// A type with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Its public name; an instance of a generic type carries its arguments.
    pub name: TypeName,
    /// How it looks.
    pub shape: Shape,
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

/// How a defined type looks.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one per definition; a box would cost every match"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A unit struct: null.
    Unit,
    /// A struct around one value, which stands for itself.
    Newtype {
        /// The value.
        #[serde(rename = "type")]
        ty: Type,
        /// Whether serde sees straight through (`transparent`): only then does an inner `Option` make a field optional.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        transparent: bool,
    },
    /// A tuple struct: a list of fixed length.
    Tuple(Vec<Type>),
    /// A struct with named fields.
    Object {
        /// The fields in the order of the source.
        fields: Vec<Field>,
        /// Whether unknown keys are refused when it is read.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        deny_unknown_fields: bool,
    },
    /// An enum.
    Choice(Choice),
}

/// That the use of something is discouraged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deprecation {
    /// Since when, as an RFC 3339 date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// What to use instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Definition {
    /// Every type that this definition mentions, in the order of the source.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match &self.shape {
            Shape::Unit => Vec::new(),
            Shape::Newtype { ty, .. } => vec![ty],
            Shape::Tuple(types) => types.iter().collect(),
            Shape::Object { fields, .. } => fields.iter().map(|field| &field.ty).collect(),
            Shape::Choice(choice) => choice
                .variants
                .iter()
                .flat_map(|variant| variant.content.types())
                .collect(),
        }
    }
}

impl super::Content {
    /// Every type that this content mentions, in the order of the source.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Unit => Vec::new(),
            Self::Newtype(ty) => vec![ty],
            Self::Tuple(types) => types.iter().collect(),
            Self::Object(fields) => fields.iter().map(|field| &field.ty).collect(),
        }
    }
}
