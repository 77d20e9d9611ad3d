//! Structs and enums.

use gati_schema::ty::{Choice, Content, Field, Kind, Shape, Side, Tagging, Variant};
use gati_schema::{Definition, TypeName};
use proc_macro2::TokenStream;
use quote::quote;

use super::model::{Model, Way};
use super::names::unraw;
use super::ty::{self, Place};
use super::{case, docs, field, impls, names};

/// The module of types.
pub(super) fn expand(model: &Model<'_>) -> TokenStream {
    let manifest = model.manifest;
    let serde = manifest
        .types
        .keys()
        .any(|name| !model.has_upload(name))
        .then(|| {
            quote!(
                use ::gati_client::serde::{Deserialize, Serialize};
            )
        });
    let types = manifest
        .types
        .iter()
        .map(|(name, definition)| expand_definition(model, name, definition));
    if manifest.types.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #[doc(inline)]
        pub use types::*;

        #[doc = " The types of requests and answers."]
        #[allow(clippy::large_enum_variant, deprecated)]
        pub mod types {
            #serde
            #(#types)*
        }
    }
}

fn expand_definition(model: &Model<'_>, name: &TypeName, definition: &Definition) -> TokenStream {
    let way = model.way(name);
    let ident = model.ident(name);
    let place = Place::Within(name);
    let head = head(model, name, definition, way);
    let body = match &definition.shape {
        Shape::Unit => quote!(pub struct #ident;),
        Shape::Newtype { ty, .. } => {
            let inner = ty::owned(model, place, ty);
            quote!(pub struct #ident(pub #inner);)
        }
        Shape::Tuple(parts) => {
            let parts = parts.iter().map(|part| ty::owned(model, place, part));
            quote!(pub struct #ident(#(pub #parts),*);)
        }
        Shape::Object { fields, .. } => {
            let rule = field_rule(way, fields);
            let fields = expand_fields(model, name, way, fields, rule.is_some(), &quote!(pub));
            quote!(pub struct #ident { #fields })
        }
        Shape::Choice(choice) => {
            let renamed = variant_rule(way, choice).is_some();
            let variants = variants(way, choice)
                .into_iter()
                .map(|variant| expand_variant(model, name, way, variant, renamed));
            quote!(pub enum #ident { #(#variants)* })
        }
    };
    let error = model
        .is_error(name)
        .then(|| impls::expand_error(definition, &ident, way));
    let multipart = (model.is_multipart(name) || model.has_upload(name))
        .then(|| impls::expand_multipart(definition, &ident, way))
        .flatten();
    let from = impls::expand_from(model, name, definition);
    quote!(#head #body #from #error #multipart)
}

/// Docs, derives and serde attributes of a type.
fn head(model: &Model<'_>, name: &TypeName, definition: &Definition, way: Way) -> TokenStream {
    let remark = match &definition.shape {
        Shape::Newtype { ty, .. } => field::constraints(ty).unwrap_or_default(),
        _ => String::new(),
    };
    let comment = docs::paragraphs(&[&definition.docs, &remark]);
    let deprecated = docs::deprecated(definition.deprecated.as_ref(), None);
    if model.has_upload(name) {
        // A file can be sent once, and only in a form: it is neither cloned nor serialized.
        return quote!(#comment #deprecated #[derive(Debug)]);
    }
    let mut derives = vec![quote!(Clone)];
    if model.is_small(name) {
        derives.push(quote!(Copy));
    }
    derives.push(quote!(Debug));
    if model.has_equality(name) {
        derives.push(quote!(PartialEq));
    }
    if model.is_key(name) {
        derives.extend([quote!(Eq), quote!(PartialOrd), quote!(Ord), quote!(Hash)]);
    }
    if has_default(model, definition, way) {
        derives.push(quote!(Default));
    }
    let keys = container_keys(model, name, definition, way);
    quote! {
        #comment
        #deprecated
        #[derive(#(#derives),*)]
        #[derive(Serialize, Deserialize)]
        #[serde(crate = "::gati_client::serde" #(, #keys)*)]
    }
}

fn container_keys(model: &Model<'_>, name: &TypeName, definition: &Definition, way: Way) -> Vec<TokenStream> {
    let mut keys = Vec::new();
    match &definition.shape {
        Shape::Newtype {
            transparent: true, ..
        } => keys.push(quote!(transparent)),
        Shape::Unit | Shape::Newtype { .. } | Shape::Tuple(_) => {}
        Shape::Object {
            fields,
            deny_unknown_fields,
        } => {
            keys.extend(field_rule(way, fields).map(|rule| quote!(rename_all = #rule)));
            if *deny_unknown_fields && model.is_strict(name) {
                keys.push(quote!(deny_unknown_fields));
            }
        }
        Shape::Choice(choice) => {
            keys.extend(variant_rule(way, choice).map(|rule| quote!(rename_all = #rule)));
            match &choice.tagging {
                Tagging::External => {}
                Tagging::Internal { tag } => keys.push(quote!(tag = #tag)),
                Tagging::Adjacent { tag, content } => keys.push(quote!(tag = #tag, content = #content)),
                Tagging::Untagged => keys.push(quote!(untagged)),
            }
            if choice.deny_unknown_fields && choice.tagging == Tagging::Untagged {
                keys.push(quote!(deny_unknown_fields));
            }
        }
    }
    keys
}

/// Whether the struct can be written as `Name { field, ..Name::default() }`: it is sent, and no field must be given.
fn has_default(model: &Model<'_>, definition: &Definition, way: Way) -> bool {
    let Shape::Object { fields, .. } = &definition.shape else {
        return false;
    };
    way != Way::Received
        && field::plans(way, fields)
            .iter()
            .all(|plan| match &plan.field.ty.kind {
                Kind::Named { name } if plan.field.flatten => model
                    .manifest
                    .types
                    .get(name)
                    // A struct that holds itself flattened has no end, and no value.
                    .is_some_and(|inner| {
                        !model.needs_box(&definition.name, name) && has_default(model, inner, model.way(name))
                    }),
                _ => plan.has_default(),
            })
}

fn field_rule(way: Way, fields: &[Field]) -> Option<&'static str> {
    let plans = field::plans(way, fields);
    let named = plans.iter().map(|plan| plan.field).filter(|field| !field.flatten);
    case::rule(
        case::Kind::Field,
        named
            .filter(|field| same_on_both_sides(way, &field.name))
            .map(|field| (unraw(&field.rust_name), field::wire_names(way, &field.name).0)),
    )
}

fn variant_rule(way: Way, choice: &Choice) -> Option<&'static str> {
    let variants = variants(way, choice);
    case::rule(
        case::Kind::Variant,
        variants
            .iter()
            .filter(|variant| same_on_both_sides(way, &variant.name))
            .map(|variant| (unraw(&variant.rust_name), field::wire_names(way, &variant.name).0)),
    )
}

fn same_on_both_sides(way: Way, name: &gati_schema::ty::Sided<String>) -> bool {
    let (sent, received) = field::wire_names(way, name);
    sent == received
}

fn expand_fields(
    model: &Model<'_>,
    owner: &TypeName,
    way: Way,
    fields: &[Field],
    renamed: bool,
    visibility: &TokenStream,
) -> TokenStream {
    let fields = field::plans(way, fields)
        .into_iter()
        .map(|plan| plan.expand(model, owner, way, renamed, visibility));
    quote!(#(#fields,)*)
}

/// The variants that the client has.
pub(super) fn variants(way: Way, choice: &Choice) -> Vec<&Variant> {
    let gone = |variant: &&Variant| match (way, *variant.skip.on(Side::Read), *variant.skip.on(Side::Write)) {
        (Way::Sent, unsent, _) => unsent,
        (Way::Received, _, unreceived) => unreceived,
        (Way::Both, unsent, unreceived) => unsent && unreceived,
    };
    choice.variants.iter().filter(|variant| !gone(variant)).collect()
}

fn expand_variant(
    model: &Model<'_>,
    owner: &TypeName,
    way: Way,
    variant: &Variant,
    renamed: bool,
) -> TokenStream {
    let ident = names::ident(&variant.rust_name);
    let status = variant
        .status
        .map(|status| format!("Answered with {status}."))
        .unwrap_or_default();
    let comment = docs::paragraphs(&[&variant.docs, &status]);
    let deprecated = docs::deprecated(variant.deprecated.as_ref(), None);
    let place = Place::Within(owner);
    let mut keys: Vec<TokenStream> = Vec::new();
    if variant.untagged {
        keys.push(quote!(untagged));
    } else {
        keys.extend(field::rename(way, &variant.name, &ident.to_string(), renamed));
    }
    if variant.other {
        keys.push(quote!(other));
    }
    if way == Way::Both && *variant.skip.on(Side::Read) {
        keys.push(quote!(skip_serializing));
    }
    if way == Way::Both && *variant.skip.on(Side::Write) {
        keys.push(quote!(skip_deserializing));
    }
    let content = match &variant.content {
        Content::Unit => TokenStream::new(),
        Content::Newtype(ty) => {
            let ty = ty::owned(model, place, ty);
            quote!((#ty))
        }
        Content::Tuple(parts) => {
            let parts = parts.iter().map(|part| ty::owned(model, place, part));
            quote!((#(#parts),*))
        }
        Content::Object(fields) => {
            let rule = field_rule(way, fields);
            let fields = expand_fields(model, owner, way, fields, rule.is_some(), &TokenStream::new());
            keys.extend(rule.map(|rule| quote!(rename_all = #rule)));
            quote!({ #fields })
        }
    };
    let attributes = (!keys.is_empty()).then(|| quote!(#[serde(#(#keys),*)]));
    quote!(#comment #deprecated #attributes #ident #content,)
}
