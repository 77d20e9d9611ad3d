//! Reports, as their readers see them.

use serde_json::{Value, json};

use super::*;
use crate::manifest::Package;
use crate::ty::Definition;

/// A manifest with these definitions, given as the JSON of the model.
fn manifest(definitions: Value) -> Manifest {
    let definitions: Vec<Definition> = serde_json::from_value(definitions).unwrap();
    let package = Package {
        name: "payments".to_owned(),
        version: "0.1.0".to_owned(),
        description: String::new(),
    };
    let types = definitions
        .into_iter()
        .map(|definition| (definition.name.clone(), definition));
    Manifest::new(package, Vec::new(), types.collect())
}

fn payments() -> Manifest {
    manifest(json!([
        {"name": "Capture", "shape": {"object": {"deny_unknown_fields": true, "fields": [
            {"rust_name": "amount", "name": "amount", "type":
                {"kind": "integer", "width": "u64", "constraints": {"min": 1, "max": 1_000_000}}},
            {"rust_name": "currency", "name": "currency", "type": {"kind": "named", "name": "Currency"}},
            {"rust_name": "lines", "name": "lines", "default": {"known": []}, "type":
                {"kind": "list", "of": {"kind": "text"}, "constraints": {"max_items": 2, "items": {"min_length": 1}}}},
        ]}}},
        {"name": "Currency", "shape": {"choice": {"tagging": "external", "variants": [
            {"rust_name": "Eur", "name": "EUR", "content": "unit"},
            {"rust_name": "Usd", "name": "USD", "content": "unit"},
        ]}}},
        {"name": "Method", "shape": {"choice": {"tagging": {"internal": {"tag": "type"}}, "variants": [
            {"rust_name": "Cash", "name": "cash", "content": "unit"},
            {"rust_name": "Card", "name": "card", "content": {"object": [
                {"rust_name": "number", "name": "number", "type": {"kind": "text"}},
            ]}},
        ]}}},
        {"name": "Loose", "shape": {"choice": {"tagging": "untagged", "variants": [
            {"rust_name": "Id", "name": "Id", "content": {"newtype": {"kind": "integer", "width": "u32"}}},
            {"rust_name": "Full", "name": "Full", "content": {"newtype": {"kind": "named", "name": "Capture"}}},
        ]}}},
    ]))
}

fn report(name: &str, document: Value) -> Vec<String> {
    let ty = Type::named(crate::TypeName::new(name));
    let violations = value(&payments(), &ty, Side::Read, &document);
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn a_valid_document_has_no_violations() {
    assert_eq!(
        report("Capture", json!({"amount": 1500, "currency": "EUR"})),
        [""; 0]
    );
}

#[test]
fn everything_wrong_is_told_at_once() {
    let document = json!({"amount": 0, "lines": ["", "b", 3], "curency": "EUR"});
    assert_eq!(
        report("Capture", document),
        [
            "/amount: expected at least 1, found 0",
            "/currency: expected one of \"EUR\", \"USD\", found nothing",
            "/lines/0: expected at least 1 character, found 0 characters",
            "/lines/2: expected a text, found the number 3",
            "/lines: expected at most 2 items, found 3 items",
            "/curency: expected no such property; did you mean `currency`?, found one",
        ]
    );
}

#[test]
fn a_number_of_the_wrong_kind_tells_the_range() {
    let document = json!({"amount": -1.5, "currency": "EUR"});
    assert_eq!(
        report("Capture", document),
        ["/amount: expected a whole number from 0 up, found the number -1.5"]
    );
}

#[test]
fn the_tag_says_which_variant_is_meant() {
    assert_eq!(
        report("Method", json!({"type": "card"})),
        ["/number: expected a text, found nothing"]
    );
    assert_eq!(
        report("Method", json!({"type": "cheque"})),
        ["/type: expected one of \"cash\", \"card\", found the text \"cheque\""]
    );
}

#[test]
fn without_a_tag_the_nearest_variant_is_meant() {
    assert_eq!(
        report("Loose", json!({"amount": 5, "currency": "GBP"})),
        ["/currency: expected one of \"EUR\", \"USD\", found the text \"GBP\""]
    );
    assert_eq!(
        report("Loose", json!("five")),
        ["the value: expected a whole number from 0 to 4294967295, or an object, found the text \"five\""]
    );
}

#[test]
fn parameters_are_checked_from_their_texts() {
    let ty = Type::named(crate::TypeName::new("Capture"));
    let given = [
        ("amount", "x"),
        ("currency", "EUR"),
        ("currency", "USD"),
        ("lines", "a"),
    ];
    let violations = pairs(&payments(), &ty, Side::Read, given);
    let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "/currency: expected one value, found 2 values",
            "/amount: expected a whole number from 0 up, found the text \"x\"",
        ]
    );
    assert_eq!(
        text(
            &payments(),
            &Type::integer(crate::ty::IntWidth::U8),
            Side::Read,
            &["300"]
        )[0]
        .to_string(),
        "the value: expected a whole number from 0 to 255, found the number 300"
    );
}
