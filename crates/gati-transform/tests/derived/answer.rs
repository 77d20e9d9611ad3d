//! Answers and errors, and the enums in them.

use gati_transform::{AnswerStep, Arm, Body, By, ErrorStep, How, LackKind, To, Way, plan};
use serde_json::{Value, json};

use super::{choice, handler, lacks, manifest, named, text};

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
