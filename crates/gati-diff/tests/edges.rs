//! Pairs at which a rule is easily taken for milder than it is, each with a twin at which nothing breaks.

mod support;

use gati_diff::{Today, compare};
use serde_json::{Value, json};
use support::filled_in;

/// What is found between two sets of types, of which `It` is read and written: direction, level and key, and what lacks a witness.
#[track_caller]
fn found(old: Value, new: Value) -> Vec<String> {
    of_manifests(json!({ "types": old }), json!({ "types": new }))
}

#[track_caller]
fn of_manifests(old: Value, new: Value) -> Vec<String> {
    let [old, new] = [old, new].map(|manifest| {
        serde_json::from_value(filled_in(manifest)).expect("the text of the test is a manifest")
    });
    let changes = compare(&old, &new, Today::Unknown).changes;
    let words = changes.iter().map(|change| {
        let unproven = change.verdict.is_breaking() && change.witness.is_none();
        let unproven = if unproven { ", not proved" } else { "" };
        let key = change.key().replace(" POST /it", "");
        format!("{} {key}{unproven}", change.verdict.wire.name())
    });
    words.collect()
}

fn object(fields: Value) -> Value {
    json!({"shape": {"object": {"fields": fields}}})
}

fn choice(tagging: Value, variants: Value) -> Value {
    json!({"shape": {"choice": {"tagging": tagging, "variants": variants}}})
}

fn field(name: &str, ty: Value) -> Value {
    json!({"name": name, "type": ty})
}

fn number() -> Value {
    json!({"kind": "integer", "width": "u32"})
}

fn optional() -> Value {
    json!({"kind": "option", "of": number()})
}

fn text() -> Value {
    json!({"kind": "text"})
}

fn named(name: &str) -> Value {
    json!({"kind": "named", "name": name})
}

/// Unknown names are taken for a variant that carries nothing. What comes with the name stands in its way, unless it stands beside it.
#[test]
fn a_variant_with_content_is_read_by_no_variant_for_unknown_names() {
    let with = |tagging: &Value, more: &[Value]| {
        let mut variants = vec![
            json!({"name": "red", "content": "unit"}),
            json!({"name": "unknown", "content": "unit", "other": true}),
        ];
        variants.extend(more.iter().cloned());
        json!({"It": choice(tagging.clone(), Value::Array(variants))})
    };
    let plain = json!({"name": "blue", "content": "unit"});
    let full = json!({"name": "blue", "content": {"object": [field("depth", number())]}});
    let adjacent = json!({"adjacent": {"tag": "t", "content": "c"}});
    let internal = json!({"internal": {"tag": "t"}});
    for tagging in [json!("external"), adjacent] {
        let added = found(with(&tagging, &[]), with(&tagging, std::slice::from_ref(&full)));
        assert_eq!(
            added,
            [
                "minor union-variant-added at request body <blue>",
                "major union-variant-added at answer <blue>",
            ],
            "{tagging}"
        );
        let removed = found(with(&tagging, std::slice::from_ref(&full)), with(&tagging, &[]));
        assert_eq!(
            removed,
            [
                "major union-variant-removed at request body <blue>",
                "minor union-variant-removed at answer <blue>",
            ],
            "{tagging}"
        );
    }
    let beside = found(with(&internal, &[]), with(&internal, &[full]));
    assert_eq!(beside[1], "minor union-variant-added-open at answer <blue>");
    let nothing = found(with(&json!("external"), &[]), with(&json!("external"), &[plain]));
    assert_eq!(nothing[1], "minor enum-value-added-open at answer <blue>");
}

/// That today's readers know a variant for unknown names does not help those of before.
#[test]
fn a_value_that_is_renamed_is_judged_by_who_reads_it() {
    let with = |name: &str, other: bool| {
        let variants = json!([
            {"rust_name": "Red", "name": name, "content": "unit"},
            {"name": "unknown", "content": "unit", "other": other},
        ]);
        json!({"It": choice(json!("external"), variants)})
    };
    assert_eq!(
        found(with("red", false), with("crimson", true)),
        [
            "minor enum-opened at request body",
            "major enum-value-removed-open at request body <crimson>",
            "major enum-value-renamed at answer <crimson>",
        ]
    );
    assert_eq!(
        found(with("red", true), with("crimson", true)),
        [
            "major enum-value-removed-open at request body <crimson>",
            "minor enum-value-removed-open at answer <crimson>",
        ]
    );
}

