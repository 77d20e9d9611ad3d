//! Starting, stopping, and what runs meanwhile.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::handlers::State;
use crate::support::{Server, test_app, test_app_with};

#[tokio::test]
async fn a_running_request_is_finished_when_the_server_stops() {
    let state = State::default();
    let mut server = Server::start(test_app_with(state.clone())).await;
    let mut running = server.connect().await;
    running.write("GET /waits HTTP/1.1\r\nhost: x\r\n\r\n").await;
    while state.calls.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let mut idle = server.connect().await;
    server.stop();
    assert_eq!(idle.rest().await, "", "an idle connection is closed");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(
        tokio::net::TcpStream::connect(server.address).await.is_err(),
        "no new connection is accepted"
    );
    state.go_on.notify_waiters();
    let answer = running.rest().await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"),
        "{answer}"
    );
    server.stopped().await;
}

#[tokio::test]
async fn a_request_that_was_on_its_way_when_the_server_stopped_is_answered_and_is_the_last_one() {
    let mut server = Server::start(test_app()).await;
    let mut connection = server.connect().await;
    connection.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let first = connection.until("hello").await;
    assert!(!first.contains("connection: close"), "{first}");
    server.stop();
    // The server's tasks run in this thread: they all have seen that it stops.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    connection.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let last = connection.rest().await;
    assert!(
        last.starts_with("HTTP/1.1 200") && last.ends_with("hello"),
        "{last}"
    );
    assert!(last.contains("connection: close"), "{last}");
    server.stopped().await;
}

#[tokio::test]
async fn a_request_that_outlasts_the_grace_period_is_cut_off() {
    let mut server = Server::start(test_app().grace_period(Duration::from_millis(50))).await;
    let mut running = server.connect().await;
    running.write("GET /waits HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.stop();
    server.stopped().await;
    assert_eq!(running.rest().await, "");
}

#[tokio::test]
async fn event_streams_end_when_the_server_stops() {
    let mut server = Server::start(test_app()).await;
    let mut events = server.connect().await;
    events
        .write("GET /events/endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .await;
    events.until("data: 1").await;
    server.stop();
    let rest = events.rest().await;
    assert!(
        rest.ends_with("0\r\n\r\n"),
        "the stream ended as it should: {rest:?}"
    );
    server.stopped().await;
}

#[tokio::test]
async fn readiness_turns_before_the_door_closes() {
    let mut server = Server::start(test_app().drain_period(Duration::from_millis(300))).await;
    assert!(server.get("/health/ready").await.starts_with("HTTP/1.1 200"));
    server.stop();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let answer = server.get("/health/ready").await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after: 1"));
    assert!(server.get("/health/live").await.starts_with("HTTP/1.1 200"));
    assert!(
        server.get("/").await.ends_with("hello"),
        "requests are still answered"
    );
    server.stopped().await;
}

#[tokio::test]
async fn one_connection_carries_many_requests_also_pipelined() {
    let server = Server::start(test_app()).await;
    let mut connection = server.connect().await;
    let request = "GET /items/7 HTTP/1.1\r\nhost: x\r\n\r\n";
    connection.write(&request.repeat(20)).await;
    connection
        .write("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await;
    let answers = connection.rest().await;
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 21);
    assert!(answers.ends_with("hello"));
}

#[tokio::test]
async fn head_over_a_socket_has_a_length_and_no_body() {
    let server = Server::start(test_app()).await;
    let mut connection = server.connect().await;
    connection
        .write("HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await;
    let answer = connection.rest().await;
    assert!(answer.contains("content-length: 5\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
}

#[tokio::test]
async fn a_handler_sees_its_peer() {
    let server = Server::start(test_app()).await;
    let answer = server.get("/context").await;
    assert!(answer.contains(" context true true"), "{answer}");
}
