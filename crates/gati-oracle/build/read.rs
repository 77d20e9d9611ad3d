//! Reads the types of this crate: a small stand-in for the scan of a whole package, with the same parser and the same rules
//! of identity.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use gati_schema::manifest::Package;
use gati_schema::ty::Kind;
use gati_schema::{Definition, Fingerprint, Manifest, Type, TypeName, builtin, identity};
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::gtype::{self, TypeItem};
use quote::ToTokens;

/// What the sources of this crate import.
const IMPORTS: &[(&str, &str)] = &[
    ("Arc", "std::sync::Arc"),
    ("BTreeMap", "std::collections::BTreeMap"),
    ("BTreeSet", "std::collections::BTreeSet"),
    ("Cow", "std::borrow::Cow"),
    ("Duration", "std::time::Duration"),
    ("HashMap", "std::collections::HashMap"),
    ("HashSet", "std::collections::HashSet"),
    ("NonZeroU8", "std::num::NonZeroU8"),
    ("PhantomData", "std::marker::PhantomData"),
    ("Rc", "std::rc::Rc"),
    ("SystemTime", "std::time::SystemTime"),
    ("Uuid", "uuid::Uuid"),
    ("VecDeque", "std::collections::VecDeque"),
    ("Wrapping", "std::num::Wrapping"),
];

/// What a type of the source is: its description, its identity, its text.
type Resolved = (Type, Fingerprint, String);

struct Item {
    module: String,
    item: TypeItem,
}

struct Alias {
    module: String,
    name: String,
    target: syn::Type,
}

#[derive(Default)]
pub(crate) struct Reader {
    items: BTreeMap<String, Item>,
    aliases: Vec<Alias>,
    definitions: BTreeMap<TypeName, Definition>,
    open: BTreeSet<TypeName>,
    fingerprints: BTreeMap<TypeName, Fingerprint>,
}

impl Reader {
    /// Every type of a file.
    pub(crate) fn take_in(&mut self, module: &str, source: &str) {
        let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{module} is not Rust: {error}"));
        let mut sink = Diagnostics::new();
        for item in file.items {
            let derived: Option<syn::DeriveInput> = match item {
                syn::Item::Struct(item) => gtype::derives(&item.attrs, "GType").then(|| item.into()),
                syn::Item::Enum(item) => gtype::derives(&item.attrs, "GType").then(|| item.into()),
                syn::Item::Macro(item)
                    if item
                        .mac
                        .path
                        .segments
                        .last()
                        .is_some_and(|last| last.ident == "brand") =>
                {
                    for brand in gati_syntax::brand::parse(item.mac.tokens, &mut sink) {
                        self.add(
                            module,
                            brand.item.expect("the brands of this crate have no mistakes"),
                        );
                    }
                    None
                }
                syn::Item::Type(item) => {
                    self.aliases.push(Alias {
                        module: module.to_owned(),
                        name: item.ident.to_string(),
                        target: *item.ty,
                    });
                    None
                }
                _ => None,
            };
            if let Some(input) = derived
                && let Some(item) = gtype::parse(&input, &mut sink)
            {
                self.add(module, item);
            }
        }
        let messages = sink.into_messages();
        assert!(messages.is_empty(), "{module}: {messages:#?}");
    }

    fn add(&mut self, module: &str, item: TypeItem) {
        let name = item.ident().to_string();
        let item = Item {
            module: format!("gati_oracle::{module}"),
            item,
        };
        assert!(
            self.items.insert(name.clone(), item).is_none(),
            "two types are called {name}"
        );
    }

    /// The manifest and the list of subjects.
    pub(crate) fn finish(mut self) -> (String, String) {
        let mut subjects = String::from("vec![\n");
        let roots: Vec<(String, String)> = self
            .items
            .iter()
            .filter(|(_, item)| item.item.generics().type_params().next().is_none())
            .map(|(name, item)| (name.clone(), item.module.replacen("gati_oracle", "crate", 1)))
            .collect();
        for (name, module) in roots {
            let ty: syn::Type = syn::parse_str(&name).expect("a name is a type");
            self.subject(&mut subjects, &ty, &format!("{module}::{name}"));
        }
        for alias in std::mem::take(&mut self.aliases) {
            let path = format!("crate::{}::{}", alias.module, alias.name);
            self.subject(&mut subjects, &alias.target, &path);
        }
        subjects.push_str("]\n");
        let package = Package {
            name: "gati-oracle".to_owned(),
            version: "0.0.0".to_owned(),
            description: String::new(),
        };
        (
            Manifest::new(package, Vec::new(), self.definitions).to_json(),
            subjects,
        )
    }

    fn subject(&mut self, subjects: &mut String, ty: &syn::Type, path: &str) {
        let (ty, ..) = self.resolve(ty, &BTreeMap::new());
        let Kind::Named { name } = &ty.kind else {
            panic!("{path} has no definition");
        };
        let fingerprint = self.fingerprints[name];
        writeln!(
            subjects,
            "    subject::<{path}>({:?}, 0x{fingerprint}),",
            name.as_str()
        )
        .expect("texts can be written");
    }

