//! Keys that are unknown, misplaced, repeated or without a value.

use crate::support::{mistake, mistakes};

fn on_field(attribute: &str) -> String {
    mistake(&format!("struct S {{ #[gtype({attribute})] a: T }}"))
}

#[test]
fn an_unknown_key_suggests_the_nearest() {
    assert_eq!(
        on_field("minn = 1"),
        "unknown key `minn`\nhelp: did you mean `min`?"
    );
    assert_eq!(
        on_field("maxLength = 1"),
        "unknown key `maxLength`\nhelp: did you mean `max_length`?"
    );
    let on_container = mistake("#[gtype(nmae = \"X\")] struct S { a: u8 }");
    assert_eq!(on_container, "unknown key `nmae`\nhelp: did you mean `name`?");
}

#[test]
fn a_word_from_elsewhere_is_translated() {
    assert_eq!(
        on_field("minimum = 1"),
        "unknown key `minimum`\nhelp: it is called `min` here"
    );
    assert_eq!(
        on_field("regex = \"a\""),
        "unknown key `regex`\nhelp: it is called `pattern` here"
    );
}

#[test]
fn names_are_left_to_serde() {
    assert_eq!(
        on_field("rename = \"b\""),
        "unknown key `rename`\nhelp: names on the wire are serde's: write `#[serde(rename …)]`, and Gati follows"
    );
}

#[test]
fn a_key_of_another_place_says_where_it_belongs() {
    assert_eq!(
        on_field("status = 409"),
        "`status` has no meaning on a field\nhelp: it belongs on a variant"
    );
    let on_variant = mistake("enum E { #[gtype(min = 1)] A(u8) }");
    assert_eq!(
        on_variant,
        "`min` has no meaning on a variant\nhelp: it belongs on a field or a newtype"
    );
    let on_container = mistake("#[gtype(status = 404)] enum E { A }");
    assert_eq!(
        on_container,
        "`status` has no meaning on a struct or enum\nhelp: it belongs on a variant"
    );
}

#[test]
fn a_repeated_key_is_reported_at_the_second() {
    assert_eq!(on_field("min = 1, min = 2"), "`min` is given twice");
    assert_eq!(
        mistake("struct S { #[gtype(min = 1)] #[gtype(min = 2)] a: T }"),
        "`min` is given twice"
    );
}

#[test]
fn a_key_without_its_value_says_how_to_write_it() {
    assert_eq!(on_field("min"), "`min` needs a value\nhelp: write `min = …`");
    assert_eq!(
        on_field("items = 1"),
        "`items` takes a list\nhelp: write `items(key = value)`"
    );
    assert_eq!(on_field("deprecated 5"), "`deprecated` takes no value");
}

#[test]
fn one_mistake_does_not_hide_the_next() {
    let found = mistakes(
        "struct S { #[gtype(minn = 1, max = \"x\", min_length = 2 3, pattern = \"a\")] a: T, #[gtype(x)] b: T }",
    );
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn an_attribute_without_a_list_says_nothing() {
    assert!(mistake("#[gtype] struct S;").starts_with("`#[gtype]` says nothing"));
    assert!(mistake("#[gtype = 1] struct S;").starts_with("`#[gtype = …]` has no meaning"));
}

#[test]
fn a_type_in_quotes_is_written_without() {
    assert_eq!(
        on_field("as = \"String\""),
        "`as` takes a type, not a text\nhelp: write `as = String`"
    );
}

#[test]
fn a_public_name_must_be_one_in_every_client() {
    for name in ["", "payment", "1st", "Pay ment", "Zahlung€"] {
        let message = mistake(&format!("#[gtype(name = {name:?})] struct S;"));
        assert!(
            message.starts_with(&format!("`{name}` cannot be the name of a type")),
            "{message}"
        );
    }
}

#[test]
fn a_deprecation_needs_a_date() {
    assert_eq!(
        on_field("deprecated = \"soon\""),
        "`soon` is not a date\nhelp: write it as `2026-01-31`"
    );
    assert_eq!(
        on_field("deprecated(sinse = \"2026-01-31\")"),
        "unknown key `sinse`\nhelp: did you mean `since`?"
    );
}

#[test]
fn an_example_is_json() {
    assert!(on_field("example = Some(1)").starts_with("expected JSON"));
    assert_eq!(on_field("example = { \"a\": 1, \"a\": 2 }"), "`a` is given twice");
}
