//! Everything that one step takes.

use crate::{Assign, Conversion, Gap, How};

/// The way from one release to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepPlan {
    /// Every handler of the older release that has a counterpart, in the order of the older manifest.
    pub handlers: Vec<HandlerStep>,
    /// The handlers of the older release without one, by name.
    pub gone: Vec<String>,
    /// The conversions that handlers and other conversions call, in the order in which they were first needed.
    pub conversions: Vec<Conversion>,
    /// What is missing, by handler and place of the newer release.
    pub gaps: Vec<Gap>,
    /// The transformers that nothing calls, by their numbers.
    pub unused: Vec<usize>,
}

impl StepPlan {
    /// Whether nothing has to be carried, and every handler is where it was.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.gone.is_empty() && self.handlers.iter().all(HandlerStep::is_same)
    }

    /// The handler that has this name in the older release.
    #[must_use]
    pub fn handler(&self, older: &str) -> Option<&HandlerStep> {
        self.handlers.iter().find(|step| step.older == older)
    }
}

/// One handler over one step.
#[derive(Clone, Debug, PartialEq)]
pub struct HandlerStep {
    /// Its name in the older release.
    pub older: String,
    /// Its name in the newer release.
    pub newer: String,
    /// Whether method and path (without the names of placeholders) are the same.
    pub same_route: bool,
    /// What callers send.
    pub request: RequestStep,
    /// What success carries.
    pub answer: AnswerStep,
    /// What failure carries.
    pub error: ErrorStep,
    /// Statuses of success that the older release did not have, each with the one that stands for it there.
    pub statuses: Vec<(u16, u16)>,
}

impl HandlerStep {
    /// Whether callers of both releases are served alike.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.same_route
            && self.request == RequestStep::Same
            && self.answer == AnswerStep::Same
            && matches!(self.error, ErrorStep::Same | ErrorStep::AsItIs)
            && self.statuses.is_empty()
    }

    /// Whether every value is one revision on both sides: at most the route or a status is another.
    #[must_use]
    pub fn carries_nothing(&self) -> bool {
        self.request == RequestStep::Same
            && self.answer == AnswerStep::Same
            && matches!(self.error, ErrorStep::Same | ErrorStep::AsItIs)
    }
}

/// How a request is lifted. Its parts are fields of one value: path parameters by name, then `query`, `headers` and `body`, as far as the handler
/// has them. A body of raw bytes is a part like any other, and moves.
#[derive(Clone, Debug, PartialEq)]
pub enum RequestStep {
    /// All parts are the same, by name, revision and encoding.
    Same,
    /// A transformer of the user's takes the whole request, by its number.
    Given(usize),
    /// Part by part, every part of the newer release being assigned. If a value is a [`crate::Fill::Lack`], `gap` says which gap.
    Derived {
        /// The parts of the newer release.
        parts: Vec<Assign>,
        /// The gap, if there is one.
        gap: Option<usize>,
    },
}

/// How the content of an answer is lowered.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerStep {
    /// It is the same, or raw.
    Same,
    /// The older release has no body: it is left out.
    Drop,
    /// A transformer of the user's, by its number: for the value, or for each item of a stream.
    Given(usize),
    /// The value, or each item of a stream.
    Carry(How),
    /// The messages of a socket; `None` is the same on both sides.
    Socket {
        /// What callers send, lifted.
        incoming: Option<Message>,
        /// What the server sends, lowered.
        outgoing: Option<Message>,
    },
    /// It cannot be carried: the number of the gap.
    Gap(usize),
    /// It cannot be carried, which somebody acknowledged: it is refused with this reason.
    Refuse(String),
}

/// How one message of a socket is carried.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// By a transformer of the user's.
    Given(usize),
    /// By what is derived.
    Carry(How),
    /// Not: the number of the gap.
    Gap(usize),
    /// Not, which somebody acknowledged: it is refused with this reason.
    Refuse(String),
}

/// How an error is lowered.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorStep {
    /// It is the same, or neither side describes one.
    Same,
    /// The older release described none, and errors are open: each is answered as the newer release says it.
    AsItIs,
    /// A transformer of the user's, by its number.
    Given(usize),
    /// The enum.
    Carry(How),
    /// It cannot be carried: the number of the gap.
    Gap(usize),
    /// It cannot be carried, which somebody acknowledged: it is refused with this reason.
    Refuse(String),
}
