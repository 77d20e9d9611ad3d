//! Where the parts of handlers and types stand in the source.

use gati_syntax::gtype::ast::{Body, Content, Element, TypeItem};
use syn::spanned::Spanned;

use crate::analyze::Definitions;
use crate::analyze::handlers::Endpoint;
use crate::resolve::{Instance, Resolver};
use crate::source::{Place, text};
use gati_schema::TypeName;

/// A type in the signature of a handler.
pub(super) fn of_argument(resolver: &Resolver<'_>, endpoint: &Endpoint, ty: &syn::Type) -> Place {
    Place::new(resolver.program.file_of(endpoint.item), ty.span())
}

/// The instance behind a name.
pub(super) fn instance<'r>(
    resolver: &'r Resolver<'_>,
    definitions: &Definitions,
    name: &TypeName,
) -> Option<&'r Instance> {
    definitions
        .get(name)
        .map(|defined| &resolver.instances[defined.instance])
}

/// The type of a field.
pub(super) fn of_field(
    resolver: &Resolver<'_>,
    instance: &Instance,
    variant: Option<&str>,
    field: &str,
) -> Place {
    let item = &instance.source.item;
    let found = item
        .fields()
        .find(|(owner, known)| owner.map(text).as_deref() == variant && text(&known.ident) == field);
    place(resolver, instance, found.map(|(_, field)| &field.place.ty))
}

/// The only value of a newtype variant.
pub(super) fn of_variant(resolver: &Resolver<'_>, instance: &Instance, variant: &str) -> Place {
    let ty = match instance.source.item.body() {
        Body::Choice { variants, .. } => variants
            .iter()
            .find(|known| text(&known.ident) == variant)
            .and_then(|known| match &known.content {
                Content::Newtype(element) => Some(&element.place.ty),
                Content::Wire(ty) => Some(ty),
                Content::Unit | Content::Tuple(_) | Content::Object(_) => None,
            }),
        _ => None,
    };
    place(resolver, instance, ty)
}

/// The values of a tuple struct or of a newtype, in order.
pub(super) fn of_position(resolver: &Resolver<'_>, instance: &Instance, position: usize) -> Place {
    place(
        resolver,
        instance,
        elements(&instance.source.item)
            .get(position)
            .map(|element| &element.place.ty),
    )
}

fn elements(item: &TypeItem) -> &[Element] {
    match item.body() {
        Body::Newtype { element, .. } => std::slice::from_ref(element),
        Body::Tuple(elements) => elements,
        _ => &[],
    }
}

fn place(resolver: &Resolver<'_>, instance: &Instance, ty: Option<&syn::Type>) -> Place {
    match ty {
        Some(ty) => Place::new(resolver.program.file_of(instance.item), ty.span()),
        None => resolver.program.place_of(instance.item),
    }
}
