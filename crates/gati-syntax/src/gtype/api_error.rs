//! The rules of `#[derive(ApiError)]`: what an enum needs to be answered as problem documents (RFC 9457).

use gati_schema::ty::{Side, Tagging};

use super::ast::{Body, Content, TypeItem, Variant};
use crate::diagnostics::Diagnostics;

/// The members of every problem document, which an error's own fields must leave alone.
pub const RESERVED: [&str; 7] = [
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "request_id",
    "violations",
];

pub(super) fn check(item: &TypeItem, sink: &mut Diagnostics) {
    let Body::Choice {
        tagging,
        variants,
        skipped,
        ..
    } = &item.body
    else {
        sink.error_with_help(
            item.ident.span(),
            "`ApiError` is for enums",
            "use an enum with one variant per way to fail, each with `#[gtype(status = …)]`",
        );
        return;
    };
    check_tagging(item, tagging, sink);
    check_written(item, variants, skipped, sink);
    for variant in variants {
        check_status(variant, sink);
        check_members(variant, sink);
    }
}

/// The tag is the code by which clients tell errors apart, and the fields stand beside it in the problem document.
fn check_tagging(item: &TypeItem, tagging: &Tagging, sink: &mut Diagnostics) {
    match tagging {
        Tagging::Internal { tag } if RESERVED.contains(&tag.as_str()) => sink.error_with_help(
            item.ident.span(),
            format_args!("`{tag}` is a member of every problem document and cannot be the tag of an error"),
            "write `#[serde(tag = \"code\")]`",
        ),
        Tagging::Internal { .. } => {}
        Tagging::External | Tagging::Adjacent { .. } | Tagging::Untagged => sink.error_with_help(
            item.ident.span(),
            "the variants of an error are members of a problem document, so they need a tag inside",
            "write `#[serde(tag = \"code\")]` above the enum, without `content`",
        ),
    }
}

/// A value that cannot be written cannot be answered.
fn check_written(item: &TypeItem, variants: &[Variant], skipped: &[syn::Ident], sink: &mut Diagnostics) {
    let unwritten = variants.iter().filter(|variant| *variant.skip.on(Side::Write));
    let unwritten = unwritten.map(|variant| &variant.ident).chain(skipped);
    for ident in unwritten {
        sink.error_with_help(
            ident.span(),
            format_args!(
                "serde cannot write `{}::{ident}`, so it cannot be answered",
                item.ident
            ),
            "remove `skip`, or the variant",
        );
    }
    for variant in variants.iter().filter(|variant| variant.untagged) {
        sink.error_with_help(
            variant.ident.span(),
            "an error without a tag has no code",
            "remove `#[serde(untagged)]`",
        );
    }
}

/// No status is right for every error, so none is assumed.
fn check_status(variant: &Variant, sink: &mut Diagnostics) {
    if variant.status.is_none() && !variant.is_flawed {
        sink.error_with_help(
            variant.ident.span(),
            format_args!("`{}` has no status", variant.ident),
            "add `#[gtype(status = 409)]`: 404 not found, 409 conflict with the present state, 422 a request that makes no sense, 503 try again later",
        );
    }
}

fn check_members(variant: &Variant, sink: &mut Diagnostics) {
    match &variant.content {
        Content::Object(fields) => {
            let written = fields
                .iter()
                .filter(|field| !field.flatten && !*field.skip.on(Side::Write));
            for field in written {
                let name = field.name.on(Side::Write);
                if RESERVED.contains(&name.as_str()) {
                    sink.error_with_help(
                        field.ident.span(),
                        format_args!("`{name}` is a member of every problem document"),
                        "give the field another name",
                    );
                }
            }
        }
        Content::Tuple(_) | Content::Unit | Content::Newtype(_) | Content::Wire(_) => {}
    }
}
