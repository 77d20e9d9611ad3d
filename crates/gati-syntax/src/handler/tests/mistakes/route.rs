//! Mistakes in the route.

use super::{assert_mistake, with_attribute};

#[test]
fn a_missing_route_is_reported() {
    assert_mistake(
        &with_attribute(""),
        "",
        &["method and path first", "#[gati::handler(\"GET"],
    );
    assert_mistake(
        &with_attribute("status = 202"),
        "status",
        &["method and path first"],
    );
}

#[test]
fn a_route_that_does_not_stand_first_is_reported_at_the_route() {
    assert_mistake(
        &with_attribute("status = 202, \"GET /\""),
        "\"GET /\"",
        &["stands first"],
    );
}

#[test]
fn a_second_route_is_reported_at_the_second() {
    assert_mistake(
        &with_attribute("\"GET /\", \"GET /b\""),
        "\"GET /b\"",
        &["one route"],
    );
}

#[test]
fn a_method_outside_of_the_text_is_reported_once() {
    assert_mistake(&with_attribute("get, \"/a\""), "get", &["inside the text"]);
}

#[test]
fn a_misspelt_method_is_reported_with_the_nearest() {
    assert_mistake(
        &with_attribute("\"PSOT /a\""),
        "PSOT",
        &["no method", "did you mean `POST`?"],
    );
    assert_mistake(&with_attribute("\"post /a\""), "post", &["did you mean `POST`?"]);
    assert_mistake(&with_attribute("\"FETCH /a\""), "FETCH", &["`GET`, `HEAD`"]);
}

#[test]
fn a_web_socket_is_written_in_one_way() {
    for word in ["ws", "WSS", "WEBSOCKET"] {
        assert_mistake(
            &with_attribute(&format!("\"{word} /a\"")),
            word,
            &["no method", "`WS`"],
        );
    }
}

#[test]
fn a_missing_method_or_path_is_reported() {
    assert_mistake(
        &with_attribute("\"/a\""),
        "/a",
        &["method is missing", "\"GET /a\""],
    );
    assert_mistake(&with_attribute("\"GET\""), "\"GET\"", &["path is missing"]);
    assert_mistake(&with_attribute("\"\""), "\"\"", &["a method and a path"]);
}

#[test]
fn a_third_word_in_the_route_is_reported() {
    assert_mistake(&with_attribute("\"GET /a /b c\""), "/b c", &["too much"]);
}

#[test]
fn a_bad_path_is_reported_at_its_segment() {
    assert_mistake(&with_attribute("\"GET a\""), "a", &["starts with `/`"]);
    assert_mistake(&with_attribute("r#\"GET /a//b\"#"), "//", &["empty segment"]);
    assert_mistake(
        &with_attribute("\"GET /a/:id.json\""),
        ":id.json",
        &["whole segment"],
    );
    assert_mistake(
        &with_attribute("\"GET /*rest/b\""),
        "*rest",
        &["must be the last"],
    );
}

#[test]
fn a_query_in_the_path_names_the_argument_to_write() {
    assert_mistake(&with_attribute("\"GET /a?page=1\""), "?page=1", &["Query<T>"]);
}

#[test]
fn a_text_with_escapes_is_pointed_at_as_a_whole() {
    assert_mistake(
        &with_attribute("\"GE\\u{54} a\""),
        "\"GE\\u{54} a\"",
        &["starts with `/`"],
    );
}
