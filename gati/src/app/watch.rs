//! Who watches requests on their way: `tracing`, and whoever the app registered.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tracing::Level;

use crate::exchange::Exchange;

/// One step of a request that has begun or ended. `App::observe` hands them out, and `tracing` has them at the level `DEBUG` under
/// the target `gati::lifecycle`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LifecycleEvent<'a> {
    /// The name of the request.
    pub request_id: &'a str,
    /// The name of the handler.
    pub handler: &'a str,
    /// The version of the handler.
    pub version: &'a str,
    /// What kind of step it is.
    pub step: Step,
    /// The name of the hook, of the handler, of the cleanup.
    pub name: &'a str,
    /// Whether it begins or ends.
    pub moment: Moment<'a>,
}

/// A kind of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Step {
    /// A hook before the handler.
    Before,
    /// The handler, reading of the request and writing of the answer included.
    Handler,
    /// A hook after it.
    After,
    /// A hook that sees a failure.
    Catch,
    /// A step that is undone.
    Compensation,
    /// Something that is cleaned up.
    Cleanup,
}

impl Step {
    /// The name in events.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Handler => "handler",
            Self::After => "after",
            Self::Catch => "catch",
            Self::Compensation => "compensation",
            Self::Cleanup => "cleanup",
        }
    }
}

/// Whether a step begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Moment<'a> {
    /// It begins.
    Started,
    /// It has ended well.
    Ended,
    /// It has failed: the code of the problem, or what happened.
    Failed(&'a str),
}

/// What is called for each event.
type Watcher = Box<dyn Fn(&LifecycleEvent<'_>) + Send + Sync>;

/// Whoever wants to know.
#[derive(Default)]
pub(crate) struct Watchers {
    list: Vec<Watcher>,
}

impl Watchers {
    pub(crate) fn add(&mut self, watcher: impl Fn(&LifecycleEvent<'_>) + Send + Sync + 'static) {
        self.list.push(Box::new(watcher));
    }

    /// Whether anybody wants to know; nothing else is done if not.
    pub(crate) fn is_on(&self) -> bool {
        !self.list.is_empty() || tracing::enabled!(target: "gati::lifecycle", Level::DEBUG)
    }

    pub(crate) fn started(&self, exchange: &Exchange, step: Step, name: &str) {
        self.tell(exchange, step, name, Moment::Started);
    }

    pub(crate) fn ended(&self, exchange: &Exchange, step: Step, name: &str, failure: Option<&str>) {
        self.tell(
            exchange,
            step,
            name,
            failure.map_or(Moment::Ended, Moment::Failed),
        );
    }

    fn tell(&self, exchange: &Exchange, step: Step, name: &str, moment: Moment<'_>) {
        let event = LifecycleEvent {
            request_id: exchange.request_id(),
            handler: exchange.handler,
            version: exchange.version,
            step,
            name,
            moment,
        };
        log(&event);
        for watcher in &self.list {
            // Who watches must not disturb.
            let _ = catch_unwind(AssertUnwindSafe(|| watcher(&event)));
        }
    }
}

fn log(event: &LifecycleEvent<'_>) {
    let LifecycleEvent {
        request_id,
        handler,
        version,
        step,
        name,
        moment,
    } = *event;
    let (what, error) = match moment {
        Moment::Started => ("started", None),
        Moment::Ended => ("ended", None),
        Moment::Failed(error) => ("failed", Some(error)),
    };
    tracing::debug!(
        target: "gati::lifecycle",
        request_id, handler, version, step = step.name(), name, moment = what, error
    );
}

/// A step that is told of: that it begins, and how it ends, also if it is cut off.
pub(crate) struct Told<'a> {
    watchers: &'a Watchers,
    exchange: &'a Exchange,
    step: Step,
    name: &'a str,
    on: bool,
}

impl<'a> Told<'a> {
    pub(crate) fn start(watchers: &'a Watchers, exchange: &'a Exchange, step: Step, name: &'a str) -> Self {
        let on = watchers.is_on();
        if on {
            watchers.started(exchange, step, name);
        }
        Self {
            watchers,
            exchange,
            step,
            name,
            on,
        }
    }

    pub(crate) fn name(&self) -> &'a str {
        self.name
    }

    pub(crate) fn end(mut self, failure: Option<&str>) {
        if std::mem::replace(&mut self.on, false) {
            self.watchers.ended(self.exchange, self.step, self.name, failure);
        }
    }
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if self.on {
            self.watchers
                .ended(self.exchange, self.step, self.name, Some("cancelled"));
        }
    }
}

impl fmt::Debug for Watchers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watchers")
            .field("count", &self.list.len())
            .finish()
    }
}
