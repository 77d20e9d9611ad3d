//! Enums that derive `ApiError`.

use crate::support::{mistake, mistakes};

fn error(variants: &str) -> String {
    format!("#[derive(ApiError)] #[serde(tag = \"code\")] enum E {{ {variants} }}")
}

#[test]
fn every_variant_needs_a_status() {
    let message = mistake(&error("#[gtype(status = 404)] A, B"));
    assert!(
        message.starts_with("`B` has no status\nhelp: add `#[gtype(status = 409)]`"),
        "{message}"
    );
}

#[test]
fn a_status_is_one_of_an_error() {
    for status in ["200", "302", "399", "600", "70000"] {
        let message = mistake(&error(&format!("#[gtype(status = {status})] A")));
        assert!(
            message.starts_with(&format!("`{status}` is not the status of an error")),
            "{message}"
        );
    }
    assert_eq!(
        mistake(&error("#[gtype(status = \"404\")] A")),
        "`status` takes a number from 400 to 599"
    );
    assert!(mistakes(&error("#[gtype(status = 400)] A, #[gtype(status = 599)] B")).is_empty());
}

#[test]
fn a_misspelt_status_is_not_missing_as_well() {
    assert_eq!(
        mistake(&error("#[gtype(statsu = 404)] A")),
        "unknown key `statsu`\nhelp: did you mean `status`?"
    );
}

#[test]
fn an_error_is_tagged_inside() {
    for serde in ["", "#[serde(untagged)]", "#[serde(tag = \"t\", content = \"c\")]"] {
        let message = mistake(&format!(
            "#[derive(ApiError)] {serde} enum E {{ #[gtype(status = 404)] A }}"
        ));
        assert!(message.contains("write `#[serde(tag = \"code\")]`"), "{message}");
    }
    let reserved = "#[derive(ApiError)] #[serde(tag = \"type\")] enum E { #[gtype(status = 404)] A }";
    assert!(mistake(reserved).starts_with("`type` is a member of every problem document"));
}

#[test]
fn members_of_the_problem_document_are_taken() {
    for name in gati_syntax::gtype::api_error::RESERVED {
        let message = mistake(&error(&format!(
            "#[gtype(status = 404)] A {{ #[serde(rename = {name:?})] a: u8 }}"
        )));
        assert!(
            message.starts_with(&format!("`{name}` is a member of every problem document")),
            "{message}"
        );
    }
}

#[test]
fn an_error_can_be_written() {
    assert!(mistake(&error("#[serde(skip)] A")).starts_with("serde cannot write `E::A`"));
    assert!(
        mistake(&error("#[gtype(status = 404)] #[serde(skip_serializing)] A"))
            .starts_with("serde cannot write `E::A`")
    );
    assert!(
        mistake(&error("#[gtype(status = 404)] #[serde(untagged)] A { a: u8 }"))
            .starts_with("an error without a tag")
    );
}

#[test]
fn an_error_is_an_enum() {
    assert!(mistake("#[derive(ApiError)] struct E { a: u8 }").starts_with("`ApiError` is for enums"));
}

#[test]
fn a_detail_speaks_of_fields_of_its_variant() {
    let detail = |text: &str| {
        mistake(&error(&format!(
            "#[gtype(status = 404, detail = {text:?})] A {{ amount: u8 }}"
        )))
    };
    assert_eq!(
        detail("{amuont}"),
        "`{amuont}` is no field of this variant\nhelp: did you mean `amount`?"
    );
    assert!(detail("50 } left").starts_with("a single `}` in `detail`"));
}
