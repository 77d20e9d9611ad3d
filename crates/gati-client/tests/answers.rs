//! What a caller receives: every kind of answer, with and without its head.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod server;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use futures_util::{StreamExt as _, stream};
use gati_client::bytes::Bytes;
use gati_client::http::Method;
use gati_client::{
    Binary, ByteStream, Call, Client, Error, Events, Json, JsonLines, Never, NoContent, Reply, Text,
};

use server::serve;

fn chunks(texts: &'static [&'static str]) -> Body {
    Body::from_stream(stream::iter(texts).map(|text| Ok::<_, std::io::Error>(Bytes::from(*text))))
}

async fn client() -> Client {
    let routes = Router::new()
        .route(
            "/json",
            get(|| async { (StatusCode::ACCEPTED, [("x-total", "3")], "[1,2,3]") }),
        )
        .route("/text", get(|| async { "é" }))
        .route("/empty", get(|| async { StatusCode::NO_CONTENT }))
        .route("/bytes", get(|| async { vec![0_u8, 255] }))
        .route("/stream", get(|| async { chunks(&["ab", "c"]) }))
        .route("/lines", get(|| async { chunks(&["1\n2", "\n", "3"]) }))
        .route("/large", get(|| async { "x".repeat(2_000) }))
        .route(
            "/events",
            get(|headers: HeaderMap| async move {
                assert_eq!(headers["accept"], "text/event-stream, application/problem+json");
                let slow = stream::iter(["id: 1\ndata: 10\n\n", ": ping\n\n", "data: 20\n\n"])
                    .then(|text| async move {
                        tokio::time::sleep(Duration::from_millis(60)).await;
                        Ok::<_, std::io::Error>(text)
                    })
                    .chain(stream::pending());
                ([("content-type", "text/event-stream")], Body::from_stream(slow)).into_response()
            }),
        );
    Client::builder(serve(routes).await)
        .answer_limit(1_000)
        .build()
        .unwrap()
}

async fn call<A>(path: &str) -> Call<A, Never> {
    client().await.call(Method::GET, path)
}

#[tokio::test]
async fn json_comes_alone_or_with_its_head() {
    let numbers = call::<Json<Vec<u8>>>("/json").await.await.unwrap();
    assert_eq!(numbers, [1, 2, 3]);
    let Reply {
        status,
        headers,
        body,
        ..
    } = call::<Json<Vec<u8>>>("/json")
        .await
        .with_response()
        .await
        .unwrap();
    assert_eq!(
        (status.as_u16(), headers["x-total"].as_bytes(), body),
        (202, &b"3"[..], numbers)
    );
}

#[tokio::test]
async fn text_bytes_and_nothing_are_read_whole() {
    assert_eq!(call::<Text>("/text").await.await.unwrap(), "é");
    assert_eq!(call::<Binary>("/bytes").await.await.unwrap(), &[0, 255][..]);
    call::<NoContent>("/empty").await.await.unwrap();
}

#[tokio::test]
async fn bytes_that_are_no_text_are_a_decode_error() {
    let cause = call::<Text>("/bytes").await.await.unwrap_err();
    assert!(matches!(cause, Error::Decode { .. }), "{cause:?}");
}

#[tokio::test]
async fn a_stream_is_given_before_it_ends() {
    let mut stream = call::<ByteStream>("/stream").await.await.unwrap();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        bytes.extend_from_slice(&chunk.unwrap());
    }
    assert_eq!(bytes, b"abc");
}

#[tokio::test]
async fn json_lines_are_values() {
    let lines = call::<JsonLines<u8>>("/lines").await.await.unwrap();
    let values: Vec<u8> = lines.map(Result::unwrap).collect().await;
    assert_eq!(values, [1, 2, 3]);
}

#[tokio::test]
async fn events_outlive_the_timeout_of_their_call() {
    let call = call::<Events<u8>>("/events").await;
    let mut events = call.timeout(Duration::from_millis(100)).await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.id.as_deref(), first.data), (Some("1"), 10));
    assert_eq!(events.next().await.unwrap().unwrap().data, 20);
    // The server has more to say; dropping the stream ends the conversation.
    drop(events);
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_not_kept() {
    let cause = call::<Text>("/large").await.await.unwrap_err();
    assert!(matches!(cause, Error::TooLarge { limit: 1_000 }), "{cause:?}");
}
