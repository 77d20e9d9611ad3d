//! Clients of every release of the payments API, as whoever was deployed then has them, on a server of today that really runs.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

#[path = "../client/server.rs"]
mod server;

mod v1;
mod v2;
mod v3;
mod v4;
mod v5;
mod version;
