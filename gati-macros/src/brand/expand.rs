//! The type, how a value of it comes about, and its place in contracts.

use gati_syntax::attr::constraint::ConstraintSet;
use gati_syntax::brand::Brand;
use gati_syntax::gtype::Primitive;
use gati_syntax::gtype::ast::Body;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::{conversion, inherit, serde};
use crate::gtype::{expand_checks, expand_identity};

/// ```text
/// /// An address to write to.
/// pub struct Email(String);
///
/// const _: () = {
///     fn check(value: &String, at: &mut ::gati::__private::Place<'_>) { … }
///     impl Email { pub fn new(value: impl Into<String>) -> Result<Self, Report> { … } … }
///     …
/// };
/// ```
pub(super) fn expand(brand: &Brand) -> TokenStream {
    let Brand {
        attrs,
        vis,
        ident,
        inner,
        ..
    } = brand;
    let check = expand_check(brand);
    let constructors = expand_constructors(brand);
    let contract = expand_contract(brand);
    let conversions = conversion::expand(brand);
    let inherited = inherit::expand(brand);
    let serde = serde::expand(brand);
    quote! {
        #(#attrs)*
        #vis struct #ident(#inner);

        const _: () = {
            #check
            #constructors
            #contract
            #serde
            #conversions
            #inherited
        };
    }
}

/// The only place where the constraints are looked at: what exists has passed it.
fn expand_check(brand: &Brand) -> TokenStream {
    let inner = &brand.inner;
    let at = Ident::new("at", Span::mixed_site());
    let value = Ident::new("value", Span::mixed_site());
    let shown = quote_spanned!(Span::mixed_site().located_at(inner.span())=> value);
    let none = ConstraintSet::default();
    let constraints = match brand.item.as_ref().map(|item| item.body()) {
        Some(Body::Newtype { element, .. }) => &element.place.constraints,
        _ => &none,
    };
    let checks = expand_checks(constraints, &shown, &at);
    let validate = (!Primitive::is_always_valid(inner))
        .then(|| quote!(<#inner as ::gati::__private::GType>::validate(#value, #at);));
    quote! {
        #[allow(unused_variables)]
        fn check(#value: &#inner, #at: &mut ::gati::__private::Place<'_>) {
            #checks
            #validate
        }
    }
}

fn expand_constructors(brand: &Brand) -> TokenStream {
    let Brand {
        vis, ident, inner, ..
    } = brand;
    let new_doc = format!(" Makes `{ident}` of a value that keeps its constraints.");
    // A text is often at hand as `&str`; for numbers, conversions would only stand in the way of inference.
    let (parameter, value) = if conversion::is_string(inner) {
        (
            quote!(impl ::core::convert::Into<#inner>),
            quote!(::core::convert::Into::into(value)),
        )
    } else {
        (quote!(#inner), quote!(value))
    };
    quote! {
        impl #ident {
            #[doc = #new_doc]
            ///
            /// # Errors
            ///
            /// If it breaks one; the report names each.
            #vis fn new(value: #parameter) -> ::core::result::Result<Self, ::gati::__private::Report> {
                let value: #inner = #value;
                let mut report = ::gati::__private::Report::new(::gati::__private::Side::Read);
                check(&value, &mut report.place());
                if report.is_empty() {
                    ::core::result::Result::Ok(Self(value))
                } else {
                    ::core::result::Result::Err(report)
                }
            }

            /// The value itself.
            #[must_use]
            #vis fn into_inner(self) -> #inner {
                self.0
            }
        }
    }
}

/// A brand needs no checks of its own later on: there is none with a wrong value.
fn expand_contract(brand: &Brand) -> TokenStream {
    let (ident, inner) = (&brand.ident, &brand.inner);
    let identity = match &brand.item {
        Some(item) => expand_identity(item),
        None => quote! {
            const ID: ::gati::__private::Fingerprint = ::gati::__private::Fingerprint(0);
        },
    };
    quote! {
        #[automatically_derived]
        impl ::gati::__private::GType for #ident {
            #identity

            fn validate(&self, _: &mut ::gati::__private::Place<'_>) {}

            ::gati::__shown! {
                fn show(&self) -> ::gati::__private::Sight {
                    <#inner as ::gati::__private::GType>::show(&self.0)
                }
            }
        }
    }
}
