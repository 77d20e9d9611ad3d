//! Counters, gauges and histograms, as a recorder of the ecosystem sees them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use gati::Metrics;
use gati::metrics::{Counter, Gauge, Histogram, Key};
use metrics::{CounterFn, GaugeFn, HistogramFn, KeyName, Metadata, Recorder, SharedString, Unit};

/// What was done to each series, and what is said of each name.
#[derive(Clone, Debug, Default)]
struct Recorded {
    series: Arc<Mutex<BTreeMap<String, Vec<String>>>>,
    described: Arc<Mutex<BTreeMap<String, String>>>,
}

/// One series of it.
struct Series {
    name: String,
    all: Recorded,
}

impl Recorded {
    fn series(&self, key: &metrics::Key) -> Arc<Series> {
        let labels: Vec<String> = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        Arc::new(Series {
            name: format!("{}{{{}}}", key.name(), labels.join(",")),
            all: self.clone(),
        })
    }

    fn describe(&self, name: KeyName, text: SharedString) {
        let mut described = self.described.lock().unwrap();
        described.insert(name.as_str().to_owned(), text.into_owned());
    }
}

impl Series {
    fn note(&self, what: String) {
        let mut series = self.all.series.lock().unwrap();
        series.entry(self.name.clone()).or_default().push(what);
    }
}

impl CounterFn for Series {
    fn increment(&self, value: u64) {
        self.note(format!("+{value}"));
    }

    fn absolute(&self, value: u64) {
        self.note(format!("={value}"));
    }
}

impl GaugeFn for Series {
    fn increment(&self, value: f64) {
        self.note(format!("+{value}"));
    }

    fn decrement(&self, value: f64) {
        self.note(format!("-{value}"));
    }

    fn set(&self, value: f64) {
        self.note(format!("={value}"));
    }
}

impl HistogramFn for Series {
    fn record(&self, value: f64) {
        self.note(format!("~{value}"));
    }
}

impl Recorder for Recorded {
    fn describe_counter(&self, name: KeyName, _: Option<Unit>, text: SharedString) {
        self.describe(name, text);
    }

    fn describe_gauge(&self, name: KeyName, _: Option<Unit>, text: SharedString) {
        self.describe(name, text);
    }

    fn describe_histogram(&self, name: KeyName, _: Option<Unit>, text: SharedString) {
        self.describe(name, text);
    }

    fn register_counter(&self, key: &metrics::Key, _: &Metadata<'_>) -> metrics::Counter {
        metrics::Counter::from_arc(self.series(key))
    }

    fn register_gauge(&self, key: &metrics::Key, _: &Metadata<'_>) -> metrics::Gauge {
        metrics::Gauge::from_arc(self.series(key))
    }

    fn register_histogram(&self, key: &metrics::Key, _: &Metadata<'_>) -> metrics::Histogram {
        metrics::Histogram::from_arc(self.series(key))
    }
}

static CAPTURES: Key<Counter> = Key::new("captures").described("Payments that were captured.");
static WAITING: Key<Gauge> = Key::new("waiting");
static SECONDS: Key<Histogram> = Key::new("capture_seconds");

#[test]
fn a_metric_reaches_the_recorder_by_the_name_of_the_package_and_with_its_labels() {
    let recorded = Recorded::default();
    metrics::with_local_recorder(&recorded, || {
        let metrics = Metrics::of("pay-ments");
        let euros = metrics.with(&CAPTURES, &[("currency", "EUR")]);
        euros.increment(2);
        metrics.with(&CAPTURES, &[("currency", "INR")]).increment(1);
        let waiting = metrics.get(&WAITING);
        waiting.set(3.0);
        waiting.increment(1.0);
        waiting.decrement(2.5);
        metrics.get(&SECONDS).record(0.25);
        euros.increment(1);
    });
    let series = recorded.series.lock().unwrap();
    let seen: Vec<(&str, String)> = series
        .iter()
        .map(|(name, done)| (name.as_str(), done.join(" ")))
        .collect();
    assert_eq!(
        seen,
        [
            ("pay_ments_capture_seconds{}", "~0.25".to_owned()),
            ("pay_ments_captures{currency=EUR}", "+2 +1".to_owned()),
            ("pay_ments_captures{currency=INR}", "+1".to_owned()),
            ("pay_ments_waiting{}", "=3 +1 -2.5".to_owned()),
        ]
    );
    let described = recorded.described.lock().unwrap();
    assert_eq!(described["pay_ments_captures"], "Payments that were captured.");
}

#[test]
fn without_a_recorder_a_metric_goes_nowhere() {
    let metrics = Metrics::of("payments");
    metrics.get(&CAPTURES).increment(1);
    metrics.get(&WAITING).set(1.0);
    metrics.get(&SECONDS).record(1.0);
}
