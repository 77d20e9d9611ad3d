//! Callers that mean no good, or have a bad line: each gets a clear answer or a clean close, and the server goes on.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use gati::Limits;
use gati::axum::body::Body;
use gati::http::Request;
use tokio::io::AsyncWriteExt;

use crate::handlers::State;
use crate::support::{Server, get, post_json, send, test_app, test_app_with};

/// The app under test, and what its handlers leave behind.
fn app_and_state() -> (gati::App<State>, State) {
    let state = State::default();
    (test_app_with(state.clone()), state)
}

#[tokio::test]
async fn a_panic_is_a_500_for_that_request_alone() {
    let server = Server::start(test_app()).await;
    let mut connection = server.connect().await;
    connection.write("GET /panics HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let answer = connection.until("urn:gati:problem:internal").await;
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    assert!(!answer.contains("boom"));
    connection.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    connection.until("hello").await;
}

#[tokio::test]
async fn a_handler_that_takes_too_long_is_cancelled() {
    let (app, state) = app_and_state();
    let request = Request::get("/slow").body(Body::empty()).unwrap();
    let answer = send(app.into_router(), request).await;
    let problem = answer.problem(504, "problem:timeout");
    assert!(problem["detail"].as_str().unwrap().contains("50ms"));
    assert!(state.cancelled.load(Ordering::SeqCst), "its future was dropped");
}

#[tokio::test]
async fn a_body_that_takes_too_long_is_a_408() {
    let server = Server::start(test_app()).await;
    let mut connection = server.connect().await;
    connection
        .write(
            "POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{",
        )
        .await;
    let answer = connection.rest().await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("urn:gati:problem:body_timeout"));
}

#[tokio::test]
async fn a_client_that_goes_away_cancels_its_handler() {
    let (app, state) = app_and_state();
    let server = Server::start(app).await;
    let mut connection = server.connect().await;
    connection.write("GET /waits HTTP/1.1\r\nhost: x\r\n\r\n").await;
    while state.calls.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(connection);
    // Only a handler that still waits would take the notice away from the next one.
    tokio::time::sleep(Duration::from_millis(100)).await;
    state.go_on.notify_waiters();
    assert!(server.get("/").await.ends_with("hello"));
}

#[tokio::test]
async fn garbage_is_answered_or_closed() {
    let server = Server::start(test_app()).await;
    for garbage in [
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: minus one\r\n\r\n",
        "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
    ] {
        let mut connection = server.connect().await;
        connection.write(garbage).await;
        let answer = connection.rest().await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
            "{garbage:?}: {answer}"
        );
    }
    assert!(server.get("/").await.ends_with("hello"));
}

