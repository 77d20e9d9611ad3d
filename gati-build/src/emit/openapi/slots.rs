//! Schemas, set aside while the document is put together.

use gati_schema::ty::Side;
use gati_schema::{Definition, Manifest, Type};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::openapi::Ref;

use super::components::Components;
use super::form::Form;
use super::schemas::Schemas;

/// The beginning of a reference to a slot, which no real reference has.
const SLOT: &str = "gati:slot:";

/// Hands out references to schemas, and puts the schemas in their place at the end.
pub(super) struct Slots<'a> {
    schemas: Schemas<'a>,
    waiting: Vec<Value>,
}

impl<'a> Slots<'a> {
    pub(super) fn new(manifest: &'a Manifest) -> Self {
        Self {
            schemas: Schemas::new(manifest),
            waiting: Vec::new(),
        }
    }

    /// A slot for a schema.
    pub(super) fn schema(&mut self, schema: Value) -> Ref {
        let slot = Ref::new(format!("{SLOT}{}", self.waiting.len()));
        self.waiting.push(schema);
        slot
    }

    /// A slot for the schema of a type.
    pub(super) fn ty(&mut self, ty: &Type, side: Side) -> Ref {
        let schema = self.schemas.of_type(ty, side);
        self.schema(schema)
    }

    /// The schema of a type, to be made part of another.
    pub(super) fn of_type(&self, ty: &Type, side: Side) -> Value {
        self.schemas.of_type(ty, side)
    }

    /// The schema of a definition in full, to be made part of another.
    pub(super) fn of_definition(&self, definition: &Definition, side: Side) -> Value {
        self.schemas.of_definition(definition, side)
    }

    /// The document as JSON, with every schema in its place and a component for every type that is referred to.
    ///
    /// # Panics
    ///
    /// If the document has no JSON form, which utoipa's model always has.
    pub(super) fn fill<T: Serialize>(self, document: &T, form: Form) -> Value {
        let document = serde_json::to_value(document).expect("utoipa's model always has a JSON form");
        let components = Components::new(&self.schemas, &self.waiting);
        let finish = |schema: Value| form.schema(components.resolve(schema));
        let waiting: Vec<Value> = self.waiting.into_iter().map(finish).collect();
        let mut document = put(document, &waiting);
        let schemas: Map<String, Value> = components
            .definitions()
            .map(|(name, schema)| (name, finish(schema)))
            .collect();
        if !schemas.is_empty() {
            document["components"]["schemas"] = Value::Object(schemas);
        }
        sorted(document)
    }
}

fn put(value: Value, waiting: &[Value]) -> Value {
    match value {
        Value::Object(members) => match slot(&members) {
            Some(index) => waiting.get(index).cloned().unwrap_or_default(),
            None => members
                .into_iter()
                .map(|(name, value)| (name, put(value, waiting)))
                .collect(),
        },
        Value::Array(items) => items.into_iter().map(|item| put(item, waiting)).collect(),
        other => other,
    }
}

fn slot(members: &Map<String, Value>) -> Option<usize> {
    members.get("$ref")?.as_str()?.strip_prefix(SLOT)?.parse().ok()
}

/// Sorts all members by name: `serde_json` does so by itself, unless somebody in the build has asked it not to.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            members.into_iter().collect()
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}
