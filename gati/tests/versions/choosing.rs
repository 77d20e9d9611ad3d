//! Which version a request gets.

use gati::__private::Timescape;
use gati::MissingVersion;
use gati::axum::body::Body;
use gati::http::Request;

use crate::api::State;
use crate::old::TIMESCAPE;
use crate::support::{Answer, Clock, app_of, get, post, send, test_app};

/// The whole table: what is asked for, in the header, and what answers.
#[tokio::test]
async fn each_wish_gets_the_version_that_the_table_names() {
    let router = test_app().into_router();
    for (asked, version) in [
        ("", "2.0.0"),
        ("2025-03-01T09:00:00Z", "1.0.0"),
        ("2025-05-31T23:59:59Z", "1.0.0"),
        ("2025-06-01", "1.1.0"),
        ("2025-06-01T02:00:00+02:00", "1.1.0"),
        ("2025-06-01T01:59:59+02:00", "1.0.0"),
        ("2025-11-09T10:00:00Z", "1.2.0"),
        // Clocks differ: five minutes ahead are taken for now.
        ("2026-02-01T00:05:00Z", "1.2.0"),
        ("1.0.0", "1.0.0"),
        ("v1.1.0", "1.1.0"),
        ("1.1", "1.1.0"),
        ("1", "1.2.0"),
        ("stable", "1.1.0"),
        ("legacy", "1.0.0"),
        // What is not released yet goes by its name alone.
        ("2.0.0", "2.0.0"),
        ("  1.0.0 ", "1.0.0"),
    ] {
        let answer = get(&router, "/payments", asked).await;
        assert_eq!(answer.status, 200, "{asked}: {}", answer.text());
        assert_eq!(answer.version(), version, "{asked}");
        assert_eq!(answer.text(), version, "the handler knows it: {asked}");
        assert_eq!(answer.header("vary"), "X-API-Version");
    }
}

#[tokio::test]
async fn what_no_release_answers_is_refused_with_what_there_is() {
    let router = test_app().into_router();
    let long = "1".repeat(7000);
    for (asked, code) in [
        ("2025-03-01T08:59:59Z", "version_before_first_release"),
        ("2026-02-01T00:05:01Z", "version_in_the_future"),
        ("1.3.0", "unknown_version"),
        ("3", "unknown_version"),
        ("newest", "unknown_version"),
        ("2025-02-30", "malformed_version"),
        // A leap second in the middle of a day.
        ("2025-11-09T09:59:60Z", "malformed_version"),
        ("1.0.0 1.1.0", "malformed_version"),
        ("*", "malformed_version"),
        (&long, "malformed_version"),
    ] {
        let answer = get(&router, "/payments", asked).await;
        let problem = answer.problem(400, &format!("problem:{code}"));
        let available = problem["available"].as_array().unwrap();
        assert_eq!(available.len(), 3, "{asked}");
        assert_eq!(available[0]["version"], "1.2.0", "the newest first");
        assert_eq!(answer.version(), "", "nothing served it");
        assert_eq!(answer.header("vary"), "X-API-Version");
    }
}

#[tokio::test]
async fn header_and_query_agree_or_are_refused() {
    let router = test_app().into_router();
    assert_eq!(
        get(&router, "/payments?version=1.0.0", "").await.version(),
        "1.0.0"
    );
    assert_eq!(
        get(&router, "/payments?version=1.0.0", "1.0.0").await.version(),
        "1.0.0"
    );
    let answer = get(&router, "/payments?version=2025-06-01T02:00:00+02:00", "").await;
    assert_eq!(answer.version(), "1.1.0", "a plus that was not encoded");
    for (path, asked) in [
        ("/payments?version=1.0.0", "1.1.0"),
        ("/payments?version=1&version=2", ""),
    ] {
        get(&router, path, asked)
            .await
            .problem(400, "problem:conflicting_versions");
    }
    let twice = |second: &[u8]| {
        let request = Request::get("/payments")
            .header("x-api-version", "1.0.0")
            .header("x-api-version", second);
        request.body(Body::empty()).unwrap()
    };
    assert_eq!(send(&router, twice(b"1.0.0")).await.version(), "1.0.0");
    send(&router, twice(b"1.1.0"))
        .await
        .problem(400, "problem:conflicting_versions");
    let request = Request::get("/payments").header("x-api-version", &b"\xff\xfe"[..]);
    send(&router, request.body(Body::empty()).unwrap())
        .await
        .problem(400, "problem:malformed_version");
}

#[tokio::test]
async fn a_parameter_that_the_handler_reads_is_its_own() {
    let router = test_app().into_router();
    let answer = get(&router, "/search?version=1.0.0&limit=3", "1.1.0").await;
    assert_eq!(answer.text(), "Some(\"1.0.0\") Some(3)");
    assert_eq!(answer.version(), "1.1.0");
    let answer = get(&router, "/strict?version=1.0.0&limit=3", "").await;
    assert_eq!((answer.text().as_str(), answer.version()), ("Some(3)", "1.0.0"));
}

#[tokio::test]
async fn an_api_without_releases_says_nothing_and_is_asked_for_nothing() {
    let router = app_of(Timescape::none(), State::default(), &Clock::new()).into_router();
    let answer = get(&router, "/payments", "").await;
    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (200, "0.9.0"));
    assert_eq!((answer.version(), answer.header("vary")), ("", ""));
    get(&router, "/payments", "1.0.0")
        .await
        .problem(400, "problem:no_releases");
    get(&router, "/payments?version=1.0.0", "")
        .await
        .problem(400, "problem:no_releases");
    assert_eq!(get(&router, "/search?version=1.0.0", "").await.status, 200);
    assert_eq!(
        get(&router, "/payments", " ").await.status,
        200,
        "an empty wish is none"
    );
    assert_eq!(get(&router, "/versions", "").await.status, 404);
}

