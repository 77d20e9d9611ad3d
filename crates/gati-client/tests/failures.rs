//! What a caller learns when a call does not succeed, and when it is tried again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod server;

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use gati_client::http::Method;
use gati_client::{Body, Client, Error, Json, Never, NoContent, Retry, Text};
use serde::Deserialize;
use serde_json::{Value, json};

use server::serve;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
enum CaptureError {
    ReservationFailed { balance: u64 },
}

fn problem(status: u16, document: &Value) -> Response {
    (
        StatusCode::from_u16(status).unwrap(),
        [("content-type", "application/problem+json")],
        document.to_string(),
    )
        .into_response()
}

async fn client(answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Client {
    let routes = Router::new().fallback(any(move || async move { answer() }));
    Client::builder(serve(routes).await)
        .retry(Retry::times(2).first_pause(Duration::from_millis(1)))
        .build()
        .unwrap()
}

/// A server that answers with each status in turn, the last one for ever, and counts.
async fn counting(statuses: &'static [u16], retry_after: Option<&'static str>) -> (Client, Arc<AtomicU32>) {
    let count = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&count);
    let client = client(move || {
        let turn = seen.fetch_add(1, Ordering::SeqCst) as usize;
        let status = StatusCode::from_u16(statuses[turn.min(statuses.len() - 1)]).unwrap();
        match retry_after {
            Some(text) => (status, [("retry-after", text)]).into_response(),
            None => status.into_response(),
        }
    })
    .await;
    (client, count)
}

