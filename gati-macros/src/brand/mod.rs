//! `gati::brand!`.

mod conversion;
mod expand;
mod inherit;
mod serde;

#[cfg(test)]
mod tests;

use gati_syntax::brand;
use gati_syntax::diagnostics::Diagnostics;
use proc_macro2::TokenStream;

/// Every brand as a type with its implementations, and every mistake.
pub(crate) fn brand(input: TokenStream) -> TokenStream {
    let mut sink = Diagnostics::new();
    let brands = brand::parse(input, &mut sink);
    let errors = sink.into_result().err().map(|errors| errors.into_compile_error());
    let brands = brands.iter().map(expand::expand);
    quote::quote! {
        #errors
        #(#brands)*
    }
}
