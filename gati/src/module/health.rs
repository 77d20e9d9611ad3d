//! How the parts of an app are, for probes: written by the supervisor, read by requests.

use std::sync::atomic::{AtomicU8, Ordering};

use serde_json::{Map, Value};

/// How a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum State {
    /// Not started yet.
    Waiting = 0,
    /// It works.
    Up = 1,
    /// It does not work.
    Down = 2,
    /// It was closed.
    Stopped = 3,
}

impl State {
    const ALL: [Self; 4] = [Self::Waiting, Self::Up, Self::Down, Self::Stopped];

    const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "starting",
            Self::Up => "up",
            Self::Down => "down",
            Self::Stopped => "stopped",
        }
    }
}

/// How each part of an app is.
#[derive(Debug, Default)]
pub(crate) struct Health(Box<[PartHealth]>);

#[derive(Debug)]
struct PartHealth {
    name: &'static str,
    state: AtomicU8,
}

impl Health {
    pub(crate) fn of(names: impl Iterator<Item = &'static str>) -> Self {
        let part = |name| PartHealth {
            name,
            state: AtomicU8::new(State::Waiting as u8),
        };
        Self(names.map(part).collect())
    }

    pub(crate) fn set(&self, part: usize, state: State) {
        self.0[part].state.store(state as u8, Ordering::Release);
    }

    /// Every part is a fake, and a fake works.
    pub(crate) fn set_all(&self, state: State) {
        (0..self.0.len()).for_each(|part| self.set(part, state));
    }

    pub(crate) fn state(&self, part: usize) -> State {
        let number = self.0[part].state.load(Ordering::Acquire);
        State::ALL[usize::from(number)]
    }

    /// Whether every part works.
    pub(crate) fn is_whole(&self) -> bool {
        (0..self.0.len()).all(|part| self.state(part) == State::Up)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `{"ledger": "up"}`
    pub(crate) fn to_json(&self) -> Value {
        let parts = self.0.iter().enumerate();
        let members: Map<String, Value> = parts
            .map(|(i, part)| (part.name.to_owned(), self.state(i).name().into()))
            .collect();
        members.into()
    }
}
