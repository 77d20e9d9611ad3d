//! The modules in the generated context: a field each, how they are reached by type, and the order in which they start.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::analyze::TableModule;

/// ```text
/// pub struct Modules { /** Keeps the accounts. */ pub ledger: Handle<crate::Ledger> }
/// impl HasModule<crate::Ledger> for Gctx { .. }
/// ```
pub(super) fn emit(modules: &[TableModule]) -> TokenStream {
    let mut fields: Vec<&TableModule> = modules.iter().collect();
    fields.sort_by(|a, b| a.name.cmp(&b.name));
    let fields = fields.into_iter().map(|module| {
        let (name, docs) = (field(module), format!(" {}", module.summary));
        let docs = (!module.summary.is_empty()).then(|| quote!(#[doc = #docs]));
        let ty = path(module);
        // A module with a mistake has no handle; its own type has the same methods, and nothing of this ever runs.
        let ty = if module.works {
            quote!(::gati::Handle<#ty>)
        } else {
            ty
        };
        quote!(#docs pub #name: #ty,)
    });
    let reached = modules.iter().filter(|module| module.works).map(|module| {
        let (name, ty) = (field(module), path(module));
        quote! {
            impl ::gati::__private::HasModule<#ty> for Gctx {
                fn handle(&self) -> &::gati::Handle<#ty> {
                    &self.modules.#name
                }
            }
        }
    });
    quote! {
        /// The modules of this app.
        #[allow(dead_code, missing_docs, missing_debug_implementations)]
        pub struct Modules { #(#fields)* }
        #(#reached)*
    }
}

/// `Modules { ledger: empty::<crate::Ledger>() }`: places that wait for their modules.
pub(super) fn emit_places(modules: &[TableModule]) -> TokenStream {
    let places = modules.iter().map(|module| {
        let (name, ty) = (field(module), path(module));
        if module.works {
            quote!(#name: ::gati::__private::empty::<#ty>())
        } else {
            quote!(#name: ::core::unreachable!())
        }
    });
    quote!(Modules { #(#places),* })
}

/// `|gctx| Vec::from([unit::<crate::Ledger, Gctx>(&gctx.modules.ledger)])`, in the order in which they start.
pub(super) fn emit_units(modules: &[TableModule]) -> TokenStream {
    let units: Vec<TokenStream> = modules
        .iter()
        .filter(|module| module.works)
        .map(|module| {
            let (name, ty) = (field(module), path(module));
            quote!(::gati::__private::unit::<#ty, Gctx>(&gctx.modules.#name))
        })
        .collect();
    if units.is_empty() {
        quote!(|_| ::std::vec::Vec::new())
    } else {
        quote!(|gctx| ::std::vec::Vec::from([#(#units),*]))
    }
}

fn field(module: &TableModule) -> syn::Ident {
    format_ident!("{}", module.name)
}

fn path(module: &TableModule) -> TokenStream {
    module.path.parse().unwrap_or_default()
}
