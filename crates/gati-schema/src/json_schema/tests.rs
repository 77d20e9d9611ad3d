//! Schemas, as their readers see them. That they agree with serde is shown elsewhere, by many generated types.

use serde_json::json;

use super::*;
use crate::manifest::Package;
use crate::ty::{Constraints, IntWidth, Kind, Number, Scalar};

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

fn reference(name: &TypeName, _: Side) -> String {
    format!("#/$defs/{name}")
}

#[test]
fn a_bound_of_the_place_stands_beside_those_of_the_type() {
    let ty = Type::integer(IntWidth::U32).constrained(Constraints {
        min: Some(Number::from(5_u64)),
        ..Constraints::NONE
    });
    assert_eq!(
        of_type(&manifest(json!([])), &ty.optional(), Side::Read, &reference),
        json!({"type": ["integer", "null"], "format": "uint32", "minimum": 5, "maximum": 4_294_967_295_u32})
    );
}

#[test]
fn a_uuid_has_four_spellings_when_it_is_read_and_one_when_it_is_written() {
    let ty = Type::plain(Kind::Scalar { scalar: Scalar::Uuid });
    let empty = manifest(json!([]));
    assert_eq!(
        of_type(&empty, &ty, Side::Write, &reference),
        json!({"type": "string", "format": "uuid"})
    );
    let read = of_type(&empty, &ty, Side::Read, &reference);
    let pattern = regex_lite::Regex::new(read["pattern"].as_str().unwrap()).unwrap();
    for text in [
        "67e5504410b1426f9247bb680e5fe0c8",
        "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
        "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
    ] {
        assert!(pattern.is_match(text), "{text}");
    }
}

#[test]
fn a_tag_stands_beside_the_reference_to_what_it_announces() {
    let manifest = manifest(json!([
        {"name": "Card", "shape": {"object": {"fields": [
            {"rust_name": "number", "name": "number", "type": {"kind": "text"}},
        ]}}},
        {"name": "Method", "docs": "How it is paid.", "shape": {"choice": {"tagging": {"internal": {"tag": "type"}}, "variants": [
            {"rust_name": "Card", "name": "card", "content": {"newtype": {"kind": "named", "name": "Card"}}},
        ]}}},
    ]));
    assert_eq!(
        of_definition(&manifest, &manifest.types["Method"], Side::Read, &reference),
        json!({
            "title": "Card",
            "description": "How it is paid.",
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"type": "string", "const": "card"}},
            "allOf": [{"$ref": "#/$defs/Card"}],
        })
    );
}

#[test]
fn types_that_differ_by_side_stand_in_the_bundle_twice() {
    let manifest = manifest(json!([
        {"name": "Money", "shape": {"object": {"fields": [
            {"rust_name": "amount", "name": "amount", "type": {"kind": "integer", "width": "u64"}},
        ]}}},
        {"name": "Note", "shape": {"object": {"fields": [
            {"rust_name": "text", "name": "text", "type": {"kind": "option", "of": {"kind": "text"}}},
        ]}}},
        {"name": "Page", "shape": {"tuple": [{"kind": "named", "name": "Note"}, {"kind": "named", "name": "Money"}]}},
    ]));
    let names: Vec<String> = differs(&manifest).iter().map(ToString::to_string).collect();
    assert_eq!(names, ["Note", "Page"]);
    let bundle = bundle(&manifest);
    let keys: Vec<&String> = bundle["$defs"].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["Money", "Note.read", "Note.write", "Page.read", "Page.write"]
    );
    assert_eq!(
        bundle["$defs"]["Page.read"]["prefixItems"][0]["$ref"],
        "#/$defs/Note.read"
    );
}
