//! How transformers may have what is derived.

#[path = "../../gati-diff/tests/support/mod.rs"]
mod support;

use gati_schema::{Manifest, TypeName};
use gati_transform::{Ease, Given, StepPlan, Subject, Way, plan};
use serde_json::{Value, json};

/// A handler takes `Outer`, which holds an `Inner` of these fields.
fn manifest(inner: &[&str]) -> Manifest {
    let text = |name: &&str| json!({ "name": name, "type": { "kind": "text" } });
    let fields: Vec<Value> = inner.iter().map(text).collect();
    let named = |name: &str| json!({ "kind": "named", "name": name });
    let outer = json!([{ "name": "inner", "type": named("Inner") }]);
    let whole = json!({
        "handlers": [{
            "name": "it", "method": "POST", "path": "/it",
            "body": { "encoding": "json", "type": named("Outer") },
            "answer": { "statuses": [200], "encoding": "empty" },
        }],
        "types": {
            "Outer": { "shape": { "object": { "fields": outer } } },
            "Inner": { "shape": { "object": { "fields": fields } } },
        },
    });
    serde_json::from_value(support::filled_in(whole)).expect("a manifest of the model's shape")
}

fn ease(plan: &StepPlan, name: &str, given: &[Given]) -> Ease {
    let mut all = plan.conversions.iter();
    let at = all.position(|conversion| conversion.from.as_str() == name);
    plan.ease(at.expect("a conversion"), given)
}

#[test]
fn what_is_derived_is_had_as_easily_as_what_it_calls() {
    let (older, newer) = (manifest(&["a"]), manifest(&["a", "b"]));
    let with = |fallible: bool, context: bool| {
        let inner = || TypeName::new("Inner");
        let given = [Given {
            way: Way::Lift,
            subject: Subject::Type {
                older: inner(),
                newer: inner(),
            },
            fallible,
            context,
            path: "inner".to_owned(),
        }];
        let plan = plan(&older, &newer, &given, &[]);
        assert_eq!(
            ease(&plan, "Inner", &given),
            Ease::Never,
            "it is called by its name"
        );
        ease(&plan, "Outer", &given)
    };
    assert_eq!(with(false, false), Ease::Total);
    assert_eq!(with(true, false), Ease::Fallible);
    assert_eq!(with(false, true), Ease::Never);
    // A gap is filled by a transformer that can carry every value.
    assert_eq!(ease(&plan(&older, &newer, &[], &[]), "Outer", &[]), Ease::Total);
}
