//! Unnamed fields, and the one field of a transparent struct.

use syn::{FieldsUnnamed, Index, Member};

use super::super::ast::{Element, Place};
use super::{check_stray, report_hidden, report_not_in_list};
use crate::attr::{gtype, serde};
use crate::diagnostics::Diagnostics;

/// Reads the positions of a list; those that serde skips are none.
pub(super) fn parse_list(fields: &FieldsUnnamed, sink: &mut Diagnostics) -> Vec<Element> {
    let mut elements = Vec::new();
    for (index, field) in fields.unnamed.iter().enumerate() {
        let theirs = serde::Field::read(&field.attrs);
        if theirs.is_skipped() {
            check_stray(&field.attrs, "serde skips this field", sink);
            continue;
        }
        if let (true, Some(span)) = (theirs.skip.read || theirs.skip.write, theirs.skip_span) {
            report_not_in_list("skip", span, sink);
        }
        if let Some((_, span)) = &theirs.skip_serializing_if {
            report_not_in_list("skip_serializing_if", *span, sink);
        }
        if let Some((_, span)) = &theirs.default {
            report_not_in_list("default", *span, sink);
        }
        elements.push(parse(field, index, sink));
    }
    elements
}

/// Reads one value that has no name on the wire.
pub(super) fn parse(field: &syn::Field, index: usize, sink: &mut Diagnostics) -> Element {
    let theirs = serde::Field::read(&field.attrs);
    let ours = gtype::Field::read(&field.attrs, sink);
    if let (Some(custom), None) = (theirs.hidden(), &ours.wire) {
        report_hidden(custom, "field", sink);
    }
    let without_name = [
        ("default", ours.default.as_ref().map(|default| default.key)),
        (
            "deprecated",
            ours.deprecated.as_ref().map(|deprecated| deprecated.key),
        ),
        ("example", ours.examples.first().map(|example| example.key)),
    ];
    for (key, span) in without_name {
        if let Some(span) = span {
            sink.error_with_help(
                span,
                format_args!("`{key}` has no meaning on a value without a name on the wire"),
                "name the field, or put it on the type",
            );
        }
    }
    Element {
        member: Member::Unnamed(Index::from(index)),
        place: Place {
            ty: field.ty.clone(),
            wire: ours.wire.map(|wire| wire.value),
            constraints: ours.constraints,
        },
    }
}
