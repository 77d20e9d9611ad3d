//! `#[derive(ApiError)]`.

mod expand;
mod fallback;

#[cfg(test)]
mod tests;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::gtype;
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// The implementation of `ApiError`, or every mistake of the enum.
///
/// A mistake that `#[derive(GType)]` reports, too, has the same text and place there, and rustc shows it once.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut sink = Diagnostics::new();
    let item = gtype::parse_api_error(input, &mut sink);
    match (item, sink.into_result()) {
        (Some(item), Ok(())) => expand::expand(&item),
        (_, errors) => {
            let errors = errors.err().map(|errors| errors.into_compile_error());
            let fallback = fallback::expand(input);
            quote::quote!(#errors #fallback)
        }
    }
}
