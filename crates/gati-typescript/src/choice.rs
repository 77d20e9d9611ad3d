//! Enums as unions.

use std::collections::BTreeSet;

use gati_schema::TypeName;
use gati_schema::ty::{Choice, Content, Side, Tagging, Variant};

use crate::place::{Place, member_of_union};
use crate::shared::{Object, space};
use crate::text::{self, literal};

/// The union of an enum that stands alone, from its first line break on.
pub(crate) fn union<'m>(place: Place<'m, '_>, choice: &'m Choice) -> String {
    let variants: Vec<&Variant> = present(place, choice).collect();
    if variants.is_empty() {
        return " never".to_owned();
    }
    let is_one = variants.len() == 1;
    let mut text = String::new();
    for variant in variants {
        let status = variant
            .status
            .map(|status| format!("Answered with {status}."))
            .unwrap_or_default();
        let deprecated = text::deprecated(variant.deprecated.as_ref(), None);
        text.push('\n');
        text.push_str(&text::comment(&space(1), &[&variant.docs, &status, &deprecated]));
        let form = alone(place, choice, variant);
        let form = if is_one { form } else { member_of_union(form) };
        text.push_str(&format!("{}| {form}", space(1)));
    }
    text
}

/// The forms of an enum in an object that it shares.
pub(crate) fn shared<'m>(
    place: Place<'m, '_>,
    choice: &'m Choice,
    claimed: &BTreeSet<String>,
    within: &[&'m TypeName],
) -> Vec<String> {
    let forms: Vec<String> = present(place, choice)
        .filter_map(|variant| {
            let name = variant.name.on(place.side);
            let mut object = Object::beside(claimed, within);
            match &choice.tagging {
                _ if is_untagged(choice, variant) => {
                    return Some(match &variant.content {
                        Content::Unit | Content::Tuple(_) => "{}".to_owned(),
                        Content::Newtype(ty) => {
                            object.take_in(place, ty, false);
                            object.print(1)
                        }
                        Content::Object(fields) => {
                            object.fields(place, fields, false);
                            object.print(1)
                        }
                    });
                }
                Tagging::External if claimed.contains(name) => return None,
                Tagging::External => object.member(name, content(place.held(), &variant.content, within, 2)),
                Tagging::Internal { tag } | Tagging::Adjacent { tag, .. }
                    if place.side == Side::Read && claimed.contains(tag) =>
                {
                    return None;
                }
                _ => fill(place, choice, variant, &mut object),
            }
            Some(object.print(1))
        })
        .collect();
    if forms.is_empty() {
        vec!["never".to_owned()]
    } else {
        forms
    }
}

/// One variant that stands alone.
fn alone<'m>(place: Place<'m, '_>, choice: &'m Choice, variant: &'m Variant) -> String {
    let name = variant.name.on(place.side);
    if is_untagged(choice, variant) {
        return content(place, &variant.content, &[], 1);
    }
    let mut object = Object::new();
    match &choice.tagging {
        Tagging::External if variant.content == Content::Unit => return literal(name),
        Tagging::External => object.member(name, content(place.held(), &variant.content, &[], 2)),
        _ => fill(place, choice, variant, &mut object),
    }
    object.print(1)
}

/// A variant with a tag inside its object.
fn fill<'m>(place: Place<'m, '_>, choice: &'m Choice, variant: &'m Variant, object: &mut Object<'m>) {
    let name = literal(variant.name.on(place.side));
    match &choice.tagging {
        Tagging::Internal { tag } => {
            object.member(tag, name);
            match &variant.content {
                Content::Unit => {}
                Content::Newtype(ty) => object.take_in(place, ty, false),
                Content::Tuple(_) => object.member("", "never".to_owned()),
                Content::Object(fields) => object.fields(place, fields, false),
            }
        }
        Tagging::Adjacent { tag, content: key } => {
            object.member(tag, name);
            let within = object.within().to_vec();
            if variant.content != Content::Unit {
                object.member(key, content(place.held(), &variant.content, &within, 2));
            }
        }
        Tagging::External | Tagging::Untagged => {}
    }
}

/// What a variant carries, where it stands alone.
fn content<'m>(place: Place<'m, '_>, content: &'m Content, within: &[&'m TypeName], indent: usize) -> String {
    match content {
        Content::Unit => "null".to_owned(),
        Content::Newtype(ty) => place.ty(ty),
        Content::Tuple(types) => place.tuple(types),
        Content::Object(fields) => {
            let mut object = Object::beside(&BTreeSet::new(), within);
            object.fields(place, fields, false);
            object.print(indent)
        }
    }
}

fn present<'m>(place: Place<'m, '_>, choice: &'m Choice) -> impl Iterator<Item = &'m Variant> {
    choice
        .variants
        .iter()
        .filter(move |variant| !variant.skip.on(place.side))
}

/// Whether nothing tells which variant it is but its content.
pub(crate) fn is_untagged(choice: &Choice, variant: &Variant) -> bool {
    variant.untagged || choice.tagging == Tagging::Untagged
}
