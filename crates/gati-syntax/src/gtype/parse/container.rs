//! Structs and enums as a whole.

use gati_schema::ty::Tagging;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Member};

use super::super::ast::{Body, Element, Place, TypeItem};
use super::super::primitive::is_phantom;
use super::{check_stray, element, field, variant};
use crate::attr::constraint::ConstraintSet;
use crate::attr::serde::{self, Conversion};
use crate::attr::{deprecation, gtype};
use crate::diagnostics::Diagnostics;
use crate::docs;

/// Reads an item; `None` if it is of a kind that has no JSON form. The result is complete only if nothing was reported.
pub(super) fn parse(item: &DeriveInput, sink: &mut Diagnostics) -> Option<TypeItem> {
    let ours = gtype::Container::read(&item.attrs, sink);
    let theirs = serde::Container::read(&item.attrs);
    if let Data::Union(union) = &item.data {
        sink.error_with_help(
            union.union_token.span(),
            "a union has no JSON form",
            "use an enum: each variant says what it holds",
        );
        return None;
    }
    let body = match wire(&ours, &theirs, sink) {
        Wire::Other(ty) => {
            check_fields_unused(&item.data, sink);
            Body::Wire(Place {
                ty: (*ty).clone(),
                wire: Some(*ty),
                constraints: ours.constraints,
            })
        }
        // The mistake is reported, and its consequences need not be.
        Wire::Unknown => return None,
        Wire::Own => {
            let body = match &item.data {
                Data::Enum(data) => parse_enum(data, &theirs, sink),
                Data::Struct(data) => parse_struct(item, &data.fields, &theirs, sink),
                Data::Union(_) => return None,
            };
            constrained(body, ours.constraints, sink)
        }
    };
    let public_name = match &ours.name {
        Some(name) => name.value.value(),
        None => item.ident.unraw().to_string(),
    };
    Some(TypeItem {
        ident: item.ident.clone(),
        generics: item.generics.clone(),
        public_name,
        docs: docs::text(&item.attrs),
        deprecated: match ours.deprecated {
            Some(ours) => Some(ours.value),
            None => deprecation(&item.attrs),
        },
        examples: ours.examples.into_iter().map(|example| example.value).collect(),
        is_api_error: false,
        body,
    })
}

/// Whose JSON form a type has.
enum Wire {
    Own,
    Other(Box<syn::Type>),
    Unknown,
}

fn wire(ours: &gtype::Container, theirs: &serde::Container, sink: &mut Diagnostics) -> Wire {
    if let Some(wire) = &ours.wire {
        return Wire::Other(Box::new(wire.value.clone()));
    }
    if let Some((key, span)) = theirs.identifier {
        sink.error_with_help(
            span,
            format_args!("`{key}` is for hand-written readers and has no description of its own"),
            "say how it looks on the wire with `#[gtype(as = String)]`",
        );
        return Wire::Unknown;
    }
    match (&theirs.from, &theirs.into) {
        (None, None) => Wire::Own,
        (Some(from), Some(into)) if same_type(&from.ty, &into.ty) => Wire::Other(Box::new(from.ty.clone())),
        (Some(from), Some(into)) => {
            let message = format!(
                "this type is read as `{}` and written as `{}`",
                spelled(&from.ty),
                spelled(&into.ty)
            );
            sink.error_with_help(
                into.span,
                message,
                "convert from and into one type, or say with `#[gtype(as = T)]` which type the contract shows",
            );
            Wire::Unknown
        }
        (Some(one), None) | (None, Some(one)) => {
            report_one_way(one, sink);
            Wire::Unknown
        }
    }
}

fn report_one_way(one: &Conversion, sink: &mut Diagnostics) {
    let (side, other) = match one.key {
        "into" => ("written", "from"),
        _ => ("read", "into"),
    };
    let ty = spelled(&one.ty);
    sink.error_with_help(
        one.span,
        format_args!("this type is {side} as `{ty}`, but only on that side"),
        format_args!(
            "add `#[serde({other} = \"{ty}\")]`, or say with `#[gtype(as = {ty})]` that both sides look like that"
        ),
    );
}

fn same_type(a: &syn::Type, b: &syn::Type) -> bool {
    spelled(a) == spelled(b)
}

