//! What is derived, one kind after the other, and what is left to people.

mod answer;
mod object;
mod request;
#[path = "../../../gati-diff/tests/support/mod.rs"]
mod support;
mod transformer;

use gati_schema::Manifest;
use gati_transform::{Body, By, Fill, How, LackKind, Seg, StepPlan, Way};
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

fn choice(tagging: Value, variants: Value) -> Value {
    json!({ "shape": { "choice": { "tagging": tagging, "variants": variants } } })
}
