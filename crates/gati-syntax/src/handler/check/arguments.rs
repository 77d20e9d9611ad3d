//! Rules about the arguments among themselves.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::super::argument::{Argument, Role};
use super::super::parse::Draft;
use crate::diagnostics::Diagnostics;

/// There is one query, one set of headers, and one of each thing that the server lends.
pub(super) fn each_role_stands_once(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let mut seen: Vec<&str> = Vec::new();
    for argument in draft.clear() {
        let Some(word) = single(&argument.role) else {
            continue;
        };
        if seen.contains(&word) {
            sink.push(syn::Error::new_spanned(
                &argument.ty,
                format!("`{word}` is taken twice, and there is one of it\nhelp: leave this argument out"),
            ));
        }
        seen.push(word);
    }
}

/// The name of a role that stands at most once; bodies have a rule of their own.
fn single(role: &Role) -> Option<&'static str> {
    match role {
        Role::Query(_) => Some("Query"),
        Role::Headers(_) => Some("Headers"),
        Role::Gctx(_) => Some("Gctx"),
        Role::Lctx => Some("Lctx"),
        Role::Request => Some("Request"),
        Role::Response(_) => Some("Response"),
        Role::Socket(..) => Some("Socket"),
        Role::Path(_) | Role::Body(_) | Role::Extract(_) => None,
    }
}

/// A request has one body.
pub(super) fn one_body(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for second in bodies(draft).skip(1) {
        sink.push(syn::Error::new_spanned(
            &second.ty,
            "a request has one body, and an earlier argument takes it\nhelp: put both into one type, or take one as `Query<T>`",
        ));
    }
}

/// A body has no meaning in a GET (RFC 9110 §9.3.1), and caches and proxies drop it.
pub(super) fn the_method_takes_a_body(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let Some(method) = draft.route.as_ref().and_then(|route| route.method) else {
        return;
    };
    let is_socket = draft.route.as_ref().is_some_and(|route| route.is_socket);
    if method.takes_body() || is_socket {
        // What a socket does not take has a rule of its own.
        return;
    }
    if let Some(body) = bodies(draft).next() {
        sink.push(syn::Error::new_spanned(
            &body.ty,
            format!(
                "a {method} request has no body\nhelp: take it as `Query<T>`, or make the handler a POST"
            ),
        ));
    }
}

fn bodies<'a>(draft: &'a Draft<'_>) -> impl Iterator<Item = &'a Argument> {
    draft
        .clear()
        .filter(|argument| matches!(argument.role, Role::Body(_)))
}

/// What is read of a request outlives the bytes it came in.
pub(super) fn request_types_own_their_data(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for argument in draft.clear() {
        let Some(carried) = argument.carried() else {
            continue;
        };
        if let Some(part) = first_borrow(carried.to_token_stream()) {
            sink.push(syn::Error::new_spanned(
                part,
                "what is read of a request owns its data\nhelp: write `String` for `&str`, `Vec<T>` for `&[T]`, `'static` for another lifetime",
            ));
        }
    }
}

/// The first `&`, or the first lifetime other than `'static`.
fn first_borrow(tokens: TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '&' => return Some(token.into()),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => match tokens.next() {
                Some(TokenTree::Ident(name)) if name == "static" => {}
                name => return Some([Some(token), name].into_iter().flatten().collect()),
            },
            TokenTree::Group(group) => {
                if let Some(found) = first_borrow(group.stream()) {
                    return Some(found);
                }
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
    }
    None
}
