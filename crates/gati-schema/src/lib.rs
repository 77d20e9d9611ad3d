//! The model that every part of Gati speaks: what a type looks like on the wire ([`ty`]), what a handler takes
//! and answers ([`handler`]), and the [`Manifest`] that holds both for one package.
//!
//! The crate is plain data and pure functions. It has never heard of Rust syntax, of HTTP libraries or of the
//! file system, so that the server, the build script, the command line and generated clients can all afford it.

pub mod builtin;
pub mod canonical;
pub mod check;
pub mod fingerprint;
pub mod format;
pub mod handler;
pub mod hook;
pub mod identity;
pub mod json_schema;
pub mod manifest;
pub mod module;
pub mod name;
pub mod number;
pub mod path;
pub mod pattern;
pub mod ty;
pub mod violation;
mod wire;

pub use fingerprint::Fingerprint;
pub use handler::Handler;
pub use hook::Hook;
pub use manifest::Manifest;
pub use module::Module;
pub use name::TypeName;
pub use number::Numeric;
pub use path::PathTemplate;
pub use pattern::Pattern;
pub use ty::{Definition, Type};
pub use violation::Violation;
