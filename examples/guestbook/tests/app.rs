//! The app as its users meet it: handlers as functions, requests through everything, time, events, logs, failures.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use gati::prelude::*;
use gati::testing::{Fake, Simulation, TestApp, TestBuilder, check_modules};
use guestbook::AppConfig;
use guestbook::app::{self, Gctx};
use guestbook::book::{Book, Refused};
use guestbook::handlers::{Letter, SignError, Signed, Welcome, sign};
use serde_json::json;

/// The whole app, with the real book.
fn with_pages(pages: u32) -> TestBuilder<Gctx> {
    let greeting = "Hello".to_owned();
    TestApp::of(app::new())
        .config(AppConfig { greeting, pages })
        .secrets([("pepper", "for tests")])
}

// ANCHOR: handler
#[tokio::test]
async fn a_handler_is_a_function_and_its_module_a_fake() {
    let app = TestApp::of(app::new())
        .fake(Fake::<Book>::new().sign(|_| Err(Refused::Full)))
        .start()
        .await;
    let refused = sign("ada".to_owned(), Json(None), app.gctx()).await;
    assert_eq!(refused.unwrap_err(), SignError::BookFull);
}
// ANCHOR_END: handler

// ANCHOR: pipeline
#[tokio::test]
async fn a_request_goes_through_everything_and_its_log_is_kept() {
    let app = with_pages(1).start().await;
    let letter = Letter {
        text: "Dear house".to_owned(),
    };
    let welcome: Welcome = app.post("/guests/ada").json(&letter).await.json();
    assert_eq!(
        welcome,
        Welcome {
            text: "Hello, ada!".to_owned(),
            page: 1,
            letter: true
        }
    );
    let full = app
        .post("/guests/grace")
        .header("x-request-id", "r-7")
        .json(&())
        .await;
    assert_eq!(full.problem(507)["code"], "book_full");
    assert_eq!(full.header("x-request-id"), Some("r-7"));
    assert_eq!(
        app.post("/guests/ada")
            .body("application/json", "{")
            .await
            .status(),
        400
    );
    let logs = app.logs();
    assert!(
        logs.iter().any(|line| line.field("request_id") == Some("r-7")),
        "{logs:#?}"
    );
}
// ANCHOR_END: pipeline

#[tokio::test]
async fn the_files_of_the_package_are_the_configuration() {
    let app = TestApp::of(app::new())
        .secrets([("pepper", "for tests")])
        .start()
        .await;
    let welcome: Welcome = app.post("/guests/ada").json(&()).await.json();
    assert_eq!(welcome.text, "Welcome, ada!");
    let long = Letter {
        text: "x".repeat(17 * 1024),
    };
    assert_eq!(
        app.post("/guests/ada").json(&long).await.status(),
        413,
        "`[server.limits] body`"
    );
}

#[tokio::test]
async fn events_reach_whoever_is_subscribed() {
    let app = with_pages(3).start().await;
    let mut feed = app.gctx().events.subscribe::<Signed>();
    assert_eq!(app.post("/guests/ada").json(&()).await.status(), 201);
    assert_eq!(
        feed.next().await,
        Ok(Arc::new(Signed {
            name: "ada".to_owned()
        }))
    );
}

#[tokio::test]
async fn a_module_that_is_away_ends_its_requests_and_comes_back() {
    let app = with_pages(3).start().await;
    let outage = app.outage::<Book>();
    assert_eq!(app.get("/guests/count").await.status(), 503);
    drop(outage);
    assert_eq!(app.get("/guests/count").await.json::<u32>(), 0);
}

// ANCHOR: time
#[tokio::test(start_paused = true)]
async fn a_body_that_comes_too_slowly_runs_out_of_time_without_anybody_waiting() {
    let app = with_pages(3).start().await;
    let letter = Letter {
        text: "Dear house".to_owned(),
    };
    let slow = app
        .post("/guests/ada")
        .json(&letter)
        .slowly(Duration::from_secs(1))
        .await;
    assert_eq!(slow.status(), 408, "{slow:?}");
    let steady = app
        .post("/guests/ada")
        .json(&letter)
        .slowly(Duration::from_millis(50))
        .await;
    assert_eq!(steady.status(), 201, "{steady:?}");
}
// ANCHOR_END: time

#[tokio::test]
async fn the_module_keeps_its_contract_when_it_is_called_with_json() {
    let app = with_pages(1).start().await;
    let page = app
        .call_module::<Book>("sign", json!({ "name": "ada" }))
        .await
        .unwrap();
    assert_eq!(page, json!(1));
    assert!(
        app.call_module::<Book>("sign", json!({ "name": 7 }))
            .await
            .is_err()
    );
    let full = app.call_module::<Book>("sign", json!({ "name": "grace" })).await;
    assert_eq!(full.unwrap_err().to_string(), "the method failed: \"full\"");
}

#[test]
fn what_a_handler_needs_of_its_modules_is_compared_with_what_is_offered() {
    assert_eq!(check_modules(app::MANIFEST, "sign", app::MANIFEST), []);
    let mut other: serde_json::Value = serde_json::from_str(app::MANIFEST).unwrap();
    let methods = other["modules"][0]["methods"].as_array_mut().unwrap();
    methods.retain(|method| method["name"] != "sign");
    let breaches = check_modules(app::MANIFEST, "sign", &other.to_string());
    let said: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["`book.sign`: there is no such method"]);
}

// ANCHOR: simulation
/// Guests come at any time, lose their patience, find the book away for a while. Whatever happens, no page is written twice and none is left out.
#[test]
fn no_page_is_written_twice_whatever_goes_wrong() {
    Simulation::seeds(0..20).run(|sim| async move {
        let pages = sim.between(5..40);
        let app = with_pages(u32::try_from(pages).unwrap()).start().await;
        let client = app.client();
        let weather = sim.fork();
        let outages = async {
            for _ in 0..3 {
                weather.pause(Duration::from_secs(2)).await;
                let outage = app.outage::<Book>();
                weather.pause(Duration::from_millis(500)).await;
                drop(outage);
            }
        };
        let guests = sim.swarm(60, move |number, sim| {
            let client = client.clone();
            async move {
                sim.pause(Duration::from_secs(5)).await;
                let letter = Letter {
                    text: "Dear house".to_owned(),
                };
                let request = client
                    .post(&format!("/guests/guest-{number}"))
                    .json(&letter)
                    .slowly(sim.time(Duration::from_millis(20)));
                let patience = if sim.chance(0.2) {
                    sim.time(Duration::from_millis(300))
                } else {
                    Duration::from_secs(60)
                };
                let answer = request.or_leave(patience).await?;
                match answer.status() {
                    201 => Some(answer.json::<Welcome>().page),
                    503 | 507 => None,
                    _ => panic!("{answer:?}"),
                }
            }
        });
        let (answers, ()) = tokio::join!(guests, outages);
        let told: Vec<u32> = answers.into_iter().flatten().collect();
        let unique: BTreeSet<u32> = told.iter().copied().collect();
        assert_eq!(unique.len(), told.len(), "a page was given twice: {told:?}");
        let written: u32 = app.get("/guests/count").await.json();
        assert!(unique.iter().all(|page| (1..=written).contains(page)));
        assert!(u64::from(written) <= pages);
    });
}
// ANCHOR_END: simulation
