//! The JSON Schemas of types, in which other types are referred to by name and side.

use gati_schema::ty::Side;
use gati_schema::{Definition, Manifest, Type, TypeName, json_schema};
use serde_json::Value;

/// The beginning of a reference to what a type reads.
const READ: &str = "gati:read:";
/// The beginning of a reference to what a type writes.
const WRITE: &str = "gati:write:";

/// Makes schemas of the types of a manifest.
pub(super) struct Schemas<'a> {
    pub(super) manifest: &'a Manifest,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(manifest: &'a Manifest) -> Self {
        Self { manifest }
    }

    pub(super) fn of_type(&self, ty: &Type, side: Side) -> Value {
        json_schema::of_type(self.manifest, ty, side, &reference)
    }

    pub(super) fn of_definition(&self, definition: &Definition, side: Side) -> Value {
        json_schema::of_definition(self.manifest, definition, side, &reference)
    }
}

fn reference(name: &TypeName, side: Side) -> String {
    match side {
        Side::Read => format!("{READ}{name}"),
        Side::Write => format!("{WRITE}{name}"),
    }
}

/// The type and the side that a reference means, if it is one of ours.
pub(super) fn referred(reference: &str) -> Option<(TypeName, Side)> {
    let read = reference.strip_prefix(READ).map(|name| (name, Side::Read));
    let write = || reference.strip_prefix(WRITE).map(|name| (name, Side::Write));
    read.or_else(write)
        .map(|(name, side)| (TypeName::new(name), side))
}

/// Calls `visit` with every reference in a schema.
pub(super) fn for_each_reference(schema: &Value, visit: &mut dyn FnMut(&str)) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "$ref" => visit(text),
                    value => for_each_reference(value, visit),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| for_each_reference(item, visit)),
        _ => {}
    }
}

/// Replaces every reference in a schema.
pub(super) fn map_references(schema: Value, map: &dyn Fn(&str) -> Option<String>) -> Value {
    match schema {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| match value {
                Value::String(text) if name == "$ref" => (name, map(&text).unwrap_or(text).into()),
                value => (name, map_references(value, map)),
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(|item| map_references(item, map)).collect(),
        other => other,
    }
}
