//! What the proof that old callers are served sees of a value, whether or not its type can be written.

use gati_schema::ty::{Side, Tagging};
use gati_syntax::gtype::TypeItem;
use gati_syntax::gtype::ast::{Body, Content, Element, Field, Place, Variant};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Ident, Member};

use super::place::Access;

/// ```text
/// // Nothing in a program that proves nothing.
/// ::gati::__shown! {
///     fn show(&self) -> ::gati::__private::Sight {
///         Portrait::new().field("amount", …).done()
///     }
/// }
/// ```
pub(super) fn expand(item: &TypeItem) -> Option<TokenStream> {
    let body = expand_body(item.body())?;
    Some(quote! {
        ::gati::__shown! {
            fn show(&self) -> ::gati::__private::Sight {
                #[allow(unused_imports)]
                use ::gati::__private::{Shown as _, Unshown as _};
                #body
            }
        }
    })
}

/// Nothing of a type that has the form of another one: only who wrote the conversion can say what stands in it.
fn expand_body(body: &Body) -> Option<TokenStream> {
    Some(match body {
        Body::Wire(_) => return None,
        Body::Unit => null(),
        Body::Newtype { element, .. } => seen(&element.place, &Access::Field(element.member.clone())),
        Body::Tuple(elements) => list(elements, |index| Access::Field(elements[index].member.clone())),
        Body::Object { fields, .. } => {
            let parts = object(fields, |index| {
                Access::Field(Member::Named(fields[index].ident.clone()))
            });
            quote!(::gati::__private::Portrait::new() #parts.done())
        }
        Body::Choice {
            tagging,
            variants,
            skipped,
            ..
        } => {
            let arms = variants.iter().map(|variant| expand_variant(tagging, variant));
            // A value that never travels; and an enum without variants has none, which `match` on a reference does not know.
            let others = (variants.is_empty() || !skipped.is_empty()).then(|| {
                let unseen = unseen();
                quote!(_ => #unseen,)
            });
            quote!(match self { #(#arms)* #others })
        }
    })
}

/// ```text
/// Self::Card { number: field_0, .. } => Portrait::new().field("kind", …).flat(…).done(),
/// ```
fn expand_variant(tagging: &Tagging, variant: &Variant) -> TokenStream {
    let bound = |index| Access::Variable(variable(index));
    let (members, content): (Vec<Member>, Option<TokenStream>) = match &variant.content {
        Content::Unit | Content::Wire(_) => (Vec::new(), None),
        Content::Newtype(element) => (
            vec![element.member.clone()],
            Some(seen(&element.place, &bound(0))),
        ),
        Content::Tuple(elements) => (
            elements.iter().map(|element| element.member.clone()).collect(),
            Some(list(elements, bound)),
        ),
        Content::Object(fields) => {
            let members = fields.iter().map(|field| Member::Named(field.ident.clone()));
            let parts = object(fields, bound);
            (
                members.collect(),
                Some(quote!(::gati::__private::Portrait::new() #parts.done())),
            )
        }
    };
    let name = variant.name.on(Side::Read);
    let word = quote!(::gati::__private::Portrait::word(#name));
    let made = match (tagging, content) {
        _ if matches!(variant.content, Content::Wire(_)) => unseen(),
        (_, None) if variant.untagged => null(),
        (_, Some(content)) if variant.untagged => content,
        (Tagging::External, None) => word,
        (Tagging::Untagged, None) => null(),
        (Tagging::Untagged, Some(content)) => content,
        (Tagging::External, Some(content)) => {
            quote!(::gati::__private::Portrait::new().field(#name, #content).done())
        }
        (Tagging::Internal { tag } | Tagging::Adjacent { tag, .. }, None) => {
            quote!(::gati::__private::Portrait::new().field(#tag, #word).done())
        }
        (Tagging::Internal { tag }, Some(content)) => {
            quote!(::gati::__private::Portrait::new().field(#tag, #word).flat(#content).done())
        }
        (Tagging::Adjacent { tag, content: key }, Some(content)) => {
            quote!(::gati::__private::Portrait::new().field(#tag, #word).field(#key, #content).done())
        }
    };
    let ident = &variant.ident;
    // A field that is never read is bound and not looked at.
    let patterns = members.iter().enumerate().map(|(index, member)| {
        let variable = variable(index);
        quote!(#member: #variable,)
    });
    quote! {
        #[allow(unused_variables)]
        Self::#ident { #(#patterns)* .. } => #made,
    }
}

/// The calls that add every field that is read.
fn object(fields: &[Field], access: impl Fn(usize) -> Access) -> TokenStream {
    let read = fields.iter().enumerate();
    let read = read.filter(|(_, field)| !field.skip.on(Side::Read));
    let parts = read.map(|(index, field)| {
        let value = seen(&field.place, &access(index));
        let name = field.name.on(Side::Read);
        if field.flatten {
            quote!(.flat(#value))
        } else {
            quote!(.field(#name, #value))
        }
    });
    parts.collect()
}

fn list(elements: &[Element], access: impl Fn(usize) -> Access) -> TokenStream {
    let items = elements
        .iter()
        .enumerate()
        .map(|(index, element)| seen(&element.place, &access(index)));
    quote!(::gati::__private::Portrait::list([#(#items),*]))
}

/// What is seen of one value: as its type shows it, or as it is written where that says nothing.
fn seen(place: &Place, access: &Access) -> TokenStream {
    let value = access.reference(&place.ty);
    let written = quote!((&::gati::__private::Witness(#value)).shown());
    if place.wire.is_some() {
        return written;
    }
    let ty = &place.ty;
    quote!(<#ty as ::gati::__private::GType>::show(#value).or_else(|| #written))
}

fn null() -> TokenStream {
    quote!(::gati::__private::Portrait::null())
}

fn unseen() -> TokenStream {
    quote!(::gati::__private::Portrait::unseen())
}

fn variable(index: usize) -> Ident {
    format_ident!("field_{index}", span = Span::mixed_site())
}
