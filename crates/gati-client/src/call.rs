//! One request in the making.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Method, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answer::Answer;
use crate::error::RequestError;
use crate::text::{self, Texts};
use crate::{Body, Client, Error, Multipart, MultipartForm, Never, Reply, Retry, path, send};

/// One call of a handler, whose answer is an `A` and whose errors are `E`.
///
/// A method of a generated client gives one that is ready: await it, or set a [`timeout`](Self::timeout), a
/// [`header`](Self::header) or a [`retry`](Self::retry) of its own first. Whatever cannot be sent is reported
/// when it is awaited.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<A, E = Never> {
    client: Client,
    request: Result<Request, RequestError>,
    kinds: PhantomData<fn() -> (A, E)>,
}

/// Everything that one request is made from.
pub(crate) struct Request {
    pub(crate) method: Method,
    /// The path as the contract has it, with its placeholders.
    pub(crate) route: Box<str>,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// The statuses of an answer that succeeds; empty stands for all from 200 to 299.
    pub(crate) success: &'static [u16],
    pub(crate) idempotent: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

impl Request {
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        if self.success.is_empty() {
            status.is_success()
        } else {
            self.success.contains(&status.as_u16())
        }
    }
}

impl<A, E> Call<A, E> {
    pub(crate) fn new(client: Client, method: Method, path: &str) -> Self {
        let idempotent = !matches!(method, Method::POST | Method::PATCH | Method::CONNECT);
        Self {
            client,
            request: Ok(Request {
                method,
                route: path.into(),
                path: path.to_owned(),
                query: String::new(),
                headers: HeaderMap::new(),
                body: Body::default(),
                success: &[],
                idempotent,
                timeout: None,
                retry: None,
            }),
            kinds: PhantomData,
        }
    }

    /// How long this call may take, instead of the client's [`timeout`](crate::Builder::timeout).
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|request| {
            request.timeout = Some(timeout);
            Ok(())
        })
    }

    /// When this call is repeated, instead of the client's [`retry`](crate::Builder::retry).
    pub fn retry(self, retry: Retry) -> Self {
        self.with(|request| {
            request.retry = Some(retry);
            Ok(())
        })
    }

    /// Declares that repeating the call has no further effect, although its method does not say so.
    pub fn idempotent(self) -> Self {
        self.with(|request| {
            request.idempotent = true;
            Ok(())
        })
    }

    /// A header of this request.
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.with(|request| set_header(&mut request.headers, name.as_ref(), value.as_ref()))
    }

    /// Fills a placeholder of the path.
    pub fn path<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.with(|request| {
            let value = text::one(name, value)?;
            request.path = path::fill(&request.path, name, &value)?;
            Ok(())
        })
    }

    /// The query: a struct whose fields are the parameters.
    pub fn query<T: Serialize + ?Sized>(self, query: &T) -> Self {
        self.with(|request| {
            request.query = to_form("the query", query)?;
            Ok(())
        })
    }

    /// Request headers: a struct whose fields are named like them, with `_` for `-`. A list is joined by commas.
    pub fn headers<T: Serialize + ?Sized>(self, headers: &T) -> Self {
        self.with(|request| {
            for (name, value) in text::fields("the headers", headers)? {
                let text = match text::many(&name, &value)? {
                    Texts::None => continue,
                    Texts::One(text) => text,
                    Texts::Many(texts) => texts.join(", "),
                    Texts::Json(_) => return Err(RequestError::shape(&name)),
                };
                set_header(&mut request.headers, &name.replace('_', "-"), &text)?;
            }
            Ok(())
        })
    }

    /// A JSON body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.with(|request| {
            let bytes = serde_json::to_vec(body).map_err(|cause| RequestError::encode("the body", cause))?;
            request.set_body(bytes.into(), "application/json");
            Ok(())
        })
    }

    /// A form body (`application/x-www-form-urlencoded`): a struct whose fields are the parameters.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.with(|request| {
            let text = to_form("the form", body)?;
            request.set_body(text.into(), "application/x-www-form-urlencoded");
            Ok(())
        })
    }

    /// A multipart body.
    pub fn multipart<T: MultipartForm>(self, body: T) -> Self {
        self.with(|request| {
            let mut form = Multipart::default();
            body.fill(&mut form)?;
            // The header comes with the form, since it names the boundary.
            request.body = Body::multipart(form);
            Ok(())
        })
    }

    /// A body of any bytes. Its media type is `application/octet-stream` unless a [`header`](Self::header) says otherwise.
    pub fn body(self, body: impl Into<Body>) -> Self {
        self.with(|request| {
            request.set_body(body.into(), "application/octet-stream");
            Ok(())
        })
    }

    /// The statuses of an answer that succeeds; without this, all from 200 to 299.
    pub fn success(self, statuses: &'static [u16]) -> Self {
        self.with(|request| {
            request.success = statuses;
            Ok(())
        })
    }

    /// Goes on with the request unless something has gone wrong already.
    fn with(mut self, change: impl FnOnce(&mut Request) -> Result<(), RequestError>) -> Self {
        if let Ok(request) = &mut self.request
            && let Err(cause) = change(request)
        {
            self.request = Err(cause);
        }
        self
    }
}

impl Request {
    fn set_body(&mut self, body: Body, media_type: &'static str) {
        self.body = body;
        self.headers
            .entry(header::CONTENT_TYPE)
            .or_insert(HeaderValue::from_static(media_type));
    }
}

impl<A: Answer, E: DeserializeOwned> Call<A, E> {
    /// Sends the call, and gives status and headers with the answer.
    ///
    /// # Errors
    ///
    /// Everything that [`Error`] lists.
    pub async fn with_response(self) -> Result<Reply<A::Output>, Error<E>> {
        send::send::<A, E>(&self.client, self.request?).await
    }
}

impl<A: Answer, E: DeserializeOwned + Send + 'static> IntoFuture for Call<A, E>
where
    A: 'static,
{
    type Output = Result<A::Output, Error<E>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.with_response().await?.body) })
    }
}

impl<A, E> fmt::Debug for Call<A, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither query nor headers: they may be secret.
        match &self.request {
            Ok(request) => write!(f, "Call({} {})", request.method, request.path),
            Err(cause) => write!(f, "Call({cause})"),
        }
    }
}

fn to_form<T: Serialize + ?Sized>(place: &str, value: &T) -> Result<String, RequestError> {
    serde_html_form::to_string(value).map_err(|cause| RequestError::encode(place, cause))
}

fn set_header(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
    let encode = |cause: http::Error| RequestError::encode(&format!("the header `{name}`"), cause);
    let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|cause| encode(cause.into()))?;
    let value = HeaderValue::from_str(value).map_err(|cause| encode(cause.into()))?;
    headers.insert(parsed, value);
    Ok(())
}
