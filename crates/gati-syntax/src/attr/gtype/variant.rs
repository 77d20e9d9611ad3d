//! `#[gtype(…)]` on a variant.

use gati_schema::ty::Deprecation;
use syn::parse::ParseStream;
use syn::{Attribute, LitInt, LitStr};

use super::unknown::unknown;
use crate::attr::deprecated;
use crate::attr::entry::{self, Key, Slot, set};
use crate::diagnostics::Diagnostics;
use crate::symbol::{GTYPE_ATTRIBUTE, VARIANT_KEYS};

/// What Gati is told about a variant.
#[derive(Clone, Default)]
pub struct Variant {
    /// `status`: the HTTP status of an error.
    pub status: Slot<u16>,
    /// `detail`: the text about this very error, with fields in braces.
    pub detail: Slot<LitStr>,
    /// `as`: the type whose JSON form the content has.
    pub wire: Slot<syn::Type>,
    /// `deprecated`.
    pub deprecated: Slot<Deprecation>,
    /// Whether a mistake in here was reported, so that what is missing may only be misspelt.
    pub is_flawed: bool,
}

impl Variant {
    /// Reads all gtype attributes of a variant.
    pub fn read(attrs: &[Attribute], sink: &mut Diagnostics) -> Self {
        let mut found = Self::default();
        let before = sink.len();
        entry::each_in_attributes(attrs, GTYPE_ATTRIBUTE, sink, &mut |key, input, sink| {
            match key.name.as_str() {
                "status" => set(&mut found.status, &key, status(&key, input)?, sink),
                "detail" => set(&mut found.detail, &key, entry::text(&key, input)?, sink),
                "as" => set(&mut found.wire, &key, entry::ty(&key, input)?, sink),
                "deprecated" => {
                    let deprecation = deprecated::ours(&key, input, sink)?;
                    set(&mut found.deprecated, &key, deprecation, sink);
                }
                _ => return Err(unknown(&key, "a variant", &VARIANT_KEYS)),
            }
            Ok(())
        });
        found.is_flawed = sink.len() > before;
        found
    }
}

/// `status = 409`: one that says that the request failed.
fn status(key: &Key, input: ParseStream) -> syn::Result<u16> {
    entry::equals(key, input)?;
    if !input.peek(LitInt) {
        return Err(input.error("`status` takes a number from 400 to 599"));
    }
    let literal: LitInt = input.parse()?;
    match literal.base10_parse() {
        Ok(status @ 400..=599) => Ok(status),
        _ => Err(syn::Error::new(
            literal.span(),
            format_args!(
                "`{}` is not the status of an error\nhelp: 400 to 499 if the caller can mend it, 500 to 599 if not",
                literal.base10_digits()
            ),
        )),
    }
}
