//! Does what Gati says of a type hold for what serde does with it?
//!
//! The crate has a family of types, written by hand so that every attribute of serde and every type that Gati knows is there,
//! and as many again that the build script invents. Its build script lowers them all into a manifest, as that of a server
//! does; its tests put JSON documents to serde, to the generated validators, to the schemas (in the hands of a JSON Schema
//! validator that we did not write) and to the interpreting checker, and compare the verdicts.

pub mod document;
pub mod family;
pub mod subject;
pub mod verdict;

/// The invented types.
#[expect(missing_docs, clippy::large_enum_variant, reason = "they are invented")]
pub mod generated {
    use std::collections::BTreeMap;
    use std::num::NonZeroU8;
    use std::time::Duration;

    use gati::GType;
    use serde::{Deserialize, Serialize};
    use uuid::Uuid;

    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}
