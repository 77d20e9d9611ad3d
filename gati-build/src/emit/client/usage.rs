//! The walks over the manifest: who sends a type, which types hold themselves, which can be compared.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::handler::Body;
use gati_schema::ty::{Content, Field, Kind, Scalar, Shape, Side, Tagging};
use gati_schema::{Definition, Manifest, Type, TypeName};

/// Every type that requests (read) or answers (write) hold, directly or not.
pub(super) fn reached(manifest: &Manifest, side: Side) -> BTreeSet<&TypeName> {
    let roots = manifest
        .handlers
        .iter()
        .flat_map(gati_schema::Handler::types)
        .filter(|(on, _)| *on == side)
        .flat_map(|(_, ty)| names(ty));
    closure(manifest, roots, &|definition| {
        fields_on(definition, side).into_iter().flat_map(names).collect()
    })
}

/// The enums that handlers answer with when they fail.
pub(super) fn errors(manifest: &Manifest) -> BTreeSet<&TypeName> {
    manifest
        .handlers
        .iter()
        .filter_map(|handler| handler.error.as_ref())
        .flat_map(names)
        .collect()
}

/// The structs that are sent as multipart forms, and those whose fields stand in one.
pub(super) fn multipart(manifest: &Manifest) -> BTreeSet<&TypeName> {
    let roots = manifest
        .handlers
        .iter()
        .filter_map(|handler| match &handler.body {
            Some(Body::Multipart { ty }) => Some(ty),
            _ => None,
        })
        .flat_map(names);
    closure(manifest, roots, &|definition| match &definition.shape {
        Shape::Object { fields, .. } => fields
            .iter()
            .filter(|field| field.flatten)
            .flat_map(|field| names(&field.ty))
            .collect(),
        _ => Vec::new(),
    })
}

/// The types that sets hold and maps have as keys, with everything in them: they need an order.
pub(super) fn ordered(manifest: &Manifest) -> BTreeSet<&TypeName> {
    fn keys<'a>(ty: &'a Type, found: &mut Vec<&'a TypeName>) {
        match &ty.kind {
            Kind::Set { of } => found.extend(names(of)),
            Kind::Map { key, .. } => found.extend(names(key)),
            _ => {}
        }
        for part in ty.parts() {
            keys(part, found);
        }
    }
    let mut roots = Vec::new();
    for ty in all_types(manifest) {
        keys(ty, &mut roots);
    }
    closure(manifest, roots, &|definition| {
        definition.types().into_iter().flat_map(names).collect()
    })
}

/// The structs by whose unknown keys an untagged enum tells its variants apart.
pub(super) fn strict(manifest: &Manifest) -> BTreeSet<&TypeName> {
    manifest
        .types
        .values()
        .filter_map(|definition| match &definition.shape {
            Shape::Choice(choice) => Some(choice),
            _ => None,
        })
        .flat_map(|choice| {
            let untagged = choice.tagging == Tagging::Untagged;
            choice
                .variants
                .iter()
                .filter(move |variant| untagged || variant.untagged)
        })
        .filter_map(|variant| match &variant.content {
            Content::Newtype(ty) => Some(names(ty)),
            _ => None,
        })
        .flatten()
        .collect()
}

/// Every type that mentions, directly or not, a kind of which `bad` says so.
pub(super) fn tainted<'a>(manifest: &'a Manifest, bad: &dyn Fn(&Kind) -> bool) -> BTreeSet<&'a TypeName> {
    let mut found: BTreeSet<&TypeName> = BTreeSet::new();
    loop {
        let more: Vec<&TypeName> = manifest
            .types
            .iter()
            .filter(|(name, definition)| {
                !found.contains(name)
                    && definition
                        .types()
                        .into_iter()
                        .any(|ty| holds(ty, bad) || names(ty).iter().any(|name| found.contains(name)))
            })
            .map(|(name, _)| name)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// Whether a type, or one in it, is of such a kind.
pub(super) fn holds(ty: &Type, bad: &dyn Fn(&Kind) -> bool) -> bool {
    bad(&ty.kind) || ty.parts().into_iter().any(|part| holds(part, bad))
}

/// What has no order in Rust.
pub(super) fn has_no_order(kind: &Kind) -> bool {
    matches!(kind, Kind::Float { .. } | Kind::Any | Kind::AnyObject) || has_no_equality(kind)
}

/// What cannot be compared: `jiff::Span`, since an hour and sixty minutes are and are not the same, and files.
pub(super) fn has_no_equality(kind: &Kind) -> bool {
    matches!(kind, Kind::Upload | Kind::Scalar { scalar: Scalar::Span })
}

/// Files, which can be sent once.
pub(super) fn is_upload(kind: &Kind) -> bool {
    matches!(kind, Kind::Upload)
}

/// For each type the types that it holds in itself: not behind a list, a set or a map, which are allocations already.
pub(super) fn held(manifest: &Manifest) -> BTreeMap<&TypeName, BTreeSet<&TypeName>> {
    fn direct<'a>(ty: &'a Type, found: &mut Vec<&'a TypeName>) {
        match &ty.kind {
            Kind::Named { name } => found.push(name),
            Kind::List { .. } | Kind::Set { .. } | Kind::Map { .. } => {}
            _ => ty.parts().into_iter().for_each(|part| direct(part, found)),
        }
    }
    fn step(definition: &Definition) -> Vec<&TypeName> {
        let mut found = Vec::new();
        for ty in definition.types() {
            direct(ty, &mut found);
        }
        found
    }
    manifest
        .types
        .iter()
        .map(|(name, definition)| (name, closure(manifest, step(definition), &step)))
        .collect()
}

/// The names that a type mentions.
fn names(ty: &Type) -> Vec<&TypeName> {
    let mut found = Vec::new();
    ty.for_each_name(&mut |name| found.push(name));
    found
}

fn all_types(manifest: &Manifest) -> impl Iterator<Item = &Type> {
    let of_handlers = manifest
        .handlers
        .iter()
        .flat_map(|handler| handler.types().into_iter().map(|(_, ty)| ty));
    of_handlers.chain(manifest.types.values().flat_map(Definition::types))
}

/// The types of a definition that are there on one side: what serde skips is not looked at.
fn fields_on(definition: &Definition, side: Side) -> Vec<&Type> {
    fn there(fields: &[Field], side: Side) -> Vec<&Type> {
        fields
            .iter()
            .filter(|field| !*field.skip.on(side))
            .map(|field| &field.ty)
            .collect()
    }
    match &definition.shape {
        Shape::Object { fields, .. } => there(fields, side),
        Shape::Choice(choice) => choice
            .variants
            .iter()
            .filter(|variant| !*variant.skip.on(side))
            .flat_map(|variant| match &variant.content {
                Content::Object(fields) => there(fields, side),
                content => content.types(),
            })
            .collect(),
        _ => definition.types(),
    }
}

/// Everything that can be reached from the roots, themselves included.
fn closure<'a>(
    manifest: &'a Manifest,
    roots: impl IntoIterator<Item = &'a TypeName>,
    step: &dyn Fn(&'a Definition) -> Vec<&'a TypeName>,
) -> BTreeSet<&'a TypeName> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&TypeName> = roots.into_iter().collect();
    while let Some(name) = waiting.pop() {
        if let Some(definition) = manifest.types.get(name)
            && found.insert(name)
        {
            waiting.extend(step(definition));
        }
    }
    found
}
