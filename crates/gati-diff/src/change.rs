//! A change is data: where, in which direction, by which rule, with which verdict, and what shows it.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{Handlers, Rule, Verdict};

/// One difference between two manifests.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The rule that names it.
    #[serde(serialize_with = "rule_id")]
    pub rule: &'static Rule,
    /// Who sends the values that the change is about.
    pub direction: Direction,
    /// Where it is, first seen.
    pub location: Location,
    /// What happened to the set of values, in one word.
    pub effect: &'static str,
    /// What it asks of callers.
    pub verdict: Verdict,
    /// Why, in one sentence about this place.
    pub reason: String,
    /// What worked before and no longer does. A breaking change without a witness is not proved to break anything.
    pub witness: Option<Witness>,
    /// Whether an old caller can be served all the same.
    pub transformer: Transformer,
    /// The old shape as people read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The new shape as people read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Every handler that the change reaches, as `POST /payments`, in the order of the manifest.
    pub handlers: Handlers,
}

impl Change {
    /// The name of this finding: equal for equal findings in every run, and for no two findings of one report.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} at {}", self.rule.id, self.location)
    }
}

/// The rule of a change travels as its id.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
fn rule_id<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.id)
}

/// Who sends the values that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Callers do; the server reads.
    Request,
    /// The server does; callers read.
    Response,
    /// Nobody: the change is not about values.
    None,
}

impl Direction {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::None => "none",
        }
    }
}

/// Where a change is: a handler, a part of it, and a way into the shape that stands there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The handler as `POST /payments/:id/capture`; none for what belongs to the package or to a type by its name.
    pub handler: Option<String>,
    /// The part of the handler.
    pub place: Place,
    /// The way into the shape.
    pub path: Vec<Step>,
}

/// A part of a handler, or what stands beside handlers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The handler as a whole.
    Handler,
    /// A placeholder of its path, by its position from 0 and its new name.
    Path(usize, String),
    /// The query.
    Query,
    /// The request headers.
    Headers,
    /// The request body.
    Body,
    /// The answer of success.
    Answer,
    /// The messages that callers send through a socket.
    Incoming,
    /// The messages that the server sends through a socket.
    Outgoing,
    /// The answers of failure.
    Error,
    /// A type, by its name.
    Type(String),
    /// The package.
    Package,
}

/// One step into a shape.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A field, by its name on the wire.
    Field(String),
    /// Any item of a list.
    Item,
    /// A position of a list of fixed length.
    Position(usize),
    /// Any value of a map.
    Value,
    /// Any key of a map.
    Key,
    /// A variant, by its name on the wire or, where it has none, by its name in Rust.
    Variant(String),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(handler) = &self.handler {
            f.write_str(handler)?;
        }
        let gap = if self.handler.is_some() { " " } else { "" };
        match &self.place {
            Place::Handler => {}
            Place::Path(_, name) => write!(f, "{gap}path parameter `{name}`")?,
            Place::Query => write!(f, "{gap}query")?,
            Place::Headers => write!(f, "{gap}headers")?,
            Place::Body => write!(f, "{gap}request body")?,
            Place::Answer => write!(f, "{gap}answer")?,
            Place::Incoming => write!(f, "{gap}incoming message")?,
            Place::Outgoing => write!(f, "{gap}outgoing message")?,
            Place::Error => write!(f, "{gap}error")?,
            Place::Type(name) => write!(f, "{gap}type {name}")?,
            Place::Package => write!(f, "{gap}package")?,
        }
        if !self.path.is_empty() {
            f.write_str(" ")?;
        }
        self.path.iter().try_for_each(|step| step.fmt(f))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => write!(f, ".{name}"),
            Self::Item => f.write_str("[]"),
            Self::Position(at) => write!(f, "[{at}]"),
            Self::Value => f.write_str("{}"),
            Self::Key => f.write_str("{key}"),
            Self::Variant(name) => write!(f, "<{name}>"),
        }
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Something that worked before and no longer does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Witness {
    /// A whole value of the place (a body, a query, the headers, an answer): what old callers may send and the new server
    /// refuses, or what the new server may write and old readers refuse.
    Value {
        /// The value; a query, headers and path parameters are shown as the JSON that they are read into.
        value: Value,
    },
    /// A whole value of the place that is still taken, and no longer means what it meant.
    Silent {
        /// The value.
        value: Value,
    },
    /// The first line of a request that was answered before.
    Request {
        /// `GET /payments/1`.
        line: String,
    },
    /// The first line of an answer that old callers do not expect.
    Answer {
        /// `201 Created` is `201`.
        status: u16,
    },
    /// The media type of an answer that old readers do not expect.
    Content {
        /// `text/event-stream`, or `no body`.
        content_type: String,
    },
    /// A call that was let in before.
    Caller {
        /// Who called, in words.
        who: String,
    },
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { value } | Self::Silent { value } => value.fmt(f),
            Self::Request { line } => f.write_str(line),
            Self::Answer { status } => write!(f, "status {status}"),
            Self::Content { content_type } => write!(f, "an answer of {content_type}"),
            Self::Caller { who } => f.write_str(who),
        }
    }
}

/// Whether an old caller can be served by lifting its requests and lowering the answers it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Transformer {
    /// It is served as it is.
    NotNeeded,
    /// Every value can be carried over by a rule.
    Lossless,
    /// Some values cannot be carried over and must end in an error.
    Partial,
    /// Only people know how.
    Manual,
}

impl Transformer {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotNeeded => "not needed",
            Self::Lossless => "lossless",
            Self::Partial => "partial",
            Self::Manual => "manual",
        }
    }
}
