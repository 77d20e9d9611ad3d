//! A text that is never printed.

use std::fmt;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroize;

/// A text that must not be printed: a password, a token, a key.
///
/// Its `Debug` form is `Secret(…)`, it has no `Display` and cannot be serialised, so that it gets into no log and no answer by mistake. Whoever
/// needs the text says so with [`expose`](Self::expose). Its memory is overwritten when it is dropped.
///
/// In a configuration or a request it is a text like any other: `#[derive(GType)]` takes it, constraints included.
///
/// ```
/// use gati::Secret;
///
/// let token = Secret::new("letmein");
/// assert_eq!(format!("{token:?}"), "Secret(…)");
/// assert!(token.matches("letmein"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret of that text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it is `other`, found out in a time that does not tell how much of it is right.
    #[must_use]
    pub fn matches(&self, other: &str) -> bool {
        let (mine, other) = (self.0.as_bytes(), other.as_bytes());
        mine.len() == other.len() && mine.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
