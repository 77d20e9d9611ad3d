//! `#[gtype(…)]` on a struct or enum.

use gati_schema::ty::Deprecation;
use serde_json::Value;
use syn::{Attribute, LitStr};

use super::unknown::unknown;
use crate::attr::constraint::{self, ConstraintSet};
use crate::attr::entry::{self, Slot, Spanned, set};
use crate::attr::{deprecated, json};
use crate::diagnostics::Diagnostics;
use crate::symbol::{CONSTRAINT_KEYS, CONTAINER_KEYS, GTYPE_ATTRIBUTE};

/// What Gati is told about a struct or enum.
#[derive(Clone, Default)]
pub struct Container {
    /// `name`: the public name.
    pub name: Slot<LitStr>,
    /// `as`: the type whose JSON form it has.
    pub wire: Slot<syn::Type>,
    /// Constraints, which a newtype may have.
    pub constraints: ConstraintSet,
    /// `example`, any number of times.
    pub examples: Vec<Spanned<Value>>,
    /// `deprecated`.
    pub deprecated: Slot<Deprecation>,
}

impl Container {
    /// Reads all gtype attributes of a struct or enum.
    pub fn read(attrs: &[Attribute], sink: &mut Diagnostics) -> Self {
        let mut found = Self::default();
        entry::each_in_attributes(attrs, GTYPE_ATTRIBUTE, sink, &mut |key, input, sink| {
            if found.constraints.read(&key, input, sink)? {
                return Ok(());
            }
            match key.name.as_str() {
                "name" => set(
                    &mut found.name,
                    &key,
                    public_name(entry::text(&key, input)?)?,
                    sink,
                ),
                "as" => set(&mut found.wire, &key, entry::ty(&key, input)?, sink),
                "example" => found.examples.push(Spanned {
                    value: json::json(&key, input)?,
                    key: key.span,
                }),
                "deprecated" => {
                    let deprecation = deprecated::ours(&key, input, sink)?;
                    set(&mut found.deprecated, &key, deprecation, sink);
                }
                _ => {
                    // A newtype may have the constraints of its value.
                    let known = [&CONTAINER_KEYS[..], &CONSTRAINT_KEYS].concat();
                    return Err(unknown(&key, "a struct or enum", &known));
                }
            }
            Ok(())
        });
        constraint::check(&found.constraints, sink);
        found
    }
}

/// Public names become names of types in clients, hence they must be names.
fn public_name(name: LitStr) -> syn::Result<LitStr> {
    let text = name.value();
    let mut letters = text.chars();
    let begins = letters.next().is_some_and(|first| first.is_ascii_uppercase());
    if begins && letters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Ok(name);
    }
    Err(syn::Error::new(
        name.span(),
        format_args!(
            "`{text}` cannot be the name of a type in every client\nhelp: a capital letter first, then ASCII letters, digits and `_`"
        ),
    ))
}
