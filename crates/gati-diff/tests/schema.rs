//! The JSON report is what its published schema says.

mod support;

use gati_diff::{Acknowledged, Bump, Change, Next, Today, compare, render};
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
fn a_report_with_the_next_release_is_valid_and_says_both_bumps() {
    let fixture = names()
        .into_iter()
        .find(|name| name.contains("field-added-required"))
        .expect("it breaks");
    let (old, new) = (manifest(&fixture, "old.json"), manifest(&fixture, "new.json"));
    let changes = compare(&old, &new, Today::Unknown);
    let acknowledged = changes.breaking().map(|change| Acknowledged {
        finding: change.key(),
        because: "nobody | calls it".to_owned(),
    });
    let next = Next {
        since: "1.0.0".to_owned(),
        version: "1.0.1".to_owned(),
        bump: Bump::default(),
        acknowledged: acknowledged.collect(),
    };
    let changes = changes.with_next(next);
    let report: Value = serde_json::from_str(&render::json(&changes)).unwrap();
    assert!(schema().is_valid(&report), "{report:#}");
    assert_eq!(report["bump"]["wire"], "major");
    assert_eq!(report["next"]["bump"]["wire"], "none");
    let text = render::text(&changes);
    let expected =
        "without what was acknowledged: API none, generated client none, so the next release is 1.0.1\n";
    assert!(text.contains(expected), "{text}");
    let markdown = render::markdown(&changes);
    assert!(
        markdown.contains("it is a **none** and a **none** one, so the next release is 1.0.1."),
        "{markdown}"
    );
    assert!(markdown.contains("| nobody \\| calls it |"), "{markdown}");
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