#[tokio::test]
async fn whoever_asks_for_nothing_gets_what_the_policy_says() {
    let router = test_app().missing_version(MissingVersion::Require).into_router();
    let problem = get(&router, "/payments", "")
        .await
        .problem(400, "problem:version_required");
    assert_eq!(problem["available"].as_array().unwrap().len(), 3);
    assert_eq!(get(&router, "/payments", "1").await.version(), "1.2.0");
    let router = test_app()
        .missing_version(MissingVersion::Pinned("1.1.0".into()))
        .into_router();
    assert_eq!(get(&router, "/payments", "").await.version(), "1.1.0");
    let error = test_app()
        .missing_version(MissingVersion::Pinned("7.0.0".into()))
        .try_into_router();
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("there is no release 7.0.0")
    );
    // A rollback.
    let back = Timescape {
        default: Some(1),
        ..TIMESCAPE
    };
    let router = app_of(back, State::default(), &Clock::new()).into_router();
    assert_eq!(get(&router, "/payments", "").await.version(), "1.1.0");
    assert_eq!(get(&router, "/payments", "1.2.0").await.version(), "1.2.0");
}

#[tokio::test]
async fn a_caller_may_have_a_pin_of_its_own() {
    let router = test_app()
        .pin(|head| head.header("x-account").map(|account| format!("1.{account}.0")))
        .into_router();
    let pinned = |account: &str, asked: &str| {
        let request = Request::get("/payments").header("x-account", account);
        let request = crate::support::asking(request, asked);
        request.body(Body::empty()).unwrap()
    };
    assert_eq!(send(&router, pinned("1", "")).await.version(), "1.1.0");
    assert_eq!(
        send(&router, pinned("1", "1.0.0")).await.version(),
        "1.0.0",
        "a wish goes before a pin"
    );
    send(&router, pinned("9", ""))
        .await
        .problem(400, "problem:unknown_version");
    assert_eq!(get(&router, "/payments", "").await.version(), "2.0.0");
}

#[tokio::test]
async fn a_route_is_there_in_the_releases_that_had_it() {
    let router = test_app().into_router();
    assert_eq!(get(&router, "/fresh", "").await.text(), "fresh");
    let answer = get(&router, "/fresh", "1.0.0").await;
    let problem = answer.problem(404, "problem:route_not_in_version");
    assert_eq!(problem["available"], serde_json::json!(["2.0.0"]));
    assert_eq!(answer.version(), "1.0.0");
    // A path of old, which has moved.
    let problem = post(&router, "/captures/7", "", "{}")
        .await
        .problem(404, "problem:route_not_in_version");
    assert_eq!(problem["available"], serde_json::json!(["1.0.0"]));
    let options = |version: &str| {
        let request = crate::support::asking(Request::options("/captures/7"), version);
        request.body(Body::empty()).unwrap()
    };
    let answer = send(&router, options("1.0.0")).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("allow")),
        (204, "OPTIONS, POST")
    );
    assert_eq!(answer.version(), "1.0.0");
    send(&router, options("1.1.0"))
        .await
        .problem(404, "problem:route_not_in_version");
    let answer = get(&router, "/captures/7", "1.0.0").await;
    answer.problem(405, "problem:method_not_allowed");
    assert_eq!(
        (answer.header("allow"), answer.version()),
        ("OPTIONS, POST", "1.0.0")
    );
}

#[tokio::test]
async fn a_handler_that_is_kept_stands_beside_its_successor() {
    let router = test_app().into_router();
    for (version, text) in [
        ("1.0.0", "kept"),
        ("1.1.0", "kept"),
        ("1.2.0", "renewed"),
        ("", "renewed"),
    ] {
        assert_eq!(get(&router, "/legacy", version).await.text(), text, "{version}");
    }
}

#[tokio::test]
async fn an_old_path_inside_of_one_of_today_is_no_obstacle() {
    let router = test_app().into_router();
    assert_eq!(
        get(&router, "/items/special", "1.0.0").await.text(),
        "1.0.0",
        "the old route"
    );
    assert_eq!(
        get(&router, "/items/special", "").await.text(),
        "special",
        "today's, by its placeholder"
    );
    for (version, path, text) in [
        ("1.0.0", "/items/other", "1.0.0"),
        ("1.1.0", "/items/other", "other"),
        ("", "/items/other", "other"),
    ] {
        assert_eq!(get(&router, path, version).await.text(), text, "{version} {path}");
    }
    // Each release refuses by its own routes.
    for (version, path) in [("", "/items/special"), ("1.1.0", "/items/other")] {
        let answer = post(&router, path, version, "").await;
        answer.problem(405, "problem:method_not_allowed");
        assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS", "{version} {path}");
    }
    assert_eq!(
        get(&router, "/items/a/b", "1.0.0").await.text(),
        "1.0.0",
        "the old wildcard"
    );
    get(&router, "/items/a/b", "")
        .await
        .problem(404, "problem:route_not_in_version");
}

#[tokio::test]
async fn head_is_answered_by_get_in_every_version() {
    let router = test_app().into_router();
    let head = |path: &str, version: &str| {
        crate::support::asking(Request::head(path), version)
            .body(Body::empty())
            .unwrap()
    };
    let answer = send(&router, head("/legacy", "1.0.0")).await;
    assert_eq!((answer.header("content-length"), answer.body.len()), ("4", 0));
    send_404(&send(&router, head("/fresh", "1.0.0")).await);
}

fn send_404(answer: &Answer) {
    assert_eq!(answer.status, 404);
    assert_eq!(answer.version(), "1.0.0");
}
