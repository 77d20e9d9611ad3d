//! From a manifest to files, in memory.

pub mod client;
pub mod openapi;

pub(crate) mod changes;
pub(crate) mod table;
pub(crate) mod timescape;

use gati_schema::{Manifest, canonical, json_schema};

/// `schemas.json`: every type as JSON Schema 2020-12, one schema per side where the sides differ.
#[must_use]
pub fn schemas(manifest: &Manifest) -> String {
    canonical::to_string(&json_schema::bundle(manifest))
}
