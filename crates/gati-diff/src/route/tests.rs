//! What is not looked at must not matter.

use gati_schema::Manifest;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Today, compare, compare_knowing};
use crate::untouched::Untouched;

/// What one field of a type is: a way of holding another type, and which one; and its name.
type Edge = (u8, usize, u8);

const TYPES: usize = 7;

fn named(at: usize) -> Value {
    json!({"kind": "named", "name": format!("T{}", at % TYPES)})
}

fn edge((wrapper, to, name): Edge) -> Value {
    let of = named(to);
    let ty = match wrapper % 6 {
        0 => of,
        1 => json!({"kind": "option", "of": of}),
        2 => json!({"kind": "list", "of": of}),
        3 => json!({"kind": "map", "key": {"kind": "text"}, "value": of}),
        4 => json!({"kind": "option", "of": {"kind": "list", "of": of}}),
        _ => json!({"kind": "tuple", "of": [{"kind": "bool"}, of]}),
    };
    let mut field = json!({"rust_name": format!("f{name}"), "name": format!("f{name}"), "type": ty});
    match wrapper / 6 % 4 {
        0 => field["written"] = json!("when_some"),
        1 => field["skip"] = json!({"read": true, "write": false}),
        2 => field["name"] = json!({"read": format!("r{name}"), "write": format!("w{}", 9 - name)}),
        _ => {}
    }
    field
}

/// Types that hold each other; those that are `changed` hold another number.
fn manifest(types: &[(u8, Vec<Edge>)], is_changed: impl Fn(usize) -> bool) -> Manifest {
    let definition = |at: usize, (shape, edges): &(u8, Vec<Edge>)| {
        let width = if is_changed(at) { "u8" } else { "u64" };
        let id = json!({"rust_name": "id", "name": "id", "type": {"kind": "integer", "width": width}});
        let mut fields: Vec<Value> = edges.iter().copied().map(edge).collect();
        fields.push(id);
        let shape = match shape % 8 {
            // No newtype holds itself.
            0 if at + 1 < TYPES => {
                let of = named(at + 1);
                let option = json!({"kind": "option", "of": of});
                json!({"newtype": {"type": if is_changed(at) { option } else { of }, "transparent": true}})
            }
            1 => {
                fields[0]["flatten"] = json!(true);
                json!({"object": {"fields": fields}})
            }
            2 => json!({"object": {"fields": fields, "deny_unknown_fields": true}}),
            _ => json!({"object": {"fields": fields}}),
        };
        (
            format!("T{at}"),
            json!({"name": format!("T{at}"), "shape": shape}),
        )
    };
    let types: serde_json::Map<String, Value> = types
        .iter()
        .enumerate()
        .map(|(at, ty)| definition(at, ty))
        .collect();
    let handlers: Vec<Value> = (0..3)
        .map(|at| {
            json!({
                "name": format!("handler_{at}"),
                "method": "POST",
                "path": format!("/{at}"),
                "parameters": [],
                "body": {"encoding": "json", "type": named(at)},
                "answer": {"statuses": [200], "encoding": "json", "type": named(at + 2)},
                "fingerprint": "0".repeat(32),
            })
        })
        .collect();
    let package = json!({"name": "ring", "version": "1.0.0"});
    let manifest = json!({"format": 1, "package": package, "handlers": handlers, "types": types});
    serde_json::from_value(manifest).expect("the manifest above is one")
}

proptest! {
    /// Objects that only lead to a change are gone through, and the rest of them is not looked at: every finding, its place and its
    /// witness are as if it were.
    #[test]
    fn the_short_way_finds_what_the_long_way_finds(
        types in prop::collection::vec(
            (any::<u8>(), prop::collection::vec((any::<u8>(), 0..TYPES, 0..10_u8), 1..4)),
            TYPES,
        ),
        changed in prop::collection::btree_set(0..TYPES, 0..3),
    ) {
        let old = manifest(&types, |_| false);
        let new = manifest(&types, |at| changed.contains(&at));
        let full = Untouched::new(&old, &new).looked_at_in_full();
        let full = compare_knowing(full, (&old, &new), Today::Unknown);
        prop_assert_eq!(compare(&old, &new, Today::Unknown), full);
    }
}

/// `struct Tree(Vec<Tree>)` is a type of Rust.
#[test]
fn a_newtype_may_hold_lists_of_itself() {
    let manifest = |of: Value| {
        let package = json!({"name": "trees", "version": "1.0.0"});
        let tree = json!({"name": "T0", "shape": {"newtype": {"type": of}}});
        let handler = json!({
            "name": "plant",
            "method": "POST",
            "path": "/",
            "parameters": [],
            "body": {"encoding": "json", "type": named(0)},
            "answer": {"statuses": [204], "encoding": "empty"},
            "fingerprint": "0".repeat(32),
        });
        let manifest = json!({"format": 1, "package": package, "handlers": [handler], "types": {"T0": tree}});
        serde_json::from_value(manifest).expect("the manifest above is one")
    };
    let list: Manifest = manifest(json!({"kind": "list", "of": named(0)}));
    let text: Manifest = manifest(json!({"kind": "text"}));
    assert!(compare(&list, &list, Today::Unknown).is_empty());
    assert!(compare(&list, &text, Today::Unknown).is_breaking());
}
