//! The list inside `#[gtype(…)]`: keys with or without a value, each of which may appear once.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, LitBool, LitStr, Meta, Token, parenthesized};

use crate::diagnostics::Diagnostics;

/// The key of an entry, with its place.
#[derive(Clone, Debug)]
pub struct Key {
    /// The word.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl From<Ident> for Key {
    fn from(ident: Ident) -> Self {
        Self {
            name: ident.unraw().to_string(),
            span: ident.span(),
        }
    }
}

/// A value and the place of the key that gave it.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where its key stands.
    pub key: Span,
}

/// A key that may be given once.
pub type Slot<T> = Option<Spanned<T>>;

/// Fills a slot, or reports that the key was given before.
pub fn set<T>(slot: &mut Slot<T>, key: &Key, value: T, sink: &mut Diagnostics) {
    if slot.is_some() {
        sink.error(key.span, format_args!("`{}` is given twice", key.name));
    } else {
        *slot = Some(Spanned { value, key: key.span });
    }
}

/// Reads every entry of `#[name(…)]` on an item, calling `read` at what follows each key.
///
/// A mistake in one entry is reported and does not hide its neighbours.
pub fn each_in_attributes(
    attrs: &[Attribute],
    name: &str,
    sink: &mut Diagnostics,
    read: &mut dyn FnMut(Key, ParseStream, &mut Diagnostics) -> syn::Result<()>,
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        match &attr.meta {
            Meta::List(list) => each_in_tokens(list.tokens.clone(), sink, read),
            Meta::Path(path) => sink.error_with_help(
                syn::spanned::Spanned::span(path),
                format_args!("`#[{name}]` says nothing"),
                format_args!("write `#[{name}(key = value)]`, or leave it out"),
            ),
            Meta::NameValue(meta) => sink.error_with_help(
                syn::spanned::Spanned::span(&meta.path),
                format_args!("`#[{name} = …]` has no meaning"),
                format_args!("write `#[{name}(key = value)]`"),
            ),
        }
    }
}

/// Reads every entry of a list, calling `read` at what follows each key.
pub fn each_in_tokens(
    tokens: TokenStream,
    sink: &mut Diagnostics,
    read: &mut dyn FnMut(Key, ParseStream, &mut Diagnostics) -> syn::Result<()>,
) {
    let parser = |input: ParseStream| {
        each(input, sink, read);
        Ok(())
    };
    // `each` consumes everything and reports for itself.
    let _: syn::Result<()> = parser.parse2(tokens);
}

/// As [`each_in_tokens`], for a list that is already being parsed; everything up to its end is consumed.
pub fn each(
    input: ParseStream,
    sink: &mut Diagnostics,
    read: &mut dyn FnMut(Key, ParseStream, &mut Diagnostics) -> syn::Result<()>,
) {
    while !input.is_empty() {
        let entry = input
            .call(Ident::parse_any)
            .map_err(|error| syn::Error::new(error.span(), "expected a key"))
            .and_then(|ident| read(ident.into(), input, sink));
        let entry = entry.and_then(|()| {
            if input.is_empty() || input.peek(Token![,]) {
                Ok(())
            } else {
                Err(input.error("expected `,`"))
            }
        });
        if sink.ok(entry).is_none() {
            skip_value(input);
        }
        let _: syn::Result<Token![,]> = input.parse();
    }
}

/// Consumes everything up to the next comma or semicolon, or the end.
pub fn skip_value(input: ParseStream) {
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
        let _: syn::Result<TokenTree> = input.parse();
    }
}

/// `key`: a key without a value.
///
/// # Errors
///
/// If a value follows.
pub fn flag(key: &Key, input: ParseStream) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        Ok(())
    } else {
        Err(syn::Error::new(
            key.span,
            format_args!("`{}` takes no value", key.name),
        ))
    }
}

/// `key` or `key = true`: whether the entry is on.
///
/// # Errors
///
/// If something else follows.
pub fn switch(key: &Key, input: ParseStream) -> syn::Result<bool> {
    if input.peek(Token![=]) {
        equals(key, input)?;
        Ok(input.parse::<LitBool>()?.value)
    } else {
        flag(key, input).map(|()| true)
    }
}

/// The `=` of `key = value`.
///
/// # Errors
///
/// If it is missing.
pub fn equals(key: &Key, input: ParseStream) -> syn::Result<()> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>().map(|_| ())
    } else {
        Err(syn::Error::new(
            key.span,
            format_args!("`{0}` needs a value\nhelp: write `{0} = …`", key.name),
        ))
    }
}

/// `key = "text"`.
///
/// # Errors
///
/// If anything else follows.
pub fn text(key: &Key, input: ParseStream) -> syn::Result<LitStr> {
    equals(key, input)?;
    if input.peek(LitStr) {
        input.parse()
    } else {
        Err(input.error(format_args!("`{}` takes a text in double quotes", key.name)))
    }
}

/// `key = Type`.
///
/// # Errors
///
/// If anything else follows; a type in quotes, as serde has them, is named as such.
pub fn ty(key: &Key, input: ParseStream) -> syn::Result<syn::Type> {
    equals(key, input)?;
    if input.peek(LitStr) {
        let quoted: LitStr = input.parse()?;
        return Err(syn::Error::new(
            quoted.span(),
            format_args!(
                "`{key}` takes a type, not a text\nhelp: write `{key} = {}`",
                quoted.value(),
                key = key.name
            ),
        ));
    }
    input.parse()
}

/// `key(…)`: the tokens inside.
///
/// # Errors
///
/// If no parentheses follow.
pub fn list(key: &Key, input: ParseStream) -> syn::Result<TokenStream> {
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(
            key.span,
            format_args!("`{0}` takes a list\nhelp: write `{0}(key = value)`", key.name),
        ));
    }
    let inside;
    parenthesized!(inside in input);
    inside.parse()
}
