//! Every possibility has its turn, everything fits, and the same seed gives the same values.

use std::collections::BTreeSet;

use gati_sample::{Sampler, cover};
use gati_schema::ty::Side;
use gati_schema::{Manifest, Type, TypeName, check};
use serde_json::{Value, json};

/// An API with one type of these fields, and a tree beside it.
fn manifest(fields: &Value) -> Manifest {
    let text = json!({
        "format": 1,
        "package": {"name": "shop", "version": "1.0.0"},
        "handlers": [],
        "types": {
            "Order": {"name": "Order", "shape": {"object": {"fields": fields}}},
            "State": {"name": "State", "shape": {"choice": {
                "tagging": {"internal": {"tag": "state"}},
                "variants": [
                    {"rust_name": "Open", "name": "open", "content": "unit"},
                    {"rust_name": "Paid", "name": "paid", "content": {"object": [field("by", &json!({"kind": "text"}))]}},
                    {"rust_name": "Lost", "name": "lost", "content": "unit"},
                ],
            }}},
            "Tree": {"name": "Tree", "shape": {"object": {"fields": [
                field("left", &json!({"kind": "option", "of": {"kind": "named", "name": "Tree"}})),
                field("right", &json!({"kind": "list", "of": {"kind": "named", "name": "Tree"}})),
            ]}}},
        },
    });
    Manifest::from_json(&text.to_string()).expect("the text above is a manifest")
}

fn field(name: &str, ty: &Value) -> Value {
    json!({"rust_name": name, "name": name, "type": ty})
}

fn named(name: &str) -> Type {
    Type::named(TypeName::new(name))
}

/// The values of one field.
fn values_of(ty: &Value, side: Side) -> Vec<Value> {
    let manifest = manifest(&json!([field("it", ty)]));
    cover(&manifest, &named("Order"), side, 5, 500)
        .into_iter()
        .map(|mut order| order["it"].take())
        .collect()
}

#[test]
fn every_variant_comes_and_what_is_optional_comes_and_stays_away() {
    let manifest = manifest(&json!([
        field("state", &json!({"kind": "named", "name": "State"})),
        field("note", &json!({"kind": "option", "of": {"kind": "text"}})),
        field("tags", &json!({"kind": "list", "of": {"kind": "bool"}})),
    ]));
    let values = cover(&manifest, &named("Order"), Side::Read, 1, 500);
    let states: BTreeSet<&str> = values
        .iter()
        .filter_map(|order| order["state"]["state"].as_str())
        .collect();
    assert_eq!(states, BTreeSet::from(["lost", "open", "paid"]));
    let notes: BTreeSet<Option<bool>> = values
        .iter()
        .map(|order| order.get("note").map(Value::is_null))
        .collect();
    assert_eq!(
        notes,
        BTreeSet::from([None, Some(true), Some(false)]),
        "absent, null, there"
    );
    let counts: BTreeSet<usize> = values
        .iter()
        .filter_map(|order| Some(order["tags"].as_array()?.len()))
        .collect();
    assert!(counts.is_superset(&BTreeSet::from([0, 1, 3])), "{counts:?}");
    for value in &values {
        assert!(
            check::value(&manifest, &named("Order"), Side::Read, value).is_empty(),
            "{value}"
        );
    }
}

#[test]
fn numbers_and_texts_come_from_the_ends_of_what_is_allowed() {
    let numbers = values_of(
        &json!({"kind": "integer", "width": "u64", "constraints": {"min": 3, "max": 900}}),
        Side::Read,
    );
    assert!(numbers.contains(&json!(3)) && numbers.contains(&json!(900)) && !numbers.contains(&json!(2)));
    let wide = values_of(&json!({"kind": "integer", "width": "i64"}), Side::Read);
    assert!(wide.contains(&json!(i64::MIN)) && wide.contains(&json!(i64::MAX)));
    let steps = values_of(
        &json!({"kind": "integer", "width": "u32", "constraints": {"multiple_of": 7, "min": 1}}),
        Side::Read,
    );
    assert!(steps.len() > 3, "{steps:?}");
    let texts = values_of(
        &json!({"kind": "text", "constraints": {"max_length": 5}}),
        Side::Read,
    );
    for text in ["", "ééééé", "日本語", "\u{1f980}"] {
        assert!(texts.contains(&json!(text)), "{text:?} in {texts:?}");
    }
    let codes = values_of(
        &json!({"kind": "text", "constraints": {"pattern": "^[A-Z]{3}$"}}),
        Side::Read,
    );
    assert!(!codes.is_empty());
    let addresses = values_of(
        &json!({"kind": "text", "constraints": {"format": "email"}}),
        Side::Read,
    );
    assert!(addresses.contains(&json!("ada@example.org")));
}

#[test]
fn a_recursive_type_comes_to_an_end() {
    let manifest = manifest(&json!([]));
    let mut sampler = Sampler::new(&manifest, Side::Write, 3);
    for _ in 0..200 {
        let tree = sampler
            .value(&named("Tree"))
            .expect("a tree without branches is one");
        assert!(tree.to_string().len() < 200_000);
    }
}

#[test]
fn the_same_seed_gives_the_same_values_and_another_seed_others() {
    let manifest = manifest(&json!([field(
        "state",
        &json!({"kind": "named", "name": "State"})
    )]));
    let of = |seed| {
        let mut sampler = Sampler::new(&manifest, Side::Read, seed);
        (0..40)
            .filter_map(|_| sampler.value(&named("Order")))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn a_type_without_a_value_gives_none() {
    let mut manifest = manifest(&json!([field(
        "self",
        &json!({"kind": "named", "name": "Order"})
    )]));
    assert_eq!(
        cover(&manifest, &named("Order"), Side::Read, 1, 10),
        Vec::<Value>::new()
    );
    manifest.types.clear();
    assert_eq!(
        cover(&manifest, &named("Order"), Side::Read, 1, 10),
        Vec::<Value>::new()
    );
}
