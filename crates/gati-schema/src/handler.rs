//! What a handler takes and answers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::module::ModuleUse;
use crate::ty::{Deprecation, Type};
use crate::{Fingerprint, PathTemplate};

/// One endpoint of an API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handler {
    /// The name by which people, OpenAPI and clients call it, unique in its API.
    pub name: String,
    /// The HTTP method it is written for.
    pub method: Method,
    /// Where it is found.
    pub path: PathTemplate,
    /// The placeholders of the path, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<PathParameter>,
    /// A struct of query parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<Type>,
    /// A struct of request headers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<Type>,
    /// The request body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The answer when it succeeds.
    pub answer: Answer,
    /// The enum of errors it can answer with, if it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Type>,
    /// Whether it takes or answers something that the contract does not describe (`Extract<E>`, `req`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opaque: bool,
    /// Who may call it; absent means anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// Whether the same call may be repeated without further effect.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub idempotent: bool,
    /// How long it may run, in milliseconds; absent means as long as the server's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    /// The names of its own hooks that run before it, in this order and after the global ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// The names of its own hooks that run after it, in the reverse of this order and before the global ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The names of its own hooks that run when it fails, in the reverse of this order and before the global ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub catch: Vec<String>,
    /// One line for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The rest of the doc comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Groups for people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// When it will be gone, as an RFC 3339 date or time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sunset: Option<String>,
    /// The modules that it uses.
    #[serde(default, skip_serializing_if = "ModuleUse::is_empty")]
    pub modules: ModuleUse,
    /// What the compiler and the scan agreed on.
    pub fingerprint: Fingerprint,
}

/// An HTTP method that a handler can be written for. `HEAD` is also answered for every `GET`, `OPTIONS` for every path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "each variant is the method of its name")]
pub enum Method {
    Get,
    Head,
    Options,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 7] = [
        Self::Get,
        Self::Head,
        Self::Options,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
    ];

    /// The method as it stands in a request.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request of this method may carry a body of meaning (RFC 9110 §9.3).
    #[must_use]
    pub const fn takes_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch | Self::Delete)
    }

    /// Whether repeating a request has no further effect by the method's own definition (RFC 9110 §9.2.2).
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A placeholder of the path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathParameter {
    /// Its name in the path.
    pub name: String,
    /// What its text is read as.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether it takes the rest of the path.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wildcard: bool,
}

/// A request body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "encoding", rename_all = "snake_case")]
pub enum Body {
    /// `application/json`.
    Json {
        /// The value.
        #[serde(rename = "type")]
        ty: Type,
    },
    /// `application/x-www-form-urlencoded`.
    Form {
        /// A struct.
        #[serde(rename = "type")]
        ty: Type,
    },
    /// `multipart/form-data`.
    Multipart {
        /// A struct, whose files are [`crate::ty::Kind::Upload`].
        #[serde(rename = "type")]
        ty: Type,
    },
    /// Any bytes, read whole.
    Bytes,
    /// Any bytes, read as they come.
    Stream,
}

impl Body {
    /// The media type that a client sends.
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        match self {
            Self::Json { .. } => "application/json",
            Self::Form { .. } => "application/x-www-form-urlencoded",
            Self::Multipart { .. } => "multipart/form-data",
            Self::Bytes | Self::Stream => "application/octet-stream",
        }
    }

    /// The described value, if the body is one.
    #[must_use]
    pub const fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json { ty } | Self::Form { ty } | Self::Multipart { ty } => Some(ty),
            Self::Bytes | Self::Stream => None,
        }
    }
}

/// The answer of a handler that succeeds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The statuses it can have; the first is the one it has unless the handler says otherwise.
    pub statuses: Vec<u16>,
    /// What it carries.
    #[serde(flatten)]
    pub content: AnswerContent,
}

/// What an answer carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "encoding", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each handler: what a box would save is not worth its clumsiness"
)]
pub enum AnswerContent {
    /// Nothing.
    Empty,
    /// `application/json`.
    Json {
        /// The value.
        #[serde(rename = "type")]
        ty: Type,
    },
    /// `text/plain; charset=utf-8`.
    Text,
    /// Any bytes, of a media type the handler chooses.
    Bytes,
    /// Any bytes, written as they come.
    Stream,
    /// `application/x-ndjson`: one value per line, written as they come.
    JsonLines {
        /// One value.
        #[serde(rename = "type")]
        ty: Type,
    },
    /// `text/event-stream`: server-sent events whose data is JSON.
    Events {
        /// The data of one event.
        #[serde(rename = "type")]
        ty: Type,
    },
    /// A WebSocket (RFC 6455), whose messages are JSON texts. The handler is a GET that is answered with 101.
    Socket {
        /// What callers send: it belongs to the request side.
        incoming: Type,
        /// What the server sends: it belongs to the answer side.
        outgoing: Type,
    },
}

impl AnswerContent {
    /// The media type, if there is a body.
    #[must_use]
    pub const fn media_type(&self) -> Option<&'static str> {
        match self {
            // What comes after the answer that opens a socket is no body of it.
            Self::Empty | Self::Socket { .. } => None,
            Self::Json { .. } => Some("application/json"),
            Self::Text => Some("text/plain; charset=utf-8"),
            Self::Bytes | Self::Stream => Some("application/octet-stream"),
            Self::JsonLines { .. } => Some("application/x-ndjson"),
            Self::Events { .. } => Some("text/event-stream"),
        }
    }

    /// The described value, if there is one; the messages of a socket are [`Self::messages`].
    #[must_use]
    pub const fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json { ty } | Self::JsonLines { ty } | Self::Events { ty } => Some(ty),
            Self::Empty | Self::Text | Self::Bytes | Self::Stream | Self::Socket { .. } => None,
        }
    }

    /// What callers and what the server send, if it is a socket.
    #[must_use]
    pub const fn messages(&self) -> Option<(&Type, &Type)> {
        match self {
            Self::Socket { incoming, outgoing } => Some((incoming, outgoing)),
            _ => None,
        }
    }
}

/// Who may call a handler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Auth {
    /// How the caller proves who it is.
    pub scheme: AuthScheme,
    /// Roles of which the caller must have at least one; empty means any caller that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
}

/// How a caller proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthScheme {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `X-API-Key: …`.
    ApiKey,
}

impl AuthScheme {
    /// Every scheme.
    pub const ALL: [Self; 3] = [Self::Bearer, Self::Basic, Self::ApiKey];

    /// The name in attributes, manifests and OpenAPI.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Basic => "basic",
            Self::ApiKey => "api_key",
        }
    }
}

impl Handler {
    /// Every type that this handler mentions itself, with the side from which the server sees it.
    #[must_use]
    pub fn types(&self) -> Vec<(crate::ty::Side, &Type)> {
        use crate::ty::Side::{Read, Write};
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let messages = self.answer.content.messages();
        let read = parameters
            .chain(&self.query)
            .chain(&self.headers)
            .chain(self.body.as_ref().and_then(Body::ty))
            .chain(messages.map(|(incoming, _)| incoming));
        let write = self.answer.content.ty().into_iter();
        let write = write
            .chain(messages.map(|(_, outgoing)| outgoing))
            .chain(&self.error);
        read.map(|ty| (Read, ty))
            .chain(write.map(|ty| (Write, ty)))
            .collect()
    }
}
