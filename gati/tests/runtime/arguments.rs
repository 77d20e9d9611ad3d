//! What handlers take: paths, queries, headers and bodies, right and wrong.

use gati::axum::body::Body;
use gati::http::{Request, header};
use serde_json::json;

use crate::support::{get, post, post_json, send, test_app};

#[tokio::test]
async fn path_parameters_are_typed_and_found_by_name() {
    assert_eq!(get("/items/42").await.json(), 42);
    let put = Request::put("/items/7/true").body(Body::empty()).unwrap();
    assert_eq!(send(test_app().into_router(), put).await.json(), json!([7, true]));
    assert_eq!(get("/files/a%20b/c.txt").await.text(), "a b/c.txt");
}

#[tokio::test]
async fn a_path_parameter_that_does_not_fit_is_a_400_that_says_which() {
    let problem = get("/items/forty").await.problem(400, "problem:invalid_path");
    let violation = &problem["violations"][0];
    assert_eq!(violation["in"], "path");
    assert_eq!(violation["pointer"], "/id");
    assert_eq!(violation["keyword"], "type");
}

#[tokio::test]
async fn every_path_parameter_that_does_not_fit_is_told() {
    let put = Request::put("/items/300/maybe").body(Body::empty()).unwrap();
    let answer = send(test_app().into_router(), put).await;
    let problem = answer.problem(400, "problem:invalid_path");
    assert_eq!(problem["violations"].as_array().unwrap().len(), 2, "{problem:#}");
}

#[tokio::test]
async fn a_path_that_is_not_utf_8_is_a_400() {
    let problem = get("/files/%FF").await.problem(400, "problem:invalid_path");
    assert_eq!(problem["violations"][0]["keyword"], "encoding");
    assert_eq!(problem["violations"][0]["actual"], "%FF");
}

#[tokio::test]
async fn queries_have_lists_and_defaults() {
    let all = get("/search?tag=a&tag=b&limit=5").await.json();
    assert_eq!(all, json!({"tag": ["a", "b"], "limit": 5}));
    let none = json!({"tag": [], "limit": null});
    assert_eq!(get("/search").await.json(), none);
    // An input that nobody filled in.
    assert_eq!(get("/search?limit=").await.json(), none);
}

#[tokio::test]
async fn everything_wrong_with_a_query_is_told() {
    let constraint = get("/search?limit=101")
        .await
        .problem(400, "problem:invalid_query");
    assert_eq!(constraint["violations"][0]["pointer"], "/limit");
    assert_eq!(constraint["violations"][0]["keyword"], "maximum");
    let kind = get("/search?limit=many")
        .await
        .problem(400, "problem:invalid_query");
    assert_eq!(kind["violations"][0]["pointer"], "/limit");
    assert_eq!(kind["violations"][0]["in"], "query");
}

#[tokio::test]
async fn headers_are_found_by_the_names_of_fields() {
    let request = |count: &'static str| {
        let request = Request::get("/conditions")
            .header("if-match", "\"v1\"")
            .header("x-count", count);
        send(test_app().into_router(), request.body(Body::empty()).unwrap())
    };
    assert_eq!(
        request("3").await.json(),
        json!({"if_match": "\"v1\"", "x_count": 3})
    );
    let problem = request("three").await.problem(400, "problem:invalid_headers");
    assert_eq!(problem["violations"][0]["in"], "header");
    assert_eq!(problem["violations"][0]["pointer"], "/x-count", "by its name");
}

#[tokio::test]
async fn json_is_read_and_written() {
    let capture = r#"{"amount":5,"currency":"EUR"}"#;
    let answer = post_json("/echo", capture).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.text(), capture);
    let with_suffix = post("/echo", "application/vnd.shop+json; charset=utf-8", capture).await;
    assert_eq!(with_suffix.status, 200);
}

