//! Property 12: for any invalid value the report has field path, expected, actual.

mod common;

use std::collections::BTreeSet;

use common::{World, cases};
use gati_oracle::document::{Chance, changed, fitting};
use gati_schema::check;
use gati_schema::ty::{Content, Field, Shape, Side, Tagging};
use gati_schema::violation::LIMIT;
use gati_schema::{Definition, Manifest, Type, TypeName, Violation};
use proptest::prelude::*;
use serde_json::Value;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p12_every_violation_has_a_path_into_the_document_what_was_expected_and_what_was_found(seed: u64) {
        let world = World::get();
        world.each(seed, |tested, document| {
            let found = check::value(&world.manifest, &tested.ty, Side::Read, document);
            found.iter().try_for_each(|violation| is_complete(violation, document))?;
            // What the generated validator finds in a value that serde could read.
            let reading = tested.subject.read(document);
            // By that time it is not known any more which of its names a field went by.
            let has_one_name = !has_aliases(&world.manifest, &tested.ty);
            reading.violations.iter().try_for_each(|violation| {
                has_words(violation)?;
                if has_one_name { is_complete(violation, document) } else { Ok(()) }
            })?;
            if !reading.is_accepted() && found.is_empty() {
                return Err("it is refused without a report".to_owned());
            }
            (found.len() <= LIMIT).then_some(()).ok_or_else(|| "the report has no end".to_owned())
        })?;
    }

    #[test]
    fn p12_what_is_changed_in_a_valid_document_is_where_the_report_points(seed: u64) {
        let world = World::get();
        for (number, tested) in world.subjects.iter().enumerate() {
            let mut chance = Chance::new(seed.wrapping_add(number as u64));
            let fits = fitting(&world.manifest, &tested.ty, &mut chance);
            // Without a tag the change may make the document look like another variant.
            if !tested.reads.is_valid(&fits) || is_untagged(&world.manifest, &tested.ty) {
                continue;
            }
            let (document, place) = changed(&fits, &mut chance);
            let found = check::value(&world.manifest, &tested.ty, Side::Read, &document);
            // A tag decides what everything beside it means, and what is one too many is told of the list.
            let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
            prop_assert!(
                found.is_empty() || found.iter().any(|violation| violation.pointer.starts_with(parent)),
                "{}: {document} was changed at {place}, and the report says {found:?}",
                tested.subject.name
            );
        }
    }
}

/// Whether a type has an enum without tags somewhere inside.
fn is_untagged(manifest: &Manifest, ty: &Type) -> bool {
    mentions(
        manifest,
        ty,
        &mut BTreeSet::new(),
        &|definition| match &definition.shape {
            Shape::Choice(choice) => {
                choice.tagging == Tagging::Untagged || choice.variants.iter().any(|variant| variant.untagged)
            }
            _ => false,
        },
    )
}

/// Whether something in it goes by several names.
fn has_aliases(manifest: &Manifest, ty: &Type) -> bool {
    let has = |fields: &[Field]| fields.iter().any(|field| !field.aliases.is_empty());
    mentions(
        manifest,
        ty,
        &mut BTreeSet::new(),
        &|definition| match &definition.shape {
            Shape::Object { fields, .. } => has(fields),
            Shape::Choice(choice) => choice.variants.iter().any(|variant| {
                let inside = matches!(&variant.content, Content::Object(fields) if has(fields));
                inside || !variant.aliases.is_empty()
            }),
            Shape::Unit | Shape::Newtype { .. } | Shape::Tuple(_) => false,
        },
    )
}

/// Whether a type or one that it mentions, directly or not, is like that.
fn mentions<'a>(
    manifest: &'a Manifest,
    ty: &'a Type,
    seen: &mut BTreeSet<&'a TypeName>,
    is_so: &dyn Fn(&Definition) -> bool,
) -> bool {
    if ty
        .parts()
        .into_iter()
        .any(|part| mentions(manifest, part, seen, is_so))
    {
        return true;
    }
    let Some(definition) = manifest.definition(ty) else {
        return false;
    };
    is_so(definition)
        || seen.insert(&definition.name)
            && definition
                .types()
                .into_iter()
                .any(|ty| mentions(manifest, ty, seen, is_so))
}

fn has_words(violation: &Violation) -> Result<(), String> {
    let Violation {
        keyword,
        expected,
        actual,
        ..
    } = violation;
    if keyword.is_empty() || expected.is_empty() || actual.is_empty() {
        return Err(format!("{violation:?} leaves something out"));
    }
    if actual.chars().count() > 120 {
        return Err(format!("{violation:?} shows too much"));
    }
    Ok(())
}

fn is_complete(violation: &Violation, document: &Value) -> Result<(), String> {
    has_words(violation)?;
    // What is missing has a path that ends one step outside of the document.
    let pointer = match &*violation.keyword {
        "required" => violation
            .pointer
            .rsplit_once('/')
            .map_or("", |(parent, _)| parent),
        _ => &violation.pointer,
    };
    match document.pointer(pointer) {
        Some(_) => Ok(()),
        None => Err(format!("{violation:?} points nowhere")),
    }
}
