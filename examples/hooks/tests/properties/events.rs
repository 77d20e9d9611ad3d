//! What is told of a request.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use gati::testing::listen;
use hooks::plan::{End, Plan};
use proptest::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{WORLD, cases, plans, post, run};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p20_events_tell_of_every_hook_and_of_the_handler_in_order(
        plan in plans(&[End::Answer, End::Stopped, End::Refused, End::Fail, End::Panic])
    ) {
        WORLD.run(async {
            let answer = run("/run", &plan).await;
            settled(&plan, &answer.id).await;
            let seen = WORLD.seen(&answer.id);
            // Steps do not overlap: each start is followed by its own end.
            for pair in seen.chunks(2) {
                let [start, end] = pair else {
                    return Err(TestCaseError::fail(format!("a step did not end: {seen:?}")));
                };
                let step = start.strip_suffix("started").unwrap_or("?");
                prop_assert!(end.starts_with(step) && !end.ends_with("started"), "{:?}", seen);
            }
            let position = |what: &str| seen.iter().position(|known| known.starts_with(what));
            let handler = position("handler run started");
            prop_assert_eq!(handler.is_some(), !matches!(plan.end, End::Stopped | End::Refused));
            if let Some(handler) = handler {
                let failed = matches!(plan.end, End::Fail | End::Panic);
                let end = if failed { "handler run failed" } else { "handler run ended" };
                prop_assert_eq!(&seen[handler + 1], end);
                prop_assert!(seen[..handler].iter().all(|what| what.starts_with("before")));
                prop_assert!(!seen[handler + 2..].iter().any(|what| what.starts_with("before")));
                let undone = seen.iter().filter(|what| what.starts_with("compensation") && what.ends_with("started")).count();
                prop_assert_eq!(undone, if failed { plan.compensations.len() } else { 0 });
            }
            Ok(())
        })?;
    }

    #[test]
    fn p20_the_log_has_the_events_that_subscribers_get(
        plan in plans(&[End::Answer, End::Stopped, End::Refused, End::Fail, End::Panic])
    ) {
        let told = Told::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let heard = listen(told.clone());
        let id = runtime.block_on(async {
            let answer = run("/run", &plan).await;
            settled(&plan, &answer.id).await;
            answer.id
        });
        drop(heard);
        let events = told.events.lock().unwrap();
        let steps = events.iter().filter(|fields| fields.contains_key("moment"));
        let logged: Vec<String> = steps
            .map(|fields| {
                assert_eq!((fields["request_id"].as_str(), fields["handler"].as_str()), (id.as_str(), "run"));
                assert_eq!(fields["version"], env!("CARGO_PKG_VERSION"));
                format!("{} {} {}", fields["step"], fields["name"], fields["moment"])
            })
            .collect();
        prop_assert_eq!(logged, WORLD.seen(&id));
    }

    #[test]
    fn p03_ids_are_unique_and_each_request_runs_the_whole_way(count in 1..12_usize) {
        WORLD.run(async {
            let running: Vec<_> = (0..count)
                .map(|_| tokio::spawn(async { run("/run", &hooks::plan::Plan::default()).await }))
                .collect();
            let mut ids = Vec::new();
            for task in running {
                let answer = task.await.unwrap();
                prop_assert_eq!(answer.status, 200);
                let seen = WORLD.seen(&answer.id);
                for step in ["before first ended", "before gate ended", "handler run ended", "after last ended"] {
                    prop_assert_eq!(seen.iter().filter(|what| *what == step).count(), 1, "{}", step);
                }
                ids.push(answer.id);
            }
            let made = made_ids(count).await;
            let all: std::collections::BTreeSet<&String> = ids.iter().chain(&made).collect();
            prop_assert_eq!(all.len(), 2 * count);
            Ok(())
        })?;
    }

    #[test]
    fn p22_every_span_carries_request_handler_and_version(path in "[a-z]{1,5}", ends in any::<bool>()) {
        // A subscriber for this thread alone, on which the requests run.
        let spans = Told::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let heard = listen(spans.clone());
        let ids = runtime.block_on(async {
            let end = if ends { End::Answer } else { End::Fail };
            let plan = hooks::plan::Plan { end, ..Default::default() };
            let facts = post(&format!("/facts/{path}"), &serde_json::json!([]), &[]).await;
            [(facts.id, "facts"), (run("/run", &plan).await.id, "run")]
        });
        drop(heard);
        let seen = spans.spans.lock().unwrap();
        for (id, handler) in ids {
            let of_it: Vec<_> = seen.iter().filter(|fields| fields.get("request_id") == Some(&id)).collect();
            prop_assert!(!of_it.is_empty(), "{:?}", seen);
            for fields in of_it {
                prop_assert_eq!(fields.get("handler").map(String::as_str), Some(handler));
            }
        }
        for fields in seen.iter() {
            for name in ["request_id", "handler", "version"] {
                prop_assert!(fields.contains_key(name), "{:?}", fields);
            }
        }
    }
}

/// The names that the app gives to requests which come without one.
async fn made_ids(count: usize) -> Vec<String> {
    use tower::ServiceExt;
    let mut ids = Vec::new();
    for _ in 0..count {
        let request = gati::http::Request::get("/flaky")
            .body(gati::axum::body::Body::empty())
            .unwrap();
        let response = WORLD.router.clone().oneshot(request).await.unwrap();
        ids.push(response.headers()["x-request-id"].to_str().unwrap().to_owned());
    }
    ids
}

/// Waits until everything that a plan asks for has ended.
async fn settled(plan: &Plan, id: &str) {
    let is_settled = |seen: &[String]| {
        let ended = seen
            .iter()
            .filter(|what| what.starts_with("cleanup") && !what.ends_with("started"));
        let runs = !matches!(plan.end, End::Stopped | End::Refused);
        !runs || ended.count() == plan.cleanups.len()
    };
    WORLD
        .trail_when(id, "the end of every cleanup", |_| is_settled(&WORLD.seen(id)))
        .await;
}

/// Remembers the fields of every span and every event of ours.
#[derive(Clone, Default)]
struct Told {
    spans: Arc<Mutex<Vec<BTreeMap<String, String>>>>,
    events: Arc<Mutex<Vec<BTreeMap<String, String>>>>,
}

impl Subscriber for Told {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("gati")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let mut spans = self.spans.lock().unwrap();
        spans.push(fields.0);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.events.lock().unwrap().push(fields.0);
    }

    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}
