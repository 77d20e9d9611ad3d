//! All schemas of a manifest in one document.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Schema, of_definition};
use crate::ty::Side;
use crate::{Definition, Manifest, TypeName};

/// The dialect in which all schemas are written.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The types that read something else than they write, directly or in what they mention.
#[must_use]
pub fn differs(manifest: &Manifest) -> BTreeSet<TypeName> {
    let plain = |name: &TypeName, _: Side| name.as_str().to_owned();
    let alone = manifest.types.values().filter(|definition| {
        of_definition(manifest, definition, Side::Read, &plain)
            != of_definition(manifest, definition, Side::Write, &plain)
    });
    let mut differing: BTreeSet<TypeName> = alone.map(|definition| definition.name.clone()).collect();
    loop {
        let further: Vec<TypeName> = manifest
            .types
            .values()
            .filter(|definition| !differing.contains(&definition.name) && mentions(definition, &differing))
            .map(|definition| definition.name.clone())
            .collect();
        if further.is_empty() {
            return differing;
        }
        differing.extend(further);
    }
}

fn mentions(definition: &Definition, names: &BTreeSet<TypeName>) -> bool {
    let mut found = false;
    for ty in definition.types() {
        ty.for_each_name(&mut |name| found |= names.contains(name));
    }
    found
}

/// Every definition of the manifest under `$defs`. A type that reads otherwise than it writes stands there twice, as
/// `Name.read` and `Name.write`.
#[must_use]
pub fn bundle(manifest: &Manifest) -> Value {
    let differing = differs(manifest);
    let key = |name: &TypeName, side: Side| {
        let word = name.identifier();
        match side {
            _ if !differing.contains(name) => word,
            Side::Read => format!("{word}.read"),
            Side::Write => format!("{word}.write"),
        }
    };
    let reference = |name: &TypeName, side: Side| format!("#/$defs/{}", key(name, side));
    let mut definitions = Schema::new();
    for definition in manifest.types.values() {
        for side in [Side::Read, Side::Write] {
            let mut schema = of_definition(manifest, definition, side, &reference);
            if let Value::Object(schema) = &mut schema {
                schema
                    .entry("title")
                    .or_insert_with(|| definition.name.as_str().into());
            }
            definitions.insert(key(&definition.name, side), schema);
        }
    }
    json!({
        "$schema": DIALECT,
        "title": format!("{} {}", manifest.package.name, manifest.package.version),
        "$defs": definitions,
    })
}