fn spelled(ty: &syn::Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

/// Fields behind a conversion are nobody's business, and neither is what we were told about them.
fn check_fields_unused(data: &Data, sink: &mut Diagnostics) {
    let why = "the whole type travels in the form of another one";
    let mut fields_of = |fields: &Fields| {
        for field in fields {
            check_stray(&field.attrs, why, sink);
        }
    };
    match data {
        Data::Struct(data) => fields_of(&data.fields),
        Data::Enum(data) => {
            for variant in &data.variants {
                fields_of(&variant.fields);
            }
        }
        Data::Union(_) => {}
    }
}

fn parse_enum(data: &syn::DataEnum, theirs: &serde::Container, sink: &mut Diagnostics) -> Body {
    let tagging = match (&theirs.tag, &theirs.content) {
        _ if theirs.untagged => Tagging::Untagged,
        (Some(tag), Some(content)) => Tagging::Adjacent {
            tag: tag.clone(),
            content: content.clone(),
        },
        (Some(tag), None) => Tagging::Internal { tag: tag.clone() },
        (None, _) => Tagging::External,
    };
    let mut skipped = Vec::new();
    let mut variants = Vec::new();
    for variant in &data.variants {
        match variant::parse(variant, theirs, sink) {
            Some(parsed) => variants.push(parsed),
            None => skipped.push(variant.ident.clone()),
        }
    }
    Body::Choice {
        tagging,
        variants,
        skipped,
        deny_unknown_fields: theirs.deny_unknown_fields,
    }
}

fn parse_struct(
    item: &DeriveInput,
    fields: &Fields,
    theirs: &serde::Container,
    sink: &mut Diagnostics,
) -> Body {
    if theirs.transparent {
        return parse_transparent(fields, sink);
    }
    match fields {
        Fields::Unit => Body::Unit,
        Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => Body::Newtype {
            element: element::parse(&unnamed.unnamed[0], 0, sink),
            transparent: false,
        },
        Fields::Unnamed(unnamed) => {
            if let Some((_, span)) = &theirs.default {
                super::report_not_in_list("default", *span, sink);
            }
            Body::Tuple(element::parse_list(unnamed, sink))
        }
        Fields::Named(named) => {
            let surroundings = field::Surroundings {
                case: theirs.rename_all,
                default: theirs.default.is_some(),
            };
            let tag = theirs.tag.clone().map(|key| {
                let name = theirs.rename.write.clone();
                (key, name.unwrap_or_else(|| item.ident.unraw().to_string()))
            });
            Body::Object {
                fields: field::parse_all(named, surroundings, sink),
                deny_unknown_fields: theirs.deny_unknown_fields,
                tag,
            }
        }
    }
}

/// The one field that a transparent struct is made of; serde reports if there is none or several.
fn parse_transparent(fields: &Fields, sink: &mut Diagnostics) -> Body {
    let (mut read, mut write) = (None, None);
    for (index, field) in fields.iter().enumerate() {
        let theirs = serde::Field::read(&field.attrs);
        let counts = !is_phantom(&field.ty);
        if counts && !theirs.skip.read && theirs.default.is_none() && read.is_none() {
            read = Some(index);
        }
        if counts && !theirs.skip.write && write.is_none() {
            write = Some(index);
        }
    }
    for (index, field) in fields.iter().enumerate() {
        if Some(index) != read && Some(index) != write {
            check_stray(
                &field.attrs,
                "a transparent struct looks like its other field",
                sink,
            );
        }
    }
    match read
        .or(write)
        .and_then(|index| Some((index, fields.iter().nth(index)?)))
    {
        Some((index, field)) => {
            if read.is_some() && write.is_some() && read != write {
                sink.error_with_help(
                    field.span(),
                    "a transparent struct that reads one field and writes another cannot be described",
                    "say how it looks with `#[gtype(as = T)]` on the struct",
                );
            }
            let mut element = element::parse(field, index, sink);
            if let Some(ident) = &field.ident {
                element.member = Member::Named(ident.clone());
            }
            Body::Newtype {
                element,
                transparent: true,
            }
        }
        None => Body::Unit,
    }
}

/// Constraints of a whole type are those of its only value.
fn constrained(mut body: Body, constraints: ConstraintSet, sink: &mut Diagnostics) -> Body {
    if constraints.is_empty() {
        return body;
    }
    match &mut body {
        Body::Newtype {
            element: Element { place, .. },
            ..
        } if place.constraints.is_empty() => place.constraints = constraints,
        Body::Newtype { .. } => {
            for (key, span) in constraints.keys() {
                sink.error_with_help(
                    span,
                    format_args!("`{key}` stands on the struct, and other constraints on its field"),
                    "keep them in one place",
                );
            }
        }
        Body::Wire(_) | Body::Unit | Body::Tuple(_) | Body::Object { .. } | Body::Choice { .. } => {
            for (key, span) in constraints.keys() {
                sink.error_with_help(
                    span,
                    format_args!("`{key}` has no meaning on a struct or enum of several values"),
                    "put it on the field that it is about",
                );
            }
        }
    }
    body
}
