//! What is left of a module with mistakes: the mistakes, the user's item, and enough that nothing else fails for it.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::function::first_word;

/// Mistakes in a block: the generated table still finds a module of this type, whose methods nobody looks for.
pub(super) fn for_mistakes(item: &TokenStream, mistakes: Option<syn::Error>) -> TokenStream {
    let mistakes = mistakes.map(|error| error.to_compile_error());
    quote! {
        #mistakes
        #item
    }
}

/// The attribute stands on something else.
pub(super) fn for_no_block(item: &TokenStream, error: syn::Error) -> TokenStream {
    let mut words = item.clone().into_iter();
    let is_block = words.any(|token| matches!(token, TokenTree::Ident(word) if word == "impl"));
    let error = if is_block {
        error
    } else {
        syn::Error::new(
            first_word(item),
            "`#[gati::module]` stands on the block with the methods\nhelp: write it above `impl Ledger { .. }`, and nothing above the type",
        )
    };
    let error = error.to_compile_error();
    quote! {
        #error
        #item
    }
}
