//! Named fields.

use gati_schema::ty::{Default, Sided, Written};
use syn::ext::IdentExt;
use syn::{FieldsNamed, Ident};

use super::super::ast::{Field, Place};
use super::super::default;
use super::super::primitive::is_option;
use super::{check_stray, report_hidden};
use crate::attr::case::Case;
use crate::attr::constraint::{path_text, violated_by};
use crate::attr::serde::{self, DefaultValue, PerSide};
use crate::attr::{deprecation, gtype};
use crate::diagnostics::Diagnostics;
use crate::docs;

/// What the struct or variant around a field says about it.
#[derive(Clone, Copy)]
pub(super) struct Surroundings {
    /// The style of names.
    pub(super) case: PerSide<Case>,
    /// Whether a missing field is taken from the default of the whole struct.
    pub(super) default: bool,
}

/// Reads the fields of an object; those that serde skips on both sides are none.
pub(super) fn parse_all(fields: &FieldsNamed, around: Surroundings, sink: &mut Diagnostics) -> Vec<Field> {
    let named = fields.named.iter();
    let with_names = named.filter_map(|field| Some((field, field.ident.as_ref()?)));
    with_names
        .filter_map(|(field, ident)| parse(field, ident, around, sink))
        .collect()
}

fn parse(field: &syn::Field, ident: &Ident, around: Surroundings, sink: &mut Diagnostics) -> Option<Field> {
    let theirs = serde::Field::read(&field.attrs);
    if theirs.is_skipped() {
        check_stray(&field.attrs, "serde skips this field", sink);
        return None;
    }
    let ours = gtype::Field::read(&field.attrs, sink);
    if let (Some(custom), None) = (theirs.hidden(), &ours.wire) {
        report_hidden(custom, "field", sink);
    }
    let default = read_default(&theirs, &ours, around, &field.ty, sink);
    check_examples(&ours, sink);
    let rust_name = ident.unraw().to_string();
    let name = PerSide {
        read: theirs
            .rename
            .read
            .unwrap_or_else(|| around.case.read.field(&rust_name)),
        write: theirs
            .rename
            .write
            .unwrap_or_else(|| around.case.write.field(&rust_name)),
    };
    Some(Field {
        ident: ident.clone(),
        aliases: aliases(theirs.aliases, &name.read),
        name: Sided::new(name.read, name.write),
        default,
        default_of_struct: around.default && theirs.default.is_none(),
        default_function: theirs.default.and_then(|(default, _)| match default {
            DefaultValue::Trait => None,
            DefaultValue::Function(path) => Some(path),
        }),
        written: written(theirs.skip_serializing_if.as_ref().map(|(path, _)| path)),
        skip_if: theirs.skip_serializing_if.map(|(path, _)| path),
        skip: Sided::new(theirs.skip.read, theirs.skip.write),
        flatten: theirs.flatten,
        docs: docs::text(&field.attrs),
        deprecated: match ours.deprecated {
            Some(ours) => Some(ours.value),
            None => deprecation(&field.attrs),
        },
        examples: ours.examples.into_iter().map(|example| example.value).collect(),
        place: Place {
            ty: field.ty.clone(),
            wire: ours.wire.map(|wire| wire.value),
            constraints: ours.constraints,
        },
    })
}

/// The further names that are read, each once and in the order of the source.
pub(super) fn aliases(given: Vec<String>, name: &str) -> Vec<String> {
    let mut aliases = Vec::new();
    for alias in given {
        if alias != name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    aliases
}

fn read_default(
    theirs: &serde::Field,
    ours: &gtype::Field,
    around: Surroundings,
    ty: &syn::Type,
    sink: &mut Diagnostics,
) -> Default {
    // Serde fills a flattened field from what it finds and a skipped one without looking: neither can be absent.
    let own = theirs
        .default
        .as_ref()
        .filter(|_| !theirs.flatten && !theirs.skip.read);
    let around = around.default && !theirs.flatten && !theirs.skip.read;
    if let (None, false, Some(documented)) = (own, around, &ours.default) {
        sink.error_with_help(
            documented.key,
            "`default` says what a missing field becomes, but serde does not let this field be missing",
            "add `#[serde(default)]` or `#[serde(default = \"path::to::function\")]`",
        );
        return Default::None;
    }
    check_required_option(theirs, ours, own.is_some() || around, ty, sink);
    let documented = ours.default.as_ref();
    // The Rust default of a type that travels in another form tells nothing about that form.
    let default = match own {
        Some((DefaultValue::Trait, _)) if ours.wire.is_some() && documented.is_none() => Default::Computed,
        _ => default::of_field(
            own.map(|(default, _)| default),
            around,
            documented.map(|documented| &documented.value),
            ty,
        ),
    };
    if let Default::Known(value) = &default
        && let Some(broken) = violated_by(&ours.constraints.lower(), value)
        && let Some(span) = documented
            .map(|documented| documented.key)
            .or(own.map(|(_, span)| *span))
    {
        sink.error_with_help(
            span,
            format_args!(
                "the default `{value}` breaks `{broken}`: a request without this field would be refused"
            ),
            "give a default that keeps the constraints with `#[serde(default = \"path::to::function\")]`",
        );
    }
    default
}

/// Serde takes a missing `Option` for `None`, but not when a function of the author's reads it.
fn check_required_option(
    theirs: &serde::Field,
    ours: &gtype::Field,
    has_default: bool,
    ty: &syn::Type,
    sink: &mut Diagnostics,
) {
    let described = ours.wire.as_ref().map_or(ty, |wire| &wire.value);
    if let Some(custom) = &theirs.custom.read
        && !theirs.skip.read
        && !theirs.flatten
        && !has_default
        && is_option(described)
    {
        sink.error_with_help(
            custom.span,
            format_args!(
                "with `{}`, serde refuses a missing field even if it is an `Option`",
                custom.key
            ),
            "add `#[serde(default)]`, so that it may be missing",
        );
    }
}

fn check_examples(ours: &gtype::Field, sink: &mut Diagnostics) {
    let constraints = ours.constraints.lower();
    for example in &ours.examples {
        if let Some(broken) = violated_by(&constraints, &example.value) {
            sink.error(
                example.key,
                format_args!("the example `{}` breaks `{broken}`", example.value),
            );
        }
    }
}

fn written(skip_if: Option<&syn::ExprPath>) -> Written {
    let Some(function) = skip_if else {
        return Written::Always;
    };
    let text = path_text(&function.path);
    if text == "Option::is_none" || text.ends_with("::Option::is_none") {
        Written::WhenSome
    } else {
        Written::Sometimes
    }
}
