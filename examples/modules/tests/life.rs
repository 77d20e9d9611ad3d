//! Starting, stopping, failing and coming back.

use std::time::Duration;

use gati::axum::Router;
use gati::axum::body::{Body, to_bytes};
use gati::http::Request;
use modules::app::{self, Gctx};
use modules::{CarrierFake, Fault, Journal, StockError, StockFake, StoreFake, TallyFake};
use serde_json::{Value, json};
use tower::ServiceExt;

async fn call(router: Router, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .expect("a request");
    let response = router.oneshot(request).await.expect("an answer");
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    let value = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
    (status, value)
}

/// Asks until something holds; a slow machine gets its time.
async fn until(mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..6000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never held");
}

#[tokio::test]
async fn modules_start_after_those_that_they_need_and_stop_before_them() {
    let journal = Journal::default();
    // ANCHOR: start
    let started = app::with_state(journal.clone()).start().await.expect("it starts");
    let (status, body) = call(started.router(), "GET", "/stock/apple", None).await;
    assert_eq!((status, body), (200, json!({"left": 10})));
    let (status, body) = call(started.router(), "GET", "/health/ready", None).await;
    assert_eq!(status, 200);
    assert_eq!(body["parts"]["modules.stock"], json!({"state": "up"}));
    started.stop().await;
    // ANCHOR_END: start
    assert_eq!(
        journal.lines(),
        [
            "carrier starts",
            "store starts",
            "stock starts",
            "stock stops",
            "store stops",
            "carrier stops"
        ]
    );
}

#[tokio::test]
async fn a_module_that_does_not_start_stops_the_start_with_its_name_and_its_cause() {
    let journal = Journal::default();
    journal.set_fault("stock", Some(Fault::Refuses));
    let error = app::with_state(journal.clone())
        .start()
        .await
        .expect_err("it must not start");
    let text = format!("{error:?}");
    assert_eq!(
        text,
        "the module `stock` did not start\n  because: the shelf is locked"
    );
    assert_eq!(
        journal.lines(),
        ["carrier starts", "store starts", "store stops", "carrier stops"],
        "what had started is closed, in reverse"
    );
}

#[tokio::test]
async fn a_module_that_is_down_fails_alone_and_comes_back() {
    let journal = Journal::default();
    let started = app::with_state(journal.clone()).start().await.expect("it starts");
    let parcel = json!({"to": "Delhi", "grams": 5});
    let send = async || call(started.router(), "POST", "/parcels", Some(parcel.clone())).await;
    assert_eq!(send().await.0, 200);
    journal.break_carrier(true);
    until(async || send().await.0 == 503).await;
    let (_, problem) = send().await;
    assert_eq!(problem["type"], "urn:gati:problem:module_unavailable");
    let (status, body) = call(started.router(), "GET", "/health/ready", None).await;
    assert_eq!(status, 503);
    assert_eq!(
        body["parts"]["modules.carrier"],
        json!({"state": "down", "cause": "`health` failed; the log says why"})
    );
    assert_eq!(body["parts"]["modules.stock"]["state"], "up");
    let (status, _) = call(started.router(), "GET", "/stock/apple", None).await;
    assert_eq!(status, 200, "handlers that do not need it go on");
    journal.break_carrier(false);
    until(async || send().await.0 == 200).await;
    until(async || call(started.router(), "GET", "/health/ready", None).await.0 == 200).await;
    let starts = journal
        .lines()
        .iter()
        .filter(|line| *line == "carrier starts")
        .count();
    assert_eq!(starts, 2, "it was started anew");
    started.stop().await;
}

#[tokio::test]
async fn a_fake_stands_in_for_a_module_which_is_then_not_started() {
    let journal = Journal::default();
    // ANCHOR: fake
    let started = app::with_state(journal.clone())
        .fake(StockFake::new().take(|name, count| {
            assert_eq!((name, count), ("apple", 1));
            Err(StockError::NotEnough { left: 3 })
        }))
        .start()
        .await
        .expect("it starts");
    // ANCHOR_END: fake
    let (status, problem) = call(started.router(), "POST", "/stock/apple/take", None).await;
    assert_eq!(status, 409);
    assert_eq!(problem["left"], 3);
    started.stop().await;
    assert!(!journal.lines().contains(&"stock starts".to_owned()));
}

#[tokio::test]
async fn a_module_knows_the_deadline_of_the_request_that_calls_it() {
    let (told, heard) = std::sync::mpsc::channel();
    let router = app::with_state(Journal::default())
        .fake(CarrierFake::new())
        .fake(StoreFake::new())
        .fake(TallyFake::new())
        .fake(StockFake::new().take(move |_, _| {
            told.send(gati::remaining()).expect("somebody hears it");
            Ok(1)
        }))
        .limits(gati::Limits::default().request_time(Duration::from_secs(7)))
        .try_into_router()
        .expect("fakes need no start");
    assert_eq!(gati::remaining(), None, "outside of a request there is no hurry");
    assert_eq!(call(router, "POST", "/stock/apple/take", None).await.0, 200);
    let left = heard
        .recv()
        .expect("it was called")
        .expect("the request has a deadline");
    assert!(
        left <= Duration::from_secs(7) && left > Duration::from_secs(1),
        "{left:?}"
    );
}

#[tokio::test]
async fn an_app_with_modules_has_no_router_before_it_is_started_unless_all_are_faked() {
    let error = app::new().try_into_router().expect_err("modules must be started");
    assert!(error.to_string().contains("`carrier` among them"), "{error}");
    let router = app::new()
        .fake(CarrierFake::new())
        .fake(StockFake::new())
        .fake(StoreFake::new())
        .fake(TallyFake::new())
        .try_into_router()
        .expect("fakes need no start");
    assert_eq!(call(router, "GET", "/health/ready", None).await.0, 200);
}

#[tokio::test]
async fn the_context_gives_every_module() {
    let started = app::new().start().await.expect("it starts");
    let gctx: &Gctx = started.gctx();
    assert_eq!(gctx.modules.stock.count("apple").await, 10);
    assert_eq!(gctx.modules.store.get("apple"), 10);
    // Its place is there; what it will do comes with it.
    let _: &gati::Effects = &gctx.effects;
    let held = gctx.modules.store.clone();
    started.stop().await;
    let after = tokio::spawn(async move { held.get("apple") }).await;
    assert!(after.is_err(), "a call after the stop is the end of its task");
}
