//! The runtime against handlers that are written out by hand, so that a failure here is the runtime's and not a macro's.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod answers;
mod arguments;
mod auth;
mod composition;
mod handlers;
mod hostile;
mod lifecycle;
mod problems;
mod streams;
mod support;
mod uploads;
