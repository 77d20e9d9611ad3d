//! `#[gtype(…)]` on a field.

use gati_schema::ty::Deprecation;
use serde_json::Value;
use syn::Attribute;

use super::unknown::unknown;
use crate::attr::constraint::{self, ConstraintSet};
use crate::attr::entry::{self, Slot, Spanned, set};
use crate::attr::{deprecated, json};
use crate::diagnostics::Diagnostics;
use crate::symbol::{CONSTRAINT_KEYS, FIELD_KEYS, GTYPE_ATTRIBUTE};

/// What Gati is told about a field.
#[derive(Clone, Default)]
pub struct Field {
    /// The constraints.
    pub constraints: ConstraintSet,
    /// `as`: the type whose JSON form the field has.
    pub wire: Slot<syn::Type>,
    /// `default`: the value that a computed default has.
    pub default: Slot<Value>,
    /// `example`, any number of times.
    pub examples: Vec<Spanned<Value>>,
    /// `deprecated`.
    pub deprecated: Slot<Deprecation>,
}

impl Field {
    /// Reads all gtype attributes of a field.
    pub fn read(attrs: &[Attribute], sink: &mut Diagnostics) -> Self {
        let mut found = Self::default();
        entry::each_in_attributes(attrs, GTYPE_ATTRIBUTE, sink, &mut |key, input, sink| {
            if found.constraints.read(&key, input, sink)? {
                return Ok(());
            }
            match key.name.as_str() {
                "as" => set(&mut found.wire, &key, entry::ty(&key, input)?, sink),
                "default" => set(&mut found.default, &key, json::json(&key, input)?, sink),
                "example" => found.examples.push(Spanned {
                    value: json::json(&key, input)?,
                    key: key.span,
                }),
                "deprecated" => {
                    let deprecation = deprecated::ours(&key, input, sink)?;
                    set(&mut found.deprecated, &key, deprecation, sink);
                }
                _ => {
                    let known = [&CONSTRAINT_KEYS[..], &FIELD_KEYS].concat();
                    return Err(unknown(&key, "a field", &known));
                }
            }
            Ok(())
        });
        constraint::check(&found.constraints, sink);
        found
    }
}
