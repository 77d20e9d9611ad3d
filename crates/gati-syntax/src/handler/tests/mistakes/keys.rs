//! Mistakes in the keys of the attribute.

use super::{assert_mistake, with_attribute};

#[test]
fn an_unknown_key_is_reported_with_the_nearest() {
    assert_mistake(
        &with_attribute("\"GET /\", satus = 200"),
        "satus",
        &["unknown key `satus`", "`status`"],
    );
    assert_mistake(
        &with_attribute("\"GET /\", before = guard"),
        "guard",
        &["`before` is a list", "`before = [guard]`"],
    );
    assert_mistake(
        &with_attribute("\"GET /\", after = [a, crate::b, a]"),
        "a",
        &["`a` is in this list twice"],
    );
    assert_mistake(
        &with_attribute("\"GET /\", catch = [\"a\"]"),
        "\"a\"",
        &["by the path of its function"],
    );
    assert_mistake(
        &with_attribute("\"GET /\", rate_limit = \"1/s\""),
        "rate_limit",
        &["not there yet"],
    );
    assert_mistake(
        &with_attribute("method = \"GET\""),
        "method",
        &["one text, which stands first"],
    );
}

#[test]
fn method_and_path_as_keys_are_one_mistake() {
    assert_mistake(
        &with_attribute("method = \"GET\", path = \"/a\""),
        "method",
        &["one text, which stands first"],
    );
}

#[test]
fn a_key_given_twice_is_reported_at_the_second() {
    assert_mistake(
        &with_attribute("\"GET /\", name = \"a\", name = \"b\""),
        "name",
        &["`name` is given twice"],
    );
}

#[test]
fn a_key_without_its_value_shows_one() {
    assert_mistake(
        &with_attribute("\"GET /\", timeout"),
        "timeout",
        &["`timeout = \"5s\"`"],
    );
    assert_mistake(&with_attribute("\"GET /\", timeout ="), "=", &["lacks its value"]);
    assert_mistake(&with_attribute("\"GET /\", timeout(1)"), "(", &["expected `=`"]);
}

#[test]
fn a_bad_value_is_reported_at_the_value() {
    for (entry, at, part) in [
        ("name = \"a-b\"", "\"a-b\"", "ASCII letters"),
        ("name = capture", "capture", "in quotes"),
        ("name = \"\"", "\"\"", "empty"),
        ("timeout = \"5\"", "\"5\"", "lacks its unit"),
        ("timeout = \"0s\"", "\"0s\"", "no time at all"),
        ("auth = \"baerer\"", "\"baerer\"", "did you mean `bearer`?"),
        ("idempotent = 1", "1", "`true` or `false`"),
        ("summary = \"a\\nb\"", "\"a\\nb\"", "one line"),
        ("tags = \"a\"", "\"a\"", "tags = [\"...\"]"),
        ("tags = []", "[]", "empty"),
        ("tags = [\"a\", \"a\"]", "\"a\"", "twice"),
        ("sunset = \"2026-02-30\"", "\"2026-02-30\"", "no such day"),
        ("versions = \"2.0.0\"", "\"2.0.0\"", "two dots"),
        ("versions = \"1.0.0..\"", "\"1.0.0..\"", "no end"),
        ("deprecated = \"soon\"", "\"soon\"", "RFC 3339"),
    ] {
        assert_mistake(&with_attribute(&format!("\"GET /\", {entry}")), at, &[part]);
    }
}

#[test]
fn a_sunset_before_the_deprecation_is_reported_at_the_sunset() {
    assert_mistake(
        &with_attribute("\"GET /\", sunset = \"2026-01-01\", deprecated = \"2026-06-01\""),
        "\"2026-01-01\"",
        &["gone on 2026-01-01 before it is deprecated on 2026-06-01"],
    );
}

#[test]
fn roles_without_authentication_are_reported_at_the_key() {
    assert_mistake(
        &with_attribute("\"GET /\", roles = [\"a\"]"),
        "roles",
        &["`auth = \"bearer\"`"],
    );
    assert_mistake(
        &with_attribute("\"GET /\", roles = [\"a\"], auth = \"x\""),
        "\"x\"",
        &["no way"],
    );
}
