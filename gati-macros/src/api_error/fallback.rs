//! What stands in for an implementation that cannot be written.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// The type counts as an `ApiError`, so that handlers do not complain about it on top of the mistake that was reported.
pub(super) fn expand(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #impl_generics ::gati::__private::ApiError for #ident #ty_generics #where_clause {
                fn status(&self) -> u16 {
                    500
                }

                fn code(&self) -> &'static str {
                    ""
                }

                fn title(&self) -> &'static str {
                    ""
                }
            }
        };
    }
}
