//! Who may write: whoever has the token.

use std::{env, io};

use gati::auth::{AuthError, AuthFuture, Authenticator, Credential, Identity};
use gati::http::request;

/// Knows one token.
pub struct Access {
    token: String,
}

impl Access {
    /// Takes the token from `API_TOKEN`; `gati dev` sets it from `.env`.
    ///
    /// # Errors
    ///
    /// If it is not set, or empty.
    pub fn from_environment() -> io::Result<Self> {
        match env::var("API_TOKEN") {
            Ok(token) if !token.is_empty() => Ok(Self::new(token)),
            _ => Err(io::Error::other(
                "`API_TOKEN` must hold the token of those who may write",
            )),
        }
    }

    /// Takes a token that is known.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: token.into(),
        }
    }
}

impl Authenticator for Access {
    fn authenticate<'a>(
        &'a self,
        credential: &'a Credential,
        _: &'a request::Parts,
    ) -> AuthFuture<'a> {
        Box::pin(async move {
            match credential {
                Credential::Bearer(token) if token.matches(&self.token) => {
                    Ok(Identity::new("writer"))
                }
                _ => Err(AuthError::Invalid),
            }
        })
    }
}
