//! The answer to a request of a test.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::HttpResponse;

/// An answer, read to its end. What is asked of it and not there panics, with the whole answer in the message.
#[derive(Clone)]
pub struct TestAnswer {
    asked: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl TestAnswer {
    pub(super) async fn read(asked: String, response: HttpResponse) -> Self {
        let (parts, body) = response.into_parts();
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => panic!("the answer to {asked} broke off: {error}"),
        };
        Self {
            asked,
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A header, if it is there and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body of a success, read as JSON.
    ///
    /// # Panics
    ///
    /// If the status is none of success, or the body does not fit.
    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "expected a success, got {self:?}");
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{error}: {self:?}"),
        }
    }

    /// The problem document that was answered with this status.
    ///
    /// # Panics
    ///
    /// If it is another status, or no problem document.
    #[must_use]
    #[track_caller]
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(
            self.status(),
            status,
            "expected the problem {status}, got {self:?}"
        );
        let media_type = self.header("content-type");
        assert_eq!(
            media_type,
            Some("application/problem+json"),
            "no problem document: {self:?}"
        );
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{error}: {self:?}"),
        }
    }
}

impl fmt::Debug for TestAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.status, self.asked)?;
        for (name, value) in &self.headers {
            write!(f, "\n  {name}: {value:?}")?;
        }
        write!(f, "\n  {}", self.text())
    }
}
