//! Structs and the values in them.

use gati_transform::{Fill, How, LackKind, Way, plan};
use serde_json::{Value, json};

use super::{fields, it, lacks, manifest, named, object, take, text};

#[test]
fn what_did_not_change_is_the_same() {
    let one = it(json!([text("a")]));
    let step = plan(&one, &one, &[], &[]);
    assert!(step.is_same() && step.conversions.is_empty() && step.gaps.is_empty());
}

#[test]
fn a_field_is_found_by_its_name_on_the_wire_an_alias_or_its_name_in_rust() {
    let old = it(json!([text("a"), text("b"), text("c")]));
    let new = it(json!([
        { "name": "a", "rust_name": "first", "type": { "kind": "text" } },
        { "name": "x", "aliases": ["b"], "type": { "kind": "text" } },
        { "name": "z", "rust_name": "c", "type": { "kind": "text" } },
    ]));
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(step.gaps, []);
    assert_eq!(
        fields(&step, Way::Lift),
        [
            ("first".into(), take(&["a"], How::Move)),
            ("x".into(), take(&["b"], How::Move)),
            ("c".into(), take(&["c"], How::Move)),
        ]
    );
    assert_eq!(
        fields(&step, Way::Lower),
        [
            ("a".into(), take(&["first"], How::Move)),
            ("b".into(), take(&["x"], How::Move)),
            ("c".into(), take(&["c"], How::Move)),
        ]
    );
}

#[test]
fn one_that_went_and_one_that_came_are_not_taken_for_a_rename() {
    let old = it(json!([text("a"), text("id")]));
    let new = it(json!([text("a"), text("color")]));
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(
        lacks(&step, Way::Lift),
        [
            (LackKind::Value, "color".into()),
            (LackKind::Dropped, "id".into())
        ]
    );
    // It is said in the stub, for people to judge.
    assert_eq!(step.gaps[0].lacks[0].perhaps.as_deref(), Some("id"));
}

#[test]
fn what_nobody_sends_is_the_default_or_nothing() {
    let old = it(json!([text("a")]));
    let new = it(json!([
        text("a"),
        { "name": "b", "type": { "kind": "text" }, "default": { "known": "EUR" } },
        { "name": "c", "type": { "kind": "option", "of": { "kind": "text" } } },
        { "name": "d", "type": { "kind": "text" }, "default": "computed" },
    ]));
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(step.gaps, []);
    assert_eq!(
        fields(&step, Way::Lift)[1..],
        [
            ("b".into(), Fill::Constant(json!("EUR"))),
            ("c".into(), Fill::Absent),
            ("d".into(), Fill::Absent),
        ]
    );
}

#[test]
fn an_old_default_is_what_the_old_release_took() {
    let field =
        |default: &str| json!([{ "name": "a", "type": { "kind": "text" }, "default": { "known": default } }]);
    // The old edge has read the old default; it travels as any value.
    let step = plan(&it(field("EUR")), &it(field("USD")), &[], &[]);
    assert_eq!(fields(&step, Way::Lift), [("a".into(), take(&["a"], How::Move))]);
    assert_eq!(step.gaps, []);
}

#[test]
fn nothing_becomes_the_default_that_the_newer_contract_states() {
    let old = it(json!([{ "name": "a", "type": { "kind": "option", "of": { "kind": "text" } } }]));
    let new = it(json!([{ "name": "a", "type": { "kind": "text" }, "default": { "known": "-" } }]));
    let step = plan(&old, &new, &[], &[]);
    let or = How::OrElse(Box::new(How::Move), json!("-"));
    assert_eq!(fields(&step, Way::Lift), [("a".into(), take(&["a"], or))]);
    let some = How::Some(Box::new(How::Move));
    assert_eq!(fields(&step, Way::Lower), [("a".into(), take(&["a"], some))]);
    assert_eq!(step.gaps, []);
}

#[test]
fn an_object_is_taken_apart_and_put_together() {
    let money = object(json!([text("amount"), text("currency")]));
    let flat = manifest(
        json!({ "It": object(json!([text("amount"), text("currency")])) }),
        None,
    );
    let nested = manifest(
        json!({
            "It": object(json!([{ "name": "price", "type": { "kind": "named", "name": "Money" } }])),
            "Money": money,
        }),
        None,
    );
    for (old, new, way) in [(&flat, &nested, Way::Lift), (&nested, &flat, Way::Lower)] {
        let step = plan(old, new, &[], &[]);
        assert_eq!(step.gaps, []);
        let [(name, Fill::Build { ty, fields })] = &fields(&step, way)[..] else {
            panic!("{step:?}")
        };
        assert_eq!((name.as_str(), ty.as_str()), ("price", "Money"));
        assert_eq!(fields[0].value, take(&["amount"], How::Move));
        assert_eq!(fields[1].value, take(&["currency"], How::Move));
        let other = self::fields(&step, way.back());
        assert_eq!(other[0], ("amount".into(), take(&["price", "amount"], How::Move)));
    }
}

#[test]
fn a_field_that_may_have_come_from_two_places_is_a_gap() {
    let part = object(json!([text("total")]));
    let old = manifest(
        json!({
            "It": object(json!([
                { "name": "net", "type": { "kind": "named", "name": "Part" } },
                { "name": "gross", "type": { "kind": "named", "name": "Part" } },
            ])),
            "Part": part,
        }),
        None,
    );
    let step = plan(&old, &it(json!([text("total")])), &[], &[]);
    assert_eq!(
        lacks(&step, Way::Lift),
        [
            (LackKind::Ambiguous, "total".into()),
            (LackKind::Dropped, "net".into()),
            (LackKind::Dropped, "gross".into()),
        ]
    );
}

#[test]
fn numbers_become_texts_and_texts_do_not_become_numbers() {
    let field = |kind: Value| it(json!([{ "name": "a", "type": kind }]));
    let old = field(json!({ "kind": "integer", "width": "u64" }));
    let new = field(json!({ "kind": "text" }));
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(
        fields(&step, Way::Lift),
        [("a".into(), take(&["a"], How::ToText))]
    );
    assert_eq!(lacks(&step, Way::Lift), []);
    assert_eq!(lacks(&step, Way::Lower), [(LackKind::Kind, "a".into())]);
}

#[test]
fn a_number_widens_and_does_not_narrow() {
    let field = |width: &str| it(json!([{ "name": "a", "type": { "kind": "integer", "width": width } }]));
    let step = plan(&field("u32"), &field("u64"), &[], &[]);
    assert_eq!(fields(&step, Way::Lift), [("a".into(), take(&["a"], How::Widen))]);
    assert_eq!(lacks(&step, Way::Lower), [(LackKind::Narrower, "a".into())]);
}

#[test]
fn a_recursive_type_has_one_conversion_that_calls_itself() {
    let tree = |more: Value| {
        let mut fields = json!([{ "name": "children", "type": { "kind": "list", "of": named("It") } }]);
        fields.as_array_mut().expect("a list").push(more);
        it(fields)
    };
    let old = tree(text("a"));
    let new = tree(json!({ "name": "b", "aliases": ["a"], "type": { "kind": "text" } }));
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(step.gaps, []);
    assert_eq!(step.conversions.len(), 2);
    let children = &fields(&step, Way::Lift)[0].1;
    assert_eq!(*children, take(&["children"], How::Each(Box::new(How::Call(0)))));
}
