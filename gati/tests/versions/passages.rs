//! Requests of old releases on their way to today's handlers, and the answers on their way back.

use std::sync::atomic::Ordering;

use serde_json::json;

use crate::api::State;
use crate::old::TIMESCAPE;
use crate::support::{Clock, app_of, get, post, test_app};

#[tokio::test]
async fn a_request_is_lifted_and_its_answer_lowered() {
    let router = test_app().into_router();
    let answer = post(
        &router,
        "/captures/7",
        "1.0.0",
        r#"{"cents": 100, "note": "thanks"}"#,
    )
    .await;
    assert_eq!(answer.status, 200, "the old status: {}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    // The note has no place in today's shape: the lift kept it for the way back.
    assert_eq!(answer.json(), json!({"id": "7", "cents": 100, "note": "thanks"}));
    let answer = post(&router, "/payments/7/capture", "1.1.0", "100").await;
    assert_eq!(answer.status, 202);
    assert_eq!(answer.json()["currency"], "EUR");
    let answer = post(
        &router,
        "/payments/7/capture",
        "",
        r#"{"amount": 100, "currency": "USD"}"#,
    )
    .await;
    assert_eq!((answer.status.as_u16(), answer.version()), (202, "2.0.0"));
}

#[tokio::test]
async fn errors_are_those_of_the_old_release_and_new_ones_are_told_as_they_are() {
    let router = test_app().into_router();
    let answer = post(&router, "/captures/7", "1.0.0", r#"{"cents": 1500}"#).await;
    let problem = answer.problem(400, "shop:not_enough");
    assert_eq!(problem["title"], "More than there is.");
    assert_eq!(answer.version(), "1.0.0");
    post(&router, "/captures/7", "1.0.0", r#"{"cents": 13}"#)
        .await
        .problem(503, "shop:closed");
    let new = r#"{"amount": 1500, "currency": "EUR"}"#;
    let problem = post(&router, "/payments/7/capture", "", new)
        .await
        .problem(409, "shop:too_much");
    assert_eq!(problem["left"], 1000);
}

#[tokio::test]
async fn what_breaks_the_old_contract_is_explained_by_it() {
    let state = State::default();
    let router = app_of(TIMESCAPE, state.clone(), &Clock::new()).into_router();
    let answer = post(&router, "/captures/7", "1.0.0", r#"{"cents": 0, "note": 3}"#).await;
    let problem = answer.problem(422, "problem:invalid_body");
    let pointers: Vec<&str> = problem["violations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|violation| violation["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/cents", "/note"]);
    assert_eq!(answer.version(), "1.0.0");
    let problem = post(&router, "/captures/x", "1.0.0", "{}")
        .await
        .problem(400, "problem:invalid_path");
    assert_eq!(problem["violations"][0]["pointer"], "/payment", "by its old name");
    assert_eq!(state.captures.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_value_without_a_counterpart_says_which_version_could_not_be_served_and_why() {
    let state = State::default();
    let router = app_of(TIMESCAPE, state.clone(), &Clock::new()).into_router();
    let lifting = post(&router, "/captures/7", "1.0.0", r#"{"cents": 7}"#).await;
    let problem = lifting.problem(422, "problem:version_cannot_serve");
    assert_eq!(problem["version"], "1.0.0");
    assert_eq!(problem["reason"], "seven cents were a joke of that time");
    assert_eq!(
        state.captures.load(Ordering::SeqCst),
        0,
        "the handler was not run"
    );
    let lowering = post(&router, "/captures/7", "1.0.0", r#"{"cents": 666}"#).await;
    let problem = lowering.problem(406, "problem:version_cannot_serve");
    assert_eq!(problem["reason"], "that number could not be told");
    assert_eq!(state.captures.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_event_without_a_counterpart_ends_its_stream_with_the_version_and_the_reason() {
    let router = test_app().into_router();
    let events = get(&router, "/spoilt", "1.0.0").await.text();
    let (told, last) = events.split_once("event: problem\ndata: ").expect(&events);
    assert_eq!(told, "data: {\"number\":\"1\"}\n\n");
    let problem: serde_json::Value = serde_json::from_str(last.trim_end()).expect(last);
    assert_eq!(problem["type"], "urn:gati:problem:version_cannot_serve");
    assert_eq!(
        (&problem["version"], &problem["reason"]),
        (&json!("1.0.0"), &json!("that number could not be told"))
    );
    assert_eq!(
        get(&router, "/spoilt", "").await.text().matches("count").count(),
        3
    );
}

#[tokio::test]
async fn mistakes_of_transformers_are_ours_and_not_the_callers() {
    let router = test_app().into_router();
    // It panics; it makes what today's contract refuses; it makes what the old contract refuses.
    for cents in [8, 9, 950] {
        let body = format!("{{\"cents\": {cents}}}");
        let answer = post(&router, "/captures/7", "1.0.0", &body).await;
        let problem = answer.problem(500, "problem:transformer_failed");
        assert_eq!(answer.version(), "1.0.0");
        assert!(!problem.to_string().contains("on purpose"), "{problem}");
    }
    get(&router, "/borrows", "1.0.0")
        .await
        .problem(500, "problem:transformer_failed");
    assert_eq!(get(&router, "/borrows", "").await.status, 200);
}

#[tokio::test]
async fn every_kind_of_answer_is_lowered() {
    let router = test_app().into_router();
    let events = get(&router, "/ticks", "1.0.0").await;
    assert_eq!(events.header("content-type"), "text/event-stream");
    assert_eq!(
        events.text(),
        "data: {\"number\":\"n1\"}\n\ndata: {\"number\":\"n2\"}\n\ndata: {\"number\":\"n3\"}\n\n",
        "what the lift kept outlives the request"
    );
    let lines = get(&router, "/lines", "1.0.0").await;
    assert_eq!(
        lines.text(),
        "{\"number\":\"1\"}\n{\"number\":\"2\"}\n{\"number\":\"3\"}\n"
    );
    assert_eq!(
        get(&router, "/lines", "1.1.0").await.text(),
        "{\"count\":1}\n{\"count\":2}\n{\"count\":3}\n"
    );
    let reply = get(&router, "/replies", "1.0.0").await;
    assert_eq!((reply.status.as_u16(), reply.header("x-count")), (201, "7"));
    assert_eq!(reply.json(), json!({"number": "7"}));
    let filled = get(&router, "/fills", "1.0.0").await;
    assert_eq!(
        (filled.header("x-count"), filled.json()),
        ("8", json!({"number": "8"}))
    );
    let request = gati::http::Request::delete("/empties").header("x-api-version", "1.0.0");
    let gone = crate::support::send(&router, request.body(gati::axum::body::Body::empty()).unwrap()).await;
    assert_eq!((gone.status.as_u16(), gone.text().as_str()), (200, "gone"));
}

#[tokio::test]
async fn answers_of_deprecated_versions_say_so_and_where_to_go() {
    let router = test_app().into_router();
    let lost = post(&router, "/captures/7", "1.0.0", "[").await;
    for (answer, list) in [
        (get(&router, "/payments", "1.0.0").await, "versions"),
        (lost, "../versions"),
    ] {
        assert_eq!(answer.header("deprecation"), "@1767225600");
        assert_eq!(answer.header("sunset"), "Wed, 01 Jul 2026 00:00:00 GMT");
        let links: Vec<_> = answer.headers.get_all("link").iter().collect();
        assert_eq!(links[0], "<?version=1.1.0>; rel=\"successor-version\"");
        let list = format!("<{list}>; rel=\"deprecation\"; type=\"application/json\"");
        assert_eq!(links[1], list.as_str());
    }
    let fine = get(&router, "/payments", "1.1.0").await;
    assert_eq!(
        (
            fine.header("deprecation"),
            fine.header("sunset"),
            fine.header("link")
        ),
        ("", "", "")
    );
}

#[tokio::test]
async fn the_list_is_found_below_a_prefix_and_not_named_where_there_is_none() {
    let mounted = gati::axum::Router::new().nest("/api/shop", test_app().without_fallback().into_router());
    let answer = post(&mounted, "/api/shop/captures/7", "1.0.0", "[").await;
    let links: Vec<_> = answer.headers.get_all("link").iter().collect();
    assert_eq!(
        links[1], "<../versions>; rel=\"deprecation\"; type=\"application/json\"",
        "/api/shop/captures/7 and ../versions is /api/shop/versions"
    );
    assert_eq!(get(&mounted, "/api/shop/versions", "").await.status, 200);
    let without = test_app().without(gati::BuiltIn::Versions).into_router();
    let answer = get(&without, "/payments", "1.0.0").await;
    let links: Vec<_> = answer.headers.get_all("link").iter().collect();
    assert_eq!(links, ["<?version=1.1.0>; rel=\"successor-version\""]);
}

#[tokio::test]
async fn callers_are_known_once_and_hooks_see_the_answer_as_the_old_release_knows_it() {
    let state = State::default();
    let router = app_of(TIMESCAPE, state.clone(), &Clock::new()).into_router();
    let request = gati::http::Request::get("/hooked")
        .header("x-api-version", "1.0.0")
        .header("authorization", "Bearer ada");
    let answer = crate::support::send(&router, request.body(gati::axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json(), json!({"number": "5!", "who": "ada"}));
    assert_eq!(state.asked_who.load(Ordering::SeqCst), 1);
    let refused = get(&router, "/hooked", "1.0.0").await;
    refused.problem(401, "problem:unauthenticated");
    assert_eq!(refused.version(), "1.0.0");
}
