//! What is left of a handler with mistakes: the mistakes, the user's item, and enough that nothing else fails for it.

use gati_syntax::handler::Function;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::FnArg;

use super::marker;

/// Mistakes in a function: the route table still finds its marker.
pub(super) fn for_mistakes(
    function: &Function,
    item: &TokenStream,
    mistakes: Option<syn::Error>,
) -> TokenStream {
    let mistakes = mistakes.map(|error| error.to_compile_error());
    let is_method = function
        .sig
        .inputs
        .iter()
        .any(|input| matches!(input, FnArg::Receiver(_)));
    // A method stands in an `impl`, where no struct can.
    let marker = (!is_method).then(|| {
        let cfgs: Vec<_> = function
            .attrs
            .iter()
            .filter(|attr| attr.path().is_ident("cfg"))
            .cloned()
            .collect();
        marker::expand_for(&function.sig.ident, &cfgs)
    });
    quote! {
        #mistakes
        #item
        #marker
    }
}

/// The attribute stands on something else.
pub(super) fn for_no_function(item: &TokenStream, error: syn::Error) -> TokenStream {
    let is_function = item
        .clone()
        .into_iter()
        .any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
    let error = if is_function {
        error
    } else {
        let first = first_word(item).unwrap_or_else(Span::call_site);
        syn::Error::new(
            first,
            "`#[gati::handler]` stands on an async function\nhelp: write `async fn` below it, or take the attribute away",
        )
    };
    let error = error.to_compile_error();
    quote! {
        #error
        #item
    }
}

/// The first word that belongs to the item rather than to its attributes.
fn first_word(item: &TokenStream) -> Option<Span> {
    item.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(word) => Some(word.span()),
        TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}
