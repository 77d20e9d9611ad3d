//! The app under test, and its answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use gati::__private::{AppParts, MakeContext, Route, Sources, Timescape, app};
use gati::App;
use gati::auth::{AuthError, AuthFuture, Authenticator, Credential, Identity};
use gati::axum::Router;
use gati::axum::body::{Body, to_bytes};
use gati::http::request::{Builder, Parts};
use gati::http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

use crate::api::{MANIFEST, ROUTES, State};
use crate::old::TIMESCAPE;

/// A clock that a test moves.
#[derive(Clone, Debug)]
pub(crate) struct Clock(Arc<AtomicI64>);

impl Clock {
    /// One that shows 2026-02-01T00:00:00Z: after the deprecation of 1.0.0, and before its sunset.
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_769_904_000)))
    }

    pub(crate) fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// An app with these releases.
pub(crate) fn app_of(timescape: Timescape<State>, state: State, clock: &Clock) -> App<State> {
    app_from(timescape, ROUTES, state, clock)
}

/// An app with these releases and these routes.
pub(crate) fn app_with(timescape: Timescape<State>, routes: &'static [Route<State>]) -> App<State> {
    app_from(timescape, routes, State::default(), &Clock::new())
}

fn app_from(
    timescape: Timescape<State>,
    routes: &'static [Route<State>],
    state: State,
    clock: &Clock,
) -> App<State> {
    let clock = clock.clone();
    let anybody = Anybody(state.clone());
    parts(timescape, routes, Box::new(move |_| Ok(state)))
        .authenticator(anybody)
        .version_clock(move || UNIX_EPOCH + Duration::from_secs(u64::try_from(clock.now()).unwrap()))
}

/// An app with these releases, whose global context is made like this.
pub(crate) fn app_in(
    timescape: Timescape<State>,
    gctx: impl FnOnce(&mut Sources) -> gati::Result<State> + Send + 'static,
) -> App<State> {
    parts(timescape, ROUTES, Box::new(gctx)).authenticator(Anybody(State::default()))
}

fn parts(
    timescape: Timescape<State>,
    routes: &'static [Route<State>],
    gctx: MakeContext<State>,
) -> App<State> {
    app(AppParts {
        package: "shop",
        version: "0.9.0",
        routes,
        manifest: MANIFEST,
        openapi: "{}",
        openapi_3_0: "{}",
        artifacts_dir: None,
        timescape,
        gctx,
        modules: |_| Vec::new(),
    })
}

/// The app under test.
pub(crate) fn test_app() -> App<State> {
    app_of(TIMESCAPE, State::default(), &Clock::new())
}

/// Believes everybody, and counts.
struct Anybody(State);

impl Authenticator for Anybody {
    fn authenticate<'a>(&'a self, credential: &'a Credential, _: &'a Parts) -> AuthFuture<'a> {
        self.0.asked_who.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            match credential {
                Credential::Bearer(name) => Ok(Identity::new(name.expose())),
                _ => Err(AuthError::Invalid),
            }
        })
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn version(&self) -> &str {
        self.header("x-api-version")
    }

    /// The members of a problem document of Gati's, after checking that it is one.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        let document = self.json();
        assert_eq!(self.status, status, "{document:#}");
        assert_eq!(document["type"], format!("urn:gati:{code}"), "{document:#}");
        document
    }
}

pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    }
}

/// A request that asks for a version, or for none if the text is empty.
pub(crate) fn asking(request: Builder, version: &str) -> Builder {
    if version.is_empty() {
        request
    } else {
        request.header("x-api-version", version)
    }
}

/// Gets a path in a version.
pub(crate) async fn get(router: &Router, path: &str, version: &str) -> Answer {
    let request = asking(Request::get(path), version);
    send(router, request.body(Body::empty()).unwrap()).await
}

/// Posts JSON to a path in a version.
pub(crate) async fn post(router: &Router, path: &str, version: &str, body: &str) -> Answer {
    let request = asking(Request::post(path), version).header("content-type", "application/json");
    send(router, request.body(Body::from(body.to_owned())).unwrap()).await
}