#[tokio::test]
async fn the_handlers_own_error_is_typed() {
    let client = client(|| {
        problem(409, &json!({"type": "urn:gati:payments:reservation_failed", "title": "Conflict", "status": 409, "code": "reservation_failed", "balance": 7}))
    })
    .await;
    let call = client.call::<Json<Value>, CaptureError>(Method::POST, "/");
    match call.await.unwrap_err() {
        Error::Api {
            status,
            error,
            problem,
        } => {
            assert_eq!(status, 409);
            assert_eq!(error, CaptureError::ReservationFailed { balance: 7 });
            assert_eq!(problem.title, "Conflict");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_problem_of_the_framework_is_not_taken_for_the_handlers_error() {
    let client = client(|| {
        problem(422, &json!({
            "type": "urn:gati:problem:invalid", "title": "Invalid request", "code": "reservation_failed", "balance": 1,
            "request_id": "r7", "violations": [{"in": "body", "pointer": "/amount", "expected": "at least 1", "actual": "0"}],
        }))
    })
    .await;
    let call = client.call::<Json<Value>, CaptureError>(Method::POST, "/");
    let cause = call.await.unwrap_err();
    let problem = cause.problem().unwrap();
    assert!(cause.api().is_none());
    assert_eq!(cause.status().unwrap(), 422);
    assert_eq!(problem.request_id.as_deref(), Some("r7"));
    assert_eq!(problem.violations[0].pointer, "/amount");
}

#[tokio::test]
async fn an_error_code_that_the_client_does_not_know_is_still_a_problem() {
    let client = client(|| problem(409, &json!({"code": "frozen", "title": "Frozen"}))).await;
    let call = client.call::<Json<Value>, CaptureError>(Method::POST, "/");
    match call.await.unwrap_err() {
        Error::Problem(problem) => assert_eq!(problem.members["code"], "frozen"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_status_that_the_handler_does_not_have_is_unexpected() {
    for status in [200, 302, 418] {
        let client = client(move || (StatusCode::from_u16(status).unwrap(), "tea").into_response()).await;
        let call = client
            .call::<NoContent, CaptureError>(Method::POST, "/")
            .success(&[202]);
        match call.await.unwrap_err() {
            Error::UnexpectedStatus(reply) => {
                assert_eq!((reply.status.as_u16(), &reply.body[..]), (status, &b"tea"[..]));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_answer_of_another_shape_says_what_does_not_fit() {
    let client = client(|| "{}".into_response()).await;
    let call = client.call::<Json<u8>, Never>(Method::GET, "/");
    let cause = call.await.unwrap_err();
    assert!(matches!(cause, Error::Decode { .. }), "{cause:?}");
    assert!(
        cause.source().unwrap().to_string().contains("expected u8"),
        "{cause:?}"
    );
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout_of_the_call() {
    let routes = Router::new().fallback(any(|| tokio::time::sleep(Duration::from_secs(60))));
    let client = Client::new(serve(routes).await).unwrap();
    let call = client.call::<Text, Never>(Method::GET, "/");
    let cause = call.timeout(Duration::from_millis(50)).await.unwrap_err();
    assert!(matches!(cause, Error::Timeout { after } if after == Duration::from_millis(50)));
}

#[tokio::test]
async fn a_call_that_may_be_repeated_survives_an_overload() {
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let (client, count) = counting(&[503, 429, 200], None).await;
        client.call::<NoContent, Never>(method, "/").await.unwrap();
        assert_eq!(count.load(Ordering::SeqCst), 3);
    }
}

#[tokio::test]
async fn a_post_is_sent_once_unless_its_handler_is_idempotent() {
    let (client, count) = counting(&[503, 200], None).await;
    let call = || client.call::<NoContent, Never>(Method::POST, "/").json(&1);
    assert_eq!(call().await.unwrap_err().status().unwrap(), 503);
    assert_eq!(count.load(Ordering::SeqCst), 1);

    let (client, count) = counting(&[503, 200], None).await;
    let call = client.call::<NoContent, Never>(Method::POST, "/").json(&1);
    call.idempotent().await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_body_that_can_be_sent_once_is_sent_once() {
    let (client, count) = counting(&[503, 200], None).await;
    let body = Body::stream(futures_util::stream::iter([Ok::<_, std::io::Error>("x")]));
    let call = client.call::<NoContent, Never>(Method::PUT, "/").body(body);
    assert_eq!(call.await.unwrap_err().status().unwrap(), 503);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn repetitions_are_bounded_and_a_failure_is_not_repeated() {
    for (statuses, retry, attempts) in [
        (&[503][..], Retry::times(2), 3),
        (&[503], Retry::never(), 1),
        (&[500], Retry::times(2), 1),
        (&[404], Retry::times(2), 1),
    ] {
        let (client, count) = counting(statuses, None).await;
        let call = client.call::<NoContent, Never>(Method::GET, "/");
        call.retry(retry.first_pause(Duration::from_millis(1)))
            .await
            .unwrap_err();
        assert_eq!(count.load(Ordering::SeqCst), attempts, "{statuses:?}");
    }
}

#[tokio::test]
async fn the_pause_that_a_server_asks_for_is_kept_or_its_answer_is_final() {
    let (client, count) = counting(&[503, 200], Some("1")).await;
    let begin = std::time::Instant::now();
    client.call::<NoContent, Never>(Method::GET, "/").await.unwrap();
    assert!(begin.elapsed() >= Duration::from_secs(1));
    assert_eq!(count.load(Ordering::SeqCst), 2);

    let (client, count) = counting(&[503, 200], Some("3600")).await;
    let cause = client
        .call::<NoContent, Never>(Method::GET, "/")
        .await
        .unwrap_err();
    assert_eq!(cause.status().unwrap(), 503);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_pause_beyond_the_timeout_leaves_the_answer_that_is_there() {
    let (client, _) = counting(&[503, 200], Some("2")).await;
    let call = client.call::<NoContent, Never>(Method::GET, "/");
    let cause = call.timeout(Duration::from_secs(1)).await.unwrap_err();
    assert_eq!(cause.status().unwrap(), 503);
}

#[tokio::test]
async fn nobody_there_is_a_transport_error_without_the_query() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let client = Client::new(format!("http://127.0.0.1:{port}")).unwrap();
    let call = client
        .call::<Text, Never>(Method::GET, "/")
        .query(&[("key", "hunter2")]);
    let cause = call
        .retry(Retry::times(1).first_pause(Duration::from_millis(1)))
        .await
        .unwrap_err();
    match &cause {
        Error::Transport(cause) => assert!(cause.is_connect()),
        other => panic!("{other:?}"),
    }
    assert!(!format!("{cause:?} {cause} {}", cause.source().unwrap()).contains("hunter2"));
}
