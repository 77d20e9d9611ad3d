//! From and into the inner value.

use gati_syntax::brand::Brand;
use proc_macro2::TokenStream;
use quote::quote;

/// `TryFrom`, `From`, `AsRef`, `Deref`, `FromStr`.
pub(super) fn expand(brand: &Brand) -> TokenStream {
    let Brand { ident, inner, .. } = brand;
    let text = is_string(inner).then(|| expand_text(brand));
    let target = if is_string(inner) {
        quote!(str)
    } else {
        quote!(#inner)
    };
    quote! {
        #[automatically_derived]
        impl ::core::convert::TryFrom<#inner> for #ident {
            type Error = ::gati::__private::Report;

            fn try_from(value: #inner) -> ::core::result::Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for #inner {
            fn from(brand: #ident) -> Self {
                brand.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<#inner> for #ident {
            fn as_ref(&self) -> &#inner {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::ops::Deref for #ident {
            type Target = #target;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #ident
        where
            for<'always> #inner: ::core::str::FromStr,
        {
            type Err = ::gati::__private::Report;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                match <#inner as ::core::str::FromStr>::from_str(text) {
                    ::core::result::Result::Ok(value) => Self::new(value),
                    ::core::result::Result::Err(_) => {
                        let mut report = ::gati::__private::Report::new(::gati::__private::Side::Read);
                        let expected = ::core::concat!("a text that reads as `", ::core::stringify!(#inner), "`");
                        report
                            .place()
                            .violation("type", expected, ::core::format_args!("{text:?}"));
                        ::core::result::Result::Err(report)
                    }
                }
            }
        }

        #text
    }
}

/// What a text can be besides.
fn expand_text(brand: &Brand) -> TokenStream {
    let ident = &brand.ident;
    quote! {
        #[automatically_derived]
        impl<'text> ::core::convert::TryFrom<&'text str> for #ident {
            type Error = ::gati::__private::Report;

            fn try_from(text: &'text str) -> ::core::result::Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for #ident {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    }
}

/// Whether the type is written as `String`.
pub(super) fn is_string(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "String"),
        syn::Type::Group(group) => is_string(&group.elem),
        _ => false,
    }
}
