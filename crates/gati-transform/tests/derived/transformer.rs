//! What transformers carry, and what somebody acknowledged.

use gati_schema::TypeName;
use gati_transform::{By, Fill, Given, LackKind, Party, Subject, Waived, Way, plan};
use serde_json::{Value, json};

use super::{fields, it, lacks, manifest, named, object, text};

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
fn one_inside_of_what_another_carries_may_be_called_by_it() {
    let api = |fields: Value, inner: Value| {
        let it = object(json!([{ "rust_name": "inner", "name": "inner", "type": named("Inner") }, fields]));
        manifest(
            json!({ "It": it, "Inner": object(json!([inner])), "Other": object(json!([text("a")])) }),
            None,
        )
    };
    let (old, new) = (api(text("a"), text("x")), api(text("b"), text("y")));
    let given = |name: &str, way| Given {
        way,
        subject: Subject::Type {
            older: TypeName::new(name),
            newer: TypeName::new(name),
        },
        fallible: false,
        context: false,
        path: format!("crate::{}", name.to_lowercase()),
    };
    let outer = given("It", Way::Lift);
    let unused = |given: &[Given]| plan(&old, &new, given, &[]).unused;
    assert_eq!(unused(&[outer.clone(), given("Inner", Way::Lift)]), [0_usize; 0]);
    assert_eq!(
        unused(&[outer, given("Other", Way::Lift)]),
        [1],
        "it does not stand inside"
    );
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
