//! Credentials: where they come from at each attempt, and why they are never printed.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};

/// Any error, for interfaces that others implement.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A text that must not be printed: its `Debug` form says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the place that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Where a credential comes from. It is asked at every attempt of every call, so it may change at any time; a source
/// that fetches should keep what it fetched.
///
/// A text is a source that never changes, [`Token`] one that the program sets.
pub trait TokenSource: Send + Sync + 'static {
    /// The credential to send now; `None` sends none.
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Option<Secret>, BoxError>> + Send + '_>>;
}

/// A credential that the program can change while the client runs. Clones share it.
#[derive(Clone, Default)]
pub struct Token(Arc<RwLock<Option<Secret>>>);

impl Token {
    /// A credential that is set from the start; `Token::default()` is none yet.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self(Arc::new(RwLock::new(Some(secret.into()))))
    }

    /// Replaces the credential for every later attempt.
    pub fn set(&self, secret: impl Into<Secret>) {
        self.replace(Some(secret.into()));
    }

    /// Sends no credential from now on.
    pub fn clear(&self) {
        self.replace(None);
    }

    fn replace(&self, secret: Option<Secret>) {
        // Nothing can panic while the lock is held, and if it could, the old value would still be whole.
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = secret;
    }

    fn current(&self) -> Option<Secret> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

impl TokenSource for Token {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Option<Secret>, BoxError>> + Send + '_>> {
        Box::pin(std::future::ready(Ok(self.current())))
    }
}

impl TokenSource for Secret {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Option<Secret>, BoxError>> + Send + '_>> {
        Box::pin(std::future::ready(Ok(Some(self.clone()))))
    }
}

impl TokenSource for String {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Option<Secret>, BoxError>> + Send + '_>> {
        Box::pin(std::future::ready(Ok(Some(Secret(self.clone())))))
    }
}

impl TokenSource for &'static str {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Option<Secret>, BoxError>> + Send + '_>> {
        Box::pin(std::future::ready(Ok(Some(Secret::from(*self)))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_in_the_debug_form_of_anything() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(..)");
        assert_eq!(format!("{:?}", Token::new("hunter2")), "Token(..)");
    }

    #[test]
    fn clones_of_a_token_share_its_value() {
        let token = Token::default();
        let clone = token.clone();
        assert_eq!(clone.current(), None);
        token.set("a");
        assert_eq!(clone.current(), Some(Secret::new("a")));
        clone.clear();
        assert_eq!(token.current(), None);
    }
}
