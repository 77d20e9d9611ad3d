//! Attributes where they can have no effect, and items that have no JSON form.

use crate::support::{mistake, mistakes};

#[test]
fn a_union_has_no_json_form() {
    assert!(mistake("union U { a: u8, b: i8 }").starts_with("a union has no JSON form"));
}

#[test]
fn constraints_above_several_values_belong_on_one_of_them() {
    assert_eq!(
        mistake("#[gtype(min = 1)] struct S { a: u8 }"),
        "`min` has no meaning on a struct or enum of several values\nhelp: put it on the field that it is about"
    );
    assert_eq!(mistakes("#[gtype(min = 1, max = 2)] enum E { A }").len(), 2);
}

#[test]
fn constraints_of_a_newtype_stand_in_one_place() {
    assert!(
        mistake("#[gtype(min = 1)] struct S(#[gtype(max = 2)] u8);")
            .starts_with("`min` stands on the struct")
    );
}

#[test]
fn what_serde_skips_has_nothing_to_say() {
    for item in [
        "struct S { #[serde(skip)] #[gtype(min = 1)] a: u8 }",
        "struct S(u8, #[serde(skip)] #[gtype(min = 1)] u8);",
        "enum E { #[serde(skip)] #[gtype(deprecated)] A }",
        "enum E { A(#[serde(skip)] #[gtype(min = 1)] u8) }",
    ] {
        assert!(
            mistake(item).starts_with("this has no effect: serde skips this"),
            "{item}"
        );
    }
}

#[test]
fn fields_behind_another_form_have_nothing_to_say() {
    let container = "#[gtype(as = String)] struct S { #[gtype(min = 1)] a: u8 }";
    assert!(mistake(container).starts_with("this has no effect: the whole type travels"));
    let variant = "enum E { #[gtype(as = String)] A { #[gtype(min = 1)] a: u8 } }";
    assert!(mistake(variant).starts_with("this has no effect: the content travels"));
}

#[test]
fn a_value_without_a_name_has_no_default_example_or_deprecation() {
    for key in ["default = 1", "example = 1", "deprecated"] {
        let message = mistake(&format!("struct S(u8, #[gtype({key})] u8);"));
        assert!(
            message.contains("has no meaning on a value without a name"),
            "{message}"
        );
    }
}
