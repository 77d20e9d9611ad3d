//! One small API, written twice: with Gati ([`handlers`]) and by hand on axum ([`twin`]).
//!
//! Both take the same requests, check the same things and give the same answers, so that a ratio between them says
//! what Gati costs and nothing else. `cargo xtask bench` runs everything and prints the table.

#![expect(
    missing_docs,
    reason = "the items are the two halves of a measurement, not an API"
)]

pub mod handlers;
pub mod hooks;
pub mod load;
pub mod measure;
pub mod model;
pub mod twin;

gati::app!();

use axum::Router;
use axum::body::Body;
use axum::http::Request;

/// What is measured, by the name that the command line takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    /// The generated router with the server's defaults.
    Gati,
    /// axum with the layers that give the same guarantees: request id, panic isolation, time and body limits.
    Axum,
    /// axum and nothing else.
    BareAxum,
}

impl Stack {
    pub const ALL: [Self; 3] = [Self::Gati, Self::Axum, Self::BareAxum];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gati => "gati",
            Self::Axum => "axum",
            Self::BareAxum => "bare-axum",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stack| stack.name() == name)
    }

    pub fn router(self) -> Router {
        match self {
            Self::Gati => app::router(),
            Self::Axum => twin::guarded(),
            Self::BareAxum => twin::bare(),
        }
    }
}

/// The requests that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `GET /payments/42`: a path parameter and an answer of eight fields.
    Get,
    /// `POST /payments/42/capture`: a path parameter, a checked JSON body and a small answer.
    Capture,
}

impl Case {
    pub const ALL: [Self; 2] = [Self::Get, Self::Capture];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Capture => "capture",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }

    /// Method, path and body.
    #[must_use]
    pub fn parts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Get => ("GET", "/payments/42", ""),
            Self::Capture => ("POST", "/payments/42/capture", model::CAPTURE_BODY),
        }
    }

    /// The request for a router in the same process.
    ///
    /// # Panics
    ///
    /// Never: the parts are constants that make a request.
    #[must_use]
    pub fn request(self) -> Request<Body> {
        let (method, path, body) = self.parts();
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("content-type", "application/json")
            .body(Body::from(body))
            .expect("the parts make a request")
    }

    /// The same request as bytes on a connection.
    #[must_use]
    pub fn wire(self) -> Vec<u8> {
        let (method, path, body) = self.parts();
        format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    }
}
