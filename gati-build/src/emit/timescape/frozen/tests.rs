//! What is printed says what was recorded: read as any other source, it gives the same definitions and the same fingerprints.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gati_schema::ty::{Kind, Scalar};
use gati_schema::{Definition, Fingerprint, Manifest, Type, TypeName, builtin, identity};
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::gtype;
use proc_macro2::TokenStream;
use quote::ToTokens;

use super::form::frozen_form;
use super::item::{Sides, frozen_item};
use super::spell::{Scope, Types};

const BOTH: Sides = Sides {
    read: true,
    write: true,
};

fn manifests() -> Vec<(String, Manifest)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["../examples", "tests/cases"] {
        let mut packages: Vec<PathBuf> = std::fs::read_dir(root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.join("Cargo.toml").is_file())
            .collect();
        packages.sort();
        for package in packages {
            let Ok(project) = crate::Project::open(&package) else {
                continue;
            };
            if let Ok(scan) = project.scan() {
                let mut manifest = scan.manifest().clone();
                manifest.types.extend(std::mem::take(&mut manifest.module_types));
                found.push((package.display().to_string(), manifest));
            }
        }
    }
    found
}

fn scope(manifest: &Manifest) -> Scope<'_> {
    let ids = manifest.types.keys().map(|name| (name, id(name)));
    let is_taken = |name: &str| manifest.types.keys().any(|known| known.identifier() == name);
    let types = Types {
        ids: ids.collect(),
        // Whoever contains whom: `Box` leaves no trace in what is read.
        cycles: manifest.types.keys().map(|name| (name, 0)).collect(),
        shadows: Types::shadows(is_taken),
    };
    Scope {
        types: Rc::new(types),
        prefix: TokenStream::new(),
    }
}

fn id(name: &TypeName) -> Fingerprint {
    identity::defined(&format!("shop::app::v1_0_0::{}", name.identifier()), &[])
}

/// What a type in a printed item means.
struct Reader<'a> {
    names: BTreeMap<String, &'a TypeName>,
}

impl Reader<'_> {
    fn read(&self, ty: &syn::Type) -> (Type, Fingerprint) {
        match ty {
            syn::Type::Tuple(tuple) if tuple.elems.is_empty() => {
                (Kind::Null.into(), identity::builtin("null"))
            }
            syn::Type::Tuple(tuple) => {
                let (of, ids): (Vec<_>, Vec<_>) = tuple.elems.iter().map(|ty| self.read(ty)).unzip();
                (Kind::Tuple { of }.into(), identity::container("tuple", &ids))
            }
            syn::Type::Array(array) => {
                let (of, id) = self.read(&array.elem);
                let len: u64 = array.len.to_token_stream().to_string().parse().unwrap();
                let of = Box::new(of);
                (Kind::Array { of, len }.into(), identity::array(len, id))
            }
            syn::Type::Path(path) => self.path(&path.path),
            other => panic!("{}", other.to_token_stream()),
        }
    }

    fn path(&self, path: &syn::Path) -> (Type, Fingerprint) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let mut arguments = Vec::new();
        if let syn::PathArguments::AngleBracketed(list) = &path.segments.last().unwrap().arguments {
            for argument in &list.args {
                let syn::GenericArgument::Type(ty) = argument else {
                    panic!("an argument that is no type");
                };
                arguments.push(self.read(ty));
            }
        }
        let full = names.join("::");
        let known = match full.as_str() {
            "gati::Bytes" => "bytes::Bytes",
            "gati::__private::Value" => "serde_json::Value",
            "gati::__private::Map" => "serde_json::Map",
            full => full,
        };
        if let Some(scalar) = known.strip_prefix("gati::__private::scalar::") {
            let scalar = Scalar::ALL
                .into_iter()
                .find(|known| format!("{known:?}") == scalar)
                .unwrap();
            return (Kind::Scalar { scalar }.into(), identity::builtin(scalar.name()));
        }
        if let Some(name) = self.names.get(known) {
            return (Type::named((*name).clone()), id(name));
        }
        let known = builtin::prelude(known).unwrap_or(known);
        builtin::resolve(known, &arguments)
            .unwrap_or_else(|| panic!("{known} is not known"))
            .unwrap()
    }
}

#[track_caller]
fn assert_says(place: &str, definition: &Definition, manifest: &Manifest) {
    let reader = Reader {
        names: manifest
            .types
            .keys()
            .map(|name| (name.identifier(), name))
            .collect(),
    };
    let printed = frozen_item(definition, &scope(manifest), BOTH);
    let file: syn::File = syn::parse2(printed.tokens.clone())
        .unwrap_or_else(|error| panic!("{place}: {error}: {}", printed.tokens));
    let text = prettyplease::unparse(&file);
    // From the text, as rustc would have it: docs go through comments.
    let file: syn::File = syn::parse_str(&text).unwrap();
    let item: syn::DeriveInput = syn::parse2(file.items[0].to_token_stream()).unwrap();
    let mut sink = Diagnostics::new();
    let parsed = gtype::parse(&item, &mut sink);
    let mistakes = sink.into_messages();
    assert!(mistakes.is_empty(), "{place}: {mistakes:?} in\n{text}");
    let parsed = parsed.unwrap();
    let lowered = parsed.lower(definition.name.clone(), &mut |ty| reader.read(ty).0);
    // Not `assert_eq`, which would print pages.
    assert!(lowered == frozen_form(definition), "{place}:\n{text}");
    let (local, holes) = parsed.local();
    let ids: Vec<Fingerprint> = holes.iter().map(|ty| reader.read(ty).1).collect();
    assert_eq!(local.with_all(&ids), printed.fingerprint, "{place}:\n{text}");
}

#[test]
fn every_type_of_every_example_is_printed_as_it_was_recorded() {
    let mut count = 0;
    for (place, manifest) in manifests() {
        for definition in manifest.types.values() {
            assert_says(&place, definition, &manifest);
            count += 1;
        }
    }
    assert!(count > 100, "only {count} types were found");
}

#[test]
fn a_frozen_form_is_its_own() {
    for (_, manifest) in manifests() {
        for definition in manifest.types.values() {
            let form = frozen_form(definition);
            assert_eq!(frozen_form(&form), form);
        }
    }
}

#[test]
fn names_that_a_release_takes_are_spelled_by_their_path() {
    assert!(Types::shadows(|name| name == "Vec"));
    assert!(!Types::shadows(|name| name == "Vector"));
}
