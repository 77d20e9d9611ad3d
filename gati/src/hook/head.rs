//! The head of a request, as hooks see it.

use std::fmt;
use std::sync::LazyLock;

use http::{HeaderMap, Method, Uri, request};

/// The method, the path and the headers of a request, taken by a hook as `req: &RequestHead`.
///
/// ```
/// use gati::prelude::*;
///
/// fn guard(req: &RequestHead) -> Result<(), Problem> {
///     match req.header("x-tenant") {
///         Some(_) => Ok(()),
///         None => Err(Problem::new(400, "no_tenant")),
///     }
/// }
/// ```
pub struct RequestHead(pub(crate) request::Parts);

impl RequestHead {
    /// The head that hooks are shown which do not ask for one.
    pub(crate) fn nothing() -> &'static Self {
        static NOTHING: LazyLock<RequestHead> =
            LazyLock::new(|| RequestHead(http::Request::new(()).into_parts().0));
        &NOTHING
    }

    pub(crate) fn keep(&self) -> Self {
        Self(self.0.clone())
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.0.method
    }

    /// What was asked for.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.0.uri
    }

    /// The path that was asked for.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri.path()
    }

    /// What follows the `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.0.uri.query()
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The first header of this name, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }
}

/// Neither the query nor the headers, which may hold secrets.
impl fmt::Debug for RequestHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestHead")
            .field("method", self.method())
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
