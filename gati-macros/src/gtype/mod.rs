//! `#[derive(GType)]`.

mod absent;
mod constraint;
mod expand;
mod fallback;
mod generics;
mod identity;
mod place;
mod show;
mod validate;

#[cfg(test)]
mod tests;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::gtype;
use proc_macro2::TokenStream;
use syn::DeriveInput;

pub(crate) use constraint::expand_checks;
pub(crate) use identity::expand_identity;

/// The implementation of `GType`, or every mistake of the item and an implementation that keeps rustc from adding its own.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut sink = Diagnostics::new();
    let item = gtype::parse(input, &mut sink);
    match (item, sink.into_result()) {
        (Some(item), Ok(())) => expand::expand(&item),
        (_, errors) => {
            let errors = errors.err().map(|errors| errors.into_compile_error());
            let fallback = fallback::expand(input);
            quote::quote!(#errors #fallback)
        }
    }
}
