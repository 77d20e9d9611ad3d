//! What a brand can do because its inner value can.

use gati_syntax::brand::Brand;
use gati_syntax::gtype::Primitive;
use proc_macro2::TokenStream;
use quote::quote;

/// The traits of the inner type that have a meaning for the brand, each if the inner type has it.
///
/// Which it has is not known here. A bound on a type without parameters is an error where it does not hold; under a `for` it is
/// looked at only when somebody asks for the implementation.
pub(super) fn expand(brand: &Brand) -> TokenStream {
    let values = expand_values(brand);
    let texts = expand_texts(brand);
    let constraints = expand_constraints(brand);
    quote!(#values #texts #constraints)
}

fn expand_values(brand: &Brand) -> TokenStream {
    let Brand { ident, inner, .. } = brand;
    quote! {
        #[automatically_derived]
        impl ::core::clone::Clone for #ident
        where
            for<'always> #inner: ::core::clone::Clone,
        {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        #[automatically_derived]
        impl ::core::marker::Copy for #ident
        where
            for<'always> #inner: ::core::marker::Copy,
        {
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq for #ident
        where
            for<'always> #inner: ::core::cmp::PartialEq,
        {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Eq for #ident
        where
            for<'always> #inner: ::core::cmp::Eq,
        {
        }

        #[automatically_derived]
        impl ::core::cmp::PartialOrd for #ident
        where
            for<'always> #inner: ::core::cmp::PartialOrd,
        {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::cmp::PartialOrd::partial_cmp(&self.0, &other.0)
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Ord for #ident
        where
            for<'always> #inner: ::core::cmp::Ord,
        {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ord::cmp(&self.0, &other.0)
            }
        }

        #[automatically_derived]
        impl ::core::hash::Hash for #ident
        where
            for<'always> #inner: ::core::hash::Hash,
        {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.0, state);
            }
        }
    }
}

fn expand_texts(brand: &Brand) -> TokenStream {
    let Brand { ident, inner, .. } = brand;
    let name = ident.to_string();
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #ident
        where
            for<'always> #inner: ::core::fmt::Debug,
        {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(#name).field(&self.0).finish()
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident
        where
            for<'always> #inner: ::core::fmt::Display,
        {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }
    }
}

/// A field of a branded type may be constrained further, as far as the inner type is one that can be.
fn expand_constraints(brand: &Brand) -> TokenStream {
    match Primitive::of(&brand.inner) {
        Some(Primitive::Integer(_) | Primitive::Float) => expand_bounds(brand),
        Some(Primitive::Text) => expand_text(brand),
        _ => TokenStream::new(),
    }
}

fn expand_bounds(brand: &Brand) -> TokenStream {
    let ident = &brand.ident;
    quote! {
        #[automatically_derived]
        impl ::gati::__private::HasBounds for #ident {
            fn number(&self) -> ::core::option::Option<::gati::__private::Bound> {
                ::gati::__private::HasBounds::number(&self.0)
            }
        }
    }
}

fn expand_text(brand: &Brand) -> TokenStream {
    let ident = &brand.ident;
    quote! {
        #[automatically_derived]
        impl ::gati::__private::HasText for #ident {
            fn text(&self) -> ::core::option::Option<&str> {
                ::gati::__private::HasText::text(&self.0)
            }
        }

        #[automatically_derived]
        impl ::gati::__private::HasLength for #ident {
            fn has_at_least(&self, bound: u64) -> bool {
                ::gati::__private::HasLength::has_at_least(&self.0, bound)
            }

            fn has_at_most(&self, bound: u64) -> bool {
                ::gati::__private::HasLength::has_at_most(&self.0, bound)
            }

            fn length(&self) -> u64 {
                ::gati::__private::HasLength::length(&self.0)
            }
        }
    }
}
