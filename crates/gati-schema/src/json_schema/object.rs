//! Structs with named fields, and struct variants.

use serde_json::{Value, json};

use super::{Schema, Writer, describe, never, schema};
use crate::ty::{Default, Field, Side, Written};
use crate::wire::{self, Claimed, Source, Via};

impl Writer<'_> {
    /// An object with these fields. The properties in `claimed` belong to somebody else and do not count here.
    pub(super) fn object(&self, fields: &[Field], closed: bool, source: Source, claimed: &Claimed) -> Schema {
        let mut properties = Schema::new();
        let mut required: Vec<Value> = Vec::new();
        let mut rules: Vec<Value> = Vec::new();
        let mut taken = claimed.clone();
        for field in wire::present(fields, self.side).filter(|field| !field.flatten) {
            let names = wire::property_names(field, self.side, claimed);
            let must = wire::is_required(self.manifest, field, self.side);
            match (names.as_slice(), must) {
                // Somebody else takes what this field waits for.
                ([], true) if self.side == Side::Read => return never(),
                ([], _) => {}
                ([name], true) => required.push((*name).into()),
                ([_], false) => {}
                (names, must) => rules.push(one_name(names, must)),
            }
            let property = self.property(field, source);
            for name in names {
                properties.insert(name.to_owned(), property.clone().into());
                taken.insert(name.to_owned());
            }
        }
        let gathers = wire::present(fields, self.side).filter(|field| field.flatten);
        for field in gathers {
            if let Some(part) = self.shared(&field.ty, Via::Flatten, &mut taken) {
                rules.push(part.into());
            }
        }
        if closed && self.side == Side::Read {
            // The properties of others are no unknown ones.
            for name in taken {
                properties.entry(name).or_insert_with(|| json!({}));
            }
        }
        let mut object = schema(json!({"type": "object"}));
        if !properties.is_empty() {
            object.insert("properties".to_owned(), properties.into());
        }
        if !required.is_empty() {
            object.insert("required".to_owned(), required.into());
        }
        if closed && self.side == Side::Read {
            object.insert("additionalProperties".to_owned(), false.into());
        }
        if !rules.is_empty() {
            object.insert("allOf".to_owned(), rules.into());
        }
        object
    }

    /// The value of a field with what is known about it.
    fn property(&self, field: &Field, source: Source) -> Schema {
        let mut property = match (self.side, field.written) {
            // It is left out where it would be null.
            (Side::Write, Written::WhenSome) => {
                let inner = field.ty.without_option().clone();
                self.ty(&inner.constrained(field.ty.constraints.clone()), source)
            }
            _ => self.ty(&field.ty, source),
        };
        describe(
            &mut property,
            &field.docs,
            field.deprecated.as_ref(),
            &field.examples,
        );
        if let (Side::Read, Default::Known(value)) = (self.side, &field.default) {
            property.insert("default".to_owned(), value.clone());
        }
        property
    }
}

/// Of several names exactly one, or at most one.
fn one_name(names: &[&str], must: bool) -> Value {
    if must {
        let each: Vec<Value> = names.iter().map(|name| json!({"required": [name]})).collect();
        return json!({"oneOf": each});
    }
    let mut pairs = Vec::new();
    for (at, first) in names.iter().enumerate() {
        for second in &names[at + 1..] {
            pairs.push(json!({"required": [first, second]}));
        }
    }
    json!({"not": {"anyOf": pairs}})
}
