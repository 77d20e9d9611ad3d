//! Rules that concern more than one attribute of an item. Each has its reason above it.

use std::collections::BTreeMap;

use gati_schema::ty::{Side, Sided, Tagging};
use syn::Ident;

use super::ast::{Body, Content, Element, Field, Place, TypeItem, Variant};
use super::primitive::{Primitive, item_of, peeled};
use crate::attr::constraint::ConstraintSet;
use crate::diagnostics::Diagnostics;

pub(super) fn check(item: &TypeItem, sink: &mut Diagnostics) {
    check_bounds_fit(item, sink);
    check_names_differ(item, sink);
}

/// A bound that its Rust type cannot reach never does anything, or refuses everything.
fn check_bounds_fit(item: &TypeItem, sink: &mut Diagnostics) {
    for place in places(item) {
        check_bounds(place.described(), &place.constraints, sink);
    }
}

fn check_bounds(ty: &syn::Type, constraints: &ConstraintSet, sink: &mut Diagnostics) {
    if let Some(Primitive::Integer(width)) = Primitive::of(peeled(ty)) {
        let bounds = [
            ("min", &constraints.min),
            ("max", &constraints.max),
            ("exclusive_min", &constraints.exclusive_min),
            ("exclusive_max", &constraints.exclusive_max),
            ("multiple_of", &constraints.multiple_of),
        ];
        for (key, bound) in bounds {
            let Some(bound) = bound else { continue };
            let (value, name) = (&bound.value, width.rust_name());
            match value.as_i128() {
                None => sink.error(
                    bound.key,
                    format_args!("`{key} = {value}` on a `{name}`, which holds whole numbers only"),
                ),
                Some(whole) if !fits(whole, width) => sink.error_with_help(
                    bound.key,
                    format_args!("`{key} = {value}` is beyond what a `{name}` can hold"),
                    format_args!("a `{name}` holds {} to {}", width.min(), width.max()),
                ),
                Some(_) => {}
            }
        }
    }
    if let (Some(items), Some(ty)) = (&constraints.items, item_of(ty)) {
        check_bounds(ty, &items.value, sink);
    }
}

fn fits(number: i128, width: gati_schema::ty::IntWidth) -> bool {
    number >= width.min() && u128::try_from(number).map_or(true, |number| number <= width.max())
}

/// Two values under one key: the reader takes the first, the writer writes both, and nobody notices.
fn check_names_differ(item: &TypeItem, sink: &mut Diagnostics) {
    match &item.body {
        Body::Object { fields, tag, .. } => {
            let tag = tag.as_ref().map(|(key, _)| (key.as_str(), Side::Write));
            check_fields_differ(fields, tag.as_slice(), sink);
        }
        Body::Choice {
            tagging, variants, ..
        } => {
            for variant in variants {
                if let Content::Object(fields) = &variant.content {
                    // Serde itself compares them with an internal tag.
                    check_fields_differ(fields, &[], sink);
                }
            }
            if *tagging != Tagging::Untagged {
                check_variants_differ(variants, sink);
            }
        }
        Body::Wire(_) | Body::Unit | Body::Newtype { .. } | Body::Tuple(_) => {}
    }
}

fn check_fields_differ(fields: &[Field], taken: &[(&str, Side)], sink: &mut Diagnostics) {
    let named = fields.iter().filter(|field| !field.flatten);
    let names = named.map(|field| Named {
        ident: &field.ident,
        name: &field.name,
        aliases: &field.aliases,
        skip: &field.skip,
    });
    check_differ("field", names, taken, sink);
}

fn check_variants_differ(variants: &[Variant], sink: &mut Diagnostics) {
    let named = variants.iter().filter(|variant| !variant.untagged);
    let names = named.map(|variant| Named {
        ident: &variant.ident,
        name: &variant.name,
        aliases: &variant.aliases,
        skip: &variant.skip,
    });
    check_differ("variant", names, &[], sink);
}

struct Named<'a> {
    ident: &'a Ident,
    name: &'a Sided<String>,
    aliases: &'a [String],
    skip: &'a Sided<bool>,
}

fn check_differ<'a>(
    what: &str,
    all: impl Iterator<Item = Named<'a>>,
    taken: &[(&str, Side)],
    sink: &mut Diagnostics,
) {
    let mut owners: BTreeMap<(&str, Side), String> = taken
        .iter()
        .map(|&(name, side)| ((name, side), "the tag".to_owned()))
        .collect();
    for named in all {
        let read = named
            .aliases
            .iter()
            .chain([named.name.on(Side::Read)])
            .map(|name| (name, Side::Read));
        let write = [(named.name.on(Side::Write), Side::Write)];
        let mut clash = None;
        for (name, side) in read.chain(write) {
            if *named.skip.on(side) {
                continue;
            }
            let owner = owners
                .entry((name, side))
                .or_insert_with(|| format!("`{}`", named.ident));
            if *owner != format!("`{}`", named.ident) {
                clash.get_or_insert((name, owner.clone()));
            }
        }
        if let Some((name, owner)) = clash {
            sink.error_with_help(
                named.ident.span(),
                format_args!("this {what} and {owner} are both called `{name}` on the wire"),
                "give one of them another name with `#[serde(rename = \"…\")]`",
            );
        }
    }
}

/// Every place that can have constraints.
fn places(item: &TypeItem) -> Vec<&Place> {
    fn of_elements(elements: &[Element]) -> impl Iterator<Item = &Place> {
        elements.iter().map(|element| &element.place)
    }
    let mut places: Vec<&Place> = item.fields().map(|(_, field)| &field.place).collect();
    match &item.body {
        Body::Wire(place) => places.push(place),
        Body::Newtype { element, .. } => places.push(&element.place),
        Body::Tuple(elements) => places.extend(of_elements(elements)),
        Body::Choice { variants, .. } => {
            for variant in variants {
                match &variant.content {
                    Content::Newtype(element) => places.push(&element.place),
                    Content::Tuple(elements) => places.extend(of_elements(elements)),
                    Content::Unit | Content::Wire(_) | Content::Object(_) => {}
                }
            }
        }
        Body::Unit | Body::Object { .. } => {}
    }
    places
}
