//! The JSON report is what its published schema says.

mod support;

use gati_diff::{Change, Today, compare, render};
use serde_json::Value;
use support::{manifest, names};

fn schema() -> jsonschema::Validator {
    let text = include_str!("../../../docs/schemas/changes.schema.json");
    let schema: Value = serde_json::from_str(text).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    jsonschema::validator_for(&closed(schema)).expect("the closed schema is one, too")
}

/// The schema with every object closed: readers may not rely on that, but this test finds members that it does not describe.
fn closed(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(close),
            Value::Object(entries) => {
                if entries.contains_key("properties") && entries.get("type") == Some(&Value::from("object")) {
                    entries.insert("additionalProperties".to_owned(), Value::Bool(false));
                }
                entries.values_mut().for_each(close);
            }
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

#[test]
fn reports_of_all_rules_are_valid() {
    let schema = schema();
    for fixture in names() {
        let old = manifest(&fixture, "old.json");
        let new = manifest(&fixture, "new.json");
        let text = render::json(&compare(&old, &new, Today::Date("2026-11-20")));
        let report: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = schema
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{fixture}: {errors:#?}");
    }
}

#[test]
fn keys_name_one_finding_each_and_text_and_markdown_name_every_rule() {
    for fixture in names() {
        let old = manifest(&fixture, "old.json");
        let new = manifest(&fixture, "new.json");
        let changes = compare(&old, &new, Today::Unknown);
        let mut keys: Vec<String> = changes.changes.iter().map(Change::key).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "{fixture}: {keys:?}");
        let (text, markdown) = (render::text(&changes), render::markdown(&changes));
        for change in &changes.changes {
            assert!(text.contains(change.rule.id) && markdown.contains(change.rule.id));
        }
    }
}
