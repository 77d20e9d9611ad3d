//! The routes that every app has: probes, descriptions and the reference page.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use axum::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, request};
use serde_json::Value;
use tower_service::Service;

use super::absent::without_handler;
use super::finish::{Seen, finish};
use super::lifecycle::Phase;
use super::shared::{Common, Shared};
use crate::HttpResponse;
use crate::endpoint::Context;
use crate::exchange::Exchange;
use crate::part::Health;
use crate::problem::{Problem, catalogue};
use crate::rejection::Rejection;
use crate::version::Releases;

/// A group of routes that every app has unless it is told to go [`without`](crate::App::without).
///
/// A handler of the app's own on one of these paths takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuiltIn {
    /// `GET /health/live` says that the process runs, `/health/startup` that it listens, `/health/ready` that it takes requests: it answers 503 while
    /// the app starts and stops and while a module is down, and tells how each part is.
    Health,
    /// `GET /openapi.json`, `/openapi-3.0.json` for older tools, and `/manifest.json`.
    Description,
    /// `GET /docs`, a reference page made from `/openapi.json`.
    Docs,
    /// `GET /versions`, which lists the releases of an app that has any, and `/versions/diff?from=&to=`, which tells what changed between two.
    Versions,
}

/// One built-in route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Live,
    Startup,
    Readiness,
    OpenApi,
    OpenApi30,
    Manifest,
    Docs,
    Versions,
    Difference,
    /// Everything that no route answers.
    NotFound,
}

impl Page {
    pub(super) const ALL: [Self; 9] = [
        Self::Live,
        Self::Startup,
        Self::Readiness,
        Self::OpenApi,
        Self::OpenApi30,
        Self::Manifest,
        Self::Docs,
        Self::Versions,
        Self::Difference,
    ];

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Live => "/health/live",
            Self::Startup => "/health/startup",
            Self::Readiness => "/health/ready",
            Self::OpenApi => "/openapi.json",
            Self::OpenApi30 => "/openapi-3.0.json",
            Self::Manifest => "/manifest.json",
            Self::Docs => "/docs",
            Self::Versions => "/versions",
            Self::Difference => "/versions/diff",
            Self::NotFound => "",
        }
    }

    pub(super) const fn group(self) -> BuiltIn {
        match self {
            Self::Live | Self::Startup | Self::Readiness | Self::NotFound => BuiltIn::Health,
            Self::OpenApi | Self::OpenApi30 | Self::Manifest => BuiltIn::Description,
            Self::Docs => BuiltIn::Docs,
            Self::Versions | Self::Difference => BuiltIn::Versions,
        }
    }

    /// The name in the log.
    const fn name(self) -> &'static str {
        match self {
            Self::Live => "gati:live",
            Self::Startup => "gati:startup",
            Self::Readiness => "gati:ready",
            Self::OpenApi | Self::OpenApi30 => "gati:openapi",
            Self::Manifest => "gati:manifest",
            Self::Docs => "gati:docs",
            Self::Versions | Self::Difference => "gati:versions",
            Self::NotFound => "",
        }
    }

    fn answer<G>(self, parts: &request::Parts, shared: &Shared<G>) -> Result<HttpResponse, Rejection> {
        let (method, common) = (&parts.method, &shared.common);
        if self == Self::NotFound {
            return Err(catalogue::route_not_found().into());
        }
        if method != Method::GET && method != Method::HEAD {
            return without_handler(method, &const { HeaderValue::from_static("GET, HEAD, OPTIONS") });
        }
        let documents = common.documents;
        match (self, common.lifecycle.phase()) {
            (Self::Live, _) => Ok(json(r#"{"status":"live"}"#)),
            (Self::Startup | Self::Readiness, Phase::Starting) => {
                Err(catalogue::unavailable("the app is starting; ask again").into())
            }
            (Self::Startup, _) => Ok(json(r#"{"status":"started"}"#)),
            (Self::Readiness, Phase::Stopping | Phase::Over) => {
                Err(catalogue::unavailable("the app is stopping; ask another instance").into())
            }
            (Self::Readiness, Phase::Ready) => readiness(&common.health),
            (Self::OpenApi, _) => Ok(json(documents.openapi)),
            (Self::OpenApi30, _) => Ok(json(documents.openapi_3_0)),
            (Self::Manifest, _) => Ok(json(documents.manifest)),
            (Self::Docs, _) => Ok(crate::docs::page()),
            (Self::Versions, _) => versions(common, |releases| releases.list(&parts.uri, &common.handlers)),
            (Self::Difference, _) => versions(common, |releases| releases.difference(&parts.uri)),
            (Self::NotFound, _) => Err(catalogue::route_not_found().into()),
        }
    }
}

/// Whether requests can be answered, and how each part is.
fn readiness(health: &Health) -> Result<HttpResponse, Rejection> {
    let parts = health.to_json();
    if health.is_whole() {
        return Ok(json(format!(r#"{{"status":"ready","parts":{parts}}}"#)));
    }
    let problem = catalogue::unavailable("a part of the app is down; ask another instance");
    Err(problem.member("parts", parts).into())
}

fn versions(
    common: &Common,
    tell: impl FnOnce(&Releases) -> Result<Value, Problem>,
) -> Result<HttpResponse, Rejection> {
    match &common.releases {
        Some(releases) => Ok(json(tell(releases)?.to_string())),
        None => Err(catalogue::route_not_found().into()),
    }
}

fn json(text: impl Into<Body>) -> HttpResponse {
    let mut response = HttpResponse::new(text.into());
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        const { HeaderValue::from_static("application/json") },
    );
    headers.insert(CACHE_CONTROL, const { HeaderValue::from_static("no-cache") });
    response
}

/// Answers requests for one built-in route.
pub(super) struct PageService<G: 'static> {
    pub(super) page: Page,
    pub(super) shared: Arc<Shared<G>>,
}

impl<G> Clone for PageService<G> {
    fn clone(&self) -> Self {
        Self {
            page: self.page,
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<G: Context> Service<Request<Body>> for PageService<G> {
    type Response = HttpResponse;
    type Error = Infallible;
    type Future = Ready<Result<HttpResponse, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (parts, _) = request.into_parts();
        let common = &self.shared.common;
        let exchange = Exchange::new(self.page.name(), self.shared.common.version, &parts, None, None);
        let seen = Seen {
            common,
            exchange: &exchange,
            method: &parts.method,
            path: self.page.path(),
            headers: &[],
        };
        ready(Ok(finish(self.page.answer(&parts, &self.shared), &seen)))
    }
}
