//! The API as its callers see it, but for the network.

use gati::axum::Router;
use gati::axum::body::{Body, to_bytes};
use gati::http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

use {{crate}}::app;

/// Calls the API, with a body if it is not null.
async fn call(api: &Router, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(path);
    let request = match body {
        Value::Null => request.body(Body::empty()),
        body => request
            .header("content-type", "application/json")
            .body(body.to_string().into()),
    };
    let answer = api.clone().oneshot(request.unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or_default())
}

#[tokio::test]
async fn a_note_is_written_shown_changed_and_taken_away() {
    let api = app::new().into_router();
    let (status, note) = call(&api, "POST", "/notes", json!({"title": "milk"})).await;
    assert_eq!(status, 201);
    assert_eq!(note, json!({"id": 1, "title": "milk", "text": ""}));

    let changed = json!({"title": "milk", "text": "two bottles"});
    let (status, note) = call(&api, "PUT", "/notes/1", changed).await;
    assert_eq!(
        (status, &note["text"]),
        (StatusCode::OK, &json!("two bottles"))
    );
    assert_eq!(call(&api, "GET", "/notes/1", Value::Null).await.1, note);

    assert_eq!(call(&api, "DELETE", "/notes/1", Value::Null).await.0, 204);
    let (status, problem) = call(&api, "GET", "/notes/1", Value::Null).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::NOT_FOUND, &json!("not_found"))
    );
}

#[tokio::test]
async fn a_list_comes_in_pages() {
    let api = app::new().into_router();
    for title in ["a", "b", "c"] {
        call(&api, "POST", "/notes", json!({"title": title})).await;
    }
    let (_, page) = call(&api, "GET", "/notes?after=1&limit=1", Value::Null).await;
    assert_eq!(page, json!([{"id": 2, "title": "b", "text": ""}]));
}

#[tokio::test]
async fn a_note_without_a_title_is_refused_with_the_reason() {
    let api = app::new().into_router();
    let (status, problem) = call(&api, "POST", "/notes", json!({"title": ""})).await;
    assert_eq!(status, 422);
    assert_eq!(problem["violations"][0]["pointer"], "/title");
}
