//! `GET /versions`, and what the app itself may ask.

use gati::__private::{About, Core};
use gati::BuiltIn;
use gati::http::Method;
use serde_json::{Value, json};

use crate::api::State;
use crate::old::TIMESCAPE;
use crate::support::{Clock, app_in, app_of, get, test_app};

fn versions(list: &Value) -> Vec<&str> {
    let releases = list["releases"].as_array().unwrap();
    releases
        .iter()
        .map(|release| release["version"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn all_releases_are_listed_with_what_is_known_of_them() {
    let router = test_app().into_router();
    get(&router, "/payments", "1.0.0").await;
    get(&router, "/search", "1.0.0").await;
    let list = get(&router, "/versions", "").await.json();
    assert_eq!(versions(&list), ["1.2.0", "1.1.0", "1.0.0"]);
    assert_eq!(
        (&list["newest"], &list["default"]),
        (&json!("1.2.0"), &json!("2.0.0"))
    );
    assert_eq!(list["pending"]["changes"][0]["rule"], "handler-added");
    let first = &list["releases"][2];
    assert_eq!(
        *first,
        json!({
            "version": "1.0.0",
            "at": "2025-03-01T09:00:00Z",
            "tags": ["legacy"],
            "status": "deprecated",
            "use": "hot",
            "requests": {"last_7_days": 2, "last_30_days": 2, "total": 2},
            "deprecated": "2026-01-01T00:00:00Z",
            "sunset": "2026-07-01T00:00:00Z",
            "successor": "1.1.0",
            "keep": false,
            "message": "The first.",
            "handlers": {"capturing": "1.0.0", "list": "1.0.0"},
            "changes": [],
        })
    );
    let last = &list["releases"][0];
    assert_eq!((&last["status"], &last["use"]), (&json!("live"), &json!("warm")));
    assert_eq!(last["changes"][0]["sentence"], "A capture names its currency.");
}

#[tokio::test]
async fn one_handler_has_its_own_list() {
    let router = test_app().into_router();
    get(&router, "/payments", "1.0.0").await;
    let list = get(&router, "/versions?handler=list", "").await.json();
    assert_eq!(versions(&list), ["1.2.0", "1.1.0", "1.0.0"]);
    assert_eq!(list["releases"][0]["changes"], json!([]));
    assert_eq!(list["releases"][0]["handler_version"], "1.0.0");
    assert_eq!(list["releases"][2]["requests"]["total"], 1);
    let list = get(&router, "/versions?handler=capturing", "").await.json();
    assert_eq!(list["releases"][0]["handler_version"], "3.0.0");
    assert_eq!(list["releases"][2]["requests"]["total"], 0);
    let list = get(&router, "/versions?handler=fresh", "").await.json();
    assert_eq!(versions(&list), [""; 0], "it is not released yet");
    assert_eq!(list["pending"]["changes"][0]["rule"], "handler-added");
    get(&router, "/versions?handler=nothing", "")
        .await
        .problem(404, "problem:unknown_handler");
}

#[tokio::test]
async fn the_way_between_two_releases_is_told_step_by_step() {
    let router = test_app().into_router();
    let diff = get(&router, "/versions/diff?from=1.0.0&to=1.2", "").await.json();
    assert_eq!((&diff["from"], &diff["to"]), (&json!("1.0.0"), &json!("1.2.0")));
    let steps = diff["steps"].as_array().unwrap();
    let rules: Vec<&str> = steps
        .iter()
        .map(|step| step["changes"][0]["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["route-moved", "field-added"]);
    // By tag, by time, and to what is served today.
    let diff = get(&router, "/versions/diff?from=stable", "").await.json();
    assert_eq!((&diff["from"], &diff["to"]), (&json!("1.1.0"), &json!("2.0.0")));
    let diff = get(
        &router,
        "/versions/diff?from=2025-03-02&to=2025-12-01T00:00:00%2B01:00",
        "",
    )
    .await
    .json();
    assert_eq!((&diff["from"], &diff["to"]), (&json!("1.0.0"), &json!("1.2.0")));
    let same = get(&router, "/versions/diff?from=1.1.0&to=1.1.0", "")
        .await
        .json();
    assert_eq!(same["steps"], json!([]));
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_refused_with_what_can_be_asked() {
    let router = test_app().into_router();
    for (query, detail) in [
        ("", "say from which release"),
        ("?to=1.0.0", "say from which release"),
        ("?from=1.2.0&to=1.0.0", "exchange them"),
        ("?from=1.0.0&from=1.1.0", "say each once"),
        ("?from=%FF", "not UTF-8"),
        ("?from=1.0.0&to=%FF", "not UTF-8"),
    ] {
        let answer = get(&router, &format!("/versions/diff{query}"), "").await;
        let problem = answer.problem(400, "problem:invalid_query");
        assert!(
            problem["detail"].as_str().unwrap().contains(detail),
            "{query}: {problem}"
        );
    }
    for (query, code) in [
        ("?from=9.0.0", "unknown_version"),
        ("?from=nothing", "unknown_version"),
        ("?from=1.0.0&to=3", "unknown_version"),
        ("?from", "malformed_version"),
        ("?from=1.0.0&to=", "malformed_version"),
        ("?from=*", "malformed_version"),
        ("?from=2025-02-30", "malformed_version"),
        ("?from=2025-01-01", "version_before_first_release"),
        ("?from=1.0.0&to=2999-01-01", "version_in_the_future"),
    ] {
        let answer = get(&router, &format!("/versions/diff{query}"), "").await;
        let problem = answer.problem(400, &format!("problem:{code}"));
        assert_eq!(problem["available"].as_array().unwrap().len(), 3, "{query}");
    }
    for query in ["?handler=%FF", "?handler=list&handler=capturing"] {
        let answer = get(&router, &format!("/versions{query}"), "").await;
        answer.problem(400, "problem:invalid_query");
    }
    get(&router, "/versions?handler", "")
        .await
        .problem(404, "problem:unknown_handler");
}

#[tokio::test]
async fn the_list_is_a_built_in_route_like_the_others() {
    let router = test_app().without(BuiltIn::Versions).into_router();
    assert_eq!(get(&router, "/versions", "").await.status, 404);
    let router = app_of(TIMESCAPE, State::default(), &Clock::new()).into_router();
    let request = gati::http::Request::builder()
        .method(Method::POST)
        .uri("/versions");
    let answer = crate::support::send(&router, request.body(gati::axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 405);
}

#[tokio::test]
async fn the_app_itself_knows_its_releases() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(None));
    let keep = std::sync::Arc::clone(&seen);
    let app = app_in(TIMESCAPE, move |sources| {
        let about = About {
            package: "shop",
            version: "0.9.0",
            config: None,
        };
        let core = Core::<()>::load(about, sources)?;
        *keep.lock().unwrap() = Some(core.versions);
        Ok(State::default())
    });
    let _router = app.into_router();
    let versions = seen.lock().unwrap().take().unwrap();
    let known: Vec<&str> = versions
        .releases()
        .iter()
        .map(gati::ServedVersion::version)
        .collect();
    assert_eq!(known, ["1.0.0", "1.1.0", "1.2.0"]);
    assert_eq!(versions.pending(), Some("2.0.0"));
    let stable = versions.find("stable").unwrap();
    assert_eq!(
        (stable.version(), stable.at()),
        ("1.1.0", "2025-06-01T00:00:00Z".to_owned())
    );
    assert_eq!(stable.tags().collect::<Vec<_>>(), ["stable"]);
    assert_eq!((stable.is_live(), stable.deprecated()), (true, None));
    assert_eq!(versions.find("1.0.0").unwrap().sunset(), Some(crate::old::SUNSET));
    assert_eq!(versions.find("7.0.0"), None);
}
