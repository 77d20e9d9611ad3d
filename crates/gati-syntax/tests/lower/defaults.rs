//! Defaults: what a reader takes for a missing field.

use gati_schema::ty::Default;
use serde_json::{Value, json};

use crate::support::{field, fields, parse};

fn known(field_source: &str) -> Value {
    match field(field_source).default {
        Default::Known(value) => value,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_default_of_plain_types_is_known() {
    assert_eq!(known("#[serde(default)] a: bool"), json!(false));
    assert_eq!(known("#[serde(default)] a: u64"), json!(0));
    assert_eq!(known("#[serde(default)] a: f32"), json!(0.0));
    assert_eq!(known("#[serde(default)] a: String"), json!(""));
    assert_eq!(known("#[serde(default)] a: Option<Currency>"), json!(null));
    assert_eq!(known("#[serde(default)] a: Vec<Currency>"), json!([]));
    assert_eq!(
        known("#[serde(default)] a: std::collections::BTreeMap<String, u8>"),
        json!({})
    );
}

#[test]
fn functions_that_do_what_default_does_are_known() {
    assert_eq!(known(r#"#[serde(default = "Vec::new")] a: Vec<u8>"#), json!([]));
    assert_eq!(known(r#"#[serde(default = "Default::default")] a: u8"#), json!(0));
}

#[test]
fn other_defaults_are_computed_and_their_functions_can_be_looked_up() {
    let source =
        r#"struct S { #[serde(default = "limits::page")] page: u32, #[serde(default)] currency: Currency }"#;
    let fields = fields(source);
    assert!(fields.iter().all(|field| field.default == Default::Computed));
    let item = parse(source);
    let functions: Vec<_> = item
        .computed_defaults()
        .map(|default| {
            (
                default.field.to_string(),
                gati_syntax::attr::constraint::path_text(&default.function.path),
            )
        })
        .collect();
    assert_eq!(functions, [("page".to_owned(), "limits::page".to_owned())]);
}

#[test]
fn a_documented_default_is_known() {
    assert_eq!(
        known(r#"#[serde(default = "page")] #[gtype(default = 20)] a: u32"#),
        json!(20)
    );
    assert_eq!(
        known(r#"#[serde(default)] #[gtype(default = "EUR")] a: Currency"#),
        json!("EUR")
    );
    assert!(
        parse(r#"struct S { #[serde(default = "page")] #[gtype(default = 20)] a: u32 }"#)
            .computed_defaults()
            .next()
            .is_none()
    );
}

#[test]
fn the_default_of_a_struct_is_that_of_each_field_without_its_own() {
    let fields =
        fields("#[serde(default)] struct S { a: u8, #[serde(default)] b: u8, #[gtype(default = 7)] c: u8 }");
    assert_eq!(fields[0].default, Default::Computed);
    assert_eq!(fields[1].default, Default::Known(json!(0)));
    assert_eq!(fields[2].default, Default::Known(json!(7)));
}

#[test]
fn a_flattened_field_and_one_that_is_not_read_have_no_default() {
    assert_eq!(field("#[serde(flatten, default)] a: Page").default, Default::None);
    assert_eq!(
        field("#[serde(skip_deserializing, default)] a: u8").default,
        Default::None
    );
}

#[test]
fn the_rust_default_of_a_type_in_another_form_tells_nothing() {
    let field = field(r#"#[serde(default, with = "hex")] #[gtype(as = String)] a: Vec<u8>"#);
    assert_eq!(field.default, Default::Computed);
}

#[test]
fn without_a_default_there_is_none() {
    assert_eq!(field("a: u8").default, Default::None);
}