#[tokio::test]
async fn a_head_of_ten_megabytes_is_a_431() {
    let server = Server::start(test_app()).await;
    let mut connection = server.connect().await;
    connection.write("GET / HTTP/1.1\r\nhost: x\r\nx-long: ").await;
    let piece = vec![b'a'; 64 * 1024];
    for _ in 0..160 {
        // The server stops reading long before the end.
        if connection.0.write_all(&piece).await.is_err() {
            break;
        }
    }
    let answer = connection.rest().await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
        "{answer}"
    );

    let mut connection = server.connect().await;
    let many: String = (0..200).map(|n| format!("x-{n}: 1\r\n")).collect();
    connection
        .write(&format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n"))
        .await;
    assert!(connection.rest().await.starts_with("HTTP/1.1 431"));
    assert!(server.get("/").await.ends_with("hello"));
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_a_413_however_it_is_sent() {
    let server = Server::start(test_app().limits(Limits::default().body(1000).stream(1000))).await;
    for path in ["/echo", "/bytes", "/count"] {
        let mut connection = server.connect().await;
        let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n");
        connection
            .write(&format!("{head}content-length: 1000000000000\r\n\r\n"))
            .await;
        let answer = connection.rest().await;
        assert!(answer.starts_with("HTTP/1.1 413"), "announced, {path}: {answer}");
        assert!(answer.contains("urn:gati:problem:body_too_large"));

        let mut connection = server.connect().await;
        connection
            .write(&format!("{head}transfer-encoding: chunked\r\n\r\n"))
            .await;
        let chunk = format!("200\r\n{}\r\n", "a".repeat(0x200));
        connection.write(&chunk).await;
        connection.write(&chunk).await;
        let answer = connection.rest().await;
        assert!(answer.starts_with("HTTP/1.1 413"), "in chunks, {path}: {answer}");
    }
}

#[tokio::test]
async fn a_client_that_sends_on_regardless_still_sees_the_413() {
    let server = Server::start(test_app().limits(Limits::default().body(1000))).await;
    let mut connection = server.connect().await;
    connection
        .write("POST /bytes HTTP/1.1\r\nhost: x\r\ncontent-length: 4000000\r\n\r\n")
        .await;
    connection.0.write_all(&vec![b'a'; 4_000_000]).await.unwrap();
    let answer = connection.rest().await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn a_truncated_body_closes_cleanly() {
    let server = Server::start(test_app()).await;
    for path in ["/echo", "/upload", "/count"] {
        let mut connection = server.connect().await;
        connection
            .write(&format!(
                "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\nshort"
            ))
            .await;
        connection.0.shutdown().await.unwrap();
        let answer = connection.rest().await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
            "{path}: {answer}"
        );
    }
    assert!(server.get("/").await.ends_with("hello"));
}

#[tokio::test]
async fn deep_json_is_refused_without_harm() {
    let brackets = "[".repeat(100_000);
    let problem = post_json("/echo", format!("{{\"amount\":{brackets}")).await;
    assert_eq!(problem.status.as_u16() / 100, 4, "{}", problem.text());
    // Where the value would be kept, the depth is what is told.
    let answer = post_json(
        "/echo",
        format!("{{\"x\":1,\"amount\":{brackets}{}}}", "]".repeat(100_000)),
    )
    .await;
    assert_eq!(answer.status.as_u16() / 100, 4, "{}", answer.text());
}

#[tokio::test]
async fn a_head_that_never_ends_closes_the_connection() {
    let limits = Limits::default().header_time(Duration::from_millis(100));
    let server = Server::start(test_app().limits(limits)).await;
    let started = Instant::now();
    let mut silent = server.connect().await;
    let mut slow = server.connect().await;
    slow.write("GET / HTTP/1.1\r\nhost:").await;
    silent.rest().await;
    slow.rest().await;
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn an_answer_that_takes_its_time_is_not_taken_for_a_head_that_does_not_come() {
    let limits = Limits::default().header_time(Duration::from_millis(50));
    let server = Server::start(test_app().limits(limits)).await;
    let mut events = server.connect().await;
    events
        .write("GET /events/endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .await;
    events.until("data: 1").await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    events.until(":\n\n").await;
}

#[tokio::test]
async fn a_client_that_does_not_read_is_let_go() {
    let limits = Limits::default().write_time(Duration::from_millis(100));
    let server = Server::start(test_app().limits(limits)).await;
    let mut connection = server.connect().await;
    connection
        .write("GET /stream/endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    // What was under way still arrives; then there is an end, although the stream has none.
    connection.rest().await;
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_for_their_turn() {
    let server = Server::start(test_app().limits(Limits::default().connections(1))).await;
    let mut first = server.connect().await;
    first.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    first.until("hello").await;
    let second = server.get("/");
    tokio::pin!(second);
    let early = tokio::time::timeout(Duration::from_millis(100), &mut second).await;
    assert!(early.is_err(), "there is room for one");
    drop(first);
    assert!(second.await.ends_with("hello"));
}

#[tokio::test]
async fn many_violations_make_no_large_answer() {
    let tags = "limit=x&".repeat(20_000);
    let answer = get(&format!("/search?{}", &tags[..60_000])).await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.len() < 64 * 1024, "{} bytes", answer.body.len());
}
