//! What reaches the handler, and what leaves the app.

use hooks::app;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{WORLD, cases, post};

fn fits(value: &Value) -> bool {
    value["amount"]
        .as_u64()
        .is_some_and(|amount| (1..=100).contains(&amount))
}

/// Bodies that fit the contract about as often as not.
fn bodies() -> impl Strategy<Value = Value> {
    prop_oneof![
        (0..=120_i64).prop_map(|amount| json!({"amount": amount})),
        any::<i32>().prop_map(|amount| json!({"amount": amount})),
        "[a-z]{0,3}".prop_map(|text| json!({"amount": text})),
        Just(json!({})),
        Just(json!(null)),
        // serde reads a struct also from a list, of all its fields.
        Just(json!([])),
    ]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p10_a_request_is_validated_before_the_handler_sees_it(body in bodies()) {
        WORLD.run(async {
            let answer = post("/echo", &body, &[]).await;
            let handled = WORLD.trails.of(&answer.id).contains(&"handler".to_owned());
            prop_assert_eq!(handled, fits(&body));
            prop_assert_eq!(answer.status, if fits(&body) { 200 } else { 422 });
            Ok(())
        })?;
    }

    #[test]
    fn p11_an_answer_is_validated_also_when_a_hook_changes_it(body in bodies(), said in 0..200_u32) {
        WORLD.run(async {
            let text = body.to_string();
            let answer = post("/echo", &json!({"amount": 1}), &[("x-body", &text)]).await;
            if fits(&body) {
                prop_assert_eq!(answer.status, 200);
                prop_assert_eq!(answer.body, body);
            } else {
                prop_assert_eq!(answer.status, 500);
            }
            let answer = post("/say", &json!(said), &[]).await;
            prop_assert_eq!(answer.status, if (1..=100).contains(&said) { 200 } else { 500 });
            Ok(())
        })?;
    }
}

#[test]
fn the_manifest_says_which_hooks_a_handler_has() {
    let manifest: Value = serde_json::from_str(app::MANIFEST).unwrap();
    let handlers = manifest["handlers"].as_array().unwrap();
    let run = handlers.iter().find(|handler| handler["name"] == "run").unwrap();
    assert_eq!(run["before"], json!(["prepare", "gate"]));
    assert_eq!(run["after"], json!(["stamp", "seal"]));
    assert_eq!(run["catch"], json!(["hide"]));
    let hooks = manifest["hooks"].as_array().unwrap();
    let flaky = hooks.iter().find(|hook| hook["name"] == "flaky").unwrap();
    assert_eq!((&flaky["timeout_ms"], &flaky["retries"]), (&json!(20), &json!(2)));
}
