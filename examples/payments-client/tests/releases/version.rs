//! What a client learns of its version, and what happens to one that nobody serves.

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use gati_client::http::Method;
use gati_client::serde_json::Value;
use gati_client::{Builder, Error, Json, Never};
use payments_client::releases::{v1_0_0, v1_1_0, v2_0_0, v3_0_0, v4_0_0, v5_0_0, v5_0_1};

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
    let after = |seconds| Some(UNIX_EPOCH + Duration::from_secs(seconds));
    assert_eq!(notice.since, after(1_770_022_800), "2026-02-02T09:00:00Z");
    assert_eq!(notice.sunset, after(1_835_654_400), "2028-03-03");
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

/// What the server says of its releases.
async fn versions(server: &Server, path: &str) -> Value {
    let client: gati_client::Client = Builder::new(&server.url, None).build().unwrap();
    client
        .call::<Json<Value>, Never>(Method::GET, path)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_list_of_releases_tells_the_version_of_each_handler_and_the_schema_of_the_books() {
    let server = Server::start().await;
    let list = versions(&server, "/versions").await;
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
    let oldest = releases.last().unwrap();
    assert_eq!(oldest["status"], "deprecated");
    assert_eq!(oldest["note"], "say the currency of every sum: 2.0.0 or later");
    let narrowed = versions(&server, "/versions?handler=captures").await;
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

/// The releases whose clients run in these tests.
const CLIENTS: [Option<&str>; 7] = [
    v1_0_0::API_VERSION,
    v1_1_0::API_VERSION,
    v2_0_0::API_VERSION,
    v3_0_0::API_VERSION,
    v4_0_0::API_VERSION,
    v5_0_0::API_VERSION,
    v5_0_1::API_VERSION,
];

#[tokio::test]
async fn every_release_that_is_served_has_a_client_here() {
    let server = Server::start().await;
    let list = versions(&server, "/versions").await;
    let releases = list["releases"].as_array().unwrap().iter().rev();
    let served: Vec<Option<&str>> = releases.map(|release| release["version"].as_str()).collect();
    assert_eq!(served, CLIENTS);
}

/// What changed between the releases: the version, the rule, and a handler that it reaches.
const KINDS: [(&str, &str, &str); 7] = [
    // Who pays has another name.
    ("3.0.0", "field-renamed", "authorise"),
    // Captures say their currency, which was euros before.
    ("2.0.0", "field-added-required", "capture"),
    // Answers tell of payments that were captured in part.
    ("3.0.0", "enum-value-added", "get"),
    // `/payments/:id/cancel` is `/payments/:id/release`.
    ("4.0.0", "path-changed", "release"),
    // What cannot be captured was one error.
    ("4.0.0", "error-variant-removed", "capture"),
    ("4.0.0", "error-variant-added", "capture"),
    // The body to authorise was put together otherwise.
    ("5.0.0", "type-changed", "authorise"),
];

#[tokio::test]
async fn the_way_from_the_first_release_has_every_kind_of_change() {
    let server = Server::start().await;
    let way = versions(&server, "/versions/diff?from=1.0.0").await;
    let steps = way["steps"].as_array().unwrap();
    for (version, rule, handler) in KINDS {
        let step = steps.iter().find(|step| step["version"] == version).unwrap();
        let changes = step["changes"].as_array().unwrap();
        let is_there = changes.iter().any(|change| {
            let handlers = change["handlers"].as_array().unwrap();
            change["rule"] == rule && handlers.contains(&Value::from(handler))
        });
        assert!(is_there, "{rule} of `{handler}` in {version}: {step:#}");
    }
}
