//! Edits of a program that callers cannot notice, each with a twin that they do.

mod support;

use gati_diff::{Today, compare};
use gati_schema::Manifest;
use serde_json::{Value, json};
use support::filled_in;

fn manifest(value: Value) -> Manifest {
    serde_json::from_value(filled_in(value)).expect("the text of the test is a manifest")
}

/// How many things are found between two manifests.
fn count(old: &Value, new: &Value) -> usize {
    let [old, new] = [old, new].map(|value| manifest(value.clone()));
    compare(&old, &new, Today::Unknown).changes.len()
}

/// `old` and `same` are one contract in both directions, and `other` is none of it.
#[track_caller]
fn alike(old: Value, same: Value, other: Value) {
    for (one, two) in [(&old, &same), (&same, &old)] {
        let [before, after] = [one, two].map(|value| manifest(value.clone()));
        assert_ne!(before, after, "the test compares nothing");
        let changes = compare(&before, &after, Today::Unknown).changes;
        assert!(changes.is_empty(), "{changes:#?}");
    }
    assert_ne!(count(&old, &other), 0, "what is another contract is found");
}

/// The same for the shape of `It`.
#[track_caller]
fn alike_shapes(shapes: [Value; 3]) {
    let [old, same, other] = shapes.map(|shape| json!({"types": {"It": {"shape": shape}}}));
    alike(old, same, other);
}

/// The same for the type of a field.
#[track_caller]
fn alike_types(types: [Value; 3]) {
    alike_shapes(types.map(|ty| object(json!([{"name": "a", "type": ty}]))));
}

fn object(fields: Value) -> Value {
    json!({"object": {"fields": fields}})
}

fn choice(tagging: Value, variants: Value) -> Value {
    json!({"choice": {"tagging": tagging, "variants": variants}})
}

fn text() -> Value {
    json!({"kind": "text"})
}

fn number(width: &str, constraints: Value) -> Value {
    json!({"kind": "integer", "width": width, "constraints": constraints})
}

fn named(name: &str) -> Value {
    json!({"kind": "named", "name": name})
}

#[test]
fn order_is_no_contract_where_nothing_is_read_in_order() {
    let (a, b) = (
        json!({"name": "a", "type": text()}),
        json!({"name": "b", "type": text()}),
    );
    alike_shapes([object(json!([a, b])), object(json!([b, a])), object(json!([a]))]);

    let unit = |name: &str| json!({"name": name, "content": "unit"});
    for tagging in [json!("external"), json!({"internal": {"tag": "kind"}})] {
        let of = |names: &[&str]| choice(tagging.clone(), names.iter().map(|name| unit(name)).collect());
        alike_shapes([of(&["a", "b"]), of(&["b", "a"]), of(&["a"])]);
    }
    // Without a tag the order counts only where one value fits both.
    let loose = |list: [(&str, Value); 2]| {
        let variant = |(name, ty): (&str, Value)| json!({"name": name, "content": {"newtype": ty}});
        choice(json!("untagged"), list.map(variant).into_iter().collect())
    };
    let long = || json!({"kind": "text", "constraints": {"min_length": 3}});
    alike_shapes([
        loose([("A", text()), ("B", json!({"kind": "bool"}))]),
        loose([("B", json!({"kind": "bool"})), ("A", text())]),
        loose([("A", text()), ("B", long())]),
    ]);
    let overlapping = [[("A", text()), ("B", long())], [("B", long()), ("A", text())]];
    let [one, two] = overlapping.map(|list| json!({"types": {"It": {"shape": loose(list)}}}));
    assert_ne!(count(&one, &two), 0);
}

#[test]
fn the_order_of_handlers_and_errors_is_no_contract() {
    let handler = |name: &str, error: Value| {
        json!({"name": name, "method": "GET", "path": format!("/{name}"), "error": error,
            "answer": {"statuses": [200], "encoding": "empty"}})
    };
    let error = |codes: &[u16]| {
        let variants: Vec<Value> = codes
            .iter()
            .map(|status| json!({"name": format!("e{status}"), "content": "unit", "status": status}))
            .collect();
        json!({"shape": choice(json!({"internal": {"tag": "code"}}), variants.into())})
    };
    let of = |names: [&str; 2], codes: &[u16]| {
        let handlers = names.map(|name| handler(name, named("Wrong")));
        json!({"handlers": handlers, "types": {"Wrong": error(codes)}})
    };
    alike(
        of(["a", "b"], &[404, 409]),
        of(["b", "a"], &[409, 404]),
        of(["a", "b"], &[404]),
    );
}

