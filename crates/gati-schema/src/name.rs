//! Names that appear in public artifacts.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The public name of a type: `Capture`, or `Page<Payment>` for an instance of a generic type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TypeName(String);

impl TypeName {
    /// A name as written; no check is made, since names come from Rust identifiers.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The instance of a generic type: `Page` and `Payment` give `Page<Payment>`.
    #[must_use]
    pub fn instance<'a>(base: &str, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        let arguments: Vec<&str> = arguments.into_iter().collect();
        if arguments.is_empty() {
            Self::new(base)
        } else {
            Self(format!("{base}<{}>", arguments.join(", ")))
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as one identifier, for places that have no generics: `Page<Payment>` is `PagePayment`.
    ///
    /// ```
    /// use gati_schema::TypeName;
    /// assert_eq!(TypeName::new("Page<Option<Payment>>").identifier(), "PageOptionPayment");
    /// assert_eq!(TypeName::new("Page<u64>").identifier(), "PageU64");
    /// ```
    #[must_use]
    pub fn identifier(&self) -> String {
        let mut word = String::with_capacity(self.0.len());
        let mut at_start = true;
        for c in self.0.chars() {
            if c.is_alphanumeric() || c == '_' {
                if at_start {
                    word.extend(c.to_uppercase())
                } else {
                    word.push(c)
                }
                at_start = false;
            } else {
                at_start = true;
            }
        }
        word
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for TypeName {
    fn borrow(&self) -> &str {
        &self.0
    }
}
