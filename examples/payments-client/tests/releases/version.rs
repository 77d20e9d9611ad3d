//! What a client learns of its version, and what happens to one that nobody serves.

use std::sync::{Arc, Mutex};

use gati_client::http::Method;
use gati_client::serde_json::Value;
use gati_client::{Builder, Error, Json, Never};
use payments_client::releases::v1_0_0;

use crate::server::Server;

// ANCHOR: deprecated
#[tokio::test]
async fn a_client_of_a_deprecated_release_is_told_when_it_ends() {
    let server = Server::start().await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let book = Arc::clone(&heard);
    let client: v1_0_0::Client = v1_0_0::Client::builder(&server.url)
        .on_deprecated(move |route, notice| {
            book.lock().unwrap().push((route.to_owned(), notice.clone()));
        })
        .build()
        .unwrap();
    client.get(v1_0_0::PaymentId(42)).await.unwrap();

    let heard = heard.lock().unwrap();
    let (route, notice) = &heard[0];
    assert_eq!(route, "GET /payments/:id");
    assert_eq!(notice.version.as_deref(), Some("1.0.0"));
    assert!(notice.since < notice.sunset);
    assert!(notice.link.as_ref().unwrap().contains("successor-version"));
}
// ANCHOR_END: deprecated

#[tokio::test]
async fn every_way_to_ask_for_a_release_leads_to_it() {
    let server = Server::start().await;
    for (asked, version) in [
        ("1.0.0", "1.0.0"),
        ("v1", "1.1.0"),
        ("2025-12-24", "2.0.0"),
        ("2026-02-02T09:00:00Z", "3.0.0"),
        ("5.0.0", "5.0.0"),
        ("stable", "5.0.1"),
    ] {
        let client: gati_client::Client = Builder::new(&server.url, None)
            .default_header("x-api-version", asked)
            .build()
            .unwrap();
        let call = client.call::<Json<Value>, Never>(Method::GET, "/payments/42");
        let reply = call.with_response().await.unwrap();
        assert_eq!(reply.version(), Some(version), "{asked}");
        // Until then who pays was the payer.
        let has_payer = reply.body.get("payer").is_some();
        assert_eq!(has_payer, version < "3", "{asked}: {}", reply.body);
    }
}

#[tokio::test]
async fn a_release_that_never_was_is_refused_with_those_that_are() {
    let server = Server::start().await;
    let client: gati_client::Client = Builder::new(&server.url, Some("9.0.0")).build().unwrap();
    let call = client.call::<Json<Value>, Never>(Method::GET, "/payments/42");
    let Err(Error::Problem(problem)) = call.await else {
        panic!("it is refused");
    };
    assert_eq!(problem.status, 400);
    assert!(
        Value::Object(problem.members.clone())
            .to_string()
            .contains("5.0.1"),
        "{problem:?}"
    );
}

#[tokio::test]
async fn the_list_of_releases_tells_the_version_of_each_handler_and_the_schema_of_the_books() {
    let server = Server::start().await;
    let client: gati_client::Client = Builder::new(&server.url, None).build().unwrap();
    let list = client.call::<Json<Value>, Never>(Method::GET, "/versions");
    let list = list.await.unwrap();
    let releases = list["releases"].as_array().unwrap();
    let of_captures: Vec<&str> = releases
        .iter()
        .map(|release| release["handlers"]["capture"].as_str().unwrap())
        .collect();
    assert_eq!(
        of_captures,
        ["3.1.0", "3.1.0", "3.1.0", "3.0.0", "2.0.0", "1.0.0", "1.0.0"]
    );
    // What was released before the books had a number says nothing of them.
    let of_the_books: Vec<&Value> = releases
        .iter()
        .map(|release| &release["schema_versions"]["ledger"])
        .collect();
    let (newest, before) = of_the_books.split_first().unwrap();
    assert_eq!(**newest, 1);
    assert!(before.iter().all(|schema| schema.is_null()), "{before:?}");
    let narrowed = client.call::<Json<Value>, Never>(Method::GET, "/versions?handler=captures");
    let narrowed = narrowed.await.unwrap();
    let since: Vec<&Value> = narrowed["releases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|release| &release["version"])
        .collect();
    assert_eq!(
        since,
        ["5.0.1", "5.0.0", "4.0.0", "3.0.0", "2.0.0", "1.1.0"],
        "1.0.0 did not have it"
    );
}