/// All maps fit an object whose keys may all be missing; what stands under other keys is lost without a word.
#[test]
fn a_map_that_becomes_an_object_of_optional_keys_loses_the_others() {
    let map = json!({"kind": "map", "key": text(), "value": number()});
    let old = json!({"It": object(json!([field("sizes", map.clone())]))});
    let mut small = field("small", number());
    small["default"] = json!({"known": 1});
    let new = json!({
        "It": object(json!([field("sizes", named("Sizes"))])),
        "Sizes": object(json!([small])),
    });
    let lines = found(old.clone(), new);
    assert_eq!(lines[0], "major map-became-object at request body .sizes");
    // The same object as an answer is a map.
    assert_eq!(lines[1], "minor map-became-object at answer .sizes");
    assert_eq!(found(old.clone(), old), [""; 0]);
}

#[test]
fn a_text_that_becomes_a_list_of_words_and_all_others_loses_the_others() {
    let variants = json!([
        {"name": "red", "content": "unit"},
        {"name": "unknown", "content": "unit", "other": true},
    ]);
    let old = json!({"It": object(json!([field("color", text())]))});
    let new = json!({
        "It": object(json!([field("color", named("Color"))])),
        "Color": choice(json!("external"), variants),
    });
    assert_eq!(
        found(old, new),
        [
            "major string-became-enum at request body .color",
            "minor type-equivalent at answer .color",
        ]
    );
}

/// A field that is dropped on the way into a union is dropped.
#[test]
fn a_field_that_goes_while_its_object_becomes_a_union_is_gone() {
    let whole = object(json!([field("size", number()), field("note", optional())]));
    let loose = |fields: Value| {
        choice(
            json!("untagged"),
            json!([{"name": "Whole", "content": {"object": fields}}, {"name": "Short", "content": {"newtype": text()}}]),
        )
    };
    let holder = object(json!([field("box", named("Box"))]));
    let types = |inner: Value| json!({"It": holder, "Box": inner});
    let kept = loose(json!([field("size", number()), field("note", optional())]));
    let lost = loose(json!([field("size", number())]));
    let breaks = |lines: Vec<String>| -> Vec<String> {
        let of_request = |line: &String| line.starts_with("major") && line.contains("request");
        lines.into_iter().filter(of_request).collect()
    };
    assert_eq!(breaks(found(types(whole.clone()), types(kept.clone()))), [""; 0]);
    assert_eq!(
        breaks(found(types(whole), types(lost.clone()))),
        ["major field-removed-optional at request body .box.note"]
    );
    // From one union to the next, by the name in Rust.
    assert_eq!(
        breaks(found(types(kept), types(lost))),
        ["major field-removed-optional at request body .box<Whole>.note"]
    );
}

#[test]
fn a_field_that_goes_with_the_tag_of_its_union_is_gone() {
    let pay = |tagging: Value, fields: Value| {
        let cash = json!({"name": "Cash", "content": {"object": [field("drawer", number())]}});
        let variants = json!([{"name": "Card", "content": {"object": fields}}, cash]);
        json!({"It": object(json!([field("pay", named("Pay"))])), "Pay": choice(tagging, variants)})
    };
    let tagged = || json!({"internal": {"tag": "kind"}});
    let both = || json!([field("number", text()), field("holder", text())]);
    let kept = found(pay(tagged(), both()), pay(json!("untagged"), both()));
    assert!(
        kept.iter()
            .all(|line| !line.contains("request body") || line.starts_with("minor")),
        "{kept:?}"
    );
    let lost = found(
        pay(tagged(), both()),
        pay(json!("untagged"), json!([field("number", text())])),
    );
    assert!(
        lost.contains(&"major field-removed at request body .pay<Card>.holder".to_owned()),
        "{lost:?}"
    );
}

/// Who leaves a field out gets another value, whether or not null came at the same time.
#[test]
fn a_default_that_changes_together_with_null_is_a_change_of_the_default() {
    let with = |ty: Value, default: Value| {
        let mut field = field("page", ty);
        if !default.is_null() {
            field["default"] = json!({"known": default});
        }
        json!({"It": object(json!([field]))})
    };
    let of_request = |old: Value, new: Value| -> Vec<String> {
        let lines = found(old, new).into_iter();
        lines.filter(|line| line.contains("request body")).collect()
    };
    let nullable = "minor nullable-added at request body .page";
    let changed = "major default-changed at request body .page";
    let five = || with(number(), json!(5));
    assert_eq!(of_request(five(), with(optional(), json!(5))), [nullable]);
    assert_eq!(
        of_request(five(), with(optional(), json!(6))),
        [changed, nullable]
    );
    assert_eq!(
        of_request(five(), with(optional(), Value::Null)),
        [changed, nullable]
    );
    // An `Option` that becomes a value with a default is said by what becomes of null.
    assert_eq!(
        of_request(with(optional(), Value::Null), five()),
        ["major nullable-removed at request body .page"]
    );
    assert_eq!(
        of_request(with(optional(), json!(6)), five()),
        [changed, "major nullable-removed at request body .page"]
    );
}

