//! The app inside other routers, and other routers inside the app.

use gati::BuiltIn;
use gati::axum::body::Body;
use gati::axum::extract::Request as AxumRequest;
use gati::axum::middleware::{Next, from_fn};
use gati::axum::routing::get;
use gati::axum::{Router, response::Response};
use gati::http::{Request, StatusCode};

use crate::support::{Answer, send, test_app};

async fn fetch(router: &Router, path: &str) -> Answer {
    send(router.clone(), Request::get(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_app_can_be_nested_under_a_prefix() {
    let outer = Router::new()
        .nest("/api/{tenant}", test_app().into_router())
        .route("/own", get(|| async { "own" }));
    assert_eq!(fetch(&outer, "/api/a/items/42").await.json(), 42);
    assert_eq!(fetch(&outer, "/api/a/files/x/y").await.text(), "x/y");
    assert_eq!(fetch(&outer, "/api/a/health/ready").await.status, 200);
    assert_eq!(fetch(&outer, "/own").await.text(), "own");
    let lost = fetch(&outer, "/api/a/nowhere").await;
    lost.problem(404, "problem:route_not_found");
    assert_eq!(
        fetch(&outer, "/nowhere").await.text(),
        "",
        "outside of the app axum answers"
    );
}

#[tokio::test]
async fn the_app_can_be_merged_into_a_router_with_a_fallback() {
    let outer = Router::new()
        .route("/own", get(|| async { "own" }))
        .fallback(|| async { (StatusCode::NOT_FOUND, "outer") })
        .merge(test_app().without_fallback().into_router());
    assert_eq!(fetch(&outer, "/").await.text(), "hello");
    assert_eq!(fetch(&outer, "/own").await.text(), "own");
    assert_eq!(fetch(&outer, "/nowhere").await.text(), "outer");
}

#[tokio::test]
async fn routes_and_layers_can_be_added_to_the_app() {
    async fn stamp(request: AxumRequest, next: Next) -> Response {
        let mut response = next.run(request).await;
        response.headers_mut().insert("x-stamp", "yes".parse().unwrap());
        response
    }
    let app = test_app()
        .merge(Router::new().route("/own", get(|| async { "own" })))
        .layer(from_fn(stamp))
        .into_router();
    for path in ["/", "/own", "/nowhere", "/docs"] {
        assert_eq!(fetch(&app, path).await.header("x-stamp"), "yes", "{path}");
    }
}

#[tokio::test]
async fn the_built_in_routes_are_there_until_they_are_left_out() {
    let pages = [
        ("/health/live", BuiltIn::Health),
        ("/health/startup", BuiltIn::Health),
        ("/health/ready", BuiltIn::Health),
        ("/openapi.json", BuiltIn::Description),
        ("/openapi-3.0.json", BuiltIn::Description),
        ("/manifest.json", BuiltIn::Description),
        ("/docs", BuiltIn::Docs),
    ];
    let app = test_app().into_router();
    for (path, group) in pages {
        assert_eq!(fetch(&app, path).await.status, 200, "{path}");
        let without = test_app().without(group).into_router();
        assert_eq!(fetch(&without, path).await.status, 404, "{path}");
    }
    assert_eq!(fetch(&app, "/openapi.json").await.json()["openapi"], "3.1.0");
    let post = Request::post("/docs").body(Body::empty()).unwrap();
    assert_eq!(send(app, post).await.status, 405);
}

#[tokio::test]
async fn the_reference_page_runs_no_script_but_its_own() {
    let app = test_app().into_router();
    let (first, second) = (fetch(&app, "/docs").await, fetch(&app, "/docs").await);
    let policy = first.header("content-security-policy");
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(first.text().contains(&format!("<script nonce=\"{nonce}\">")));
    assert!(!first.text().contains("GATI-NONCE"));
    assert_ne!(policy, second.header("content-security-policy"));
    for outside in ["src=", "href=\"http", ": url(", "@import"] {
        assert!(
            !first.text().contains(outside),
            "the page asks for nothing outside of its host: {outside}"
        );
    }
}
