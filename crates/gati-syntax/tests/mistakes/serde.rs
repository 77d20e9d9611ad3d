//! Serde attributes that hide the wire, and combinations that no contract can tell.

use crate::support::{mistake, mistakes};

#[test]
fn a_custom_form_asks_for_a_type() {
    for key in ["with", "serialize_with", "deserialize_with"] {
        let message = mistake(&format!("struct S {{ #[serde({key} = \"hex\")] a: T }}"));
        assert_eq!(
            message,
            format!(
                "`{key}` hides how this field looks on the wire\nhelp: say which type it looks like, for example `#[gtype(as = String)]`; a type of your own will do as well"
            )
        );
    }
    assert!(mistake("struct S(#[serde(with = \"hex\")] T);").starts_with("`with` hides how this field"));
    assert!(mistake("enum E { #[serde(with = \"hex\")] A(T) }").starts_with("`with` hides how this variant"));
    assert!(
        mistake("enum E { A { #[serde(with = \"hex\")] a: T } }").starts_with("`with` hides how this field")
    );
}

#[test]
fn a_conversion_on_one_side_asks_for_the_other() {
    assert_eq!(
        mistake("#[serde(from = \"Raw\")] struct S { a: T }"),
        "this type is read as `Raw`, but only on that side\nhelp: add `#[serde(into = \"Raw\")]`, or say with `#[gtype(as = Raw)]` that both sides look like that"
    );
    assert!(mistake("#[serde(into = \"Raw\")] struct S { a: T }").contains("`#[serde(from = \"Raw\")]`"));
    assert_eq!(
        mistake("#[serde(try_from = \"A\", into = \"B\")] struct S { a: T }"),
        "this type is read as `A` and written as `B`\nhelp: convert from and into one type, or say with `#[gtype(as = T)]` which type the contract shows"
    );
}

#[test]
fn identifiers_of_hand_written_readers_ask_for_a_type() {
    assert!(
        mistake("#[serde(field_identifier)] enum E { A }")
            .starts_with("`field_identifier` is for hand-written")
    );
    assert!(mistakes("#[serde(variant_identifier)] #[gtype(as = String)] enum E { A }").is_empty());
}

#[test]
fn an_option_with_a_custom_reader_is_not_optional() {
    assert_eq!(
        mistake("struct S { #[serde(with = \"hex\")] #[gtype(as = Option<String>)] a: Option<T> }"),
        "with `with`, serde refuses a missing field even if it is an `Option`\nhelp: add `#[serde(default)]`, so that it may be missing"
    );
    assert!(
        mistakes("struct S { #[serde(default, with = \"hex\")] #[gtype(as = Option<String>)] a: Option<T> }")
            .is_empty()
    );
}

#[test]
fn a_tuple_has_one_length() {
    for key in [
        "default",
        "skip_serializing",
        "skip_deserializing",
        "skip_serializing_if = \"f\"",
    ] {
        let message = mistake(&format!("struct S(u8, #[serde({key})] u8);"));
        assert!(
            message.contains("makes the length of this list vary"),
            "{message}"
        );
    }
    assert!(mistake("#[serde(default)] struct S(u8, u8);").starts_with("`default` makes the length"));
    assert!(
        mistake("enum E { A(u8, #[serde(skip_serializing)] u8) }").starts_with("`skip` makes the length")
    );
}

#[test]
fn a_variant_carries_its_value_on_both_sides_or_none() {
    let message = mistake("enum E { A(#[serde(skip_serializing)] u8) }");
    assert!(
        message.starts_with("a variant that carries its value on one side only"),
        "{message}"
    );
}

#[test]
fn a_transparent_struct_is_one_field_on_both_sides() {
    let item = "#[serde(transparent)] struct S { #[serde(skip_serializing)] a: u8, #[serde(skip_deserializing)] b: u8 }";
    assert!(mistake(item).starts_with("a transparent struct that reads one field and writes another"));
}

#[test]
fn two_fields_of_one_name_are_reported_at_the_second() {
    assert_eq!(
        mistake("struct S { a: u8, #[serde(rename = \"a\")] b: u8 }"),
        "this field and `a` are both called `a` on the wire\nhelp: give one of them another name with `#[serde(rename = \"…\")]`"
    );
    assert!(mistake("struct S { a: u8, #[serde(alias = \"a\")] b: u8 }").contains("both called `a`"));
    assert!(
        mistake("#[serde(tag = \"a\")] struct S { a: u8 }").starts_with("this field and the tag are both")
    );
    assert!(mistake("enum E { A, #[serde(rename = \"A\")] B }").starts_with("this variant and `A` are both"));
    let sides =
        "struct S { #[serde(skip_serializing)] a: u8, #[serde(skip_deserializing, rename = \"a\")] b: u8 }";
    assert!(mistakes(sides).is_empty());
    assert!(mistakes("#[serde(untagged)] enum E { A, #[serde(rename = \"A\")] B(u8) }").is_empty());
}

#[test]
fn a_documented_default_needs_one_of_serde() {
    assert!(
        mistake("struct S { #[gtype(default = 1)] a: u8 }")
            .contains("serde does not let this field be missing")
    );
}

#[test]
fn what_serde_reports_itself_is_not_reported_again() {
    for item in [
        "#[serde(tag = \"t\")] enum E { A(u8, u8) }",
        "#[serde(untagged, tag = \"t\")] enum E { A }",
        "#[serde(content = \"c\")] enum E { A }",
        "#[serde(transparent)] struct S { a: u8, b: u8 }",
        "#[serde(transparent)] enum E { A }",
        "#[serde(rename_all = \"camelcase\")] struct S { a: u8 }",
        "#[serde(nonsense, rename = 5)] struct S(#[serde(flatten)] u8);",
        "enum E { #[serde(other)] A(u8), B }",
    ] {
        assert!(mistakes(item).is_empty(), "{item}");
    }
}
