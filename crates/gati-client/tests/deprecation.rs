//! What a client makes of a server that says which version answered and what is going away.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod server;

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use gati_client::http::Method;
use gati_client::{Builder, Client, Error, Never, NoContent, Text};

use server::serve;

const ENDING: [(&str, &str); 4] = [
    ("deprecation", "@1767225600"),
    ("sunset", "Fri, 01 Jan 2027 00:00:00 GMT"),
    ("link", "</v2>; rel=\"successor-version\""),
    ("x-api-version", "1.3.0"),
];

async fn url() -> String {
    serve(
        Router::new()
            .route("/old/{id}", get(|| async { (ENDING, "old") }))
            .route("/gone", get(|| async { (StatusCode::GONE, ENDING) }))
            .route("/new", get(|| async { ([("x-api-version", "1.4.0")], "new") }))
            .route(
                "/odd",
                get(|| async { ([("deprecation", "true"), ("sunset", "soon")], "odd") }),
            ),
    )
    .await
}

/// A client that writes down what it hears.
async fn listening() -> (Client, Arc<Mutex<Vec<String>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let book = Arc::clone(&heard);
    let client = Builder::new(url().await, Some("1.3.0"))
        .on_deprecated(move |route, notice| {
            let sunset = notice.sunset.unwrap().duration_since(UNIX_EPOCH).unwrap();
            let version = notice.version.as_deref().unwrap();
            book.lock()
                .unwrap()
                .push(format!("{route} {version} {}", sunset.as_secs()));
        })
        .build()
        .unwrap();
    (client, heard)
}

#[tokio::test]
async fn a_deprecation_reaches_the_caller_with_the_route_and_the_reply() {
    let (client, heard) = listening().await;
    let call = client.call::<Text, Never>(Method::GET, "/old/:id").path("id", &7);
    let reply = call.with_response().await.unwrap();
    assert_eq!(*heard.lock().unwrap(), ["GET /old/:id 1.3.0 1798761600"]);
    let notice = reply.deprecation().unwrap();
    assert_eq!(
        notice.since,
        Some(UNIX_EPOCH + Duration::from_secs(1_767_225_600))
    );
    assert_eq!(notice.link.as_deref(), Some(ENDING[2].1));
    assert_eq!(reply.version(), Some("1.3.0"));
}

#[tokio::test]
async fn an_answer_that_fails_tells_of_it_too() {
    let (client, heard) = listening().await;
    let error = client.call::<NoContent, Never>(Method::GET, "/gone").await;
    assert!(matches!(error, Err(Error::UnexpectedStatus(_))));
    assert_eq!(*heard.lock().unwrap(), ["GET /gone 1.3.0 1798761600"]);
}

#[tokio::test]
async fn what_is_not_going_away_or_is_told_oddly_is_no_notice() {
    let (client, heard) = listening().await;
    for (path, version) in [("/new", Some("1.4.0")), ("/odd", None)] {
        let call = client.call::<Text, Never>(Method::GET, path);
        let reply = call.with_response().await.unwrap();
        assert_eq!((reply.deprecation(), reply.version()), (None, version), "{path}");
    }
    assert!(heard.lock().unwrap().is_empty());
}
