//! Checking one value where it stands.

use gati_syntax::attr::constraint::ConstraintSet;
use gati_syntax::gtype::Primitive;
use gati_syntax::gtype::ast::Place;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Member};

use super::constraint::expand_custom;
use super::expand_checks;

/// How generated code reaches a value.
pub(super) enum Access {
    /// A field of `self`.
    Field(Member),
    /// A variable that holds a reference, bound by a pattern.
    Variable(Ident),
    /// `self`.
    Whole,
}

impl Access {
    /// A reference to the value. Its span is that of the type, where rustc then shows what does not fit the type.
    pub(super) fn reference(&self, ty: &syn::Type) -> TokenStream {
        // Names resolve as if they stood in the macro's output; only the place that is shown is the type's.
        let span = Span::call_site().located_at(ty.span());
        match self {
            Self::Field(member) => {
                let this = Ident::new("self", span);
                quote_spanned!(span=> &#this.#member)
            }
            Self::Variable(ident) => {
                let mut ident = ident.clone();
                ident.set_span(ident.span().located_at(ty.span()));
                quote!(#ident)
            }
            Self::Whole => quote!(self),
        }
    }
}

/// The checks of a value at `at`; nothing if nothing can be wrong with it.
pub(super) fn expand(place: &Place, access: &Access, at: &Ident) -> TokenStream {
    let value = access.reference(&place.ty);
    if let Some(wire) = &place.wire {
        let custom = expand_custom(&place.constraints, &value, at);
        let fits = expand_fits(&place.constraints, wire);
        return quote!(#fits #custom);
    }
    let checks = expand_checks(&place.constraints, &value, at);
    if Primitive::is_always_valid(&place.ty) {
        return checks;
    }
    let ty = &place.ty;
    // The type is spelled out so that rustc reports one that is no `GType` at the same place for the same reason as in
    // `FINGERPRINT`, which makes it one error.
    quote! {
        #checks
        <#ty as ::gati::__private::GType>::validate(#value, #at);
    }
}

/// The constraints of a value that travels in the form of another type describe that form. Who converts it keeps them; all
/// that is left to find out is whether they make sense there.
fn expand_fits(set: &ConstraintSet, wire: &syn::Type) -> TokenStream {
    let needs = [
        (
            "HasBounds",
            &["min", "max", "exclusive_min", "exclusive_max", "multiple_of"][..],
        ),
        ("HasLength", &["min_length", "max_length"]),
        ("HasText", &["pattern", "format"]),
        ("HasItems", &["min_items", "max_items"]),
        ("HasProperties", &["min_properties", "max_properties"]),
    ];
    let given = set.keys();
    let is_given = |keys: &[&str]| given.iter().any(|(key, _)| keys.contains(key));
    let fits = needs.iter().filter(|(_, keys)| is_given(keys)).map(|(name, _)| {
        let name = Ident::new(name, Span::call_site());
        quote! {
            {
                fn fits<T: ::gati::__private::#name + ?Sized>() {}
                fits::<#wire>();
            }
        }
    });
    fits.collect()
}
