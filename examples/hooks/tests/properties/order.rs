//! Which hooks run, and in which order.

use hooks::plan::{End, Plan};
use proptest::prelude::*;

use crate::support::{WORLD, cases, plans, run};

pub(crate) const ENDS: &[End] = &[End::Answer, End::Stopped, End::Refused, End::Fail, End::Panic];

/// What a plan must leave behind, step by step.
fn expected(plan: &Plan) -> Vec<String> {
    let mut steps: Vec<String> = [
        "before global first",
        "before global second",
        "before route prepare",
        "before route gate",
    ]
    .map(str::to_owned)
    .into();
    let runs = !matches!(plan.end, End::Stopped | End::Refused);
    if runs {
        steps.extend((0..plan.before.len()).map(|i| format!("before local {i}")));
        steps.push("handler".to_owned());
    }
    let own = |count: usize, word: &str| -> Vec<String> {
        let count = if runs { count } else { 0 };
        (0..count).rev().map(|i| format!("{word} {i}")).collect()
    };
    match plan.end {
        End::Answer | End::Stopped => {
            steps.extend(own(plan.after.len(), "after local"));
            steps.extend(
                ["after route seal POST", "after route stamp", "after global last"].map(str::to_owned),
            );
        }
        End::Refused | End::Fail | End::Panic | End::Wait => {
            steps.extend(own(plan.catch.len(), "catch local"));
            steps.push("catch route hide".to_owned());
            let status = match plan.end {
                End::Refused => 403,
                End::Fail => 409,
                End::Panic => 500,
                _ => 504,
            };
            steps.push(format!("catch global report {status}"));
            steps.extend(own(plan.compensations.len(), "undo"));
        }
    }
    steps.extend(own(plan.cleanups.len(), "cleanup"));
    steps
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p25_hooks_run_global_route_local_and_back(plan in plans(ENDS)) {
        WORLD.run(async {
            let answer = run("/run", &plan).await;
            let steps = expected(&plan);
            let trail = WORLD.trail_of(&answer.id, &steps).await;
            prop_assert_eq!(trail, steps);
            prop_assert_eq!(answer.stamped, matches!(plan.end, End::Answer | End::Stopped));
            Ok(())
        })?;
    }

    #[test]
    fn p24_hooks_that_wait_and_hooks_that_do_not_all_run(plan in plans(&[End::Answer, End::Fail])) {
        WORLD.run(async {
            let answer = run("/run", &plan).await;
            let trail = WORLD.trails.of(&answer.id);
            let count = |word: &str| trail.iter().filter(|step| step.starts_with(word)).count();
            prop_assert_eq!(count("before local"), plan.before.len());
            let (after, catch) = if plan.end == End::Answer { (plan.after.len(), 0) } else { (0, plan.catch.len()) };
            prop_assert_eq!((count("after local"), count("catch local")), (after, catch));
            Ok(())
        })?;
    }

    #[test]
    fn p06_a_failing_handler_is_caught_and_concerns_no_other_request(
        plans in proptest::collection::vec(plans(ENDS), 2..8)
    ) {
        WORLD.run(async {
            let running: Vec<_> = plans
                .iter()
                .cloned()
                .map(|plan| tokio::spawn(async move { run("/run", &plan).await }))
                .collect();
            for (task, plan) in running.into_iter().zip(&plans) {
                let answer = task.await.unwrap();
                let status = match plan.end {
                    End::Answer | End::Stopped => 200,
                    End::Refused => 403,
                    End::Fail => 409,
                    End::Panic | End::Wait => 500,
                };
                prop_assert_eq!(answer.status, status);
                if status != 200 {
                    prop_assert_eq!(&answer.body["type"], "urn:gati:hooks:hidden");
                }
                let steps = expected(plan);
                let trail = WORLD.trail_of(&answer.id, &steps).await;
                prop_assert_eq!(trail, steps);
            }
            Ok(())
        })?;
    }

    #[test]
    fn p08_a_handler_past_its_timeout_is_cancelled_and_everything_is_cleaned_up(plan in plans(&[End::Wait])) {
        WORLD.run(async {
            let answer = run("/brief", &plan).await;
            prop_assert_eq!(answer.status, 504);
            let reached = WORLD.trails.of(&answer.id).contains(&"handler".to_owned());
            // A machine under load may have used up the time before the handler had it.
            if reached {
                let steps = expected(&plan);
                let trail = WORLD.trail_of(&answer.id, &steps).await;
                prop_assert_eq!(trail, steps);
            }
            Ok(())
        })?;
    }

    #[test]
    fn p08_a_request_whose_caller_goes_away_is_undone_and_cleaned_up(plan in plans(&[End::Wait])) {
        WORLD.run(async {
            let id = crate::support::fresh_id();
            let request = gati::http::Request::post("/run")
                .header("x-request-id", &id)
                .header("x-plan", serde_json::to_string(&plan).unwrap())
                .body(gati::axum::body::Body::empty())
                .unwrap();
            let mut answering = Box::pin(crate::support::send(request, id.clone()));
            tokio::select! {
                biased;
                _ = &mut answering => prop_assert!(false, "the handler never ends"),
                _ = WORLD.trail_when(&id, "the handler to begin", |trail| trail.contains(&"handler".to_owned())) => {}
            }
            drop(answering);
            let undone = (0..plan.compensations.len()).rev().map(|i| format!("undo {i}"));
            let cleaned = (0..plan.cleanups.len()).rev().map(|i| format!("cleanup {i}"));
            let steps: Vec<String> = undone.chain(cleaned).collect();
            let ends = |trail: &[String]| trail.iter().filter(|step| !step.starts_with("before")).count() > steps.len();
            let trail = WORLD.trail_when(&id, &format!("what undoes and cleans up: {steps:?}"), ends).await;
            let at = trail.iter().position(|step| step == "handler").unwrap();
            prop_assert_eq!(&trail[at + 1..], steps.as_slice());
            Ok(())
        })?;
    }
}

#[test]
fn a_hook_is_tried_again_when_it_fails_and_not_when_it_refuses() {
    WORLD.run(async {
        for (fails, how, status) in [
            ("0", "", 204),
            ("2", "", 204),
            ("3", "", 503),
            ("2", "panic", 204),
            ("2", "slow", 204),
            ("3", "slow", 504),
            ("1", "refuse", 403),
        ] {
            let id = crate::support::fresh_id();
            let request = gati::http::Request::get("/flaky")
                .header("x-request-id", &id)
                .header("x-fails", fails)
                .header("x-how", how)
                .body(gati::axum::body::Body::empty())
                .unwrap();
            assert_eq!(
                crate::support::send(request, id).await.status,
                status,
                "{fails} {how}"
            );
        }
    });
}
