//! The server as a process of its own, as whoever runs it meets it.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod around;
mod durable;
mod server;
