//! The grammar of Gati's attributes, read in one place for its two readers: the macros and the build script.
//!
//! Tokens go in, values and diagnostics come out; this crate does no I/O and expands nothing. It is an internal part of Gati and
//! outside semantic versioning: `gati-macros` and `gati-build` pin it exactly.

#![expect(
    missing_debug_implementations,
    reason = "printing syntax trees needs a feature of `syn` that every user's build would pay for"
)]

pub mod app;
pub mod attr;
pub mod brand;
pub mod diagnostics;
pub mod docs;
pub mod gtype;
pub mod handler;
pub mod hook;
pub mod module;
mod plain;
pub mod route;
pub mod symbol;
pub mod transformer;
