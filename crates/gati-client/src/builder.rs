//! What holds for every call of a client, set once.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderName, HeaderValue, InvalidHeaderName, InvalidHeaderValue};
use http::{HeaderMap, header};

use crate::client::{Client, Credentials, Shared};
use crate::deprecation::Listener;
use crate::{BoxError, Deprecation, Retry, TokenSource};

/// Builds a client: [`Client`] itself, or a generated one.
///
/// ```
/// use std::time::Duration;
/// use gati_client::{Client, Retry};
///
/// # fn main() -> Result<(), gati_client::BuildError> {
/// let client: Client = Client::builder("http://127.0.0.1:3000/api")
///     .timeout(Duration::from_secs(5))
///     .retry(Retry::times(4))
///     .default_header("x-tenant", "north")
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder makes a client when `build` is called"]
pub struct Builder<C = Client> {
    base: String,
    api_version: Option<&'static str>,
    headers: Vec<(String, String)>,
    timeout: Duration,
    connect_timeout: Duration,
    retry: Retry,
    credentials: Credentials,
    answer_limit: usize,
    on_deprecated: Option<Listener>,
    made: PhantomData<fn() -> C>,
}

impl<C: From<Client>> Builder<C> {
    /// A builder for the server at `base_url`, which speaks `http` or, with the feature `tls`, `https`, and may have a path.
    ///
    /// Every request says the API version, if there is one, in the header `X-API-Version`.
    pub fn new(base_url: impl Into<String>, api_version: Option<&'static str>) -> Self {
        Self {
            base: base_url.into(),
            api_version,
            headers: Vec::new(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            retry: Retry::default(),
            credentials: Credentials::None,
            answer_limit: 64 * 1024 * 1024,
            on_deprecated: None,
            made: PhantomData,
        }
    }

    /// How long a call may take, repetitions and the reading of the answer included; 30 seconds unless set.
    ///
    /// For an answer that is a stream the time ends with its head. [`Duration::MAX`] is no limit. A call can have
    /// [its own](crate::Call::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long it may take to get a connection; 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// When calls are repeated. A call can have [its own](crate::Call::retry).
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// A header of every request, unless a call sets the same one.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends `Authorization: Bearer …`. The newest of `bearer`, `basic` and `api_key` holds.
    pub fn bearer(mut self, token: impl TokenSource) -> Self {
        self.credentials = Credentials::Bearer(Arc::new(token));
        self
    }

    /// Sends `Authorization: Basic …`.
    pub fn basic(mut self, user: impl Into<String>, password: impl TokenSource) -> Self {
        self.credentials = Credentials::Basic(user.into(), Arc::new(password));
        self
    }

    /// Sends `X-API-Key: …`.
    pub fn api_key(mut self, key: impl TokenSource) -> Self {
        self.credentials = Credentials::ApiKey(Arc::new(key));
        self
    }

    /// The most bytes of an answer that are kept at once: of a whole answer, or of one line of a stream. 64 MiB unless set.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.answer_limit = bytes;
        self
    }

