//! The last expression: what the function returned becomes the answer.

use gati_syntax::handler::{ErrorItem, HandlerItem};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::arguments;
use crate::span::blame;

/// The variable that takes what the function returned, and what is made of it:
///
/// ```text
/// match __answer {
///     Ok(__answer) => __call.answer_owned(__answer),
///     Err(__error) => __call.answer_owned(Err::<(), _>(__error)),
/// }
/// ```
///
/// Success and failure are answered apart, so that a type without its trait is blamed once, and at its own place.
pub(super) fn expand(handler: &HandlerItem) -> (Ident, TokenStream) {
    let (success, content) = expand_success(handler);
    let Some(error) = &handler.answer().error else {
        return (success, content);
    };
    let answer = variable("__answer", Span::call_site());
    let (failure, problem) = expand_failure(error);
    let content = quote! {
        match #answer {
            ::core::result::Result::Ok(#success) => #content,
            ::core::result::Result::Err(#failure) => #problem,
        }
    };
    (answer, content)
}

fn expand_success(handler: &HandlerItem) -> (Ident, TokenStream) {
    let answer = handler.answer();
    let span = match (answer.carried.ty(), &answer.ty) {
        (Some(ty), _) | (None, Some(ty)) => blame(ty),
        (None, None) => handler.ident().span(),
    };
    let variable = variable("__answer", span);
    let content = match arguments::response(handler) {
        // The function returned `()`; what it filled in is the answer.
        Some(response) => {
            let respond = Ident::new("respond", span);
            quote!(__call.#respond(#response))
        }
        None => {
            let answer = Ident::new(
                if is_owned(handler) {
                    "answer_owned"
                } else {
                    "answer"
                },
                span,
            );
            quote!(__call.#answer(#variable))
        }
    };
    (variable, content)
}

fn expand_failure(error: &ErrorItem) -> (Ident, TokenStream) {
    let span = blame(error.ty());
    let variable = variable("__error", span);
    let problem = quote_spanned!(span=> ::core::result::Result::Err::<(), _>(#variable));
    // An error never borrows.
    let answer = Ident::new("answer_owned", span);
    (variable, quote!(__call.#answer(#problem)))
}

/// Whether the answer borrows nothing, as far as its type shows: then its value can be given to the passage of a caller of an old release. A
/// type that hides a lifetime does not compile in a handler, as its fingerprint has no place for one.
pub(super) fn is_owned(handler: &HandlerItem) -> bool {
    let answer = handler.answer();
    arguments::response(handler).is_some()
        || answer.ty.as_ref().is_none_or(|ty| !borrows(ty.to_token_stream()))
}

fn borrows(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let borrows_here = match token {
            TokenTree::Group(group) => borrows(group.stream()),
            // `&'static str` is looked at when its lifetime comes.
            TokenTree::Punct(and) if and.as_char() == '&' => {
                !matches!(tokens.peek(), Some(TokenTree::Punct(quote)) if quote.as_char() == '\'')
            }
            TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                !matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "static")
            }
            _ => false,
        };
        if borrows_here {
            return true;
        }
    }
    false
}

/// A variable that is bound and used at one place, so that both mean the same even where tokens of a user's macro surround it.
fn variable(name: &str, span: Span) -> Ident {
    Ident::new(name, span)
}
