//! Which type it is, and what it looks like, as numbers.

use gati_syntax::gtype::TypeItem;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{GenericParam, LitInt};

/// `ID` from the path and the arguments of the type, `FINGERPRINT` from its own description and the types it mentions.
pub(crate) fn expand_identity(item: &TypeItem) -> TokenStream {
    let name = item.ident().unraw().to_string();
    let arguments = item.generics().params.iter().filter_map(|param| match param {
        GenericParam::Type(param) => {
            let ident = &param.ident;
            Some(quote!(<#ident as ::gati::__private::GType>::ID))
        }
        // Integers, `bool` and `char` are all that Rust allows here.
        GenericParam::Const(param) => {
            let ident = &param.ident;
            Some(quote!(::gati::__private::Fingerprint(#ident as u128)))
        }
        GenericParam::Lifetime(_) => None,
    });
    let (local, holes) = item.local();
    let local = LitInt::new(&format!("0x{local}"), proc_macro2::Span::call_site());
    // The types stand here with the spans they have in the source: one that is no `GType` is shown where it is written.
    quote! {
        const ID: ::gati::__private::Fingerprint = ::gati::__private::identity::defined(
            ::core::concat!(::core::module_path!(), "::", #name),
            &[#(#arguments),*],
        );
        const FINGERPRINT: ::gati::__private::Fingerprint = ::gati::__private::Fingerprint(#local)
            .with_all(&[#(<#holes as ::gati::__private::GType>::ID),*]);
    }
}
