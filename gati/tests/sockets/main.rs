//! WebSockets, spoken frame by frame with a real server: what RFC 6455 asks of it, and what a handler sees.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod belongings;
mod closing;
mod handlers;
mod handshake;
mod limits;
mod messages;
mod peer;
mod versions;
