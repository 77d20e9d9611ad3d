//! A request of a test.

use std::convert::Infallible;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, Request};
use serde::Serialize;
use tower_service::Service;

use super::answer::TestAnswer;
use crate::HttpResponse;

/// A request of a test. It is sent when it is awaited, and goes through everything that a request from outside passes once its head is read.
///
/// What cannot be sent, such as a header that is none, panics.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct TestRequest {
    router: Router,
    request: Request<Bytes>,
    /// How long the body pauses after each byte.
    pause: Option<Duration>,
}

impl TestRequest {
    pub(super) fn new(router: Router, method: Method, target: &str) -> Self {
        let request = Request::builder().method(method).uri(target).body(Bytes::new());
        Self {
            router,
            request: request.unwrap_or_else(|error| panic!("`{target}` cannot be asked for: {error}")),
            pause: None,
        }
    }

    /// With a header, beside others of its name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.request.headers_mut().append(name, value);
            }
            _ => panic!("`{name}: {value}` is no header"),
        }
        self
    }

    /// With `Authorization: Bearer …`.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// With a body.
    pub fn body(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        let media_type = HeaderValue::from_str(media_type)
            .unwrap_or_else(|error| panic!("`{media_type}` is no media type: {error}"));
        self.request.headers_mut().insert(CONTENT_TYPE, media_type);
        *self.request.body_mut() = body.into();
        self
    }

    /// With a value as JSON.
    pub fn json(self, value: &impl Serialize) -> Self {
        let body =
            serde_json::to_vec(value).unwrap_or_else(|error| panic!("the body cannot be JSON: {error}"));
        self.body("application/json", body)
    }

    /// With a body that comes slowly: a pause after each byte.
    pub fn slowly(mut self, pause: Duration) -> Self {
        self.pause = Some(pause);
        self
    }

    /// Sends it and gives the answer as it comes, for streams that do not end.
    pub async fn open(mut self) -> HttpResponse {
        let (parts, bytes) = self.request.into_parts();
        let body = match self.pause {
            None => Body::from(bytes),
            Some(pause) => Body::from_stream(Slow {
                bytes,
                pause,
                timer: None,
            }),
        };
        // A router is always ready, and its errors are answers.
        match Service::call(&mut self.router, Request::from_parts(parts, body)).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// Sends it and goes away after some time, as a client does that has lost its patience: the answer, if it was there by then.
    pub async fn or_leave(self, after: Duration) -> Option<TestAnswer> {
        tokio::time::timeout(after, self.into_future()).await.ok()
    }
}

impl IntoFuture for TestRequest {
    type Output = TestAnswer;
    type IntoFuture = Pin<Box<dyn Future<Output = TestAnswer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let asked = format!("{} {}", self.request.method(), self.request.uri());
            TestAnswer::read(asked, self.open().await).await
        })
    }
}

/// A body that comes byte by byte.
struct Slow {
    bytes: Bytes,
    pause: Duration,
    timer: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Stream for Slow {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        use std::task::{Poll, ready};
        if self.bytes.is_empty() {
            return Poll::Ready(None);
        }
        let pause = self.pause;
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        ready!(timer.as_mut().poll(cx));
        self.timer = None;
        Poll::Ready(Some(Ok(self.bytes.split_to(1))))
    }
}
