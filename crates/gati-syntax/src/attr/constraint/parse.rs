//! Reading one constraint after its key.

use gati_schema::ty::Format;
use syn::parse::ParseStream;
use syn::{LitStr, PathArguments, Token};

use super::ConstraintSet;
use crate::attr::entry::{self, Key, set};
use crate::attr::number::{count, number};
use crate::diagnostics::Diagnostics;
use crate::symbol::{CONSTRAINT_KEYS, did_you_mean};

impl ConstraintSet {
    /// Reads the value of `key` if it is the key of a constraint; `false` if it is some other key, of which nothing was read.
    ///
    /// # Errors
    ///
    /// If the value does not parse.
    pub fn read(&mut self, key: &Key, input: ParseStream, sink: &mut Diagnostics) -> syn::Result<bool> {
        match key.name.as_str() {
            "min" => set(&mut self.min, key, number(key, input)?, sink),
            "max" => set(&mut self.max, key, number(key, input)?, sink),
            "exclusive_min" => set(&mut self.exclusive_min, key, number(key, input)?, sink),
            "exclusive_max" => set(&mut self.exclusive_max, key, number(key, input)?, sink),
            "multiple_of" => set(&mut self.multiple_of, key, number(key, input)?, sink),
            "min_length" => set(&mut self.min_length, key, count(key, input)?, sink),
            "max_length" => set(&mut self.max_length, key, count(key, input)?, sink),
            "pattern" => set(&mut self.pattern, key, pattern(key, input)?, sink),
            "format" => set(&mut self.format, key, format(key, input)?, sink),
            "min_items" => set(&mut self.min_items, key, count(key, input)?, sink),
            "max_items" => set(&mut self.max_items, key, count(key, input)?, sink),
            "unique" => set(&mut self.unique, key, entry::switch(key, input)?, sink),
            "min_properties" => set(&mut self.min_properties, key, count(key, input)?, sink),
            "max_properties" => set(&mut self.max_properties, key, count(key, input)?, sink),
            "check" => set(&mut self.check, key, function(key, input)?, sink),
            "items" => {
                let items = Self::parse_items(key, input, sink)?;
                set(&mut self.items, key, Box::new(items), sink);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn parse_items(key: &Key, input: ParseStream, sink: &mut Diagnostics) -> syn::Result<Self> {
        let mut items = Self::default();
        let inside = entry::list(key, input)?;
        if inside.is_empty() {
            return Err(syn::Error::new(
                key.span,
                "`items()` asks nothing of the items\nhelp: write `items(min = 1)`, or leave it out",
            ));
        }
        entry::each_in_tokens(inside, sink, &mut |key, input, sink| {
            if items.read(&key, input, sink)? {
                return Ok(());
            }
            let help = did_you_mean(&key.name, &CONSTRAINT_KEYS);
            Err(syn::Error::new(
                key.span,
                format_args!("`{}` is no constraint of an item\nhelp: {help}", key.name),
            ))
        });
        Ok(items)
    }
}

/// A regular expression that means the same to the server and to readers of the JSON Schema.
fn pattern(key: &Key, input: ParseStream) -> syn::Result<LitStr> {
    let text = entry::text(key, input)?;
    match gati_schema::pattern::check(&text.value()) {
        Ok(()) => Ok(text),
        Err(reason) => Err(syn::Error::new(text.span(), reason)),
    }
}

fn format(key: &Key, input: ParseStream) -> syn::Result<Format> {
    let text = entry::text(key, input)?;
    Format::from_name(&text.value()).ok_or_else(|| {
        let names = Format::ALL.map(Format::name);
        syn::Error::new(
            text.span(),
            format_args!(
                "unknown format `{}`\nhelp: {}",
                text.value(),
                did_you_mean(&text.value(), &names)
            ),
        )
    })
}

const NO_FUNCTION: &str = "`check` takes the path of a function";
const SIGNATURE: &str = "the function is `fn(&T) -> Result<(), impl Display>`";

/// `check = path`, the name of a function without arguments of its own.
fn function(key: &Key, input: ParseStream) -> syn::Result<syn::Path> {
    entry::equals(key, input)?;
    if input.peek(LitStr) {
        let quoted: LitStr = input.parse()?;
        return Err(syn::Error::new(
            quoted.span(),
            format_args!(
                "`check` takes the path of a function, not a text\nhelp: write `check = {}`",
                quoted.value()
            ),
        ));
    }
    let path: syn::Path = input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), format_args!("{NO_FUNCTION}\nhelp: {SIGNATURE}")))?;
    let plain = path
        .segments
        .iter()
        .all(|segment| matches!(segment.arguments, PathArguments::None));
    if plain && (input.is_empty() || input.peek(Token![,])) {
        Ok(path)
    } else {
        Err(syn::Error::new_spanned(
            path,
            format_args!("{NO_FUNCTION} and nothing more\nhelp: {SIGNATURE}"),
        ))
    }
}
