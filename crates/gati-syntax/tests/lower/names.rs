//! Names: `rename`, `rename_all`, `rename_all_fields`, `alias`.

use gati_schema::ty::{Content, Sided};

use crate::support::{field, fields, variants};

fn same(name: &str) -> Sided<String> {
    Sided::Same(name.to_owned())
}

fn each(read: &str, write: &str) -> Sided<String> {
    Sided::new(read.to_owned(), write.to_owned())
}

#[test]
fn a_field_is_called_as_in_rust() {
    assert_eq!(field("user_name: u8").name, same("user_name"));
}

#[test]
fn a_raw_identifier_loses_its_prefix() {
    let field = field("r#type: u8");
    assert_eq!((field.rust_name.as_str(), field.name), ("type", same("type")));
}

#[test]
fn rename_counts_on_both_sides() {
    assert_eq!(field(r#"#[serde(rename = "b")] a: u8"#).name, same("b"));
}

#[test]
fn rename_per_side_leaves_the_other_side_to_the_rule() {
    let fields = fields(
        r#"#[serde(rename_all = "camelCase")]
        struct S { #[serde(rename(serialize = "out"))] user_name: u8, #[serde(rename(deserialize = "in"))] user_age: u8 }"#,
    );
    assert_eq!(fields[0].name, each("userName", "out"));
    assert_eq!(fields[1].name, each("in", "userAge"));
}

#[test]
fn further_reading_names_are_aliases() {
    let field =
        field(r#"#[serde(rename(deserialize = "b", deserialize = "c"), alias = "d", alias = "b")] a: u8"#);
    assert_eq!(field.name, each("b", "a"));
    assert_eq!(field.aliases, ["c", "d"]);
}

#[test]
fn rename_all_may_differ_per_side() {
    let fields = fields(
        r#"#[serde(rename_all(serialize = "camelCase", deserialize = "kebab-case"))] struct S { user_name: u8 }"#,
    );
    assert_eq!(fields[0].name, each("user-name", "userName"));
}

#[test]
fn rename_all_of_an_enum_names_variants_and_not_their_fields() {
    let variants =
        variants(r#"#[serde(rename_all = "SCREAMING-KEBAB-CASE")] enum E { VeryTasty { user_name: u8 } }"#);
    assert_eq!(variants[0].name, same("VERY-TASTY"));
    let Content::Object(fields) = &variants[0].content else {
        panic!("named fields");
    };
    assert_eq!(fields[0].name, same("user_name"));
}

#[test]
fn rename_all_fields_names_the_fields_unless_the_variant_does() {
    let variants = variants(
        r#"#[serde(rename_all_fields = "camelCase")]
        enum E { A { user_name: u8 }, #[serde(rename_all = "kebab-case")] B { user_name: u8 } }"#,
    );
    let names: Vec<_> = variants
        .iter()
        .map(|variant| match &variant.content {
            Content::Object(fields) => fields[0].name.clone(),
            content => panic!("{content:?}"),
        })
        .collect();
    assert_eq!(names, [same("userName"), same("user-name")]);
}

#[test]
fn variants_have_names_and_aliases_of_their_own() {
    let variants = variants(r#"enum E { #[serde(rename = "a", alias = "alpha")] A, B }"#);
    assert_eq!((&variants[0].name, &variants[1].name), (&same("a"), &same("B")));
    assert_eq!(variants[0].aliases, ["alpha"]);
}

#[test]
fn what_serde_will_refuse_is_left_to_serde() {
    let field = field(r#"#[serde(rename = 5, unknown = "x", rename(serialize), alias = "b")] a: u8"#);
    assert_eq!(field.name, same("a"));
    assert_eq!(field.aliases, ["b"]);
}
