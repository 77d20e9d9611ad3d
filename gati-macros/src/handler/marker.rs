//! The unit struct that stands for a handler, since a function has no type that one could name.

use gati_syntax::handler::{HandlerItem, marker};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident};

/// The marker of a handler.
pub(super) fn expand(handler: &HandlerItem) -> TokenStream {
    expand_for(handler.ident(), handler.cfgs())
}

/// The marker of a function, which exists even when the handler has mistakes: the route table mentions it.
pub(super) fn expand_for(function: &Ident, cfgs: &[Attribute]) -> TokenStream {
    let marker = marker(function);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types)]
        pub(crate) struct #marker;
    }
}