    fn resolve(&mut self, ty: &syn::Type, parameters: &BTreeMap<String, Resolved>) -> Resolved {
        let text = ty.to_token_stream().to_string().replace(' ', "");
        let (described, id) = match ty {
            syn::Type::Path(path) => return self.resolve_path(&path.path, text, parameters),
            syn::Type::Group(group) => return self.resolve(&group.elem, parameters),
            syn::Type::Paren(inner) => return self.resolve(&inner.elem, parameters),
            syn::Type::Reference(reference) => return self.resolve(&reference.elem, parameters),
            syn::Type::Slice(slice) => {
                let (item, id, _) = self.resolve(&slice.elem, parameters);
                (item.list(), identity::container("list", &[id]))
            }
            syn::Type::Tuple(tuple) if tuple.elems.is_empty() => {
                (Type::plain(Kind::Null), identity::builtin("null"))
            }
            syn::Type::Tuple(tuple) => {
                let parts: Vec<Resolved> = tuple
                    .elems
                    .iter()
                    .map(|part| self.resolve(part, parameters))
                    .collect();
                let ids: Vec<Fingerprint> = parts.iter().map(|(_, id, _)| *id).collect();
                let of = parts.into_iter().map(|(ty, ..)| ty).collect();
                (
                    Type::plain(Kind::Tuple { of }),
                    identity::container("tuple", &ids),
                )
            }
            syn::Type::Array(array) => {
                let (item, id, _) = self.resolve(&array.elem, parameters);
                let len = array.len.to_token_stream().to_string();
                let len: u64 = len.parse().expect("lengths are literals here");
                let of = Box::new(item);
                (Type::plain(Kind::Array { of, len }), identity::array(len, id))
            }
            _ => panic!("this reader does not know the form of `{text}`"),
        };
        (described, id, text)
    }

    fn resolve_path(
        &mut self,
        path: &syn::Path,
        text: String,
        parameters: &BTreeMap<String, Resolved>,
    ) -> Resolved {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if let ([name], Some(argument)) = (names.as_slice(), parameters.get(&names[0])) {
            debug_assert!(!name.is_empty());
            return argument.clone();
        }
        let mut arguments = Vec::new();
        if let Some(syn::PathArguments::AngleBracketed(given)) =
            path.segments.last().map(|last| &last.arguments)
        {
            for argument in &given.args {
                if let syn::GenericArgument::Type(ty) = argument {
                    arguments.push(self.resolve(ty, parameters));
                }
            }
        }
        let last = names.last().expect("a path has a name");
        if self.items.contains_key(last) {
            return self.instance(last, &arguments);
        }
        let full = match names.as_slice() {
            [name] => IMPORTS
                .iter()
                .find(|(short, _)| short == name)
                .map(|(_, full)| (*full).to_owned())
                .or_else(|| builtin::prelude(name).map(str::to_owned))
                .unwrap_or_else(|| panic!("`{name}` is not known; add it to the imports of the reader")),
            _ => names.join("::"),
        };
        let given: Vec<(Type, Fingerprint)> = arguments.into_iter().map(|(ty, id, _)| (ty, id)).collect();
        let (ty, id) = builtin::resolve(&full, &given)
            .unwrap_or_else(|| panic!("`{full}` is not known"))
            .unwrap_or_else(|error| panic!("{error}"));
        (ty, id, text)
    }

    /// A type of this crate with its type arguments.
    fn instance(&mut self, ident: &str, arguments: &[Resolved]) -> Resolved {
        let Item { module, item } = &self.items[ident];
        let (module, item) = (module.clone(), item.clone());
        let name = TypeName::instance(
            item.public_name(),
            arguments.iter().map(|(.., text)| text.as_str()),
        );
        let ids: Vec<Fingerprint> = arguments.iter().map(|(_, id, _)| *id).collect();
        let id = identity::defined(&format!("{module}::{ident}"), &ids);
        // A type that mentions itself is lowered once.
        if self.open.insert(name.clone()) {
            let names = item
                .generics()
                .type_params()
                .map(|parameter| parameter.ident.to_string());
            let parameters: BTreeMap<String, Resolved> = names.zip(arguments.iter().cloned()).collect();
            let definition = item.lower(name.clone(), &mut |ty| self.resolve(ty, &parameters).0);
            let (local, holes) = item.local();
            let ids: Vec<Fingerprint> = holes.iter().map(|ty| self.resolve(ty, &parameters).1).collect();
            self.fingerprints.insert(name.clone(), local.with_all(&ids));
            self.definitions.insert(name.clone(), definition);
        }
        let text = name.as_str().to_owned();
        (Type::named(name), id, text)
    }
}
