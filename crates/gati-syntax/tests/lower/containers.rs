//! Structs and enums as a whole: `transparent`, `deny_unknown_fields`, `tag` on a struct, `from`, `into`, names and holes.

use gati_schema::TypeName;
use gati_schema::ty::{Shape, Side, Sided};

use crate::support::{fields, lower, named, parse};

fn newtype(ty: &str, transparent: bool) -> Shape {
    Shape::Newtype {
        ty: named(ty),
        transparent,
    }
}

#[test]
fn structs_have_the_shape_of_their_fields() {
    assert_eq!(lower("struct S;").shape, Shape::Unit);
    assert_eq!(lower("struct S(u8);").shape, newtype("u8", false));
    assert_eq!(
        lower("struct S(u8, u16);").shape,
        Shape::Tuple(vec![named("u8"), named("u16")])
    );
    assert_eq!(
        lower("struct S(u8, #[serde(skip)] Cache);").shape,
        Shape::Tuple(vec![named("u8")])
    );
    assert_eq!(lower("struct S();").shape, Shape::Tuple(vec![]));
}

#[test]
fn a_transparent_struct_is_its_only_field_that_counts() {
    assert_eq!(
        lower("#[serde(transparent)] struct S(u8);").shape,
        newtype("u8", true)
    );
    assert_eq!(
        lower("#[serde(transparent)] struct S { a: u8 }").shape,
        newtype("u8", true)
    );
    let many = "#[serde(transparent)] struct S<T> { a: u8, #[serde(skip)] c: Cache, p: PhantomData<T> }";
    assert_eq!(lower(many).shape, newtype("u8", true));
}

#[test]
fn serde_has_no_skip_for_the_only_value_of_a_struct() {
    assert_eq!(lower("struct S(#[serde(skip)] u8);").shape, newtype("u8", false));
}

#[test]
fn constraints_above_a_newtype_are_those_of_its_value() {
    let above = lower("#[gtype(min = 1)] struct S(u8);");
    let inside = lower("struct S(#[gtype(min = 1)] u8);");
    assert_eq!(above.shape, inside.shape);
    assert_ne!(above.shape, newtype("u8", false));
}

#[test]
fn a_struct_may_refuse_unknown_keys() {
    let shape = lower("#[serde(deny_unknown_fields)] struct S { a: u8 }").shape;
    assert!(matches!(
        shape,
        Shape::Object {
            deny_unknown_fields: true,
            ..
        }
    ));
}

#[test]
fn a_tagged_struct_writes_its_name_and_does_not_read_it() {
    let fields = fields(r#"#[serde(tag = "kind", rename = "created.v1")] struct Created { id: u64 }"#);
    let tag = &fields[0];
    assert_eq!(tag.name, Sided::Same("kind".to_owned()));
    assert_eq!(
        (tag.skip.on(Side::Read), tag.skip.on(Side::Write)),
        (&true, &false)
    );
    assert_eq!(tag.ty.constraints.pattern.as_deref(), Some(r"^created\.v1$"));
    assert_eq!(fields[1].rust_name, "id");
}

#[test]
fn the_tag_of_a_struct_has_a_rust_name_of_its_own() {
    let rust_name = |item: &str| fields(item)[0].rust_name.clone();
    assert_eq!(
        rust_name(r#"#[serde(tag = "@type")] struct S { id: u64 }"#),
        "tag__type"
    );
    let taken = r#"#[serde(tag = "kind")] struct S { #[serde(rename = "sort")] kind: u64 }"#;
    assert_eq!(rust_name(taken), "kind_");
}

#[test]
fn a_type_that_is_converted_both_ways_has_the_form_of_the_other() {
    let same = r#"#[serde(try_from = "Raw", into = "Raw")] struct S { a: Secret }"#;
    assert_eq!(lower(same).shape, newtype("Raw", true));
    let said = r#"#[serde(from = "Raw")] #[gtype(as = String, max_length = 9)] struct S { a: Secret }"#;
    let Shape::Newtype { ty, .. } = lower(said).shape else {
        panic!("a newtype");
    };
    assert_eq!(ty.constraints.max_length, Some(9));
}

#[test]
fn the_public_name_may_be_another() {
    assert_eq!(parse("struct S;").public_name(), "S");
    assert_eq!(parse("struct r#Move;").public_name(), "Move");
    assert_eq!(
        parse(r#"#[gtype(name = "Transfer")] struct S;"#).public_name(),
        "Transfer"
    );
}

#[test]
fn docs_and_examples_of_a_type_are_kept() {
    let definition = lower(
        r#"/// A sum.
        #[deprecated]
        #[gtype(example = { "a": 1 })]
        struct S { a: u8 }"#,
    );
    assert_eq!(definition.docs, "A sum.");
    assert!(definition.deprecated.is_some());
    assert_eq!(definition.examples, [serde_json::json!({ "a": 1 })]);
}

#[test]
fn holes_are_numbered_in_the_order_of_the_source() {
    let item = parse("struct Page<T> { items: Vec<T>, #[serde(skip)] c: Cache, next: Option<Cursor> }");
    let (local, holes) = item.local();
    let spelled: Vec<_> = holes
        .iter()
        .map(|ty| crate::support::name_of(&crate::support::spelled(ty)).to_owned())
        .collect();
    assert_eq!(spelled, ["Vec<T>", "Option<Cursor>"]);
    let mut next = 0;
    let expected = item.lower(TypeName::new("Page"), &mut |_| {
        next += 1;
        named(&format!("#{}", next - 1))
    });
    assert_eq!(local, gati_schema::canonical::fingerprint(&expected));
}

#[test]
fn the_local_fingerprint_ignores_types_and_sees_everything_else() {
    let local = |item: &str| parse(item).local().0;
    assert_eq!(local("struct S { a: u8 }"), local("struct S { a: u16 }"));
    assert_ne!(local("struct S { a: u8 }"), local("struct S { b: u8 }"));
    assert_ne!(
        local("struct S { a: u8 }"),
        local("struct S { #[gtype(min = 1)] a: u8 }")
    );
    assert_ne!(
        local("struct S { a: u8 }"),
        local("#[gtype(name = \"T\")] struct S { a: u8 }")
    );
}
