//! `Cargo.toml`, as far as it decides what is compiled: targets, features, and dependencies that are folders.

mod features;
mod graph;
mod manifest;
mod targets;
mod workspace;

pub(crate) use graph::{ExternCrate, Graph, PackageId};
pub(crate) use manifest::Package;
pub use manifest::PackageError;
pub(crate) use targets::{RootFile, RootKind};
