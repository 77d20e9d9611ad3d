//! What belongs to one request, and to no other.

use std::collections::BTreeMap;

use gati::{At, Position};
use hooks::plan::End;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::order::ENDS;
use crate::support::{WORLD, cases, plans, post, run};

/// A step on the state: the key, and what is done to it.
fn ops() -> impl Strategy<Value = Vec<Value>> {
    let op = (0..4_u8, any::<i32>(), 0..10_u8).prop_map(|(key, to, kind)| match kind {
        0..=3 => json!({"do": "get", "key": key}),
        4..=7 => json!({"do": "set", "key": key, "to": to}),
        8 => json!({"do": "remove", "key": key}),
        _ => json!({"do": "clear"}),
    });
    proptest::collection::vec(op, 0..30)
}

/// What a map gives for the same steps.
fn by_a_map(ops: &[Value]) -> Vec<Option<i64>> {
    let mut map = BTreeMap::new();
    let steps = ops.iter().map(|op| {
        let key = op["key"].as_i64().unwrap_or_default();
        match op["do"].as_str().unwrap() {
            "get" => map.get(&key).copied(),
            "set" => map.insert(key, op["to"].as_i64().unwrap()),
            "remove" => map.remove(&key),
            _ => {
                map.clear();
                None
            }
        }
    });
    steps.collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p23_local_state_is_a_map_of_its_own(all in proptest::collection::vec(ops(), 1..6)) {
        WORLD.run(async {
            let running: Vec<_> = all
                .iter()
                .map(|ops| {
                    let body = json!(ops);
                    tokio::spawn(async move { post("/state", &body, &[]).await })
                })
                .collect();
            for (task, ops) in running.into_iter().zip(&all) {
                prop_assert_eq!(task.await.unwrap().body, json!(by_a_map(ops)));
            }
            Ok(())
        })?;
    }

    #[test]
    fn p26_events_reach_listeners_of_their_request_only(
        all in proptest::collection::vec((0..4_u8, proptest::collection::vec(any::<u32>(), 0..8)), 1..6)
    ) {
        WORLD.run(async {
            let running: Vec<_> = all
                .iter()
                .cloned()
                .map(|(listeners, numbers)| {
                    tokio::spawn(async move { post(&format!("/events/{listeners}"), &json!(numbers), &[]).await })
                })
                .collect();
            for (task, (listeners, numbers)) in running.into_iter().zip(&all) {
                let heard: Vec<u32> = numbers
                    .iter()
                    .flat_map(|number| std::iter::repeat_n(*number, usize::from(*listeners)))
                    .collect();
                prop_assert_eq!(task.await.unwrap().body, json!(heard));
            }
            Ok(())
        })?;
    }

    #[test]
    fn p27_a_request_knows_its_name_path_version_and_flags(
        path in "[a-z]{1,8}(/[a-z]{1,8}){0,2}",
        flags in proptest::collection::vec("[a-z-]{1,6}", 0..5),
        trace in proptest::option::of("[1-9a-f][0-9a-f]{31}"),
    ) {
        WORLD.run(async {
            let parent = trace.as_ref().map(|trace| format!("00-{trace}-b7ad6b7169203331-01"));
            let headers: Vec<(&str, &str)> = parent.iter().map(|parent| ("traceparent", parent.as_str())).chain([("user-agent", "test")]).collect();
            let path = format!("/facts/{path}");
            let answer = post(&path, &json!(flags), &headers).await;
            let facts = &answer.body;
            let mut sorted = flags.clone();
            sorted.sort();
            sorted.dedup();
            prop_assert_eq!(&facts["request_id"], &json!(answer.id));
            prop_assert_eq!(&facts["path"], &json!(path));
            prop_assert_eq!(&facts["version"], env!("CARGO_PKG_VERSION"));
            prop_assert_eq!(&facts["flags"], &json!(sorted));
            prop_assert_eq!(&facts["handler"], "facts");
            prop_assert_eq!(&facts["user_agent"], "test");
            prop_assert_eq!(&facts["has_deadline"], true);
            let id = facts["trace_id"].as_str().unwrap();
            prop_assert_eq!(id.len(), 32);
            if let Some(trace) = trace {
                prop_assert_eq!(id, trace);
            }
            Ok(())
        })?;
    }

    #[test]
    fn p21_a_snapshot_has_state_tasks_position_and_version(
        state in proptest::collection::btree_map("[a-d]", any::<i32>(), 0..4),
        flags in proptest::collection::btree_set("[a-z]{1,4}", 0..3),
        tasks in proptest::collection::vec(any::<bool>(), 0..4),
    ) {
        WORLD.run(async {
            let answer = post("/snapshot", &json!({"state": state, "flags": flags, "tasks": tasks}), &[]).await;
            let snapshot: Value = serde_json::from_str(answer.body.as_str().unwrap()).unwrap();
            let values: Vec<i32> = state.values().copied().collect();
            let stored: Vec<i32> = (0..values.len())
                .map(|i| i32::try_from(snapshot["state"][format!("k{i}")].as_i64().unwrap()).unwrap())
                .collect();
            prop_assert_eq!(stored, values);
            let listed: Vec<Value> = tasks.iter().enumerate()
                .map(|(i, ends)| json!({"name": format!("task {i}"), "status": if *ends { "done" } else { "running" }}))
                .collect();
            prop_assert_eq!(&snapshot["tasks"], &json!(listed));
            prop_assert_eq!(&snapshot["flags"], &json!(flags));
            prop_assert_eq!(&snapshot["position"], &json!({"stage": "handler", "hook": 0}));
            prop_assert_eq!(&snapshot["version"], env!("CARGO_PKG_VERSION"));
            prop_assert_eq!(&snapshot["request_id"], &json!(answer.id));
            Ok(())
        })?;
    }

    #[test]
    fn p21_a_snapshot_in_a_hook_has_the_number_of_that_hook(plan in plans(ENDS)) {
        WORLD.run(async {
            let answer = run("/run", &plan).await;
            // Two global hooks and two of the route come first; two or three of them last, after those of the code.
            let runs = !matches!(plan.end, End::Stopped | End::Refused);
            let own = |hooks: &[bool]| if runs { hooks.len() } else { 0 };
            let (stage, last) = match plan.end {
                End::Answer | End::Stopped => (At::After, own(&plan.after) + 3),
                _ => (At::Catch, own(&plan.catch) + 2),
            };
            let numbered = |stage: At, count: usize| (1..=u32::try_from(count).unwrap()).map(move |hook| Position { stage, hook });
            let before = numbered(At::Before, 4 + own(&plan.before));
            let handler = runs.then_some(Position { stage: At::Handler, hook: 0 });
            let expected: Vec<Position> = before.chain(handler).chain(numbered(stage, last)).collect();
            prop_assert_eq!(WORLD.trails.positions_of(&answer.id), expected);
            Ok(())
        })?;
    }

    #[test]
    fn p47_restoring_gives_the_same_keys_tasks_and_position(
        state in proptest::collection::btree_map("[a-d]", any::<i32>(), 0..4),
        tasks in proptest::collection::vec(any::<bool>(), 0..4),
        hook in 0..9_u32,
        stage in proptest::sample::select(vec!["before", "handler", "after", "catch"]),
    ) {
        WORLD.run(async {
            let answer = post("/snapshot", &json!({"state": state, "flags": ["beta"], "tasks": tasks}), &[]).await;
            let mut first: Value = serde_json::from_str(answer.body.as_str().unwrap()).unwrap();
            first["position"] = json!({"stage": stage, "hook": hook});
            let answer = post("/restore", &json!(first.to_string()), &[]).await;
            let second: Value = serde_json::from_str(answer.body[0].as_str().unwrap()).unwrap();
            for part in ["state", "tasks", "position", "flags", "transient"] {
                prop_assert_eq!(&second[part], &first[part]);
            }
            prop_assert_eq!(&answer.body[1], &json!(state.len()));
            Ok(())
        })?;
    }
}

#[test]
fn a_task_ends_with_its_request_unless_it_is_detached() {
    WORLD.run(async {
        let answer = post("/tasks", &Value::Null, &[]).await;
        let mut trail = WORLD
            .trail_when(&answer.id, "both tasks to end", |trail| {
                trail.iter().filter(|step| !step.contains(' ')).count() == 2
            })
            .await;
        trail.retain(|step| !step.contains(' '));
        trail.sort();
        assert_eq!(trail, ["detached", "owned"]);
    });
}
