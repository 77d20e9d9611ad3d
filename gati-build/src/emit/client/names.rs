//! Rust names for names of the contract.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::{Manifest, TypeName};
use proc_macro2::{Ident, Span};

/// Names that the module of types uses itself; a type of that name gets a suffix.
const TAKEN_TYPES: [&str; 8] = [
    "Box",
    "Deserialize",
    "Option",
    "Self",
    "Serialize",
    "Some",
    "String",
    "Vec",
];

/// Names that the client's own methods have; a handler of that name gets a suffix.
const TAKEN_METHODS: [&str; 3] = ["builder", "inner", "new"];

/// The identifier of every type, each different from all others.
pub(super) fn type_idents(manifest: &Manifest) -> BTreeMap<&TypeName, Ident> {
    let mut taken: BTreeSet<String> = TAKEN_TYPES.map(str::to_owned).into();
    // Plain names first: they keep theirs, and an instance `Page<Item>` gives way to a type called `PageItem`.
    let (plain, instances): (Vec<_>, Vec<_>) = manifest
        .types
        .keys()
        .partition(|name| name.identifier() == name.as_str());
    plain
        .into_iter()
        .chain(instances)
        .map(|name| {
            (
                name,
                ident(&unique(&sanitize(&name.identifier()), "Type", &mut taken)),
            )
        })
        .collect()
}

/// The method of every handler, in the order of the manifest.
pub(super) fn method_idents(manifest: &Manifest) -> Vec<Ident> {
    let mut taken: BTreeSet<String> = TAKEN_METHODS.map(str::to_owned).into();
    manifest
        .handlers
        .iter()
        .map(|handler| ident(&unique(&sanitize(&handler.name), "_", &mut taken)))
        .collect()
}

/// `wanted` if it is free, else with the suffix, else with a number too.
pub(super) fn unique(wanted: &str, suffix: &str, taken: &mut BTreeSet<String>) -> String {
    let name = std::iter::once(wanted.to_owned())
        .chain(std::iter::once(format!("{wanted}{suffix}")))
        .chain((2..).map(|number| format!("{wanted}{suffix}{number}")))
        .find(|name| !taken.contains(name))
        .expect("numbers do not end");
    taken.insert(name.clone());
    name
}

/// An identifier, raw if it is a keyword. Four keywords cannot be raw; they get a suffix.
pub(super) fn ident(name: &str) -> Ident {
    let name = sanitize(name.strip_prefix("r#").unwrap_or(name));
    match name.as_str() {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), Span::call_site()),
        _ => syn::parse_str(&name).unwrap_or_else(|_| Ident::new_raw(&name, Span::call_site())),
    }
}

/// A Rust name as it stands in the manifest, without the mark of a raw identifier.
pub(super) fn unraw(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Puts `_` for whatever cannot stand in an identifier.
fn sanitize(name: &str) -> String {
    let mut clean: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' })
        .collect();
    if clean.is_empty() || clean.starts_with(|c: char| c.is_numeric()) {
        clean.insert(0, '_');
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_an_identifier() {
        for (name, expected) in [
            ("capture", "capture"),
            ("type", "r#type"),
            ("r#type", "r#type"),
            ("self", "self_"),
            ("list-payments", "list_payments"),
            ("2fa", "_2fa"),
            ("größe", "größe"),
        ] {
            assert_eq!(ident(name).to_string(), expected);
        }
    }

    #[test]
    fn a_name_that_is_taken_gets_a_suffix_and_then_a_number() {
        let mut taken = BTreeSet::from(["new".to_owned()]);
        assert_eq!(unique("new", "_", &mut taken), "new_");
        assert_eq!(unique("new", "_", &mut taken), "new_2");
        assert_eq!(unique("old", "_", &mut taken), "old");
    }
}
