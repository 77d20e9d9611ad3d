//! Runs `gati dev` as a user does: real packages, a real cargo, real requests.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;
mod faults;
mod http;
mod package;
mod refusals;
mod reloads;
mod running;
mod screen;
mod stopping;
