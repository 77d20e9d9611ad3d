//! Secrets: asked for by name, kept for a while, never printed.

mod cache;
mod environment;
mod error;
mod files;
mod provider;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use environment::EnvironmentSecrets;
pub use error::SecretError;
pub use files::FileSecrets;
pub use provider::{HealthFuture, SecretFuture, SecretProvider};

use crate::Secret;
use cache::Cache;

/// The app's secrets, as `gctx.secrets`: the only way to them.
///
/// A secret has a name of letters, digits, `_`, `-` and `.` (`stripe_key`). Providers are asked in their order, and the first that knows it answers. By
/// default these are the files in the folder that `[secrets] folder` names in `gati.toml`, one for each secret, as Kubernetes mounts them, and then the
/// environment, where `stripe_key` is `GATI_SECRET_STRIPE_KEY`.
///
/// What a provider has said is kept for [`time_to_live`](Self::time_to_live), five minutes unless told otherwise, and asked anew after it, so that a secret
/// that is rotated arrives without a restart.
///
/// ```
/// # async fn example(secrets: &gati::Secrets) -> Result<(), gati::secrets::SecretError> {
/// let key = secrets.get("stripe_key").await?;
/// let header = format!("Bearer {}", key.expose());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Secrets(Arc<Inner>);

struct Inner {
    providers: Vec<Box<dyn SecretProvider>>,
    cache: Cache,
}

impl Secrets {
    /// How long a secret is kept unless told otherwise.
    pub const TIME_TO_LIVE: Duration = Duration::from_secs(300);

    /// The secrets of these providers, which are asked in that order.
    #[must_use]
    pub fn of(providers: Vec<Box<dyn SecretProvider>>) -> Self {
        Self(Arc::new(Inner {
            providers,
            cache: Cache::new(Self::TIME_TO_LIVE),
        }))
    }

    /// The same providers, and another time for which a secret is kept. What is kept already is forgotten. With zero every call asks.
    #[must_use]
    pub fn time_to_live(self, time: Duration) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(inner) => Self(Arc::new(Inner {
                providers: inner.providers,
                cache: Cache::new(time),
            })),
            Err(shared) => {
                shared.cache.set_time_to_live(time);
                Self(shared)
            }
        }
    }

    pub(crate) fn providers(&self) -> impl Iterator<Item = &dyn SecretProvider> {
        self.0.providers.iter().map(|provider| &**provider)
    }

    /// The secret of that name.
    ///
    /// # Errors
    ///
    /// If no provider knows it, one of them fails before any has answered, or the name is none. No error ever holds a value.
    pub async fn get(&self, name: &str) -> Result<Secret, SecretError> {
        if !is_name(name) {
            return Err(SecretError::Name {
                name: name.to_owned(),
            });
        }
        if let Some(kept) = self.0.cache.get(name) {
            return Ok(kept);
        }
        for provider in &self.0.providers {
            let answer = provider.get(name).await;
            let answer = answer.map_err(|source| SecretError::Provider {
                name: name.to_owned(),
                provider: provider.name(),
                source,
            })?;
            if let Some(secret) = answer {
                self.0.cache.keep(name, &secret);
                return Ok(secret);
            }
        }
        Err(SecretError::Unknown {
            name: name.to_owned(),
            asked: self.0.providers.iter().map(|provider| provider.name()).collect(),
        })
    }
}

fn is_name(name: &str) -> bool {
    // A name becomes the name of a file: no part of it may lead to another folder.
    !name.is_empty()
        && !name.starts_with('.')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let providers: Vec<_> = self.0.providers.iter().map(|provider| provider.name()).collect();
        f.debug_struct("Secrets")
            .field("providers", &providers)
            .finish_non_exhaustive()
    }
}
