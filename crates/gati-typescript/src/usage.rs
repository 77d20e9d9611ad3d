//! The walks over the manifest.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::ty::{Constraints, Content, Field, IntWidth, Kind, Scalar, Shape, Side, Tagging};
use gati_schema::{Definition, Manifest, Type, TypeName};

/// 2^53 - 1: beyond it, a `number` no longer tells whole numbers apart.
const SAFE: i128 = 9_007_199_254_740_991;

/// Names of types.
pub(crate) type Names<'a> = BTreeSet<&'a TypeName>;

/// Every type that requests (read) or answers (write) hold, directly or not.
pub(crate) fn reached(manifest: &Manifest, side: Side) -> Names<'_> {
    let roots = manifest.handlers.iter().flat_map(gati_schema::Handler::types);
    let mut waiting: Vec<&TypeName> = roots
        .filter(|(on, _)| *on == side)
        .flat_map(|(_, ty)| names(ty))
        .collect();
    let mut found = Names::new();
    while let Some(name) = waiting.pop() {
        if let Some((name, definition)) = manifest.types.get_key_value(name)
            && found.insert(name)
        {
            waiting.extend(types_on(definition, side).into_iter().flat_map(names));
        }
    }
    found
}

/// Every type of which `seed` says so, and all that mention one.
pub(crate) fn tainted<'a>(
    manifest: &'a Manifest,
    side: Side,
    seed: &dyn Fn(&Definition) -> bool,
) -> Names<'a> {
    let mut users: BTreeMap<&TypeName, Vec<&TypeName>> = BTreeMap::new();
    let mut waiting: Vec<&TypeName> = Vec::new();
    for (name, definition) in &manifest.types {
        if seed(definition) {
            waiting.push(name);
        }
        for used in types_on(definition, side).into_iter().flat_map(names) {
            users.entry(used).or_default().push(name);
        }
    }
    let mut found = Names::new();
    while let Some(name) = waiting.pop() {
        if found.insert(name) {
            waiting.extend(users.get(name).into_iter().flatten());
        }
    }
    found
}

/// Whether a type mentions a wide integer itself, not by name.
pub(crate) fn holds_wide(ty: &Type, place: &Constraints) -> bool {
    let whole = || ty.constraints.clone().and(place.clone());
    match &ty.kind {
        Kind::Integer { width, .. } => is_wide(*width, &whole()),
        Kind::Scalar { scalar } => matches!(scalar, Scalar::Duration | Scalar::SystemTime),
        Kind::Option { of } => holds_wide(of, &whole()),
        Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => {
            holds_wide(of, items(&ty.constraints))
        }
        Kind::Map { value, .. } => holds_wide(value, items(&ty.constraints)),
        Kind::Tuple { of } => of.iter().any(|part| holds_wide(part, &Constraints::NONE)),
        _ => false,
    }
}

/// What must hold of the items of a list or the values of a map.
pub(crate) fn items(place: &Constraints) -> &Constraints {
    place.items.as_deref().unwrap_or(const { &Constraints::NONE })
}

/// Whether `number` cannot hold every value of an integer exactly.
pub(crate) fn is_wide(width: IntWidth, place: &Constraints) -> bool {
    let number = |bound: &Option<gati_schema::ty::Number>| {
        let bound = bound.as_ref()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a bound that is out of range is as good as none"
        )]
        let rounded = bound.as_f64() as i128;
        Some(bound.as_i128().unwrap_or(rounded))
    };
    let least = number(&place.min)
        .max(number(&place.exclusive_min))
        .unwrap_or(i128::MIN);
    let least = least.max(width.min());
    let most = [number(&place.max), number(&place.exclusive_max)]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(i128::MAX)
        .min(i128::try_from(width.max()).unwrap_or(i128::MAX));
    least < -SAFE || most > SAFE
}

/// For each type the types that it is, not holds: those between which no property, list or map stands.
pub(crate) fn is_made_of(manifest: &Manifest) -> BTreeMap<&TypeName, Names<'_>> {
    let direct: BTreeMap<&TypeName, Names<'_>> = manifest
        .types
        .iter()
        .map(|(name, definition)| (name, parts_of(definition)))
        .collect();
    direct
        .keys()
        .map(|name| {
            let mut found = Names::new();
            let mut waiting: Vec<&TypeName> = direct[name].iter().copied().collect();
            while let Some(next) = waiting.pop() {
                if found.insert(next) {
                    waiting.extend(direct.get(next).into_iter().flatten());
                }
            }
            (*name, found)
        })
        .collect()
}

fn parts_of(definition: &Definition) -> Names<'_> {
    let itself = |ty| match Type::without_option(ty) {
        Type {
            kind: Kind::Named { name },
            ..
        } => Some(name),
        _ => None,
    };
    let flattened = |fields| -> Names<'_> {
        let fields: &[Field] = fields;
        fields
            .iter()
            .filter(|field| field.flatten)
            .filter_map(|field| itself(&field.ty))
            .collect()
    };
    match &definition.shape {
        Shape::Unit | Shape::Tuple(_) => Names::new(),
        Shape::Newtype { ty, .. } => itself(ty).into_iter().collect(),
        Shape::Object { fields, .. } => flattened(fields),
        Shape::Choice(choice) => choice
            .variants
            .iter()
            .flat_map(|variant| match &variant.content {
                Content::Newtype(ty) if variant.untagged || !matches!(choice.tagging, Tagging::External) => {
                    itself(ty).into_iter().collect()
                }
                Content::Object(fields) => flattened(fields),
                _ => Names::new(),
            })
            .collect(),
    }
}

/// The types of a definition that are there on one side: what serde skips is not looked at.
pub(crate) fn types_on(definition: &Definition, side: Side) -> Vec<&Type> {
    let there = |fields| -> Vec<&Type> {
        let fields: &[Field] = fields;
        fields
            .iter()
            .filter(|field| !field.skip.on(side))
            .map(|field| &field.ty)
            .collect()
    };
    match &definition.shape {
        Shape::Object { fields, .. } => there(fields),
        Shape::Choice(choice) => choice
            .variants
            .iter()
            .filter(|variant| !variant.skip.on(side))
            .flat_map(|variant| match &variant.content {
                Content::Object(fields) => there(fields),
                content => content.types(),
            })
            .collect(),
        _ => definition.types(),
    }
}

/// The names that a type mentions.
pub(crate) fn names(ty: &Type) -> Vec<&TypeName> {
    let mut found = Vec::new();
    ty.for_each_name(&mut |name| found.push(name));
    found
}

/// These types and all that mention one of them.
pub(crate) fn users<'a>(manifest: &'a Manifest, types: Names<'a>) -> Names<'a> {
    let mut users: BTreeMap<&TypeName, Vec<&TypeName>> = BTreeMap::new();
    for (name, definition) in &manifest.types {
        for used in definition.types().into_iter().flat_map(names) {
            users.entry(used).or_default().push(name);
        }
    }
    let mut waiting: Vec<&TypeName> = types.into_iter().collect();
    let mut found = Names::new();
    while let Some(name) = waiting.pop() {
        if found.insert(name) {
            waiting.extend(users.get(name).into_iter().flatten());
        }
    }
    found
}
