//! What stands in for an implementation that cannot be written.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// The type counts as a `GType`, so that its users do not complain about it on top of the mistake that was reported.
pub(super) fn expand(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #impl_generics ::gati::__private::GType for #ident #ty_generics #where_clause {
                const ID: ::gati::__private::Fingerprint = ::gati::__private::Fingerprint(0);

                fn validate(&self, _: &mut ::gati::__private::Place<'_>) {}
            }
        };
    }
}
