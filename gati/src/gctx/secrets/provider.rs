//! Where secrets come from.

use std::error::Error;
use std::future::{Future, ready};
use std::pin::Pin;

use crate::Secret;

/// Knows some secrets: an environment, a folder, a vault.
///
/// ```
/// use gati::Secret;
/// use gati::secrets::{SecretFuture, SecretProvider};
///
/// struct Vault;
///
/// impl SecretProvider for Vault {
///     fn name(&self) -> &'static str {
///         "vault"
///     }
///
///     fn get<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
///         Box::pin(async move { Ok((name == "stripe_key").then(|| Secret::new("sk_test"))) })
///     }
/// }
/// ```
pub trait SecretProvider: Send + Sync + 'static {
    /// What it is called in errors.
    fn name(&self) -> &'static str;

    /// The secret of that name, or `None` if this provider does not know it.
    ///
    /// # Errors
    ///
    /// If that cannot be found out. What is said of it gets into logs, so it must not hold a value.
    fn get<'a>(&'a self, name: &'a str) -> SecretFuture<'a>;

    /// Whether it can give secrets, asked when the app starts, which it then does not do, and every ten seconds from then on. Unless told otherwise, it can.
    ///
    /// # Errors
    ///
    /// Why it cannot. What is said of it gets into logs, so it must not hold a value.
    fn health(&self) -> HealthFuture<'_> {
        Box::pin(ready(Ok(())))
    }
}

/// How a [`SecretProvider`] says that it is.
pub type HealthFuture<'a> =
    Pin<Box<dyn Future<Output = Result<(), Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// What a [`SecretProvider`] finds out.
pub type SecretFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Option<Secret>, Box<dyn Error + Send + Sync>>> + Send + 'a>>;