    /// Hears of everything that is going away: the route that was called, and what the server said of it, once for every such answer.
    ///
    /// It is called before the answer is read, and should not take long: log it, count it, or send it on.
    ///
    /// ```
    /// # fn main() -> Result<(), gati_client::BuildError> {
    /// let client: gati_client::Client = gati_client::Client::builder("http://127.0.0.1:3000")
    ///     .on_deprecated(|route, notice| eprintln!("{route} is going away: {notice:?}"))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_deprecated(mut self, listener: impl Fn(&str, &Deprecation) + Send + Sync + 'static) -> Self {
        self.on_deprecated = Some(Arc::new(listener));
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// If the base URL or a default header is not one.
    pub fn build(self) -> Result<C, BuildError> {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::USER_AGENT,
            HeaderValue::from_static(concat!("gati-client/", env!("CARGO_PKG_VERSION"))),
        );
        for (name, value) in &self.headers {
            headers.insert(parse_name(name)?, parse_value(name, value)?);
        }
        if let Some(version) = self.api_version {
            headers.insert("x-api-version", parse_value("x-api-version", version)?);
        }
        let http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // A credential in a header of its own would follow to wherever the answer leads.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|cause| BuildError::Transport(cause.into()))?;
        Ok(C::from(Client::of(Shared {
            http,
            base: parse_base(&self.base)?,
            headers,
            timeout: self.timeout,
            retry: self.retry,
            credentials: self.credentials,
            answer_limit: self.answer_limit,
            on_deprecated: self.on_deprecated,
        })))
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither headers nor credentials: they may be secret. The base URL is not checked yet and may hold a password.
        f.debug_struct("Builder")
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

fn parse_base(text: &str) -> Result<String, BuildError> {
    let url = reqwest::Url::parse(text).map_err(|cause| BuildError::BaseUrl(cause.to_string()))?;
    let refuse = |reason: &str| Err(BuildError::BaseUrl(reason.to_owned()));
    match url.scheme() {
        "http" => {}
        "https" if cfg!(feature = "tls") => {}
        "https" => return refuse("`https` needs the feature `tls` of gati-client"),
        _ => return refuse("only `http` and `https` are spoken"),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("a base has neither query nor fragment");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("name and password belong into `basic`, not into the URL, which is printed");
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

pub(crate) fn parse_name(name: &str) -> Result<HeaderName, BuildError> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|source| BuildError::HeaderName {
        name: name.to_owned(),
        source,
    })
}

pub(crate) fn parse_value(name: &str, value: &str) -> Result<HeaderValue, BuildError> {
    HeaderValue::from_str(value).map_err(|source| BuildError::HeaderValue {
        name: name.to_owned(),
        source,
    })
}

/// Why there is no client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is not one that a client can speak to.
    BaseUrl(String),
    /// The name of a default header is not one.
    HeaderName {
        /// The name.
        name: String,
        /// What is wrong with it.
        source: InvalidHeaderName,
    },
    /// The value of a default header cannot be sent.
    HeaderValue {
        /// The name of the header; its value may be secret.
        name: String,
        /// What is wrong with it.
        source: InvalidHeaderValue,
    },
    /// The system gives no connections, or no certificates.
    Transport(BoxError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(reason) => write!(f, "the base URL cannot be used: {reason}"),
            Self::HeaderName { name, .. } => write!(f, "`{name}` is not the name of a header"),
            Self::HeaderValue { name, .. } => write!(f, "the value of the header `{name}` cannot be sent"),
            Self::Transport(_) => f.write_str("the system gives no connections"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::BaseUrl(_) => None,
            Self::HeaderName { source, .. } => Some(source),
            Self::HeaderValue { source, .. } => Some(source),
            Self::Transport(cause) => Some(&**cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Result<String, String> {
        parse_base(text).map_err(|cause| cause.to_string())
    }

    #[test]
    fn a_base_may_have_a_path_and_loses_its_last_slash() {
        assert_eq!(base("http://a:1/").unwrap(), "http://a:1");
        assert_eq!(base("http://a/api/v2/").unwrap(), "http://a/api/v2");
    }

    #[test]
    fn a_base_that_cannot_work_is_refused_with_a_reason() {
        for (text, reason) in [
            ("127.0.0.1:80", "relative URL"),
            ("ftp://a", "only `http`"),
            ("http://a/?x=1", "neither query"),
            ("http://me:secret@a", "belong into `basic`"),
        ] {
            let message = base(text).unwrap_err();
            assert!(message.contains(reason), "{text}: {message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn https_without_the_feature_says_which_one() {
        assert!(base("https://a").unwrap_err().contains("`tls`"));
    }

    #[test]
    fn no_credential_is_in_a_debug_form() {
        let builder = Client::builder("http://a")
            .bearer("hunter2")
            .default_header("x-key", "hunter2");
        assert!(!format!("{builder:?}").contains("hunter2"));
        assert!(!format!("{:?}", builder.build().unwrap()).contains("hunter2"));
    }
}
