//! What is derived, one kind after the other, and what is left to people.

#[path = "../../gati-diff/tests/support/mod.rs"]
#[expect(dead_code, reason = "only what fills in a manifest is used here")]
mod support;

use gati_schema::{Manifest, TypeName};
use gati_transform::{
    AnswerStep, Arm, Body, By, ErrorStep, Fill, Given, How, LackKind, Party, RequestStep, Seg, StepPlan,
    Subject, To, Waived, Way, plan,
};
use serde_json::{Value, json};

/// A manifest with these types, in which one handler reads and writes `It` unless others are given.
fn manifest(types: Value, handlers: Option<Value>) -> Manifest {
    let mut whole = json!({ "types": types });
    if let Some(handlers) = handlers {
        whole["handlers"] = handlers;
    }
    serde_json::from_value(support::filled_in(whole)).expect("a manifest of the model's shape")
}

fn object(fields: Value) -> Value {
    json!({ "shape": { "object": { "fields": fields } } })
}

fn it(fields: Value) -> Manifest {
    manifest(json!({ "It": object(fields) }), None)
}

fn text(name: &str) -> Value {
    json!({ "name": name, "type": { "kind": "text" } })
}

/// The fields of the conversion of `It` in one way.
fn fields(plan: &StepPlan, way: Way) -> Vec<(String, Fill)> {
    let found = plan
        .conversions
        .iter()
        .find(|conversion| conversion.way == way && conversion.to.as_str() == "It");
    match &found.expect("a conversion of `It`").by {
        By::Derived {
            body: Body::Object(assigns),
            ..
        } => assigns
            .iter()
            .map(|assign| (assign.field.clone(), assign.value.clone()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn take(path: &[&str], how: How) -> Fill {
    let path = path.iter().map(|name| Seg::Field((*name).to_owned())).collect();
    Fill::Take { path, how }
}

fn lacks(plan: &StepPlan, way: Way) -> Vec<(LackKind, String)> {
    let gaps = plan.gaps.iter().filter(|gap| gap.way == way);
    gaps.flat_map(|gap| &gap.lacks)
        .map(|lack| (lack.kind, lack.path.join(".")))
        .collect()
}

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

fn handler(more: Value) -> Value {
    let mut handler = json!({
        "name": "it", "method": "POST", "path": "/it",
        "answer": { "statuses": [200], "encoding": "empty" },
    });
    for (key, value) in more.as_object().expect("an object") {
        handler[key] = value.clone();
    }
    json!([handler])
}

fn named(name: &str) -> Value {
    json!({ "kind": "named", "name": name })
}

#[test]
fn a_field_moves_from_the_query_to_the_body_and_from_the_query_to_the_path() {
    let types = json!({
        "Q": object(json!([text("limit"), text("shop"), text("kept")])),
        "R": object(json!([text("kept")])),
        "B": object(json!([text("note")])),
        "C": object(json!([text("note"), text("limit")])),
    });
    let old = manifest(
        types.clone(),
        Some(handler(
            json!({ "query": named("Q"), "body": { "encoding": "json", "type": named("B") } }),
        )),
    );
    let new = manifest(
        types,
        Some(handler(json!({
            "path": "/:shop/it",
            "parameters": [{ "name": "shop", "type": { "kind": "text" } }],
            "query": named("R"),
            "body": { "encoding": "json", "type": named("C") },
        }))),
    );
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(step.gaps, []);
    let RequestStep::Derived { parts, .. } = &step.handlers[0].request else {
        panic!("{step:?}")
    };
    assert!(!step.handlers[0].same_route);
    let part = |name: &str| {
        &parts
            .iter()
            .find(|part| part.field == name)
            .expect("a part")
            .value
    };
    assert_eq!(*part("shop"), take(&["query", "shop"], How::Move));
    let Fill::Build { fields, .. } = part("body") else {
        panic!("{parts:?}")
    };
    assert_eq!(fields[0].value, take(&["body", "note"], How::Move));
    assert_eq!(fields[1].value, take(&["query", "limit"], How::Move));
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

fn choice(tagging: Value, variants: Value) -> Value {
    json!({ "shape": { "choice": { "tagging": tagging, "variants": variants } } })
}

#[test]
fn the_way_in_which_variants_are_tagged_is_the_business_of_both_ends() {
    let variants = |card: &str| {
        json!([
            { "name": card, "rust_name": "Card", "content": { "object": [text("number")] } },
            { "name": "cash", "content": "unit" },
        ])
    };
    let old = manifest(json!({ "It": choice(json!("external"), variants("card")) }), None);
    let new = manifest(
        json!({ "It": choice(json!({ "internal": { "tag": "type" } }), variants("credit-card")) }),
        None,
    );
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(step.gaps, []);
    assert_eq!(step.conversions.len(), 2);
}

#[test]
fn a_variant_that_old_readers_do_not_know_is_a_gap_unless_they_expect_any() {
    let variants = |more: Value| {
        let mut list = json!([{ "name": "a", "content": "unit" }]);
        list.as_array_mut()
            .expect("a list")
            .extend(more.as_array().cloned().unwrap_or_default());
        manifest(json!({ "It": choice(json!("external"), list) }), None)
    };
    let b = json!({ "name": "b", "content": "unit" });
    let step = plan(&variants(json!([])), &variants(json!([b])), &[], &[]);
    assert_eq!(lacks(&step, Way::Lower), [(LackKind::Variant, "b".into())]);
    let any = json!({ "name": "other", "content": { "newtype": { "kind": "text" } }, "untagged": true });
    let step = plan(&variants(json!([any])), &variants(json!([b, any])), &[], &[]);
    assert_eq!(lacks(&step, Way::Lower), []);
}

#[test]
fn errors_are_open_and_statuses_are_those_of_the_old_release() {
    let error = |variants: Value| {
        manifest(
            json!({ "E": choice(json!({ "internal": { "tag": "code" } }), variants) }),
            Some(handler(json!({ "error": named("E") }))),
        )
    };
    let gone = json!({ "name": "gone", "rust_name": "Gone", "content": "unit", "status": 410 });
    let old = error(json!([gone]));
    let new = error(json!([
        { "name": "vanished", "rust_name": "Gone", "content": "unit", "status": 404 },
        { "name": "busy", "rust_name": "Busy", "content": "unit", "status": 409 },
    ]));
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(step.gaps, []);
    assert_eq!(step.handlers[0].error, ErrorStep::Carry(How::Call(0)));
    let By::Derived {
        body: Body::Choice(arms),
        ..
    } = &step.conversions[0].by
    else {
        panic!("{step:?}")
    };
    let arm = |variant: &str, to| Arm {
        variant: variant.into(),
        to,
    };
    assert_eq!(
        *arms,
        [arm("Gone", To::Unit("Gone".into())), arm("Busy", To::AsItIs)]
    );
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

#[test]
fn a_transformer_fills_the_gap_and_one_without_a_gap_is_called_all_the_same() {
    let old = it(json!([text("a")]));
    let new = it(json!([text("a"), text("b")]));
    let given = |way| Given {
        way,
        subject: Subject::Type {
            older: TypeName::new("It"),
            newer: TypeName::new("It"),
        },
        fallible: false,
        context: false,
        path: "crate::it".into(),
    };
    let step = plan(&old, &new, &[given(Way::Lift)], &[]);
    assert_eq!(step.gaps, []);
    assert_eq!(step.conversions[0].by, By::Given(0));
    let step = plan(&old, &new, &[given(Way::Lower)], &[]);
    assert_eq!(lacks(&step, Way::Lift), [(LackKind::Value, "b".into())]);
    assert_eq!(step.gaps[0].other_half, Some(0));
}

#[test]
fn one_that_nothing_calls_is_unused() {
    let one = it(json!([text("a")]));
    let given = Given {
        way: Way::Lift,
        subject: Subject::Type {
            older: TypeName::new("Other"),
            newer: TypeName::new("Other"),
        },
        fallible: false,
        context: false,
        path: "crate::other".into(),
    };
    assert_eq!(plan(&one, &one, &[given], &[]).unused, [0]);
}

#[test]
fn what_was_acknowledged_is_left_out_or_refused_with_the_reason() {
    let waived = |key: &str| Waived {
        key: key.into(),
        because: "nobody uses it".into(),
    };
    let (more, less) = (it(json!([text("a"), text("b")])), it(json!([text("a")])));
    let step = plan(
        &more,
        &less,
        &[],
        &[waived("field-removed at POST /it request body .b")],
    );
    assert_eq!(lacks(&step, Way::Lift), []);
    let step = plan(
        &less,
        &more,
        &[],
        &[waived("field-added-required at POST /it request body .b")],
    );
    assert_eq!(lacks(&step, Way::Lift), []);
    assert_eq!(
        fields(&step, Way::Lift)[1].1,
        Fill::Refuse("nobody uses it".into())
    );
}

#[test]
fn a_gap_names_every_handler_that_it_reaches() {
    let handlers = |paths: [&str; 2]| {
        let list: Vec<Value> = paths
            .iter()
            .map(|path| {
                json!({
                    "name": path.trim_start_matches('/'), "method": "POST", "path": path,
                    "body": { "encoding": "json", "type": named("It") },
                    "answer": { "statuses": [200], "encoding": "empty" },
                })
            })
            .collect();
        Some(Value::Array(list))
    };
    let old = manifest(
        json!({ "It": object(json!([text("a")])) }),
        handlers(["/one", "/two"]),
    );
    let new = manifest(
        json!({ "It": object(json!([text("a"), text("b")])) }),
        handlers(["/one", "/two"]),
    );
    let step = plan(&old, &new, &[], &[]);
    let [gap] = &step.gaps[..] else { panic!("{step:?}") };
    assert_eq!(gap.handlers, ["POST /one", "POST /two"]);
    assert!(matches!(&gap.party, Party::Type { newer, .. } if newer.as_str() == "It"));
}

#[test]
fn an_answer_for_callers_who_expect_none_is_left_out() {
    let json = json!({ "answer": { "statuses": [200], "encoding": "json", "type": { "kind": "text" } } });
    let old = manifest(json!({}), Some(handler(json!({}))));
    let new = manifest(json!({}), Some(handler(json)));
    assert_eq!(plan(&old, &new, &[], &[]).handlers[0].answer, AnswerStep::Drop);
    assert!(matches!(
        plan(&new, &old, &[], &[]).handlers[0].answer,
        AnswerStep::Gap(_)
    ));
}
