//! The end of a request: its tasks are cancelled, failed steps undone, and everything is cleaned up.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::inner::{Actions, Boxed, Inner};
use crate::app::Watchers;
use crate::app::watch::Step;
use crate::exchange::Exchange;
use crate::hook::guard;

/// How long one compensation or one cleanup may take: the time of the request itself may be up.
const STEP_TIME: Duration = Duration::from_secs(30);

/// How a request has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With an answer.
    Well,
    /// With a failure, or because the caller went away: what was done is undone.
    Badly,
}

/// Ends a request. The future owns everything it needs, so that it can go on without the request.
pub(crate) fn settle(
    mut inner: Box<Inner>,
    ending: Ending,
    exchange: Arc<Exchange>,
    watchers: Option<Arc<Watchers>>,
) -> impl Future<Output = ()> + Send + 'static {
    let Actions {
        tasks,
        compensations,
        cleanups,
        ..
    } = std::mem::take(inner.actions());
    async move {
        for task in &tasks {
            task.end();
        }
        let steps = Steps {
            exchange: &exchange,
            watchers: watchers.as_deref(),
        };
        if ending == Ending::Badly {
            for (name, action) in compensations.into_iter().rev() {
                steps.compensate(&name, action).await;
            }
        }
        for (name, action) in cleanups.into_iter().rev() {
            steps.clean(&name, action).await;
        }
        // State goes last: what was to be done may have relied on it.
        exchange.rest(inner);
    }
}

struct Steps<'a> {
    exchange: &'a Exchange,
    watchers: Option<&'a Watchers>,
}

impl Steps<'_> {
    async fn compensate(&self, name: &str, action: Boxed<Result<(), String>>) {
        let done = self.run(Step::Compensation, name, action).await;
        let outcome = if done.is_ok() { "undone" } else { "failed" };
        let (handler, request_id) = (self.exchange.handler, self.exchange.request_id());
        match done {
            Ok(()) => tracing::warn!(
                target: "gati::compensation",
                compensation = name, handler, request_id,
                "the request failed, and this step was undone"
            ),
            Err(cause) => tracing::error!(
                target: "gati::compensation",
                compensation = name, handler, request_id, error = cause,
                alarm = true,
                "a step could not be undone; somebody must look at it"
            ),
        }
        ::metrics::counter!("gati_compensations", "handler" => handler, "outcome" => outcome).increment(1);
    }

    async fn clean(&self, name: &str, action: Boxed<()>) {
        let action = Box::pin(async move {
            action.await;
            Ok(())
        });
        if let Err(cause) = self.run(Step::Cleanup, name, action).await {
            tracing::error!(
                target: "gati::cleanup",
                cleanup = name,
                handler = self.exchange.handler,
                request_id = self.exchange.request_id(),
                error = cause,
                "a cleanup failed"
            );
        }
    }

    async fn run(&self, step: Step, name: &str, action: Boxed<Result<(), String>>) -> Result<(), String> {
        self.tell(|watchers| watchers.started(self.exchange, step, name));
        let guarded = guard(action, |_| "it panicked".to_owned());
        let done = match timeout(STEP_TIME, guarded).await {
            Ok(done) => done,
            Err(_) => Err(format!("it took more than {STEP_TIME:?}")),
        };
        self.tell(|watchers| {
            watchers.ended(self.exchange, step, name, done.as_ref().err().map(String::as_str))
        });
        done
    }

    fn tell(&self, what: impl FnOnce(&Watchers)) {
        if let Some(watchers) = self.watchers
            && watchers.is_on()
        {
            what(watchers);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicU64, Ordering};

    use ::metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

    use super::*;
    use crate::Lctx;
    use crate::listen::{Log, listen};

    /// Counters by name and labels.
    #[derive(Default)]
    struct Counts(Mutex<BTreeMap<String, Arc<AtomicU64>>>);

    impl Recorder for Counts {
        fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

        fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
            let labels: Vec<_> = key
                .labels()
                .map(|label| format!("{}={}", label.key(), label.value()))
                .collect();
            let name = format!("{} {}", key.name(), labels.join(" "));
            Counter::from_arc(Arc::clone(self.0.lock().unwrap().entry(name).or_default()))
        }

        fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
            Gauge::noop()
        }

        fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
            Histogram::noop()
        }
    }

    #[test]
    fn steps_that_were_undone_and_steps_that_could_not_be_are_counted_and_logged() {
        let (parts, ()) = http::Request::new(()).into_parts();
        let exchange = Exchange::new("pay", "1.0.0", &parts, None, None);
        let counts = Counts::default();
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .with_ansi(false)
            .finish();
        let _logged = listen(subscriber);
        for ending in [Ending::Badly, Ending::Well] {
            let mut lctx = Lctx::resumed(Arc::clone(&exchange), None);
            lctx.compensate("one", async { Ok::<_, String>(()) });
            lctx.compensate("two", async { Err("no") });
            lctx.compensate("three", async { panic!("as planned") as Result<(), String> });
            let inner = lctx.take_inner().unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .unwrap();
            ::metrics::with_local_recorder(&counts, || {
                runtime.block_on(settle(inner, ending, Arc::clone(&exchange), None));
            });
        }
        let counts = counts.0.lock().unwrap();
        let seen: Vec<_> = counts
            .iter()
            .map(|(name, count)| (name.as_str(), count.load(Ordering::Relaxed)))
            .collect();
        assert_eq!(
            seen,
            [
                ("gati_compensations handler=pay outcome=failed", 2),
                ("gati_compensations handler=pay outcome=undone", 1),
            ]
        );
        let log = log.text();
        let lines: Vec<&str> = log.lines().collect();
        let expected = [
            ["ERROR", "\"three\"", "error=\"it panicked\"", "alarm=true"],
            ["ERROR", "\"two\"", "error=\"no\"", "alarm=true"],
            ["WARN", "\"one\"", "this step was undone", "handler=\"pay\""],
        ];
        assert_eq!(lines.len(), expected.len(), "one line for each: {log}");
        for (line, words) in lines.iter().zip(expected) {
            assert!(
                words.iter().all(|word| line.contains(word)),
                "{words:?} in {line}"
            );
        }
    }
}
