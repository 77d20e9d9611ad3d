//! `gati::app!()`: takes in the route table that the build script wrote, as the module `app`.

mod stub;
mod table;
#[cfg(test)]
mod tests;

use gati_syntax::app::{AppItem, parse};
use gati_syntax::diagnostics::Diagnostics;
use proc_macro2::TokenStream;
use quote::quote;

use crate::build_script::BuildScript;

/// Expands `gati::app!`.
pub(crate) fn expand(arguments: TokenStream, build_script: BuildScript) -> TokenStream {
    let mut sink = Diagnostics::new();
    let app = parse(arguments, &mut sink);
    let mistakes = sink.into_result().err().map(|error| error.to_compile_error());
    let missing = build_script.error().map(|error| error.to_compile_error());
    let module = if build_script.ran() {
        table::expand(&app)
    } else {
        stub::expand(&app)
    };
    quote! {
        #mistakes
        #missing
        #module
    }
}

/// The types that the macro is told: outside of the module `app` a name that it can reach, whatever is in scope where the macro
/// stands, and inside the name by which the table knows it.
fn expand_types(app: &AppItem) -> (TokenStream, TokenStream) {
    let (mut outside, mut inside) = (TokenStream::new(), TokenStream::new());
    if let Some(ty) = &app.state {
        outside.extend(quote! {
            #[doc(hidden)]
            type __GatiState = #ty;
        });
        inside.extend(quote! {
            /// What the whole app shares besides what Gati gives it.
            pub type State = super::__GatiState;
        });
    }
    let config = match &app.config {
        Some(ty) => {
            outside.extend(quote! {
                #[doc(hidden)]
                type __GatiConfig = #ty;
            });
            quote!(super::__GatiConfig)
        }
        None => quote!(()),
    };
    inside.extend(quote! {
        /// What `gctx.config` holds.
        #[allow(dead_code)]
        pub type Config = #config;
    });
    (outside, inside)
}
