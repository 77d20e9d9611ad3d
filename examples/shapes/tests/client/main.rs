//! Every shape, called through its generated client on a server that really runs.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod calls;
mod policies;
mod server;