#[tokio::test]
async fn every_violation_of_a_body_is_told_at_once() {
    let answer = post_json("/echo", r#"{"amount":0,"currency":"EURO"}"#).await;
    let problem = answer.problem(422, "problem:invalid_body");
    let pointers: Vec<_> = problem["violations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|violation| {
            (
                violation["pointer"].as_str().unwrap(),
                violation["keyword"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(pointers, [("/amount", "minimum"), ("/currency", "maxLength")]);
}

#[tokio::test]
async fn what_serde_refuses_is_read_again_for_every_violation() {
    let answer = post_json("/echo", r#"{"amount":"five","currency":"EURO"}"#).await;
    let problem = answer.problem(422, "problem:invalid_body");
    let violations = problem["violations"].as_array().unwrap();
    assert_eq!(violations.len(), 2, "{problem:#}");
    assert_eq!(violations[0]["pointer"], "/amount");
    assert_eq!(violations[0]["in"], "body");
    assert_eq!(violations[1]["pointer"], "/currency");
}

#[tokio::test]
async fn a_whole_number_may_be_written_with_a_fraction_of_zero() {
    let answer = post_json("/echo", r#"{"amount":5.0,"currency":"EUR"}"#).await;
    assert_eq!(answer.json(), json!({"amount": 5, "currency": "EUR"}));
    let answer = post_json("/echo", r#"{"amount":5.5,"currency":"EUR"}"#).await;
    let problem = answer.problem(422, "problem:invalid_body");
    assert_eq!(problem["violations"][0]["pointer"], "/amount");
    // What is wrong besides is told alone: the number is right as it is.
    let answer = post_json("/echo", r#"{"amount":5.0,"currency":"EURO"}"#).await;
    let problem = answer.problem(422, "problem:invalid_body");
    assert_eq!(problem["violations"].as_array().unwrap().len(), 1, "{problem:#}");
    assert_eq!(problem["violations"][0]["pointer"], "/currency");
}

#[tokio::test]
async fn what_is_not_json_is_a_400_with_its_place() {
    let answer = post_json("/echo", "{\"amount\":\n  oops}").await;
    let problem = answer.problem(400, "problem:invalid_json");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("line 2 column 3"), "{detail}");
    let empty = post_json("/echo", "").await.problem(400, "problem:invalid_json");
    assert_eq!(empty["detail"], "the body is empty; send JSON");
}

#[tokio::test]
async fn json_that_is_not_utf_8_is_a_400_with_its_place_also_where_nobody_reads_it() {
    let mut body = br#"{"amount": 5, "currency": "usd", "more": ""#.to_vec();
    body.push(0xff);
    body.extend_from_slice(b"\"}");
    let answer = post("/echo", "application/json", body).await;
    let problem = answer.problem(400, "problem:invalid_json");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("line 1 column 4"), "{detail}");
}

#[tokio::test]
async fn a_body_of_another_media_type_is_a_415() {
    for content_type in [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
    ] {
        let problem = post("/echo", content_type, "{}").await;
        problem.problem(415, "problem:unsupported_media_type");
        assert_eq!(problem.header("accept"), "application/json");
    }
    let request = Request::post("/echo").body("{}".into()).unwrap();
    let answer = send(test_app().into_router(), request).await;
    answer.problem(415, "problem:unsupported_media_type");
}

#[tokio::test]
async fn forms_are_read_like_queries() {
    let form = "application/x-www-form-urlencoded";
    let answer = post("/form", form, "tag=a+b&tag=c&limit=1").await;
    assert_eq!(answer.json(), json!({"tag": ["a b", "c"], "limit": 1}));
    let answer = post("/form", form, "limit=-1").await;
    let problem = answer.problem(422, "problem:invalid_body");
    assert_eq!(problem["violations"][0]["pointer"], "/limit");
    let answer = post("/form", form, vec![0xff, 0xfe]).await;
    answer.problem(400, "problem:invalid_form");
}

#[tokio::test]
async fn bytes_come_as_they_are() {
    let answer = post("/bytes", "image/png", vec![0, 255, 1]).await;
    assert_eq!(answer.body, [0, 255, 1]);
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(
        post("/count", "image/png", vec![0; 100_000]).await.json(),
        100_000
    );
}

#[tokio::test]
async fn the_canonical_signature_works() {
    let answer = post_json("/canonical", r#"{"amount":5,"currency":"EUR"}"#).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("x-handler"), "canonical");
    assert_eq!(answer.json()["amount"], 5);
}

#[tokio::test]
async fn the_local_context_knows_the_request() {
    let request = Request::get("/context")
        .header("x-request-id", "trace-7")
        .body(Body::empty());
    let answer = send(test_app().into_router(), request.unwrap()).await;
    assert_eq!(answer.text(), "trace-7 context false true");
    assert_eq!(answer.header("x-request-id"), "trace-7");
}

#[tokio::test]
async fn extractors_of_axum_read_head_and_body() {
    let answer = post("/extracts/9?a=b", "text/plain", "body").await;
    assert_eq!(answer.text(), "Some(\"a=b\") 9 body");
}

#[tokio::test]
async fn an_extractor_that_refuses_makes_a_problem_and_one_that_redirects_does_not() {
    let answer = post("/extracts/nine", "text/plain", "").await;
    let problem = answer.problem(400, "problem:request_refused");
    assert!(
        problem["detail"].as_str().unwrap().contains("nine"),
        "{problem:#}"
    );
    let answer = get("/redirects").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header(header::LOCATION.as_str()), "/elsewhere");
}
