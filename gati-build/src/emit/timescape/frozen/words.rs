//! What attributes say, as tokens: numbers, JSON, constraints, docs.

use gati_schema::ty::{Constraints, Deprecation};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

/// A name of Rust, raw where it is a keyword.
pub(crate) fn ident(name: &str) -> Ident {
    // To ask the parser takes long, and a hundred releases have a hundred thousand names.
    if is_plain(name) {
        return Ident::new(name, Span::call_site());
    }
    if let Ok(ident) = syn::parse_str::<Ident>(name) {
        return ident;
    }
    if matches!(name, "self" | "Self" | "super" | "crate" | "_") {
        return format_ident!("{name}_");
    }
    Ident::new_raw(name, Span::call_site())
}

/// Whether a name can be seen to be one that is no keyword: those are small letters throughout, but for `Self`.
fn is_plain(name: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_unlike_keywords = name != "Self" && name.contains(|c: char| !c.is_ascii_lowercase());
    begins && name.chars().all(is_of_name) && is_unlike_keywords
}

/// One attribute for each line of a doc comment.
pub(super) fn docs(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    lines.collect()
}

/// JSON as our attributes read it.
pub(super) fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) => exactly(&number.to_string()),
        Value::String(text) => quote!(#text),
        Value::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = json(value);
                quote!(#name: #value)
            });
            quote!({ #(#members),* })
        }
    }
}

/// A number, digit by digit.
fn exactly(digits: &str) -> TokenStream {
    digits.parse().unwrap_or_else(|_| quote!(#digits))
}

/// `deprecated`, as a key of our own: Rust's attribute would warn generated code of its own types.
pub(super) fn deprecated(deprecation: &Deprecation) -> TokenStream {
    let since = deprecation.since.as_ref().map(|since| quote!(since = #since));
    let note = deprecation.note.as_ref().map(|note| quote!(note = #note));
    let said: Vec<TokenStream> = since.into_iter().chain(note).collect();
    if said.is_empty() {
        quote!(deprecated)
    } else {
        quote!(deprecated(#(#said),*))
    }
}

/// The keys of constraints, `also` aside, which no attribute can say.
pub(super) fn constraints(constraints: &Constraints) -> Vec<TokenStream> {
    let mut keys = Vec::new();
    let mut number = |name: &str, bound: &Option<gati_schema::ty::Number>| {
        if let Some(bound) = bound {
            let (name, bound) = (ident(name), exactly(&bound.to_string()));
            keys.push(quote!(#name = #bound));
        }
    };
    number("min", &constraints.min);
    number("max", &constraints.max);
    number("exclusive_min", &constraints.exclusive_min);
    number("exclusive_max", &constraints.exclusive_max);
    number("multiple_of", &constraints.multiple_of);
    let mut count = |name: &str, bound: Option<u64>| {
        if let Some(bound) = bound {
            let (name, bound) = (ident(name), Literal::u64_unsuffixed(bound));
            keys.push(quote!(#name = #bound));
        }
    };
    count("min_length", constraints.min_length);
    count("max_length", constraints.max_length);
    count("min_items", constraints.min_items);
    count("max_items", constraints.max_items);
    count("min_properties", constraints.min_properties);
    count("max_properties", constraints.max_properties);
    if let Some(pattern) = &constraints.pattern {
        keys.push(quote!(pattern = #pattern));
    }
    if let Some(format) = constraints.format {
        let format = format.name();
        keys.push(quote!(format = #format));
    }
    if constraints.unique {
        keys.push(quote!(unique));
    }
    if let Some(items) = &constraints.items {
        let items = self::constraints(items);
        keys.push(quote!(items(#(#items),*)));
    }
    keys
}
