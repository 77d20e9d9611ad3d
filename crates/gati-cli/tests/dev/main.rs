//! Runs `gati dev` as a user does: real packages, a real cargo, real requests.

#![cfg(unix)]

mod faults;
mod http;
mod package;
mod refusals;
mod reloads;
mod running;
mod stopping;
