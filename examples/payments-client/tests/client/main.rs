//! Every handler of the payments API, called through its generated client on a server that really runs.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod authorise;
mod capture;
mod captures;
mod compensation;
mod events;
mod list;
mod options;
mod receipts;
mod server;
