//! Variants.

use gati_schema::ty::Sided;
use syn::Fields;
use syn::ext::IdentExt;

use super::super::ast::{Content, Variant};
use super::super::detail::Detail;
use super::{check_stray, element, field, report_hidden};
use crate::attr::serde::{self, PerSide};
use crate::attr::{deprecation, gtype};
use crate::diagnostics::Diagnostics;
use crate::docs;

/// Reads a variant; `None` if serde skips it on both sides.
pub(super) fn parse(
    variant: &syn::Variant,
    around: &serde::Container,
    sink: &mut Diagnostics,
) -> Option<Variant> {
    let theirs = serde::Variant::read(&variant.attrs);
    if theirs.is_skipped() {
        check_stray(&variant.attrs, "serde skips this variant", sink);
        for field in &variant.fields {
            check_stray(&field.attrs, "serde skips this variant", sink);
        }
        return None;
    }
    let ours = gtype::Variant::read(&variant.attrs, sink);
    let rust_name = variant.ident.unraw().to_string();
    let content = content(variant, &theirs, &ours, around, sink);
    let detail = ours
        .detail
        .and_then(|detail| Detail::parse(detail.value, &variant.fields, sink));
    let case = around.rename_all;
    let name = PerSide {
        read: theirs
            .rename
            .read
            .unwrap_or_else(|| case.read.variant(&rust_name)),
        write: theirs
            .rename
            .write
            .unwrap_or_else(|| case.write.variant(&rust_name)),
    };
    Some(Variant {
        ident: variant.ident.clone(),
        aliases: field::aliases(theirs.aliases, &name.read),
        name: Sided::new(name.read, name.write),
        content,
        untagged: theirs.untagged,
        other: theirs.other,
        skip: Sided::new(theirs.skip.read, theirs.skip.write),
        status: ours.status,
        is_flawed: ours.is_flawed,
        detail,
        docs: docs::text(&variant.attrs),
        deprecated: match ours.deprecated {
            Some(ours) => Some(ours.value),
            None => deprecation(&variant.attrs),
        },
    })
}

fn content(
    variant: &syn::Variant,
    theirs: &serde::Variant,
    ours: &gtype::Variant,
    around: &serde::Container,
    sink: &mut Diagnostics,
) -> Content {
    if let Some(wire) = &ours.wire {
        for field in &variant.fields {
            check_stray(
                &field.attrs,
                "the content travels in the form of another type",
                sink,
            );
        }
        return Content::Wire(Box::new(wire.value.clone()));
    }
    if let Some(custom) = theirs.hidden() {
        report_hidden(custom, "variant", sink);
        return Content::Unit;
    }
    match &variant.fields {
        Fields::Unit => Content::Unit,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => newtype(&fields.unnamed[0], sink),
        Fields::Unnamed(fields) => Content::Tuple(element::parse_list(fields, sink)),
        Fields::Named(fields) => {
            let surroundings = field::Surroundings {
                case: theirs.rename_all.or(around.rename_all_fields),
                default: false,
            };
            Content::Object(field::parse_all(fields, surroundings, sink))
        }
    }
}

/// Serde takes a variant whose only value is skipped for one that carries nothing.
fn newtype(field: &syn::Field, sink: &mut Diagnostics) -> Content {
    let theirs = serde::Field::read(&field.attrs);
    if theirs.is_skipped() {
        check_stray(&field.attrs, "serde skips this field", sink);
        return Content::Unit;
    }
    if let (true, Some(span)) = (theirs.skip.read || theirs.skip.write, theirs.skip_span) {
        sink.error_with_help(
            span,
            "a variant that carries its value on one side only cannot be described",
            "use a variant with named fields",
        );
    }
    Content::Newtype(Box::new(element::parse(field, 0, sink)))
}
