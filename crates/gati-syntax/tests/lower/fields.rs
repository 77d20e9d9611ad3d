//! Fields: `skip`, `flatten`, `skip_serializing_if`, `with`, and what Gati adds.

use gati_schema::ty::{Deprecation, Sided, Written};
use serde_json::json;

use crate::support::{field, fields, name_of};

#[test]
fn a_field_that_serde_skips_is_no_part_of_the_contract() {
    let fields = fields("struct S { #[serde(skip)] cache: Cache, a: u8 }");
    assert_eq!(fields.len(), 1);
    let both = "struct S { #[serde(skip_serializing, skip_deserializing)] cache: Cache }";
    assert!(crate::support::fields(both).is_empty());
}

#[test]
fn a_field_may_exist_on_one_side() {
    let secret = field("#[serde(skip_serializing)] password: String");
    assert_eq!(secret.skip, Sided::new(false, true));
    let id = field("#[serde(skip_deserializing)] id: u64");
    assert_eq!(id.skip, Sided::new(true, false));
}

#[test]
fn skip_serializing_if_none_is_known_and_others_are_not() {
    let written =
        |function: &str| field(&format!("#[serde(skip_serializing_if = {function:?})] a: T")).written;
    assert_eq!(written("Option::is_none"), Written::WhenSome);
    assert_eq!(written("::std::option::Option::is_none"), Written::WhenSome);
    assert_eq!(written("Vec::is_empty"), Written::Sometimes);
    assert_eq!(field("a: T").written, Written::Always);
}

#[test]
fn a_flattened_field_is_marked() {
    assert!(field("#[serde(flatten)] page: Page").flatten);
}

#[test]
fn with_an_explicit_type_a_custom_form_is_described() {
    let custom =
        field(r#"#[serde(with = "hex")] #[gtype(as = String, pattern = "^[0-9a-f]*$")] key: [u8; 32]"#);
    assert_eq!(name_of(&custom.ty), "String");
    assert_eq!(custom.ty.constraints.pattern.as_deref(), Some("^[0-9a-f]*$"));
}

#[test]
fn a_custom_writer_of_a_field_that_is_not_written_hides_nothing() {
    let field = field(r#"#[serde(skip_serializing, serialize_with = "f")] a: u8"#);
    assert_eq!(name_of(&field.ty), "u8");
}

#[test]
fn attributes_without_effect_on_the_wire_are_passed_over() {
    let fields = fields(
        r#"#[serde(bound = "T: X", crate = "serde", expecting = "an S", remote = "Other")]
        struct S { #[serde(borrow, bound = "", getter = "get")] a: Cow<'a, str> }"#,
    );
    assert_eq!(name_of(&fields[0].ty), "Cow<'a,str>");
}

#[test]
fn constraints_are_added_to_the_type() {
    let field = field(
        r#"#[gtype(min = 1, max = 1_000_000, unique, items(min_length = 2, format = "email"), check = rules::even)] a: T"#,
    );
    let expected = json!({
        "min": 1, "max": 1_000_000, "unique": true, "check": "rules::even",
        "items": { "min_length": 2, "format": "email" },
    });
    assert_eq!(serde_json::to_value(&field.ty.constraints).unwrap(), expected);
}

#[test]
fn docs_examples_and_deprecation_are_kept() {
    let field = field(
        r#"/// The sum.
        #[deprecated(note = "use total")]
        #[gtype(example = 12, example = { "a": [1.5, null] })]
        sum: T"#,
    );
    assert_eq!(field.docs, "The sum.");
    assert_eq!(field.deprecated.unwrap().note.as_deref(), Some("use total"));
    assert_eq!(field.examples, [json!(12), json!({ "a": [1.5, null] })]);
}

#[test]
fn our_own_deprecation_has_a_date() {
    let since = Some("2026-01-31".to_owned());
    let short = field(r#"#[gtype(deprecated = "2026-01-31")] a: T"#);
    let long = field(r#"#[gtype(deprecated(since = "2026-01-31", note = "gone"))] a: T"#);
    let bare = field("#[gtype(deprecated)] a: T");
    assert_eq!(
        short.deprecated.unwrap(),
        Deprecation {
            since: since.clone(),
            note: None
        }
    );
    assert_eq!(
        long.deprecated.unwrap(),
        Deprecation {
            since,
            note: Some("gone".to_owned())
        }
    );
    assert_eq!(bare.deprecated, Some(Deprecation::default()));
}
