//! What the planner is told: the user's transformers, and what somebody acknowledged.

use gati_schema::TypeName;

/// In which direction a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// From the older release to the newer: what callers send.
    Lift,
    /// From the newer release to the older: what callers get.
    Lower,
}

impl Way {
    /// The verb in messages.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Lift => "lift",
            Self::Lower => "lower",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn back(self) -> Self {
        match self {
            Self::Lift => Self::Lower,
            Self::Lower => Self::Lift,
        }
    }
}

/// A transformer of the user's, which belongs to the step that is planned. It goes by its position in the list that the planner gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// In which direction.
    pub way: Way,
    /// What it carries.
    pub subject: Subject,
    /// Whether it can refuse a value.
    pub fallible: bool,
    /// Whether it takes `&mut Lctx`.
    pub context: bool,
    /// The path of the function, for stubs that call it.
    pub path: String,
}

/// What a transformer carries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A type, by its names on both sides.
    Type {
        /// In the older release.
        older: TypeName,
        /// In the newer release.
        newer: TypeName,
    },
    /// A part of a handler, by the names of the handler on both sides.
    Handler {
        /// In the older release.
        older: String,
        /// In the newer release.
        newer: String,
        /// Which part.
        part: Part,
    },
}

/// A part of a handler that has a frozen type of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Path parameters, `query`, `headers` and `body`, as fields of one struct.
    Request,
    /// What success carries: the value, or one item of a stream, or one outgoing message of a socket.
    Answer,
    /// The enum of errors.
    Error,
    /// One incoming message of a socket.
    Message,
}

impl Part {
    /// The name of its frozen type in the module of the handler.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Request => "Request",
            Self::Answer => "Answer",
            Self::Error => "Error",
            Self::Message => "Message",
        }
    }

    /// In which direction it travels.
    #[must_use]
    pub const fn way(self) -> Way {
        match self {
            Self::Request | Self::Message => Way::Lift,
            Self::Answer | Self::Error => Way::Lower,
        }
    }
}

/// A finding of the diff that somebody acknowledged for this step, with the reason. What it is about may be lost: a field without
/// a place in the target is left out, and a value without a counterpart is refused at run time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The finding ([`gati_diff::Change::key`]).
    pub key: String,
    /// Why it does not count.
    pub because: String,
}
