//! The client that generated ones wrap.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};

use crate::deprecation::Listener;
use crate::{BuildError, Builder, Call, Retry, TokenSource};

/// A connection pool and everything that holds for all calls. Clones share it.
///
/// A generated client has a method per handler, and this one inside; by itself it can call any path of the same server:
///
/// ```no_run
/// use gati_client::http::Method;
/// use gati_client::{Client, Json};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::new("http://127.0.0.1:3000")?;
/// let call = client.call::<Json<serde_json::Value>, gati_client::Never>(Method::GET, "/payments/:id");
/// let payment = call.path("id", &42).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Shared>);

/// What all clones of a client share.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    /// Without a slash at its end.
    pub(crate) base: String,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) credentials: Credentials,
    pub(crate) answer_limit: usize,
    pub(crate) on_deprecated: Option<Listener>,
}

/// How the client proves who it is.
pub(crate) enum Credentials {
    None,
    Bearer(Arc<dyn TokenSource>),
    Basic(String, Arc<dyn TokenSource>),
    ApiKey(Arc<dyn TokenSource>),
}

impl Client {
    /// A client with the defaults of [`Builder`].
    ///
    /// # Errors
    ///
    /// If the base URL cannot be used.
    pub fn new(base_url: impl Into<String>) -> Result<Self, BuildError> {
        Self::builder(base_url).build()
    }

    /// A client that needs more than a base URL.
    pub fn builder(base_url: impl Into<String>) -> Builder {
        Builder::new(base_url, None)
    }

    pub(crate) fn of(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    /// A call to a path with placeholders (`/payments/:id`, `/files/*rest`), to be filled by [`Call::path`].
    pub fn call<A, E>(&self, method: Method, path: &str) -> Call<A, E> {
        Call::new(self.clone(), method, path)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither headers nor credentials: they may be secret.
        f.debug_struct("Client")
            .field("base", &self.0.base)
            .field("timeout", &self.0.timeout)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}
