//! The verdicts of the schemas, and where serde may differ from them.

use gati_schema::json_schema::{bundle, differs};
use gati_schema::ty::Side;
use gati_schema::{Manifest, TypeName};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::subject::Reading;

/// The schemas of a manifest in the hands of a validator.
#[derive(Debug)]
pub struct Schemas {
    bundle: Value,
    differing: std::collections::BTreeSet<TypeName>,
}

impl Schemas {
    /// The schemas of a manifest.
    #[must_use]
    pub fn of(manifest: &Manifest) -> Self {
        Self {
            bundle: bundle(manifest),
            differing: differs(manifest),
        }
    }

    /// The validator of one side of a type, with formats asserted.
    ///
    /// # Panics
    ///
    /// If the schema is none.
    #[must_use]
    pub fn validator(&self, name: &TypeName, side: Side) -> Validator {
        let suffix = match side {
            _ if !self.differing.contains(name) => "",
            Side::Read => ".read",
            Side::Write => ".write",
        };
        let key = format!("{}{suffix}", name.identifier());
        let mut schema = json!({
            "$schema": self.bundle["$schema"],
            "$defs": {},
            "$ref": format!("#/$defs/{key}"),
        });
        self.take(&key, &mut schema["$defs"]);
        jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap_or_else(|error| panic!("the schema of {name} is none: {error}"))
    }
}

impl Schemas {
    /// Takes a definition and all that it refers to out of the bundle: a validator of everything takes its time.
    fn take(&self, key: &str, taken: &mut Value) {
        if taken.get(key).is_some() {
            return;
        }
        let definition = &self.bundle["$defs"][key];
        taken[key] = definition.clone();
        let text = definition.to_string();
        for part in text.split("\"#/$defs/").skip(1) {
            let key = part.split('"').next().unwrap_or_default();
            self.take(key, taken);
        }
    }
}

/// Whether serde took one of the liberties that are no part of the contract (see [`gati_schema::json_schema`]).
///
/// What a value is written as tells: somewhere the document has a list or a number, or an object around a name, where the
/// value has something else. Of a value that cannot be written only the last can be seen.
#[must_use]
pub fn took_a_liberty(document: &Value, reading: &Reading) -> bool {
    match &reading.written {
        Some(written) => is_liberty(document, written),
        None => has_name_of_nothing(document),
    }
}

fn has_name_of_nothing(document: &Value) -> bool {
    match document {
        Value::Array(items) => items.iter().any(has_name_of_nothing),
        Value::Object(entries) => {
            entries.len() == 1 && entries.values().all(Value::is_null)
                || entries.values().any(has_name_of_nothing)
        }
        _ => false,
    }
}

fn is_liberty(read: &Value, written: &Value) -> bool {
    match (read, written) {
        // A struct as a list of its fields, or the tag of a variant as its number.
        (Value::Array(_), Value::Object(_)) | (Value::Number(_), Value::String(_)) => true,
        // A unit as something empty.
        (Value::Array(items), Value::Null) => items.is_empty(),
        (Value::Object(entries), Value::Null) => entries.is_empty(),
        // A variant without content as an object.
        (Value::Object(entries), Value::String(_)) => {
            entries.len() == 1 && entries.values().all(Value::is_null)
        }
        (Value::Array(a), Value::Array(b)) => a.iter().zip(b).any(|(a, b)| is_liberty(a, b)),
        (Value::Object(a), Value::Object(b)) => a.iter().any(|(name, a)| match b.get(name) {
            Some(b) => is_liberty(a, b),
            // It was read by another name than it is written by, or it is the content of a variant without any.
            None => is_liberty(a, &Value::Null) || b.values().any(|b| is_liberty(a, b)),
        }),
        _ => false,
    }
}
