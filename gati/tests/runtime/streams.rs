//! Answers that are sent as they come.

use gati::axum::body::{Body, to_bytes};
use gati::http::Request;
use tower::ServiceExt;

use crate::support::{Server, get, test_app};

#[tokio::test]
async fn events_carry_ids_names_and_json() {
    let answer = get("/events").await;
    assert_eq!(answer.header("content-type"), "text/event-stream");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(
        answer.text(),
        "id: 0\ndata: 0\n\nevent: oddone\nid: 1\nretry: 1500\ndata: 1\n\nid: 2\ndata: 2\n\n"
    );
}

#[tokio::test]
async fn a_quiet_event_stream_is_kept_alive() {
    let server = Server::start(test_app()).await;
    let mut connection = server.connect().await;
    connection
        .write("GET /events/endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .await;
    connection.until("data: 1\n\n").await;
    connection.until(":\n\n").await;
    connection.until(":\n\n").await;
}

#[tokio::test]
async fn an_event_that_breaks_its_contract_ends_the_stream() {
    let text = get("/events/broken").await.text();
    assert!(
        text.starts_with("data: {\"amount\":1,\"currency\":\"EUR\"}\n\nevent: problem\n"),
        "{text}"
    );
    assert!(!text.contains("\"amount\":2"));
}

#[tokio::test]
async fn lines_are_one_value_each() {
    let answer = get("/lines").await;
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    assert_eq!(answer.text(), "\"a\"\n\"b\\nc\"\n");
}

#[tokio::test]
async fn a_stream_that_fails_is_seen_to_be_cut_off() {
    for path in ["/lines/broken", "/stream/panics"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = test_app().into_router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        to_bytes(response.into_body(), usize::MAX).await.unwrap_err();
    }
    let server = Server::start(test_app()).await;
    let text = server.get("/stream/panics").await;
    assert!(
        !text.ends_with("0\r\n\r\n"),
        "the last chunk says that all is well: {text}"
    );
    assert!(server.get("/").await.ends_with("hello"), "the server goes on");
}
