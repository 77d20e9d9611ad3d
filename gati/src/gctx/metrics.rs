//! Counters, gauges and histograms.
//!
//! They go through the facade of the crate `metrics`: without a recorder in the program they cost a branch and lead nowhere.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use metrics as facade;

/// The metrics of the app, as `gctx.metrics`. Every name begins with the name of the package, so that two apps in one system do not share one.
///
/// Where they go, the program decides: it installs a recorder of the `metrics` ecosystem (an exporter for Prometheus, say) **before** the app starts.
/// Without one they go nowhere. Gati brings none.
///
/// A handle looks its metric up when it is made, and only then: make it once, in a module's `init`, and keep it.
///
/// ```
/// use gati::metrics::{Counter, Key};
///
/// static CAPTURES: Key<Counter> = Key::new("captures").described("Payments that were captured.");
///
/// # fn example(metrics: &gati::Metrics) {
/// let captures = metrics.with(&CAPTURES, &[("currency", "EUR")]); // payments_captures{currency="EUR"}
/// captures.increment(1);
/// # }
/// ```
#[derive(Clone)]
pub struct Metrics {
    namespace: Arc<str>,
}

/// The name of a metric, and by its type what can be done with it.
///
/// The name is made of lower-case letters, digits and underscores and begins with a letter; another one does not compile where the key is a `static` or
/// `const`.
pub struct Key<K> {
    name: &'static str,
    description: Option<&'static str>,
    of: PhantomData<fn() -> K>,
}

/// Something that is counted and never becomes less.
#[derive(Clone)]
pub struct Counter(facade::Counter);

/// Something that goes up and down.
#[derive(Clone)]
pub struct Gauge(facade::Gauge);

/// Something that is measured many times: how long it takes, how large it is.
#[derive(Clone)]
pub struct Histogram(facade::Histogram);

impl Metrics {
    /// Metrics whose names begin with that of a package.
    #[must_use]
    pub fn of(package: &str) -> Self {
        Self {
            namespace: package.replace('-', "_").into(),
        }
    }

    /// A metric without labels.
    #[must_use]
    pub fn get<K: Instrument>(&self, key: &Key<K>) -> K {
        self.with(key, &[])
    }

    /// A metric with these labels. Each set of values is a series of its own, kept for as long as the process runs: label with what has few values
    /// (a currency), never with what callers make up (an id).
    #[must_use]
    pub fn with<K: Instrument>(&self, key: &Key<K>, labels: &[(&'static str, &str)]) -> K {
        let name = format!("{}_{}", self.namespace, key.name);
        if let Some(description) = key.description {
            K::describe(name.clone(), description);
        }
        let labels: Vec<_> = labels
            .iter()
            .map(|(name, value)| facade::Label::new(*name, (*value).to_owned()))
            .collect();
        K::make(&facade::Key::from_parts(name, labels))
    }
}

impl<K: Instrument> Key<K> {
    /// The key of that name.
    ///
    /// # Panics
    ///
    /// If the name is none; at compile time, where the key is a `static` or `const`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        assert!(
            is_name(name),
            "the name of a metric is made of lower-case letters, digits and underscores and begins with a letter"
        );
        Self {
            name,
            description: None,
            of: PhantomData,
        }
    }

    /// What the metric says, for whoever reads it in a dashboard.
    #[must_use]
    pub const fn described(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// The name, without that of the package.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// What exporters may filter by; all of ours are worth the same.
static ABOUT: facade::Metadata<'static> = facade::Metadata::new("gati", facade::Level::INFO, None);

/// What a metric can be: a [`Counter`], a [`Gauge`] or a [`Histogram`]. Nothing else implements it.
pub trait Instrument: Sized {
    #[doc(hidden)]
    fn make(key: &facade::Key) -> Self;

    #[doc(hidden)]
    fn describe(name: String, description: &'static str);
}

macro_rules! kinds {
    ($($kind:ident, $register:ident, $describe:ident;)*) => {$(
        impl Instrument for $kind {
            fn make(key: &facade::Key) -> Self {
                Self(facade::with_recorder(|recorder| recorder.$register(key, &ABOUT)))
            }

            fn describe(name: String, description: &'static str) {
                facade::with_recorder(|recorder| recorder.$describe(name.into(), None, description.into()));
            }
        }

        impl fmt::Debug for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($kind))
            }
        }
    )*};
}

kinds! {
    Counter, register_counter, describe_counter;
    Gauge, register_gauge, describe_gauge;
    Histogram, register_histogram, describe_histogram;
}

impl Counter {
    /// Adds to it.
    pub fn increment(&self, by: u64) {
        self.0.increment(by);
    }
}

impl Gauge {
    /// Sets it.
    pub fn set(&self, value: f64) {
        self.0.set(value);
    }

    /// Adds to it.
    pub fn increment(&self, by: f64) {
        self.0.increment(by);
    }

    /// Takes from it.
    pub fn decrement(&self, by: f64) {
        self.0.decrement(by);
    }
}

impl Histogram {
    /// Adds a measurement; of times, in seconds.
    pub fn record(&self, value: f64) {
        self.0.record(value);
    }
}

const fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    if bytes.is_empty() || !bytes[0].is_ascii_lowercase() {
        return false;
    }
    let mut index = 1;
    while index < bytes.len() {
        let byte = bytes[index];
        if !byte.is_ascii_lowercase() && !byte.is_ascii_digit() && byte != b'_' {
            return false;
        }
        index += 1;
    }
    true
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics")
            .field("namespace", &self.namespace)
            .finish()
    }
}

impl<K> fmt::Debug for Key<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.name).finish()
    }
}
