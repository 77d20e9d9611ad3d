//! Requests that no handler answers.

use gati::axum::body::Body;
use gati::http::Request;

use crate::support::{get, send, test_app};

#[tokio::test]
async fn an_unknown_path_is_a_404_with_a_problem() {
    let answer = get("/nowhere?secret=1").await;
    let problem = answer.problem(404, "problem:route_not_found");
    assert_eq!(problem["instance"], "/nowhere", "the query may hold secrets");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_unknown_method_is_a_405_that_tells_the_known_ones() {
    let request = Request::delete("/items/7").body(Body::empty()).unwrap();
    let answer = send(test_app().into_router(), request).await;
    let problem = answer.problem(405, "problem:method_not_allowed");
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS, POST");
    assert!(problem["detail"].as_str().unwrap().contains("DELETE"));
    let request = Request::builder()
        .method("BREW")
        .uri("/items/7")
        .body(Body::empty());
    let answer = send(test_app().into_router(), request.unwrap()).await;
    answer.problem(405, "problem:method_not_allowed");
}

#[tokio::test]
async fn options_tells_the_methods() {
    let request = Request::options("/items/7").body(Body::empty()).unwrap();
    let answer = send(test_app().into_router(), request).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS, POST");
    assert!(!answer.header("x-request-id").is_empty());
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let request = Request::head("/").body(Body::empty()).unwrap();
    let answer = send(test_app().into_router(), request).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (200, String::new()));
    assert_eq!(answer.header("content-length"), "5");
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let request = Request::head("/form").body(Body::empty()).unwrap();
    assert_eq!(send(test_app().into_router(), request).await.status, 405);
}

#[tokio::test]
async fn an_unruly_request_id_is_replaced() {
    for id in ["a b", "<script>", &"x".repeat(129)] {
        let request = Request::get("/nowhere")
            .header("x-request-id", id)
            .body(Body::empty());
        let answer = send(test_app().into_router(), request.unwrap()).await;
        assert_eq!(answer.header("x-request-id").len(), 36, "{id}");
    }
}
