//! How the parts of an app are, for probes: written by the supervisor, read by requests.

use std::sync::Arc;

use arc_swap::ArcSwap;
use serde_json::{Map, Value, json};

use super::condition::Ailment;
use super::name::PartName;

/// How a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Not started yet.
    Waiting,
    /// It works.
    Up,
    /// It does less than it should.
    Degraded,
    /// It does not work.
    Down,
    /// It was closed.
    Stopped,
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "starting",
            Self::Up => "up",
            Self::Degraded => "degraded",
            Self::Down => "down",
            Self::Stopped => "stopped",
        }
    }
}

/// How each part of an app is.
#[derive(Debug)]
pub(crate) struct Health(Box<[PartHealth]>);

#[derive(Debug)]
struct PartHealth {
    name: PartName,
    now: ArcSwap<Report>,
}

/// What is said of a part.
#[derive(Debug, PartialEq, Eq)]
struct Report {
    state: State,
    /// In words that anybody may read.
    cause: Option<String>,
}

impl Health {
    pub(crate) fn of(names: impl Iterator<Item = PartName>) -> Self {
        let part = |name| PartHealth {
            name,
            now: ArcSwap::from_pointee(Report {
                state: State::Waiting,
                cause: None,
            }),
        };
        Self(names.map(part).collect())
    }

    pub(crate) fn set(&self, part: usize, state: State) {
        self.put(part, Report { state, cause: None });
    }

    /// Says what is wrong; whether that is news.
    pub(crate) fn set_ailing(&self, part: usize, state: State, ailment: &Ailment) -> bool {
        let cause = Some(ailment.said().to_owned());
        self.put(part, Report { state, cause })
    }

    fn put(&self, part: usize, report: Report) -> bool {
        let report = Arc::new(report);
        let before = self.0[part].now.swap(Arc::clone(&report));
        before != report
    }

    /// Nothing had to be started: what an app has of its own, and fakes.
    pub(crate) fn set_all(&self, state: State) {
        (0..self.0.len()).for_each(|part| self.set(part, state));
    }

    pub(crate) fn state(&self, part: usize) -> State {
        self.0[part].now.load().state
    }

    /// Whether every part takes what requests ask of it.
    pub(crate) fn is_whole(&self) -> bool {
        (0..self.0.len()).all(|part| matches!(self.state(part), State::Up | State::Degraded))
    }

    /// `{"secrets": {"state": "up"}, "modules.ledger": {"state": "down", "cause": "`health` failed; the log says why"}}`
    pub(crate) fn to_json(&self) -> Value {
        let member = |part: &PartHealth| {
            let report = part.now.load();
            let mut value = json!({"state": report.state.name()});
            if let Some(cause) = &report.cause {
                value["cause"] = cause.as_str().into();
            }
            (part.name.to_string(), value)
        };
        self.0.iter().map(member).collect::<Map<_, _>>().into()
    }
}
