//! Enums: the four styles of tags, and what variants carry.

use gati_schema::ty::{Content, Sided, Tagging};

use crate::support::{choice, name_of, named, variants};

#[test]
fn an_enum_is_tagged_from_outside_unless_it_says_otherwise() {
    assert_eq!(choice("enum E { A }").tagging, Tagging::External);
    assert_eq!(
        choice("#[serde(untagged)] enum E { A }").tagging,
        Tagging::Untagged
    );
    let tag = "t".to_owned();
    assert_eq!(
        choice(r#"#[serde(tag = "t")] enum E { A }"#).tagging,
        Tagging::Internal { tag: tag.clone() }
    );
    let content = "c".to_owned();
    assert_eq!(
        choice(r#"#[serde(tag = "t", content = "c")] enum E { A }"#).tagging,
        Tagging::Adjacent { tag, content }
    );
}

#[test]
fn variants_carry_nothing_one_value_several_or_fields() {
    let variants = variants("enum E { A, B(u8), C(u8, u16), D { a: u8 }, F() }");
    assert_eq!(variants[0].content, Content::Unit);
    assert_eq!(variants[1].content, Content::Newtype(named("u8")));
    assert_eq!(
        variants[2].content,
        Content::Tuple(vec![named("u8"), named("u16")])
    );
    assert!(matches!(&variants[3].content, Content::Object(fields) if fields.len() == 1));
    assert_eq!(variants[4].content, Content::Tuple(vec![]));
}

#[test]
fn a_variant_whose_only_value_is_skipped_carries_nothing() {
    assert_eq!(
        variants("enum E { A(#[serde(skip)] Cache) }")[0].content,
        Content::Unit
    );
}

#[test]
fn skipped_positions_are_no_part_of_a_tuple() {
    let variants = variants("enum E { A(u8, #[serde(skip)] Cache, u16) }");
    assert_eq!(
        variants[0].content,
        Content::Tuple(vec![named("u8"), named("u16")])
    );
}

#[test]
fn variants_may_exist_on_one_side_or_none() {
    let variants = variants(
        "enum E { A, #[serde(skip)] B, #[serde(skip_serializing)] C, #[serde(skip_deserializing)] D }",
    );
    let skips: Vec<_> = variants
        .iter()
        .map(|variant| (variant.rust_name.as_str(), &variant.skip))
        .collect();
    let (write, read) = (Sided::new(false, true), Sided::new(true, false));
    assert_eq!(skips, [("A", &Sided::NEITHER), ("C", &write), ("D", &read)]);
}

#[test]
fn other_and_untagged_variants_are_marked() {
    let variants = variants("enum E { A, #[serde(other)] B, #[serde(untagged)] C(u8) }");
    let marks: Vec<_> = variants
        .iter()
        .map(|variant| (variant.other, variant.untagged))
        .collect();
    assert_eq!(marks, [(false, false), (true, false), (false, true)]);
}

#[test]
fn an_enum_may_refuse_unknown_keys() {
    assert!(choice("#[serde(deny_unknown_fields)] enum E { A { a: u8 } }").deny_unknown_fields);
}

#[test]
fn a_variant_of_a_custom_form_is_described_by_its_type() {
    let variants = variants(r#"enum E { #[serde(with = "hex")] #[gtype(as = String)] A { a: u8, b: u8 } }"#);
    let Content::Newtype(ty) = &variants[0].content else {
        panic!("one value");
    };
    assert_eq!(name_of(ty), "String");
}

#[test]
fn an_error_has_a_status_per_variant() {
    let variants = variants(
        r#"#[derive(ApiError)] #[serde(tag = "code")]
        enum E { #[gtype(status = 404)] A, #[gtype(status = 409, detail = "{a} is taken")] B { a: String } }"#,
    );
    assert_eq!((variants[0].status, variants[1].status), (Some(404), Some(409)));
}
