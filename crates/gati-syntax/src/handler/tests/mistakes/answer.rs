//! Mistakes in the answer and its statuses.

use super::{assert_mistake, with_answer, with_attribute};
use crate::handler::tests::mistake;

#[test]
fn an_answer_that_is_none_is_reported_with_the_way_out() {
    for (answer, help) in [
        ("Payment", "`Json<Payment>`"),
        ("Vec<Payment>", "`Json<Vec<Payment>>`"),
        ("Option<Json<T>>", "404"),
        ("String", "`Text`"),
        ("&'static str", "`Text`"),
        ("impl IntoResponse", "name the type"),
        ("(StatusCode, Json<T>)", "`Reply<_>`"),
        ("StatusCode", "status = 202"),
        ("Jsonn<T>", "did you mean `Json`?"),
        ("Reply<Reply<Text>>", "one of the other answers"),
        ("Json", "`Json<T>`"),
        ("Text<T>", "write `Text`"),
    ] {
        let (_, text) = mistake(&with_answer(answer));
        assert!(text.contains(help), "{answer}: {text}");
    }
}

#[test]
fn a_result_without_error_type_is_reported() {
    assert_mistake(
        &with_answer("gati::Result<Json<T>>"),
        "gati::Result<Json<T>>",
        &["does not name its error", "Result<Json<T>, E>"],
    );
}

#[test]
fn a_status_out_of_range_is_reported_at_the_number() {
    for status in ["99", "199", "600", "70000", "-1"] {
        let (_, text) = mistake(&with_attribute(&format!("\"GET /\", status = {status}")));
        assert!(text.contains("from 200 to 399"), "{text}");
    }
    assert_mistake(
        &with_attribute("\"GET /\", status = 404"),
        "404",
        &["status of an error", "#[gtype(status = 404)]"],
    );
    assert_mistake(
        &with_attribute("\"GET /\", status = \"200\""),
        "\"200\"",
        &["is a number"],
    );
    assert_mistake(&with_attribute("\"GET /\", status = []"), "[]", &["empty"]);
    assert_mistake(
        &with_attribute("\"GET /\", status = [200, 200]"),
        "200",
        &["twice"],
    );
}

#[test]
fn a_status_without_content_contradicts_an_answer_with_some() {
    for status in ["204", "205", "304"] {
        let source = format!("#[gati::handler(\"GET /\", status = {status})] async fn h() -> Json<T> {{}}");
        assert_mistake(&source, status, &["has no content"]);
    }
    assert_mistake(
        "#[gati::handler(\"GET /\", status = 204)] async fn h(res: &mut Response<T>) {}",
        "204",
        &["has no content"],
    );
}

#[test]
fn an_answer_to_head_has_no_content() {
    assert_mistake(
        "#[gati::handler(\"HEAD /\")] async fn h() -> Json<T> {}",
        "Json<T>",
        &["HEAD has no content"],
    );
}

#[test]
fn answering_twice_is_reported_at_the_return_type() {
    assert_mistake(
        "#[gati::handler(\"GET /\")] async fn h(res: &mut Response<A>) -> Text {}",
        "Text",
        &["answers twice"],
    );
}
