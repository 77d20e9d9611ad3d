//! The last expression: what the function returned becomes the answer.

use gati_syntax::handler::{ErrorItem, HandlerItem};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments;
use crate::span::blame;

/// The variable that takes what the function returned, and what is made of it:
///
/// ```text
/// match __answer {
///     Ok(__answer) => __call.answer(__answer),
///     Err(__error) => __call.answer(Err::<(), _>(__error)),
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
            let answer = Ident::new("answer", span);
            quote!(__call.#answer(#variable))
        }
    };
    (variable, content)
}

fn expand_failure(error: &ErrorItem) -> (Ident, TokenStream) {
    let span = blame(error.ty());
    let variable = variable("__error", span);
    let problem = quote_spanned!(span=> ::core::result::Result::Err::<(), _>(#variable));
    let answer = Ident::new("answer", span);
    (variable, quote!(__call.#answer(#problem)))
}

/// A variable that is bound and used at one place, so that both mean the same even where tokens of a user's macro surround it.
fn variable(name: &str, span: Span) -> Ident {
    Ident::new(name, span)
}
