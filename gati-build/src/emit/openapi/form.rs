//! The two forms of the document.

use serde_json::Value;

use super::down;

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Whose schemas are JSON Schema 2020-12.
    V3_1,
    /// Whose schemas are a dialect of an early draft.
    V3_0,
}

impl Form {
    /// What the document says it is.
    pub(super) const fn version(self) -> &'static str {
        match self {
            Self::V3_1 => "3.1.0",
            Self::V3_0 => "3.0.3",
        }
    }

    /// A schema as this form writes it.
    pub(super) fn schema(self, schema: Value) -> Value {
        match self {
            Self::V3_1 => schema,
            Self::V3_0 => down::schema(schema),
        }
    }
}
