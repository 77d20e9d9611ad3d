//! An app in process, and requests to it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use gati::axum::Router;
use gati::axum::body::{Body, to_bytes};
use gati::http::Request;
use hooks::app;
use hooks::plan::{End, Plan};
use hooks::trail::Trails;
use proptest::prelude::*;
use serde_json::Value;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// What a watcher saw, by request: `before first started`.
pub(crate) type Seen = Arc<Mutex<Vec<(String, String)>>>;

/// How long is waited for what should be there at once: enough for a machine under load, and little enough that what is broken is told soon.
const PATIENCE: Duration = Duration::from_secs(5);

/// At least a hundred cases. A failure that only waiting shows is not made small for as long as that would take.
pub(crate) fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: 128,
        max_shrink_time: 15_000,
        ..ProptestConfig::default()
    }
}

/// One app for all cases of a property.
pub(crate) struct World {
    pub(crate) router: Router,
    pub(crate) trails: Arc<Trails>,
    pub(crate) seen: Seen,
    runtime: Runtime,
}

pub(crate) static WORLD: LazyLock<World> = LazyLock::new(World::new);

impl World {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let trails = Arc::new(Trails::default());
        let seen = Seen::default();
        let watched = Arc::clone(&seen);
        let router = app::with_state(Arc::clone(&trails))
            .validate_answers(gati::AnswerValidation::Always)
            .observe(move |event| {
                let moment = match event.moment {
                    gati::Moment::Started => "started",
                    gati::Moment::Ended => "ended",
                    gati::Moment::Failed(_) => "failed",
                    _ => "?",
                };
                let what = format!("{} {} {moment}", event.step.name(), event.name);
                watched.lock().unwrap().push((event.request_id.to_owned(), what));
            })
            .into_router();
        Self {
            router,
            trails,
            seen,
            runtime,
        }
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// What a watcher saw of one request.
    pub(crate) fn seen(&self, id: &str) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        let of_it = seen.iter().filter(|(known, _)| known == id);
        of_it.map(|(_, what)| what.clone()).collect()
    }

    /// The trail of a request, once a condition holds of it.
    pub(crate) async fn trail_when(
        &self,
        id: &str,
        wanted: &str,
        holds: impl Fn(&[String]) -> bool,
    ) -> Vec<String> {
        let start = Instant::now();
        loop {
            let trail = self.trails.of(id);
            if holds(&trail) {
                return trail;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "waited {PATIENCE:?} for {wanted}; the trail of `{id}` is still {trail:#?}"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The trail of a request, once it has as many steps as are expected.
    pub(crate) async fn trail_of(&self, id: &str, steps: &[String]) -> Vec<String> {
        let wanted = format!("these {} steps: {steps:#?}", steps.len());
        self.trail_when(id, &wanted, |trail| trail.len() >= steps.len())
            .await
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) id: String,
    pub(crate) status: u16,
    pub(crate) stamped: bool,
    pub(crate) body: Value,
}

/// A name for a request that no other has.
pub(crate) fn fresh_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("test-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Sends JSON, with some headers.
pub(crate) async fn post(path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
    let id = fresh_id();
    let mut request = Request::post(path)
        .header("content-type", "application/json")
        .header("x-request-id", &id);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_string())).unwrap();
    send(request, id).await
}

pub(crate) async fn send(request: Request<Body>, id: String) -> Answer {
    let answering = tokio::time::timeout(PATIENCE, WORLD.router.clone().oneshot(request));
    let response = answering
        .await
        .unwrap_or_else(|_| {
            panic!(
                "`{id}` has no answer after {PATIENCE:?}; its trail is {:#?}",
                WORLD.trails.of(&id)
            )
        })
        .unwrap();
    assert_eq!(response.headers()["x-request-id"], id.as_str());
    let status = response.status().as_u16();
    let stamped = response.headers().contains_key("x-stamped");
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer {
        id,
        status,
        stamped,
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    }
}

/// Runs a plan.
pub(crate) async fn run(path: &str, plan: &Plan) -> Answer {
    let plan = serde_json::to_string(plan).unwrap();
    post(path, &Value::Null, &[("x-plan", &plan)]).await
}

/// Any plan that ends in one of these ways.
pub(crate) fn plans(ends: &'static [End]) -> impl Strategy<Value = Plan> {
    let some = || proptest::collection::vec(any::<bool>(), 0..4);
    let end = proptest::sample::select(ends);
    (some(), some(), some(), some(), some(), end).prop_map(
        |(before, after, catch, cleanups, compensations, end)| Plan {
            before,
            after,
            catch,
            cleanups,
            compensations,
            end,
        },
    )
}
