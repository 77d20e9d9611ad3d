//! The build script of Gati.
//!
//! A server needs one line of it, in `build.rs`:
//!
//! ```no_run
//! gati_build::run();
//! ```
//!
//! It reads the source from the file that calls `gati::app!()`, as rustc would, and writes the route table, the manifest and
//! everything that is made of it: see [`artifacts`] for the list. Nothing is written outside of `OUT_DIR` and
//! `target/gati/`, and a build with nothing changed does nothing.
//!
//! A package that calls the server reads the server's source instead, so that both change in one build:
//!
//! ```no_run
//! gati_build::client("../payments");
//! ```
//!
//! or one of its releases, as a program that was deployed then:
//!
//! ```no_run
//! gati_build::client_at("../payments", "1.4.0");
//! ```
//!
//! Other programs, the command line above all, use [`Project`].

#![allow(
    missing_debug_implementations,
    reason = "the types of syn have it only with a feature that slows down every build of a user"
)]

pub mod artifacts;
pub mod emit;

mod analyze;
mod build;
mod cargo;
mod client;
mod contract;
mod error;
mod package;
mod project;
mod releases;
mod report;
mod resolve;
mod source;
mod stamp;
mod story;
mod watch;

pub use build::run;
pub use cargo::{ACKNOWLEDGED, Target};
pub use client::{client, client_at};
pub use contract::{Called, Term};
pub use error::{Mistakes, ScanError};
pub use package::PackageError;
pub use project::{Project, Scan};
pub use report::{Diagnostic, DiagnosticLabel};
