//! JSON Schema (draft 2020-12) of what a type reads and of what it writes.
//!
//! The read schema accepts what serde accepts from `serde_json`, and what the constraints allow; what serde writes is
//! valid under the write schema. Five things that serde tolerates are no part of the contract, and the schemas refuse them:
//! a struct written as a list of its fields, a variant without content written as `{"Name": null}`, the tag of a variant
//! written as its number, a unit written as `{}` or `[]`, and other spellings of a scalar than the standard's. In one
//! thing JSON Schema is more tolerant than serde: it calls `1.0` an integer.

mod bundle;
mod choice;
mod constraint;
mod kind;
mod object;
mod shared;
mod text;

use serde_json::{Map, Value, json};

use crate::ty::{Deprecation, Shape, Side};
use crate::wire::{Claimed, Source};
use crate::{Definition, Manifest, Type, TypeName};

pub use bundle::{DIALECT, bundle, differs};

/// How a schema names the schema of another type.
pub type Reference<'a> = dyn Fn(&TypeName, Side) -> String + 'a;

/// The schema of a type at its place of use. Types with a definition become `$ref`s, to whatever `reference` answers.
#[must_use]
pub fn of_type(manifest: &Manifest, ty: &Type, side: Side, reference: &Reference<'_>) -> Value {
    Value::Object(Writer::new(manifest, side, reference).ty(ty, Source::Document))
}

/// The schema of a definition itself.
#[must_use]
pub fn of_definition(
    manifest: &Manifest,
    definition: &Definition,
    side: Side,
    reference: &Reference<'_>,
) -> Value {
    let writer = Writer::new(manifest, side, reference);
    Value::Object(writer.definition(definition, Source::Document))
}

/// A schema under construction.
type Schema = Map<String, Value>;

/// What every part of a schema needs to know.
#[derive(Clone)]
struct Writer<'a> {
    manifest: &'a Manifest,
    side: Side,
    reference: &'a Reference<'a>,
    /// The definitions that stand in place instead of being referred to, outermost first.
    inlined: Vec<TypeName>,
}

impl<'a> Writer<'a> {
    fn new(manifest: &'a Manifest, side: Side, reference: &'a Reference<'a>) -> Self {
        Self {
            manifest,
            side,
            reference,
            inlined: Vec::new(),
        }
    }

    /// The writer for a definition that stands in place; `None` if it already does, further out.
    fn within(&self, definition: &Definition) -> Option<Self> {
        if self.inlined.contains(&definition.name) {
            return None;
        }
        let mut writer = self.clone();
        writer.inlined.push(definition.name.clone());
        Some(writer)
    }

    /// A definition in full.
    fn definition(&self, definition: &Definition, source: Source) -> Schema {
        let mut schema = match &definition.shape {
            Shape::Unit => schema(json!({"type": "null"})),
            Shape::Newtype { ty, .. } => self.ty(ty, source),
            Shape::Tuple(types) => self.tuple(types, source),
            Shape::Object {
                fields,
                deny_unknown_fields,
            } => self.object(fields, *deny_unknown_fields, source, &Claimed::new()),
            Shape::Choice(choice) => self.choice(choice, source),
        };
        describe(
            &mut schema,
            &definition.docs,
            definition.deprecated.as_ref(),
            &definition.examples,
        );
        schema
    }

    /// A `$ref` to a definition.
    fn reference(&self, name: &TypeName) -> Schema {
        schema(json!({"$ref": (self.reference)(name, self.side)}))
    }
}

/// The map inside a JSON object; everything here is built from object literals.
fn schema(value: Value) -> Schema {
    match value {
        Value::Object(map) => map,
        _ => Schema::new(),
    }
}

/// A schema that nothing fits.
fn never() -> Schema {
    schema(json!({"not": {}}))
}

/// What fits at least one of several schemas.
fn any_of(mut schemas: Vec<Schema>) -> Schema {
    match schemas.len() {
        0 => never(),
        1 => schemas.remove(0),
        _ => schema(json!({"anyOf": schemas})),
    }
}

/// What fits exactly one of several schemas of which no two fit the same value.
fn one_of(mut schemas: Vec<Schema>) -> Schema {
    match schemas.len() {
        0 => never(),
        1 => schemas.remove(0),
        _ => schema(json!({"oneOf": schemas})),
    }
}

/// Adds to the list under a keyword.
fn push(schema: &mut Schema, keyword: &str, value: Value) {
    match schema.get_mut(keyword) {
        Some(Value::Array(values)) if values.contains(&value) => {}
        Some(Value::Array(values)) => values.insert(0, value),
        _ => {
            schema.insert(keyword.to_owned(), vec![value].into());
        }
    }
}

/// Adds what is for people.
fn describe(schema: &mut Schema, docs: &str, deprecated: Option<&Deprecation>, examples: &[Value]) {
    let mut text = docs.to_owned();
    if let Some(note) = deprecated.and_then(|deprecation| deprecation.note.as_deref()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str("Deprecated: ");
        text.push_str(note);
    }
    if !text.is_empty() {
        // What is said where a type is used is nearer than what is said of the type.
        schema.insert("description".to_owned(), text.into());
    }
    if deprecated.is_some() {
        schema.insert("deprecated".to_owned(), true.into());
    }
    if !examples.is_empty() {
        schema.insert("examples".to_owned(), examples.into());
    }
}

#[cfg(test)]
mod tests;