#[test]
fn what_is_written_down_otherwise_and_travels_alike_is_no_change() {
    // Names in Rust.
    let called = |rust: &str, name: &str| object(json!([{"rust_name": rust, "name": name, "type": text()}]));
    alike_shapes([called("a", "a"), called("b", "a"), called("a", "b")]);
    // Three of one type, as positions and as a list of three.
    let three = |len: u64| json!({"kind": "array", "of": text(), "len": len});
    alike_types([
        json!({"kind": "tuple", "of": [text(), text(), text()]}),
        three(3),
        three(2),
    ]);
    // A type around another, and a struct that stands in another.
    let with = |field: Value, inner: Value| json!({"types": {"It": {"shape": object(json!([field]))}, "Inner": {"shape": inner}}});
    let around = |ty: Value| json!({"newtype": {"type": ty, "transparent": true}});
    alike(
        with(json!({"name": "a", "type": text()}), around(text())),
        with(json!({"name": "a", "type": named("Inner")}), around(text())),
        with(
            json!({"name": "a", "type": named("Inner")}),
            around(json!({"kind": "bool"})),
        ),
    );
    let inner = || object(json!([{"name": "a", "type": text()}]));
    let flat = |is_flat: bool| json!({"name": "inner", "type": named("Inner"), "flatten": is_flat});
    alike(
        with(json!({"name": "a", "type": text()}), inner()),
        with(flat(true), inner()),
        with(flat(false), inner()),
    );
}

#[test]
fn a_constraint_that_says_nothing_new_is_no_change() {
    alike_types([
        number("u8", json!({})),
        number("u8", json!({"min": 0})),
        number("u8", json!({"min": 1})),
    ]);
    alike_types([
        number("u32", json!({"exclusive_min": 0})),
        number("u32", json!({"min": 1})),
        number("u32", json!({})),
    ]);
    let non_zero = json!({"kind": "integer", "width": "u32", "non_zero": true});
    alike_types([
        non_zero.clone(),
        number("u32", json!({"min": 1})),
        number("u32", json!({"min": 2})),
    ]);
    alike_types([
        number("u8", json!({})),
        number("u32", json!({"max": 255})),
        number("u32", json!({})),
    ]);
    alike_types([
        number("u8", json!({})),
        number("u8", json!({"multiple_of": 1})),
        number("u8", json!({"multiple_of": 2})),
    ]);
    let texts = |constraints: Value| json!({"kind": "text", "constraints": constraints});
    alike_types([
        text(),
        texts(json!({"min_length": 0})),
        texts(json!({"min_length": 1})),
    ]);
}

#[test]
fn an_attribute_of_the_side_on_which_a_type_is_never_used_is_no_change() {
    let api = |is_read: bool, field: Value, closed: bool| {
        let body = json!({"encoding": "json", "type": named("It")});
        let answer = json!({"statuses": [200], "encoding": "json", "type": named("It")});
        let nothing = json!({"statuses": [200], "encoding": "empty"});
        let mut handler = json!({"name": "it", "method": "POST", "path": "/it"});
        handler["answer"] = if is_read { nothing } else { answer };
        if is_read {
            handler["body"] = body;
        }
        let shape = json!({"object": {"fields": [field], "deny_unknown_fields": closed}});
        json!({"handlers": [handler], "types": {"It": {"shape": shape}}})
    };
    let field = |key: &str, value: Value| {
        let mut field = json!({"rust_name": "a", "name": "a", "type": text()});
        field[key] = value;
        field
    };
    let plain = || field("docs", json!(""));
    // What is said of writing, where the type is only read; and the reverse.
    let write = [
        field("written", json!("sometimes")),
        field("name", json!({"read": "a", "write": "b"})),
        field("skip", json!({"read": false, "write": true})),
    ];
    for edit in write {
        alike(
            api(true, plain(), false),
            api(true, edit.clone(), false),
            api(true, plain(), true),
        );
        assert_ne!(count(&api(false, plain(), false), &api(false, edit, false)), 0);
    }
    let read = [
        field("default", json!({"known": "x"})),
        field("aliases", json!(["b"])),
        field("name", json!({"read": "b", "write": "a"})),
        field("skip", json!({"read": true, "write": false})),
    ];
    for edit in read {
        alike(
            api(false, plain(), false),
            api(false, edit.clone(), true),
            api(false, field("name", json!("c")), false),
        );
        assert_ne!(count(&api(true, plain(), false), &api(true, edit, false)), 0);
    }
}

#[test]
fn letters_of_headers_and_types_that_nobody_reaches_are_no_contract() {
    let with = |name: &str, width: &str| {
        let handler = json!({"name": "it", "method": "GET", "path": "/it", "headers": named("Asked"),
            "answer": {"statuses": [200], "encoding": "empty"}});
        let asked = object(json!([{"rust_name": "tenant", "name": name, "type": text()}]));
        let alone = object(json!([{"name": "a", "type": number(width, json!({}))}]));
        json!({"handlers": [handler], "types": {"Asked": {"shape": asked}, "Alone": {"shape": alone}}})
    };
    alike(
        with("X-Tenant", "u8"),
        with("x-tenant", "u64"),
        with("x-customer", "u8"),
    );
}
