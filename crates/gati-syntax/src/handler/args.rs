//! The attribute as it is written: a route, then keys with or without a value.

use gati_schema::handler::Method;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token};

use super::symbol::{KEYS, NOT_KEYS, ROUTE_KEYS};
use crate::diagnostics::Diagnostics;
use crate::route::Route;
use crate::symbol::did_you_mean;

/// What the attribute says, before any rule has looked at it.
#[derive(Default)]
pub(super) struct HandlerArgs {
    pub(super) route: Option<Route>,
    pub(super) entries: Vec<Entry>,
}

/// `status = 202`, or `idempotent` alone.
pub(crate) struct Entry {
    pub(crate) key: Ident,
    pub(crate) value: Option<Expr>,
}

impl HandlerArgs {
    /// Reads the attribute piece by piece, so that a mistake in one does not hide those in the others.
    pub(super) fn parse(tokens: TokenStream, sink: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut has_route = false;
        let mut method_outside = false;
        for (i, piece) in split_at_commas(tokens).into_iter().enumerate() {
            if let Some(method) = method_alone(&piece) {
                method_outside = true;
                sink.error(
                    method.span(),
                    format!("the method stands inside the text of the route\nhelp: write `\"{method} /payments/:id\"`"),
                );
            } else if is_text(&piece) {
                if method_outside {
                    continue;
                }
                if let Some(literal) = sink.ok(syn::parse2::<LitStr>(piece)) {
                    if has_route {
                        sink.error(
                            literal.span(),
                            "a handler has one route, and this is a second one",
                        );
                        continue;
                    }
                    if i > 0 {
                        sink.error(literal.span(), "the route stands first, before the keys");
                    }
                    args.route = Some(Route::parse(&literal, sink));
                }
                has_route = true;
            } else if let Some(entry) = sink.ok(syn::parse2::<Entry>(piece)) {
                args.add(entry, sink);
            }
        }
        let tried_otherwise = args
            .entries
            .iter()
            .any(|entry| is_route_key(&entry.key.to_string()));
        if !has_route && !method_outside && !tried_otherwise {
            sink.error(
                args.entries.first().map_or_else(Span::call_site, |entry| entry.key.span()),
                "a handler says its method and path first\nhelp: write `#[gati::handler(\"GET /payments/:id\")]`",
            );
        }
        args.entries
            .retain(|entry| KEYS.iter().any(|key| entry.key == key));
        args
    }

    fn add(&mut self, entry: Entry, sink: &mut Diagnostics) {
        let word = entry.key.to_string();
        if self.entries.iter().any(|earlier| earlier.key == entry.key) {
            sink.error(entry.key.span(), format!("`{word}` is given twice"));
            return;
        }
        // Method and path as keys are one misunderstanding, however many keys it takes.
        let told = is_route_key(&word)
            && self
                .entries
                .iter()
                .any(|entry| is_route_key(&entry.key.to_string()));
        if !KEYS.contains(&word.as_str()) && !told {
            sink.error(entry.key.span(), unknown_key(&word));
        }
        self.entries.push(entry);
    }
}

fn is_route_key(word: &str) -> bool {
    ROUTE_KEYS.contains(&word)
}

fn unknown_key(word: &str) -> String {
    if is_route_key(word) {
        return format!(
            "unknown key `{word}`\nhelp: method and path are one text, which stands first: `\"GET /payments/:id\"`"
        );
    }
    if let Some((_, instead)) = NOT_KEYS.iter().find(|(name, _)| *name == word) {
        return format!("unknown key `{word}`\nhelp: {instead}");
    }
    format!("unknown key `{word}`\nhelp: {}", did_you_mean(word, &KEYS))
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected a key, as in `status = 202`"));
        }
        let key = input.call(Ident::parse_any)?;
        if input.is_empty() {
            return Ok(Self { key, value: None });
        }
        if !input.peek(Token![=]) {
            return Err(input.error(format!("expected `=` after `{key}`")));
        }
        let equals: Token![=] = input.parse()?;
        if input.is_empty() {
            return Err(syn::Error::new(equals.span, format!("`{key} =` lacks its value")));
        }
        let value = Some(input.parse()?);
        if !input.is_empty() {
            return Err(input.error("expected a comma before this"));
        }
        Ok(Self { key, value })
    }
}

/// The tokens between the commas; brackets and the like are single tokens here, so their commas do not count.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = vec![TokenStream::new()];
    for token in tokens {
        match (&token, pieces.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => pieces.push(TokenStream::new()),
            (_, Some(piece)) => piece.extend([token]),
            (_, None) => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// `GET` as a word of its own, as other frameworks have it.
fn method_alone(piece: &TokenStream) -> Option<Ident> {
    let word: Ident = syn::parse2(piece.clone()).ok()?;
    let upper = word.to_string().to_ascii_uppercase();
    Method::ALL
        .iter()
        .any(|method| method.as_str() == upper)
        .then_some(word)
}

fn is_text(piece: &TokenStream) -> bool {
    let mut tokens = piece.clone().into_iter();
    let (first, rest) = (tokens.next(), tokens.next());
    match first {
        Some(TokenTree::Literal(literal)) => rest.is_none() && literal.to_string().ends_with(['"', '#']),
        // A text that came through `macro_rules!` stands in an invisible group.
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => is_text(&group.stream()),
        _ => false,
    }
}
