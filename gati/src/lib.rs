//! Gati makes an API of plain functions over plain types. `cargo build` reads them and gives the rest: a served API that checks what comes in
//! and what goes out, its OpenAPI document and reference page, its manifest, and a typed client.
#![doc = ""]
#![doc = include_str!("docs/crate.md")]

// The macros name this crate by its name, and it has types of its own to describe.
extern crate self as gati;

pub mod gtype;
pub mod types;
pub mod validate;

mod answer;
mod app;
pub mod auth;
mod call;
mod config;
mod deadline;
mod docs;
mod endpoint;
mod error;
mod exchange;
mod gctx;
mod hook;
mod interrupt;
mod lctx;
#[cfg(any(test, feature = "testing"))]
mod listen;
mod module;
mod names;
mod part;
pub mod prelude;
mod problem;
mod rejection;
mod request_id;
mod secret;
mod serve;
mod socket;
mod stream;
#[cfg(feature = "testing")]
pub mod testing;
mod unwind;
mod version;

#[doc(hidden)]
pub mod __private;

pub use answer::{Answer, Event, JsonLines, NoContent, Reply, Response, Sse, Text};
pub use app::{AnswerValidation, App, BuiltIn, LifecycleEvent, Limits, Moment, Started, Step};
pub use bytes::Bytes;
pub use call::{Extract, Form, Headers, Json, Multipart, Query, Request, Upload, UploadReader};
pub use config::{Config, ConfigError, ConfigMistake};
pub use deadline::{deadline, remaining};
pub use error::Error;
#[doc = include_str!("docs/api_error.md")]
pub use gati_macros::ApiError;
#[doc = include_str!("docs/gtype.md")]
pub use gati_macros::GType;
#[doc = include_str!("docs/app.md")]
pub use gati_macros::app;
#[doc = include_str!("docs/brand.md")]
pub use gati_macros::brand;
#[doc = include_str!("docs/handler.md")]
pub use gati_macros::handler;
#[doc = include_str!("docs/hook.md")]
pub use gati_macros::hook;
#[doc = include_str!("docs/module.md")]
pub use gati_macros::module;
#[doc = include_str!("docs/transformer.md")]
pub use gati_macros::transformer;
pub use gctx::{Effects, Events, Metrics, Secrets, Versions, events, metrics, secrets};
pub use gtype::GType;
pub use hook::{Outcome, RequestHead};
pub use lctx::{
    At, Client, HookFuture, InvalidNetwork, Key, Lctx, Position, Proxies, Signal, Snapshot, SnapshotError,
    Task, TaskError, TaskRecord, TaskStatus, TooLate,
};
pub use module::{CallError, FakeOf, Handle, Module};
pub use problem::{ApiError, Problem, Violation};
pub use secret::Secret;
pub use socket::{Close, CloseCode, Socket, SocketClosed, SocketLimits, SocketSender};
pub use stream::ByteStream;
pub use version::{MissingVersion, Retirement, ServedVersion, Untransformable};

pub use axum;
pub use http;
pub use serde;

/// The answer as axum has it.
type HttpResponse = axum::response::Response;

/// What serving an app gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;
