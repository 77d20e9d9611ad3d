//! On the wire a brand is its inner value, and a reader refuses what the constraints refuse.

use gati_syntax::brand::Brand;
use proc_macro2::TokenStream;
use quote::quote;

/// `Serialize` and `Deserialize`.
pub(super) fn expand(brand: &Brand) -> TokenStream {
    let Brand { ident, inner, .. } = brand;
    quote! {
        #[automatically_derived]
        impl ::gati::__private::serde::Serialize for #ident {
            fn serialize<S: ::gati::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                ::gati::__private::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        #[automatically_derived]
        impl<'de> ::gati::__private::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::gati::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = <#inner as ::gati::__private::serde::Deserialize>::deserialize(deserializer)?;
                Self::new(value).map_err(::gati::__private::serde::de::Error::custom)
            }
        }
    }
}
