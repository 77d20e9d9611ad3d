//! What handlers return.

use gati::axum::body::Body;
use gati::http::Request;
use gati::{AnswerValidation, Limits};
use serde_json::json;

use crate::support::{get, send, test_app};

#[tokio::test]
async fn a_text_is_plain_and_says_its_request_id() {
    let answer = get("/").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.text(), "hello");
    assert_eq!(answer.header("x-request-id").len(), 36);
}

#[tokio::test]
async fn a_reply_has_its_own_status_and_headers() {
    let request = Request::post("/items/7").body(Body::empty()).unwrap();
    let answer = send(test_app().into_router(), request).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("location"), "/items/7");
    assert_eq!(get("/retyped").await.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn a_handler_that_grows_old_says_so() {
    let request = Request::post("/items/7").body(Body::empty()).unwrap();
    let answer = send(test_app().into_router(), request).await;
    assert_eq!(answer.header("deprecation"), "@1767225600");
    assert_eq!(answer.header("sunset"), "Mon, 01 Jun 2026 00:00:00 GMT");
    assert_eq!(
        get("/items/7").await.header("deprecation"),
        "",
        "another handler of the path"
    );
}

#[tokio::test]
async fn a_status_that_is_not_listed_and_a_header_that_is_none_are_500() {
    get("/undeclared").await.problem(500, "problem:internal");
    get("/bad-header").await.problem(500, "problem:internal");
}

#[tokio::test]
async fn a_response_that_was_left_empty_is_a_500_unless_it_holds_nothing() {
    get("/forgetful").await.problem(500, "problem:internal");
    let quiet = get("/quiet").await;
    assert_eq!((quiet.status.as_u16(), quiet.text()), (200, String::new()));
    assert_eq!(quiet.header("x-quiet"), "yes");
}

#[tokio::test]
async fn an_answer_that_breaks_its_contract_is_a_500_that_does_not_tell() {
    let broken = |mode| {
        let app = test_app().validate_answers(mode);
        let request = Request::get("/broken").body(Body::empty()).unwrap();
        send(app.into_router(), request)
    };
    let answer = broken(AnswerValidation::Always).await;
    answer.problem(500, "problem:internal");
    assert!(!answer.text().contains("secret") && !answer.text().contains("amount"));
    assert_eq!(
        broken(AnswerValidation::Never).await.json(),
        json!({"amount": 0, "currency": "secret"})
    );
    assert_eq!(
        broken(AnswerValidation::Debug).await.status.is_success(),
        !cfg!(debug_assertions)
    );
}

#[tokio::test]
async fn a_typed_error_is_a_problem_of_the_apps_own_vocabulary() {
    let answer = get("/fails").await;
    let problem = answer.problem(409, "shop:too_much");
    assert_eq!(problem["title"], "The amount is more than is left.");
    assert_eq!(problem["code"], "too_much");
    assert_eq!(problem["left"], 3);
    assert_eq!(problem["instance"], "/fails");
}

#[tokio::test]
async fn an_untyped_error_is_a_problem_too() {
    let problem = get("/fails-untyped").await.problem(404, "shop:no_such_word");
    assert_eq!(problem["detail"], "look it up");
    assert_eq!(problem["word"], "gati");
}

#[tokio::test]
async fn the_cause_of_an_inner_error_stays_inside() {
    let answer = get("/fails-inside").await;
    answer.problem(500, "problem:internal");
    assert!(!answer.text().contains("hunter2"));
}

#[tokio::test]
async fn a_problem_with_the_status_of_a_success_is_a_500() {
    get("/not-an-error").await.problem(500, "problem:internal");
}

#[tokio::test]
async fn an_answer_is_cut_to_the_limits_of_nobody() {
    // Limits bound what callers send, not what handlers answer.
    let app = test_app().limits(Limits::default().body(1));
    let request = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(send(app.into_router(), request).await.text(), "hello");
}