/// What was one of the unknown keys that are kept is a field now, and must have its type.
#[test]
fn a_field_among_keys_that_are_kept_must_take_what_those_hold() {
    let with = |kept: Value, fields: &[Value]| {
        let mut rest = field("rest", json!({"kind": "map", "key": text(), "value": kept}));
        rest["flatten"] = json!(true);
        let mut all = vec![rest];
        all.extend(fields.iter().cloned());
        json!({"It": object(Value::Array(all))})
    };
    let mut note = field("note", number());
    note["default"] = json!({"known": 1});
    note["written"] = json!("sometimes");
    let (without, has) = (
        with(json!({"kind": "any"}), &[]),
        with(json!({"kind": "any"}), std::slice::from_ref(&note)),
    );
    assert_eq!(
        found(without.clone(), has.clone()),
        [
            "major any-became-typed at request body .note",
            "minor field-added-with-default at request body .note",
            "minor field-added-optional at answer .note",
        ]
    );
    assert_eq!(
        found(has, without),
        [
            "major field-removed-optional at request body .note",
            "minor field-removed-optional at answer .note",
            "major type-became-any at answer .note",
        ]
    );
    let numbers = (with(number(), &[]), with(number(), &[note]));
    assert_eq!(
        found(numbers.0, numbers.1)[0],
        "minor field-added-with-default at request body .note"
    );
}

/// A handler that comes from elsewhere takes requests as a new one does.
#[test]
fn a_route_that_moves_may_stand_in_the_way_of_another() {
    let handler = |name: &str, path: &str, parameters: Value| {
        json!({"name": name, "method": "GET", "path": path, "parameters": parameters,
            "answer": {"statuses": [200], "encoding": "empty"}})
    };
    let user = || handler("user", "/users/:id", json!([field("id", text())]));
    let with = |path: &str| json!({"handlers": [user(), handler("me", path, json!([]))]});
    assert_eq!(
        of_manifests(with("/me"), with("/users/me")),
        [
            "major handler-added-shadows at GET /users/me",
            "major path-changed at GET /users/me"
        ]
    );
    assert_eq!(
        of_manifests(with("/me"), with("/myself")),
        ["major path-changed at GET /myself"]
    );
}

/// A finding that is acknowledged by its name must not take another along.
#[test]
fn what_one_rule_says_of_one_place_is_one_finding() {
    let with = |constraints: Value| {
        let mut ty = text();
        ty["constraints"] = constraints;
        json!({"It": object(json!([field("code", ty)]))})
    };
    let asked = with(json!({"pattern": "^a", "max_length": 5}));
    let [old, new] = [with(json!({})), asked]
        .map(|types| serde_json::from_value(filled_in(json!({ "types": types }))).expect("a manifest"));
    let changes = compare(&old, &new, Today::Unknown).changes;
    let of_request: Vec<_> = changes
        .iter()
        .filter(|change| change.verdict.is_breaking())
        .collect();
    let [change] = of_request[..] else {
        panic!("{of_request:#?}");
    };
    assert_eq!(change.key(), "constraint-added at POST /it request body .code");
    assert!(
        change.reason.contains("pattern `^a`")
            && change.reason.contains("; ")
            && change.reason.contains("at most 5"),
        "{}",
        change.reason
    );
    assert!(change.witness.is_some());
}

#[test]
fn a_number_that_floats_do_not_hold_is_told_where_it_is_written() {
    let with = |width: &str| {
        let ty = json!({"kind": "integer", "width": width});
        let types = json!({"It": object(json!([field("id", ty)]))});
        serde_json::from_value(filled_in(json!({ "types": types }))).expect("a manifest")
    };
    let reasons = |old: &str, new: &str| -> Vec<bool> {
        let changes = compare(&with(old), &with(new), Today::Unknown).changes;
        changes
            .iter()
            .map(|change| change.reason.contains("2^53"))
            .collect()
    };
    // First the request, then the answer.
    assert_eq!(reasons("u32", "u64"), [false, true]);
    assert_eq!(reasons("u16", "u32"), [false, false]);
    assert_eq!(reasons("i64", "u64"), [false, false]);
}
